import type { Alias } from "./aliases";
import { dynamicReference } from "./dynamic";
import { addTo } from "./groups";
import type { Guards } from "./guards";
import { isGuarded } from "./guards";
import type { LexicalTable } from "./lexicalTable";
import type { Pattern } from "./patterns";
import { compilePattern, fitsAt, occurrencesOf } from "./patterns";
import type { Reference, ReferenceKind } from "./reference";
import type { Tokens } from "./tokens";

/** What an idiom does with the name. `optional` reads it and gets along without it. */
export type Use = "read" | "optional" | "exists" | "write" | "delete";

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
}

export function compileIdiom(row: IdiomRow, lexical: LexicalTable): Idiom {
  const use = row.slice(0, row.indexOf(" ")) as Use;
  const spelling = row.slice(use.length + 1);
  return { use, spelling, pattern: compilePattern(spelling, lexical), via: "direct" };
}

/** The idioms as they read in a text with aliases: `env[NAME]` for `Platform.environment[NAME]`. */
export function withAliases(
  idioms: readonly Idiom[],
  aliases: readonly Alias[],
  lexical: LexicalTable,
): readonly Idiom[] {
  const themselves = aliases.filter(({ word, standsFor }) => word === standsFor);
  const unchanged = idioms.filter(({ spelling }) => !themselves.some(({ word }) => placeOf(spelling, word) >= 0));
  return [...unchanged, ...aliases.flatMap((alias) => aliased(idioms, alias, lexical))];
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
    const pattern = compilePattern(changed, lexical);
    return [{ use, spelling: changed, pattern, via, ...(holdsAt === undefined ? {} : { holdsAt }) }];
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
  const found = new Map<number, Reference>();
  for (const [anchor, idioms] of byAnchor(matcher.idioms)) {
    if (!tokens.text.includes(anchor)) continue;
    for (const occurrence of occurrencesOf(tokens, anchor)) {
      const reference =
        firstMatch(tokens, occurrence, idioms, matcher) ?? computedName(tokens, occurrence, idioms, matcher);
      if (reference !== undefined && !found.has(reference.start)) found.set(reference.start, reference);
    }
  }
  return [...found.values()];
}

function byAnchor(idioms: readonly Idiom[]): ReadonlyMap<string, readonly Idiom[]> {
  const groups = new Map<string, Idiom[]>();
  for (const idiom of idioms) addTo(groups, idiom.pattern.anchor, idiom);
  return groups;
}

function firstMatch(
  tokens: Tokens,
  occurrence: number,
  idioms: readonly Idiom[],
  matcher: Matcher,
): Reference | undefined {
  for (const idiom of idioms) {
    const first = occurrence - idiom.pattern.anchorIndex;
    if (!fitsAt(tokens, first, idiom.pattern) || isMember(tokens, first, idiom.pattern, matcher)) continue;
    if (!isWhole(tokens, first, idiom.pattern)) continue;
    if (idiom.holdsAt?.(first + headOf(idiom.pattern)) === false) continue;
    const reference = toReference(tokens, first, idiom, matcher);
    if (matcher.isName(reference.name, idiom.spelling)) return reference;
  }
  return undefined;
}

/** Where all but the name is there, it is computed. */
function computedName(
  tokens: Tokens,
  occurrence: number,
  idioms: readonly Idiom[],
  matcher: Matcher,
): Reference | undefined {
  for (const { use, pattern, via, holdsAt } of idioms) {
    const first = occurrence - pattern.anchorIndex;
    const open = first + pattern.nameIndex - 1;
    if ((use !== "read" && use !== "optional") || !tokens.isOpen(open)) continue;
    if (!fitsAt(tokens, first, headOfPattern(pattern)) || isMember(tokens, first, pattern, matcher)) continue;
    if (holdsAt?.(first + headOf(pattern)) === false) continue;
    const reference = dynamicReference(tokens, open, via);
    if (reference !== undefined) return reference;
  }
  return undefined;
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
  const isOpenEnded = nameIndex === parts.length - 1 && tokens.isOpen(next - 2);
  return !isOpenEnded || tokens.isClose(next) || tokens.is(next, ",") || startsStatement(tokens, next);
}

/** Behind an argument list that is still being typed comes another line, or nothing. */
function startsStatement(tokens: Tokens, index: number): boolean {
  return index >= tokens.count || (tokens.startsLine(index) && tokens.isWord(index));
}

function toReference(tokens: Tokens, first: number, { use, pattern, via }: Idiom, matcher: Matcher): Reference {
  const place = first + pattern.nameIndex;
  // What is written may stand behind the name: `putenv("NAME=value")`.
  const name = use === "write" ? tokens.spelling(place).replace(/=.*/s, "") : tokens.spelling(place);
  const last = lastOf(tokens, first, pattern);
  const kind = use === "optional" ? "read" : use === "read" ? kindOfReading(tokens, first, last, matcher) : use;
  const isGuardedRead = use === "read" && kind === "read" && isGuarded(tokens, first, last, matcher.guards);
  return {
    name,
    start: tokens.start(place),
    end: tokens.start(place) + name.length,
    kind,
    form: "accessor",
    optional: use === "optional" || kind === "exists" || isGuardedRead,
    via,
  };
}

/** The end of the expression: the bracket that closes what the pattern opened. */
function lastOf(tokens: Tokens, first: number, { parts, nameIndex }: Pattern): number {
  const beforeName = first + nameIndex - 1;
  const partner = tokens.isOpen(beforeName) ? tokens.partner(beforeName) : -1;
  return Math.max(first + parts.length - 1, partner);
}

const assignments = "= += -= .= ||= &&= ??= ?= //= |=";

function kindOfReading(tokens: Tokens, first: number, last: number, { argumentUses }: Matcher): ReferenceKind {
  const isAssigned = tokens.isAny(last + 1, assignments) && tokens.text.charAt(tokens.end(last + 1)) !== "~";
  if (isAssigned && !tokens.is(last, ")")) return "write";
  const isArgument = tokens.isAny(first - 1, "( ,") && tokens.isAny(last + 1, ", )");
  return (isArgument ? argumentUses.get(callee(tokens, first)) : undefined) ?? "read";
}

/** How many arguments in front of one are passed over. */
const mostArguments = 60;

/** The word in front of the list of arguments that an argument stands in. */
function callee(tokens: Tokens, argument: number): string {
  let at = argument - 1;
  for (let count = 0; count < mostArguments && at > 0 && !tokens.isOpen(at); count++) at = tokens.previous(at);
  return tokens.spelling(at - 1);
}
