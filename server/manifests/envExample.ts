import { isEnvExampleName } from "./envFileName";
import type { EnvEntry } from "./envLines";
import { readEnvFile } from "./envLines";
import { optionalInWords, saysOptional } from "./envOptional";
import { removeEntry } from "./envRemove";
import type { Declaration, KnownName, ManifestContext, ManifestFormat, ManifestWord, NewDeclaration } from "./manifest";
import { lineStartOf, newlineOf } from "./listText";
import { stageIn } from "./stage";

/**
 * `.env.example` and its like: `NAME=` asks for a value, `NAME=something` has one to go on with, `# NAME=` may be left out. A
 * comment above is the description; `@required` or `@optional` in it, or behind the value, decides, and then words. `.env.schema` is read by
 * the rules of @env-spec (varlock.dev): without a word an item is required, unless the file itself has a value for it.
 */
export const envExample: ManifestFormat = {
  id: ".env.example",
  isNamed: isEnvExampleName,
  read: (text, fileName) => {
    const isSchema = fileName.includes("schema");
    const { entries, header } = readEnvFile(text, !isSchema);
    const byDefault = isSchema ? defaultRequired(header) : undefined;
    const inWords = optionalInWords(entries, text);
    const stage = stageIn(fileName);
    const declarations = entries.map((entry) => ({
      ...declarationOf(entry, { byDefault, inWords }),
      ...(stage && { stage }),
    }));
    return {
      declarations,
      known: isSchema ? [] : bareNames(text),
      patterns: [],
      governs: true,
      valuesElsewhere: true,
      errors: [],
      ...(isSchema ? {} : { shows: true }),
    };
  },
  declare: (text, declaration) => [
    { span: { start: text.length, end: text.length }, text: newLines(text, declaration) },
  ],
  contextAt,
  remove: removeEntry,
};

/** `# SOME_NAME`, all by itself: a name that people left the `=` out of, or a heading. */
function bareNames(text: string): readonly KnownName[] {
  return [...text.matchAll(/^[ \t]*#+[ \t]*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[ \t]*$/gm)].map(
    ({ 0: line, 1: name = "", index }) => {
      const start = index + line.indexOf(name);
      return { name, nameSpan: { start, end: start + name.length }, kind: "listed" };
    },
  );
}

/** A name at the beginning of a line, a decorator behind an `@` in a comment. */
function contextAt(text: string, offset: number): ManifestContext | undefined {
  const line = text.slice(lineStartOf(text, offset), offset);
  const [typed = "", behind = ""] = [/(?<![\w.-])[\w.-]*$/.exec(line)?.[0], /^[\w.-]*/.exec(text.slice(offset))?.[0]];
  const span = { start: offset - typed.length, end: offset + behind.length };
  if (/^[ \t]*#(?:.*[ \t])?@\w*$/.test(line)) return { ...span, suffix: undefined, taken: [], words: decorators };
  if (!/^[ \t]*(?:export[ \t]+)?[\w.-]*$/.test(line)) return undefined;
  const own = text.slice(span.start, span.end);
  const { entries } = readEnvFile(text, false);
  const start = lineStartOf(text, offset);
  // A value of several lines is nobody's to complete.
  if (entries.some(({ nameStart, end }) => nameStart < start && start < end)) return undefined;
  const taken = entries.flatMap(({ name }) => (name === own ? [] : name));
  return { ...span, suffix: /^[ \t]*=/.test(text.slice(span.end)) ? "" : "=", taken, words: [] };
}

const decorators: readonly ManifestWord[] = Object.entries({
  required: "The project needs a value.",
  optional: "The project gets along without a value.",
  sensitive: "The value is to be kept secret.",
  public: "The value may be seen by everybody.",
}).map(([label, description]) => ({ label, insert: label, description }));

function newLines(text: string, { name, required, description }: NewDeclaration): string {
  const newline = newlineOf(text);
  // A description that comes from elsewhere decides nothing.
  const sentence = description
    .replace(/\s+/g, " ")
    .replace(/(?<!\S)@(?=\w)|@(?=required|optional|sensitive|public)/g, "");
  const words = isProse(sentence) ? sentence : "";
  const separator = text === "" || text.endsWith("\n") ? "" : newline;
  const bare = readEnvFile(`${text}${separator}${name}=`, true).entries.at(-1);
  // What the file says at its end is not about the new name.
  const gap = bare === undefined || bare.comments.length === 0 ? "" : newline;
  const withName = `${text}${separator}${gap}${name}=`;
  const { entries } = readEnvFile(withName, true);
  const last = entries.at(-1);
  const isHeaded = last !== undefined && optionalInWords(entries, withName).has(last);
  // In a schema that makes everything optional, required has to be said; so it has where the words sound otherwise.
  const isSaid = !required || isHeaded || saysOptional(words) || /^#.*@defaultRequired=(?!true)/m.test(text);
  const comments = [words, isSaid ? (required ? "@required" : "@optional") : ""].filter((line) => line !== "");
  return separator + gap + [...comments.map((line) => `# ${line}`), `${name}=`, ""].join(newline);
}

/** Whether a comment of these words is nothing but words: no divider, and no name or assignment that is switched off. */
function isProse(words: string): boolean {
  const comment = `# ${words}\n`;
  return (
    !/^(?:---|===|secrets-ignore)/.test(words) &&
    [...bareNames(comment), ...readEnvFile(comment, true).entries].length === 0
  );
}

/** `@defaultRequired` in the header of a schema; `infer` asks for what the file has a value for, which is then not missing. */
function defaultRequired(header: readonly string[]): boolean {
  const said = header.flatMap(
    (line) => /^@.*?@?defaultRequired(?:=(?<value>\w+))?/.exec(line)?.groups?.["value"] ?? [],
  );
  return said.length === 0 || said.at(-1) === "true";
}

function declarationOf(
  entry: EnvEntry,
  { byDefault, inWords }: { readonly byDefault: boolean | undefined; readonly inWords: ReadonlySet<EnvEntry> },
): Declaration {
  const { name, nameStart, isComment, value } = entry;
  const words = byDefault === undefined ? entry.comments : entry.comments.map(decoratorsIn);
  const said = saidOf(words, "required", "optional");
  const sensitive = saidOf(words, "sensitive", "public");
  const mayAsk = !isComment && !inWords.has(entry);
  const asks = byDefault === undefined ? mayAsk && asksForValue(value) : byDefault && value === "";
  return {
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    required: said ?? asks,
    description: descriptionOf(entry.comments),
    explicit: said !== undefined,
    // A name may be shown several times when all but one are switched off.
    ...(isComment ? {} : { list: "" }),
    ...(sensitive === undefined ? {} : { sensitive }),
  };
}

/** In a schema decorators count only at the beginning of a comment, not in quotes; elsewhere people write them where they like. */
function decoratorsIn(comment: string): string {
  return comment.startsWith("@") ? comment.replace(/"[^"]*"|'[^']*'|`[^`]*`|\s#.*/g, "") : "";
}

/** What a pair of opposite decorators says: `@yes`, `@yes=true`, `@no=false` against `@no`; conditions say neither for sure. */
function saidOf(comments: readonly string[], yes: string, no: string): boolean | undefined {
  const pattern = new RegExp(`@(${yes}|${no})\\b(?:=(\\w+))?`, "g");
  const last = [...comments.join(" ").matchAll(pattern)].at(-1);
  if (last === undefined || last[2] === "undefined") return undefined;
  const isTrue = last[2] === undefined || last[2] === "true";
  if (!isTrue && last[2] !== "false") return false;
  return (last[1] === yes) === isTrue;
}

const decorator = /@\w+(?:=(?:"[^"]*"|'[^']*'|`[^`]*`|[^\s(]*))?(?:\([^)]*\))?/g;

/** What is longer is no sentence that anybody reads in a hover. */
const longest = 1000;

function descriptionOf(comments: readonly string[]): string {
  return comments
    .map((line) => line.slice(0, longest))
    .map((line) => (line.startsWith("@") ? line.replace(decorator, "") : line.replace(/@(?:required|optional)\b/g, "")))
    .map((line) =>
      line
        .replace(/^[\s#]+/, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => !line.startsWith("secrets-ignore-"))
    .filter((line) => /[\p{L}\p{N}]/u.test(line) && !/^(?:export\s+)?[A-Za-z_][\w.-]*\s*=/.test(line))
    .join(" ");
}

/** Values that stand for "put yours here", as people write them in examples; lists and objects in JSON are values. */
const placeholder = new RegExp(
  `^(?:${[
    String.raw`<[^>]*>|\{\{?[^}"]+\}\}?|\[[^\]"'\d]+\]|\*{3,}(?:[^*]*\*{3,})?`,
    // The beginning of a key, and no more: `sk_test_...`, `unkey_xxx`.
    String.raw`[\w+-]{0,24}\.{3,}|(?:\w{1,12}[-_])?x{3,}|\w{0,4}x{5,}|x[x-]{2,}`,
    String.raw`_*(?:please[-_ ])?(?:change[-_ ]?(?:me|this)|replace[-_ ]?(?:me|with|this)).*`,
    String.raw`(?:\w{1,12}[-_ ])?your[-_ ].*|(?:enter|insert|paste)[-_ ].*|todo|placeholder`,
    String.raw`your\w*here|[a-z0-9]+(?:[-_ ][a-z0-9]+)*[-_ ]here`,
  ].join("|")})$`,
  "i",
);

/** What is longer is a value. */
const longestPlaceholder = 100;

function asksForValue(value: string): boolean {
  return value === "" || (value.length <= longestPlaceholder && placeholder.test(value));
}
