import { countUpTo } from "../sorted";
import { changeBetween } from "../textChange";
import type { LineState, Parent, YamlLine } from "./lines";
import { nothingOpen, readLines } from "./lines";

/** What is known of a text that somebody types in. */
interface Known {
  readonly text: string;
  readonly lines: readonly YamlLine[];
  /** What was open in front of each of them. */
  readonly states: readonly LineState[];
}

const nothing: Known = { text: "", lines: [], states: [] };
const worthKeeping = 20_000;
let last = nothing;

/**
 * The lines of a text that somebody types in, as `yamlLines` gives them. If it is like the last one but for one place, only what is
 * around that place is read again: to the first line behind it in front of which the same is open as before. Those below are moved.
 */
export function typedLines(text: string): readonly YamlLine[] {
  const before = last;
  if (before.text === text) return before.lines;
  const change = changeBetween(before.text, text);
  const restart = Math.max(0, countBefore(before.lines, change.from + 1) - 1);
  const lines = before.lines.slice(0, restart);
  const states = before.states.slice(0, restart);
  const start = before.lines[restart]?.start;
  const isLike = start !== undefined && start <= change.from;
  let met = countBefore(before.lines, change.to);
  const isRead = readLines(
    text,
    isLike ? start : 0,
    (isLike ? before.states[restart] : undefined) ?? nothingOpen,
    (line, parent, textColumn) => {
      while ((before.lines[met]?.start ?? Infinity) + change.shift < line.start) met++;
      const state = before.states[met];
      const isThere = (before.lines[met]?.start ?? -1) + change.shift === line.start;
      if (isThere && state?.textColumn === textColumn && isSame(parent, state.parent)) return false;
      lines.push(line);
      states.push({ parent, textColumn });
      return true;
    },
  );
  if (!isRead)
    for (let at = met; at < before.lines.length; at++) {
      const [line, state] = [before.lines[at], before.states[at]];
      if (line === undefined || state === undefined) continue;
      lines.push(movedLine(line, change.shift));
      states.push(state);
    }
  last = text.length < worthKeeping ? nothing : { text, lines, states };
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

/** Whether the same keys are open. */
function isSame(one: Parent | undefined, other: Parent | undefined): boolean {
  let [a, b] = [one, other];
  for (let depth = 0; depth < deepest; depth++) {
    if (a === b) return true;
    if (a === undefined || b === undefined || a.column !== b.column || a.path.at(-1) !== b.path.at(-1)) return false;
    [a, b] = [a.outer, b.outer];
  }
  return false;
}

function movedLine(line: YamlLine, by: number): YamlLine {
  if (by === 0) return line;
  const { start, end, isText, path, key, keyStart, valueStart, isItem } = line;
  // Spelled out, in the order of all others: an object that is put together from the rest of another takes ten times as long.
  return {
    start: start + by,
    end: end + by,
    isText,
    path,
    key,
    keyStart: keyStart + by,
    valueStart: valueStart + by,
    isItem,
  };
}
