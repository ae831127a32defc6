import type { ActiveAccounts } from "../accounts/activeAccounts";
import type { Choices } from "../choices";

/** Makes this environment the active one for a folder, or for the window, here and at the server. */
export async function activateEnvironment(
  { choices, active }: { readonly choices: Choices; readonly active: Pick<ActiveAccounts, "inOneGo"> },
  environment: string,
  folder?: string,
): Promise<void> {
  await active.inOneGo(() => choices.selectEnvironment(environment, folder));
}
