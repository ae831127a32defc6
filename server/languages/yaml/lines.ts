import { detached } from "../../detached";
import { lineEndOf } from "../textPlaces";

/** A line of YAML. */
export interface YamlLine {
  readonly start: number;
  /** The end of what is not a comment. */
  readonly end: number;
  /** Whether it is part of a text of several lines. */
  readonly isText: boolean;
  /** The keys above the line, the outermost first. */
  readonly path: readonly string[];
  /** Undefined where there is none, as in every line of a text. */
  readonly key: string | undefined;
  readonly keyStart: number;
  /** Where the value starts, or the item of a list. */
  readonly valueStart: number;
  readonly isItem: boolean;
  /** What is open where the line starts. */
  readonly before: LineState;
}

/** A key that what stands below it further to the right belongs to. */
export interface Parent {
  readonly column: number;
  /** The keys down to its own. */
  readonly path: readonly string[];
  readonly outer: Parent | undefined;
}

/** What is open at a place. */
export interface LineState {
  readonly parent: Parent | undefined;
  /** What stands further to the right is part of a text of several lines. */
  readonly textColumn: number;
}

/** Where nothing is open. */
export const nothingOpen: LineState = { parent: undefined, textColumn: Infinity };

const root: readonly string[] = [];

/** What a line starts with: white space, dashes, a quote, and a key. */
const keyPattern = /^(\s*)((?:-\s+)*)(?:(["']?)([\w.$/-]+)\3:(?=\s|$))?/;
const blockStart = /(?:^|[\s:-])[|>][-+\d]*\s*$/;

/**
 * Tells where the line of an offset ends but for its comment, without making anything of the lines above. It has to be asked
 * in the order of the text.
 */
export function lineEnds(text: string): (offset: number) => number {
  let next = 0;
  let textColumn = Infinity;
  let end = 0;
  return (offset) => {
    while (next <= offset) {
      const stop = lineEndOf(text, next);
      const raw = text.slice(next, stop);
      const column = raw.search(/\S/);
      if (column >= 0 && column <= textColumn) textColumn = Infinity;
      const length = textColumn < Infinity ? raw.length : commentStart(raw);
      if (textColumn === Infinity && opensText(raw.slice(0, length))) textColumn = columnOfText(raw);
      end = next + length;
      next = stop + 1;
    }
    return end;
  };
}

/** The lines of a YAML text, by a reading that is good enough to tell keys, values, comments and texts apart. */
export function yamlLines(text: string): readonly YamlLine[] {
  const lines: YamlLine[] = [];
  readLines(text, 0, nothingOpen, (line) => {
    lines.push(line);
    return true;
  });
  return lines;
}

/** Reads lines from the start of one on, as long as more are wanted. False where no more were. */
export function readLines(text: string, from: number, state: LineState, take: (line: YamlLine) => boolean): boolean {
  let before = state;
  for (let start = from; start < text.length;) {
    const stop = lineEndOf(text, start);
    const raw = text.slice(start, stop);
    const column = raw.search(/\S/);
    if (column >= 0) {
      const isText = column > before.textColumn;
      const { line, parent } = isText ? textLine(start, stop, before) : readLine(raw, start, before);
      if (!take(line)) return false;
      const textColumn = isText
        ? before.textColumn
        : opensText(raw.slice(0, line.end - start))
          ? columnOfText(raw)
          : Infinity;
      if (parent !== before.parent || textColumn !== before.textColumn) before = { parent, textColumn };
    }
    start = stop + 1;
  }
  return true;
}

/** Whether a text of several lines begins behind a line. */
function opensText(line: string): boolean {
  return (line.includes("|") || line.includes(">")) && blockStart.test(line);
}

/** The text of a key stands further right than the key; that of an item further right than its dash. */
function columnOfText(raw: string): number {
  const [, lead = "", dashes = "", quote = "", key] = keyPattern.exec(raw) ?? [];
  return lead.length + (key === undefined ? 0 : dashes.length + quote.length);
}

/** A line, and what the lines below it may belong to. */
interface Reading {
  readonly line: YamlLine;
  readonly parent: Parent | undefined;
}

function textLine(start: number, end: number, before: LineState): Reading {
  const { parent } = before;
  const path = parent?.path ?? root;
  const line = {
    start,
    end,
    isText: true,
    path,
    key: undefined,
    keyStart: start,
    valueStart: start,
    isItem: false,
    before,
  };
  return { line, parent };
}

function readLine(raw: string, start: number, before: LineState): Reading {
  const [, lead = "", dashes = "", quote = "", written] = keyPattern.exec(raw) ?? [];
  // Where somebody types, it outlives the text.
  const key = written === undefined ? undefined : detached(written);
  const column = lead.length + dashes.length;
  const isItem = dashes !== "";
  let outer = before.parent;
  // A list may start at the column of the key it belongs to.
  while (outer !== undefined && outer.column > lead.length) ({ outer } = outer);
  if (!isItem && outer?.column === lead.length) ({ outer } = outer);
  const path = outer?.path ?? root;
  const parent = key === undefined ? outer : { column, path: [...path, key], outer };
  const keyStart = start + column + quote.length;
  const colon = key === undefined ? -1 : raw.indexOf(":", column + key.length);
  const value = key === undefined ? column : colon + 1;
  const valueStart = start + value + Math.max(0, raw.slice(value).search(/\S/));
  const end = start + commentStart(raw);
  const line = {
    start,
    end,
    isText: false,
    path,
    key,
    keyStart,
    valueStart: Math.min(valueStart, end),
    isItem,
    before,
  };
  return { line, parent };
}

/** Where a comment starts: at a `#` behind a space, outside of quotes. */
function commentStart(raw: string): number {
  if (!raw.includes("#")) return raw.length;
  let quote = "";
  for (let offset = 0; offset < raw.length; offset++) {
    const character = raw.charAt(offset);
    if (quote === '"' && character === "\\") offset++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === "#" && /^$|\s/.test(raw.charAt(offset - 1))) return offset;
    else if ((character === '"' || character === "'") && /^$|[\s:[{,(!-]/.test(raw.charAt(offset - 1)))
      quote = character;
  }
  return raw.length;
}
