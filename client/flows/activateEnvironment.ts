import { selectEnvironmentNotification } from "../../shared/protocol";
import type { Choices } from "../choices";
import type { Server } from "../languageClient";

/** Makes this environment the active one, here and at the server. */
export async function activateEnvironment(
  world: { readonly choices: Choices; readonly server: Pick<Server, "notify"> },
  environment: string,
): Promise<void> {
  await world.choices.selectEnvironment(environment);
  world.server.notify(selectEnvironmentNotification, { environment });
}
