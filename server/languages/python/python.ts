import { contextFrom } from "../context";
import { findInline, inlineCandidates } from "../inline";
import { inTokens } from "../lex";
import { mayHoldAccessors } from "../prefilter";
import type { Findings, ImportedWrappers, Language, Reference } from "../reference";
import { findPythonAccessors } from "./accessors";
import { findReaders, readerNeedles } from "./readers";
import { PythonScopes } from "./scopes";
import { findSettings } from "./settings";
import { pythonTable } from "./syntax";
import { byStart } from "../sorted";

const filter = {
  needles: ["environ", "environb", "getenv", "getenvb", "putenv", "unsetenv", "dotenv_values", "BaseSettings"]
    .map((word) => [word])
    .concat(readerNeedles),
};

/** Python. */
export const python: Language = {
  id: "python",
  languageIds: ["python"],
  fileNames: [".py", ".pyi", ".pyw", "sconstruct", "wscript"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  modules: {
    specifiers: /^[ \t]*from[ \t]+([.\w]+)[ \t]+import\b/gm,
    reexports: /^from[ \t]+(\.[.\w]*)[ \t]+import\b/gm,
    computed: /[[(]\s*[A-Za-z_]\w*\s*[\]),]/,
    read,
    endings: (path) => [`${path}.py`, `${path}/__init__.py`],
    pathOf,
  },
  accessor: (name) => `os.environ["${name}"]`,
};

/** `.a.b` is `./a/b`, and `..a` is `../a`. */
function pathOf(specifier: string): string {
  const [dots = ""] = /^\.*/.exec(specifier) ?? [];
  const path = specifier.slice(dots.length).replaceAll(".", "/");
  return dots === "" ? path : `./${"../".repeat(dots.length - 1)}${path}`;
}

function findReferences(...text: Parameters<typeof read>): readonly Reference[] {
  return read(...text).references;
}

function read(text: string, _languageId: string, editedAt?: number, imports?: ImportedWrappers): Findings {
  const candidates = inlineCandidates(text);
  if (imports === undefined && candidates.length === 0 && !mayHoldAccessors(text, filter))
    return { references: [], exported: new Map() };
  return inTokens(text, { table: pythonTable, editedAt }, (tokens) => {
    const inline = findInline(text, (start, end) => tokens.isString(start, end), candidates);
    const scopes = new PythonScopes(tokens);
    const { references, exported } = findPythonAccessors(tokens, scopes, imports);
    const all = [...references, ...findSettings(tokens, scopes), ...findReaders(tokens, scopes), ...inline];
    return { references: all.sort(byStart), exported };
  });
}
