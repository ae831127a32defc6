import { selectEnvironmentNotification } from "../../shared/protocol";
import type { Parts } from "../parts";

/** Makes this environment the active one, here and at the server. */
export async function activateEnvironment({ choices, server }: Parts, environment: string): Promise<void> {
  await choices.selectEnvironment(environment);
  server.notify(selectEnvironmentNotification, { environment });
}
