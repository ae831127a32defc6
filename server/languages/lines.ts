import { contextFrom } from "./context";
import { findInline } from "./inline";
import { inlineAccessor } from "./plainText";
import type { Language, Reference } from "./reference";

/** Formats made of lines, where a comment is a line, or the end of one, that starts with `#` (or `;`, `!`). */
interface LineTable {
  readonly id: string;
  readonly languageIds: readonly string[];
  readonly fileNames: readonly string[];
  /** Whether what stands before the name in its line makes it part of a comment. */
  readonly isComment: (before: string) => boolean;
}

function lineFormat({ isComment, ...names }: LineTable): Language {
  const references = (text: string): readonly Reference[] =>
    findInline(text, (start) => !isComment(text.slice(text.lastIndexOf("\n", start) + 1, start)));
  const common = { needles: [], inline: true, references, accessor: inlineAccessor };
  return { ...names, ...common, contextAt: contextFrom(references) };
}

/** Dotenv, properties and ini files. */
export const dotenv = lineFormat({
  id: "dotenv",
  languageIds: ["dotenv", "properties", "ini", "env"],
  fileNames: [".env", ".properties", ".ini", ".cfg", ".conf", ".npmrc"],
  isComment: (before) => /^\s*[#;!]/.test(before),
});
