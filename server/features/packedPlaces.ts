import type { Position } from "vscode-languageserver";

/** More columns than a file that is looked into has bytes. */
const columns = 2 ** 23;

/** A line and a column as one number, in the order of the text. */
export function offsetOf({ line, character }: Position): number {
  return line * columns + character;
}

/** The line and the column of such a number. */
export function placeAt(offset: number): Position {
  return { line: Math.floor(offset / columns), character: offset % columns };
}
