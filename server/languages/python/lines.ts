import type { Tokens } from "../tokens";
import type { Layout } from "./layout";
import { isFirst, lineOf } from "./layout";

/** The logical lines of a module. Brackets make one line of several. */
export class PythonLines {
  readonly #layout: Layout;
  readonly #count: number;
  #links: Links | undefined;

  constructor(layout: Layout, tokens: Tokens) {
    this.#layout = layout;
    this.#count = tokens.count;
  }

  /** The line that a token stands in. */
  at(token: number): number {
    return lineOf(this.#layout.firsts, token);
  }

  /** The first token of the statement that a token stands in, or of the first of several in its line. */
  statementOf(token: number): number {
    return this.first(this.at(token));
  }

  first(line: number): number {
    return this.#layout.firsts[line] ?? this.#count;
  }

  column(line: number): number {
    return this.#layout.columns[line] ?? -1;
  }

  /** The next line that is indented no further. */
  next(line: number): number {
    return this.#linked.next[line] ?? this.#layout.firsts.length;
  }

  /** The next line that is indented less. */
  outer(line: number): number {
    return this.#linked.outer[line] ?? this.#layout.firsts.length;
  }

  get #linked(): Links {
    return (this.#links ??= linksOf(this.#layout.columns));
  }
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

/** How many lines are gone back. */
const farthest = 1000;

/** The line of a token, and those whose suites it stands in, from within. */
export function* linesAround(lines: PythonLines, token: number): Generator<number> {
  const own = lines.at(token);
  let column = lines.column(own) + 1;
  for (let line = own; line >= 0 && line > own - farthest && column > 0; line--) {
    if (lines.column(line) >= column) continue;
    column = lines.column(line);
    yield line;
  }
}

/** Whether a line ends in front of a token, or the text, or something that one of these marks goes on behind. */
export function isEnd(tokens: Tokens, token: number, marks: string): boolean {
  return token >= tokens.count || tokens.startsLine(token) || tokens.isAny(token, marks);
}

/** Whether a statement may start with a token, unless that is in a bracket. */
export function startsStatement(tokens: Tokens, token: number): boolean {
  return isFirst(tokens, token) || tokens.isAny(token - 1, "; :");
}
