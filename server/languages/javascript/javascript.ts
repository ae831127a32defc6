import { contextFrom } from "../context";
import { findInline } from "../inline";
import { lex } from "../lex";
import { mayHoldReferences } from "../prefilter";
import type { ImportedWrappers, Language, Reference } from "../reference";
import type { Tokens } from "../tokens";
import { findAccessors } from "./accessors";
import { markupTable, typescriptTable } from "./syntax";
import { javascriptNeedles } from "./things";

/** What the index looks for in scripts of this family. */
export const filter = { needles: javascriptNeedles, inline: true };

/** JavaScript and TypeScript, with or without JSX. */
export const javascript: Language = {
  id: "javascript",
  languageIds: ["javascript", "javascriptreact", "typescript", "typescriptreact"],
  fileNames: [".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  wrappers: (text, languageId, imports) => findAccessors(tokensOf(text, languageId), imports).exported,
  accessor: (name) =>
    /^[A-Za-z_$][\w$]*$/.test(name) ? `process.env.${name}` : `process.env[${JSON.stringify(name)}]`,
};

function findReferences(
  text: string,
  languageId: string,
  editedAt?: number,
  imports?: ImportedWrappers,
): readonly Reference[] {
  if (imports === undefined && !mayHoldReferences(text, filter)) return [];
  return referencesIn(tokensOf(text, languageId, editedAt), imports);
}

function tokensOf(text: string, languageId: string, editedAt?: number): Tokens {
  return lex(text, languageId === "typescript" ? typescriptTable : markupTable, editedAt);
}

/** All references that the tokens of a script hold. */
export function referencesIn(tokens: Tokens, imports?: ImportedWrappers): readonly Reference[] {
  const inline = findInline(tokens.text, (start, end) => tokens.isString(start, end));
  return [...findAccessors(tokens, imports).references, ...inline].sort((a, b) => a.start - b.start);
}
