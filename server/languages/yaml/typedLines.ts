import { countUpTo } from "../sorted";
import { changeBetween } from "../textChange";
import type { LineState, YamlLine } from "./lines";
import { nothingOpen, readLines } from "./lines";

/** What is known of a text that somebody types in. */
interface Known {
  readonly text: string;
  readonly lines: readonly YamlLine[];
}

const nothing: Known = { text: "", lines: [] };
const worthKeeping = 20_000;
let last = nothing;

/**
 * The lines of a text that somebody types in, as `yamlLines` gives them. If it is like the last one but for one place, only what is
 * around that place is read again: to the first line behind it in front of which the same is open as before. Those below are moved,
 * and so nobody may ask for where they were once a text is read again.
 */
export function typedLines(text: string): readonly YamlLine[] {
  const { text: textBefore, lines: before } = last;
  if (textBefore === text) return before;
  const change = changeBetween(textBefore, text);
  const restart = Math.max(0, countBefore(before, change.from + 1) - 1);
  const first = before[restart];
  const isLike = first !== undefined && first.start <= change.from;
  const again: YamlLine[] = [];
  let met = countBefore(before, change.to);
  const isRead = readLines(text, isLike ? first.start : 0, isLike ? first.before : nothingOpen, (line) => {
    while ((before[met]?.start ?? Infinity) + change.shift < line.start) met++;
    const known = before[met];
    if (known?.start === line.start - change.shift && isSame(known.before, line.before)) return false;
    again.push(line);
    return true;
  });
  const rest = isRead ? [] : before.slice(met);
  for (const line of rest) move(line, change.shift);
  const lines = [...before.slice(0, restart), ...again, ...rest];
  last = text.length < worthKeeping ? nothing : { text, lines };
  return lines;
}

/** Keeps nothing of what was typed. */
export function forgetLines(): void {
  last = nothing;
}

/** How many of the lines start in front of an offset. */
function countBefore(lines: readonly YamlLine[], offset: number): number {
  return countUpTo(offset - 1, lines.length, (index) => lines[index]?.start);
}

/** How deep keys are compared. */
const deepest = 100;

/** Whether the same is open. */
function isSame(one: LineState, other: LineState): boolean {
  let [a, b] = [one.parent, other.parent];
  for (let depth = 0; depth < deepest && one.textColumn === other.textColumn; depth++) {
    if (a === b) return true;
    if (a === undefined || b === undefined || a.column !== b.column || a.path.at(-1) !== b.path.at(-1)) return false;
    [a, b] = [a.outer, b.outer];
  }
  return false;
}

/** The same line further on: what was found in it is still known. */
function move(line: Writable<YamlLine>, by: number): void {
  line.start += by;
  line.end += by;
  line.keyStart += by;
  line.valueStart += by;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };
