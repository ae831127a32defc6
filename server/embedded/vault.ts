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
  /** Where the key lies while it does not have its final name, which it gets after the first vault has been written. */
  readonly newKey: string | undefined;
}

/** Where everything is. */
export function vaultPaths(folder: string) {
  return { vault: join(folder, "vault"), key: join(folder, "vault.key") };
}

/** How files are called that are a key before its vault has been written. */
export const newKeyName = { start: "vault.key.", end: ".new" } as const;

/** Reads the vault; that nothing was ever stored is only said when there is neither a vault nor a key. */
export async function loadVault(folder: string, disk: Disk): Promise<Outcome<Vault>> {
  const paths = vaultPaths(folder);
  for (let tries = 3; ; tries--) {
    const vault = await readIfThere(paths.vault, disk);
    const key = await readIfThere(paths.key, disk);
    if (vault === undefined && key === undefined)
      return done({ contents: initialContents, stamp: undefined, key: undefined, newKey: undefined });
    if (vault !== undefined && key !== undefined) return open(vault, key, folder);
    const opened = vault === undefined ? undefined : await openWithNewKey(vault, folder, disk);
    if (opened !== undefined) return opened;
    // One without the other may be seen for a moment while another process writes its very first secret.
    if (tries === 0) return refused("storage", vault === undefined ? lostVault(folder) : lostKey(folder));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface File {
  readonly bytes: Buffer;
  readonly stamp: FileStamp;
}

/** After a crash in the very first write the key may still have its first name: of several, the one that fits. */
async function openWithNewKey(vault: File, folder: string, disk: Disk): Promise<Outcome<Vault> | undefined> {
  for (const name of await disk.list(folder)) {
    if (!name.startsWith(newKeyName.start) || !name.endsWith(newKeyName.end)) continue;
    const newKey = join(folder, name);
    const file = await readIfThere(newKey, disk);
    const opened = file === undefined ? undefined : open(vault, file, folder);
    if (opened?.kind === "ok") return done({ ...opened.value, newKey });
  }
  return undefined;
}

async function readIfThere(path: string, disk: Disk): Promise<File | undefined> {
  try {
    return await disk.read(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function open(vault: File, keyFile: File, folder: string): Outcome<Vault> {
  const paths = vaultPaths(folder);
  const key = readKeyFile(keyFile.bytes);
  if (key === undefined)
    return refused("storage", `The key ${paths.key} is damaged. Restore it from a backup; the secrets are untouched.`);
  const reading = readVault(vault.bytes, key);
  switch (reading.kind) {
    case "vault":
      return done({ contents: reading.contents, stamp: vault.stamp, key, newKey: undefined });
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
