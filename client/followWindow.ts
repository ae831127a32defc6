import { window, workspace } from "vscode";
import type { Disposable, ExtensionContext } from "vscode";
import { prefix } from "../shared/ids";
import { focusNotification } from "../shared/protocol";
import { whenQuiet } from "./accounts/quiet";
import { environmentToSettle } from "./accounts/settleEnvironment";
import { activateEnvironment, goneInWords } from "./flows/activateEnvironment";
import { createWorkspaceWants } from "./flows/workspaceWants";
import type { Parts } from "./parts";

/** What the user does in the window beside running commands: looking away, trusting, writing settings. */
export function followWindow(
  parts: Parts,
  context: ExtensionContext,
  logError: (error: unknown) => void,
): readonly Disposable[] {
  const { server, snapshots } = parts;
  const askToSignIn = createWorkspaceWants({
    ...parts,
    workspaceState: context.workspaceState,
    globalState: context.globalState,
    whenQuiet,
  });
  const ask = (): void => {
    askToSignIn().catch(logError);
  };
  ask();
  let before = snapshots.current();
  return [
    window.onDidChangeWindowState(({ focused }) => {
      server.notify(focusNotification, { focused });
    }),
    workspace.onDidGrantWorkspaceTrust(ask),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${prefix}.account`)) ask();
    }),
    snapshots.onDidChange(() => {
      const snapshot = snapshots.current();
      if (snapshot === undefined) return;
      const environment = environmentToSettle(snapshot, parts.choices.at(snapshot.folder));
      if (environment !== undefined) {
        const gone = goneInWords(before, snapshot, environment);
        if (gone !== undefined) void parts.questions.tell("warning", gone);
        activateEnvironment(parts, environment, snapshot).catch(logError);
      }
      if (snapshot.environments.length > 0) before = snapshot;
    }),
  ];
}
