import { isSparedIn } from "../guarded";
import type { Tokens } from "../tokens";
import { isEnd } from "./lines";
import type { Condition } from "./questions";
import { mostGroups, regionsBehind, startOfOperands } from "./questions";
import { isCalled, isOperand, isSparing } from "./usage";
import type { Module } from "./variables";
import { usesOf, wordGiven } from "./variables";

/**
 * Whether the code gets along without the value of an expression that is given to a variable, and that variable nothing else: each
 * use has a fallback, is only reached with the value, or puts it back to where it came from, which is written at the keys that
 * `isOrigin` knows.
 */
export function isSpared(
  module: Module,
  [first, last]: readonly [number, number],
  isOrigin: (key: number) => boolean = () => false,
): boolean {
  const { tokens, scopes } = module;
  const given = givenBy(module, first, last);
  if (given === undefined) return false;
  const [equals, end] = given;
  const isWithin = tokens.is(equals, ":=");
  const word = isWithin ? equals - 1 : wordGiven(tokens, scopes, equals);
  const uses = usesOf(module, word)?.map((token) => grouped(tokens, token, token));
  if (uses === undefined) return false;
  if (isWithin) uses.unshift(grouped(tokens, word, end));
  return isSparedIn(
    uses,
    (use) => tokens.start(use.first),
    (use) => {
      if (isOrigin(keyGiven(tokens, use))) return [];
      return isSparing(tokens, use.first, use.last) ? regionsBehind(module, use) : undefined;
    },
  );
}

/** The string that is given just this value: `"X"` of `os.environ["X"] = old` and `os.putenv("X", old)`; -1 where none is. */
function keyGiven(tokens: Tokens, { first, last }: Condition): number {
  if (tokens.is(first - 1, ",")) return tokens.is(last + 1, ")") ? first - 2 : -1;
  return tokens.is(first - 1, "=") && isEnd(tokens, last + 1, ";") ? first - 3 : -1;
}

/**
 * The `=` or `:=` that hands on a value, as a whole or as one of several choices, and the last token of all that it hands on:
 * `x = os.getenv("X")`, `x = (y or os.getenv("X"))`.
 */
function givenBy(module: Module, first: number, last: number): readonly [number, number] | undefined {
  const { tokens } = module;
  let value = grouped(tokens, first, last);
  for (let depth = 0; depth < mostGroups && !isOperand(tokens, value.first - 1); depth++) {
    const start = startOfOperands(module, { ...value, isPresence: false }) ?? -1;
    if (tokens.isAny(start, "= :=")) return isEnd(tokens, value.last + 1, "; ) :") ? [start, value.last] : undefined;
    value = grouped(tokens, start + 1, value.last);
    if (value.first > start) break;
  }
  return undefined;
}

/** The expression with the parentheses around it. */
function grouped(tokens: Tokens, start: number, end: number): Condition {
  let [first, last] = [start, end];
  while (tokens.is(first - 1, "(") && tokens.partner(first - 1) === last + 1 && !isCalled(tokens, first - 1)) {
    first--;
    last++;
  }
  return { first, last, isPresence: true };
}
