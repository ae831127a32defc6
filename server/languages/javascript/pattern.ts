import type { Tokens } from "../tokens";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { memberOf } from "./things";

/** Takes `{ X, Y: y = "d", env: { Z } }` apart, which is given the value of a thing. */
export function findInPattern(tokens: Tokens, open: number, source: Source, add: Add): void {
  const close = tokens.partner(open);
  if (!tokens.is(open, "{") || close < open) return;
  for (let at = open + 1; at < close; at = endOfElement(tokens, at, close) + 1) takeElement(tokens, at, source, add);
}

function takeElement(tokens: Tokens, first: number, source: Source, add: Add): void {
  const key = keyOf(tokens, first);
  if (key < 0) return;
  const behind = key === first ? key + 1 : key + 2;
  const next = memberOf(source.thing, tokens.spelling(key));
  if (next !== undefined) {
    bind(tokens, { key, target: tokens.is(behind, ":") ? behind + 1 : key }, { ...source, thing: next }, add);
    return;
  }
  if (source.thing !== "env") return;
  const word = tokens.is(behind, ":") ? behind + 1 : key;
  const optional = hasDefault(tokens, behind);
  addReference(tokens, key, { kind: "read", optional, via: source.via }, add, undefined, word);
}

/** The key of an element: a word, a string, or a string in brackets. */
export function keyOf(tokens: Tokens, first: number): number {
  if (tokens.isWord(first) || tokens.isLiteral(first)) return first;
  const isIndex = tokens.is(first, "[") && tokens.isLiteral(first + 1) && tokens.is(first + 2, "]");
  return isIndex ? first + 1 : -1;
}

function bind(
  tokens: Tokens,
  { target }: { readonly key: number; readonly target: number },
  source: Source,
  add: Add,
): void {
  if (tokens.is(target, "{")) findInPattern(tokens, target, source, add);
  else if (tokens.isWord(target)) add({ kind: "variable", token: target, thing: source.thing });
}

/** `= value` behind the key or behind what it is renamed to. */
function hasDefault(tokens: Tokens, behindKey: number): boolean {
  if (!tokens.is(behindKey, ":")) return tokens.is(behindKey, "=");
  const target = behindKey + 1;
  let at = tokens.next(target);
  while (tokens.is(at, ".") || tokens.is(at, "[")) at = tokens.is(at, "[") ? tokens.partner(at) + 1 : at + 2;
  return tokens.is(at, "=");
}

/** The comma behind an element, or the end of the pattern. */
function endOfElement(tokens: Tokens, first: number, close: number): number {
  let at = first;
  while (at < close && !tokens.is(at, ",")) at = tokens.next(at);
  return at;
}
