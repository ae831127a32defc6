import type { Location, Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Use } from "../workspace/referenceIndex";
import type { Parts } from "./feature";

/** A declaration and where it stands. */
export interface PlacedDeclaration {
  readonly name: string;
  /** The manifest's path as the user knows it. */
  readonly label: string;
  readonly location: Location;
}

/** The names that manifests declare or know, as their texts stand. */
export function declarationsIn({ declarations }: Pick<Parts, "declarations">): readonly PlacedDeclaration[] {
  return declarations.all().flatMap(({ uri, label, text, reading }) => {
    const document = TextDocument.create(uri, "", 0, text);
    return [...reading.declarations, ...reading.known].map(({ name, nameSpan }) => ({
      name,
      label,
      location: { uri, range: rangeOf(nameSpan, document) },
    }));
  });
}

/** Where a use stands. */
export function locationOf({ uri, line, character, length }: Use): Location {
  return { uri, range: { start: { line, character }, end: { line, character: character + length } } };
}

/** A span in UTF-16 code units as the range that the editor knows. */
export function rangeOf(
  { start, end }: { readonly start: number; readonly end: number },
  document: TextDocument,
): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
