import { kept } from "./groups";
import type { Language } from "./reference";

type Filter = Pick<Language, "needles" | "linePatterns">;

/** A text, or the bytes of a file. */
interface Searchable {
  readonly length: number;
  indexOf(needle: string, from?: number): number;
}

/** What `inline.ts` takes for code is not looked for: `List<ITEM>`, `<<<EOT>`. */
const inlinePattern = "(?<![\\w<$])<[A-Z][A-Z0-9_]+>|<secret>";

/** Whether a text can hold any reference that is not inline. Cheap; when in doubt, true. */
export function mayHoldAccessors(text: string, { needles }: Pick<Filter, "needles">): boolean {
  return holdsNeedles(needles, (needle) => holdsText(text, needle));
}

/** Whether a file's bytes can hold any reference at all (a `Buffer` searches for ASCII as it is), before anything is decoded. */
export function mayHoldReferencesInBytes(
  bytes: Uint8Array & Searchable,
  { needles }: Pick<Filter, "needles">,
): boolean {
  const byteAt = (at: number): number => bytes[at] ?? 0;
  const holdsIt = (needle: string): boolean => holds(bytes, byteAt, needle);
  return holdsNeedles(needles, holdsIt) || holdsInline(bytes);
}

/**
 * Regular expressions, in what grep and Perl have in common besides `\b`, `(?!…)`, `(?<=…)` and `(?<!…)`, one of which fits a line of every text that may hold
 * references; undefined where one would fit almost any text.
 */
export function linePatternsOf({ needles, linePatterns }: Filter): readonly string[] | undefined {
  const own = linePatterns ?? patternsFor(needles);
  return own && [...own, inlinePattern];
}

function patternsFor(needles: Filter["needles"]): readonly string[] | undefined {
  const cover = coverOf(needles);
  return cover === undefined ? undefined : byFirstCharacter(cover, asPattern);
}

/**
 * Patterns for words, one for all that begin with the same character: such a one passes over a text as fast as that character is
 * found, several together in half the time that one pattern with all the words takes.
 */
export function byFirstCharacter(words: readonly string[], patternOf: (word: string) => string): readonly string[] {
  const patterns = new Map<string, string>();
  for (const word of words) {
    const first = word.charAt(0);
    const known = patterns.get(first);
    patterns.set(first, known === undefined ? patternOf(word) : `${known}|${patternOf(word)}`);
  }
  return [...patterns.values()];
}

/** Each needle is looked for once, however many lines have it. */
function holdsNeedles(needles: Filter["needles"], holdsIt: (needle: string) => boolean): boolean {
  const known = new Map<string, boolean>();
  return needles.some((line) => line.every((needle) => kept(known, needle, holdsIt)));
}

function holdsText(text: string, needle: string): boolean {
  return holds(text, (at) => text.charCodeAt(at), needle);
}

/** Whether a needle is there, and as a whole: `env` is not in `environment`. A key that counts is in capitals. */
function holds(searchable: Searchable, codeAt: (at: number) => number, needle: string): boolean {
  const startsInWord = isWordCode(needle.charCodeAt(0));
  const endsInWord = isWordCode(needle.charCodeAt(needle.length - 1));
  const opensKey = keyOpening.test(needle);
  for (let at = searchable.indexOf(needle); at >= 0; at = searchable.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const isCutBefore = startsInWord && at > 0 && isWordCode(codeAt(at - 1));
    const isCutBehind = endsInWord && end < searchable.length && isWordCode(codeAt(end));
    if (!isCutBefore && !isCutBehind && (!opensKey || isCapital(codeAt(end)))) return true;
  }
  return false;
}

const less = 60;
const greater = 62;
const dollar = 36;
const underscore = 95;

/** `<` and `>` around two or more characters of a name in capitals, or `<secret>`. */
function holdsInline(bytes: Uint8Array & Searchable): boolean {
  for (let at = bytes.indexOf(less); at >= 0; at = bytes.indexOf(less, at + 1)) {
    if (!isCapital(bytes[at + 1]) || isOfCode(bytes[at - 1])) continue;
    let end = at + 2;
    while (isNamePart(bytes[end])) end++;
    if (end > at + 2 && bytes[end] === greater) return true;
  }
  return bytes.indexOf("<secret>") >= 0;
}

/** In front of `<NAME>`, a word, `<` or `$` make it a part of code. */
function isOfCode(byte = 0): boolean {
  return isWordCode(byte) || byte === less || byte === dollar;
}

function isCapital(byte = 0): boolean {
  return byte >= 65 && byte <= 90;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isNamePart(byte = 0): boolean {
  return isCapital(byte) || byte === underscore || isDigit(byte);
}

/** Of a word in any language, as far as it is ASCII: what else a word is made of makes a text look as if it held more. */
export function isWordCode(code: number): boolean {
  return isNamePart(code) || (code >= 97 && code <= 122);
}

/** Shorter needles than this are in almost any text. */
const telling = 3;

/** Words that a search would stop at in most files of some language. */
const common: ReadonlySet<string> = new Set(["append", "exec", "string", "System", "var"]);

/** One needle at least of every line, and as few as come to mind; undefined when a line has none that tells anything. */
function coverOf(needles: Filter["needles"]): readonly string[] | undefined {
  const chosen: string[] = [];
  for (let open = needles; open.length > 0;) {
    const best = bestOf(open);
    if (best === undefined) return undefined;
    chosen.push(best);
    open = open.filter((line) => !isCovered(line, best));
  }
  return chosen;
}

/** What covers most lines, and of that the longest: but no word that code is full of where another one will do. */
function bestOf(open: Filter["needles"]): string | undefined {
  const needles = [...new Set(open.flat())].filter((needle) => needle.length >= telling);
  const rare = needles.filter((needle) => !common.has(needle));
  let best: string | undefined;
  let most = 0;
  for (const needle of rare.length === 0 ? needles : rare) {
    const covered = open.filter((line) => isCovered(line, needle)).length;
    if (covered < most || (covered === most && needle.length <= (best?.length ?? 0))) continue;
    best = needle;
    most = covered;
  }
  return best;
}

/** What opens a key is looked for as a whole: it is much rarer than the words in it. */
function isCovered(line: readonly string[], by: string): boolean {
  const key = keyOpening.test(by) ? "A" : "";
  const isTooCommon = (needle: string): boolean => /^\w+$/.test(by) && keyOpening.test(needle);
  return line.some((needle) => needle.length >= by.length && holdsText(needle + key, by) && !isTooCommon(needle));
}

const keyOpening = /[([]"$/;

/** A word as it stands by itself. A key that counts is in capitals. */
export function asPattern(needle: string): string {
  const edge = (at: number): string => (isWordCode(needle.charCodeAt(at)) ? "\\b" : "");
  const capital = keyOpening.test(needle) ? "[A-Z]" : "";
  return edge(0) + needle.replace(/[^\w/:-]/g, "\\$&") + edge(needle.length - 1) + capital;
}
