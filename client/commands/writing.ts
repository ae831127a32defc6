import type { RemoteAccount } from "../../shared/account";
import { tellRestricted } from "../flows/trust";
import { placeInWords } from "../flows/words";
import type { Command, Parts } from "../parts";

/** A command that writes to the account that counts, and to no other: where nobody trusts the workspace, it says so before it asks for anything. */
export function writing(command: Command): Command {
  return async (parts, argument) => {
    const account = heldBack(parts);
    if (account === undefined) return command(parts, argument);
    const until = "is only used once this workspace is trusted, and nothing is written elsewhere until then.";
    await tellRestricted(parts, `${placeInWords(account)} ${until}`);
  };
}

function heldBack({ active, isTrusted, snapshots }: Parts): RemoteAccount | undefined {
  if (isTrusted()) return undefined;
  const { account } = active.at(snapshots.current()?.folder);
  return account.provider === "embedded" ? undefined : account;
}
