import type { Disposable } from "vscode";
import { add } from "./commands/add";
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
  if (answer === set) await add(parts, { name: to });
}
