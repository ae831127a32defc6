import type { Reached } from "../guarded";
import type { Span } from "../reached";
import { regionsOf } from "../reached";
import type { Tokens } from "../tokens";
import { isEnd } from "./lines";
import { comparisonOf, isCalled, isOperand } from "./usage";
import type { Module } from "./variables";
import { usesOf, wordGiven } from "./variables";

/** How many groups around a question are looked through, and how many tokens of its condition. */
export const mostGroups = 8;
const longestCondition = 60;

/** How many names a condition may go by one after the other, and how many uses of them are looked at. */
const mostNames = 2;
const mostUses = 40;

/** An expression that tells whether a name is there: true only with it, or false only with it. */
export interface Condition {
  readonly first: number;
  readonly last: number;
  readonly isPresence: boolean;
}

/** Tokens, both ends included, that are only reached with a name; what follows a suite that leaves without it is no branch. */
type Part = readonly [first: number, last: number, isRest?: true];

/** What a question means for the code around it: where it only gets to with the name; undefined where it fails without. */
export function regionsBehind(module: Module, asked: Condition): readonly Reached[] | undefined {
  const { tokens } = module;
  return spansBehind(module, compared(tokens, asked))?.flatMap(([first, last, isRest]) =>
    regionsOf(tokens, [[first, last]]).map((region) => ({ ...region, isBranch: isRest !== true })),
  );
}

function compared(tokens: Tokens, asked: Condition): Condition {
  const { first, last, isPresence } = asked;
  if (!tokens.is(last + 1, "is")) return { ...asked, ...(isPresence ? comparisonOf(tokens, first, last) : undefined) };
  const isNegative = tokens.is(last + 2, "not");
  const none = isNegative ? last + 3 : last + 2;
  return { first, last: none, isPresence: isNegative };
}

/** `names`: how many names the condition went by so far. */
function spansBehind(module: Module, asked: Condition, names = 0): readonly Part[] | undefined {
  const { tokens } = module;
  const spans: Part[] = [];
  let condition = asked;
  for (let depth = 0; depth < mostGroups; depth++) {
    condition = negated(tokens, condition);
    const { first, last, isPresence } = condition;
    if (isOperand(tokens, first - 1) || (!isPresence && tokens.is(first - 1, "and"))) return spans;
    const hasOperands = tokens.is(last + 1, isPresence ? "and" : "or");
    const end = hasOperands ? endOfOperands(module, last + 2, isPresence) : last + 1;
    if (hasOperands) spans.push([last + 2, end - 1]);
    const start = startOfOperands(module, condition);
    if (start === undefined) return spans;
    if (tokens.is(start, "assert") && isPresence) return undefined;
    if (tokens.is(start, "if") && tokens.is(end, "else")) return [...spans, branchOf(module, start, end, isPresence)];
    if (tokens.isAny(start, "if elif while") && tokens.is(end, ":")) {
      const ofStatement = spansOfStatement(module, start, end, isPresence);
      return ofStatement === undefined ? undefined : [...spans, ...ofStatement];
    }
    const close = tokens.is(end, ",") && tokens.is(start - 1, "bool") ? end + 1 : end;
    const isGroup = tokens.is(close, ")") && tokens.partner(close) === start;
    if (!isGroup && names < mostNames && isEnd(tokens, end, ";"))
      for (const use of usesOfCondition(module, start, isPresence)) {
        const behind = spansBehind(module, use, names + 1);
        if (behind === undefined) return undefined;
        spans.push(...behind);
      }
    if (!isGroup || isCalled(tokens, start)) return spans;
    condition = { first: start, last: close, isPresence };
  }
  return spans;
}

/**
 * Where code asks by the name of a condition that stands behind a token: `is_set` of `is_set = "X" in os.environ`, `is_set()` of
 * `def is_set(): return "X" in os.environ`.
 */
function usesOfCondition(module: Module, before: number, isPresence: boolean): readonly Condition[] {
  const { tokens, scopes } = module;
  const isFunction = tokens.is(before, "return");
  const word = isFunction ? nameOfGiving(module, before) : wordGiven(tokens, scopes, before);
  return (usesOf(module, word) ?? [])
    .slice(0, mostUses)
    .map((first) => ({ first, last: isFunction ? tokens.partner(first + 1) : first, isPresence }))
    .filter(({ first, last }) => last >= first);
}

/** The name of a function that does nothing but to return something; -1 where there is none. */
function nameOfGiving({ tokens, scopes, lines }: Module, keyword: number): number {
  let line = lines.at(keyword);
  if (lines.first(line) === keyword && tokens.isLiteral(lines.first(--line))) line--;
  const { first } = scopes.scopeAt(keyword);
  return lines.first(line) === first ? first + 1 : -1;
}

function negated(tokens: Tokens, condition: Condition): Condition {
  let { first, isPresence } = condition;
  for (; tokens.isAny(first - 1, "not bool"); first--) if (tokens.is(first - 1, "not")) isPresence = !isPresence;
  return { ...condition, first, isPresence };
}

const ends = "if else for , : = ;";
const starts = "if elif while assert return yield else lambda , : = := ;";

function endOfOperands({ tokens, lines }: Module, first: number, isPresence: boolean): number {
  const stop = lines.first(lines.at(first) + 1);
  let at = first;
  for (let count = 0; count < longestCondition && at < stop; count++) {
    if (tokens.isClose(at) || tokens.isAny(at, ends) || (isPresence && tokens.is(at, "or"))) break;
    at = tokens.next(at);
  }
  return at;
}

/** What stands before the first operand beside the condition; undefined where another one does without the name. */
export function startOfOperands({ tokens, lines }: Module, { first, isPresence }: Condition): number | undefined {
  const lowest = Math.max(lines.first(lines.at(first)), 0);
  let at = first - 1;
  for (let count = 0; count < longestCondition && at >= lowest; count++) {
    if (tokens.isOpen(at) || tokens.isAny(at, starts)) return at;
    if (isPresence && tokens.is(at, "or")) return undefined;
    at = tokens.previous(at);
  }
  return at < lowest ? at : undefined;
}

/** Of `one if question else other`, the one that is only looked at with the name. */
function branchOf(module: Module, keyword: number, otherwise: number, isPresence: boolean): Span {
  if (!isPresence) return [otherwise + 1, endOfOperands(module, otherwise + 1, false) - 1];
  const start = startOfOperands(module, { first: keyword, last: keyword, isPresence: false });
  return [(start ?? keyword - 1) + 1, keyword - 1];
}

/** What `if X:` and `while X:` let through with the name only; undefined where the code fails without it. */
function spansOfStatement(
  module: Module,
  keyword: number,
  colon: number,
  isPresence: boolean,
): readonly Part[] | undefined {
  const { tokens, lines } = module;
  const line = lines.at(keyword);
  if (lines.first(line) !== keyword) return [];
  const then = suiteOf(module, colon);
  if (tokens.is(keyword, "while")) return isPresence ? [then] : [];
  const nextLine = lines.at(then[1]) + 1;
  const isElse = lines.column(nextLine) === lines.column(line) && tokens.is(lines.first(nextLine), "else");
  const otherwise = isElse ? suiteOf(module, lines.first(nextLine) + 1) : undefined;
  const [present, absent] = isPresence ? [then, otherwise] : [otherwise, then];
  const exit = absent === undefined ? undefined : exitOf(module, absent);
  if (exit === "fails") return undefined;
  const rest: Part = [(otherwise ?? then)[1] + 1, lines.first(lines.outer(line)) - 1, true];
  return [
    ...(present === undefined ? [] : [present]),
    ...(exit === "leaves" && tokens.is(keyword, "if") ? [rest] : []),
  ];
}

/** What stands behind a colon: the rest of its line, or the lines that are indented further. */
export function suiteOf({ tokens, lines }: Module, colon: number): Span {
  const line = lines.at(colon);
  const isBelow = colon + 1 >= tokens.count || lines.first(line + 1) === colon + 1;
  return [colon + 1, lines.first(isBelow ? lines.next(line) : line + 1) - 1];
}

/** How a suite ends what is around it; undefined where the code goes on behind it. */
export function exitOf({ tokens, lines }: Module, [first, last]: Span): "fails" | "leaves" | undefined {
  const line = lines.at(first);
  if (lines.first(line) !== first) return exitAt(tokens, first);
  let end = lines.at(last);
  for (let count = 0; count < longestCondition && lines.column(end) > lines.column(line); count++) end--;
  return lines.column(end) === lines.column(line) ? exitAt(tokens, lines.first(end)) : undefined;
}

const skips = "SkipTest skip skipTest";

function exitAt(tokens: Tokens, first: number): "fails" | "leaves" | undefined {
  if (tokens.isAny(first, "return continue break")) return "leaves";
  if (tokens.is(first, "raise"))
    return tokens.isAny(first + 1, skips) || tokens.isAny(first + 3, skips) ? "leaves" : "fails";
  const name = tokens.is(first + 1, ".") ? first + 2 : first;
  if (!tokens.is(name + 1, "(")) return undefined;
  if (tokens.isAny(name, skips)) return "leaves";
  if (!tokens.isAny(name, "exit _exit quit")) return undefined;
  return tokens.isAny(name + 2, ") 0 None") ? "leaves" : "fails";
}
