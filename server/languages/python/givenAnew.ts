import { countUpTo } from "../sorted";
import { linesAround, startsStatement } from "./lines";
import { suiteOf } from "./questions";
import type { Module } from "./variables";
import { isChanged, isInClass, isVariable } from "./variables";

/** Whether a variable is given something else where there is nothing in it, before it is used: `if not x: x = "other"`. */
export function isReplaced(module: Module, word: number): boolean {
  const { tokens, scopes, lines } = module;
  const [use = -1, given = -1, after = tokens.count] = behind(scopes.occurrences(tokens.spelling(word)), word, 3);
  const keyword = lines.statementOf(use);
  if (use < 0 || !tokens.is(keyword, "if") || !isInSameSuite(module, word, use)) return false;
  const isNegated = tokens.is(use - 1, "not") && use - 2 === keyword;
  const isNone = use - 1 === keyword && tokens.is(use + 1, "is") && tokens.is(use + 2, "None");
  const colon = isNone ? use + 3 : use + 1;
  if ((!isNegated && !isNone) || !tokens.is(colon, ":")) return false;
  const [first, last] = suiteOf(module, colon);
  const isOnlyOne = given <= last && after > last;
  const isAlways = lines.column(lines.at(given)) === lines.column(lines.at(first));
  const isWhole = given === first || lines.statementOf(given) === given;
  return isOnlyOne && isAlways && isWhole && isGiven(module, given) && !tokens.is(given + 2, "None");
}

/**
 * Where a variable is used until the same suite gives it something else, or to its end where nothing does any more; undefined where
 * something else may be in it there.
 */
export function usesUntilGivenAnew(module: Module, word: number): readonly number[] | undefined {
  const { tokens, scopes, lines } = module;
  const name = tokens.spelling(word);
  if (word < 0 || scopes.isShared(name) || isInClass(tokens, lines, word)) return undefined;
  const places = behind(scopes.placesOf(name, scopes.resolve(name, word)), word, mostPlaces);
  const anew = places.find((token) => isGiven(module, token) && isInSameSuite(module, word, token));
  if (anew === undefined && (places.length === mostPlaces || isInLoop(module, word))) return undefined;
  const last = anew ?? places.at(-1);
  const isUntilThen = (token: number): boolean => token !== anew && lines.at(token) <= lines.at(last ?? word);
  const uses = places.filter((token) => isUntilThen(token) && isVariable(module, token));
  return uses.some((token) => scopes.isBinding(token) || isChanged(module, token)) ? undefined : uses;
}

/** One more than are looked at. */
const mostPlaces = 101;

/** So many of the tokens behind a word; they stand in order. */
function behind(tokens: readonly number[], word: number, most: number): readonly number[] {
  const start = countUpTo(word, tokens.length, (index) => tokens[index]);
  return tokens.slice(start, start + most);
}

/** Whether the lines of a suite may come one after the other again. */
function isInLoop({ tokens, lines }: Module, word: number): boolean {
  for (const line of linesAround(lines, word)) {
    const first = lines.first(line);
    if (tokens.isAny(first, "for while") || tokens.is(first + 1, "for")) return true;
    if (tokens.isAny(first, "def class") || tokens.is(first + 1, "def")) return false;
  }
  return false;
}

/** `x = …` */
function isGiven({ tokens, scopes }: Module, token: number): boolean {
  return tokens.is(token + 1, "=") && startsStatement(tokens, token) && scopes.isTopLevel(token);
}

/** Whether a line further down belongs to the same lines, and not to what only some of them decide about. */
function isInSameSuite({ lines }: Module, word: number, token: number): boolean {
  const [own, line] = [lines.at(word), lines.at(token)];
  return line > own && lines.column(line) === lines.column(own) && lines.outer(own) > line;
}
