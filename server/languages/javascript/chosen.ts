import type { Reached } from "../guarded";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import type { Condition } from "./questions";
import { isWhole, meaningFrom, questionOf, usesOfConstant, withAlternatives } from "./questions";
import type { Scopes } from "./scopes";
import { exitOfClause } from "./statements";

/** How many tokens of a `switch` are looked at, apart from those in brackets. */
const longestSwitch = 2000;

/** A value that is compared with texts, and the text that stands in for it where there is none. */
interface Choice extends Expression {
  readonly otherwise: string | undefined;
}

/**
 * Where the code only gets to with a name because of the text in it, under that of a constant or without:
 * `const x = X || "local"; if (x === "s3") …`, `switch (X) { case "s3": … }`.
 */
export function chosenBy(tokens: Tokens, scopes: Scopes, asked: Expression): readonly Reached[] {
  const choice = choiceOf(tokens, asked);
  const { first, last, otherwise } = choice;
  const own = otherwise === undefined ? casesOf(tokens, choice) : reachedBy(tokens, scopes, choice);
  if (!isWhole(tokens, last + 1)) return own;
  const uses = usesOfConstant(tokens, scopes, first - 1);
  return [...own, ...uses.flatMap((use) => reachedBy(tokens, scopes, { ...inSmall(tokens, use), otherwise }))];
}

/** `X`, `X || "local"`, `(X ?? "local").toLowerCase()` */
function choiceOf(tokens: Tokens, asked: Expression): Choice {
  const { first, last } = unwrapped(tokens, asked);
  const hasOther = tokens.isAny(last + 1, "|| ??") && tokens.isText(last + 2);
  const value = hasOther ? unwrapped(tokens, { first, last: last + 2 }) : { first, last };
  return { ...inSmall(tokens, value), otherwise: hasOther ? textAt(tokens, last + 2) : undefined };
}

/** A text without what `inSmall` takes from it: `"Local".toLowerCase()` may stand in for a name. */
function textAt(tokens: Tokens, index: number): string {
  return tokens.spelling(index).trim().toLowerCase();
}

/** With what leaves a text the same but for capitals and blanks: `x.toLowerCase()` */
function inSmall(tokens: Tokens, value: Expression): Expression {
  let { first, last } = value;
  while (tokens.isAny(last + 1, ". ?.") && tokens.isAny(last + 2, "toLowerCase trim") && tokens.is(last + 4, ")"))
    ({ first, last } = unwrapped(tokens, { first, last: last + 4 }));
  return { first, last };
}

function reachedBy(tokens: Tokens, scopes: Scopes, choice: Choice): readonly Reached[] {
  const condition = comparisonWith(tokens, choice);
  return condition === undefined ? casesOf(tokens, choice) : meaningFrom(tokens, scopes, condition).regions;
}

/** What tells whether a value is another text than the one that stands in for it; undefined where nothing does. */
function comparisonWith(tokens: Tokens, { otherwise, ...value }: Choice): Condition | undefined {
  const question = questionOf(tokens, value);
  const texts = textsBeside(tokens, value, question);
  if (texts.length === 0) return undefined;
  if (texts.length === 1 && texts[0] === otherwise) return { ...question, isPresence: !question.isPresence };
  const all = withAlternatives(tokens, value, question);
  return otherwise !== undefined && textsBeside(tokens, value, all).includes(otherwise) ? undefined : all;
}

/** The texts of a question that are no part of the value it asks for. */
function textsBeside(tokens: Tokens, { first, last }: Expression, question: Expression): readonly string[] {
  const texts: string[] = [];
  for (let at = question.first; at <= question.last; at++)
    if ((at < first || at > last) && tokens.isText(at)) texts.push(textAt(tokens, at));
  return texts;
}

/** The clauses of `switch (x)` that are only come to with a text that the name has. */
function casesOf(tokens: Tokens, { first, last, otherwise }: Choice): readonly Reached[] {
  const open = last + 2;
  const isSwitch = tokens.is(first - 1, "(") && tokens.is(first - 2, "switch") && tokens.is(last + 1, ")");
  if (!isSwitch || !tokens.is(open, "{") || tokens.partner(open) < open) return [];
  const reached: Reached[] = [];
  // Without a `break` the clause in front goes on in this one.
  let isEntered = false;
  for (const { isOther, start, end } of clausesOf(tokens, open, otherwise)) {
    const isBranch: boolean = !isOther && !isEntered;
    if (isBranch) reached.push({ start: tokens.start(start), end: tokens.end(end - 1), isBranch });
    isEntered = !isBranch && exitOfClause(tokens, start, end) === undefined;
  }
  return reached;
}

/** The statements behind one or several labels, as tokens. */
interface Clause {
  readonly start: number;
  readonly end: number;
  /** It may be come to without the name. */
  readonly isOther: boolean;
}

function clausesOf(tokens: Tokens, open: number, otherwise: string | undefined): readonly Clause[] {
  const close = tokens.partner(open);
  const clauses: Clause[] = [];
  let isOther = false;
  let start = open + 1;
  for (let at = start; at <= Math.min(close, open + longestSwitch); at = tokens.next(at)) {
    const isLabel = tokens.isAny(at, "case default") && !tokens.isMember(at);
    if (!isLabel && at < close) continue;
    if (at > start) {
      clauses.push({ start, end: at, isOther });
      isOther = false;
    }
    isOther ||= !isText(tokens, at) || textAt(tokens, at + 1) === otherwise;
    while (at < close && !tokens.is(at, ":")) at = tokens.next(at);
    start = at + 1;
  }
  return clauses;
}

/** `case "text":` */
function isText(tokens: Tokens, label: number): boolean {
  return tokens.is(label, "case") && tokens.isText(label + 1) && tokens.is(label + 2, ":");
}
