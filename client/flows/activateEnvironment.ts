import type { Snapshot } from "../../shared/protocol";
import type { ActiveAccounts } from "../accounts/activeAccounts";
import type { Choices } from "../choices";

/** Makes this environment the active one of the account that the user saw, for its folder or for the window, here and at the server. */
export async function activateEnvironment(
  { choices, active }: { readonly choices: Choices; readonly active: Pick<ActiveAccounts, "inOneGo"> },
  environment: string,
  { account, folder }: Pick<Snapshot, "account" | "folder">,
): Promise<void> {
  await active.inOneGo(() => choices.selectEnvironment(environment, folder, account));
}
