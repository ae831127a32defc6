import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Disk } from "./disk";
import { codeOf } from "./disk";
import type { Lock } from "./lock";
import type { Outcome } from "./problem";
import { done, refused } from "./problem";
import type { Edit } from "./secretStore";
import { uncertainProblem } from "./storageProblem";
import type { Vault } from "./vault";
import { vaultPaths } from "./vault";
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
  const key = vault.key ?? (await storeNewKey(commit));
  const edited = edit(vault.contents, key.seal);
  if (edited.kind === "refused") return edited;
  const temporary = join(directory, `vault.${randomBytes(9).toString("hex")}${temporaryEnd}`);
  try {
    await disk.writeNew(temporary, writeVault(edited.value.contents, key));
    if (!(await lock.isOurs()))
      return refused("unavailable", "Writing took so long that another window went ahead. Try again.");
    await disk.rename(temporary, paths.vault);
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  try {
    if (vault.key === undefined || vault.keyIsNew) await nameKey(commit);
    await disk.syncFolder(directory);
    const stamp = await disk.stamp(paths.vault);
    return done({ vault: { contents: edited.value.contents, stamp, key, keyIsNew: false }, value: edited.value.value });
  } catch (error) {
    return { kind: "refused", problem: uncertainProblem(error, directory) };
  }
}

/** Removes what writers left behind. Only the holder of the lock writes, so that none of it is in use. */
export async function sweepTemporaryFiles(directory: string, disk: Disk): Promise<void> {
  for (const name of await disk.list(directory))
    if (name.startsWith("vault.") && name.endsWith(temporaryEnd)) await disk.remove(join(directory, name));
}

const temporaryEnd = ".tmp";

/** The key gets its final name after the vault, so that a key without a vault always means that the vault was lost. */
async function storeNewKey({ directory, disk }: Commit): Promise<VaultKey> {
  const { newKey } = vaultPaths(directory);
  const bytes = generateKeyFile();
  const key = readKeyFile(bytes);
  if (key === undefined) throw new Error("A new key cannot be read.");
  await disk.remove(newKey);
  await disk.writeNew(newKey, bytes);
  await disk.syncFolder(directory);
  return key;
}

async function nameKey({ directory, disk }: Commit): Promise<void> {
  const { key, newKey } = vaultPaths(directory);
  try {
    await disk.rename(newKey, key);
  } catch (error) {
    // The next owner of the lock has done it for us.
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
