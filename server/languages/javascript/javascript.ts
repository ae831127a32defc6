import { contextFrom } from "../context";
import { findInline, inlineCandidates } from "../inline";
import { inTokens } from "../lex";
import type { LexicalTable } from "../lexicalTable";
import { mayHoldAccessors } from "../prefilter";
import type { Findings, ImportedWrappers, Language, Modules, Reference } from "../reference";
import type { Tokens } from "../tokens";
import { findAccessors } from "./accessors";
import { markupTable, typescriptTable } from "./syntax";
import { javascriptNeedles, leadsToNames, wayPatterns } from "./things";
import { byStart } from "../sorted";

/** What the index looks for in scripts of this family. */
export const filter = { needles: javascriptNeedles, linePatterns: wayPatterns };

const fileNames = [".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs"];

/** How scripts import from each other. */
export const modules: Modules = {
  specifiers: /(?:\bfrom|\brequire\s*\(|\bimport\s*\()\s*["']([^"'\n]+)["']/g,
  reexports: /\bexport\s*(?:\*|\{[^{}]{0,2000}\})\s*from\s*["']([^"'\n]+)["']/g,
  computed: /\[\s*[\w$]+\s*\]|\.get\(\s*[\w$]+\s*\)/,
  read,
  endings: filesMeantBy,
};

/** JavaScript and TypeScript, with or without JSX. */
export const javascript: Language = {
  id: "javascript",
  languageIds: ["javascript", "javascriptreact", "typescript", "typescriptreact"],
  fileNames,
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  modules,
  accessor: (name) =>
    /^[A-Za-z_$][\w$]*$/.test(name) ? `process.env.${name}` : `process.env[${JSON.stringify(name)}]`,
};

/** As TypeScript and bundlers resolve: without an ending, with that of what it is compiled to, or the index of a folder. */
function filesMeantBy(path: string): readonly string[] {
  const written = fileNames.find((ending) => path.endsWith(ending));
  const stem = written?.includes("j") === true ? path.slice(0, -written.length) : path;
  const compiled = stem === path ? [] : fileNames.map((ending) => stem + ending);
  const plain = fileNames.map((ending) => path + ending);
  return [path, ...compiled, ...plain, ...fileNames.map((ending) => `${path}/index${ending}`)];
}

function findReferences(...text: Parameters<typeof read>): readonly Reference[] {
  return read(...text).references;
}

function read(text: string, languageId: string, editedAt?: number, imports?: ImportedWrappers): Findings {
  if (imports === undefined && !mayHoldAny(text)) return nothing;
  return inTokens(text, { table: tableOf(languageId), editedAt }, (tokens) => accessorsIn(tokens, imports));
}

const nothing: Findings = { references: [], exported: new Map() };

/** Whether a script can hold any reference at all. Cheap; when in doubt, true. */
export function mayHoldAny(text: string): boolean {
  return (leadsToNames(text) && mayHoldAccessors(text, filter)) || inlineCandidates(text).length > 0;
}

function tableOf(languageId: string): LexicalTable {
  return languageId === "typescript" ? typescriptTable : markupTable;
}

/** All references that the tokens of a script hold. */
export function referencesIn(tokens: Tokens, imports?: ImportedWrappers): readonly Reference[] {
  return accessorsIn(tokens, imports).references;
}

function accessorsIn(tokens: Tokens, imports?: ImportedWrappers): Findings {
  const inline = findInline(tokens.text, (start, end) => tokens.isString(start, end));
  const { references, exported } = findAccessors(tokens, imports);
  return { references: [...references, ...inline].sort(byStart), exported };
}
