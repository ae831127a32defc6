import { checkBeforeRunning as check } from "../flows/checkBeforeRunning";
import type { Command } from "../parts";

/** Asks the service whether it would run with what is declared. */
export const checkBeforeRunning: Command = async (parts) => {
  await check({ ...parts, snapshot: await parts.snapshots.load() });
};
