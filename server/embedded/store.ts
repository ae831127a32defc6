import type { Contents } from "./contents";
import type { Disk } from "./disk";
import { codeOf, realDisk } from "./disk";
import type { Lock, LockOptions } from "./lock";
import { acquireLock, sweepLocks } from "./lock";
import type { Outcome } from "./problem";
import { done, refused } from "./problem";
import type { Edit, SecretStore } from "./secretStore";
import { storageProblem } from "./storageProblem";
import type { Vault } from "./vault";
import { loadVault, vaultPaths } from "./vault";
import { commitVault, sweepTemporaryFiles } from "./vaultCommit";

export interface EmbeddedStoreOptions {
  /** The folder for the vault, its key and its lock. It is made when the first secret is. */
  readonly directory: string;
  readonly disk?: Disk;
  readonly lock?: LockOptions;
  /** How often to look whether another process has written, in milliseconds. */
  readonly watchInterval?: number;
}

/** A store that can tell when other windows and processes change it. */
export interface EmbeddedStore extends SecretStore {
  /** Tells when somebody else has written; gives back how to stop that. */
  readonly watch: (changed: () => void) => () => void;
}

/** The store in one encrypted file, shared by all windows and processes of a user. */
export function createEmbeddedStore({
  directory,
  disk = realDisk,
  lock = { patience: 5_000, staleAfter: 15_000 },
  watchInterval = 1_000,
}: EmbeddedStoreOptions): EmbeddedStore {
  let known: Vault | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const guard = async <T>(action: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await action();
    } catch (error) {
      return { kind: "refused", problem: storageProblem(error, directory) };
    }
  };
  const remember = (vault: Outcome<Vault>): Outcome<Vault> => {
    if (vault.kind === "ok") known = vault.value;
    return vault;
  };
  const currentStamp = async () => {
    try {
      return await disk.stamp(vaultPaths(directory).vault);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  };

  const read = async (): Promise<Outcome<Contents>> => {
    const stamp = await currentStamp();
    if (known !== undefined && stamp !== undefined && known.stamp === stamp) return done(known.contents);
    const vault = remember(await loadVault(directory, disk));
    return vault.kind === "ok" ? done(vault.value.contents) : vault;
  };

  const changeUnder = async <T>(held: Lock, edit: Edit<T>): Promise<Outcome<T>> => {
    // Before reading: whoever held the lock before us cannot finish a write without its temporary file.
    await sweepTemporaryFiles(directory, disk);
    const vault = await loadVault(directory, disk);
    if (vault.kind === "refused") return vault;
    const written = await commitVault({ directory, disk, lock: held, vault: vault.value }, edit);
    if (written.kind === "refused") return written;
    remember(done(written.value.vault));
    return done(written.value.value);
  };

  const change = async <T>(edit: Edit<T>): Promise<Outcome<T>> => {
    await disk.makeFolder(directory);
    const held = await acquireLock(directory, disk, lock);
    if (held === undefined)
      return refused("unavailable", "Another window is writing to the embedded store. Try again in a moment.");
    try {
      return await changeUnder(held, edit);
    } finally {
      // Whether this works or not, what was written is written.
      await held.release().catch(() => undefined);
      await sweepLocks(directory, disk).catch(() => undefined);
    }
  };

  return {
    read: () => guard(read),
    change: (edit) => {
      const turn = queue.then(() => guard(() => change(edit)));
      queue = turn;
      return turn;
    },
    watch: (changed) => watchStamp({ currentStamp, known: () => known?.stamp, changed }, watchInterval),
  };
}

interface Watched {
  readonly currentStamp: () => Promise<string | undefined>;
  /** What this process has read or written itself. */
  readonly known: () => string | undefined;
  readonly changed: () => void;
}

function watchStamp({ currentStamp, known, changed }: Watched, interval: number): () => void {
  let last = known();
  const look = async () => {
    const before = last;
    // A disk that cannot be asked is told of by the next reading.
    last = await currentStamp().catch(() => before);
    if (last !== before && last !== known()) changed();
  };
  const timer = setInterval(() => void look(), interval);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
