import type { Snapshots } from "../snapshots";
import type { Questions } from "./questions";

/** The snapshots as commands ask for them: the user sees what is waited for, and may stop it. */
export function watched(snapshots: Snapshots, { busy }: Pick<Questions, "busy">): Snapshots {
  return {
    ...snapshots,
    load: () => busy("Waiting for the language server…", snapshots.load),
    refresh: (how) => busy("Refreshing secrets…", (signal) => snapshots.refresh({ ...how, signal })),
  };
}
