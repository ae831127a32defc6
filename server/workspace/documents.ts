import type { TextDocument } from "vscode-languageserver-textdocument";
import { languageOf } from "../languages/index";
import type { Language, Reference } from "../languages/reference";

const parsed = new WeakMap<TextDocument, { readonly version: number; readonly references: readonly Reference[] }>();

/** The language family of a document: by what the editor calls it, or else by its file name. */
export function languageOfDocument(document: TextDocument): Language | undefined {
  return languageOf(document.languageId, document.uri);
}

/** The references of an open document; each version is read once. */
export function referencesOf(document: TextDocument): readonly Reference[] {
  const known = parsed.get(document);
  if (known?.version === document.version) return known.references;
  const language = languageOfDocument(document);
  const references = language?.references(document.getText(), document.languageId) ?? [];
  parsed.set(document, { version: document.version, references });
  return references;
}
