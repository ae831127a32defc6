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
  const uri = normalizeUri(document.uri);
  const declared = (declarations.get(uri)?.reading.declarations ?? []).map(({ name, nameSpan }) => ({
    name,
    ...nameSpan,
  }));
  return [...referencesOf(document), ...declared];
}

/** The name that the cursor is in, or right behind. */
export function nameAt(
  document: TextDocument,
  offset: number,
  parts: Pick<Parts, "declarations">,
): NamedSpan | undefined {
  return namesIn(document, parts).find(({ start, end }) => start <= offset && offset <= end);
}
