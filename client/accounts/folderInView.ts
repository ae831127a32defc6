import { EventEmitter, window, workspace } from "vscode";
import type { Event } from "vscode";
import type { Choices } from "../choices";
import { folderOf } from "../notebookCells";
import { isWorkedIn } from "./workedIn";

/** The folder that the user works in, where another account or environment counts for it than for the window. */
export interface FolderInView {
  readonly current: () => string | undefined;
  readonly onDidChange: Event<void>;
  readonly dispose: () => void;
}

/** Follows the active editor. Where there is none, as in a page of settings, the last one counts. */
export function createFolderInView({ ownFolders }: Pick<Choices, "ownFolders">): FolderInView {
  const changed = new EventEmitter<void>();
  let folder = folderOfEditor();
  const follow = (): void => {
    const { activeTextEditor: editor } = window;
    const next = folderOfEditor();
    if (!editor || !isWorkedIn(editor.document.uri.scheme, next)) return;
    const before = folder;
    folder = next;
    if (before !== folder) changed.fire();
  };
  // The folder of a file in view may come to the workspace, or leave it.
  const listeners = [window.onDidChangeActiveTextEditor(follow), workspace.onDidChangeWorkspaceFolders(follow)];
  return {
    current: () => (folder !== undefined && Object.hasOwn(ownFolders(), folder) ? folder : undefined),
    onDidChange: changed.event,
    dispose: () => {
      for (const disposable of [...listeners, changed]) disposable.dispose();
    },
  };
}

function folderOfEditor(): string | undefined {
  const editor = window.activeTextEditor;
  return editor && folderOf(editor.document)?.uri.toString();
}
