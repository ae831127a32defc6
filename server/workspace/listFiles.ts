import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { URI } from "vscode-uri";
import type { Exclusion } from "./exclusion";
import { runGit } from "./git";
import { eachInSlices } from "./slices";
import { walk } from "./walk";

/** The files of a folder. */
export interface Listing {
  /** Normalized URIs. */
  readonly uris: readonly string[];
  /** Whether there are more files that nobody could list or look into: nothing is known of what they say. */
  readonly isPartial?: boolean;
  /** Where git lists the files, it can search most of them, and faster than they could be opened from here. */
  readonly search?: FileSearch;
}

/** What to look for: files with these endings, or with these words in their names, with a line that fits one of the patterns. */
export interface LineQuery {
  readonly fileNames: readonly string[];
  /** In what grep and Perl have in common besides `\b`, `(?!…)`, `(?<=…)` and `(?<!…)`. */
  readonly patterns: readonly string[];
}

export interface FileSearch {
  /** Begins to look for what somebody will ask `find` for, so that it is there by then. */
  readonly begin: (query: LineQuery, signal: AbortSignal) => void;
  /** Whether a file is among those that are searched. */
  readonly covers: (uri: string) => boolean;
  /** Tells the files that fit as they are found, links and binary files aside; false when it could not look at all of them. */
  readonly find: (
    query: LineQuery,
    onFound: (uris: readonly string[]) => void,
    signal: AbortSignal,
  ) => Promise<boolean>;
}

/** What a listing is asked for with. */
export interface ListOptions {
  readonly signal: AbortSignal;
  readonly exclusion: Exclusion;
  /** What is likely to be searched for: git begins with that while it lists. */
  readonly ahead?: readonly LineQuery[];
}

/** The files below a folder: what git tracks or would track, or else a walk that honours `.gitignore`. */
export async function listFiles(folder: string, { signal, exclusion, ahead = [] }: ListOptions): Promise<Listing> {
  const root = URI.parse(folder).fsPath;
  const uriOf = uriBelow(folder, root);
  const listing = listWithGit(root, signal);
  const search = searchWithGit(root, uriOf);
  for (const query of ahead) search.begin(query, signal);
  const listed = await listing;
  // Of a folder that the repository around it ignores, git lists nothing; whoever opens it wants what is in there.
  const isTracked = listed !== undefined && listed.paths.length > 0;
  const { paths, unsearched, leftOut, ...more } = isTracked ? listed : await walked(root, signal, exclusion);
  let all: ReadonlySet<string> | undefined;
  const exists = (path: string): boolean => (all ??= new Set(paths)).has(path);
  const uris: string[] = [];
  const uncovered = new Set<string>();
  let { isPartial } = more;
  await eachInSlices(paths, (path) => {
    if (exclusion.ofFile(path, exists)) return;
    const uri = uriOf(path);
    uris.push(uri);
    if (unsearched.has(path)) uncovered.add(uri);
    isPartial ||= leftOut.has(path) && !existsSync(`${root}/${path}`);
  });
  if (!isTracked) return { uris, isPartial };
  const start = `${folder}/`;
  const covers = (uri: string): boolean => uri.startsWith(start) && !uncovered.has(uri);
  return { uris, isPartial, search: { covers, ...search } };
}

/** Paths below a folder, and those among them that git would not search. */
interface ListedPaths {
  readonly paths: readonly string[];
  readonly unsearched: ReadonlySet<string>;
  /** Those that a sparse checkout need not have on the disk. */
  readonly leftOut: ReadonlySet<string>;
  /** Whether it is known already that there are more. */
  readonly isPartial: boolean;
}

async function walked(root: string, signal: AbortSignal, exclusion: Exclusion): Promise<ListedPaths> {
  return { ...(await walk(root, signal, exclusion.ofFolder)), unsearched: new Set(), leftOut: new Set() };
}

/** A search that nobody has asked for yet. */
interface BegunSearch {
  readonly query: LineQuery;
  readonly follow: (onFound: (uris: readonly string[]) => void) => Promise<boolean>;
}

function begin(query: LineQuery, search: FileSearch["find"], signal: AbortSignal): BegunSearch {
  const early: (readonly string[])[] = [];
  let tell = (uris: readonly string[]): void => {
    early.push(uris);
  };
  const complete = search(
    query,
    (uris) => {
      tell(uris);
    },
    signal,
  );
  const follow: BegunSearch["follow"] = (onFound) => {
    early.forEach(onFound);
    tell = onFound;
    return complete;
  };
  return { query, follow };
}

function searchWithGit(root: string, uriOf: (path: string) => string): Pick<FileSearch, "begin" | "find"> {
  const search = findWithGit(root, uriOf);
  const begun: BegunSearch[] = [];
  return {
    begin: (query, signal) => {
      begun.push(begin(query, search, signal));
    },
    // Each of the searches that were begun answers the first question that it fits.
    find: (query, onFound, signal) => {
      const at = begun.findIndex(
        (other) =>
          other.query.patterns.join() === query.patterns.join() &&
          query.fileNames.every((name) => other.query.fileNames.includes(name)),
      );
      const [found] = at < 0 ? [] : begun.splice(at, 1);
      return found === undefined ? search(query, onFound, signal) : found.follow(onFound);
    },
  };
}

/** An ordinary path stands in a URI as it is; building one properly costs more than reading a small file. */
function uriBelow(folder: string, root: string): (path: string) => string {
  return (path) => (/^[\w./-]+$/.test(path) ? `${folder}/${path}` : URI.file(`${root}/${path}`).toString());
}

/**
 * What git tracks or would track below `root`. It does not search what is not tracked in the ordinary way: what is left out of
 * a sparse checkout, in conflict, or promised to be unchanged. Undefined where there is no repository or no git.
 */
async function listWithGit(root: string, signal: AbortSignal): Promise<ListedPaths | undefined> {
  const paths: string[] = [];
  const unsearched = new Set<string>();
  const leftOut = new Set<string>();
  const onPieces = (pieces: readonly string[]): void => {
    for (const piece of pieces) {
      const path = piece.slice(2);
      // A file in conflict is listed once for each of its versions, one after the other.
      if (path !== paths.at(-1)) paths.push(path);
      if (!piece.startsWith("H ")) unsearched.add(path);
      if (/^s /i.test(piece)) leftOut.add(path);
    }
  };
  const args = ["ls-files", "-z", "-v", "--cached", "--others", "--exclude-standard"];
  const code = await runGit(root, args, { onPieces, signal });
  return code === 0 ? { paths, unsearched, leftOut, isPartial: false } : undefined;
}

/** Every file counts as text, whatever the repository says of it: what is text for us is decided when it is read. */
const searchOptions = ["-l", "-z", "-a", "--no-color", "--no-full-name", "--no-textconv", "--no-recurse-submodules"];

/** What is found is read here meanwhile: that takes a processor too. */
const searchThreads = Math.max(1, availableParallelism() - 1);

function findWithGit(root: string, uriOf: (path: string) => string): FileSearch["find"] {
  return async ({ fileNames, patterns }, onFound, signal) => {
    const onPieces = (paths: readonly string[]): void => {
      onFound(paths.map(uriOf));
    };
    const names = fileNames.map((name) => `:(icase)*${name}${name.startsWith(".") ? "" : "*"}`);
    const search = (...dialect: string[]): Promise<number | undefined> =>
      runGit(root, ["grep", ...searchOptions, `--threads=${searchThreads}`, ...dialect, "--", ...names], {
        onPieces,
        signal,
      });
    // A git that was built without Perl's dialect refuses it.
    const found = await search("-P", ...patterns.flatMap((pattern) => ["-e", pattern]));
    const plain = patterns.flatMap((pattern) => ["-e", inPosix(pattern)]);
    const code = found === undefined || found <= 1 ? found : await search("-E", ...plain);
    return code !== undefined && code <= 1;
  };
}

/** The same without what POSIX does not know, so that it fits more. */
function inPosix(pattern: string): string {
  return pattern.replace(/\(\?<?[!=](?:[^()]|\([^()]*\))*\)/g, "").replaceAll("\\b", "");
}
