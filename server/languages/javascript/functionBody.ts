import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import { skipType } from "./expression";

const notFunctions = "if while for switch with";

/** The `=>` or `{` behind a list of parameters; -1 when the parentheses are something else. */
export function findBody(tokens: Tokens, open: number): number {
  const before = open - 1;
  const after = tokens.partner(open) + 1;
  if (tokens.is(after, "=>")) return after;
  if (tokens.is(after, "{")) return isCallable(tokens, before) ? after : -1;
  const isFunction = isFunctionHead(tokens, before);
  if (!tokens.is(after, ":")) return isFunction ? after : -1;
  if (tokens.is(before, "?")) return -1;
  const behindType = skipType(tokens, after + 1);
  if (tokens.is(behindType, "=>")) return behindType;
  return tokens.is(behindType, "{") && isCallable(tokens, before) ? behindType : isFunction ? after : -1;
}

function isCallable(tokens: Tokens, before: number): boolean {
  const kind = tokens.kind(before);
  if (kind === tokenKind.word) return !tokens.isAny(before, notFunctions);
  return kind === tokenKind.literal || tokens.isAny(before, "] > >> >>> *");
}

function isFunctionHead(tokens: Tokens, before: number): boolean {
  if (tokens.is(before, "function")) return true;
  return tokens.isAny(before - 1, "function") || (tokens.is(before - 1, "*") && tokens.is(before - 2, "function"));
}
