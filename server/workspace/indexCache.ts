import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "../replaceFile";
import type { FileStamp } from "./files";
import type { PackedUses } from "./referenceIndex";

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
        return parse(await readFile(pathFor(folder), "utf8"), { folder, version: version + variant });
      } catch {
        // Not there, or half written by a program that is not ours: it is made anew.
        return undefined;
      }
    },
    save: async (folder, gather, variant) => {
      try {
        const index = await gather();
        await replaceFile(pathFor(folder), serialize(index, { folder, version: version + variant }));
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

function serialize({ names, files, exporting, importing }: CachedIndex, { folder, version }: Header): string {
  const stored: Stored = {
    folder,
    version,
    names,
    paths: files.map(({ uri }) => uri.slice(folder.length)).join("\n"),
    stamps: files.flatMap(({ modified, size }) => [modified, size]),
    uses: Object.fromEntries(files.flatMap(({ uses }, at) => (uses.length === 0 ? [] : [[at, uses]]))),
    exporting,
    importing,
  };
  return JSON.stringify(stored);
}

const none: PackedUses = [];

function parse(text: string, { folder, version }: Header): CachedIndex | undefined {
  const { stamps, names, uses, paths, exporting, importing, ...header } = JSON.parse(text) as Stored;
  if (header.folder !== folder || header.version !== version) return undefined;
  const files = (paths === "" ? [] : paths.split("\n")).map((path, at) => ({
    uri: folder + path,
    modified: stamps[2 * at] ?? NaN,
    size: stamps[2 * at + 1] ?? NaN,
    uses: uses[at] ?? none,
  }));
  return { names, files, exporting, importing };
}
