import type { TextDocument } from "vscode-languageserver-textdocument";
import { createListeners } from "../listeners";
import { referencesOf } from "./documents";
import { isScanned, placed, referencesOnDisk } from "./fileReferences";
import type { Exclusion } from "./exclusion";
import type { WorkspaceFiles } from "./files";
import type { Folders } from "./folders";
import type { ImporterSearch } from "./importers";
import { createImporters, mayImport } from "./importers";
import type { CachedIndex, IndexCache } from "./indexCache";
import { stillTrue, worthKeeping } from "./keptIndex";
import { likelySearches } from "./likelySearches";
import type { Listing } from "./listFiles";
import type { StartWork } from "./longWork";
import { createModules } from "./modules";
import type { WorkspaceModules } from "./modules";
import type { FileReader, ReadOptions } from "./readFiles";
import { readFiles, searchAhead } from "./readFiles";
import type { LanguageChoice } from "./languageChoice";
import type { Use } from "./referenceIndex";
import { createReferenceIndex, withIds } from "./referenceIndex";
import { eachInSlices } from "./slices";
import { normalizeUri } from "./uris";

/** Told how many of the files have been looked into. */
type OnProgress = (done: number, total: number) => void;

/** The uses of names in the whole workspace, found when they are first asked for. */
export interface WorkspaceReferences {
  readonly usesOf: (
    name: string,
    signal: AbortSignal,
  ) => Promise<{ readonly uses: readonly Use[]; readonly complete: boolean }>;
  /** The same after an update only, for what is asked often: on every hover, for every lens. */
  readonly knownUsesOf: WorkspaceReferences["usesOf"];
  /** Each name that is used, with a place where it is. */
  readonly firstUses: (signal: AbortSignal) => Promise<readonly Use[]>;
  /** Looks into every file that is not known yet, in slices, so that typing is not held up. False when it was cancelled. */
  readonly build: (signal: AbortSignal, onProgress?: OnProgress) => Promise<boolean>;
  /**
   * Looks into the files that changed since the last look; lists the workspace only when files may have come or gone. What the
   * user cancelled is left for the next time that somebody asks for it. Gives false when not all is known then.
   */
  readonly update: (signal: AbortSignal) => Promise<boolean>;
  /** Takes in what the editor holds open, saved or not: for who counts uses, it wins over the disk. */
  readonly takeOpen: () => void;
  /** The files that have been looked into. */
  readonly files: () => Iterable<string>;
  /** Whether a file changed since it was looked into. */
  readonly isStale: (uri: string) => boolean;
  /** Whether the user cancelled the look into some files, or some must not be read. */
  readonly isPartial: () => boolean;
  /** The uses in a file of the disk, as far as they are known. */
  readonly usesIn: (uri: string) => readonly Use[];
  /** The names that are used in files on disk, as far as they are known. */
  readonly usedNames: () => ReadonlySet<string>;
  /** Hears of a file when it changed, and when it has been looked into. */
  readonly onDidChange: (listener: (uri: string) => void) => void;
  /** All files of the workspace that are not ignored. */
  readonly listFiles: (signal: AbortSignal) => Promise<Pick<Listing, "uris" | "isPartial">>;
  /** Names may be written in other ways than before: everything is looked at anew. */
  readonly languagesChanged: () => void;
  /** What the files export to each other. */
  readonly modules: WorkspaceModules;
  /** Which files there are may have changed altogether. */
  readonly listingChanged: () => void;
  /** A file was created, changed or deleted on disk. */
  readonly fileChanged: (uri: string) => void;
  /** How much is known, for those who measure. */
  readonly size: () => { readonly files: number; readonly references: number };
}

/** What the references of a workspace are found with. */
export interface ReferenceSources {
  readonly files: WorkspaceFiles;
  readonly folders: Folders;
  readonly cache: IndexCache;
  readonly languages: LanguageChoice;
  /** What is left out of a folder. */
  readonly exclusionOf: (folder: string) => Promise<Exclusion>;
  /** Shows the work to the user. */
  readonly startWork: StartWork;
  /** What the editor holds open wins over the disk. */
  readonly openDocuments: () => readonly TextDocument[];
}

/** How long the workspace is not listed again, in milliseconds: a build may write thousands of files that are ignored. */
const listingPause = 500;

/** Knows nothing yet, and asks for nothing until it is asked. */
export function createWorkspaceReferences({
  files,
  folders,
  cache,
  languages,
  exclusionOf,
  startWork,
  openDocuments,
}: ReferenceSources): WorkspaceReferences {
  const index = createReferenceIndex();
  const modules = createModules(files, languages);
  const importers = createImporters(modules);
  const loaded = new Set<string>();
  const changes = createListeners<string>();
  const stale = new Set<string>();
  const changedMeanwhile = new Set<string>();
  /** What had uses until it changed: whoever counts them has to hear when there are none any more. */
  const emptied = new Set<string>();
  /** What is on disk and was left out at the last listing: it is ignored, and that it changes is no news. */
  const passedOver = new Set<string>();
  /** What the user cancelled the reading of; or even the listing. */
  const leftOut = new Set<string>();
  let isListingLeftOut = false;
  let areImportersLeftOut = false;
  /** When the reading began that has not been kept yet, in milliseconds of the clock. */
  let unsavedSince: number | undefined;
  let known: ReadonlySet<string> | undefined;
  let listedAt = -Infinity;
  /** How often all has been forgotten. */
  let forgotten = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const listAll = (signal: AbortSignal, isNew: (folder: string) => boolean = () => false) =>
    Promise.all(
      folders.all().map(async (folder): Promise<Listing> => {
        const ahead = isNew(folder) ? await likelySearches(folder, files, languages) : [];
        return files.list(folder, { signal, exclusion: await exclusionOf(folder), ahead });
      }),
    );

  const forget = (uri: string): void => {
    if (index.usesIn(uri).length > 0) emptied.add(uri);
    index.delete(uri);
    changes.tell(uri);
  };

  const forgetGone = (listed: ReadonlySet<string>): Promise<void> =>
    eachInSlices(index.files(), (uri) => {
      if (!listed.has(uri)) forget(uri);
    });

  /** Files that are as they were when the cache was written need not be read. */
  const take = async (cached: CachedIndex, listed: ReadonlySet<string>): Promise<void> => {
    importers.restore(cached);
    const ids = cached.names.map(index.idOf);
    await eachInSlices(cached.files, (uri) => {
      if (!listed.has(uri) || index.has(uri) || changedMeanwhile.has(uri)) return;
      const uses = cached.uses.get(uri) ?? [];
      index.setPacked(uri, withIds(uses, ids));
      if (uses.length > 0) changes.tell(uri);
    });
  };

  /** While everything is read for the first time, who exports what is told at the end, when it is known who may. */
  const untaken = new Set<string>();
  let isFirstReading = false;
  const mayExportNow = (uri: string): void => {
    modules.admit(uri);
    if (isFirstReading) untaken.add(uri);
    else importers.taken(uri);
  };

  const reader: FileReader = {
    read: (uri, mayHold) => {
      stale.delete(uri);
      const followsImports = importers.any() && !isFirstReading;
      const sources = { files, languages, modules, followsImports, mayHold };
      const { references, mayExport, imports } = referencesOnDisk(uri, sources);
      index.set(uri, references);
      if (mayExport) mayExportNow(uri);
      if (imports) importers.imports(uri);
      if (emptied.delete(uri) || references.length > 0) changes.tell(uri);
    },
    skip: (uri) => {
      stale.delete(uri);
      index.set(uri, []);
      if (emptied.delete(uri)) changes.tell(uri);
    },
    hasChanged: (uri) => changedMeanwhile.has(uri),
  };

  const listedImporters = (): readonly string[] => [...(known ?? [])].filter(mayImport);

  /** Reads the files again that may import what reads names it is given, as far as that was not known before. */
  const readImporters = async (options: ReadOptions, ahead?: ImporterSearch): Promise<void> => {
    const next = (): ImporterSearch | undefined =>
      options.signal.aborted || areImportersLeftOut ? undefined : importers.search();
    for (let search = ahead ?? next(); search !== undefined; search = next()) {
      const skip = (): void => undefined;
      await readFiles(listedImporters(), { ...reader, skip }, { ...options, patterns: search.patterns });
      if (!options.signal.aborted) search.done();
    }
  };

  /** Reads files for the first time. When most of them are read, git begins to look for who imports what they export. */
  const readFirst = async (unknown: readonly string[], options: ReadOptions): Promise<void> => {
    let ahead: ImporterSearch | undefined;
    let begun = Promise.resolve();
    const nearEnd = (): void => {
      untaken.forEach(importers.taken);
      ahead = importers.search();
      if (ahead !== undefined) begun = searchAhead(listedImporters(), { ...options, patterns: ahead.patterns });
    };
    isFirstReading = !importers.any();
    await readFiles(unknown, isFirstReading ? { ...reader, nearEnd } : reader, options);
    await begun;
    isFirstReading = false;
    untaken.forEach(importers.taken);
    untaken.clear();
    await readImporters({ ...options, onProgress: undefined }, ahead);
  };

  const buildNow = async (signal: AbortSignal, onProgress: OnProgress): Promise<void> => {
    const before = [...stale];
    const forgottenBefore = forgotten;
    // While git lists, what was kept is compared with the disk.
    const unloaded = folders.all().filter((folder) => !loaded.has(folder));
    const [listings, ...kept] = await Promise.all([
      listAll(signal, (folder) => unloaded.includes(folder) && !cache.mayHold(folder)),
      ...unloaded.map((folder) => stillTrue(folder, { cache, files, variant: languages.variant() })),
    ]);
    if (signal.aborted) return;
    const listed = new Set<string>();
    for (const { uris } of listings)
      await eachInSlices(uris, (uri) => {
        if (isScanned(uri)) listed.add(uri);
      });
    known = listed;
    listedAt = performance.now();
    for (const uri of before) {
      stale.delete(uri);
      if (!listed.has(uri) && files.stamp(uri) !== undefined) passedOver.add(uri);
    }
    await forgetGone(listed);
    for (const folder of unloaded) loaded.add(folder);
    for (const cached of kept) if (cached !== undefined) await take(cached, listed);
    const unknown: string[] = [];
    await eachInSlices(listed, (uri) => {
      if (index.has(uri) || leftOut.has(uri)) return;
      unknown.push(uri);
      stale.add(uri);
    });
    if (unknown.length > 0) unsavedSince ??= Date.now();
    modules.setListing(listed, packageManifestsOf(listings));
    await readFirst(unknown, { listings, languages, signal, onProgress });
    const isWhole = unknown.every(index.has) && importers.search() === undefined && forgotten === forgottenBefore;
    if (unsavedSince === undefined || !isWhole) return;
    void saveAll(unsavedSince);
    unsavedSince = undefined;
  };

  const saveAll = async (begun: number): Promise<void> => {
    const variant = languages.variant();
    const open = new Set(openDocuments().map(({ uri }) => normalizeUri(uri)));
    for (const folder of folders.all())
      await cache.save(folder, () => worthKeeping(folder, index, { files, open, begun, importers }), variant);
  };

  const isListed = (uri: string): boolean => known?.has(uri) === true;
  const mayBeNew = (uri: string): boolean => !isListed(uri) && !passedOver.has(uri);

  const updateNow = async (signal: AbortSignal, onProgress: OnProgress): Promise<void> => {
    if (isListingLeftOut) return;
    if ([...stale].some((uri) => uri.endsWith("/.gitignore"))) passedOver.clear();
    if (known !== undefined && ![...stale].some(mayBeNew)) {
      const wanted = [...stale].filter((uri) => isListed(uri) && !leftOut.has(uri));
      await readFiles(wanted, reader, { listings: [], languages, signal, onProgress });
      await readImporters({ listings: [], languages, signal });
      return;
    }
    await pauseUntil(listedAt + listingPause, signal);
    await buildNow(signal, onProgress);
  };

  const forgetAll = (): void => {
    forgotten++;
    loaded.clear();
    for (const uri of [...index.files()]) {
      stale.add(uri);
      forget(uri);
    }
  };

  /** One after the other, and before the user's eyes; gives false for what did not come to its end. */
  const inTurn = (
    work: (signal: AbortSignal, onProgress: OnProgress) => Promise<void>,
    asker: AbortSignal,
    onProgress?: OnProgress,
  ): Promise<boolean> => {
    const turn = queue.then(async () => {
      changedMeanwhile.clear();
      const { signal, report, isCancelledByUser, end } = startWork(asker);
      await work(signal, (done, total) => {
        report(done, total);
        onProgress?.(done, total);
      }).finally(end);
      if (isCancelledByUser()) leaveRest();
      return !signal.aborted;
    });
    queue = turn.catch(() => undefined);
    return turn;
  };

  const leaveRest = (): void => {
    isListingLeftOut = known === undefined;
    areImportersLeftOut = importers.search() !== undefined;
    for (const uri of stale) leftOut.add(uri);
  };

  const build: WorkspaceReferences["build"] = async (asker, onProgress) => {
    const all = (signal: AbortSignal, report: OnProgress): Promise<void> => {
      isListingLeftOut = false;
      areImportersLeftOut = false;
      leftOut.clear();
      return buildNow(signal, report);
    };
    return (await inTurn(all, asker, onProgress)) && !languages.leavesOut();
  };

  const isPartial = (): boolean => isListingLeftOut || areImportersLeftOut || leftOut.size > 0 || languages.leavesOut();

  const update: WorkspaceReferences["update"] = async (signal) => (await inTurn(updateNow, signal)) && !isPartial();

  const takeOpen = (): void => {
    for (const document of openDocuments()) {
      const uri = normalizeUri(document.uri);
      index.set(uri, placed(referencesOf(document), document.getText()));
    }
  };

  const usesNow = (name: string, complete: boolean) => {
    takeOpen();
    return { uses: index.usesOf(name), complete };
  };

  return {
    listFiles: async (signal) => {
      const all = await listAll(signal);
      return { uris: [...new Set(all.flatMap(({ uris }) => uris))], isPartial: all.some((one) => one.isPartial) };
    },
    build,
    update,
    takeOpen,
    knownUsesOf: async (name, signal) => usesNow(name, await update(signal)),
    files: index.files,
    isStale: (uri) => stale.has(uri) || (isListed(uri) && !index.has(uri)),
    isPartial,
    usesIn: index.usesIn,
    usedNames: index.usedNames,
    onDidChange: changes.add,
    usesOf: async (name, signal) => {
      return usesNow(name, await build(signal));
    },
    firstUses: async (signal) => {
      await build(signal);
      return index.firstUses();
    },
    languagesChanged: () => {
      forgetAll();
      // What is being found just now may have been looked for as names were written before.
      queue = queue.then(forgetAll);
    },
    listingChanged: () => {
      known = undefined;
      passedOver.clear();
    },
    modules,
    fileChanged: (changed) => {
      modules.clear();
      for (const uri of [changed, ...importers.changed(changed)]) {
        stale.add(uri);
        leftOut.delete(uri);
        changedMeanwhile.add(uri);
        forget(uri);
      }
    },
    size: () => {
      const all = [...index.packed()];
      return { files: all.length, references: all.reduce((sum, [, uses]) => sum + uses.length / 4, 0) };
    },
  };
}

function packageManifestsOf(listings: readonly Listing[]): readonly string[] {
  return listings.flatMap(({ uris }) => uris.filter((uri) => uri.endsWith("/package.json")));
}

function pauseUntil(time: number, signal: AbortSignal): Promise<void> {
  const rest = time - performance.now();
  if (rest <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, rest);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
