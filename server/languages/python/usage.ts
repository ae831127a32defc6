import type { Tokens } from "../tokens";

/** Whether the code gets along without the value of an expression: a fallback behind it, or a condition around it. */
export function isOptional(tokens: Tokens, first: number, last: number): boolean {
  if (tokens.is(first - 1, "not")) return true;
  if (tokens.isAny(last + 1, "or and")) return !isOperand(tokens, first - 1);
  if (tokens.is(last + 1, "is"))
    return tokens.is(last + 2, "None") || (tokens.is(last + 2, "not") && tokens.is(last + 3, "None"));
  if (isCondition(tokens, first - 1) && tokens.isAny(last + 1, ": else")) return true;
  const open = tokens.is(last + 1, ")") ? tokens.partner(last + 1) : -1;
  if (open < 0 || !(open === first - 1 || tokens.isAny(first - 1, "and or"))) return false;
  const isCall = tokens.isWord(open - 1) && !tokens.isAny(open - 1, keywords);
  return !isCall && isOptional(tokens, open, last + 1);
}

/** Words in front of a parenthesis that do not make it the arguments of a call. */
export const keywords = "return not if elif while and or in else assert yield await is";

/** Operators that bind tighter than `or`. */
export function isOperand(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "+ - * / % == != < > in is");
}

function isCondition(tokens: Tokens, index: number): boolean {
  return tokens.isAny(index, "if elif while and or");
}
