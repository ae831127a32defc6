import { contextFrom } from "./context";
import { findInline } from "./inline";
import type { Language, Reference } from "./reference";

/** Prose, where everything is text. */
export const plainText: Language = {
  id: "text",
  languageIds: ["plaintext"],
  fileNames: [".txt", ".text", ".prompt", ".prompty"],
  needles: [],
  inline: true,
  references: findReferences,
  contextAt: contextFrom(findReferences),
  accessor: (name) => inlineAccessor(name),
};

function findReferences(text: string): readonly Reference[] {
  return findInline(text, () => true);
}

/** How a text that only knows inline references writes one. */
export function inlineAccessor(name: string): string {
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? `<${name}>` : `<secret>${name}</secret>`;
}
