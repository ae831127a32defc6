import { contextFrom } from "../context";
import { findInline, inlineCandidates } from "../inline";
import { inTokens } from "../lex";
import { mayHoldAccessors } from "../prefilter";
import type { Language, Reference } from "../reference";
import { findPythonAccessors } from "./accessors";
import { findReaders, readerNeedles } from "./readers";
import { findSettings } from "./settings";
import { pythonTable } from "./syntax";

const filter = {
  needles: ["environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"]
    .concat("BaseSettings", readerNeedles)
    .map((word) => [word]),
  inline: true,
};

/** Python. */
export const python: Language = {
  id: "python",
  languageIds: ["python"],
  fileNames: [".py", ".pyi", ".pyw", "sconstruct", "wscript"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  accessor: (name) => `os.environ["${name}"]`,
};

function findReferences(text: string, _languageId: string, editedAt?: number): readonly Reference[] {
  const candidates = inlineCandidates(text);
  if (candidates.length === 0 && !mayHoldAccessors(text, filter)) return [];
  return inTokens(text, { table: pythonTable, editedAt }, (tokens) => {
    const inline = findInline(text, (start, end) => tokens.isString(start, end), candidates);
    return [...findPythonAccessors(tokens), ...findSettings(tokens), ...findReaders(tokens), ...inline].sort(
      (a, b) => a.start - b.start,
    );
  });
}
