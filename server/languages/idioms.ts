import type { Alias } from "./aliases";
import type { Guards } from "./guards";
import { isGuarded } from "./guards";
import type { LexicalTable } from "./lexicalTable";
import type { Pattern } from "./patterns";
import { compilePattern, fitsAt, occurrencesOf } from "./patterns";
import type { Reference, ReferenceKind } from "./reference";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** What an idiom does with the name. `optional` reads it and gets along without it. */
export type Use = "read" | "optional" | "exists" | "write" | "delete";

/** An idiom, compiled. */
export interface Idiom {
  readonly use: Use;
  readonly spelling: string;
  readonly pattern: Pattern;
  readonly via: Reference["via"];
}

/** What the search for idioms has to know of a language. */
export interface Matcher {
  readonly idioms: readonly Idiom[];
  readonly guards: Guards;
  readonly joints: readonly string[];
  readonly isName: (name: string) => boolean;
}

export function compileIdiom(use: Use, spelling: string, lexical: LexicalTable): Idiom {
  return { use, spelling, pattern: compilePattern(spelling, lexical), via: "direct" };
}

/** The idioms as they read with an alias: `env[NAME]` for `Platform.environment[NAME]`. */
export function withAlias(
  idioms: readonly Idiom[],
  { word, standsFor }: Alias,
  lexical: LexicalTable,
): readonly Idiom[] {
  return idioms
    .filter(({ spelling }) => spelling.startsWith(standsFor) && !/^\w/.test(spelling.slice(standsFor.length)))
    .map(({ use, spelling }) => {
      const aliased = word + spelling.slice(standsFor.length);
      return { use, spelling: aliased, pattern: compilePattern(aliased, lexical), via: "alias" };
    });
}

/** The references of a text that are written by an idiom. The first idiom that fits at a place counts. */
export function findIdioms(tokens: Tokens, matcher: Matcher): readonly Reference[] {
  const found = new Map<number, Reference>();
  for (const [anchor, idioms] of byAnchor(matcher.idioms)) {
    if (!tokens.text.includes(anchor)) continue;
    for (const occurrence of occurrencesOf(tokens, anchor)) {
      const reference = firstMatch(tokens, occurrence, idioms, matcher);
      if (reference !== undefined && !found.has(reference.start)) found.set(reference.start, reference);
    }
  }
  return [...found.values()];
}

function byAnchor(idioms: readonly Idiom[]): ReadonlyMap<string, readonly Idiom[]> {
  const groups = new Map<string, Idiom[]>();
  for (const idiom of idioms) {
    const group = groups.get(idiom.pattern.anchor);
    if (group === undefined) groups.set(idiom.pattern.anchor, [idiom]);
    else group.push(idiom);
  }
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
    if (!fitsAt(tokens, first, idiom.pattern) || tokens.isAny(first - 1, matcher.joints)) continue;
    if (!isWhole(tokens, first, idiom.pattern)) continue;
    const reference = toReference(tokens, first, idiom, matcher);
    if (matcher.isName(reference.name)) return reference;
  }
  return undefined;
}

/** Whether the name is not a part of a longer expression (`"A" + b`), where the pattern leaves open what follows it. */
function isWhole(tokens: Tokens, first: number, { parts, nameIndex }: Pattern): boolean {
  const next = first + parts.length;
  if (nameIndex === 0) return !tokens.isAny(next, [".", "["]) || tokens.startsLine(next);
  const isOpenEnded = nameIndex === parts.length - 1 && tokens.kind(next - 2) === tokenKind.open;
  return !isOpenEnded || tokens.kind(next) === tokenKind.close || tokens.is(next, ",") || startsStatement(tokens, next);
}

/** Behind an argument list that is still being typed comes another line, or nothing. */
function startsStatement(tokens: Tokens, index: number): boolean {
  return index >= tokens.count || (tokens.startsLine(index) && tokens.isWord(index));
}

function toReference(tokens: Tokens, first: number, { use, pattern, via }: Idiom, matcher: Matcher): Reference {
  const name = first + pattern.nameIndex;
  const last = lastOf(tokens, first, pattern);
  const kind = use === "optional" ? "read" : use === "read" ? kindOfReading(tokens, last) : use;
  const isGuardedRead = use === "read" && kind === "read" && isGuarded(tokens, first, last, matcher.guards);
  return {
    name: tokens.spelling(name),
    start: tokens.start(name),
    end: tokens.end(name),
    kind,
    form: "accessor",
    optional: use === "optional" || use === "exists" || isGuardedRead,
    via,
  };
}

/** The end of the expression: the bracket that closes what the pattern opened. */
function lastOf(tokens: Tokens, first: number, { parts, nameIndex }: Pattern): number {
  const beforeName = first + nameIndex - 1;
  const partner = tokens.kind(beforeName) === tokenKind.open ? tokens.partner(beforeName) : -1;
  return Math.max(first + parts.length - 1, partner);
}

const assignments = ["=", "+=", "-=", ".=", "||=", "&&=", "??=", "?=", "//=", "|="];

function kindOfReading(tokens: Tokens, last: number): ReferenceKind {
  const isAssigned = tokens.isAny(last + 1, assignments) && tokens.text.charAt(tokens.end(last + 1)) !== "~";
  return isAssigned && !tokens.is(last, ")") ? "write" : "read";
}
