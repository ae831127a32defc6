import {
  DataTransferItem,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  commands,
  window,
  workspace,
} from "vscode";
import type { Disposable, TreeDataProvider, TreeDragAndDropController, TreeView } from "vscode";
import { contextKeys, viewId } from "../../shared/ids";
import { counted } from "../../shared/counted";
import { activeEnvironmentName } from "../flows/words";
import type { Accounts } from "../accounts/accounts";
import type { Server } from "../languageClient";
import type { Snapshots } from "../snapshots";
import { nameType } from "./drop";
import { isEmpty, treeNodes } from "./model";
import { missingRequired } from "../flows/rows";
import type { TreeInput, TreeNode } from "./model";

/** Shows the latest snapshot as a tree. */
export function createSecretsView(
  server: Server,
  snapshots: Snapshots,
  { active, onDidChangeWritten }: Pick<Accounts, "active" | "onDidChangeWritten">,
): Disposable {
  const changed = new EventEmitter<undefined>();
  const input = (): TreeInput => ({
    snapshot: snapshots.current(),
    server: server.state(),
    heldBack: active.heldBack(),
    hasFolder: (workspace.workspaceFolders ?? []).length > 0,
    now: new Date(),
  });
  const treeDataProvider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (parent) => (parent ? [] : [...treeNodes(input())]),
    getTreeItem: treeItem,
  };
  const view = window.createTreeView(viewId, { treeDataProvider, dragAndDropController, showCollapseAll: false });
  const show = (): void => {
    changed.fire(undefined);
    decorate(view, input());
  };
  show();
  const listeners = [snapshots.onDidChange(show), server.onDidChangeState(show), onDidChangeWritten(show)];
  return {
    dispose: () => {
      for (const disposable of [...listeners, view, changed]) disposable.dispose();
    },
  };
}

/** A row is dragged by its name; what is dropped into an editor is decided there. */
const dragAndDropController: TreeDragAndDropController<TreeNode> = {
  dropMimeTypes: [],
  dragMimeTypes: [nameType],
  handleDrag: (nodes, data) => {
    const names = nodes.flatMap((node) => (node.kind === "secret" ? [node.row.name] : []));
    if (names.length > 0) data.set(nameType, new DataTransferItem(names.join("\n")));
  },
};

function decorate(view: TreeView<TreeNode>, { snapshot, heldBack }: TreeInput): void {
  const empty = snapshot !== undefined && isEmpty(snapshot, heldBack);
  void commands.executeCommand("setContext", contextKeys.empty, empty);
  // The row that says so is missing when there are no rows.
  view.description = empty ? `${snapshot.accountName} · ${activeEnvironmentName(snapshot)}` : "";
  const missing = snapshot ? missingRequired(snapshot).length : 0;
  view.badge =
    snapshot && missing > 0
      ? {
          value: missing,
          tooltip: `${counted(missing, "required secret")} missing in ${activeEnvironmentName(snapshot)}`,
        }
      : undefined;
}

function treeItem(node: TreeNode): TreeItem {
  const item = new TreeItem(node.label);
  item.id = `${node.kind}:${node.label}`;
  item.description = node.words;
  item.iconPath = new ThemeIcon(
    node.icon.id,
    node.icon.color === undefined ? undefined : new ThemeColor(node.icon.color),
  );
  item.tooltip = tooltip(node.tooltip);
  item.accessibilityInformation = { label: node.spoken };
  item.contextValue = node.context;
  item.command = { command: node.action.id, title: node.action.title, arguments: [...(node.action.arguments ?? [])] };
  return item;
}

/** Names and descriptions come from elsewhere: they are shown as text, whatever Markdown they spell. */
function tooltip(lines: readonly string[]): MarkdownString {
  const markdown = new MarkdownString();
  for (const line of lines) markdown.appendText(line).appendMarkdown("\n\n");
  return markdown;
}
