import type { Snapshot } from "../../shared/protocol";
import type { ActiveAccounts } from "../accounts/activeAccounts";
import type { Choices } from "../choices";
import { isSamePlace } from "../statement";
import { environmentName } from "./words";

/** Makes this environment the active one of the account that the user saw, for its folder or for the window, here and at the server. */
export async function activateEnvironment(
  { choices, active }: { readonly choices: Choices; readonly active: Pick<ActiveAccounts, "inOneGo"> },
  environment: string,
  { account, folder }: Pick<Snapshot, "account" | "folder">,
): Promise<void> {
  await active.inOneGo(() => choices.selectEnvironment(environment, folder, account));
}

/** What is said where another environment becomes the active one because that one was there, and is there no more. */
export function goneInWords(
  before: Snapshot | undefined,
  { account, accountName, environment, environments }: Snapshot,
  next: string,
): string | undefined {
  if (before === undefined || !isSamePlace(before.account, account)) return undefined;
  const gone = before.environments.find(({ id }) => id === environment);
  return (
    gone && `${accountName} does not list ${gone.name} any more: ${environmentName(environments, next)} is active now.`
  );
}
