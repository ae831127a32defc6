import { setMissing as setMissingNames } from "../flows/setMissing";
import type { Command } from "../parts";

/** Sets everything that is missing, one name after the other. */
export const setMissing: Command = async (parts) => {
  await setMissingNames({ ...parts, snapshot: await parts.snapshots.load() });
};
