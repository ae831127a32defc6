import { Uri, commands, languages, window, workspace } from "vscode";
import type { CompletionList, Diagnostic, Hover, MarkdownString, Position, TextDocument } from "vscode";
import { until } from "../driver/wait";

/** Opens a file of the workspace. */
export async function openFile(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uriOf(path));
  await window.showTextDocument(document);
  return document;
}

/** Writes a file into the workspace and opens it; `█` in the text is left out, and where it stood comes back as well. */
export async function writeFile(path: string, marked: string): Promise<{ document: TextDocument; cursor: Position }> {
  const text = marked.replace("█", "");
  await workspace.fs.writeFile(uriOf(path), Buffer.from(text));
  const document = await openFile(path);
  return { document, cursor: document.positionAt(Math.max(marked.indexOf("█"), 0)) };
}

/** Removes a file from the workspace. */
export async function removeFile(path: string): Promise<void> {
  await commands.executeCommand("workbench.action.closeAllEditors");
  await workspace.fs.delete(uriOf(path));
}

/** The labels of everything that is offered there. */
export async function completionsAt(document: TextDocument, position: Position): Promise<readonly string[]> {
  const list = await commands.executeCommand<CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** What is shown of a place when somebody points at it. */
export async function hoverAt(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
  return hovers.flatMap(({ contents }) => contents.map((part) => (part as MarkdownString).value)).join("\n");
}

/** Waits until the problems of a file that this extension found are such. */
export function waitForDiagnostics(
  path: string,
  what: string,
  fits: (diagnostics: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  return until(what, () => {
    const found = languages.getDiagnostics(uriOf(path)).filter(({ source }) => source === "secrets");
    return fits(found) && found;
  });
}

/** Where a word stands for the first time. */
export function positionOf(document: TextDocument, word: string): Position {
  const offset = document.getText().indexOf(word);
  if (offset < 0) throw new Error(`${word} is not in ${document.fileName}`);
  return document.positionAt(offset + 1);
}

function uriOf(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("No folder is open.");
  return Uri.joinPath(folder.uri, path);
}
