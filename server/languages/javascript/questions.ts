import type { Reached } from "../guarded";
import { Spellings } from "../spellings";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import { targetOf } from "./flow";
import { bindsTighter, isOperandExpected } from "./operand";
import type { Scopes } from "./scopes";
import { endOfStatement, exitOf, failsOtherwise, isStatement, startsStatement } from "./statements";
import { comparisonOf, equalities, presenceCall } from "./comparisons";

/** How many groups around a question are looked through, branches behind it, and tokens of its condition. */
const mostGroups = 8;
const mostBranches = 6;
const longestCondition = 60;

/** How many texts of one value are asked for. */
const mostAlternatives = 20;

/** What a question means: whether the code fails without the name, and else where it only gets to with it. */
export interface Meaning {
  readonly isDemanded: boolean;
  readonly regions: readonly Reached[];
}

/** Code that is only reached with the name; what follows a statement that leaves its block without it is no branch. */
interface Part extends Expression {
  readonly isBranch: boolean;
}

/** An expression that tells whether a name is there. */
export interface Condition extends Expression {
  /** Whether it can only be true with the name; otherwise, it can only be false with it. */
  readonly isPresence: boolean;
}

/** What it means for the code around it that an expression is empty, or false, without a name. */
export function meaningOf(tokens: Tokens, scopes: Scopes, asked: Expression): Meaning {
  const value = throughChain(tokens, unwrapped(tokens, asked));
  return meaningFrom(tokens, scopes, withAlternatives(tokens, value, questionOf(tokens, value)));
}

/** Whether a constant is given just this, so that it may be asked for by its name. */
export function isGivenToConstant(tokens: Tokens, asked: Expression): boolean {
  const { first } = unwrapped(tokens, asked);
  return tokens.is(first - 1, "=") && tokens.is(targetOf(tokens, first - 1) - 1, "const");
}

/** How many links of a chain are gone through. */
const mostLinks = 8;

/** With the optional chain behind it, which gives nothing without the value: `X?.trim()`, `X?.split(",")[0]`. */
function throughChain(tokens: Tokens, { first, last }: Expression): Expression {
  let end = last;
  if (tokens.is(end + 1, "?."))
    for (let links = 0; links < mostLinks; links++) {
      const link = tokens.isAny(end + 1, "?. .") ? end + 2 : end + 1;
      if (link > end + 1 && tokens.isWord(link)) end = link;
      else if (tokens.isAny(link, "( [") && tokens.partner(link) > link && !tokens.startsLine(link))
        end = tokens.partner(link);
      else break;
    }
  return end === last ? { first, last } : unwrapped(tokens, { first, last: end });
}

/** With the questions behind it that ask for other texts of the same value: `X === "a" || X === "b"`, `X !== "a" && X !== "b"`. */
export function withAlternatives(tokens: Tokens, value: Expression, question: Condition): Condition {
  const { isPresence } = question;
  let { last } = question;
  for (let count = 0; count < mostAlternatives; count++) {
    if (!tokens.is(last + 1, isPresence ? "||" : "&&") || !isSame(tokens, value, last + 2)) break;
    const next = questionOf(tokens, { first: last + 2, last: last + 2 + value.last - value.first });
    if (next.first !== last + 2 || next.isPresence !== isPresence) break;
    ({ last } = next);
  }
  return { ...question, last };
}

/** Whether the tokens of an expression stand at another place, too. */
function isSame(tokens: Tokens, { first, last }: Expression, place: number): boolean {
  for (let at = first; at <= last; at++) if (tokens.spelling(at) !== tokens.spelling(place + at - first)) return false;
  return true;
}

/** The same of a condition, which may go by a name of its own, and that by another one. */
export function meaningFrom(tokens: Tokens, scopes: Scopes, asked: Condition, names = 0): Meaning {
  const parts: Part[] = [];
  const named: Meaning[] = [];
  let condition = asked;
  for (let depth = 0; depth < mostGroups && !isPartOfMore(tokens, condition); depth++) {
    const end = endOfOperands(tokens, condition);
    if (end > condition.last + 1) parts.push({ first: condition.last + 2, last: end - 1, isBranch: true });
    const start = startOfOperands(tokens, condition);
    if (start === undefined) break;
    if (tokens.is(end, "?")) {
      parts.push({ ...branchOf(tokens, end, condition), isBranch: true });
      break;
    }
    if (isAsserted(tokens, start, end, condition)) return demanded;
    const { isPresence } = condition;
    if (names < mostNames && isWhole(tokens, end))
      named.push(
        ...usesOfCondition(tokens, scopes, start).map((use) =>
          meaningFrom(tokens, scopes, negated(tokens, { ...use, isPresence }), names + 1),
        ),
      );
    if (!tokens.is(end, ")") || tokens.partner(end) !== start) break;
    if (tokens.isAny(start - 1, "if while")) {
      const ofStatement = regionsOfStatement(tokens, scopes, { condition, open: start, close: end });
      if (ofStatement === undefined) return demanded;
      parts.push(...ofStatement);
      break;
    }
    if (tokens.is(start - 1, "switch") && failsOtherwise(tokens, end + 1)) return demanded;
    if (!isOperandExpected(tokens, start - 1)) break;
    condition = negated(tokens, { first: start, last: end, isPresence: condition.isPresence });
  }
  if (named.some(({ isDemanded }) => isDemanded)) return demanded;
  const own = parts.map(({ first, last, isBranch }) => ({
    start: tokens.start(first),
    end: tokens.end(last),
    isBranch,
  }));
  return { isDemanded: false, regions: [...own, ...named.flatMap((each) => each.regions)] };
}

const demanded: Meaning = { isDemanded: true, regions: [] };

/** How many names a condition may go by one after the other, and how many uses of them are looked at. */
const mostNames = 2;
const mostUses = 40;

/** Whether an expression ends in front of a token. */
export function isWhole(tokens: Tokens, end: number): boolean {
  return end >= tokens.count || tokens.isAny(end, "; }") || startsStatement(tokens, end);
}

/** Where code asks by the name of a condition, which begins behind a token: `isSet` of `const isSet = !!X`, `isSet()` of `const isSet = () => !!X`. */
function usesOfCondition(tokens: Tokens, scopes: Scopes, before: number): readonly Expression[] {
  const isFunction = tokens.is(before, "=>");
  const uses = usesOfConstant(tokens, scopes, isFunction ? tokens.partner(before - 1) - 1 : before);
  if (!isFunction) return uses;
  return uses.flatMap(({ last }) => (tokens.is(last + 1, "(") ? { first: last, last: tokens.partner(last + 1) } : []));
}

/** Where a constant is used that is given its value behind `=`. */
export function usesOfConstant(tokens: Tokens, scopes: Scopes, equals: number): readonly Expression[] {
  const word = tokens.is(equals, "=") ? targetOf(tokens, equals) : -1;
  const binding = tokens.is(word - 1, "const") ? scopes.bindingAt(word) : undefined;
  if (binding?.token !== word) return [];
  const uses = scopes.usesOf(binding).filter((token) => token !== word);
  return uses.length > mostUses ? [] : uses.map((token) => ({ first: token, last: token }));
}

/** `X`, `!X`, `X !== undefined`, `null == X`, `X === "text"`, `["text"].includes(X)`, `isNaN(Number(X))`, `typeof X === "string"` */
export function questionOf(tokens: Tokens, { first, last }: Expression): Condition {
  if (tokens.is(first - 1, "typeof"))
    return questionOfType(tokens, { first: first - 1, last }) ?? { first, last, isPresence: true };
  const call = presenceCall(tokens, { first, last });
  if (call !== undefined) return negated(tokens, call);
  return comparisonOf(tokens, { first, last }) ?? negated(tokens, { first, last, isPresence: true });
}

/** `typeof X !== "undefined"`, `"string" === typeof X`; undefined where the type is not compared with one: it is never false. */
function questionOfType(tokens: Tokens, type: Expression): Condition | undefined {
  const { first, last } = unwrapped(tokens, type);
  const isBehind = tokens.isAny(last + 1, equalities);
  const [operator, other] = isBehind ? [last + 1, last + 2] : [first - 1, first - 2];
  if (!tokens.isAny(operator, equalities) || !tokens.isText(other)) return undefined;
  const isPresence = (tokens.code(operator) === exclamation) === (tokens.spelling(other) === "undefined");
  return isBehind ? { first, last: other, isPresence } : { first: other, last, isPresence };
}

const exclamation = 33;

/** The condition with the parentheses and the `!` around it. */
function negated(tokens: Tokens, condition: Condition): Condition {
  let { isPresence } = condition;
  let { first, last } = unwrapped(tokens, condition);
  while (tokens.isAny(first - 1, "! !!")) {
    if (tokens.is(first - 1, "!")) isPresence = !isPresence;
    ({ first, last } = unwrapped(tokens, { first: first - 1, last }));
  }
  return { first, last, isPresence };
}

/** Whether what stands in front takes the condition before what stands behind does: `x + X && y`, `x && !X || y`. */
function isPartOfMore(tokens: Tokens, { first, isPresence }: Condition): boolean {
  return bindsTighter(tokens, first - 1) || (!isPresence && tokens.is(first - 1, "&&"));
}

const stopsOfPresence = new Spellings("; , ? : ?? ||");
const stopsOfAbsence = new Spellings("; , ? : ??");

/** What follows the operands that are only looked at with the name: those behind `X &&`, and behind `!X ||`. */
function endOfOperands(tokens: Tokens, { last, isPresence }: Condition): number {
  if (!tokens.is(last + 1, isPresence ? "&&" : "||")) return last + 1;
  return endOfOperand(tokens, last + 2, isPresence ? stopsOfPresence : stopsOfAbsence);
}

function endOfOperand(tokens: Tokens, first: number, ends: Spellings): number {
  let at = first;
  for (let count = 0; count < longestCondition && at < tokens.count; count++) {
    const kind = tokens.kind(at);
    if (kind === tokenKind.close || tokens.isOneOf(at, ends) || (at > first && startsStatement(tokens, at))) break;
    at = tokens.next(at);
  }
  return at;
}

const starts = new Spellings("; , ? : = => += ??= ||= &&= ... return yield throw case");

const othersOfPresence = new Spellings("|| ??");
const othersOfAbsence = new Spellings("??");

/** What stands before the first operand beside the condition; undefined where another one does without the name. */
function startOfOperands(tokens: Tokens, { first, isPresence }: Condition): number | undefined {
  const others = isPresence ? othersOfPresence : othersOfAbsence;
  let at = first - 1;
  for (let count = 0; count < longestCondition && at >= 0; count++) {
    if (tokens.isOpen(at) || tokens.isOneOf(at, starts) || startsStatement(tokens, at + 1)) return at;
    if (tokens.isOneOf(at, others)) return undefined;
    at = tokens.previous(at);
  }
  return at < 0 ? at : undefined;
}

/** Of `question ? one : other`, the one that is only looked at with the name. */
function branchOf(tokens: Tokens, question: number, { isPresence }: Condition): Expression {
  const colon = endOfBranch(tokens, question + 1);
  return isPresence
    ? { first: question + 1, last: colon - 1 }
    : { first: colon + 1, last: endOfBranch(tokens, colon + 1) - 1 };
}

const branchStops = new Spellings("; , ? :");

function endOfBranch(tokens: Tokens, first: number): number {
  let at = endOfOperand(tokens, first, branchStops);
  for (let open = 0, count = 0; count < mostBranches; count++) {
    if (!tokens.is(at, "?") && (open === 0 || !tokens.is(at, ":"))) break;
    open += tokens.is(at, "?") ? 1 : -1;
    at = endOfOperand(tokens, at + 1, branchStops);
  }
  return at;
}

/** `assert(X`, `assert.ok(X`, `invariant(X` */
function isAsserted(tokens: Tokens, open: number, end: number, { isPresence }: Condition): boolean {
  if (!isPresence || !tokens.is(open, "(") || !tokens.isAny(end, ", )")) return false;
  const name = tokens.is(open - 1, "ok") ? open - 3 : open - 1;
  return tokens.isAny(name, "assert invariant") && !tokens.is(name - 2, "console");
}

interface Head {
  readonly condition: Condition;
  readonly open: number;
  readonly close: number;
}

/** What `if (X)` and `while (X)` let through with the name only; undefined where the code fails without it. */
function regionsOfStatement(
  tokens: Tokens,
  scopes: Scopes,
  { condition: { isPresence }, open, close }: Head,
): readonly Part[] | undefined {
  const keyword = open - 1;
  const then = { first: close + 1, last: endOfStatement(tokens, close + 1), isBranch: true };
  if (tokens.is(keyword, "while")) {
    const isBehindBody = tokens.is(tokens.partner(keyword - 1) - 1, "do");
    return isPresence && !isBehindBody ? [then] : [];
  }
  const hasElse = tokens.is(then.last + 1, "else");
  const otherwise = hasElse
    ? { first: then.last + 2, last: endOfStatement(tokens, then.last + 2), isBranch: true }
    : { first: then.last + 1, last: then.last, isBranch: true };
  const [present, absent] = isPresence ? [then, otherwise] : [otherwise, then];
  const exit = absent.last < absent.first ? undefined : exitOf(tokens, absent);
  if (exit === "fails") return undefined;
  const rest = exit === "leaves" ? restBehind(tokens, scopes, keyword, otherwise.last) : [];
  return present.last < present.first ? rest : [present, ...rest];
}

/** What follows a statement in its block. */
function restBehind(tokens: Tokens, scopes: Scopes, keyword: number, last: number): readonly Part[] {
  if (!isStatement(tokens, keyword)) return [];
  const block = scopes.bracketAround(keyword);
  if (isSwitch(tokens, block)) return [];
  const end = block < 0 ? tokens.count : tokens.partner(block);
  return end > last + 1 ? [{ first: last + 1, last: end - 1, isBranch: false }] : [];
}

function isSwitch(tokens: Tokens, block: number): boolean {
  return tokens.is(block - 1, ")") && tokens.is(tokens.partner(block - 1) - 1, "switch");
}
