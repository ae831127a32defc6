import { isSparedIn } from "../guarded";
import type { Tokens } from "../tokens";
import { linesAround } from "./caught";
import type { PythonLines } from "./lines";
import { isEnd, startsStatement } from "./lines";
import type { Condition } from "./questions";
import { mostGroups, regionsBehind, startOfOperands } from "./questions";
import type { PythonScopes } from "./scopes";
import { isCalled, isOperand, isSparing } from "./usage";

/** A module with what is known of its scopes and lines. */
export interface Module {
  readonly tokens: Tokens;
  readonly scopes: PythonScopes;
  readonly lines: PythonLines;
}

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
  const uses = word < 0 ? undefined : usesOf(module, word);
  if (uses === undefined) return false;
  const asked = uses.map((token) => grouped(tokens, token, token));
  if (isWithin) asked.unshift(grouped(tokens, word, end));
  return isSparedIn(
    asked,
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

/** `x` of the statement `x = os.getenv("X")`, with or without a type; -1 where it is another one. */
function wordGiven(tokens: Tokens, scopes: PythonScopes, equals: number): number {
  const word = scopes.targetOf(equals);
  return startsStatement(tokens, word) && scopes.isTopLevel(word) ? word : -1;
}

const changes = "+= -= *= /= |= &= %= ^= //= **= >>= <<= @=";

/** Where the variable is used that a word declares; undefined where something else may be given to it, or others may have it. */
function usesOf({ tokens, scopes, lines }: Module, word: number): readonly number[] | undefined {
  // The name of an argument is none of a variable.
  const isVariable = (token: number): boolean => scopes.isTopLevel(token) || !tokens.is(token + 1, "=");
  const uses = scopes.usesOf(word)?.filter(isVariable);
  if (uses === undefined || isInClass(tokens, lines, word)) return undefined;
  const isChanged = (token: number): boolean => {
    const isList = scopes.isTopLevel(token) && tokens.is(token + 1, ",") && startsStatement(tokens, token);
    return isList || tokens.isAny(token + 1, changes) || tokens.is(lines.statementOf(token), "del");
  };
  return uses.some(isChanged) || scopes.isShared(tokens.spelling(word)) ? undefined : uses;
}

/** Whether a statement stands in the body of a class, whose variables others have by other names. */
export function isInClass(tokens: Tokens, lines: PythonLines, word: number): boolean {
  const own = lines.at(word);
  for (const line of linesAround(lines, word))
    if (line !== own && tokens.isAny(lines.first(line), "class def async"))
      return tokens.is(lines.first(line), "class");
  return false;
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
