import { contextFrom } from "../context";
import { findInline } from "../inline";
import { lex } from "../lexer";
import { mayHoldReferences } from "../prefilter";
import type { Language, Reference } from "../reference";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import { findAccessors } from "./accessors";
import { markupTable, typescriptTable } from "./syntax";
import { javascriptNeedles } from "./things";

const filter = { needles: javascriptNeedles, inline: true };

/** JavaScript and TypeScript, with or without JSX. */
export const javascript: Language = {
  id: "javascript",
  languageIds: ["javascript", "javascriptreact", "typescript", "typescriptreact"],
  fileNames: [".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"],
  ...filter,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  accessor: (name) =>
    /^[A-Za-z_$][\w$]*$/.test(name) ? `process.env.${name}` : `process.env[${JSON.stringify(name)}]`,
};

function findReferences(text: string, languageId: string): readonly Reference[] {
  if (!mayHoldReferences(text, filter)) return [];
  return referencesIn(text, lex(text, languageId === "typescript" ? typescriptTable : markupTable));
}

/** All references that the tokens of a script hold. */
export function referencesIn(text: string, tokens: Tokens): readonly Reference[] {
  const inline = findInline(text, (start, end) => isInString(tokens, start, end));
  return [...findAccessors(tokens), ...inline].sort((a, b) => a.start - b.start);
}

/** Whether a span lies in a string or in the text of a template. */
export function isInString(tokens: Tokens, start: number, end: number): boolean {
  const index = tokens.indexAt(start);
  const kind = tokens.kind(index);
  return (kind === tokenKind.literal || kind === tokenKind.piece) && end <= tokens.end(index);
}
