import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { isOperandExpected } from "./operand";

/** Words whose parentheses are followed by a statement. */
const heads = "if while for with switch";
const leaving = "return continue break";
const joints = "in of instanceof as satisfies catch finally";

/** How many `if`s and `else`s a statement is followed through, and how many tokens of a last statement are looked at. */
const mostLinks = 50;
const longestStatement = 200;
/** How many tokens without those in brackets a statement has at most. Where none ends, all would be passed over each time. */
const mostTokens = 1000;

/** Whether a word starts a statement because the line before it ended one, without a semicolon. */
export function startsStatement(tokens: Tokens, index: number): boolean {
  if (!tokens.isWord(index) || !tokens.startsLine(index) || tokens.isAny(index, joints)) return false;
  const isComplete = tokens.isClose(index - 1) || tokens.isAny(index - 1, leaving);
  return isComplete || !isOperandExpected(tokens, index - 1);
}

/** The last token of the statement that starts at a token. */
export function endOfStatement(tokens: Tokens, first: number): number {
  let at = first;
  let hasCondition = false;
  for (let link = 0; link < mostLinks; link++) {
    if (tokens.isAny(at, heads) && tokens.partner(at + 1) > at) {
      hasCondition ||= tokens.is(at, "if");
      at = tokens.partner(at + 1) + 1;
      continue;
    }
    const end = tokens.is(at, "{") ? Math.max(at, tokens.partner(at)) : endOfSimple(tokens, at);
    if (!hasCondition || !tokens.is(end + 1, "else")) return end;
    at = end + 2;
  }
  return at;
}

function endOfSimple(tokens: Tokens, first: number): number {
  let at = first;
  for (let passed = 0; at < tokens.count && passed < mostTokens && !tokens.is(at, ";"); passed++) {
    if (tokens.isClose(at) || (at > first && startsStatement(tokens, at))) return at - 1;
    at = tokens.next(at);
  }
  return at;
}

/** How a statement ends what is around it: with an error, or without. */
export type Exit = "fails" | "leaves";

/** How a statement, or the last one of a block, ends what is around it; undefined where the code goes on behind it. */
export function exitOf(tokens: Tokens, { first, last }: Expression): Exit | undefined {
  return tokens.is(first, "{") ? exitOfBlock(tokens, first, last) : exitAt(tokens, first);
}

/** Whether a `switch` fails where no case fits, which its last clause is for. */
export function failsOtherwise(tokens: Tokens, open: number): boolean {
  const close = tokens.partner(open);
  let at = open + 1;
  while (at < close && !tokens.is(at, "default")) at = tokens.next(at);
  return at < close && exitOfClause(tokens, at + 2, close) === "fails";
}

/** How the statements from `first` on that a clause of a `switch` has end what is around it. */
export function exitOfClause(tokens: Tokens, first: number, end: number): Exit | undefined {
  return exitOf(tokens, { first, last: end - 1 }) ?? exitOfBlock(tokens, first - 1, end);
}

function exitAt(tokens: Tokens, index: number): Exit | undefined {
  if (tokens.is(index, "throw")) return "fails";
  if (tokens.isAny(index, leaving)) return "leaves";
  const called = tokens.isAny(index, "process Deno") ? index + 2 : index;
  if (!tokens.is(called, "exit") || !tokens.is(called + 1, "(")) return undefined;
  return tokens.isAny(called + 2, "0 )") ? "leaves" : "fails";
}

function exitOfBlock(tokens: Tokens, open: number, close: number): Exit | undefined {
  const lowest = Math.max(open, close - longestStatement);
  for (let at = close - 1; at > lowest; at--) {
    if (tokens.isClose(at)) at = tokens.partner(at);
    if (at <= lowest || (tokens.is(at, ";") && at < close - 1)) return undefined;
    const exit = tokens.isMember(at) ? undefined : exitAt(tokens, at);
    if (exit !== undefined) return isStatement(tokens, at) ? exit : undefined;
    if (startsStatement(tokens, at)) return undefined;
  }
  return undefined;
}

/** Whether a word starts a statement that stands in a block or a file by itself, and not behind `if (…)` or `else`. */
export function isStatement(tokens: Tokens, index: number): boolean {
  const before = index - 1;
  if (index === 0 || tokens.isAny(before, "; { }")) return true;
  const isBehindHead = tokens.is(before, ")") && tokens.isAny(tokens.partner(before) - 1, heads);
  return !isBehindHead && !tokens.is(before, "else") && startsStatement(tokens, index);
}
