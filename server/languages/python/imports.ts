import { occurrencesOf } from "../patterns";
import type { Tokens } from "../tokens";
import { startsStatement } from "./lines";

/** A word that an import gives something to: what a module has by that name, or without a name the module itself. */
export interface Imported {
  readonly module: string;
  /** `*` for everything; then the word is the star. */
  readonly name: string | undefined;
  readonly word: number;
}

/** `import a.b, c as d` and `from a import (b, c as d)`: all words of a text that are given something so. */
export function importsIn(tokens: Tokens): readonly Imported[] {
  const found: Imported[] = [];
  for (const keyword of occurrencesOf(tokens, "import")) {
    const from = fromBefore(tokens, keyword);
    if (!tokens.is(from, "from") && !startsStatement(tokens, keyword)) continue;
    const module = tokens.is(from, "from")
      ? tokens.text.slice(tokens.end(from), tokens.start(keyword)).trim()
      : undefined;
    if (tokens.is(keyword + 1, "*")) found.push({ module: module ?? "", name: "*", word: keyword + 1 });
    for (const first of listedBehind(tokens, keyword)) found.push(importedBy(tokens, first, module));
  }
  return found;
}

/** Where the statement starts that `import` belongs to. */
function fromBefore(tokens: Tokens, keyword: number): number {
  let first = keyword;
  const isOfModule = (at: number): boolean => tokens.isWord(at) || /^\.+$/.test(tokens.spelling(at));
  while (!tokens.startsLine(first) && !tokens.is(first, "from") && isOfModule(first - 1)) first--;
  return first;
}

/** What is listed behind `import`. Only in parentheses, that goes on in the next line. */
function listedBehind(tokens: Tokens, keyword: number): readonly number[] {
  const found: number[] = [];
  const isBracketed = tokens.is(keyword + 1, "(");
  let at = isBracketed ? keyword + 2 : keyword + 1;
  while (tokens.isWord(at) && (isBracketed || !tokens.startsLine(at))) {
    found.push(at);
    at = endOfDotted(tokens, at);
    at += tokens.is(at + 1, "as") ? 3 : 1;
    if (!tokens.is(at++, ",")) break;
  }
  return found;
}

function importedBy(tokens: Tokens, first: number, module: string | undefined): Imported {
  const last = endOfDotted(tokens, first);
  const isRenamed = tokens.is(last + 1, "as");
  const name = tokens.text.slice(tokens.start(first), tokens.end(isRenamed ? last : first));
  const word = isRenamed ? last + 2 : first;
  return module === undefined ? { module: name, name: undefined, word } : { module, name, word };
}

function endOfDotted(tokens: Tokens, first: number): number {
  let last = first;
  while (tokens.is(last + 1, ".")) last += 2;
  return last;
}
