import type { TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import { TextDocument } from "vscode-languageserver-textdocument";
import { languageIdOf, languageOf } from "../languages/index";
import type { Language } from "../languages/reference";
import type { FoundReference } from "./readReferences";
import { readReferences } from "./readReferences";

const parsed = new WeakMap<
  TextDocument,
  { readonly version: number; readonly references: readonly FoundReference[] }
>();

const lastEdits = new WeakMap<TextDocument, number>();

/**
 * Makes and changes documents, and remembers where each was edited last: an unfinished string or comment on that line is
 * somebody typing, and does not swallow the rest of the file.
 */
export const editedDocuments = {
  create: (uri: string, languageId: string, version: number, text: string): TextDocument => {
    // An editor calls plain text what it knows no better; the name of the file may.
    const known = languageId === "plaintext" ? languageIdOf(uri) : languageId;
    return TextDocument.create(uri, known, version, text);
  },
  update: (document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument => {
    const last = changes.at(-1);
    const at = last !== undefined && "range" in last ? document.offsetAt(last.range.start) : undefined;
    const updated = TextDocument.update(document, changes, version);
    if (last === undefined || at === undefined) lastEdits.delete(updated);
    else lastEdits.set(updated, at + last.text.length);
    return updated;
  },
};

/** The language family of a document: by what the editor calls it, or else by its file name. */
export function languageOfDocument(document: TextDocument): Language | undefined {
  return languageOf(document.languageId, document.uri);
}

/** The references of an open document; each version is read once. */
export function referencesOf(document: TextDocument): readonly FoundReference[] {
  const known = parsed.get(document);
  if (known?.version === document.version) return known.references;
  const language = languageOfDocument(document);
  const { languageId } = document;
  const read = { text: document.getText(), languageId, editedAt: lastEdits.get(document) };
  const references = language === undefined ? [] : readReferences(language, read);
  parsed.set(document, { version: document.version, references });
  return references;
}
