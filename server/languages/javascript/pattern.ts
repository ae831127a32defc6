import { elementsOf } from "../lists";
import type { Tokens } from "../tokens";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { memberOf } from "./things";

/** Takes `{ X, Y: y = "d", env: { Z } }` apart, which is given the value of a thing. */
export function findInPattern(tokens: Tokens, open: number, source: Source, add: Add): void {
  if (tokens.is(open, "{")) for (const first of elementsOf(tokens, open)) takeElement(tokens, first, source, add);
}

function takeElement(tokens: Tokens, first: number, source: Source, add: Add): void {
  const { thing, via } = source;
  const key = keyOf(tokens, first);
  if (key < 0) return;
  const behind = key === first ? key + 1 : key + 2;
  const target = tokens.is(behind, ":") ? behind + 1 : key;
  const next = memberOf(thing, tokens.spelling(key));
  if (next !== undefined && tokens.is(target, "{")) findInPattern(tokens, target, { thing: next, via }, add);
  else if (next !== undefined) add({ kind: "variable", token: target, thing: next });
  if (next !== undefined || thing !== "env") return;
  const optional = hasDefault(tokens, behind);
  addReference(tokens, key, { kind: "read", optional, via }, add, undefined, target);
}

/** The key of an element: a word, a string, or a string in brackets. */
export function keyOf(tokens: Tokens, first: number): number {
  if (tokens.isWord(first) || tokens.isLiteral(first)) return first;
  const isIndex = tokens.is(first, "[") && tokens.isLiteral(first + 1) && tokens.is(first + 2, "]");
  return isIndex ? first + 1 : -1;
}

/** `= value` behind the key or behind what it is renamed to. */
function hasDefault(tokens: Tokens, behindKey: number): boolean {
  if (!tokens.is(behindKey, ":")) return tokens.is(behindKey, "=");
  const target = behindKey + 1;
  let at = tokens.next(target);
  while (tokens.isAny(at, ". [")) at = tokens.is(at, "[") ? tokens.next(at) : at + 2;
  return tokens.is(at, "=");
}
