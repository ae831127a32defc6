import type { TextDocument } from "vscode-languageserver-textdocument";
import { referencesOf } from "../workspace/documents";
import { normalizeUri } from "../workspace/uris";
import type { Parts } from "./feature";

/** A name in an open document; offsets are UTF-16 code units. */
export interface NamedSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** All names of a document: where it refers to them, and, when it is a manifest, where it declares them. */
export function namesIn(document: TextDocument, { declarations }: Pick<Parts, "declarations">): readonly NamedSpan[] {
  const reading = declarations.get(normalizeUri(document.uri))?.reading;
  const references = referencesOf(document);
  const starts = new Set(references.map(({ start }) => start));
  // What a Compose file passes on is both at once: used there, and known to others from there.
  const declared = [...(reading?.declarations ?? []), ...(reading?.known ?? [])].filter(
    ({ nameSpan }) => !starts.has(nameSpan.start),
  );
  return [...references, ...declared.map(({ name, nameSpan }) => ({ name, ...nameSpan }))];
}

/** The name that the cursor is in, or right behind. */
export function nameAt(
  document: TextDocument,
  offset: number,
  parts: Pick<Parts, "declarations">,
): NamedSpan | undefined {
  return namesIn(document, parts).find(({ start, end }) => start <= offset && offset <= end);
}
