import type { ManifestContext, Span, TextChange } from "./manifest";

/** The edits that take one element out of a list in brackets, with the comma that goes with it. */
export function withoutElement(
  text: string,
  elements: readonly Span[],
  index: number,
): readonly TextChange[] | undefined {
  const element = elements[index];
  if (element === undefined) return undefined;
  const { start, end } = element;
  const next = elements[index + 1];
  const before = elements[index - 1];
  const comma = next === undefined && before !== undefined ? commaAt(text, before.end) : commaAt(text, end);
  // On a line of its own an element goes with its line and the comment in it; those on other lines stay.
  const line = { start: lineStartOf(text, start), end: nextLineOf(text, end) };
  const isAlone =
    /^\s*$/.test(text.slice(line.start, start)) && /^,?\s*(?:(?:\/\/|#).*)?\s*$/.test(text.slice(end, line.end));
  if (isAlone && (text[end] === "," || next === undefined))
    return inOrder(cut(line.start, line.end), text[end] === "," ? undefined : comma);
  // Without a comment in between, what separates it goes as a whole.
  const from = next === undefined ? (before?.end ?? start) : start;
  const to = next?.start ?? (before === undefined && comma !== undefined ? comma + 1 : end);
  const isBare = /^\s*,?\s*$/.test(text.slice(from, start) + text.slice(end, to));
  return isBare ? [cut(from, to)] : inOrder(cut(start, end), comma);
}

/** A cut, and that of a comma before or behind it. */
function inOrder(change: TextChange, comma: number | undefined): readonly TextChange[] {
  const changes = comma === undefined ? [change] : [change, cut(comma, comma + 1)];
  return changes.sort((a, b) => a.span.start - b.span.start);
}

/** The next comma behind an element, whatever white space and comments stand before it. */
function commaAt(text: string, end: number): number | undefined {
  const gap = /(?:\s|\/\*[^]*?\*\/|\/\/.*|#.*)*/y;
  gap.lastIndex = end;
  const at = end + (gap.exec(text)?.[0].length ?? 0);
  return text[at] === "," ? at : undefined;
}

/** The edits that put an element behind the last one of a list in brackets, in the way the list is laid out. */
export function withElement(
  text: string,
  list: Span,
  elements: readonly Span[],
  written: string,
): readonly TextChange[] {
  const last = elements.at(-1);
  if (last === undefined) {
    const inside = { start: list.start + 1, end: list.end - 1 };
    // An empty list may still hold a comment.
    const isBlank = text.slice(inside.start, inside.end).trim() === "";
    return isBlank ? [{ span: inside, text: written }] : [insertAt(inside.start, written)];
  }
  const hasComma = text[last.end] === ",";
  const at = last.end + (hasComma ? 1 : 0);
  const lead = text.slice(lineStartOf(text, last.start), last.start);
  const isAlone = /^\s*$/.test(lead);
  const separator = isAlone ? newlineOf(text) + lead : " ";
  const insert = separator + written + (hasComma ? "," : "");
  // A comment behind the last element stays with it.
  const end = isAlone ? lineEndOf(text, at) : at;
  const comma = hasComma ? "" : ",";
  return end === at || end >= list.end
    ? [insertAt(at, comma + insert)]
    : [...(hasComma ? [] : [insertAt(last.end, comma)]), insertAt(end, insert)];
}

/** What is being typed when the cursor is in a string of one of these lists. */
export function stringAt(
  text: string,
  offset: number,
  lists: readonly (readonly { readonly text: string; readonly span: Span }[])[],
): ManifestContext | undefined {
  for (const list of lists) {
    const found = list.find(({ span }) => span.start < offset && offset <= span.end);
    if (found === undefined) continue;
    const { start, end } = found.span;
    const quote = text[start] ?? "";
    const isClosed = end - start > 1 && text[end - 1] === quote;
    if (isClosed && offset === end) return undefined;
    const taken = list.flatMap((each) => (each === found ? [] : each.text));
    return { start: start + 1, end: isClosed ? end - 1 : offset, suffix: isClosed ? "" : quote, taken, words: [] };
  }
  return undefined;
}

/** Where the line that holds `offset` begins. */
export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line that holds `offset` ends, before its line break. */
function lineEndOf(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found < 0) return text.length;
  return text[found - 1] === "\r" && found > offset ? found - 1 : found;
}

/** Where the line after the one that holds `offset` begins. */
export function nextLineOf(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found < 0 ? text.length : found + 1;
}

/** How the text ends its lines. */
export function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function cut(start: number, end: number): TextChange {
  return { span: { start, end }, text: "" };
}

function insertAt(at: number, text: string): TextChange {
  return { span: { start: at, end: at }, text };
}
