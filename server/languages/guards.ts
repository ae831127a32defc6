import type { LexicalTable } from "./lexicalTable";
import type { Pattern } from "./patterns";
import { compileContinuation, compilePattern, fitsAt, fitsUpTo } from "./patterns";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** What around a reading says that the code gets along without the name, as it is written. */
export interface GuardTable {
  /** Behind the reading: `??`, `.unwrap_or`, `== null`. */
  readonly fallbacks?: readonly string[];
  /** In front of it: `!`, `isset(`, `let Ok(ANY) =`. */
  readonly before?: readonly string[];
  /** Words whose condition the reading may be: `if`. */
  readonly conditions?: string;
  /** Methods that hand on that nothing was found, so that a fallback may come later: `.map`. */
  readonly carriers?: readonly string[];
  /** Behind the reading, and stronger than any fallback: `.ok().expect(`. */
  readonly demands?: readonly string[];
  /** Functions that make of nothing what still is nothing: `strings.ToLower(`. */
  readonly through?: readonly string[];
  /** What compares the reading with a text, on either side of it: `== !=`. */
  readonly comparisons?: string;
  /** Words of readings that fail by themselves, whatever they are compared with: `fetch`. */
  readonly failing?: string;
  /** How a variable of a function is given a value: `WORD :=`. The word in front of it may be a type: `ANY WORD =`. */
  readonly variables?: readonly string[];
  /**
   * Words that start a function, where a variable lives to the end of it; without them it lives in its block. In languages whose
   * blocks end with a word, they stand in front.
   */
  readonly functions?: string;
  /** Words that start a block which has a variable for its own, unless that is there before. Only where they end with a word. */
  readonly blocks?: string;
  /** Whether variables outside of all functions are those of one file. */
  readonly isScript?: boolean;
}

/** A guard table, compiled. */
export interface Guards {
  readonly fallbacks: readonly Pattern[];
  readonly before: readonly Pattern[];
  readonly conditions: string;
  readonly carriers: readonly Pattern[];
  readonly demands: readonly Pattern[];
  readonly through: readonly Pattern[];
  readonly comparisons: string;
  readonly failing: string;
  readonly variables: readonly Pattern[];
  readonly functions: string;
  readonly blocks: string;
  readonly isScript: boolean;
  /** Blocks end with a word, conditions may stand behind, and names of methods may end in `?`. */
  readonly isEnded: boolean;
}

export function compileGuards(table: GuardTable, lexical: LexicalTable): Guards {
  const { conditions = "", comparisons = "", failing = "", functions = "", blocks = "", isScript = false } = table;
  const behind = (spellings: readonly string[] = []): readonly Pattern[] =>
    spellings.map((spelling) => compileContinuation(spelling, lexical));
  const inFront = (spellings: readonly string[] = []): readonly Pattern[] =>
    spellings.map((spelling) => compilePattern(spelling, lexical));
  return {
    fallbacks: behind(table.fallbacks),
    before: inFront(table.before),
    through: inFront(table.through),
    carriers: behind(table.carriers),
    demands: behind(table.demands),
    variables: inFront(table.variables),
    conditions,
    comparisons,
    failing,
    functions,
    blocks,
    isScript,
    isEnded: conditions.includes("until"),
  };
}

/** How many groups around a reading are looked through. */
const mostGroups = 4;

/** Whether the code gets along without what the tokens from `first` to `last` read. */
export function isGuarded(tokens: Tokens, first: number, last: number, guards: Guards): boolean {
  let [from, to] = [first, last];
  for (let depth = 0; depth < mostGroups; depth++) {
    if (tokens.is(from - 1, "=") && tokens.is(to + 1, ")")) from = tokens.partner(to + 1) + 1;
    if (isDemanded(tokens, to, guards)) return false;
    const ends = endsOf(tokens, to, guards);
    const isArgument = isSuffix(tokens, from - 1) && tokens.end(from - 1) < tokens.start(from);
    const list = tokens.is(from - 1, ",") ? startOfList(tokens, from - 1) : from;
    const isWhole = !isArgument && !tokens.isAny((ends.at(-1) ?? to) + 1, continuations);
    if (isWhole && guards.before.some((guard) => fitsUpTo(tokens, list - 1, guard)))
      // `Optional.ofNullable(X).orElseThrow()`; `!ENV.fetch("X")`
      return tokens.isOpen(from - 1)
        ? !isDemanded(tokens, tokens.partner(from - 1), guards)
        : !failsByItself(tokens, first, last, guards);
    if (ends.some((end) => fallsBack(tokens, from, end, guards))) return true;
    if (comparisonOf(tokens, from, to, guards) !== undefined) return true;
    if (tokens.isAny(from - 1, choices)) from = startOfChoices(tokens, from);
    // `if value = X`
    if (tokens.is(from - 1, "=") && tokens.isAny(from - 3, guards.conditions)) from -= 2;
    if (tokens.isAny(from - 1, guards.conditions)) return ends.some((end) => endsCondition(tokens, end + 1));
    if (!tokens.is(from - 1, "(") || tokens.partner(from - 1) !== to + 1) return false;
    const through = guards.through.find((each) => fitsUpTo(tokens, from - 1, each));
    if (through !== undefined) from -= through.parts.length - 1;
    else if (tokens.isAny(from - 2, guards.conditions)) {
      if (!tokens.isAny(to + 2, comparisonMarks)) return true;
    } else if (isCalled(tokens, from - 1)) return false;
    from--;
    to++;
  }
  return false;
}

function isDemanded(tokens: Tokens, last: number, guards: Guards): boolean {
  return endsOf(tokens, last, guards).some((end) => guards.demands.some((demand) => fitsAt(tokens, end + 1, demand)));
}

/** Where several values are bound at once, the first of them: `X` of `if a, b := X, Y; a != ""`. */
function startOfList(tokens: Tokens, comma: number): number {
  let at = comma;
  for (let count = 0; count < mostTokens && !tokens.isAny(at, ":= ;") && !tokens.isOpen(at) && at > 0; count++)
    at = tokens.previous(at);
  return tokens.is(at, ":=") ? at + 1 : comma + 1;
}

/** Behind parentheses that are only a part of a condition: `if (a || X) == "y"`. */
export const comparisonMarks = "== != === !== < > <= >= =~ eq ne";

/** Marks behind a reading that make it a part of something else, which no guard in front of it is about. */
const continuations = ". [ -> ::";

/** Marks between values that one is taken of. */
export const choices = "|| && or and ??";
const startsOfChoices = "= , ; ? : => := return";

/** How far the first operand of a choice is looked for. */
const mostTokens = 60;

/** Where the first of several operands starts: `a` of `if a || X`. */
export function startOfChoices(tokens: Tokens, operand: number): number {
  let start = operand - 1;
  for (let count = 0; count < mostTokens && start > 0; count++) {
    const before = start - 1;
    if (tokens.isOpen(before)) break;
    if (tokens.isAny(before, startsOfChoices) && !isSuffix(tokens, before)) break;
    if (tokens.isAny(before, conditionWords)) break;
    if (tokens.startsLine(start) && tokens.kind(start) !== tokenKind.mark && tokens.kind(before) !== tokenKind.mark)
      break;
    const partner = tokens.isClose(before) ? tokens.partner(before) : before;
    if (partner < 0) break;
    start = partner;
  }
  return start;
}

/** Words that a condition follows. */
export const conditionWords = "if unless elsif elseif while until";

/** Whether a parenthesis opens the arguments of a call: `name(`, and `name?(` in Ruby. */
export function isCalled(tokens: Tokens, parenthesis: number): boolean {
  const before = parenthesis - 1;
  if (isSuffix(tokens, before)) return tokens.end(before) === tokens.start(parenthesis);
  return tokens.isWord(before) && !tokens.startsLine(parenthesis) && !tokens.isAny(before, plainWords);
}

/** The last character of a method in Ruby: `empty?`. */
export function isSuffix(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "? !") && tokens.isWord(index - 1) && tokens.end(index - 1) === tokens.start(index);
}

/** Words in front of a parenthesis that do not make it the arguments of a call. */
const plainWords = "return and or not in else yield";

/** How many carriers may stand in a row. */
const mostCarriers = 6;

/** The last token of the reading, and of it with one, two … carriers behind it. */
function endsOf(tokens: Tokens, last: number, { carriers }: Guards): readonly number[] {
  const ends = [last];
  let end = last;
  for (let count = 0; count < mostCarriers; count++) {
    const carrier = carriers.find((candidate) => fitsAt(tokens, end + 1, candidate));
    if (carrier === undefined) break;
    end += carrier.parts.length;
    end = Math.max(end, tokens.partner(end));
    ends.push(end);
  }
  return ends;
}

/** Marks behind which an operand stands on its own up to the next operator that falls back. */
const looseMarks = "@ = => , ; ? : ?? ?: || && := -> | > ! ||= &&= ??= |= += .= ?=";

function fallsBack(tokens: Tokens, first: number, last: number, { fallbacks }: Guards): boolean {
  const fallback = fallbacks.find((candidate) => fitsAt(tokens, last + 1, candidate));
  if (fallback === undefined) return false;
  const isMethod = fallback.spellings.some((spelling) => spelling === "." || spelling === "?.");
  return isMethod || isLoose(tokens, first - 1);
}

/** Whether what stands in front of an operand leaves it to the operators behind it. */
function isLoose(tokens: Tokens, index: number): boolean {
  if (tokens.kind(index) !== tokenKind.mark || tokens.isAny(index, looseMarks)) return true;
  // The arrow of R and Go.
  return tokens.is(index, "-") && tokens.is(index - 1, "<") && tokens.end(index - 1) === tokens.start(index);
}

/** A comparison with a text. Tokens, both ends included. */
interface Comparison {
  readonly first: number;
  readonly last: number;
  readonly isEqual: boolean;
}

/** `X == "text"`, `"text" != X`, as a whole; undefined where the reading is compared with anything else, or fails by itself. */
export function comparisonOf(tokens: Tokens, first: number, last: number, guards: Guards): Comparison | undefined {
  const { comparisons } = guards;
  if (comparisons === "") return undefined;
  const isBehind = tokens.isAny(last + 1, comparisons);
  const [operator, text] = isBehind ? [last + 1, last + 2] : [first - 1, first - 2];
  if (!tokens.isAny(operator, comparisons) || !tokens.isText(text)) return undefined;
  const [from, to] = isBehind ? [first, text] : [text, last];
  if (!isLoose(tokens, from - 1) || (tokens.isAny(to + 1, tighter) && !tokens.startsLine(to + 1))) return undefined;
  if (failsByItself(tokens, first, last, guards)) return undefined;
  return { first: from, last: to, isEqual: tokens.isAny(operator, equalities) };
}

/** Whether a reading fails without the name, so that nothing behind it can get along: `ENV.fetch("NAME")`. */
export function failsByItself(tokens: Tokens, first: number, last: number, { failing }: Guards): boolean {
  for (let at = first; failing !== "" && at <= last; at++) if (tokens.isAny(at, failing)) return true;
  return false;
}

const equalities = "= == === eq";

/** Marks that take what stands in front of them before a comparison does. */
const tighter = "+ - * / % ^ ** . .. -> :: ?. [ == != === !== < > <= >=";

const conditionEnds = "then do { : && || and or ; ,";

function endsCondition(tokens: Tokens, index: number): boolean {
  if (index >= tokens.count || tokens.isClose(index)) return true;
  return tokens.startsLine(index) || tokens.isAny(index, conditionEnds);
}
