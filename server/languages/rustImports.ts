import type { Alias } from "./aliases";
import { occurrencesOf } from "./patterns";
import type { Tokens } from "./tokens";

/**
 * What `use` brings in from a module, by the name it goes by in the text: `use std::env as e`, `use std::{env::{self, var as
 * read}, fs}`. What goes by its usual name (`env`) needs no mention.
 */
export function importedNames(tokens: Tokens, module: string): readonly Alias[] {
  const found: Alias[] = [];
  for (const use of occurrencesOf(tokens, "use")) readTree(tokens, { at: use + 1, path: "", depth: 0 }, found);
  const usual = module.slice(module.lastIndexOf(":") + 1);
  return found.filter(({ standsFor, word }) => standsFor.startsWith(module) && word !== usual);
}

interface Place {
  readonly at: number;
  readonly path: string;
  readonly depth: number;
}

const deepest = 6;

/** Reads `a::b::{c, d as e}` and gives the token behind it. */
function readTree(tokens: Tokens, { at, path, depth }: Place, found: Alias[]): number {
  let index = at;
  let current = path;
  while (tokens.isWord(index) && tokens.is(index + 1, "::")) {
    current += `${tokens.spelling(index)}::`;
    index += 2;
  }
  if (tokens.is(index, "{") && depth < deepest) return readGroup(tokens, { at: index, path: current, depth }, found);
  if (!tokens.isWord(index)) return index + 1;
  const isSelf = tokens.is(index, "self");
  const full = isSelf ? current.replace(/::$/, "") : current + tokens.spelling(index);
  // A module of one's own that is called so hands the functions on.
  const standsFor = full.replace(/^(?:crate|super)::env\b/, "std::env");
  const isRenamed = tokens.is(index + 1, "as");
  const word = isRenamed ? tokens.spelling(index + 2) : standsFor.slice(standsFor.lastIndexOf(":") + 1);
  found.push({ word, standsFor });
  return index + (isRenamed ? 3 : 1);
}

function readGroup(tokens: Tokens, { at, path, depth }: Place, found: Alias[]): number {
  const close = tokens.partner(at);
  let index = at + 1;
  while (index < close) {
    index = readTree(tokens, { at: index, path, depth: depth + 1 }, found);
    if (tokens.is(index, ",")) index++;
  }
  return close + 1;
}
