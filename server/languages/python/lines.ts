import { countUpTo } from "../sorted";
import type { Tokens } from "../tokens";

/** The logical lines of a module. Brackets make one line of several; what starts with a closing bracket goes on with a line above. */
export class PythonLines {
  /** The first token of each. */
  readonly #firsts: readonly number[];
  /** How far each is indented. */
  readonly #columns: readonly number[];
  readonly #count: number;
  #links: Links | undefined;

  constructor({ tokens, firsts, columns }: LinesFound) {
    this.#firsts = firsts;
    this.#columns = columns;
    this.#count = tokens.count;
  }

  /** The line that a token stands in. */
  at(token: number): number {
    return countUpTo(token, this.#firsts.length, (index) => this.#firsts[index]) - 1;
  }

  /** The first token of the statement that a token stands in, or of the first of several in its line. */
  statementOf(token: number): number {
    return this.first(this.at(token));
  }

  first(line: number): number {
    return this.#firsts[line] ?? this.#count;
  }

  column(line: number): number {
    return this.#columns[line] ?? -1;
  }

  /** The next line that is indented no further. */
  next(line: number): number {
    return this.#linked.next[line] ?? this.#firsts.length;
  }

  /** The next line that is indented less. */
  outer(line: number): number {
    return this.#linked.outer[line] ?? this.#firsts.length;
  }

  get #linked(): Links {
    return (this.#links ??= linksOf(this.#columns));
  }
}

/** Where the lines of a module start. */
interface LinesFound {
  readonly tokens: Tokens;
  readonly firsts: readonly number[];
  readonly columns: readonly number[];
}

/** For each line, the next one that is indented no further, and the next one that is indented less. */
interface Links {
  readonly next: Int32Array;
  readonly outer: Int32Array;
}

function linksOf(columns: readonly number[]): Links {
  const { length } = columns;
  const [next, outer] = [new Int32Array(length), new Int32Array(length)];
  for (let line = length - 1; line >= 0; line--) {
    const column = columns[line] ?? 0;
    let behind = line + 1;
    while ((columns[behind] ?? -1) > column) behind = next[behind] ?? length;
    next[line] = behind;
    outer[line] = columns[behind] === column ? (outer[behind] ?? length) : behind;
  }
  return { next, outer };
}

/** Whether a token is the first of its line. */
export function isFirst(tokens: Tokens, token: number): boolean {
  return token === 0 || tokens.startsLine(token);
}

/** Whether a line ends in front of a token, or the text, or something that one of these marks goes on behind. */
export function isEnd(tokens: Tokens, token: number, marks: string): boolean {
  return token >= tokens.count || tokens.startsLine(token) || tokens.isAny(token, marks);
}

/** Whether a statement may start with a token, unless that is in a bracket. */
export function startsStatement(tokens: Tokens, token: number): boolean {
  return isFirst(tokens, token) || tokens.isAny(token - 1, "; :");
}
