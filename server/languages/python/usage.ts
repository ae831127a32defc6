import type { Tokens } from "../tokens";

/** How many parentheses a value is followed out of. */
const mostEnclosing = 40;

/** Whether the code gets along without the value of an expression: a fallback behind it, or a condition around it. */
export function isOptional(tokens: Tokens, first: number, last: number, depth = 0): boolean {
  if (tokens.is(first - 1, "not") && !isOperand(tokens, last + 1) && !tokens.isAny(last + 1, ". [ (")) return true;
  if (tokens.isAny(last + 1, "or and")) return !isOperand(tokens, first - 1);
  if (tokens.is(last + 1, "is"))
    return tokens.is(last + 2, "None") || (tokens.is(last + 2, "not") && tokens.is(last + 3, "None"));
  // What stands in front of `else:` is another statement.
  if (isCondition(tokens, first - 1) && tokens.isAny(last + 1, ": else") && !tokens.is(last + 2, ":")) return true;
  const open = tokens.is(last + 1, ")") ? tokens.partner(last + 1) : -1;
  if (open < 0 || depth === mostEnclosing || !(open === first - 1 || tokens.isAny(first - 1, "and or"))) return false;
  return !isCalled(tokens, open) && !tokens.is(open - 1, "bool") && isOptional(tokens, open, last + 1, depth + 1);
}

/** The same of a value that may be nothing: then the code also gets along where it compares the value with texts. */
export function isSparing(tokens: Tokens, first: number, last: number): boolean {
  return (
    isOptional(tokens, first, last) ||
    comparisonOf(tokens, first, last) !== undefined ||
    isDefault(tokens, first, last) ||
    isAskedForTruth(tokens, first, last)
  );
}

/** `bool(X)`, `bool(y and (z or X))` */
function isAskedForTruth(tokens: Tokens, first: number, last: number, depth = 0): boolean {
  if (tokens.is(first - 1, "bool")) return true;
  if (depth === mostEnclosing) return false;
  const close = tokens.is(last + 1, ",") ? last + 2 : last + 1;
  const open = tokens.partner(close);
  const isTail = open === first - 1 || tokens.isAny(first - 1, "and or");
  return isTail && tokens.is(open, "(") && !isCalled(tokens, open) && isAskedForTruth(tokens, open, close, depth + 1);
}

const defaults: ReadonlySet<string> = new Set(["default", "fallback", "default_value"]);

/** What stands for a value that something else may give, and may be nothing itself: `{"default": X}`, `f(default=X)`. */
function isDefault(tokens: Tokens, first: number, last: number): boolean {
  const key = first - 2;
  if (!tokens.is(first - 1, tokens.isLiteral(key) ? ":" : "=")) return false;
  return tokens.isAny(key - 1, "{ , (") && tokens.isAny(last + 1, ", } )") && defaults.has(tokens.spelling(key));
}

/** A comparison of a value with a text, with several, or with `None`. */
interface Comparison {
  readonly last: number;
  /** Whether it can only be true where there is a value; otherwise, it can only be false there. */
  readonly isPresence: boolean;
}

/** `X == "text"`, `X not in ("one", "other")`, `X != None`, as a whole; undefined where a value is compared with anything else. */
export function comparisonOf(tokens: Tokens, first: number, last: number): Comparison | undefined {
  if (isOperand(tokens, first - 1)) return undefined;
  const isNot = tokens.is(last + 1, "not");
  const other = isNot ? last + 3 : last + 2;
  const isNone = tokens.is(other, "None");
  const end = tokens.is(other - 1, "in")
    ? endOfTexts(tokens, other)
    : tokens.isAny(other - 1, "== !=") && (isNone || tokens.isText(other))
      ? other
      : -1;
  if (end < 0 || isOperand(tokens, end + 1) || tokens.isLiteral(end + 1)) return undefined;
  return { last: end, isPresence: !isNot && tokens.is(other - 1, "!=") === isNone };
}

/** Where a list of nothing but texts ends; -1 where there is none. */
function endOfTexts(tokens: Tokens, open: number): number {
  if (!tokens.isOpen(open) || (tokens.is(open, "(") && !tokens.is(open + 2, ","))) return -1;
  let at = open + 1;
  while (tokens.isText(at) && tokens.is(at + 1, ",")) at += 2;
  const close = tokens.isText(at) ? at + 1 : at;
  return close > open + 1 && tokens.partner(open) === close ? close : -1;
}

/** Words in front of a parenthesis that do not make it the arguments of a call, or of one that only asks whether something is true. */
const keywords = "return not if elif while and or in else assert yield await is bool";

/** Whether a parenthesis opens the arguments of a call. */
export function isCalled(tokens: Tokens, open: number): boolean {
  return tokens.isWord(open - 1) && (tokens.isMember(open - 1) || !tokens.isAny(open - 1, keywords));
}

/** Operators that bind tighter than `or`. */
export function isOperand(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "+ - * / % == != < > in is");
}

function isCondition(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "if elif while and or");
}
