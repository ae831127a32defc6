import { contextFrom } from "./context";
import { findInline } from "./inline";
import { lex } from "./lexer";
import type { LexicalTable } from "./lexicalTable";
import { mayHoldReferences } from "./prefilter";
import type { Language, Reference, ReferenceKind } from "./reference";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** What an idiom does with the name. `optional` reads it and gets along without it. */
type Use = "read" | "optional" | "exists" | "write" | "delete";

/** A language whose idioms are calls and indexes with a string for the name. */
export interface GetterTable {
  readonly id: string;
  readonly languageIds: readonly string[];
  readonly fileNames: readonly string[];
  readonly lexical: LexicalTable;
  /**
   * The idioms as they are written, with `NAME` for the string that holds the name: `os.Getenv(NAME)`. The first that fits
   * counts, so the more special ones stand first.
   */
  readonly idioms: readonly (readonly [Use, string])[];
  /** What may follow a reading that gets along without the name: `??`, `.unwrap_or`. */
  readonly fallbacks?: readonly string[];
  /** Marks in front of an idiom that make it a part of something else: `.` as in `my.os.Getenv`. */
  readonly joints?: readonly string[];
  readonly accessor: (name: string) => string;
}

/** A language from its table. */
export function getterLanguage(table: GetterTable): Language {
  const idioms = table.idioms.map(([use, spelling]) => compileIdiom(use, spelling, table.lexical));
  const fallbacks = (table.fallbacks ?? []).map((spelling) => lex(spelling, table.lexical));
  const joints = table.joints ?? [".", "->", "::"];
  const filter = { needles: [...new Set(idioms.map(({ anchor }) => anchor))].map((word) => [word]), inline: true };
  const references = (text: string): readonly Reference[] => {
    if (!mayHoldReferences(text, filter)) return [];
    const tokens = lex(text, table.lexical);
    const accessors = findIdioms(tokens, { idioms, fallbacks, joints });
    const inline = findInline(text, (start, end) => isInString(tokens, start, end));
    return [...accessors, ...inline].sort((a, b) => a.start - b.start);
  };
  const { id, languageIds, fileNames, accessor } = table;
  return { id, languageIds, fileNames, ...filter, references, contextAt: contextFrom(references), accessor };
}

/** Whether a span lies in a string or in a part of one. */
function isInString(tokens: Tokens, start: number, end: number): boolean {
  const index = tokens.indexAt(start);
  const kind = tokens.kind(index);
  return (kind === tokenKind.literal || kind === tokenKind.piece) && end <= tokens.end(index);
}

/** An idiom as the tokens of its spelling; `anchor` is the longest word in it, which is looked for first. */
interface Idiom {
  readonly use: Use;
  readonly pattern: Tokens;
  readonly anchor: string;
  readonly anchorIndex: number;
}

function compileIdiom(use: Use, spelling: string, lexical: LexicalTable): Idiom {
  const pattern = lex(spelling, lexical);
  let anchorIndex = 0;
  const lengthOf = (index: number): number =>
    pattern.isWord(index) && !pattern.is(index, "NAME") ? pattern.end(index) - pattern.start(index) : 0;
  for (let index = 0; index < pattern.count; index++) if (lengthOf(index) > lengthOf(anchorIndex)) anchorIndex = index;
  return { use, pattern, anchor: pattern.spelling(anchorIndex), anchorIndex };
}

interface Matcher {
  readonly idioms: readonly Idiom[];
  readonly fallbacks: readonly Tokens[];
  readonly joints: readonly string[];
}

function findIdioms(tokens: Tokens, matcher: Matcher): readonly Reference[] {
  const { text } = tokens;
  const found = new Map<number, Reference>();
  for (const idiom of matcher.idioms) {
    for (let at = text.indexOf(idiom.anchor); at >= 0; at = text.indexOf(idiom.anchor, at + idiom.anchor.length)) {
      const index = tokens.indexAt(at);
      if (tokens.start(index) !== at) continue;
      const reference = match(tokens, index - idiom.anchorIndex, idiom, matcher);
      if (reference !== undefined && !found.has(reference.start)) found.set(reference.start, reference);
    }
  }
  return [...found.values()];
}

function match(tokens: Tokens, first: number, { use, pattern }: Idiom, matcher: Matcher): Reference | undefined {
  if (first < 0 || tokens.isAny(first - 1, matcher.joints)) return undefined;
  let name = -1;
  for (let index = 0; index < pattern.count; index++) {
    const isName = pattern.is(index, "NAME");
    if (isName) name = first + index;
    const fits = isName
      ? tokens.kind(first + index) === tokenKind.literal
      : tokens.is(first + index, pattern.spelling(index));
    if (!fits) return undefined;
  }
  return toReference(tokens, name, use, matcher);
}

const namePattern = /^[A-Za-z_][\w.-]*$/;

function toReference(tokens: Tokens, literal: number, use: Use, { fallbacks }: Matcher): Reference | undefined {
  const name = tokens.spelling(literal);
  if (!namePattern.test(name)) return undefined;
  const behind = closingOf(tokens, literal) + 1;
  const isWritten = use === "read" && tokens.is(behind, "=");
  const kind: ReferenceKind = use === "optional" ? "read" : isWritten ? "write" : use;
  const fallsBack = use === "read" && fallbacks.some((fallback) => startsWith(tokens, behind, fallback));
  return {
    name,
    start: tokens.start(literal),
    end: tokens.end(literal),
    kind,
    form: "accessor",
    optional: use === "optional" || use === "exists" || fallsBack,
    via: "direct",
  };
}

/** The bracket that closes the call or the index that the name is in. */
function closingOf(tokens: Tokens, literal: number): number {
  return tokens.kind(literal - 1) === tokenKind.open ? tokens.partner(literal - 1) : literal;
}

function startsWith(tokens: Tokens, first: number, pattern: Tokens): boolean {
  for (let index = 0; index < pattern.count; index++)
    if (!tokens.is(first + index, pattern.spelling(index))) return false;
  return true;
}
