import type { Declaration, ManifestFormat } from "./manifest";

/**
 * `.env.example` and its like: `NAME=` asks for a value, `NAME=something` has one to go on with, `# NAME=` may be left out. A
 * comment above is the description; `@required` or `@optional` in it, or behind the value, decides.
 */
export const envExample: ManifestFormat = {
  id: ".env.example",
  fileNames: [".env.example", ".env.sample", ".env.template", ".env.schema"],
  read: (text) => ({ declarations: readLines(text), plainNames: [], errors: [] }),
  declare: (text, { name, required }) => {
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    const separator = text === "" || text.endsWith("\n") ? "" : newline;
    const line = `${required ? "" : `# @optional${newline}`}${name}=${newline}`;
    return [{ span: { start: text.length, end: text.length }, text: separator + line }];
  },
};

const assignment =
  /^(?<lead>[ \t]*(?<comment>#[ \t]*)?(?:export[ \t]+)?)(?<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*=(?<value>.*)$/;
const commentLine = /^[ \t]*#[ \t]?(?<words>.*)$/;

/** Values that stand for "put yours here", as people write them in examples. */
const placeholder =
  /^(?:<[^>]*>|\{\{?[^}]*\}\}?|\[[^\]]*\]|x{3,}|\.{3,}|\*{3,}|change[-_ ]?me.*|replace[-_ ]?(?:me|with).*|your[-_ ].*|todo)$/i;

function readLines(text: string): readonly Declaration[] {
  const declarations: Declaration[] = [];
  let comments: string[] = [];
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const content = line.replace(/\r$/, "");
    const found = assignmentOf(content);
    const comment = commentLine.exec(content)?.groups?.["words"];
    if (found !== undefined) declarations.push(declarationOf(found, comments, lineStart));
    comments = found === undefined && comment !== undefined ? [...comments, comment.trim()] : [];
    lineStart += line.length + 1;
  }
  return declarations;
}

interface Assignment {
  readonly lead: string;
  readonly commented: boolean;
  readonly name: string;
  readonly value: string;
}

function assignmentOf(line: string): Assignment | undefined {
  const groups = assignment.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { lead = "", name = "", value = "" } = groups as Record<string, string | undefined>;
  const commented = groups["comment"] !== undefined;
  // In a comment only what looks like a switched-off assignment counts: prose may hold an equals sign too.
  return commented && !/^[A-Z][A-Z0-9_]+$/.test(name) ? undefined : { lead, commented, name, value };
}

function declarationOf(found: Assignment, comments: readonly string[], lineStart: number): Declaration {
  const words = [...comments, /[ \t]#(?<words>.*)$/.exec(found.value)?.groups?.["words"] ?? ""];
  const start = lineStart + found.lead.length;
  return {
    name: found.name,
    nameSpan: { start, end: start + found.name.length },
    required: saidRequired(words) ?? (!found.commented && asksForValue(found.value)),
    description: words
      .map((line) => line.replace(/@(?:required|optional)\b/g, "").trim())
      .filter((line) => /[\p{L}\p{N}]/u.test(line))
      .join(" "),
  };
}

function saidRequired(comments: readonly string[]): boolean | undefined {
  const said = comments
    .join(" ")
    .match(/@(required|optional)\b/g)
    ?.at(-1);
  return said === undefined ? undefined : said === "@required";
}

function asksForValue(value: string): boolean {
  const bare = value.replace(/(?:^|[ \t])#.*$/, "").trim();
  const unquoted = /^(["'])(?<inside>.*)\1$/.exec(bare)?.groups?.["inside"] ?? bare;
  return unquoted.trim() === "" || placeholder.test(unquoted.trim());
}
