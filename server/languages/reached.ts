import type { Reached, Region } from "./guarded";
import type { Guards } from "./guards";
import { comparisonMarks, comparisonOf, conditionWords, isCalled, isSuffix } from "./guards";
import type { Pattern } from "./patterns";
import { fitsAt, fitsUpTo } from "./patterns";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** An expression that tells whether a name is there: true only with it, or false only with it. Tokens, both ends included. */
interface Question {
  readonly first: number;
  readonly last: number;
  readonly isPresence: boolean;
}

/** Tokens, both ends included. */
export type Span = readonly [first: number, last: number];

/** How many groups around a question are looked through, and tokens and brackets of a condition or a block. */
const mostGroups = 6;
const longest = 300;

/** What ends the rest of a block, where cases stand beside each other. */
const labels = "case default";

/** How many tokens and brackets of the rest of a block are gone through. */
const longestRest = 1500;

/** What a question whether a name is there decides. Spans are tokens, both ends included; those that end before they start are empty. */
interface Answers {
  /** Where the code only gets to with the name. */
  readonly present: readonly Span[];
  /** What of it follows a statement that is left without the name, and is no branch of the question. */
  readonly left?: Span | undefined;
  /** Where it goes without: the branch for that, or the statement that it comes to because the other branch leaves. */
  readonly absent?: Span | undefined;
  /** What stands behind the statement, where a branch of it is for the absence. */
  readonly rest?: Span | undefined;
}

/** Where the code only gets to with the name that the tokens from `first` to `last` read or ask for. */
export function reachedWith(tokens: Tokens, first: number, last: number, guards: Guards): readonly Reached[] {
  const { present, left } = answersTo(tokens, first, last, guards);
  return present.flatMap((span) => regionsOf(tokens, [span]).map((region) => ({ ...region, isBranch: span !== left })));
}

/** The pieces of a text that spans of its tokens are, without the empty ones. */
export function regionsOf(tokens: Tokens, spans: readonly Span[]): readonly Region[] {
  return spans
    .filter(([from, to]) => to >= from)
    .map(([from, to]) => ({ start: tokens.start(from), end: tokens.end(to) }));
}

/** What it decides whether there is what the tokens from `from` to `to` read or ask for. */
export function answersTo(tokens: Tokens, from: number, to: number, guards: Guards): Answers {
  const spans: Span[] = [];
  let question: Question = { first: from, last: to, isPresence: true };
  for (let depth = 0; depth < mostGroups; depth++) {
    const { first, last, isPresence } = questionOf(tokens, question, guards);
    const [joints, others] = isPresence ? ["&& and", "|| or"] : ["|| or", "&& and"];
    const hasOperands = tokens.isAny(last + 1, joints);
    const end = hasOperands ? endOf(tokens, last + 2, isPresence ? others : "", guards) : last + 1;
    if (hasOperands) spans.push([last + 2, end - 1]);
    const start = startOf(tokens, first, others);
    if (start === undefined || tokens.isAny(end, others)) break;
    if (tokens.isAny(end, comparisonMarks)) break;
    // Elixir's `if(X, do: one, else: other)`
    const isKeyed =
      tokens.is(end, ",") && tokens.is(end + 1, "do") && tokens.is(tokens.is(start, "(") ? start - 1 : start, "if");
    if (isKeyed || tokens.is(end, "?")) {
      const one = branchAt(tokens, end, isKeyed, guards);
      const other = branchAt(tokens, one[1] + 1, isKeyed, guards);
      const [present, absent] = isPresence ? [one, other] : [other, one];
      return { present: [...spans, present], absent };
    }
    const isGroup = tokens.is(start, "(") && tokens.partner(start) === end;
    const keyword = isGroup ? start - 1 : tokens.isAny(start, "= :=") ? boundBy(tokens, start) : start;
    if (tokens.isAny(keyword, conditionWords)) {
      // `if value := X; value != "" {`
      const isAbsence = tokens.is(end, ";") && (tokens.is(end + 1, "!") || tokens.is(end + 2, "=="));
      const body = isGroup ? end + 1 : tokens.is(end, ";") ? endOf(tokens, end + 1, "", guards) : end;
      const answers = ofStatement(tokens, keyword, body, isAbsence ? !isPresence : isPresence, guards);
      return { ...answers, present: [...spans, ...answers.present] };
    }
    if (!isGroup || isCalled(tokens, start)) break;
    question = { first: start, last: end, isPresence };
  }
  return { present: spans };
}

/** What is chosen behind a mark, or behind a key as in `, do:`; empty where there is no such key. */
function branchAt(tokens: Tokens, mark: number, isKeyed: boolean, guards: Guards): Span {
  if (!isKeyed) return [mark + 1, endOf(tokens, mark + 1, "", guards) - 1];
  const first = mark + 3;
  return tokens.isAny(mark + 1, "do else")
    ? [first, endOf(tokens, tokens.next(first), "", guards) - 1]
    : [mark, mark - 1];
}

/** Guards that are true with the name, and of the others those that are true without it; the rest asks for nothing. */
const presence = /!=|is not|isset|defined|Not|nonNull|resent|_ok|_some|is_string|nzchar/;
const absence = /==|s[_ ]?[nN]ull|mpty|lank|nil|White|_none|_err/;

/** Guards that compare what was read with something that is there: neither answer says that it is. */
const comparesMore = /= (?:Ok|Err|Some)/;

/** What was read, with what asks for it: `X != null`, `!X`, `isset(X)`. */
function questionOf(tokens: Tokens, asked: Question, guards: Guards): Question {
  let { first, last, isPresence } = asked;
  const asks = (guard: Pattern | undefined): guard is Pattern => {
    const spelling = guard?.spellings.join(" ") ?? "";
    if (comparesMore.test(spelling)) return false;
    const isPresent = presence.test(spelling);
    if (!isPresent && absence.test(spelling)) isPresence = !isPresence;
    return isPresent || absence.test(spelling);
  };
  const comparison = comparisonOf(tokens, first, last, guards);
  if (comparison !== undefined) return { ...comparison, isPresence: isPresence === comparison.isEqual };
  const behind = guards.fallbacks.find((each) => fitsAt(tokens, last + 1, each));
  if (asks(behind)) {
    last += behind.parts.length;
    if (tokens.is(last + 1, "(") && tokens.end(last) === tokens.start(last + 1)) last++;
    if (tokens.isOpen(last)) last = tokens.partner(last);
  }
  const before = guards.before.find((each) => each.parts.length > 1 && fitsUpTo(tokens, first - 1, each));
  if (asks(before)) {
    if (tokens.isOpen(first - 1)) last = tokens.partner(first - 1);
    first -= before.parts.length;
  }
  for (; tokens.isAny(first - 1, "! not defined"); first--)
    if (!tokens.is(first - 1, "defined")) isPresence = !isPresence;
  return { first: tokens.is(first - 1, "!!") ? first - 1 : first, last, isPresence };
}

/** Whether a token begins a line and nothing of the line before goes on there. */
export function startsStatement(tokens: Tokens, at: number): boolean {
  return tokens.startsLine(at) && tokens.kind(at) !== tokenKind.mark && endsOperand(tokens, at - 1);
}

/** Whether a token may be the last one of a value: `empty?` has its mark behind it. */
export function endsOperand(tokens: Tokens, at: number): boolean {
  return tokens.kind(at) !== tokenKind.mark || isSuffix(tokens, at);
}

/** What stands behind the operands, or the branch, that start here. */
function endOf(tokens: Tokens, first: number, others: string, guards: Guards): number {
  let at = first;
  for (let count = 0; count < longest && at < tokens.count && !tokens.isClose(at); count++) {
    const isMethod = guards.isEnded && isSuffix(tokens, at);
    // `$ENV{NAME}` goes on behind its bracket.
    const isIndex = tokens.is(at, "{") && tokens.isWord(at - 1) && tokens.end(at - 1) === tokens.start(at);
    if ((tokens.isAny(at, "{ ; , ? : then do else") && !isMethod && !isIndex) || tokens.isAny(at, others)) break;
    if (at > first && startsStatement(tokens, at)) break;
    at = tokens.next(at);
  }
  return at;
}

/** What stands before the first operand beside a question; undefined where another one decides without the name. */
function startOf(tokens: Tokens, first: number, others: string): number | undefined {
  let at = first - 1;
  for (let count = 0; count < longest && at >= 0 && !tokens.isOpen(at); count++) {
    if (tokens.isAny(at, "= , ; : => := return") || tokens.isAny(at, conditionWords)) break;
    if (tokens.isAny(at, others)) return undefined;
    if (at < first - 1 && startsStatement(tokens, at + 1)) break;
    at = tokens.previous(at);
  }
  return at;
}

/** The word in front of `let Ok(value) =`, `value, isSet :=` and their like. */
function boundBy(tokens: Tokens, equals: number): number {
  let at = equals - 1;
  for (let count = 0; count < mostGroups && (tokens.isWord(at) || tokens.isAny(at, ", )")); count++) {
    if (tokens.isAny(at, conditionWords)) break;
    at = tokens.previous(at);
  }
  return at;
}

const exits = "return continue break next";

function ofStatement(tokens: Tokens, keyword: number, end: number, isPresence: boolean, guards: Guards): Answers {
  const body = tokens.isAny(end, "then do") ? end + 1 : end;
  const isThen = tokens.isAny(keyword, "unless until") !== isPresence;
  let start = keyword;
  const { isEnded } = guards;
  while (isEnded && start > Math.max(0, keyword - longest) && !tokens.startsLine(start)) start--;
  const column = isEnded && (start === 0 || tokens.startsLine(start)) ? tokens.column(start) : 0;
  const isBehind = start < keyword && !tokens.isAny(keyword - 1, "= ||= += << else do then ( , { ;");
  const isBlock = tokens.is(body, "{") && tokens.partner(body) > body;
  const then: Span = isBehind
    ? [start, keyword - 1]
    : isBlock
      ? [body + 1, tokens.partner(body) - 1]
      : isEnded
        ? suiteFrom(tokens, body, column + 1)
        : [body, endOf(tokens, body, "", guards) - 1];
  const behind = isBehind ? body : then[1] + (isBlock || isEnded || tokens.is(then[1] + 1, ";") ? 2 : 1);
  const isLeft = leaves(tokens, then);
  const otherwise = isEnded && !isBlock ? then[1] + 1 : behind;
  const isElse = tokens.is(otherwise, "else");
  const branch: Span =
    isEnded && !isBlock
      ? restFrom(tokens, otherwise + 1, column + 1)
      : statementAt(tokens, otherwise + (isElse ? 1 : 0));
  if (!isThen) {
    const rest = restFrom(tokens, behind, column);
    const present = [...(isElse ? [branch] : []), ...(isLeft ? [rest] : [])];
    return { present, left: isLeft ? rest : undefined, absent: then, rest };
  }
  const isKnown = isElse ? !tokens.is(otherwise + 1, "if") : isLeft && !tokens.isAny(behind, labels);
  return { present: [then], absent: isKnown ? (isElse ? branch : statementAt(tokens, behind)) : undefined };
}

/** What is indented further, or stands in the same line up to a word that ends it. */
function suiteFrom(tokens: Tokens, first: number, column: number): Span {
  const [, last] = restFrom(tokens, first, column);
  for (let at = first; at <= last; at = tokens.next(at)) {
    if (tokens.text.slice(tokens.end(at - 1), tokens.start(at)).includes("\n")) break;
    if (tokens.isAny(at, "end else elsif elseif") && !tokens.isMember(at)) return [first, at - 1];
  }
  return [first, last];
}

/** The statement that starts with a token. */
export function statementAt(tokens: Tokens, first: number): Span {
  let at = tokens.next(first);
  for (let count = 0; count < longest && at < tokens.count && !tokens.isClose(at); count++) {
    if (tokens.is(at, ";") || (startsStatement(tokens, at) && !tokens.isAny(at, "{ else"))) break;
    at = tokens.next(at);
  }
  return [first, at - 1];
}

/** What follows in a block: up to the bracket that closes it, or to a line that is indented less. */
export function restFrom(tokens: Tokens, first: number, column: number): Span {
  let at = first;
  for (let count = 0; count < longestRest && at < tokens.count && !tokens.isClose(at); count++) {
    if (tokens.startsLine(at) && (tokens.column(at) < column || (column === 0 && tokens.isAny(at, labels)))) break;
    at = tokens.next(at);
  }
  return [first, at - 1];
}

/** Whether a block goes somewhere else in the end, without failing. */
function leaves(tokens: Tokens, [first, last]: Span): boolean {
  let isLeaving = false;
  for (let at = first, count = 0; at <= last && count < longest; at = tokens.next(at), count++)
    if (at === first || tokens.is(at - 1, ";") || tokens.startsLine(at))
      isLeaving = tokens.isAny(at, exits) || skips(tokens, at);
  return isLeaving;
}

/** How many tokens may stand in front of what is called: `$this->markTestSkipped(`. */
const longestOwner = 3;

/** A statement that skips a test. */
function skips(tokens: Tokens, first: number): boolean {
  let at = first;
  while (at < first + longestOwner && !tokens.isAny(at, skippingWords)) at++;
  return tokens.isAny(at, skippingWords) && (tokens.is(at + 1, "(") || tokens.isLiteral(at + 1));
}

export const skippingWords = "skip Skip Skipf SkipNow markTestSkipped";
