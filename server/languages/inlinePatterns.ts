import type { Language, Modules, NameContext, Reference } from "./reference";
import { matchAt } from "./textPlaces";
import { byStart } from "./sorted";

/** What stands around a name that is referred to in text: `{{` and `}}`. Nothing in it repeats, so it is found in linear time. */
export interface InlinePattern {
  readonly before: string;
  /** Empty when the name ends where its characters do. */
  readonly after: string;
}

const longestSide = 40;

/** A pattern as the user writes it, with `NAME` for the name: `{{NAME}}`; or a sentence that says what is wrong with it. */
export function parseInlinePattern(written: string): InlinePattern | string {
  const [before = "", after = "", ...others] = written.split("NAME");
  if (!written.includes("NAME") || others.length > 0) return "A pattern holds NAME exactly once, as in {{NAME}}.";
  if (/[\r\n]/.test(written)) return "A pattern stands on one line.";
  if (before.length > longestSide || after.length > longestSide)
    return `A pattern has at most ${longestSide} characters on either side of NAME.`;
  if (!/[^\w$<]$/.test(before))
    return "Before NAME there has to be a character that no name, variable or tag begins with.";
  return /^\w/.test(after)
    ? "Right behind NAME there cannot be a letter, a digit or an underscore."
    : { before, after };
}

/** A language in which these patterns count wherever `<NAME>` would: in strings, in prose. */
export function withInlinePatterns(language: Language, patterns: readonly InlinePattern[]): Language {
  const own = patterns.filter(({ before }) => !isOwnSyntax(before, language.id));
  if (own.length === 0) return language;
  const { modules } = language;
  const read: Modules["read"] = (...given) => {
    const found = modules?.read(...given) ?? { references: language.references(...given), exported: new Map() };
    const [text, languageId, editedAt] = given;
    const known = found.references;
    const more = findInPatterns({ text, languageId, editedAt, language, known, patterns: own });
    return more.length === 0 ? found : { ...found, references: [...known, ...more].sort(byStart) };
  };
  const references: Language["references"] = (...given) => read(...given).references;
  return {
    ...language,
    ...(modules && { modules: { ...modules, read } }),
    linePatterns: undefined,
    needles: [...language.needles, ...own.map(({ before }) => [before])],
    references,
    contextAt: (text, offset, languageId, imports) =>
      language.contextAt(text, offset, languageId, imports) ??
      contextIn({ text, offset, languageId, references, patterns: own }),
  };
}

/** Families in which a `$` in a string is a variable of the language. */
const fillsStringsIn: ReadonlySet<string> = new Set([
  ...["shell", "powershell", "dockerfile", "perl", "php", "hcl", "groovy", "kotlin", "scala", "dart", "julia"],
]);

function isOwnSyntax(before: string, language: string): boolean {
  return before.includes("$") && fillsStringsIn.has(language);
}

interface Search {
  readonly text: string;
  readonly languageId: string;
  readonly editedAt: number | undefined;
  readonly language: Language;
  /** What the language finds by itself. */
  readonly known: readonly Reference[];
  readonly patterns: readonly InlinePattern[];
}

/**
 * The language is asked about a text in which each name that may be meant stands in angle brackets: where it sees an inline
 * reference then, there is text. So strings, comments and holes in them are told apart as they are for `<NAME>`.
 */
function findInPatterns({ text, languageId, editedAt, language, known, patterns }: Search): readonly Reference[] {
  const taken = new Set(known.map(({ start }) => start));
  const candidates = candidatesIn(text, patterns).filter(({ start }) => !taken.has(start));
  if (candidates.length === 0) return [];
  const probed = bracketed(text, candidates);
  const shift = 2 * candidates.filter(({ start }) => editedAt !== undefined && start < editedAt).length;
  const edited = editedAt === undefined ? undefined : editedAt + shift;
  const seen = new Map(
    language
      .references(probed, languageId, edited)
      .flatMap((found) => (found.form === "angle" ? [[found.start, found]] : [])),
  );
  return candidates.flatMap(({ start, end }, index) => {
    const found = seen.get(start + 2 * index + 1);
    return found === undefined ? [] : [{ ...found, start, end }];
  });
}

interface Candidate {
  readonly start: number;
  readonly end: number;
}

/** Names between what a pattern wants before and behind them, in order, each once. */
function candidatesIn(text: string, patterns: readonly InlinePattern[]): readonly Candidate[] {
  const found = new Map<number, Candidate>();
  for (const { before, after } of patterns)
    for (let at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
      const start = at + before.length;
      const end = endOfName(text, start);
      if (end - start < 2 || !text.startsWith(after, end)) continue;
      if (!isPartOfAnother(text, { before, after }, at, end)) found.set(start, { start, end });
    }
  return [...found.values()].sort(byStart);
}

/** `{NAME}` is not what stands in `{{NAME}}` and `${NAME}`: those are patterns of their own. */
function isPartOfAnother(text: string, { before, after }: InlinePattern, at: number, end: number): boolean {
  const preceding = text.charAt(at - 1);
  if (preceding !== "" && (preceding === before.charAt(0) || preceding === "$")) return true;
  return after !== "" && text.charAt(end + after.length) === after.slice(-1);
}

/** Behind a name in capitals; the start itself where there is none. */
function endOfName(text: string, start: number): number {
  return start + (matchAt(nameHere, text, start)?.[0].length ?? 0);
}

const nameHere = /[A-Z][A-Z0-9_]{1,255}(?!\w)/y;

function bracketed(text: string, candidates: readonly Candidate[]): string {
  const pieces: string[] = [];
  let last = 0;
  for (const { start, end } of candidates) {
    pieces.push(text.slice(last, start), "<", text.slice(start, end), ">");
    last = end;
  }
  pieces.push(text.slice(last));
  return pieces.join("");
}

/** The name that is put at the cursor to see what comes of it. */
const probe = "INLINE_SECRETS_PROBE";

interface ContextSearch {
  readonly text: string;
  readonly offset: number;
  readonly languageId: string;
  readonly references: Language["references"];
  readonly patterns: readonly InlinePattern[];
}

function contextIn({ text, offset, languageId, references, patterns }: ContextSearch): NameContext | undefined {
  let start = offset;
  while (/\w/.test(text.charAt(start - 1))) start--;
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + 256))?.[0].length ?? 0);
  for (const { before, after } of [...patterns].sort((a, b) => b.before.length - a.before.length)) {
    if (!text.slice(0, start).endsWith(before)) continue;
    const suffix = text.startsWith(after, end) ? "" : after;
    const completed = text.slice(0, start) + probe + suffix + text.slice(end);
    const isSeen = references(completed, languageId, start).some(({ name }) => name === probe);
    if (isSeen) return { form: "pattern", start, end, suffix };
  }
  return undefined;
}
