import { openBefore } from "../lists";
import type { ReferenceKind } from "../reference";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import { closeAt, isCompared, numberOf, presenceCall } from "./comparisons";
import { bindsTighter, isOperandExpected } from "./operand";

/** What is done with a name at its place. */
export interface Usage {
  readonly kind: ReferenceKind;
  readonly optional: boolean;
}

/** How the expression that reads a name is used: read, written, deleted, or only asked for. */
export function usageOf(tokens: Tokens, reading: Expression): Usage {
  const expression = unwrapped(tokens, reading);
  const { first, last } = expression;
  if (isAssignment(tokens, last + 1) || isStep(tokens, first - 1) || isStep(tokens, last + 1)) return write;
  if (tokens.is(first - 1, "delete")) return { kind: "delete", optional: false };
  if (tokens.is(first - 1, "typeof") && !tokens.isAny(last + 1, ". [")) return { kind: "exists", optional: true };
  const optional =
    isOptional(tokens, expression) ||
    presenceCall(tokens, expression) !== undefined ||
    isNumberWithFallback(tokens, expression) ||
    isConverted(tokens, expression) ||
    isDefault(tokens, expression) ||
    isFiltered(tokens, expression);
  return { kind: "read", optional };
}

/** What stands for a value that something else may give, and may be nothing itself: `{ default: X }`. */
function isDefault(tokens: Tokens, { first, last }: Expression): boolean {
  const key = first - 2;
  if (!tokens.is(first - 1, ":") || !tokens.isAny(key - 1, "{ ,") || !tokens.isAny(last + 1, ", }")) return false;
  return defaults.has(tokens.spelling(key));
}

const defaults: ReadonlySet<string> = new Set(["default", "defaultValue", "fallback"]);

/** `[NAME, other].filter(Boolean)`, `[NAME].filter((name) => !!name)`: a list that keeps what is there. */
function isFiltered(tokens: Tokens, { first, last }: Expression): boolean {
  const open = openBefore(tokens, first - 1);
  const call = tokens.partner(open) + 2;
  const isElement = tokens.isAny(first - 1, "[ ,") && tokens.isAny(last + 1, ", ]") && tokens.is(open, "[");
  if (!isElement || !tokens.is(call, "filter") || !isOperandExpected(tokens, open - 1)) return false;
  return isKeeping(tokens, tokens.partner(call + 1) - 1);
}

/** Whether a function that ends there says yes to what is there only: `Boolean`, `(x) => !!x`, `(x) => Boolean(x)`, `(x) => x != null`. */
function isKeeping(tokens: Tokens, last: number): boolean {
  if (tokens.is(last, "Boolean") || tokens.isAny(last - 1, "=> !!")) return true;
  const called = tokens.partner(last) - 1;
  if (tokens.is(last, ")")) return tokens.is(called, "Boolean") && tokens.is(called - 1, "=>");
  // A variable that is not there is not `null`.
  const isAsked = tokens.is(last, "null") ? tokens.is(last - 1, "!=") : tokens.isAny(last - 1, "!= !==");
  return isAsked && tokens.isAny(last, "undefined null") && tokens.is(last - 3, "=>");
}

const write: Usage = { kind: "write", optional: false };

function isAssignment(tokens: Tokens, index: number): boolean {
  const isMark = tokens.kind(index) === tokenKind.mark;
  return isMark && tokens.spelling(index).endsWith("=") && !tokens.isAny(index, "== === != !== <= >=");
}

function isStep(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "++ --");
}

/** Whether the code gets along without the name: it falls back to something else, or it asks first. */
function isOptional(tokens: Tokens, expression: Expression): boolean {
  let { first, last } = expression;
  for (let depth = 0; depth < mostEnclosing; depth++) {
    if (tokens.is(last + 1, "?.")) return true;
    if (tokens.isAny(last + 1, ". [ (")) return false;
    if (isNegated(tokens, first - 1) || isCompared(tokens, { first, last })) return true;
    if (bindsTighter(tokens, first - 1)) return false;
    if (tokens.isAny(last + 1, "?? ||")) return !isFailure(tokens, last + 2);
    if (tokens.isAny(last + 1, "&& ?")) return true;
    const outer = enclosingValue(tokens, { first, last });
    if (outer === undefined) return isCondition(tokens, closeAt(tokens, closeBehind(tokens, { first, last })));
    ({ first, last } = outer);
  }
  return false;
}

/** Whether an expression fails, by the first or last word of what it calls, for `failoverAddress()` does not: `fail("NAME")`, `process.exit(1)`, `(() => { throw error })()`. */
export function isFailure(tokens: Tokens, first: number): boolean {
  if (tokens.is(first, "(")) return tokens.is(first + 3, "=>") && tokens.is(first + 5, "throw");
  const called = tokens.is(first + 1, ".") ? first + 2 : first;
  return tokens.is(called + 1, "(") && failing.test(tokens.spelling(called));
}

const failing = /^(?:throw|raise|panic|fail|die|abort|exit|bail|missing|required?)(?:$|[A-Z_])|(?:^e|E)rror$/;

/** How many choices in parentheses a value is followed out of, which may each be one of another. */
export const mostEnclosing = 40;

function isNegated(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "! !!");
}

/** `Number(NAME) || 5`, `parseInt(NAME, 10) || 5`, `+NAME || 5`: what is not there is no number. */
function isNumberWithFallback(tokens: Tokens, value: Expression): boolean {
  const number = numberOf(tokens, value);
  return number !== value && tokens.is(number.last + 1, "||");
}

/** `parseBoolean(NAME)`, `isEnabled(NAME)`: what is not there is a no; and `parseNumber(NAME, 5)`, which says what it is then. */
function isConverted(tokens: Tokens, { first, last }: Expression): boolean {
  const called = tokens.is(first - 1, "(") && tokens.isAny(last + 1, ", )") ? tokens.spelling(first - 2) : "";
  if (/^(?:require|must|assert|ensure|validate)/.test(called)) return false;
  if (/bool|[a-z_]Bool|[tT]ruthy|[eE]nabled/.test(called)) return true;
  const hasDefault = tokens.is(last + 1, ",") && !tokens.isClose(last + 2);
  return hasDefault && /^(?!parse(?:Int|Float)$)(?:.*[nN]umber|\w*Int(?:eger)?$|int$|.*[fF]loat|parseEnv)/.test(called);
}

/** `(a || NAME)` of `(a || NAME) || b`: the group whose value may be this one. */
export function enclosingValue(tokens: Tokens, { first, last }: Expression): Expression | undefined {
  const close = closeBehind(tokens, { first, last });
  const open = tokens.partner(close);
  if (!tokens.is(close, ")") || !isTail(tokens, open, first)) return undefined;
  const outer = unwrapped(tokens, { first: open, last: close });
  const group = unwrapped(tokens, { first: open + 1, last: close - 1 });
  return group.first > open ? undefined : outer;
}

/** Whether the last operand of what is in the parentheses starts at `first`. */
function isTail(tokens: Tokens, open: number, first: number): boolean {
  return open >= 0 && tokens.isAny(first - 1, "|| ?? && ? : (");
}

/** How far behind the colon of a choice its end is looked for, in tokens. */
const longestBranch = 200;

/** The token behind a value, and if it is the first of two that are chosen from, behind the other one: `)` of `(a ? NAME : b)`. */
function closeBehind(tokens: Tokens, { first, last }: Expression): number {
  if (!tokens.is(first - 1, "?") || !tokens.is(last + 1, ":")) return last + 1;
  const longest = Math.min(tokens.count, last + longestBranch);
  let at = last + 2;
  while (at < longest && !tokens.isAny(at, ", ;") && !tokens.isClose(at)) at = tokens.next(at);
  return at;
}

/** The end of what an `if`, a `while` or `Boolean` asks, or of what a `switch` compares with texts. */
function isCondition(tokens: Tokens, close: number): boolean {
  const head = tokens.partner(close) - 1;
  if (!tokens.is(close, ")")) return false;
  if (tokens.is(head, "switch")) return tokens.isText(close + 3);
  return tokens.isAny(head, "if while Boolean") && !tokens.isMember(head);
}
