import type { ReferenceKind } from "../reference";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import { isOperandExpected } from "./operand";

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
  if (tokens.is(first - 1, "typeof")) return { kind: "exists", optional: true };
  const isAsked = isOptional(tokens, expression) || presenceCall(tokens, expression) !== undefined;
  const isSwitched = isNumberWithFallback(tokens, expression) || isConverted(tokens, expression);
  const optional = isAsked || isSwitched || isDefault(tokens, expression);
  return { kind: "read", optional };
}

/** What stands for a value that something else may give, and may be nothing itself: `{ default: X }`. */
function isDefault(tokens: Tokens, { first, last }: Expression): boolean {
  const key = first - 2;
  if (!tokens.is(first - 1, ":") || !tokens.isAny(key - 1, "{ ,") || !tokens.isAny(last + 1, ", }")) return false;
  return defaults.has(tokens.spelling(key));
}

const defaults: ReadonlySet<string> = new Set(["default", "defaultValue", "fallback"]);

const write: Usage = { kind: "write", optional: false };

function isAssignment(tokens: Tokens, index: number): boolean {
  if (tokens.kind(index) !== tokenKind.mark) return false;
  const spelling = tokens.spelling(index);
  return spelling.endsWith("=") && !comparisons.has(spelling);
}

const comparisons = new Set(["==", "===", "!=", "!==", "<=", ">="]);

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

/** Whether an expression fails: `fail("NAME")`, `process.exit(1)`, `(() => { throw error })()`. */
export function isFailure(tokens: Tokens, first: number): boolean {
  if (tokens.is(first, "(")) return tokens.is(first + 3, "=>") && tokens.is(first + 5, "throw");
  const called = tokens.is(first + 1, ".") ? first + 2 : first;
  return tokens.is(called + 1, "(") && failing.test(tokens.spelling(called));
}

const failing = /^(?:throw|raise|panic|fail|die|abort|exit|bail|missing|required?)(?:$|[A-Z_])|(?:^e|E)rror$/;

/** How many choices in parentheses a value is followed out of, which may each be one of another. */
export const mostEnclosing = 40;

function isNegated(tokens: Tokens, index: number): boolean {
  return tokens.is(index, "!") || tokens.is(index, "!!");
}

export const equalities = "== === != !==";
const nothings = "undefined null";

/** A comparison of a value with `undefined`, with `null`, or with a constant. */
interface Comparison extends Expression {
  /** Whether it can only be true where there is a value; otherwise, it can only be false there. */
  readonly isPresence: boolean;
}

/** `NAME !== undefined`, `null == NAME`, `NAME === "text"`; undefined where a value is compared with anything else. */
export function comparisonOf(tokens: Tokens, { first, last }: Expression): Comparison | undefined {
  const [operator, other] = otherSide(tokens, { first, last });
  if (other < 0) return undefined;
  const isNothing = tokens.isAny(other, nothings);
  const [from, to] = other > last ? [first, other] : [other, last];
  if (!isNothing && (!isConstant(tokens, other) || bindsTighter(tokens, from - 1) || tokens.isAny(to + 1, tighter)))
    return undefined;
  return { first: from, last: to, isPresence: (tokens.code(operator) === exclamation) === isNothing };
}

const exclamation = 33;

/** The operator of a comparison for equality, and the first or last token of what a value is compared with; -1 where it is not compared. */
function otherSide(tokens: Tokens, { first, last }: Expression): readonly [operator: number, other: number] {
  if (tokens.isAny(last + 1, equalities)) return [last + 1, last + 2];
  return tokens.isAny(first - 1, equalities) ? [first - 1, first - 2] : [-1, -1];
}

/** Whether a value is compared with what tells something of it; with an empty text, that is not whether it is there. */
function isCompared(tokens: Tokens, expression: Expression): boolean {
  const [, other] = otherSide(tokens, expression);
  return comparisonOf(tokens, expression) !== undefined || (tokens.isLiteral(other) && !tokens.isText(other));
}

/** `"text"`, `true`, `1`: what no value is equal to that is not there. */
function isConstant(tokens: Tokens, index: number): boolean {
  if (tokens.isText(index)) return true;
  return tokens.isWord(index) && !tokens.isMember(index) && /^(?:true$|false$|\d)/.test(tokens.spelling(index));
}

/** A call that tells whether a value is there. */
interface PresenceCall extends Expression {
  /** Whether it can only be true where there is a value; otherwise, it can only be false there. */
  readonly isPresence: boolean;
}

/**
 * `["a", "b"].includes(NAME)` and `Boolean(NAME)`, which can only be true where there is a value, and `isNaN(Number(NAME))`, which can
 * only be false there; undefined where nobody asks for one like that.
 */
export function presenceCall(tokens: Tokens, value: Expression): PresenceCall | undefined {
  const number = numberOf(tokens, value);
  const isPresence = !tokens.is(number.first - 2, "isNaN");
  if (!isPresence || tokens.isAny(number.first - 2, "isInteger isFinite isSafeInteger"))
    return numberTest(tokens, number);
  const { first, last } = value;
  const called = first - 2;
  const isAsked = tokens.is(called, "Boolean") && !tokens.isMember(called);
  const start = isAsked ? called : listingBefore(tokens, first);
  const close = closeAt(tokens, last + 1);
  const isWhole = tokens.partner(close) === first - 1 && isOperandExpected(tokens, start - 1);
  return start >= 0 && isWhole ? { first: start, last: close, isPresence } : undefined;
}

/** The bracket that closes at a token, or behind the comma that it is. */
function closeAt(tokens: Tokens, index: number): number {
  return tokens.is(index, ",") && tokens.isClose(index + 1) ? index + 1 : index;
}

/** `isNaN(value)`, `Number.isFinite(value)` */
function numberTest(tokens: Tokens, { first, last }: Expression): PresenceCall | undefined {
  const called = first - 2;
  const start = tokens.is(called - 2, "Number") ? called - 2 : called;
  const close = closeAt(tokens, last + 1);
  const isWhole = tokens.partner(close) === first - 1 && !tokens.isMember(start);
  return isWhole ? { first: start, last: close, isPresence: !tokens.is(called, "isNaN") } : undefined;
}

/** The bracket that several texts begin with, of which `includes` asks for one; -1 where there are none. */
function listingBefore(tokens: Tokens, first: number): number {
  const close = first - 4;
  const list = tokens.partner(close);
  let at = list + 1;
  while (tokens.isText(at) && tokens.is(at + 1, ",")) at += 2;
  return tokens.isText(at) && at + 1 === close && tokens.is(first - 2, "includes") ? list : -1;
}

/** `Number(NAME) || 5`, `parseInt(NAME, 10) || 5`, `+NAME || 5`: what is not there is no number. */
function isNumberWithFallback(tokens: Tokens, value: Expression): boolean {
  const number = numberOf(tokens, value);
  return number !== value && tokens.is(number.last + 1, "||");
}

/** The number that is made of a value, `Number(NAME)`, `parseInt(NAME, 10)`, `+NAME`; the value itself where none is. */
export function numberOf(tokens: Tokens, value: Expression): Expression {
  const { first, last } = value;
  const before = first - 1;
  const close = tokens.partner(before);
  if (tokens.isAny(before - 1, "Number parseInt parseFloat") && tokens.isAny(last + 1, ", )") && close > last) {
    const start = tokens.is(before - 2, ".") ? before - 3 : before - 1;
    return unwrapped(tokens, { first: start, last: close });
  }
  const isSigned = tokens.is(before, "+") && isOperandExpected(tokens, before - 1);
  return isSigned ? unwrapped(tokens, { first: before, last }) : value;
}

/** `parseBoolean(NAME)`, `isEnabled(NAME)`: what is not there is a no; and `parseNumber(NAME, 5)`, which says what it is then. */
function isConverted(tokens: Tokens, { first, last }: Expression): boolean {
  const called = tokens.is(first - 1, "(") && tokens.isAny(last + 1, ", )") ? tokens.spelling(first - 2) : "";
  if (/^(?:require|must|assert|ensure|validate)/.test(called)) return false;
  if (/bool|[a-z_]Bool|[tT]ruthy|[eE]nabled/.test(called)) return true;
  const hasDefault = tokens.is(last + 1, ",") && !tokens.isClose(last + 2);
  return hasDefault && /^(?!parse(?:Int|Float)$)(?:.*[nN]umber|\w*Int(?:eger)?$|int$|.*[fF]loat|parseEnv)/.test(called);
}

/** Marks that take what stands in front of them before a comparison does. */
const tighter = "+ - * / % ** . [ ( ?. < > <= >= << >> == === != !==";

/** Marks behind which an operand stands on its own up to the next `||`, `??`, `&&` or `?`. */
const looseMarks = new Set("= => , ; ? : ?? || && ... += ??= ||= &&=".split(" "));
const tightWords = "await void typeof in instanceof new";

/** Whether what stands in front takes an operand before `||`, `??`, `&&` and `?` do. */
export function bindsTighter(tokens: Tokens, index: number): boolean {
  if (tokens.kind(index) === tokenKind.mark) return !looseMarks.has(tokens.spelling(index));
  return tokens.isAny(index, tightWords);
}

/** `(a || NAME)` of `(a || NAME) || b`: the group whose value may be this one. */
export function enclosingValue(tokens: Tokens, { first, last }: Expression): Expression | undefined {
  const close = closeBehind(tokens, { first, last });
  const open = tokens.partner(close);
  if (!tokens.is(close, ")") || !isTail(tokens, open, first)) return undefined;
  const outer = unwrapped(tokens, { first: open, last: close });
  const group = unwrapped(tokens, { first: open + 1, last: close - 1 });
  if (group.first > open && !isGroupAround(tokens, open)) return undefined;
  return outer;
}

/** Whether the last operand of what is in the parentheses starts at `first`. */
function isTail(tokens: Tokens, open: number, first: number): boolean {
  return open >= 0 && open < first && tokens.isAny(first - 1, "|| ?? && ? : (");
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

function isGroupAround(tokens: Tokens, open: number): boolean {
  const before = open - 1;
  const kind = tokens.kind(before);
  return kind === tokenKind.mark || kind === tokenKind.open || kind === 0 || tokens.isAny(before, "return await");
}

/** The end of what an `if`, a `while` or `Boolean` asks, or of what a `switch` compares with texts. */
function isCondition(tokens: Tokens, close: number): boolean {
  const head = tokens.partner(close) - 1;
  if (!tokens.is(close, ")")) return false;
  if (tokens.is(head, "switch")) return tokens.isText(close + 3);
  return tokens.isAny(head, "if while Boolean") && !tokens.isMember(head);
}
