import { refreshRequest, snapshotRequest } from "../shared/protocol";
import type { Request, Snapshot, Where } from "../shared/protocol";
import type { FolderInView } from "./accounts/folderInView";
import type { Server } from "./languageClient";

/** The latest snapshot of names and their state, for everything that shows or asks. */
export interface Snapshots {
  /** Undefined until the server has answered for the first time, and while there is no server. */
  readonly current: () => Snapshot | undefined;
  readonly onDidChange: (listener: () => void) => { readonly dispose: () => void };
  /** The snapshot as of now, from the server. */
  readonly load: (signal?: AbortSignal) => Promise<Snapshot>;
  /** The snapshot after the provider was asked anew: of what is in view, or of what a dialog is about. */
  readonly refresh: (how?: { readonly signal?: AbortSignal; readonly of?: Where }) => Promise<Snapshot>;
}

/** Follows the server: its changes, its ends and its starts; and the user into a folder that has an account of its own. */
export function createSnapshots(
  server: Pick<Server, "request" | "onDidChange" | "onDidChangeState">,
  inView: Pick<FolderInView, "current" | "onDidChange">,
  warn: (message: string) => void,
): Snapshots {
  const listeners = new Set<() => void>();
  let current: Snapshot | undefined;
  let loading: Promise<Snapshot> | undefined;
  let askAgain = false;

  function take(snapshot: Snapshot | undefined): void {
    const same = JSON.stringify(snapshot) === JSON.stringify(current);
    current = snapshot;
    if (!same) for (const listener of [...listeners]) listener();
  }

  function where(): Where {
    const folder = inView.current();
    return folder === undefined ? {} : { folder };
  }

  /** What was asked of a folder that is not in view by now is for whoever asked, and not to be shown. */
  async function ask(request: Request<Where, Snapshot>, of: Where, signal?: AbortSignal): Promise<Snapshot> {
    const snapshot = await server.request(request, of, signal);
    if (of.folder === where().folder) take(snapshot);
    return snapshot;
  }

  const load = (signal?: AbortSignal): Promise<Snapshot> => ask(snapshotRequest, where(), signal);

  /** Many changes that come while one snapshot is on its way are answered by one more. */
  function follow(): void {
    askAgain = loading !== undefined;
    if (loading) return;
    loading = load();
    loading
      .catch((error: unknown) => {
        warn(`No snapshot: ${String(error)}`);
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
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    load,
    refresh: ({ signal, of = where() } = {}) => ask(refreshRequest, of, signal),
  };
}
