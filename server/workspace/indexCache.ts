import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileStamp } from "./files";
import type { PackedUses } from "./referenceIndex";

/** What an earlier look at a workspace found: names and places, by file and its stamp. Never a text. */
export interface CachedIndex {
  readonly names: readonly string[];
  readonly files: ReadonlyMap<string, CachedFile>;
}

export interface CachedFile extends FileStamp {
  readonly uses: PackedUses;
}

/** Keeps what was found in a workspace, so that opening it again takes no more than asking for stamps. */
export interface IndexCache {
  /** What is kept for a folder; nothing when there is none, or when another version of the program wrote it. */
  readonly load: (folder: string) => Promise<CachedIndex | undefined>;
  /** Keeps it; that this fails costs time at the next opening, and nothing else. */
  readonly save: (folder: string, index: CachedIndex) => Promise<void>;
}

/** A cache that keeps nothing. */
export const noCache: IndexCache = {
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
};

/** A cache with one file for each workspace folder in `directory`. `version` is that of the program that finds the names. */
export function createIndexCache(directory: string, version: string): IndexCache {
  const pathFor = (folder: string): string => {
    return join(directory, `${createHash("sha256").update(folder).digest("hex").slice(0, 32)}.json`);
  };
  return {
    load: async (folder) => {
      try {
        return parse(await readFile(pathFor(folder), "utf8"), { folder, version });
      } catch {
        // Not there, or half written by a program that is not ours: it is made anew.
        return undefined;
      }
    },
    save: async (folder, index) => {
      const temporary = `${pathFor(folder)}.${process.pid}`;
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeFile(temporary, serialize(index, { folder, version }), { mode: 0o600 });
        await rename(temporary, pathFor(folder));
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

interface Header {
  readonly folder: string;
  readonly version: string;
}

/** On disk: paths below the folder, each with when it was changed, its size, and its packed uses. */
interface Stored extends Header {
  readonly names: readonly string[];
  readonly files: readonly (readonly [path: string, modified: number, size: number, ...uses: number[]])[];
}

function serialize({ names, files }: CachedIndex, { folder, version }: Header): string {
  const stored: Stored = {
    folder,
    version,
    names,
    files: [...files].map(([uri, { modified, size, uses }]) => [uri.slice(folder.length), modified, size, ...uses]),
  };
  return JSON.stringify(stored);
}

function parse(text: string, { folder, version }: Header): CachedIndex | undefined {
  const stored = JSON.parse(text) as Stored;
  if (stored.folder !== folder || stored.version !== version) return undefined;
  const files = new Map<string, CachedFile>();
  for (const [path, modified, size, ...uses] of stored.files) files.set(folder + path, { modified, size, uses });
  return { names: stored.names, files };
}
