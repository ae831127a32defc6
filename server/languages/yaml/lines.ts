/** A line of YAML. */
export interface YamlLine {
  readonly start: number;
  /** The end of what is not a comment. */
  readonly end: number;
  /** Whether it is part of a text of several lines. */
  readonly isText: boolean;
  /** The keys above the line, the outermost first. */
  readonly path: readonly string[];
  readonly key: string | undefined;
  readonly keyStart: number;
  /** Where the value starts, or the item of a list. */
  readonly valueStart: number;
  readonly isItem: boolean;
}

interface Parent {
  readonly column: number;
  /** The keys down to its own. */
  readonly path: readonly string[];
}

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
    while (next <= offset && next < text.length) {
      const found = text.indexOf("\n", next);
      const stop = found < 0 ? text.length : found;
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
  const parents: Parent[] = [];
  let textColumn = Infinity;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const stop = found < 0 ? text.length : found;
    const raw = text.slice(start, stop);
    const column = raw.search(/\S/);
    if (column >= 0 && column <= textColumn) textColumn = Infinity;
    if (column >= 0) {
      const line = textColumn < Infinity ? textLine(start, stop, parents) : readLine(raw, start, parents);
      lines.push(line);
      if (!line.isText && opensText(raw.slice(0, line.end - start))) textColumn = columnOfText(raw);
    }
    start = stop + 1;
  }
  return lines;
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

function textLine(start: number, end: number, parents: readonly Parent[]): YamlLine {
  const path = parents.at(-1)?.path ?? root;
  return { start, end, isText: true, path, key: undefined, keyStart: start, valueStart: start, isItem: false };
}

function readLine(raw: string, start: number, parents: Parent[]): YamlLine {
  const [, lead = "", dashes = "", quote = "", key] = keyPattern.exec(raw) ?? [];
  const column = lead.length + dashes.length;
  const isItem = dashes !== "";
  // A list may start at the column of the key it belongs to.
  while ((parents.at(-1)?.column ?? -1) > lead.length) parents.pop();
  if (!isItem && parents.at(-1)?.column === lead.length) parents.pop();
  const path = parents.at(-1)?.path ?? root;
  if (key !== undefined) parents.push({ column, path: [...path, key] });
  const keyStart = start + column + quote.length;
  const colon = key === undefined ? -1 : raw.indexOf(":", column + key.length);
  const value = key === undefined ? column : colon + 1;
  const valueStart = start + value + Math.max(0, raw.slice(value).search(/\S/));
  const end = start + commentStart(raw);
  return { start, end, isText: false, path, key, keyStart, valueStart: Math.min(valueStart, end), isItem };
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
