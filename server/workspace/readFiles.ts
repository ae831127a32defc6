import { languageOf, languages } from "../languages/index";
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
  for (const [pattern, uris] of byPattern(wanted)) {
    const open = new Set(uris);
    for (const { search } of pattern === undefined ? [] : listings) {
      const files = search === undefined ? [] : uris.filter((uri) => open.has(uri) && search.covers(uri));
      if (search === undefined || pattern === undefined || files.length < worthSearching) continue;
      for (const uri of files) open.delete(uri);
      searches.push({ search, query: { pattern, fileNames: fileNamesFor(pattern) }, files: new Set(files) });
    }
    pending.push(...open);
  }
  return { searches, pending };
}

const patterns = new Map(languages.map((language) => [language, linePatternOf(language)]));

/** Families that are told by the same needles are searched together. */
function byPattern(uris: readonly string[]): ReadonlyMap<string | undefined, readonly string[]> {
  const groups = new Map<string | undefined, string[]>();
  for (const uri of uris) {
    const pattern = patternFor(languageOf("", uri));
    const group = groups.get(pattern);
    if (group === undefined) groups.set(pattern, [uri]);
    else group.push(uri);
  }
  return groups;
}

function patternFor(language: Language | undefined): string | undefined {
  return language === undefined ? undefined : patterns.get(language);
}

function fileNamesFor(pattern: string): readonly string[] {
  return languages.filter((language) => patterns.get(language) === pattern).flatMap(({ fileNames }) => fileNames);
}
