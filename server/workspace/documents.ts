import type { TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import { TextDocument } from "vscode-languageserver-textdocument";
import { languageOf, ownLanguageId } from "../languages/index";
import type { ImportedWrappers, Language, NameContext } from "../languages/reference";
import type { LanguageChoice } from "./languageChoice";
import type { WorkspaceModules } from "./modules";
import type { FoundReference } from "./readReferences";
import { readReferences } from "./readReferences";
import { normalizeUri } from "./uris";

interface Parsed {
  readonly version: number;
  readonly variant: string;
  readonly generation: number;
  readonly references: readonly FoundReference[];
}

const parsed = new WeakMap<TextDocument, Parsed>();

const choices = new WeakMap<TextDocument, LanguageChoice>();

/** What is known of the files that a document imports from. */
const modulesOf = new WeakMap<TextDocument, WorkspaceModules>();

const lastEdits = new WeakMap<TextDocument, number>();

/**
 * Makes and changes documents, and remembers where each was edited last: an unfinished string or comment on that line is
 * somebody typing, and does not swallow the rest of the file.
 */
export function editedDocuments(languages: LanguageChoice) {
  return {
    create: (uri: string, languageId: string, version: number, text: string): TextDocument => {
      return withLanguages(TextDocument.create(uri, ownLanguageId(languageId, uri), version, text), languages);
    },
    update: updated,
  };
}

/** A document that is read by these languages. */
export function withLanguages(document: TextDocument, languages: LanguageChoice): TextDocument {
  choices.set(document, languages);
  return document;
}

function updated(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
  const last = changes.at(-1);
  const at = last !== undefined && "range" in last ? document.offsetAt(last.range.start) : undefined;
  const after = TextDocument.update(document, changes, version);
  if (last === undefined || at === undefined) lastEdits.delete(after);
  else lastEdits.set(after, at + last.text.length);
  return after;
}

/** The language family of a document: by what the editor calls it, or else by its file name. */
export function languageOfDocument(document: TextDocument): Language | undefined {
  const choose = choices.get(document)?.toRead ?? languageOf;
  return choose(document.languageId, document.uri);
}

/** From now on, what a document imports from other files of the workspace counts. */
export function followImports(document: TextDocument, modules: WorkspaceModules): void {
  modulesOf.set(document, modules);
}

/** The references of an open document; each version is read once, and again when a file that it may import from changed. */
export function referencesOf(document: TextDocument): readonly FoundReference[] {
  const known = parsed.get(document);
  const { version, languageId } = document;
  const variant = choices.get(document)?.variant() ?? "";
  const generation = modulesOf.get(document)?.generation() ?? 0;
  if (known?.version === version && known.variant === variant && known.generation === generation)
    return known.references;
  const language = languageOfDocument(document);
  const read = {
    text: document.getText(),
    languageId,
    editedAt: lastEdits.get(document),
    imports: importsOf(document),
  };
  const references = language === undefined ? [] : readReferences(language, read).references;
  parsed.set(document, { version, variant, generation, references });
  return references;
}

/** What is being typed in an open document. */
export function contextIn(document: TextDocument, offset: number): NameContext | undefined {
  const language = languageOfDocument(document);
  return language?.contextAt(document.getText(), offset, document.languageId, importsOf(document));
}

/** What a document imports that reads names it is given. */
export function importsOf(document: TextDocument): ImportedWrappers | undefined {
  const language = languageOfDocument(document);
  if (language?.modules === undefined) return undefined;
  return modulesOf.get(document)?.importsOf(normalizeUri(document.uri), document.getText(), language, "any");
}
