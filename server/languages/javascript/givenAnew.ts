import type { Tokens } from "../tokens";
import { comparisonOf } from "./comparisons";
import type { Scopes } from "./scopes";
import { endOfStatement, isStatement } from "./statements";
import { isFailure } from "./usage";

/**
 * Whether a variable is given something else where there is nothing in it, before it is used: `if (!x) x = "other"`, `x ??= "other"`.
 */
export function isReplaced(tokens: Tokens, scopes: Scopes, word: number): boolean {
  const binding = scopes.bindingAt(word);
  if (binding?.token !== word) return false;
  const [use = -1, given = -1, after = tokens.count] = scopes.usesOf(binding).filter((token) => token !== word);
  if (use < word) return false;
  const block = scopes.bracketAround(word);
  if (tokens.isAny(use + 1, "||= ??="))
    return isStatement(tokens, use) && scopes.bracketAround(use) === block && !isFailure(tokens, use + 2);
  const open = openOfCondition(tokens, use);
  if (open < 0 || scopes.bracketAround(open - 1) !== block || !isStatement(tokens, open - 1)) return false;
  const first = tokens.partner(open) + 1;
  const last = endOfStatement(tokens, first);
  const isWhole = tokens.is(first, "{") ? scopes.bracketAround(given) === first : given === first;
  const isSure = given === first || isStatement(tokens, given);
  return isWhole && isSure && after > last && isGiven(tokens, given);
}

/** `x = …`, but neither `x = undefined` nor `x = fail()`. */
function isGiven(tokens: Tokens, word: number): boolean {
  return tokens.is(word + 1, "=") && !tokens.isAny(word + 2, "undefined null") && !isFailure(tokens, word + 2);
}

/** The parenthesis of an `if` that asks for nothing but whether a variable is not there: `(!x)`, `(x === undefined)`; -1 where there is none. */
function openOfCondition(tokens: Tokens, use: number): number {
  const compared = comparisonOf(tokens, { first: use, last: use });
  const isNegated = compared === undefined && tokens.is(use - 1, "!");
  const [first, last] = isNegated ? [use - 1, use] : [compared?.first ?? use, compared?.last ?? use];
  const isAbsence = isNegated || compared?.isPresence === false;
  const isAll = tokens.is(first - 1, "(") && tokens.partner(first - 1) === last + 1;
  return isAbsence && isAll && tokens.is(first - 2, "if") ? first - 1 : -1;
}
