import { linePatternsOf } from "../languages/prefilter";
import type { Language } from "../languages/reference";
import type { FileSearch, LineQuery, Listing } from "./listFiles";
import type { LanguageChoice } from "./languageChoice";
import { createSlices } from "./slices";

/** What is done with the files that are looked into. */
export interface FileReader {
  /** `isFound` where a search found that the file holds what its language looks for. */
  readonly read: (uri: string, isFound: boolean) => void;
  /** Called instead for a file that is known to hold no reference, without it having been opened. */
  readonly skip: (uri: string) => void;
  /** Whether a file changed since all of this began. */
  readonly hasChanged: (uri: string) => boolean;
}

export interface ReadOptions {
  readonly languages: LanguageChoice;
  readonly listings: readonly Listing[];
  readonly signal: AbortSignal;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** What one of fits a line of every file that is to be read, where that is not what its language looks for. */
  readonly patterns?: readonly string[];
}

/** So many files are sooner searched by another program than opened one by one. */
const worthSearching = 200;

/** Looks into files in slices; where git can tell which of them may hold anything, the others are not even opened. */
export async function readFiles(wanted: readonly string[], reader: FileReader, options: ReadOptions): Promise<void> {
  const { signal, onProgress } = options;
  const { searches, pending } = plan(wanted, options);
  const slices = createSlices();
  const found: string[] = [];
  let running = searches.length;
  let next = 0;
  let nextFound = 0;
  let done = 0;
  let wake = (): void => undefined;
  const add = (uris: Iterable<string>, to: string[]): void => {
    push(to, uris);
    wake();
  };
  const onFound = (uris: Iterable<string>): void => {
    add(uris, found);
  };
  for (const search of searches)
    void runSearch(search, { onFound, signal }).then((isComplete) => {
      running--;
      const rest = [...search.files];
      const skipped = isComplete ? rest.filter((uri) => !reader.hasChanged(uri)) : [];
      skipped.forEach(reader.skip);
      done += skipped.length;
      add(isComplete ? rest.filter(reader.hasChanged) : rest, pending);
    });
  while (!signal.aborted) {
    const isFound = nextFound < found.length;
    const uri = isFound ? found[nextFound] : pending[next];
    if (uri !== undefined) {
      if (isFound) nextFound++;
      else next++;
      reader.read(uri, isFound && options.patterns === undefined);
      done++;
      const pause = slices.pause();
      if (pause) await pause.then(() => onProgress?.(done, wanted.length));
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
  { onFound, signal }: { readonly onFound: (uris: Iterable<string>) => void; readonly signal: AbortSignal },
): Promise<boolean> {
  return search.find(
    query,
    (uris) => {
      onFound(uris.filter((uri) => files.delete(uri)));
    },
    signal,
  );
}

/** Searches for the families with many files; what is left is to be opened. */
function plan(wanted: readonly string[], { listings, languages, patterns: special }: ReadOptions) {
  const searches: Search[] = [];
  const pending: string[] = [];
  const available = listings.flatMap(({ search }) => search ?? []);
  for (const { patterns, fileNames, uris } of groupsOf(wanted, languages, special)) {
    const isSearched = patterns !== undefined && uris.length >= worthSearching;
    for (const [search, files] of bySearch(uris, isSearched ? available : [])) {
      if (search === undefined || patterns === undefined || files.length < worthSearching) push(pending, files);
      else searches.push({ search, query: { patterns, fileNames }, files: new Set(files) });
    }
  }
  return { searches, pending };
}

/** For lists of any length: as arguments of one call they would be too many. */
function push(pending: string[], uris: Iterable<string>): void {
  for (const uri of uris) pending.push(uri);
}

/** The files by the search that covers them, if any. */
function bySearch(uris: readonly string[], available: readonly FileSearch[]) {
  if (available.length === 0) return [[undefined, uris]] as const;
  const groups = new Map<FileSearch | undefined, string[]>(available.map((search) => [search, []]));
  groups.set(undefined, []);
  for (const uri of uris) groups.get(available.find(({ covers }) => covers(uri)))?.push(uri);
  return groups;
}

interface Group {
  /** Undefined where almost any file would fit. */
  readonly patterns: readonly string[] | undefined;
  readonly fileNames: string[];
  readonly uris: string[];
}

/** What files of these names are searched for. */
export function queriesFor(names: readonly string[], languages: LanguageChoice): readonly LineQuery[] {
  return groupsOf(names, languages).flatMap(({ patterns, fileNames }) =>
    patterns === undefined ? [] : [{ patterns, fileNames }],
  );
}

/** Families that are told by the same needles are searched together. */
function groupsOf(uris: readonly string[], languages: LanguageChoice, special?: readonly string[]): readonly Group[] {
  const groups = new Map<string | undefined, Group>();
  const groupOf = new Map<Language | undefined, Group>();
  const groupFor = (language: Language | undefined): Group => {
    const patterns = special ?? (language === undefined ? undefined : linePatternsOf(language));
    const group = groups.get(patterns?.join()) ?? { patterns, fileNames: [], uris: [] };
    group.fileNames.push(...(language?.fileNames ?? []));
    groups.set(patterns?.join(), group);
    groupOf.set(language, group);
    return group;
  };
  for (const uri of uris) {
    const language = languages.of("", uri);
    (groupOf.get(language) ?? groupFor(language)).uris.push(uri);
  }
  return [...groups.values()];
}
