import { Carried } from "../carried";
import { countUpTo } from "../sorted";
import type { Likeness, Tokens } from "../tokens";
import { copyInto, tokenKind } from "../tokens";

/** Where the logical lines of a module start, and how deep in brackets each token is: one pass over the tokens. */
export class Layout {
  /** The first token of each line. What starts with a closing bracket goes on with a line above. */
  firsts: readonly number[] = [];
  /** How far each line is indented. */
  columns: readonly number[] = [];
  #count = 0;
  /** By token: how many brackets with an end are open around it. */
  #depths: Uint16Array;
  /** Brackets that are never closed, which are none as long as nobody closes them. */
  #unclosed: readonly number[] = [];

  constructor(tokens: Tokens) {
    this.#depths = new Uint16Array(tokens.count);
    this.#readAll(tokens);
  }

  depth(token: number): number {
    return this.#depths[token] ?? 0;
  }

  /** Goes on with tokens that are like these: only the lines are read again around which something may have changed. */
  moveTo(tokens: Tokens, { same, from, by }: Likeness): void {
    const before = { firsts: this.firsts, columns: this.columns, unclosed: this.#unclosed };
    const known = lineOf(before.firsts, Math.min(same, before.unclosed[0] ?? same) - 1);
    const hasRest = from < this.#count;
    const depth = this.depth(from);
    this.#move(tokens.count, from, by);
    const read = this.#read(tokens, before.firsts[known] ?? 0, hasRest ? from + by + 1 : tokens.count);
    if (hasRest && this.depth(from + by) !== depth) {
      this.#readAll(tokens);
      return;
    }
    const rest = lineOf(before.firsts, from) + 1;
    this.firsts = [
      ...before.firsts.slice(0, Math.max(0, known)),
      ...read.firsts,
      ...movedBy(by, before.firsts.slice(rest)),
    ];
    this.columns = [...before.columns.slice(0, Math.max(0, known)), ...read.columns, ...before.columns.slice(rest)];
    const behind = before.unclosed.filter((token) => token > from);
    this.#unclosed = [...read.unclosed, ...movedBy(by, behind)];
    this.#count = tokens.count;
  }

  #move(count: number, from: number, by: number): void {
    if (count > this.#depths.length) this.#depths = copyInto(new Uint16Array(count + (count >> 3)), this.#depths);
    if (by !== 0) this.#depths.copyWithin(from + by, from, this.#count);
  }

  #readAll(tokens: Tokens): void {
    const { firsts, columns, unclosed } = this.#read(tokens, 0, tokens.count);
    this.firsts = firsts;
    this.columns = columns;
    this.#unclosed = unclosed;
    this.#count = tokens.count;
  }

  /** Reads from the start of a line to a token. */
  #read(tokens: Tokens, start: number, end: number) {
    const found = { firsts: [] as number[], columns: [] as number[], unclosed: [] as number[] };
    let depth = 0;
    for (let token = start; token < end && token < tokens.count; token++) {
      const kind = tokens.kind(token);
      if (kind === tokenKind.close && tokens.partner(token) >= 0) depth--;
      this.#depths[token] = depth;
      if (depth === 0 && kind !== tokenKind.close && isFirst(tokens, token)) {
        found.firsts.push(token);
        found.columns.push(tokens.column(token));
      }
      if (kind !== tokenKind.open) continue;
      if (tokens.partner(token) > token) depth++;
      else found.unclosed.push(token);
    }
    return found;
  }
}

/** The layout of the text that somebody types in is handed on from one keystroke to the next. */
export const layouts = new Carried((tokens) => new Layout(tokens));

/** Whether a token is the first of its line. */
export function isFirst(tokens: Tokens, token: number): boolean {
  return token === 0 || tokens.startsLine(token);
}

/** The line that a token stands in, or -1. */
export function lineOf(firsts: readonly number[], token: number): number {
  return countUpTo(token, firsts.length, (index) => firsts[index]) - 1;
}

function movedBy(by: number, tokens: readonly number[]): readonly number[] {
  return by === 0 ? tokens : tokens.map((token) => token + by);
}
