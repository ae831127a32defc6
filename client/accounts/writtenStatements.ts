import { EventEmitter, RelativePattern, Uri, workspace } from "vscode";
import type { Event } from "vscode";
import { prefix } from "../../shared/ids";
import { readSettings } from "../../shared/settings";
import { readStatement } from "../statement";
import type { Statement } from "../statement";
import { accountSection, settingsIn, settingsOfWorkspace } from "./writtenSettings";

/** What the files of a workspace say about accounts. */
export interface WrittenStatements {
  /** Undefined where the editor itself says it, and until the files have been read. */
  readonly at: (folder?: string) => Statement | undefined;
  readonly onDidChange: Event<void>;
  readonly dispose: () => void;
}

/**
 * In Restricted Mode the editor keeps to itself what a workspace says about accounts, so its files of settings are read here:
 * what goes to the account that they name must not go to another one. Nothing goes to that one either before it is trusted.
 */
export function createWrittenStatements(): WrittenStatements {
  const changed = new EventEmitter<void>();
  let statements: ReadonlyMap<string, Statement> = new Map();
  const read = async (): Promise<void> => {
    if (!workspace.isTrusted) statements = await writtenStatements();
    changed.fire();
  };
  void read();
  const patterns = workspace.isTrusted ? [] : ["**/.vscode/settings.json", ...patternOf(workspace.workspaceFile)];
  const watchers = patterns.map((pattern) => workspace.createFileSystemWatcher(pattern));
  const listeners = [
    changed,
    workspace.onDidChangeWorkspaceFolders(read),
    workspace.onDidGrantWorkspaceTrust(read),
    ...watchers.flatMap((watcher) => [
      watcher,
      ...[watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete].map((event) => event(read)),
    ]),
  ];
  return {
    at: (folder = "") => (workspace.isTrusted ? undefined : statements.get(folder)),
    onDidChange: changed.event,
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

/** It lies beside the folders as a rule, and a pattern alone means what lies in one. What was never saved is no file. */
function patternOf(workspaceFile: Uri | undefined): readonly RelativePattern[] {
  if (workspaceFile === undefined || workspaceFile.scheme === "untitled") return [];
  return [new RelativePattern(Uri.joinPath(workspaceFile, ".."), "*.code-workspace")];
}

/** What the files say, for each folder by its URI, and for the window under an empty one. */
async function writtenStatements(): Promise<ReadonlyMap<string, Statement>> {
  const { workspaceFile, workspaceFolders = [] } = workspace;
  const common = workspaceFile === undefined ? {} : settingsOfWorkspace(await textOf(workspaceFile));
  const statements = new Map([["", statementOf(common)]]);
  for (const { uri } of workspaceFolders) {
    const own = settingsIn(await textOf(Uri.joinPath(uri, ".vscode/settings.json")));
    const statement = statementOf(common, own);
    statements.set(uri.toString(), statement);
    // Of a single folder, the settings are those of the window.
    if (workspaceFolders.length === 1) statements.set("", statement);
  }
  return statements;
}

/** What a user has in settings of their own counts where the workspace says nothing. */
function statementOf(...files: readonly Readonly<Record<string, unknown>>[]): Statement {
  const own = workspace.getConfiguration(prefix).get<object>("account", {});
  const { account } = accountSection(...files);
  return readStatement(readSettings({ account: { ...own, ...account } }));
}

async function textOf(file: Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    return "";
  }
}
