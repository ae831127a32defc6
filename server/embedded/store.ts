import type { Contents } from "./contents";
import type { Disk, FileStamp } from "./disk";
import { codeOf, realDisk } from "./disk";
import type { LockOptions } from "./lock";
import { acquireLock, sweepLocks } from "./lock";
import type { Outcome } from "./problem";
import { done, refused } from "./problem";
import type { Edit, SecretStore } from "./secretStore";
import { storageProblem } from "./storageProblem";
import type { Vault } from "./vault";
import { loadVault, vaultPaths } from "./vault";
import { commitVault, sweepTemporaryFiles } from "./vaultCommit";
import type { Made } from "./watchers";
import { createWatchers } from "./watchers";

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
export function createEmbeddedStore(options: EmbeddedStoreOptions): EmbeddedStore {
  const place: Place = { lock: { patience: 5_000, staleAfter: 15_000 }, disk: realDisk, ...options };
  let known: Vault | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const watchers = createWatchers(() => currentStamp(place), options.watchInterval ?? 1_000);
  const remember = (vault: Vault) => {
    known = vault;
  };
  const guard = async <T>(action: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await action();
    } catch (error) {
      return { kind: "refused", problem: storageProblem(error, place.directory) };
    }
  };
  return {
    read: () => guard(() => read(place, known, remember)),
    change: (edit) => {
      const write = (made: Made) =>
        change(place, edit, (before, vault) => {
          known = vault;
          made(before, vault.stamp);
        });
      const turn = queue.then(() => guard(() => watchers.during(write)));
      queue = turn;
      return turn;
    },
    watch: watchers.watch,
  };
}

/** Where a store is, and how it is reached. */
interface Place {
  readonly directory: string;
  readonly disk: Disk;
  readonly lock: LockOptions;
}

async function currentStamp({ directory, disk }: Place): Promise<string | undefined> {
  try {
    return await disk.stamp(vaultPaths(directory).vault);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** What is stored now; the file is only read if it is another than the one that is known. */
async function read(
  place: Place,
  known: Vault | undefined,
  remember: (vault: Vault) => void,
): Promise<Outcome<Contents>> {
  const stamp = await currentStamp(place);
  if (known !== undefined && stamp !== undefined && known.stamp === stamp) return done(known.contents);
  const vault = await loadVault(place.directory, place.disk);
  if (vault.kind === "refused") return vault;
  remember(vault.value);
  return done(vault.value.contents);
}

async function change<T>(
  place: Place,
  edit: Edit<T>,
  written: (before: FileStamp | undefined, vault: Vault) => void,
): Promise<Outcome<T>> {
  const { directory, disk } = place;
  await disk.makeFolder(directory);
  const lock = await acquireLock(directory, disk, place.lock);
  if (lock === undefined)
    return refused("unavailable", "Another window is writing to the embedded store. Try again in a moment.");
  try {
    // Before reading: whoever held the lock before us cannot finish a write without its temporary file.
    await sweepTemporaryFiles(directory, disk);
    const vault = await loadVault(directory, disk);
    if (vault.kind === "refused") return vault;
    const committed = await commitVault({ directory, disk, lock, vault: vault.value }, edit);
    if (committed.kind === "refused") return committed;
    written(vault.value.stamp, committed.value.vault);
    return done(committed.value.value);
  } finally {
    // Whether this works or not, what was written is written.
    await lock.release().catch(() => undefined);
    await sweepLocks(directory, disk).catch(() => undefined);
  }
}
