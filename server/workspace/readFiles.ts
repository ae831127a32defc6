import { languageOf } from "../languages/index";
import { linePatternOf } from "../languages/prefilter";
import type { Language } from "../languages/reference";
import type { FileSearch, LineQuery, Listing } from "./listFiles";
import { createSlices } from "./slices";

/** What is done with the files that are looked into. */
export interface FileReader {
  readonly read: (uri: string) => void;
  /** Called instead for a file that is known to hold no reference, without it having been opened. */
  readonly skip: (uri: string) => void;
  /** Whether a file changed since all of this began. */
  readonly hasChanged: (uri: string) => boolean;
}

export interface ReadOptions {
  readonly listings: readonly Listing[];
  readonly signal: AbortSignal;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** So many files are sooner searched by another program than opened one by one. */
const worthSearching = 200;

/** Looks into files in slices; where git can tell which of them may hold anything, the others are not even opened. */
export async function readFiles(wanted: readonly string[], reader: FileReader, options: ReadOptions): Promise<void> {
  const { signal, onProgress } = options;
  const { searches, pending } = plan(wanted, options.listings);
  const slices = createSlices();
  let running = searches.length;
  let next = 0;
  let done = 0;
  let wake = (): void => undefined;
  const push = (uris: Iterable<string>): void => {
    for (const uri of uris) pending.push(uri);
    wake();
  };
  for (const search of searches)
    void runSearch(search, { push, signal }).then((isComplete) => {
      running--;
      const rest = [...search.files];
      const skipped = isComplete ? rest.filter((uri) => !reader.hasChanged(uri)) : [];
      skipped.forEach(reader.skip);
      done += skipped.length;
      push(isComplete ? rest.filter(reader.hasChanged) : rest);
    });
  while (!signal.aborted) {
    const uri = pending[next];
    if (uri !== undefined) {
      next++;
      reader.read(uri);
      done++;
      if (await slices.pause()) onProgress?.(done, wanted.length);
    } else if (running > 0) await new Promise<void>((resolve) => (wake = resolve));
    else return;
  }
}

interface Search {
  readonly search: FileSearch;
  readonly query: LineQuery;
  /** The files that are searched and not found yet. */
  readonly files: Set<string>;
}

function runSearch(
  { search, query, files }: Search,
  { push, signal }: { readonly push: (uris: Iterable<string>) => void; readonly signal: AbortSignal },
): Promise<boolean> {
  return search.find(
    query,
    (found) => {
      push(found.filter((uri) => files.delete(uri)));
    },
    signal,
  );
}

/** Searches for the families with many files; what is left is to be opened. */
function plan(wanted: readonly string[], listings: readonly Listing[]) {
  const searches: Search[] = [];
  const pending: string[] = [];
  for (const [pattern, { uris, fileNames }] of byPattern(wanted)) {
    const open = new Set(uris);
    for (const { search } of pattern === undefined ? [] : listings) {
      const files = search === undefined ? [] : uris.filter((uri) => open.has(uri) && search.covers(uri));
      if (search === undefined || pattern === undefined || files.length < worthSearching) continue;
      for (const uri of files) open.delete(uri);
      searches.push({ search, query: { pattern, fileNames }, files: new Set(files) });
    }
    for (const uri of open) pending.push(uri);
  }
  return { searches, pending };
}

interface Group {
  readonly fileNames: readonly string[];
  readonly uris: string[];
}

/** Families that are told by the same needles are searched together. */
function byPattern(uris: readonly string[]): ReadonlyMap<string | undefined, Group> {
  const groups = new Map<string | undefined, Group>();
  const groupOf = new Map<Language | undefined, Group>();
  for (const uri of uris) {
    const language = languageOf("", uri);
    const group = groupOf.get(language) ?? groupFor(language, groups);
    groupOf.set(language, group);
    group.uris.push(uri);
  }
  return groups;
}

function groupFor(language: Language | undefined, groups: Map<string | undefined, Group>): Group {
  const pattern = language === undefined ? undefined : linePatternOf(language);
  const known = groups.get(pattern);
  const fileNames = [...(known?.fileNames ?? []), ...(language?.fileNames ?? [])];
  const group = { fileNames, uris: known?.uris ?? [] };
  groups.set(pattern, group);
  return group;
}
