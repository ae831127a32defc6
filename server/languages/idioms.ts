import type { Alias } from "./aliases";
import { mostAliases } from "./aliases";
import { dynamicReference } from "./dynamic";
import { addTo } from "./groups";
import type { Guards } from "./guards";
import type { Reached } from "./guarded";
import { withConsequences } from "./guarded";
import { isSparedAsGiven } from "./given";
import { isGuarded } from "./guards";
import { reachedWith } from "./reached";
import type { LexicalTable } from "./lexicalTable";
import { openBefore } from "./lists";
import { namedReference, referenceTo } from "./named";
import type { Pattern } from "./patterns";
import { compilePattern, fitsAt, occurrencesOf } from "./patterns";
import type { Reference, ReferenceKind } from "./reference";
import type { Tokens } from "./tokens";
import type { Reading } from "./wrappers";
import { wrapperCalls } from "./wrappers";

/** What an idiom does with the name. `optional` reads it and gets along without it, `give` reads it and gives nothing without it, as a value of its own. */
export type Use = "read" | "give" | "optional" | "exists" | "write" | "delete";

/** An idiom as a table lists it: what it does, and how it is written. */
export type IdiomRow = `${Use} ${string}`;

/** Rows that say the same of several words, each of which comes where the rows have `*`. */
export function forEachOf(words: readonly string[], rows: readonly IdiomRow[]): readonly IdiomRow[] {
  return words.flatMap((word) => rows.map((row) => row.replaceAll("*", () => word) as IdiomRow));
}

/** An idiom, compiled. */
export interface Idiom {
  readonly use: Use;
  readonly spelling: string;
  readonly pattern: Pattern;
  /** How each element of the list that begins behind the pattern is written, where names stand in these. */
  readonly element: Pattern | undefined;
  /** A word without which the same spelling means something else. */
  readonly companion: string | undefined;
  readonly via: Reference["via"];
  readonly holdsAt?: Alias["holdsAt"];
}

/** What the search for idioms has to know of a language. */
export interface Matcher {
  readonly idioms: readonly Idiom[];
  readonly guards: Guards;
  readonly joints: string;
  readonly isName: (name: string, idiom: string) => boolean;
  readonly argumentUses: ReadonlyMap<string, ReferenceKind>;
  /** What stands in front of the name of a function where it is defined, see `WrapperSyntax`. */
  readonly definers: string;
}

export function compileIdiom(row: IdiomRow, lexical: LexicalTable): Idiom {
  const use = row.slice(0, row.indexOf(" ")) as Use;
  const spelling = row.slice(use.length + 1);
  return { use, spelling, ...compileSpelling(spelling, lexical), via: "direct" };
}

function compileSpelling(spelling: string, lexical: LexicalTable): Pick<Idiom, "pattern" | "element" | "companion"> {
  const [whole = "", companion] = spelling.split(" WITH ");
  const [head = "", element] = whole.split("EACH ");
  const pattern = compilePattern(head, lexical);
  return {
    pattern: companion === undefined ? pattern : { ...pattern, words: [...pattern.words, companion] },
    element: element === undefined ? undefined : compilePattern(element, lexical),
    companion,
  };
}

/** The idioms as they read in a text with aliases: `env[NAME]` for `Platform.environment[NAME]`. */
export function withAliases(
  idioms: readonly Idiom[],
  aliases: readonly Alias[],
  lexical: LexicalTable,
): readonly Idiom[] {
  const different = differentOnes(aliases);
  const themselves = different.filter(({ word, standsFor }) => word === standsFor);
  const unchanged = idioms.filter(({ spelling }) => !themselves.some(({ word }) => placeOf(spelling, word) >= 0));
  return [...unchanged, ...different.flatMap((alias) => aliased(idioms, alias, lexical))];
}

/** Each alias once, however often the text brings it in. */
function differentOnes(aliases: readonly Alias[]): readonly Alias[] {
  const byMeaning = new Map<string, Alias>();
  for (const alias of aliases) {
    const meaning = `${alias.word} ${alias.standsFor}`;
    if (!byMeaning.has(meaning)) byMeaning.set(meaning, alias);
    if (byMeaning.size === mostAliases) break;
  }
  return [...byMeaning.values()];
}

function aliased(
  idioms: readonly Idiom[],
  { word, standsFor, holdsAt }: Alias,
  lexical: LexicalTable,
): readonly Idiom[] {
  const via = word === standsFor ? "direct" : "alias";
  return idioms.flatMap(({ use, spelling }) => {
    const place = placeOf(spelling, standsFor);
    if (place < 0) return [];
    const changed = spelling.slice(0, place) + word + spelling.slice(place + standsFor.length);
    const compiled = compileSpelling(changed, lexical);
    return [{ use, spelling: changed, ...compiled, via, ...(holdsAt === undefined ? {} : { holdsAt }) }];
  });
}

/** Where an idiom says `part` as a whole, with nothing in front that it belongs to; -1 when it does not. */
function placeOf(spelling: string, part: string): number {
  const place = spelling.indexOf(part);
  const isWhole = !/[\w.:]/.test(spelling.charAt(place - 1)) && !/\w/.test(spelling.charAt(place + part.length));
  return isWhole ? place : -1;
}

/** The references of a text that are written by an idiom. The first idiom that fits at a place counts. */
export function findIdioms(tokens: Tokens, matcher: Matcher): readonly Reference[] {
  const found = new Map<number, Found>();
  const computed: Reading[] = [];
  for (const [anchor, all] of byAnchor(accompanied(tokens, matcher.idioms))) {
    const idioms = all.filter(({ element }) => element === undefined);
    const lists = all.filter(({ element }) => element !== undefined);
    for (const occurrence of occurrencesOf(tokens, anchor)) {
      const reference = (): Found | undefined =>
        firstMatch(tokens, occurrence, idioms, matcher) ?? computedName(tokens, occurrence, idioms, matcher, computed);
      const listed = inLists(tokens, occurrence, lists, matcher);
      for (const each of listed.length > 0 ? listed : [reference()])
        if (each !== undefined && !found.has(each.reference.start)) found.set(each.reference.start, each);
    }
  }
  // A function may be called like what it reads with: `def get_env(key), do: System.get_env(key)`
  for (const each of throughWrappers(tokens, computed, matcher))
    if (!found.has(each.reference.start)) found.set(each.reference.start, each);
  return withGuarded(tokens, [...found.values()], matcher);
}

/** What functions of the text are called with that read the name they are given. */
function throughWrappers(tokens: Tokens, computed: readonly Reading[], matcher: Matcher): readonly Found[] {
  const { guards, definers, isName } = matcher;
  if (definers === "" || computed.length === 0) return [];
  const isSpared = (first: number, last: number): boolean =>
    isGuarded(tokens, first, last, guards) || isSparedAsGiven(tokens, [first, last], guards, () => false);
  return wrapperCalls(tokens, computed, { definers, isEnded: guards.isEnded, isSpared })
    .filter(({ key }) => /^\w+$/.test(tokens.spelling(key)) && isName(tokens.spelling(key), ""))
    .map(({ key, first, last, optional }) => {
      return { reference: namedReference(tokens, key, { kind: "read", optional, via: "wrapper" }), first, last };
    });
}

function accompanied(tokens: Tokens, idioms: readonly Idiom[]): readonly Idiom[] {
  const companions = new Set(idioms.map(({ companion }) => companion));
  for (const word of companions)
    if (word !== undefined && occurrencesOf(tokens, word).next().done === true) companions.delete(word);
  return idioms.filter(({ companion }) => companions.has(companion));
}

/** A reference, and the tokens that it stands for. */
interface Found {
  readonly reference: Reference;
  readonly first: number;
  readonly last: number;
}

/** What is only reached with a name gets along without it, and in a branch for it others do. That is looked for where anything is needed. */
function withGuarded(tokens: Tokens, found: readonly Found[], { guards }: Matcher): readonly Reference[] {
  const references = found.map(({ reference }) => reference);
  if (!references.some(({ kind, optional }) => kind === "read" && !optional)) return references;
  const asking = found.filter(({ reference }) => reference.optional);
  return withConsequences(
    references,
    asking.map(({ reference, first, last }) => {
      const regions = reachedWith(tokens, first, last, guards);
      return { reference, isDemanded: false, regions: hasDefault(tokens, reference) ? own(regions) : regions };
    }),
  );
}

/** What is compared with a text may be what is given where the name is not there. */
function hasDefault(tokens: Tokens, { end }: Reference): boolean {
  return tokens.is(tokens.indexAt(end - 1) + 1, ",");
}

/** The same pieces for the name alone. */
function own(regions: readonly Reached[]): readonly Reached[] {
  return regions.map(({ start, end }) => ({ start, end }));
}

/** What the idioms for lists find: `append(os.Environ(), EACH NAME`. */
function inLists(tokens: Tokens, occurrence: number, idioms: readonly Idiom[], matcher: Matcher): readonly Found[] {
  return idioms.flatMap((idiom) => {
    const { element, pattern, spelling, use } = idiom;
    const first = startOf(tokens, occurrence, idiom, matcher);
    if (element === undefined || first === undefined) return [];
    const list = first + pattern.parts.length;
    const isWritten = use === "read" && isAssigned(tokens, tokens.partner(list - 1), matcher.guards);
    return elementsOf(tokens, list)
      .filter((at) => fitsAt(tokens, at, element))
      .map((at) => toReference(tokens, at, { ...idiom, pattern: element, use: isWritten ? "write" : use }, matcher))
      .filter(({ reference }) => matcher.isName(reference.name, spelling));
  });
}

/** How far a list is looked through. */
const longestList = 400;

/** Where the elements of a list start, from the first one on. The words of `qw(A B)` have nothing between them. */
function elementsOf(tokens: Tokens, first: number): readonly number[] {
  const starts = [first];
  for (let at = first; at < first + longestList && !tokens.isClose(at); at++) {
    if (tokens.is(at, ",") || (tokens.isLiteral(at) && tokens.isLiteral(at + 1))) starts.push(at + 1);
    else if (tokens.isOpen(at) && tokens.partner(at) > at) at = tokens.partner(at);
  }
  return starts;
}

function byAnchor(idioms: readonly Idiom[]): ReadonlyMap<string, readonly Idiom[]> {
  const groups = new Map<string, Idiom[]>();
  for (const idiom of idioms) addTo(groups, idiom.pattern.anchor, idiom);
  return groups;
}

function firstMatch(tokens: Tokens, occurrence: number, idioms: readonly Idiom[], matcher: Matcher): Found | undefined {
  for (const idiom of idioms) {
    const first = startOf(tokens, occurrence, idiom, matcher);
    if (first === undefined || !isWhole(tokens, first, idiom.pattern)) continue;
    const found = toReference(tokens, first, idiom, matcher);
    if (matcher.isName(found.reference.name, idiom.spelling)) return found;
  }
  return undefined;
}

/** Where all but the name is there, it is computed. */
function computedName(
  tokens: Tokens,
  occurrence: number,
  idioms: readonly Idiom[],
  matcher: Matcher,
  computed: Reading[],
): Found | undefined {
  for (const idiom of idioms) {
    const { use, pattern, via } = idiom;
    const open = occurrence - pattern.anchorIndex + pattern.nameIndex - 1;
    if (
      !readings.has(use) ||
      pattern.nameIndex <= 0 ||
      pattern.parts[pattern.nameIndex] === "key" ||
      !tokens.isOpen(open) ||
      tokens.startsLine(open)
    )
      continue;
    const first = startOf(tokens, occurrence, { ...idiom, pattern: headOfPattern(pattern) }, matcher);
    const reference = first === undefined ? undefined : dynamicReference(tokens, open, via);
    if (reference === undefined || first === undefined) continue;
    const exact = idioms.find((other) => isUpToName(other, idiom) && fitsBehind(tokens, reference.end, other.pattern));
    computed.push({ first, last: tokens.partner(open), key: open + 1, optional: (exact ?? idiom).use === "optional" });
    return { reference, first, last: open };
  }
  return undefined;
}

const readings: ReadonlySet<Use> = new Set<Use>(["read", "give", "optional"]);

/** Whether two idioms read what is spelled alike up to the name. */
function isUpToName({ use, pattern, spelling }: Idiom, other: Idiom): boolean {
  const head = other.spelling.slice(0, other.spelling.indexOf("NAME"));
  return readings.has(use) && pattern.nameIndex > 0 && spelling.startsWith(head);
}

/** Whether what an idiom has behind the name stands behind a name that ends at an offset. */
function fitsBehind(tokens: Tokens, end: number, { spellings, nameIndex }: Pattern): boolean {
  const behind = tokens.indexAt(end - 1) + 1;
  return spellings.slice(nameIndex + 1).every((spelling, index) => tokens.is(behind + index, spelling));
}

/** Where an idiom starts whose rarest word is at a place, if it stands there by itself. */
function startOf(tokens: Tokens, occurrence: number, idiom: Idiom, matcher: Matcher): number | undefined {
  const { pattern, holdsAt } = idiom;
  const first = occurrence - pattern.anchorIndex;
  const isThere = fitsAt(tokens, first, pattern) && !isMember(tokens, first, pattern, matcher);
  return isThere && holdsAt?.(first + headOf(pattern)) !== false ? first : undefined;
}

/** What stands before the name. */
function headOfPattern(pattern: Pattern): Pattern {
  const { spellings, parts, nameIndex } = pattern;
  return { ...pattern, spellings: spellings.slice(0, nameIndex), parts: parts.slice(0, nameIndex) };
}

/** Whether something in front makes it a part of something else: `my.os.Getenv`, `Mine::getenv`. */
function isMember(tokens: Tokens, first: number, { spellings }: Pattern, { joints }: Matcher): boolean {
  if (tokens.isAny(first - 1, joints)) return true;
  const isBehindWord = tokens.isWord(first - 1) && tokens.end(first - 1) === tokens.start(first);
  return spellings[0] === "::" && isBehindWord;
}

/** The word that the rarest word of a pattern is reached from: `os` of `os.environ`. */
function headOf({ spellings, anchorIndex }: Pattern): number {
  let head = anchorIndex;
  while (spellings[head - 1] === ".") head -= 2;
  return head;
}

/** Whether the name is not a part of a longer expression (`"A" + b`), where the pattern leaves open what follows it. */
function isWhole(tokens: Tokens, first: number, { parts, nameIndex }: Pattern): boolean {
  const next = first + parts.length;
  if (nameIndex === 0) return !tokens.isAny(next, ". [") || tokens.startsLine(next);
  // `System.getenv().get(key)`
  if (parts[nameIndex] === "word" && tokens.text.charAt(tokens.end(next - 1)) === "(") return false;
  const isOpenEnded = nameIndex === parts.length - 1 && tokens.isOpen(next - 2);
  return !isOpenEnded || tokens.isClose(next) || tokens.is(next, ",") || startsStatement(tokens, next);
}

/** Behind an argument list that is still being typed comes another line, or nothing. */
function startsStatement(tokens: Tokens, index: number): boolean {
  return index >= tokens.count || (tokens.startsLine(index) && tokens.isWord(index));
}

function toReference(tokens: Tokens, first: number, { use: said, pattern, via }: Idiom, matcher: Matcher): Found {
  const use = said === "give" ? "read" : said;
  const place = first + pattern.nameIndex;
  const isPair = pattern.parts[pattern.nameIndex] === "pair";
  const name = tokens.spelling(place).replace(isPair ? /=.*/s : "", "");
  const last = lastOf(tokens, first, pattern);
  const kind = use === "optional" ? "read" : use === "read" ? kindOfReading(tokens, first, last, matcher) : use;
  const isRead = use === "read" && kind === "read";
  const { guards } = matcher;
  const isGuardedRead =
    isRead &&
    (isGuarded(tokens, first, last, guards) ||
      isSparedAsGiven(tokens, [first, last], guards, (key) => isWritten(tokens, key, name, matcher)));
  const optional = use === "optional" || kind === "exists" || isGuardedRead;
  const reference = referenceTo(name, tokens.start(place), { kind, optional, via });
  // `key: X` and `config :a, :key, X`, but not `key: X || raise "…"`, `key: X |> String.to_integer()` or an argument.
  const gives = said === "give" && tokens.isAny(first - 1, ": ,") && !tokens.isAny(last + 1, "| || < )");
  return { reference: gives ? { ...reference, gives } : reference, first, last };
}

/** The end of the expression: the bracket that closes what the pattern opened. */
function lastOf(tokens: Tokens, first: number, { parts, nameIndex }: Pattern): number {
  const beforeName = first + nameIndex - 1;
  const partner = tokens.isOpen(beforeName) ? tokens.partner(beforeName) : -1;
  return Math.max(first + parts.length - 1, partner);
}

const assignments = "= += -= .= ||= &&= ??= ?= //= |=";

function kindOfReading(tokens: Tokens, first: number, last: number, { argumentUses, guards }: Matcher): ReferenceKind {
  if (isAssigned(tokens, last, guards) && !tokens.is(last, ")")) return "write";
  const isArgument = tokens.isAny(first - 1, "( ,") && tokens.isAny(last + 1, ", )");
  return (isArgument ? argumentUses.get(callee(tokens, first)) : undefined) ?? "read";
}

function isAssigned(tokens: Tokens, last: number, { comparisons }: Guards): boolean {
  return (
    tokens.isAny(last + 1, assignments) &&
    !tokens.isAny(last + 1, comparisons) &&
    tokens.text.charAt(tokens.end(last + 1)) !== "~"
  );
}

/** Idioms that write to the program's own environment; others hand names to a child process. */
const setters = /set_?(?:env|var)|put_env|store/i;

/** Whether a string is a name, and an idiom writes it to where the program reads it. */
function isWritten(tokens: Tokens, key: number, name: string, { idioms, guards }: Matcher): boolean {
  if (!tokens.isLiteral(key) || tokens.spelling(key) !== name) return false;
  return idioms.some(({ use, spelling, pattern }) => {
    const first = key - pattern.nameIndex;
    const isAssignment = use === "read" && isAssigned(tokens, first + pattern.parts.length - 1, guards);
    return (isAssignment || (use === "write" && setters.test(spelling))) && fitsAt(tokens, first, pattern);
  });
}

/** The word in front of the list of arguments that an argument stands in. */
function callee(tokens: Tokens, argument: number): string {
  return tokens.spelling(openBefore(tokens, argument - 1) - 1);
}
