import type { Command } from "../parts";

/** Asks the provider anew. What comes of it stands in the tree and the status bar. */
export const refresh: Command = async ({ snapshots }) => {
  await snapshots.refresh();
};
