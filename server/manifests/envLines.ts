/** An assignment in a file of environment variables, with what is said about it. Offsets are UTF-16 code units. */
export interface EnvEntry {
  readonly name: string;
  readonly nameStart: number;
  /** Where the first line that belongs to it begins, comments above included. */
  readonly start: number;
  /** Where the line after it begins. */
  readonly end: number;
  /** `# NAME=`: switched off. */
  readonly isComment: boolean;
  /** Without quotes, and without a comment behind it. */
  readonly value: string;
  /** The comment lines right above it, and the comment behind it. */
  readonly comments: readonly string[];
}

/** What a file of environment variables says, and the comments above its first entry. */
export interface EnvFile {
  readonly entries: readonly EnvEntry[];
  readonly header: readonly string[];
}

/**
 * Reads `NAME=value` lines; a value in quotes may go on over several lines. `# NAME=value` is an entry that is switched off,
 * or only a comment.
 */
export function readEnvFile(text: string, hasSwitchedOff: boolean): EnvFile {
  const entries: EnvEntry[] = [];
  const header: string[] = [];
  let comments: string[] = [];
  let commentsStart = 0;
  for (let at = 0; at < text.length;) {
    const line = lineAt(text, at);
    const assigned = assignmentIn(line.content);
    const found = assigned?.isComment === true && !hasSwitchedOff ? undefined : assigned;
    const comment = /^[ \t]*#[ \t]?(?<words>.*)$/.exec(line.content)?.groups?.["words"];
    if (found !== undefined) {
      const end = found.isComment
        ? line.next
        : endOfValue(text, at + line.content.length - found.value.length, line.next);
      entries.push(entryOf(found, { at, start: comments.length > 0 ? commentsStart : at, end, comments }));
      comments = [];
      at = end;
      continue;
    }
    if (comment !== undefined && entries.length === 0) header.push(comment.trim());
    if (comments.length === 0) commentsStart = at;
    if (comment === undefined || /^(?:---|===)/.test(comment)) comments = [];
    else comments.push(comment.trim());
    at = line.next;
  }
  return { entries, header };
}

function lineAt(text: string, at: number): { readonly content: string; readonly next: number } {
  const found = text.indexOf("\n", at);
  const end = found < 0 ? text.length : found;
  return { content: text.slice(at, end).replace(/\r$/, ""), next: found < 0 ? end : end + 1 };
}

interface Assignment {
  readonly lead: string;
  readonly isComment: boolean;
  readonly name: string;
  readonly value: string;
}

const assignment =
  /^(?<lead>[ \t]*(?<comment>#[ \t]*)?(?:export[ \t]+)?)(?<name>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*=(?<value>.*)$/;

function assignmentIn(line: string): Assignment | undefined {
  const groups = assignment.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { lead = "", name = "", value = "" } = groups as Record<string, string | undefined>;
  const isComment = groups["comment"] !== undefined;
  // In a comment only what looks like a switched-off assignment counts: prose may hold an equals sign too.
  return isComment && !/^[A-Z][A-Z0-9_]+$/.test(name) ? undefined : { lead, isComment, name, value };
}

/** Where the line after a value begins: what a quote opens may be closed lines below. */
function endOfValue(text: string, start: number, next: number): number {
  const quote = /^[ \t]*("""|```|["'`])/.exec(text.slice(start, next))?.[1];
  if (quote === undefined) return next;
  const from = text.indexOf(quote, start) + quote.length;
  const close = text.indexOf(quote, from);
  if (close < next) return next;
  const newline = text.indexOf("\n", close);
  return newline < 0 ? text.length : newline + 1;
}

function entryOf(
  { lead, isComment, name, value }: Assignment,
  place: { readonly at: number; readonly start: number; readonly end: number; readonly comments: readonly string[] },
): EnvEntry {
  const behind = /(?:^|[ \t])#[ \t]?(?<words>.*)$/.exec(value)?.groups?.["words"];
  const bare = value.replace(/(?:^|[ \t])#.*$/, "").trim();
  return {
    name,
    nameStart: place.at + lead.length,
    start: place.start,
    end: place.end,
    isComment,
    value: (/^(["'`])(?<inside>.*)\1$/.exec(bare)?.groups?.["inside"] ?? bare).trim(),
    comments: behind === undefined ? place.comments : [...place.comments, behind.trim()],
  };
}
