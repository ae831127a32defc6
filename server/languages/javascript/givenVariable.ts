import { fails } from "../failing";
import { kept } from "../groups";
import { isSparedIn } from "../guarded";
import { defaultOf } from "../lists";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { skipAngles, skipType, unwrapped } from "./expression";
import { assignmentOf, targetOf } from "./flow";
import { functionAround } from "./functions";
import { isReplaced } from "./givenAnew";
import { meaningOf } from "./questions";
import type { Scopes } from "./scopes";
import { startsStatement } from "./statements";
import { numberOf } from "./comparisons";
import { enclosingValue, isFailure, mostEnclosing, usageOf } from "./usage";
import { givesDefault } from "./wrapperOf";

/**
 * The word that is declared with the value of an expression, with the number made of it, or with one of several of which that is
 * one: `x` of `const x = process.env.X` and of `const x = (process.env.A || process.env.X) as string`; -1 where none is.
 */
export function wordGiven(tokens: Tokens, expression: Expression): number {
  let value: Expression | undefined = numberOf(tokens, unwrapped(tokens, expression));
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
  if (isPrivateConstant(tokens, word)) return isSparedBy(tokens, scopes, word, isOrigin);
  return tokens.isAny(word - 1, "let var") && isReplaced(tokens, scopes, word);
}

function isSparedBy(tokens: Tokens, scopes: Scopes, word: number, isOrigin: (key: number) => boolean): boolean {
  const binding = scopes.bindingAt(word);
  if (binding?.token !== word) return false;
  const declared = tokens.is(word + 1, "?") ? word + 1 : word;
  // `number: string | number`
  const behind = tokens.is(declared + 1, ":") ? skipType(tokens, declared + 2) : word + 1;
  const uses = scopes
    .usesOf(binding)
    .filter((token) => (token < word || token >= behind) && !isOtherwiseNamed(tokens, scopes, token));
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

/**
 * Tells whether the code gets along without the value of an expression that a function of this script is called with: its
 * parameter has a default or may be left out, or the function gets along without it as with a constant.
 */
export function sparedArguments(tokens: Tokens, scopes: Scopes): (expression: Expression) => boolean {
  const known = new Map<number, boolean>();
  return (expression) => {
    const parameter = parameterOf(tokens, scopes, unwrapped(tokens, expression));
    return parameter >= 0 && kept(known, parameter, () => isSparedParameter(tokens, scopes, parameter));
  };
}

function isSparedParameter(tokens: Tokens, scopes: Scopes, parameter: number): boolean {
  if (hasDefault(tokens, parameter) || isSparedBy(tokens, scopes, parameter, () => false)) return true;
  return tokens.is(parameter + 1, "?") && !isDemandedBy(tokens, scopes, parameter);
}

/** Whether the code fails by itself where a variable is given nothing: `if (!x) throw`, `assert(x)`, `x ?? fail()`. */
function isDemandedBy(tokens: Tokens, scopes: Scopes, word: number): boolean {
  return scopes.usesOf(scopes.bindingAt(word)).some((token) => {
    const isFailed = tokens.isAny(token + 1, "?? ||") && isFailure(tokens, token + 2);
    return isFailed || meaningOf(tokens, scopes, { first: token, last: token }).isDemanded;
  });
}

/** Whether a parameter is something else where nothing is handed over: `x = ""`, but not `x = required("x")`. */
function hasDefault(tokens: Tokens, parameter: number): boolean {
  const value = defaultOf(tokens, parameter);
  if (!givesDefault(tokens, parameter)) return false;
  if (tokens.isLiteral(value)) return true;
  let end = value;
  while (!tokens.isAny(end, ", )")) end = tokens.next(end);
  return !/^(?:require|must|missing)/i.test(tokens.spelling(value)) && !fails(tokens, [value, end - 1]);
}

/** How far in front of an argument its function is looked for, in tokens. */
const longestList = 100;

/** The parameter that is given the value of an expression; -1 where it is none, or a pattern, or one of a function elsewhere. */
function parameterOf(tokens: Tokens, scopes: Scopes, { first, last }: Expression): number {
  if (!tokens.isAny(last + 1, ", )")) return -1;
  let place = 0;
  let open = first - 1;
  for (; !tokens.isOpen(open); open = tokens.previous(open)) {
    if (open < first - longestList || open <= 0 || tokens.isAny(open, "; ...")) return -1;
    if (tokens.is(open, ",")) place++;
    else if (open === first - 1) return -1;
  }
  const callee = open - 1;
  if (!tokens.is(open, "(") || !tokens.isWord(callee) || tokens.isMember(callee) || tokens.is(callee - 1, "new"))
    return -1;
  const name = scopes.bindingAt(callee)?.token ?? -1;
  const parameters = name < 0 ? -1 : openOfParameters(tokens, name);
  const around = parameters < 0 ? undefined : functionAround(tokens, scopes, parameters + 1);
  return around?.name === name ? (around.parameters[place] ?? -1) : -1;
}

/** The parenthesis of `function f(x)`, `const f = (x) =>` and `const f = async function (x)`, with types or without; -1 where there is none. */
function openOfParameters(tokens: Tokens, name: number): number {
  let at = name + 1;
  if (tokens.is(at, "=")) at++;
  if (tokens.is(at, "async")) at++;
  if (tokens.is(at, "function")) at++;
  if (tokens.is(at, "<")) at = skipAngles(tokens, at);
  return tokens.is(at, "(") ? at : -1;
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
