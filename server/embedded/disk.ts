import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";

/** Tells one state of a file from the next: files are never changed in place, only replaced. */
export type FileStamp = string;

/** What the embedded store needs of a disk. Everything throws what Node throws. */
export interface Disk {
  readonly read: (path: string) => Promise<{ readonly bytes: Buffer; readonly stamp: FileStamp }>;
  readonly stamp: (path: string) => Promise<FileStamp>;
  /** Writes a file that must not exist yet, for its owner only, and waits until it is on the medium. */
  readonly writeNew: (path: string, bytes: Buffer) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file or a folder; one that is not there will do. */
  readonly remove: (path: string) => Promise<void>;
  /** Makes a folder for its owner only. */
  readonly makeFolder: (path: string) => Promise<void>;
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Waits until names in the folder are on the medium. */
  readonly syncFolder: (path: string) => Promise<void>;
  /** How long ago the entry came to its place, in milliseconds. */
  readonly age: (path: string) => Promise<number>;
}

/** The disk of this machine. */
export const realDisk: Disk = {
  read: async (path) => {
    const file = await open(path, "r");
    try {
      const stamp = toStamp(await file.stat({ bigint: true }));
      return { bytes: await readFile(file), stamp };
    } finally {
      await file.close();
    }
  },
  stamp: async (path) => toStamp(await stat(path, { bigint: true })),
  writeNew: async (path, bytes) => {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename: (from, to) => withPatience(() => rename(from, to)),
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: (path) => readdir(path),
  syncFolder: async (path) => {
    // Windows cannot open a folder, and keeps its names safe by itself.
    if (process.platform === "win32") return;
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } catch (error) {
      // Some file systems cannot do that for folders at all, and PostgreSQL forgives them, too (`fsync_fname_ext` in its `fd.c`).
      if (!["EINVAL", "EBADF", "ENOTSUP"].includes(codeOf(error))) throw error;
    } finally {
      await folder.close();
    }
  },
  age: async (path) => {
    const { mtimeMs, ctimeMs } = await stat(path);
    return Date.now() - Math.max(mtimeMs, ctimeMs);
  },
};

function toStamp(stats: { readonly ino: bigint; readonly size: bigint; readonly mtimeNs: bigint }): FileStamp {
  return `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}

/** On Windows a file that another program is looking at, such as a virus scanner, cannot be replaced for a moment. */
async function withPatience(attempt: () => Promise<void>): Promise<void> {
  for (let tries = process.platform === "win32" ? 5 : 0; ; tries--) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (tries === 0 || !["EPERM", "EACCES", "EBUSY"].includes(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
