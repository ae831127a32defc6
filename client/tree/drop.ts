import { DocumentDropEdit, languages } from "vscode";
import type { Disposable } from "vscode";
import { referenceTextRequest } from "../../shared/protocol";
import type { Server } from "../languageClient";
import { documents, toServer } from "../notebookCells";

/** The type under which a row's name travels while it is dragged. */
export const nameType = "application/vnd.inline-secrets.name";

/** Lets names be dropped into files, where they become references in the form that the file's language wants. */
export function registerDrop(server: Server): Disposable {
  return languages.registerDocumentDropEditProvider(
    documents,
    {
      provideDocumentDropEdits: async ({ languageId, uri }, { line, character }, data) => {
        const names = await data.get(nameType)?.asString();
        if (names === undefined) return undefined;
        const place = { languageId, uri: toServer(uri), position: { line, character } };
        const texts = names.split("\n").map((name) => server.request(referenceTextRequest, { name, ...place }));
        return new DocumentDropEdit((await Promise.all(texts)).join("\n"), "Insert Reference");
      },
    },
    { dropMimeTypes: [nameType] },
  );
}
