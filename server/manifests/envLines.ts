import { lineStartOf } from "./listText";

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
    const comment = /^[ \t]*#[ \t]?(?<words>.*)$/s.exec(line.content)?.groups?.["words"];
    if (found !== undefined) {
      const value = valueAt(text, at + line.content.length - found.value.length, found.isComment);
      entries.push(entryOf(found, value, { at, start: comments.length > 0 ? commentsStart : at, comments }));
      comments = [];
      at = value.next;
      continue;
    }
    if (comment !== undefined && entries.length === 0) header.push(comment.trim());
    if (comments.length === 0) commentsStart = at;
    if (comment === undefined || /^[ \t]*(?:---|===)/.test(comment)) comments = [];
    else comments.push(comment.trim());
    at = line.next;
  }
  return { entries, header };
}

/** Whether an entry stands right below another one of its family, as `SMTP_PORT` below `SMTP_HOST`. */
export function isRightBelow(entry: EnvEntry, above: EnvEntry, text: string): boolean {
  const isFamily = above.name.includes("_") && above.name.split("_")[0] === entry.name.split("_")[0];
  return isFamily && lineStartOf(text, entry.nameStart) === above.end;
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
  /^(?<lead>[ \t]*(?<comment>#[ \t]*)?(?:export[ \t]+)?)(?<name>[A-Za-z_][\w.-]*)[ \t]*=(?<value>.*)$/s;

function assignmentIn(line: string): Assignment | undefined {
  const groups = assignment.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { lead = "", name = "", value = "" } = groups as Record<string, string | undefined>;
  const isComment = groups["comment"] !== undefined;
  // In a comment only what looks like a switched-off assignment counts: prose may hold an equals sign too.
  return isComment && !/^[A-Z][A-Z0-9_]+$/.test(name) ? undefined : { lead, isComment, name, value };
}

interface Value {
  readonly inside: string;
  /** The comment behind it. */
  readonly behind: string | undefined;
  /** Where the line after it begins. */
  readonly next: number;
}

/** What a quote opens may be closed lines below. Within quotes a `#` is part of the value, and must not pass for a comment. */
function valueAt(text: string, start: number, isComment: boolean): Value {
  const { content, next } = lineAt(text, start);
  const quote = /^[ \t]*("""|```|["'`])/.exec(content)?.[1];
  const call = /^[ \t]*[A-Za-z]\w*\(/.test(content) ? endOfCall(text, start) : undefined;
  if (call !== undefined) return valueTo(text, start, { close: call, end: call });
  if (quote === undefined) {
    const [bare = "", ...behind] = content.split(/(?<=^|[ \t])#(.*)$/s);
    return { inside: bare.trim(), behind: behind[0]?.trim(), next: endOfBlock(text, start, isComment) };
  }
  const from = text.indexOf(quote, start) + quote.length;
  const close = closingQuote(text, from, quote);
  if (close < 0 || (close >= next && isComment && !isCommentedOut(text.slice(next, close))))
    return { inside: content.trim(), behind: undefined, next: endOfBlock(text, start, isComment) };
  return valueTo(text, from, { close, end: close + quote.length });
}

/** A value that ends at `close`, and the comment behind what closes it. */
function valueTo(text: string, from: number, { close, end }: { readonly close: number; readonly end: number }): Value {
  const { content, next } = lineAt(text, end);
  return { inside: text.slice(from, close).trim(), behind: /^[ \t]*#(.*)$/s.exec(content)?.[1]?.trim(), next };
}

/**
 * Where `name(…)` ends; undefined when it is none. In @env-spec its arguments, `name=value` among them, may stand on lines of
 * their own: github.com/dmno-dev/varlock, `packages/env-spec-parser/grammar.peggy`.
 */
function endOfCall(text: string, start: number): number | undefined {
  const mayGoOn = /[([{,][ \t]*(?:#.*)?$/.test(lineAt(text, start).content);
  const window = mayGoOn ? text.slice(start, start + longest) : lineAt(text, start).content;
  let depth = 0;
  for (const { 0: found, index } of window.matchAll(/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|(?<=\s)#[^\n]*|[()]/g)) {
    if (found === "(" && ++depth > deepest) return undefined;
    if (found === ")" && --depth === 0) return start + index + 1;
  }
  return undefined;
}

function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (quote === '"' && at >= 0 && isEscaped(text, at)) at = text.indexOf(quote, at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === "\\") before--;
  return (at - before) % 2 === 1;
}

/** Whether these lines are comments, and none of them begins another entry. */
function isCommentedOut(lines: string): boolean {
  return lines.split("\n").every((line) => /^[ \t]*#/.test(line) && assignmentIn(line) === undefined);
}

/** A key in PEM goes on to its last line even where nobody put quotes around it: its lines are no names. */
function endOfBlock(text: string, start: number, isComment: boolean): number {
  const { content, next } = lineAt(text, start);
  const end = content.includes("-----BEGIN ") ? text.slice(start, start + longest).indexOf("-----END ") + start : -1;
  if (end < next || (isComment && !isCommentedOut(text.slice(next, end)))) return next;
  return lineAt(text, end).next;
}

/** What goes on for longer, or is nested more deeply, is none. */
const longest = 8_000;
const deepest = 20;

function entryOf(
  { lead, isComment, name }: Assignment,
  { inside, behind, next }: Value,
  { at, start, comments }: { readonly at: number; readonly start: number; readonly comments: readonly string[] },
): EnvEntry {
  return {
    name,
    nameStart: at + lead.length,
    start,
    end: next,
    isComment,
    value: inside,
    comments: behind === undefined ? comments : [...comments, behind],
  };
}
