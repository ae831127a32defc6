import type { Region } from "./guarded";
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

type Span = readonly [first: number, last: number];

/** How many groups around a question are looked through, and tokens and brackets of a condition or a block. */
const mostGroups = 6;
const longest = 300;

/** Where the code only gets to with the name that the tokens from `first` to `last` read or ask for. */
export function reachedWith(tokens: Tokens, first: number, last: number, guards: Guards): readonly Region[] {
  return spansBehind(tokens, { first, last, isPresence: true }, guards)
    .filter(([from, to]) => to >= from)
    .map(([from, to]) => ({ start: tokens.start(from), end: tokens.end(to) }));
}

/** Where `until` is known, blocks end with a word, conditions may stand behind, and names of methods may end in `?`. */
function hasEnds(guards: Guards): boolean {
  return guards.conditions.includes("until");
}

function spansBehind(tokens: Tokens, asked: Question, guards: Guards): readonly Span[] {
  const spans: Span[] = [];
  let question = asked;
  for (let depth = 0; depth < mostGroups; depth++) {
    const { first, last, isPresence } = questionOf(tokens, question, guards);
    const [joints, others] = isPresence ? ["&& and", "|| or"] : ["|| or", "&& and"];
    const hasOperands = tokens.isAny(last + 1, joints);
    const end = hasOperands ? endOf(tokens, last + 2, isPresence ? others : "", guards) : last + 1;
    if (hasOperands) spans.push([last + 2, end - 1]);
    const start = startOf(tokens, first, others);
    if (start === undefined || tokens.isAny(end, others)) break;
    if (tokens.isAny(end, comparisonMarks)) break;
    if (tokens.is(end, "?")) {
      const colon = endOf(tokens, end + 1, "", guards);
      return [...spans, isPresence ? [end + 1, colon - 1] : [colon + 1, endOf(tokens, colon + 1, "", guards) - 1]];
    }
    const isGroup = tokens.is(start, "(") && tokens.partner(start) === end;
    const keyword = isGroup ? start - 1 : tokens.isAny(start, "= :=") ? boundBy(tokens, start) : start;
    if (tokens.isAny(keyword, conditionWords)) {
      // `if value := X; value != "" {`
      const isAbsence = tokens.is(end, ";") && (tokens.is(end + 1, "!") || tokens.is(end + 2, "=="));
      const body = isGroup ? end + 1 : tokens.is(end, ";") ? endOf(tokens, end + 1, "", guards) : end;
      return [...spans, ...ofStatement(tokens, keyword, body, isAbsence ? !isPresence : isPresence, guards)];
    }
    if (!isGroup || isCalled(tokens, start)) break;
    question = { first: start, last: end, isPresence };
  }
  return spans;
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
function startsStatement(tokens: Tokens, at: number): boolean {
  return tokens.startsLine(at) && tokens.kind(at) !== tokenKind.mark && tokens.kind(at - 1) !== tokenKind.mark;
}

/** What stands behind the operands, or the branch, that start here. */
function endOf(tokens: Tokens, first: number, others: string, guards: Guards): number {
  let at = first;
  for (let count = 0; count < longest && at < tokens.count && !tokens.isClose(at); count++) {
    const isMethod = hasEnds(guards) && isSuffix(tokens, at);
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

function ofStatement(
  tokens: Tokens,
  keyword: number,
  body: number,
  isPresence: boolean,
  guards: Guards,
): readonly Span[] {
  const isThen = tokens.isAny(keyword, "unless until") !== isPresence;
  let start = keyword;
  const isEnded = hasEnds(guards);
  while (isEnded && start > Math.max(0, keyword - longest) && !tokens.startsLine(start)) start--;
  const column = isEnded && tokens.startsLine(start) ? tokens.column(start) : 0;
  if (start < keyword && !tokens.isAny(keyword - 1, "= ||= += << else do then ( , { ;")) {
    if (isThen) return [[start, keyword - 1]];
    return tokens.isAny(start, exits) ? [restFrom(tokens, body, column)] : [];
  }
  const isBlock = tokens.is(body, "{") && tokens.partner(body) > body;
  const then = isBlock
    ? ([body + 1, tokens.partner(body) - 1] as const)
    : isEnded
      ? restFrom(tokens, body, column + 1)
      : ([body, endOf(tokens, body, "", guards) - 1] as const);
  if (isThen) return [then];
  const behind = then[1] + (isBlock || isEnded || tokens.is(then[1] + 1, ";") ? 2 : 1);
  return leaves(tokens, then) ? [restFrom(tokens, behind, column)] : [];
}

/** What follows in a block: up to the bracket that closes it, or to a line that is indented less. */
function restFrom(tokens: Tokens, first: number, column: number): Span {
  let at = first;
  for (let count = 0; count < longest && at < tokens.count && !tokens.isClose(at); count++) {
    if (tokens.startsLine(at) && tokens.column(at) < column) break;
    at = tokens.next(at);
  }
  return [first, at - 1];
}

/** Whether a block goes somewhere else in the end, without failing. */
function leaves(tokens: Tokens, [first, last]: Span): boolean {
  let isLeaving = false;
  for (let at = first, count = 0; at <= last && count < longest; at = tokens.next(at), count++)
    if (at === first || tokens.is(at - 1, ";") || tokens.startsLine(at)) isLeaving = tokens.isAny(at, exits);
  return isLeaving;
}
