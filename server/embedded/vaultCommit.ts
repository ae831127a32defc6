import { randomBytes } from "node:crypto";
import { basename, join } from "node:path";
import type { Disk } from "./disk";
import { codeOf } from "./disk";
import type { Lock } from "./lock";
import type { Outcome } from "./problem";
import { done, refused } from "./problem";
import type { Edit } from "./secretStore";
import { uncertainProblem } from "./storageProblem";
import type { Vault } from "./vault";
import { newKeyName, vaultPaths } from "./vault";
import { writeVault } from "./vaultFormat";
import { generateKeyFile, readKeyFile } from "./vaultKey";
import type { VaultKey } from "./vaultKey";

/** A vault to be changed by the holder of its lock. */
export interface Commit {
  readonly directory: string;
  readonly disk: Disk;
  readonly lock: Lock;
  readonly vault: Vault;
}

/**
 * Replaces the vault by what the edit makes of it: temporary file, rename, and both on the medium before it answers.
 *
 * The order makes it safe even from a process that was taken for dead and wakes up later: it writes its temporary file, then
 * asks whether the lock is still its own, then renames. The next owner takes the lock, then removes temporary files, then reads.
 * So either the rename came first and is read, or it fails for want of its file.
 */
export async function commitVault<T>(
  commit: Commit,
  edit: Edit<T>,
): Promise<Outcome<{ readonly vault: Vault; readonly value: T }>> {
  const { directory, disk, lock, vault } = commit;
  const paths = vaultPaths(directory);
  const { key, newKey } =
    vault.key === undefined ? await storeNewKey(commit) : { key: vault.key, newKey: vault.newKey };
  const edited = edit(vault.contents, key.seal);
  if (edited.kind === "refused") return edited;
  const temporary = join(directory, `vault.${randomBytes(9).toString("hex")}${temporaryEnd}`);
  try {
    await disk.writeNew(temporary, writeVault(edited.value.contents, key));
    if (!(await lock.isOurs())) {
      await disk.remove(temporary);
      return overtaken;
    }
    await disk.rename(temporary, paths.vault);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return overtaken;
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  try {
    if (newKey !== undefined) await nameKey(newKey, commit);
    await disk.syncFolder(directory);
    const stamp = await disk.stamp(paths.vault);
    const { contents, value } = edited.value;
    return done({ vault: { contents, stamp, key, newKey: undefined }, value });
  } catch (error) {
    return { kind: "refused", problem: uncertainProblem(error, directory) };
  }
}

/** Removes what writers left behind. Only the holder of the lock writes, so that none of it is in use. */
export async function sweepTemporaryFiles(directory: string, disk: Disk): Promise<void> {
  const names = await disk.list(directory);
  // Until the key has its name, one of the new ones may be the key of the vault.
  const hasKey = names.includes(basename(vaultPaths(directory).key));
  const ends = hasKey ? [temporaryEnd, newKeyName.end] : [temporaryEnd];
  for (const name of names)
    if (name.startsWith("vault.") && ends.some((end) => name.endsWith(end))) await disk.remove(join(directory, name));
}

const temporaryEnd = ".tmp";
const overtaken = refused("unavailable", "Writing took so long that another window went ahead. Try again.");

/**
 * The key gets its final name after the vault, so that a key without a vault always means that the vault was lost. Before, it
 * has a name of its own, so that no two writers can take each other's away.
 */
async function storeNewKey({ directory, disk }: Commit): Promise<{ readonly key: VaultKey; readonly newKey: string }> {
  const bytes = generateKeyFile();
  const key = readKeyFile(bytes);
  if (key === undefined) throw new Error("A new key cannot be read.");
  const newKey = join(directory, `${newKeyName.start}${randomBytes(9).toString("hex")}${newKeyName.end}`);
  await disk.writeNew(newKey, bytes);
  await disk.syncFolder(directory);
  return { key, newKey };
}

async function nameKey(newKey: string, { directory, disk }: Commit): Promise<void> {
  try {
    await disk.rename(newKey, vaultPaths(directory).key);
  } catch (error) {
    // The next owner of the lock has done it for us.
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
