import { commands } from "vscode";
import type { Disposable } from "vscode";
import { commandIds } from "../shared/ids";
import type { Parts } from "./parts";

/** A stored name cannot be changed, so a name that was renamed in the workspace gets an offer to be stored anew. */
export function followRenames(parts: Parts, logError: (error: unknown) => void): Disposable {
  return parts.server.onDidRename(({ from, to }) => {
    offer(parts, from, to).catch(logError);
  });
}

async function offer(parts: Parts, from: string, to: string): Promise<void> {
  const { questions, snapshots } = parts;
  const account = snapshots.current()?.accountName ?? "the account";
  const set = `Set ${to}…`;
  const answer = await questions.tell(
    "information",
    `${from} keeps its name in ${account}: only somebody who has its value can store it as ${to}.`,
    set,
  );
  // As a command, what goes wrong is said.
  if (answer === set) await commands.executeCommand(commandIds.set, { name: to });
}
