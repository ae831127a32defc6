import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import { bindsTighter, isOperandExpected } from "./operand";

export const equalities = "== === != !==";
const nothings = "undefined null";

/** An expression that tells whether a value is there. */
interface Presence extends Expression {
  /** Whether it can only be true where there is a value; otherwise, it can only be false there. */
  readonly isPresence: boolean;
}

/** Marks that take what stands in front of them before a comparison does. */
const tighter = "+ - * / % ** . [ ( ?. < > <= >= << >> == === != !==";

/** `NAME !== undefined`, `null == NAME`, `NAME === "text"`; undefined where a value is compared with anything else. */
export function comparisonOf(tokens: Tokens, { first, last }: Expression): Presence | undefined {
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
export function isCompared(tokens: Tokens, expression: Expression): boolean {
  const [, other] = otherSide(tokens, expression);
  return comparisonOf(tokens, expression) !== undefined || (tokens.isLiteral(other) && !tokens.isText(other));
}

/** `"text"`, `true`, `1`: what no value is equal to that is not there. */
function isConstant(tokens: Tokens, index: number): boolean {
  if (tokens.isText(index)) return true;
  return tokens.isWord(index) && !tokens.isMember(index) && /^(?:true$|false$|\d)/.test(tokens.spelling(index));
}

/**
 * `["a", "b"].includes(NAME)` and `Boolean(NAME)`, which can only be true where there is a value, and `isNaN(Number(NAME))`, which can
 * only be false there; undefined where nobody asks for one like that.
 */
export function presenceCall(tokens: Tokens, value: Expression): Presence | undefined {
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
export function closeAt(tokens: Tokens, index: number): number {
  return tokens.is(index, ",") && tokens.isClose(index + 1) ? index + 1 : index;
}

/** `isNaN(value)`, `Number.isFinite(value)` */
function numberTest(tokens: Tokens, { first, last }: Expression): Presence | undefined {
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
