import type { LexicalTable } from "./lexicalTable";
import type { Pattern } from "./patterns";
import { compilePattern, fitsAt, occurrencesOf } from "./patterns";
import type { Tokens } from "./tokens";

/**
 * A word of a text that stands for a part of an idiom: `env` for `Platform.environment`. A word that stands for itself says
 * where it does, and where something else goes by its name.
 */
export interface Alias {
  readonly word: string;
  readonly standsFor: string;
  /** Whether it does so at a token that spells it; without this, wherever it stands. */
  readonly holdsAt?: (token: number) => boolean;
}

/** A text is searched for each of its aliases: so many are followed, and no text of people has more. */
export const mostAliases = 40;

/** Finds the aliases of a text. */
export type FindAliases = (tokens: Tokens) => readonly Alias[];

/**
 * Variables that are given a part of an idiom: `WORD = Platform.environment`. Where anything in the text may bind the same
 * word to something else, it is not followed.
 */
export function variables(spellings: readonly string[], lexical: LexicalTable): FindAliases {
  const bindings = spellings.map((spelling) => ({
    pattern: compilePattern(spelling, lexical),
    standsFor: spelling.slice(spelling.lastIndexOf(" = ") + 3),
  }));
  return (tokens) => bindings.flatMap(({ pattern, standsFor }) => boundTo(tokens, pattern, standsFor));
}

/** Words that are meant only where one of some imports is written; elsewhere something else goes by them. */
export function imported(words: readonly string[], imports: readonly string[], lexical: LexicalTable): FindAliases {
  const patterns = imports.map((spelling) => compilePattern(spelling, lexical));
  const hidden = words.map((word) => ({ word, standsFor: word, holdsAt: () => false }));
  return (tokens) => (patterns.some((pattern) => isWritten(tokens, pattern)) ? [] : hidden);
}

function isWritten(tokens: Tokens, pattern: Pattern): boolean {
  for (const occurrence of occurrencesOf(tokens, pattern.anchor))
    if (fitsAt(tokens, occurrence - pattern.anchorIndex, pattern)) return true;
  return false;
}

function boundTo(tokens: Tokens, pattern: Pattern, standsFor: string): readonly Alias[] {
  const sites = new Map<string, Set<number>>();
  for (const occurrence of occurrencesOf(tokens, pattern.anchor)) {
    const first = occurrence - pattern.anchorIndex;
    if (!fitsAt(tokens, first, pattern) || !endsStatement(tokens, first + pattern.parts.length)) continue;
    const word = tokens.spelling(first + pattern.nameIndex);
    sites.set(word, (sites.get(word) ?? new Set()).add(first + pattern.nameIndex));
  }
  return [...sites]
    .slice(0, mostAliases)
    .filter(([word, own]) => !isBoundOtherwise(tokens, word, own))
    .map(([word]) => ({ word, standsFor }));
}

function endsStatement(tokens: Tokens, index: number): boolean {
  if (index >= tokens.count || tokens.isAny(index, "; } ) end")) return true;
  return tokens.startsLine(index) && !tokens.isAny(index, ". ?. ?? || ?");
}

function isBoundOtherwise(tokens: Tokens, word: string, own: ReadonlySet<number>): boolean {
  for (const index of occurrencesOf(tokens, word))
    if (!own.has(index) && !tokens.isAny(index - 1, ". ?. :: ->") && mayBind(tokens, index)) return true;
  return false;
}

const assignments = "= := <- : -> =>";
const wordsBeforeValues =
  "return in await if else and or not case when guard yield try throw unless while until then do";

/** By its looks a binding: `word =`, `word:`, `Type word`, `List<Type> word`, `word ->`. */
function mayBind(tokens: Tokens, index: number): boolean {
  if (tokens.isAny(index + 1, assignments)) return true;
  if (tokens.startsLine(index)) return false;
  const before = index - 1;
  if (tokens.isWord(before)) return !tokens.isAny(before, wordsBeforeValues);
  return tokens.isAny(before, "> ] ?") && !tokens.isOpen(index + 1);
}
