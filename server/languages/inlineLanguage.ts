import { contextFrom } from "./context";
import { findInline, inlineCandidates } from "./inline";
import type { Language, Reference } from "./reference";

/** A language that only knows inline references. */
interface InlineTable {
  readonly id: string;
  /** With blanks between them, as the names of files. */
  readonly languageIds: string;
  readonly fileNames: string;
  /** Tells whether a place of a text is one where they count. It is asked in the order of the text. */
  readonly isTextIn: (text: string) => (start: number, end: number) => boolean;
}

/** A language from its table. */
export function inlineLanguage({ id, languageIds, fileNames, isTextIn }: InlineTable): Language {
  const references = (text: string): readonly Reference[] => {
    const candidates = inlineCandidates(text);
    return candidates.length === 0 ? [] : findInline(text, isTextIn(text), candidates);
  };
  return {
    id,
    languageIds: languageIds.split(" "),
    fileNames: fileNames.split(" "),
    needles: [],
    references,
    contextAt: contextFrom(references),
    accessor: inlineAccessor,
  };
}

/** How a text that only knows inline references writes one. */
export function inlineAccessor(name: string): string {
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? `<${name}>` : `<secret>${name}</secret>`;
}
