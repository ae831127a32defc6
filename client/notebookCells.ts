import { Uri, workspace } from "vscode";
import type { NotebookDocument, TextDocument, WorkspaceFolder } from "vscode";

/** Each cell of a notebook is a document of its own, at the path of the notebook. */
const cellScheme = "vscode-notebook-cell";

/** The documents that take names: files, what has not been saved yet, and cells of notebooks. */
export const documents: readonly { readonly scheme: string }[] = [
  { scheme: "file" },
  { scheme: "untitled" },
  { scheme: cellScheme },
];

/** The notebook that a document is a cell of. */
export function notebookOf(document: TextDocument): NotebookDocument | undefined {
  return workspace.notebookDocuments.find((each) => each.getCells().some((cell) => cell.document === document));
}

/** The folder of the workspace that a document lies in. */
export function folderOf(document: TextDocument): WorkspaceFolder | undefined {
  return workspace.getWorkspaceFolder(notebookOf(document)?.uri ?? document.uri);
}

/** What the server calls a document. A cell goes by the file of its notebook: that tells which folder it belongs to. */
export function toServer(uri: Uri): string {
  if (uri.scheme !== cellScheme) return uri.toString();
  const scheme = uri.path.startsWith("/") ? "file" : "untitled";
  return uri.with({ scheme, authority: "", fragment: `cell ${uri.authority} ${uri.fragment}` }).toString();
}

/** The document that the server calls so. */
export function fromServer(text: string): Uri {
  const uri = Uri.parse(text);
  const [, authority, fragment] = /^cell (\S*) (.*)$/.exec(uri.fragment) ?? [];
  if (authority === undefined || fragment === undefined) return uri;
  return uri.with({ scheme: cellScheme, authority, fragment });
}
