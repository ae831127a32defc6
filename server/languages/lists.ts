import type { Tokens } from "./tokens";

/** How many tokens of a list may stand in front of one that is in it. */
const longestList = 400;

/** The bracket around a token, or one that is too far away to be looked for. */
export function openBefore(tokens: Tokens, last: number): number {
  let at = last;
  while (at > last - longestList && at >= 0 && !tokens.isOpen(at)) at = tokens.previous(at);
  return at;
}

/** What a parameter is if it is not handed over: the token behind its `=`; -1 where there is none. */
export function defaultOf(tokens: Tokens, parameter: number): number {
  for (let at = parameter + 1; !tokens.isAny(at, ", )"); at = tokens.next(at)) if (tokens.is(at, "=")) return at + 1;
  return -1;
}

/** The first token of everything between the commas in a bracket. */
export function elementsOf(tokens: Tokens, open: number): readonly number[] {
  const found: number[] = [];
  const close = tokens.partner(open);
  for (let at = open + 1; at < close; at = tokens.next(at))
    if (at === open + 1 || tokens.is(at - 1, ",")) found.push(at);
  return found;
}
