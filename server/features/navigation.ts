import type { CancellationToken, DocumentHighlight, Location, TextDocumentPositionParams } from "vscode-languageserver";
import { DocumentHighlightKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Feature, Parts } from "./feature";
import { signalOf } from "./messages";
import { nameAt, namesIn } from "./nameAt";
import { declarationsIn, locationOf, rangeOf } from "./places";

/** From a name to its declarations, to its uses, and to the same name elsewhere in the file. */
export const navigation: Feature = {
  capabilities: () => ({ definitionProvider: true, referencesProvider: true, documentHighlightProvider: true }),
  register: (parts) => {
    const { connection } = parts;
    connection.onDefinition((params) => {
      const name = nameUnder(params, parts);
      return name === undefined ? null : declarationsOf(name, parts);
    });
    connection.onReferences(async (params, token) => {
      const name = nameUnder(params, parts);
      if (name === undefined) return null;
      const uses = await usesOf(name, parts, token);
      return params.context.includeDeclaration ? [...declarationsOf(name, parts), ...uses] : uses;
    });
    connection.onDocumentHighlight((params) => {
      const document = parts.documents.get(params.textDocument.uri);
      const name = nameUnder(params, parts);
      return document === undefined || name === undefined ? null : highlights(name, document, parts);
    });
  },
};

function nameUnder({ textDocument, position }: TextDocumentPositionParams, parts: Parts): string | undefined {
  const document = parts.documents.get(textDocument.uri);
  return document === undefined ? undefined : nameAt(document, document.offsetAt(position), parts)?.name;
}

function declarationsOf(name: string, parts: Parts): Location[] {
  return declarationsIn(parts).flatMap((declaration) => (declaration.name === name ? [declaration.location] : []));
}

async function usesOf(name: string, { references }: Parts, token: CancellationToken): Promise<Location[]> {
  const { uses } = await references.usesOf(name, signalOf(token));
  return uses.map(locationOf);
}

function highlights(name: string, document: TextDocument, parts: Parts): DocumentHighlight[] {
  return namesIn(document, parts)
    .filter((named) => named.name === name)
    .map((span) => ({ range: rangeOf(span, document), kind: DocumentHighlightKind.Read }));
}
