import type { Tokens } from "../tokens";
import type { PythonLines } from "./lines";
import { linesAround, startsStatement } from "./lines";
import type { PythonScopes } from "./scopes";

/** A module with what is known of its scopes and lines. */
export interface Module {
  readonly tokens: Tokens;
  readonly scopes: PythonScopes;
  readonly lines: PythonLines;
}

/** `x` of the statement `x = os.getenv("X")`, with or without a type; -1 where it is another one. */
export function wordGiven(tokens: Tokens, scopes: PythonScopes, equals: number): number {
  const word = scopes.targetOf(equals);
  return tokens.is(equals, "=") && startsStatement(tokens, word) && scopes.isTopLevel(word) ? word : -1;
}

/** The name of an argument is none of a variable, and who deletes one needs no value. */
export function isVariable({ tokens, scopes, lines }: Module, token: number): boolean {
  const isArgument = tokens.is(token + 1, "=") && !scopes.isTopLevel(token);
  return !isArgument && !tokens.is(lines.statementOf(token), "del");
}

const changes = "+= -= *= /= |= &= %= ^= //= **= >>= <<= @=";

/**
 * Where the variable is used that a word declares, or the function; undefined where something else may be given to it, or be made of it,
 * or others may have it.
 */
export function usesOf(module: Module, word: number): readonly number[] | undefined {
  const { tokens, scopes, lines } = module;
  const uses = scopes.usesOf(word)?.filter((token) => isVariable(module, token));
  const isDecorated = tokens.is(lines.first(lines.at(word) - 1), "@");
  if (uses === undefined || isDecorated || isInClass(tokens, lines, word)) return undefined;
  const isGivenMore = uses.some((token) => isChanged(module, token));
  return isGivenMore || scopes.isShared(tokens.spelling(word)) ? undefined : uses;
}

/** `x += 1`, `x, y = 1, 2` */
export function isChanged({ tokens, scopes }: Module, token: number): boolean {
  const isList = scopes.isTopLevel(token) && tokens.is(token + 1, ",") && startsStatement(tokens, token);
  return isList || tokens.isAny(token + 1, changes);
}

/** Whether a statement stands in the body of a class, whose variables others have by other names. */
export function isInClass(tokens: Tokens, lines: PythonLines, word: number): boolean {
  const own = lines.at(word);
  for (const line of linesAround(lines, word))
    if (line !== own && tokens.isAny(lines.first(line), "class def async"))
      return tokens.is(lines.first(line), "class");
  return false;
}
