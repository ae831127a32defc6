import { linePatternsOf } from "../languages/prefilter";
import type { Language } from "../languages/reference";
import type { FileSearch, LineQuery, Listing } from "./listFiles";
import type { LanguageChoice } from "./languageChoice";
import { createSlices, eachInSlices } from "./slices";

/** What is done with the files that are looked into. */
export interface FileReader {
  /** `isFound` where a search found that the file holds what its language looks for. */
  readonly read: (uri: string, isFound: boolean) => void;
  /** Called instead for a file that is known to hold no reference, without it having been opened. */
  readonly skip: (uri: string) => void;
  /** Whether a file changed since all of this began. */
  readonly hasChanged: (uri: string) => boolean;
  /** Called when nothing is searched for any more, and most files have been read. */
  readonly nearEnd?: () => void;
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
  const { searches, pending } = await plan(wanted, options);
  const queue = createQueue(pending);
  const slices = createSlices();
  let running = searches.length;
  let skipped = 0;
  let wake = (): void => undefined;
  const onFound = (uris: readonly string[]): void => {
    queue.addFound(uris);
    wake();
  };
  for (const search of searches)
    void runSearch(search, onFound, signal).then(async (isComplete) => {
      await eachInSlices(search.files, (uri) => {
        if (signal.aborted) return;
        if (isComplete && !reader.hasChanged(uri)) {
          reader.skip(uri);
          skipped++;
        } else queue.add(uri);
      });
      running--;
      wake();
    });
  let { nearEnd } = reader;
  while (!signal.aborted) {
    if (nearEnd !== undefined && running === 0 && queue.isNearEnd()) {
      nearEnd();
      nearEnd = undefined;
    }
    const next = queue.take();
    if (next !== undefined) {
      reader.read(next.uri, next.isFound && options.patterns === undefined);
      const pause = slices.pause();
      if (pause) await pause.then(() => onProgress?.(skipped + queue.taken(), wanted.length));
    } else if (running > 0) await new Promise<void>((resolve) => (wake = resolve));
    else return;
  }
}

/** The files to be read: first those that a search has found. */
function createQueue(pending: string[]) {
  const found: string[] = [];
  let nextFound = 0;
  let next = 0;
  const left = (): number => found.length - nextFound + pending.length - next;
  const taken = (): number => nextFound + next;
  return {
    add: (uri: string) => pending.push(uri),
    addFound: (uris: readonly string[]) => {
      push(found, uris);
    },
    take: (): { readonly uri: string; readonly isFound: boolean } | undefined => {
      const isFound = nextFound < found.length;
      const uri = isFound ? found[nextFound] : pending[next];
      if (uri === undefined) return undefined;
      if (isFound) nextFound++;
      else next++;
      return { uri, isFound };
    },
    taken,
    /** Whether no more than a third is left. */
    isNearEnd: () => 2 * left() <= taken(),
  };
}

interface Search {
  readonly search: FileSearch;
  readonly query: LineQuery;
  /** The files that are searched and not found yet. */
  readonly files: Set<string>;
}

function runSearch(
  { search, query, files }: Search,
  onFound: (uris: readonly string[]) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return search.find(
    query,
    (uris) => {
      onFound(uris.filter((uri) => files.delete(uri)));
    },
    signal,
  );
}

/** Begins the searches that reading these files will wait for. */
export async function searchAhead(wanted: readonly string[], options: ReadOptions): Promise<void> {
  const { searches } = await plan(wanted, options);
  for (const { search, query } of searches) search.begin(query, options.signal);
}

/** Searches for the families with many files; what is left is to be opened. */
async function plan(wanted: readonly string[], { listings, languages, patterns: special }: ReadOptions) {
  const searches: Search[] = [];
  const pending: string[] = [];
  const available = listings.flatMap(({ search }) => search ?? []);
  for (const { patterns, fileNames, uris } of await groupsOf(wanted, languages, special)) {
    const isSearched = patterns !== undefined && uris.length >= worthSearching;
    for (const [search, files] of await bySearch(uris, isSearched ? available : [])) {
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
async function bySearch(uris: readonly string[], available: readonly FileSearch[]) {
  if (available.length === 0) return [[undefined, uris]] as const;
  const groups = new Map<FileSearch | undefined, string[]>(available.map((search) => [search, []]));
  groups.set(undefined, []);
  await eachInSlices(uris, (uri) => groups.get(available.find(({ covers }) => covers(uri)))?.push(uri));
  return groups;
}

interface Group {
  /** Undefined where almost any file would fit. */
  readonly patterns: readonly string[] | undefined;
  readonly fileNames: string[];
  readonly uris: string[];
}

/** What files of these names are searched for. */
export async function queriesFor(names: readonly string[], languages: LanguageChoice): Promise<readonly LineQuery[]> {
  return (await groupsOf(names, languages)).flatMap(({ patterns, fileNames }) =>
    patterns === undefined ? [] : [{ patterns, fileNames }],
  );
}

/** Families that are told by the same needles are searched together. */
async function groupsOf(
  uris: readonly string[],
  languages: LanguageChoice,
  special?: readonly string[],
): Promise<readonly Group[]> {
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
  await eachInSlices(uris, (uri) => {
    const language = languages.of("", uri);
    (groupOf.get(language) ?? groupFor(language)).uris.push(uri);
  });
  return [...groups.values()];
}
