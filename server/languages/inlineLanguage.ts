import { contextFrom } from "./context";
import { findInline, inlineCandidates } from "./inline";
import type { Language, Reference } from "./reference";
import { byStart } from "./sorted";

/** A language that knows inline references, and no accessors but what some libraries fill in. */
interface InlineTable {
  readonly id: string;
  /** With blanks between them, as the names of files. */
  readonly languageIds: string;
  readonly fileNames: string;
  /** Tells whether a place of a text, in which somebody may be typing, is one where they count. It is asked in the order of the text. */
  readonly isTextIn: (text: string, editedAt?: number) => (start: number, end: number) => boolean;
  readonly filledIn?: {
    /** What a text has that such a library reads. */
    readonly needles: Language["needles"];
    readonly find: (text: string, editedAt?: number) => readonly Reference[];
  };
}

/** Both literals are found as fast as anything; alternatives that begin with the brace are not, which JSON is full of. */
const linesOfJson = [String.raw`\{(?:env|localEnv):`, '"mcpServers"'];

/** A language from its table. */
export function inlineLanguage({ id, languageIds, fileNames, isTextIn, filledIn }: InlineTable): Language {
  const references: Language["references"] = (text, _languageId, editedAt) => {
    const candidates = inlineCandidates(text);
    const inline = candidates.length === 0 ? [] : findInline(text, isTextIn(text, editedAt), candidates);
    const filled = filledIn?.find(text, editedAt) ?? [];
    return filled.length === 0 ? inline : [...filled, ...inline].sort(byStart);
  };
  return {
    id,
    languageIds: languageIds.split(" "),
    fileNames: fileNames.split(" "),
    needles: filledIn?.needles ?? [],
    // Without lines of its own, it is looked through for those of JSON: by one search for all of them.
    linePatterns: filledIn === undefined || id === "json" ? linesOfJson : undefined,
    references,
    contextAt: contextFrom(references),
    accessor: inlineAccessor,
  };
}

/** How a text that only knows inline references writes one. */
export function inlineAccessor(name: string): string {
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? `<${name}>` : `<secret>${name}</secret>`;
}
