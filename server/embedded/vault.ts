import { join } from "node:path";
import type { Contents } from "./contents";
import { initialContents } from "./contents";
import type { Disk, FileStamp } from "./disk";
import { codeOf } from "./disk";
import type { Outcome } from "./problem";
import { done, refused } from "./problem";
import { readVault } from "./vaultFormat";
import type { VaultKey } from "./vaultKey";
import { readKeyFile } from "./vaultKey";

/** What lies on the disk. Without a key nothing does yet. */
export interface Vault {
  readonly contents: Contents;
  readonly stamp: FileStamp | undefined;
  readonly key: VaultKey | undefined;
  /** The key still has the name that it has until the first vault is written. */
  readonly keyIsNew: boolean;
}

/** Where everything is. */
export function vaultPaths(folder: string) {
  return { vault: join(folder, "vault"), key: join(folder, "vault.key"), newKey: join(folder, "vault.key.new") };
}

/** Reads the vault; that nothing was ever stored is only said when there is neither a vault nor a key. */
export async function loadVault(folder: string, disk: Disk): Promise<Outcome<Vault>> {
  for (let tries = 3; ; tries--) {
    const files = await readFiles(folder, disk);
    const { vault, key, newKey } = files;
    const usedKey = key ?? newKey;
    if (vault !== undefined && usedKey !== undefined)
      return open(vault, usedKey, { folder, keyIsNew: key === undefined });
    if (vault === undefined && key === undefined)
      return done({ contents: initialContents, stamp: undefined, key: undefined, keyIsNew: false });
    // One without the other may be seen for a moment while another process writes its very first secret.
    if (tries === 0) return refused("storage", vault === undefined ? lostVault(folder) : lostKey(folder));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface File {
  readonly bytes: Buffer;
  readonly stamp: FileStamp;
}

async function readFiles(folder: string, disk: Disk) {
  const paths = vaultPaths(folder);
  return {
    vault: await readIfThere(paths.vault, disk),
    key: await readIfThere(paths.key, disk),
    newKey: await readIfThere(paths.newKey, disk),
  };
}

async function readIfThere(path: string, disk: Disk): Promise<File | undefined> {
  try {
    return await disk.read(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function open(
  vault: File,
  keyFile: File,
  { folder, keyIsNew }: { readonly folder: string; readonly keyIsNew: boolean },
): Outcome<Vault> {
  const paths = vaultPaths(folder);
  const key = readKeyFile(keyFile.bytes);
  if (key === undefined)
    return refused("storage", `The key ${paths.key} is damaged. Restore it from a backup; the secrets are untouched.`);
  const reading = readVault(vault.bytes, key);
  switch (reading.kind) {
    case "vault":
      return done({ contents: reading.contents, stamp: vault.stamp, key, keyIsNew });
    case "damaged":
      return refused("storage", `The file ${paths.vault} is damaged. It was left as it is; restore it from a backup.`);
    case "wrongKey":
      return refused("storage", `The key ${paths.key} does not belong to ${paths.vault}. Restore the one that does.`);
    case "newer":
      return refused(
        "storage",
        `The file ${paths.vault} was written by a newer version (format ${reading.version}). Update Inline Secrets.`,
      );
  }
}

function lostVault(folder: string): string {
  const { vault, key } = vaultPaths(folder);
  return `The file ${vault} is gone, but its key is there. Restore it from a backup, or delete ${key} to begin anew.`;
}

function lostKey(folder: string): string {
  const { vault, key } = vaultPaths(folder);
  return `The key ${key} is gone, but ${vault} is there. Restore the key from a backup, or delete the file to begin anew.`;
}
