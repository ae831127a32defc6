import type { WorkspaceFiles } from "./files";
import type { Importers } from "./importers";
import type { CachedIndex, IndexCache } from "./indexCache";
import type { PackedUses, ReferenceIndex } from "./referenceIndex";
import { eachInSlices } from "./slices";
import { isWithin } from "./uris";

/** How coarsely a disk may tell the time of a change, in milliseconds; FAT is the coarsest in use. */
const clockGrain = 2000;

/** What was kept of a folder, as far as the files are as they were then. */
export async function stillTrue(
  folder: string,
  { cache, files, variant }: { readonly cache: IndexCache; readonly files: WorkspaceFiles; readonly variant: string },
): Promise<CachedIndex | undefined> {
  const cached = await cache.load(folder, variant);
  if (cached === undefined) return undefined;
  const { stamps } = cached;
  const fresh: string[] = [];
  await eachInSlices(cached.files, (uri, at) => {
    const stamp = files.stamp(uri);
    if (stamp?.modified === stamps[2 * at] && stamp?.size === stamps[2 * at + 1]) fresh.push(uri);
  });
  return onlySure({ ...cached, files: fresh });
}

/** What importers hold counts as long as all is as it was that exports. */
function onlySure(cached: CachedIndex): CachedIndex {
  if (cached.exporting.length === 0) return cached;
  const fresh = new Set(cached.files);
  if (cached.exporting.every(([uri]) => fresh.has(uri))) return cached;
  const involved = new Set([...cached.exporting.map(([uri]) => uri), ...cached.importing]);
  return { ...cached, files: cached.files.filter((uri) => !involved.has(uri)), exporting: [], importing: [] };
}

/** What is to be kept of a folder: not what is `open`, nor what may have changed since reading `begun`. */
export async function worthKeeping(
  folder: string,
  index: ReferenceIndex,
  options: {
    readonly files: WorkspaceFiles;
    readonly open: ReadonlySet<string>;
    readonly begun: number;
    readonly importers: Importers;
  },
): Promise<CachedIndex> {
  const { files, open, begun, importers } = options;
  const kept: string[] = [];
  const stamps: number[] = [];
  const keptUses = new Map<string, PackedUses>();
  await eachInSlices([...index.packed()], ([uri, uses]) => {
    if (!isWithin(uri, folder) || open.has(uri)) return;
    const stamp = files.stamp(uri);
    if (stamp === undefined || stamp.modified >= begun - clockGrain) return;
    kept.push(uri);
    stamps.push(stamp.modified, stamp.size);
    if (uses.length > 0) keptUses.set(uri, uses);
  });
  const names = index.names();
  return { names, files: kept, stamps: Float64Array.from(stamps), uses: keptUses, ...importers.kept(folder) };
}
