import { randomBytes } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Disk } from "./disk";
import { codeOf } from "./disk";

/** The right to write, held by one at a time among all windows and processes. */
export interface Lock {
  /** False when somebody took us for dead meanwhile: then nothing may be written any more. */
  readonly isOurs: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

export interface LockOptions {
  /** How long to wait for others, in milliseconds. */
  readonly patience: number;
  /** When a holder counts as dead that cannot be asked, or does not finish, in milliseconds. */
  readonly staleAfter: number;
}

/**
 * Waits for the lock of a folder; undefined when others do not let go of it in time.
 *
 * The lock is a folder `lock` that holds its owner's name. It is prepared elsewhere and renamed into place, which works for
 * one only, and that of a dead owner is renamed away to a place named after that owner, so that of several who noticed the
 * death only the first succeeds and none removes the lock of the next owner.
 */
export async function acquireLock(folder: string, disk: Disk, options: LockOptions): Promise<Lock | undefined> {
  const token = `${process.pid}-${randomBytes(9).toString("hex")}`;
  const prepared = join(folder, `${lockName}.${token}`);
  const path = join(folder, lockName);
  try {
    await disk.makeFolder(prepared);
    await disk.writeNew(
      join(prepared, ownerName),
      Buffer.from(JSON.stringify({ token, machine: machine(), pid: process.pid })),
    );
    if (!(await takePlace(prepared, path, disk, { folder, ...options }))) {
      await disk.remove(prepared);
      return undefined;
    }
  } catch (error) {
    await disk.remove(prepared).catch(() => undefined);
    throw error;
  }
  const isOurs = async () => (await readOwner(folder, disk))?.token === token;
  return {
    isOurs,
    release: async () => {
      if (await isOurs()) await moved(disk, path, prepared);
      await disk.remove(prepared);
    },
  };
}

/** Locks of the dead that were moved aside long enough ago that nobody is still about to move them. */
export async function sweepLocks(folder: string, disk: Disk): Promise<void> {
  for (const name of await disk.list(folder)) {
    if (!name.startsWith(`${lockName}.`)) continue;
    const path = join(folder, name);
    const age = await disk.age(path).catch(() => 0);
    if (age > sweepAfter) await disk.remove(path);
  }
}

/** Whether it worked before the patience was over. */
async function takePlace(
  prepared: string,
  path: string,
  disk: Disk,
  options: LockOptions & { readonly folder: string },
): Promise<boolean> {
  const deadline = performance.now() + options.patience;
  while (!(await moved(disk, prepared, path))) {
    await removeIfDead(options.folder, disk, options);
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
  }
  return true;
}

const lockName = "lock";
const ownerName = "owner";
const sweepAfter = 10 * 60_000;

interface Owner {
  readonly token: string;
  readonly machine: string;
  readonly pid: number;
}

/** Whether the folder is at its new place; not when something is there already, or when it has gone. */
async function moved(disk: Disk, from: string, to: string): Promise<boolean> {
  try {
    await disk.rename(from, to);
    return true;
  } catch (error) {
    // Windows says "not permitted" where others say "not empty".
    const taken = [
      "ENOTEMPTY",
      "EEXIST",
      "ENOENT",
      ...(process.platform === "win32" ? ["EPERM", "EACCES", "EBUSY"] : []),
    ];
    if (taken.includes(codeOf(error))) return false;
    throw error;
  }
}

async function removeIfDead(folder: string, disk: Disk, { staleAfter }: LockOptions): Promise<void> {
  const owner = await readOwner(folder, disk);
  const path = join(folder, lockName);
  const dead = owner?.machine === machine() && !isAlive(owner.pid);
  const age = await disk.age(path).catch(() => 0);
  // From a time to come it is when the clock was wrong at a crash; clocks that differ a little are none of that.
  if (dead || age > staleAfter || age < -sweepAfter)
    await moved(disk, path, join(folder, `${lockName}.${owner?.token ?? "unreadable"}`));
}

async function readOwner(folder: string, disk: Disk): Promise<Owner | undefined> {
  try {
    const { bytes } = await disk.read(join(folder, lockName, ownerName));
    return JSON.parse(bytes.toString("utf8")) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Where a process id means something: on the same machine, and there in the same container. */
export function machine(): string {
  return `${hostname()} ${processSpace()}`;
}

function processSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
