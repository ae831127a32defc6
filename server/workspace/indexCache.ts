import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { keepNewest, replaceFile } from "../replaceFile";
import type { PackedUses } from "./referenceIndex";
import { eachInSlices } from "./slices";

/** What an earlier look at a workspace found: names and places, by file and its stamp. Never a text. */
export interface CachedIndex {
  readonly names: readonly string[];
  /** All files that have been looked into, by URI. */
  readonly files: readonly string[];
  /** When each of the files was changed, and its size: two numbers a file, in the order of the files. */
  readonly stamps: Float64Array;
  /** The uses in files that hold any, by URI. */
  readonly uses: ReadonlyMap<string, PackedUses>;
  /** The files that export wrappers, with the names of these, and the files that import them, by URI. */
  readonly exporting: readonly (readonly [uri: string, names: string])[];
  readonly importing: readonly string[];
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

/** Of so many workspace folders is kept what was found, of those that were opened last: many a one is never opened again. */
const keptFolders = 100;

/** A cache with one file for each workspace folder in `directory`. `version` tells the program that finds the names from all others. */
export function createIndexCache(directory: string, version: string): IndexCache {
  const pathFor = (folder: string): string => {
    return join(directory, `${createHash("sha256").update(folder).digest("hex").slice(0, 32)}.index`);
  };
  return {
    mayHold: (folder) => existsSync(pathFor(folder)),
    load: async (folder, variant) => {
      try {
        const path = pathFor(folder);
        const found = parse(await readFile(path), { folder, version: version + variant });
        const now = new Date();
        await utimes(path, now, now).catch(() => undefined);
        return found;
      } catch {
        // Not there, or half written by a program that is not ours: it is made anew.
        return undefined;
      }
    },
    save: async (folder, gather, variant) => {
      try {
        const index = await gather();
        await replaceFile(pathFor(folder), await serialize(index, { folder, version: version + variant }));
        await keepNewest(directory, keptFolders);
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
 * On disk: how many files there are and their stamps, as numbers of eight bytes; then a line of JSON, and the paths of the files
 * below the folder, each on a line. Reading this is much of what an opening takes, and numbers in JSON were most of that.
 */
interface Stored extends Header {
  readonly names: readonly string[];
  /** By where the file is in the list. */
  readonly uses: Readonly<Record<number, PackedUses>>;
  readonly exporting: CachedIndex["exporting"];
  readonly importing: readonly string[];
}

const bytesPerNumber = Float64Array.BYTES_PER_ELEMENT;
const numbersPerStamp = 2;

async function serialize({ files, stamps, uses, ...rest }: CachedIndex, header: Header): Promise<Buffer> {
  const paths: string[] = [];
  const usesByPlace: Record<number, PackedUses> = {};
  await eachInSlices(files, (uri, at) => {
    paths.push(uri.slice(header.folder.length));
    const packed = uses.get(uri);
    if (packed !== undefined) usesByPlace[at] = packed;
  });
  const stored: Stored = { ...header, ...rest, uses: usesByPlace };
  const text = [JSON.stringify(stored), ...paths].join("\n");
  return Buffer.concat([bytesOf(Float64Array.of(files.length)), bytesOf(stamps), Buffer.from(text)]);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Throws where the bytes are not what `serialize` made. */
function parse(bytes: Buffer, expected: Header): CachedIndex | undefined {
  const { buffer, byteOffset } = bytes;
  const [count = NaN] = new Float64Array(buffer.slice(byteOffset, byteOffset + bytesPerNumber));
  const textStart = (1 + numbersPerStamp * count) * bytesPerNumber;
  const [json = "", ...paths] = bytes.toString("utf8", textStart).split("\n");
  const { folder, version, uses, ...rest } = JSON.parse(json) as Stored;
  if (folder !== expected.folder || version !== expected.version) return undefined;
  const stamps = new Float64Array(buffer.slice(byteOffset + bytesPerNumber, byteOffset + textStart));
  const files = paths.map((path) => folder + path);
  const usesByUri = Object.entries(uses).map(([at, packed]) => [files[Number(at)] ?? "", packed] as const);
  return { ...rest, files, stamps, uses: new Map(usesByUri) };
}
