import { countUpTo } from "../sorted";
import type { Tokens } from "../tokens";
import type { PythonScopes } from "./scopes";

/** A statement's first token, how far it is indented, and the lines that its suite ends before. */
interface Line {
  readonly first: number;
  readonly column: number;
  /** The next line that is indented no further; the next that is indented less. */
  next: number;
  outer: number;
}

/** The logical lines of a module. Brackets make one line of several. */
export class PythonLines {
  readonly #lines: Line[] = [];
  readonly #tokens: Tokens;

  constructor(tokens: Tokens, scopes: PythonScopes) {
    this.#tokens = tokens;
    for (let token = 0; token < tokens.count; token++)
      if (isLogicalStart(tokens, scopes, token))
        this.#lines.push({ first: token, column: tokens.column(token), next: 0, outer: 0 });
    for (let index = this.#lines.length - 1; index >= 0; index--) this.#link(index);
  }

  /** The line that a token stands in. */
  at(token: number): number {
    return countUpTo(token, this.#lines.length, (index) => this.#lines[index]?.first) - 1;
  }

  /** The first token of the statement that a token stands in, or of the first of several in its line. */
  statementOf(token: number): number {
    return this.first(this.at(token));
  }

  first(line: number): number {
    return this.#lines[line]?.first ?? this.#tokens.count;
  }

  column(line: number): number {
    return this.#lines[line]?.column ?? -1;
  }

  next(line: number): number {
    return this.#lines[line]?.next ?? this.#lines.length;
  }

  outer(line: number): number {
    return this.#lines[line]?.outer ?? this.#lines.length;
  }

  #link(index: number): void {
    const line = this.#lines[index];
    if (line === undefined) return;
    let next = index + 1;
    while (this.column(next) > line.column) next = this.next(next);
    line.next = next;
    line.outer = this.column(next) === line.column ? this.outer(next) : next;
  }
}

/** What starts with a closing bracket goes on with a line above. */
function isLogicalStart(tokens: Tokens, scopes: PythonScopes, token: number): boolean {
  return isFirst(tokens, token) && scopes.isTopLevel(token) && !tokens.isClose(token);
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
