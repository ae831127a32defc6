import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "../replaceFile";
import type { FileStamp } from "./files";
import type { PackedUses } from "./referenceIndex";
import { eachInSlices } from "./slices";

/** What an earlier look at a workspace found: names and places, by file and its stamp. Never a text. */
export interface CachedIndex {
  readonly names: readonly string[];
  readonly files: readonly CachedFile[];
  /** The files that export wrappers, with the names of these, and the files that import them, by URI. */
  readonly exporting: readonly (readonly [uri: string, names: string])[];
  readonly importing: readonly string[];
}

export interface CachedFile extends FileStamp {
  readonly uri: string;
  readonly uses: PackedUses;
}

/** Keeps what was found in a workspace, so that opening it again takes no more than asking for stamps. */
export interface IndexCache {
  /** Whether anything may be kept for a folder. */
  readonly mayHold: (folder: string) => boolean;
  /**
   * What is kept for a folder; nothing when there is none, or when another program wrote it. `variant` tells
   * what else the finding of names depended on.
   */
  readonly load: (folder: string, variant: string) => Promise<CachedIndex | undefined>;
  /** Keeps it, where there is a place for it; that this fails costs time at the next opening, and nothing else. */
  readonly save: (folder: string, gather: () => Promise<CachedIndex>, variant: string) => Promise<void>;
}

/** A cache that keeps nothing. */
export const noCache: IndexCache = {
  mayHold: () => false,
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
};

/** A cache with one file for each workspace folder in `directory`. `version` tells the program that finds the names from all others. */
export function createIndexCache(directory: string, version: string): IndexCache {
  const pathFor = (folder: string): string => {
    return join(directory, `${createHash("sha256").update(folder).digest("hex").slice(0, 32)}.json`);
  };
  return {
    mayHold: (folder) => existsSync(pathFor(folder)),
    load: async (folder, variant) => {
      try {
        return await parse(await readFile(pathFor(folder), "utf8"), { folder, version: version + variant });
      } catch {
        // Not there, or half written by a program that is not ours: it is made anew.
        return undefined;
      }
    },
    save: async (folder, gather, variant) => {
      try {
        const index = await gather();
        await replaceFile(pathFor(folder), await serialize(index, { folder, version: version + variant }));
      } catch {
        // No room, or no right to write there: it is found anew next time.
      }
    },
  };
}

interface Header {
  readonly folder: string;
  readonly version: string;
}

/**
 * On disk: the paths below the folder, each on a line, and for each in turn when the file was changed and its size. Most files
 * hold no use; the others stand in `uses`, by where they are in the list. Reading this is most of what an opening takes.
 */
interface Stored extends Header {
  readonly names: readonly string[];
  readonly paths: string;
  readonly stamps: readonly number[];
  readonly uses: Readonly<Record<number, PackedUses>>;
  readonly exporting: CachedIndex["exporting"];
  readonly importing: readonly string[];
}

async function serialize({ files, ...rest }: CachedIndex, { folder, version }: Header): Promise<string> {
  const paths: string[] = [];
  const stamps: number[] = [];
  const uses: Record<number, PackedUses> = {};
  await eachInSlices(files, (file) => {
    if (file.uses.length > 0) uses[paths.length] = file.uses;
    paths.push(file.uri.slice(folder.length));
    stamps.push(file.modified, file.size);
  });
  const stored: Stored = { folder, version, ...rest, paths: paths.join("\n"), stamps, uses };
  return JSON.stringify(stored);
}

const none: PackedUses = [];

async function parse(text: string, { folder, version }: Header): Promise<CachedIndex | undefined> {
  const { stamps, names, uses, paths, exporting, importing, ...header } = JSON.parse(text) as Stored;
  if (header.folder !== folder || header.version !== version) return undefined;
  const files: CachedFile[] = [];
  await eachInSlices(paths === "" ? [] : paths.split("\n"), (path) => {
    const at = files.length;
    const [modified = NaN, size = NaN] = stamps.slice(2 * at, 2 * at + 2);
    files.push({ uri: folder + path, modified, size, uses: uses[at] ?? none });
  });
  return { names, files, exporting, importing };
}
