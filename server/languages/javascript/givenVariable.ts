import { isSparedIn } from "../guarded";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import { assignmentOf, targetOf } from "./flow";
import { meaningOf } from "./questions";
import type { Scopes } from "./scopes";
import { startsStatement } from "./statements";
import { enclosingValue, mostEnclosing, usageOf } from "./usage";

/**
 * The word that is declared with the value of an expression, or with one of several of which that is one: `x` of
 * `const x = process.env.X` and of `const x = (process.env.A || process.env.X) as string`; -1 where none is.
 */
export function wordGiven(tokens: Tokens, expression: Expression): number {
  let value: Expression | undefined = unwrapped(tokens, expression);
  for (let depth = 0; value !== undefined && depth < mostEnclosing; depth++, value = enclosingValue(tokens, value)) {
    const equals = isContinued(tokens, value.last + 1) ? -1 : assignmentOf(tokens, value);
    if (equals >= 0) return targetOf(tokens, equals);
  }
  return -1;
}

/** Whether a line goes on with what makes more of the value in front of it. */
function isContinued(tokens: Tokens, index: number): boolean {
  const isMark = tokens.startsLine(index) && tokens.kind(index) === tokenKind.mark;
  return tokens.is(index, "in") || (isMark && !tokens.isAny(index, "; , :"));
}

/**
 * Whether the code gets along without the value of a constant that it does not hand out: each use has a fallback, is only reached
 * with the value, or puts it back to where it came from, which is written at the keys that `isOrigin` knows.
 */
export function isSpared(
  tokens: Tokens,
  scopes: Scopes,
  word: number,
  isOrigin: (key: number) => boolean = () => false,
): boolean {
  const binding = isPrivateConstant(tokens, word) ? scopes.bindingAt(word) : undefined;
  if (binding?.token !== word) return false;
  const uses = scopes.usesOf(binding).filter((token) => token !== word && !isOtherwiseNamed(tokens, scopes, token));
  return isSparedIn(
    uses,
    (token) => tokens.start(token),
    (token) => {
      const use = { first: token, last: token };
      if (isOrigin(keyGiven(tokens, use))) return [];
      if (!usageOf(tokens, use).optional) return undefined;
      const { isDemanded, regions } = meaningOf(tokens, scopes, use);
      return isDemanded ? undefined : regions;
    },
  );
}

/** The key that is given just this value: `X` of `process.env.X = old`, `process.env["X"] = old` and `Deno.env.set("X", old)`; -1 where none is. */
function keyGiven(tokens: Tokens, use: Expression): number {
  const { first, last } = unwrapped(tokens, use);
  if (tokens.is(first - 1, ",")) return tokens.is(last + 1, ")") ? first - 2 : -1;
  const isWhole = tokens.isAny(last + 1, "; , ) }") || startsStatement(tokens, last + 1) || last + 1 >= tokens.count;
  if (!tokens.is(first - 1, "=") || !isWhole) return -1;
  return tokens.is(first - 2, "]") ? first - 3 : first - 2;
}

/** How many tokens may stand between `const` and a name that it declares. */
const longestDeclaration = 200;

/** `const x =`, `const a = 1, x =` and `x` in `const { x } =`, without `export`. */
function isPrivateConstant(tokens: Tokens, word: number): boolean {
  for (let at = word - 1; at >= 0 && at > word - longestDeclaration; at--) {
    if (tokens.is(at, "const")) return !tokens.is(at - 1, "export");
    if (tokens.isAny(at, "; ( let var")) return false;
    if (tokens.isClose(at)) at = Math.min(at, tokens.partner(at));
  }
  return false;
}

const beforeKeys = "{ , ; (";

/** A key of an object or a type, a method, a field: no use of a variable with a string in it. */
function isOtherwiseNamed(tokens: Tokens, scopes: Scopes, token: number): boolean {
  if (tokens.is(token + 1, "(") || scopes.isClassMember(token)) return true;
  const behind = tokens.is(token + 1, "?") ? token + 2 : token + 1;
  return tokens.is(behind, ":") && (tokens.isAny(token - 1, beforeKeys) || tokens.startsLine(token));
}
