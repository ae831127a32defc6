import { EventEmitter } from "vscode";
import type { Event, LogOutputChannel } from "vscode";
import { refreshRequest, snapshotRequest } from "../shared/protocol";
import type { Snapshot, Where } from "../shared/protocol";
import type { FolderInView } from "./accounts/folderInView";
import type { Server } from "./languageClient";

/** The latest snapshot of names and their state, for everything that shows or asks. */
export interface Snapshots {
  /** Undefined until the server has answered for the first time, and while there is no server. */
  readonly current: () => Snapshot | undefined;
  readonly onDidChange: Event<void>;
  /** The snapshot as of now, from the server. */
  readonly load: () => Promise<Snapshot>;
  /** The snapshot after the provider was asked anew. */
  readonly refresh: (signal?: AbortSignal) => Promise<Snapshot>;
}

/** Follows the server: its changes, its ends and its starts; and the user into a folder that has an account of its own. */
export function createSnapshots(server: Server, inView: FolderInView, log: LogOutputChannel): Snapshots {
  const changed = new EventEmitter<void>();
  let current: Snapshot | undefined;
  let loading: Promise<Snapshot> | undefined;
  let askAgain = false;

  function take(snapshot: Snapshot | undefined): void {
    const same = JSON.stringify(snapshot) === JSON.stringify(current);
    current = snapshot;
    if (!same) changed.fire();
  }

  function where(): Where {
    const folder = inView.current();
    return folder === undefined ? {} : { folder };
  }

  async function load(): Promise<Snapshot> {
    const snapshot = await server.request(snapshotRequest, where());
    take(snapshot);
    return snapshot;
  }

  /** Many changes that come while one snapshot is on its way are answered by one more. */
  function follow(): void {
    askAgain = loading !== undefined;
    if (loading) return;
    loading = load();
    loading
      .catch((error: unknown) => {
        log.warn(`No snapshot: ${String(error)}`);
      })
      .finally(() => {
        loading = undefined;
        if (askAgain) follow();
      });
  }

  server.onDidChange(follow);
  inView.onDidChange(follow);
  server.onDidChangeState((state) => {
    if (state === "running") follow();
    else take(undefined);
  });
  return {
    current: () => current,
    onDidChange: changed.event,
    load,
    refresh: async (signal) => {
      const snapshot = await server.request(refreshRequest, where(), signal);
      take(snapshot);
      return snapshot;
    },
  };
}
