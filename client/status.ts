import { StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Command, StatusBarItem } from "vscode";
import { commandIds, statusId } from "../shared/ids";
import type { Server } from "./languageClient";
import type { Snapshots } from "./snapshots";
import { aloud } from "./tree/model";
import { statusWords } from "./statusWords";
import type { StatusWords } from "./statusWords";

/** The item in the status bar: account, active environment, and what is missing. */
export function createStatus(server: Server, snapshots: Snapshots): StatusBarItem {
  const item = window.createStatusBarItem(statusId, StatusBarAlignment.Left, 0);
  item.name = "Secrets";
  const show = (): void => {
    const words = statusWords({ snapshot: snapshots.current(), server: server.state(), now: new Date() });
    item.text = `$(${words.icon}) ${words.text}`;
    item.tooltip = words.tooltip;
    item.command = commandOf(words);
    item.accessibilityInformation = { label: `Secrets: ${aloud(words.text)}. ${words.tooltip}`, role: "button" };
    item.backgroundColor = words.warns ? new ThemeColor("statusBarItem.warningBackground") : undefined;
  };
  snapshots.onDidChange(show);
  server.onDidChangeState(show);
  show();
  item.show();
  return item;
}

function commandOf({ action }: StatusWords): string | Command {
  if (action === undefined) return commandIds.selectEnvironment;
  return { command: action.id, title: action.title, arguments: [...(action.arguments ?? [])] };
}
