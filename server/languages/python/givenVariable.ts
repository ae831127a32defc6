import { kept } from "../groups";
import { isSparedIn } from "../guarded";
import { elementsOf, openBefore } from "../lists";
import type { Tokens } from "../tokens";
import { isReplaced, usesUntilGivenAnew } from "./givenAnew";
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
  isOrigin?: (key: number) => boolean,
): boolean {
  const { tokens, scopes } = module;
  const given = givenBy(module, first, last);
  if (given === undefined) return false;
  const [equals, end] = given;
  const isWithin = tokens.is(equals, ":=");
  const word = isWithin ? equals - 1 : wordGiven(tokens, scopes, equals);
  if (!isWithin && word >= 0 && isReplaced(module, word)) return true;
  return isVariableSpared(module, word, isOrigin, isWithin ? [grouped(tokens, word, end)] : []);
}

/**
 * Whether a value is only given to a variable that other modules may ask for: `S3_KEY = os.getenv("S3_KEY")`. Without `SECRET_KEY`, Django does not
 * start (docs.djangoproject.com/ref/settings).
 */
export function isHandedOn(module: Module, [first, last]: readonly [number, number]): boolean {
  const { tokens, scopes } = module;
  const [equals = -1] = givenBy(module, first, last) ?? [];
  const word = wordGiven(tokens, scopes, equals);
  return word >= 0 && !tokens.is(word, "SECRET_KEY") && usesOf(module, word)?.length === 0;
}

/** The same as before of a variable; `asked` is where it is used besides. */
function isVariableSpared(
  module: Module,
  word: number,
  isOrigin: (key: number) => boolean = () => false,
  asked: readonly Condition[] = [],
): boolean {
  const { tokens } = module;
  const places = usesOf(module, word) ?? usesUntilGivenAnew(module, word);
  const uses = places?.map((token) => grouped(tokens, token, token));
  return isSparedIn(
    uses === undefined ? [] : [...asked, ...uses],
    (use) => tokens.start(use.first),
    (use) => {
      if (isOrigin(keyGiven(tokens, use))) return [];
      return isSparing(tokens, use.first, use.last) ? regionsBehind(module, use) : undefined;
    },
    true,
  );
}

/**
 * Tells whether the code gets along without the value of an expression that a function of this module is called with, because the
 * function does, as with a variable. A default does not help: None is handed over like anything else.
 */
export function sparedArguments(module: Module): (first: number, last: number) => boolean {
  const { tokens, scopes } = module;
  const known = new Map<number, ReadonlySet<number | string>>();
  return (start, end) => {
    const { first, last } = grouped(tokens, start, end);
    const isNamed = tokens.is(first - 1, "=");
    const argument = isNamed ? first - 2 : first;
    const open = openBefore(tokens, argument - 1);
    const given = elementsOf(tokens, open);
    const place = given.indexOf(argument);
    const isSure = place >= 0 && tokens.isAny(last + 1, ", )") && !tokens.isAny(open - 2, ". def");
    if (!isSure || given.some((at) => tokens.isAny(at, "* lambda"))) return false;
    const [name = -1] = scopes.bindingsAt(open - 1);
    const spared = kept(known, name, () => sparedParameters(module, name));
    return spared.has(isNamed ? tokens.spelling(argument) : place);
  };
}

/** The numbers and names of a function's parameters that it gets along without; none where it is not sure what they are given. */
function sparedParameters(module: Module, name: number): ReadonlySet<number | string> {
  const { tokens, scopes } = module;
  const spared = new Set<number | string>();
  if (!tokens.is(name - 1, "def") || usesOf(module, name) === undefined) return spared;
  const parameters = elementsOf(tokens, scopes.parametersOf(name)).filter((at) => !tokens.is(at, "/"));
  if (parameters.some((at) => tokens.isAny(at, "* **") && tokens.isWord(at + 1))) return spared;
  for (const [place, at] of parameters.entries())
    if (isVariableSpared(module, at)) spared.add(place).add(tokens.spelling(at));
  return spared;
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
