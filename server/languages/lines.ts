import { contextFrom } from "./context";
import { findInline } from "./inline";
import { inlineAccessor } from "./plainText";
import type { Language, Reference } from "./reference";
import { lineEndOf } from "./textPlaces";

/** Formats made of lines, where a comment is a line, or the end of one, that starts with `#` (or `;`, `!`). */
interface LineTable {
  readonly id: string;
  readonly languageIds: readonly string[];
  readonly fileNames: readonly string[];
  /** Whether what stands before the name in its line makes it part of a comment. */
  readonly isComment: (before: string) => boolean;
}

function lineFormat({ isComment, ...names }: LineTable): Language {
  const references = (text: string): readonly Reference[] => {
    let lineStart = 0;
    let lineEnd = -1;
    return findInline(text, (start) => {
      while (lineEnd < start) {
        lineStart = lineEnd + 1;
        lineEnd = lineEndOf(text, lineStart);
      }
      return !isComment(text.slice(lineStart, start));
    });
  };
  const common = { needles: [], inline: true, references, accessor: inlineAccessor };
  return { ...names, ...common, contextAt: contextFrom(references) };
}

/** Dotenv, properties and ini files. */
export const dotenv = lineFormat({
  id: "dotenv",
  languageIds: ["dotenv", "properties", "ini", "env"],
  fileNames: [".env", ".flaskenv", ".properties", ".ini", ".cfg", ".conf", ".npmrc"],
  isComment: (before) => /^\s*[#;!]/.test(before),
});
