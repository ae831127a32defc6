import type { Diagnostic } from "vscode-languageserver";
import type { Settings } from "../../shared/settings";
import { createListeners } from "../listeners";
import { libraryOf } from "../workspace/libraries";
import { createSlices } from "../workspace/slices";
import { folderOf, isWithin, normalizeUri } from "../workspace/uris";
import type { Parts } from "./feature";
import { fingerprint } from "./fingerprint";
import { placeAt } from "./packedPlaces";
import { problemsOf } from "./problems";
import { documentOf, subjectOfClosed, subjectOfText } from "./subject";
import { toDiagnostic } from "./toDiagnostic";

/** The problems of one file, with an id that is the same as long as they are. */
export interface FileReport {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** The problems of the files that nobody has open, kept up to date: only what a change affects is looked at again. */
export interface ProblemReports {
  /** By normalized URI; only files that have any. */
  readonly all: () => ReadonlyMap<string, FileReport>;
  /** Looks again at what may have changed, in slices; `afterSlice` hears when there is something new to show. */
  readonly update: (signal: AbortSignal, afterSlice?: () => void) => Promise<void>;
  /** Hears that an update may bring something new. */
  readonly onDidChange: (listener: () => void) => void;
}

/** The report on these problems. */
export function reportOn(items: Diagnostic[]): FileReport {
  return { items, resultId: items.length === 0 ? emptyReport.resultId : fingerprint(JSON.stringify(items)) };
}

/** The report on a file without problems. */
export const emptyReport: FileReport = { items: [], resultId: fingerprint("[]") };

/** No reports yet; nothing is looked at before the first update. */
export function createProblemReports(parts: Parts): ProblemReports {
  const {
    accounts,
    declarations,
    documents,
    folders,
    mentions,
    preflight,
    references,
    settings,
    short,
    spared,
    written,
  } = parts;
  const changes = createListeners<null>();
  const reports = new Map<string, FileReport>();
  const stale = new Set<string>();
  /** Below these, everything is to be looked at again. */
  const staleFolders = new Set<string>();
  /** What apps declare counts in the packages that they share. */
  let areLibrariesStale = false;

  references.onDidChange((uri) => {
    stale.add(uri);
    // Manifests of one folder point to one another's lines.
    if (declarations.get(uri) !== undefined)
      for (const manifest of declarations.all()) if (folderOf(manifest.uri) === folderOf(uri)) stale.add(manifest.uri);
    changes.tell(null);
  });
  declarations.onDidChange((uris) => {
    for (const uri of uris) staleFolders.add(folderOf(uri));
    areLibrariesStale = true;
    changes.tell(null);
  });
  const everything = (): void => {
    for (const folder of folders.all()) staleFolders.add(folder);
    changes.tell(null);
  };
  const manifestsOnly = (): void => {
    for (const { uri } of declarations.all()) stale.add(uri);
    changes.tell(null);
  };
  mentions.onDidChange(manifestsOnly);
  spared.onDidChange(manifestsOnly);
  preflight.onDidChange(manifestsOnly);
  accounts.onDidChange(everything);
  settings.onDidChange(everything);
  short.onDidChange(everything);
  written.onDidChange(everything);
  everything();

  const spread = (): void => {
    const within = [...staleFolders];
    staleFolders.clear();
    if (within.length === 0) return;
    const withLibraries = areLibrariesStale;
    areLibrariesStale = false;
    const isStale = (uri: string): boolean =>
      within.some((folder) => isWithin(uri, folder)) ||
      (withLibraries && libraryOf(uri, folders.of(uri) ?? uri) !== undefined);
    for (const uri of references.files()) if (isStale(uri)) stale.add(uri);
    for (const { uri } of declarations.all()) if (isStale(uri)) stale.add(uri);
  };

  const look = (uri: string, inForce: Settings): void => {
    const manifest = declarations.get(uri);
    const isWanted = manifest !== undefined || inForce["problems.scope"] === "workspace";
    const report = isWanted ? reportOnClosed(uri, parts, inForce) : emptyReport;
    if (report.items.length === 0) reports.delete(uri);
    else reports.set(uri, report);
  };

  const settingsByFolder = async (): Promise<SettingsByFolder> =>
    new Map(await Promise.all(folders.all().map(async (folder) => [folder, await settings.of(folder)] as const)));

  const lookAgain = async ({ inForce, signal, afterSlice }: Look): Promise<void> => {
    spread();
    const open = new Set(documents.keys().map(normalizeUri));
    const slices = createSlices();
    for (const uri of stale) {
      if (signal.aborted) return;
      stale.delete(uri);
      const found = inForce.get(folders.of(uri) ?? "");
      if (found === undefined || open.has(uri)) reports.delete(uri);
      else look(uri, found);
      const pause = slices.pause();
      if (pause) await pause.then(afterSlice);
    }
  };

  return {
    all: () => reports,
    onDidChange: (listener) => {
      changes.add(listener);
    },
    update: async (signal, afterSlice) => {
      const inForce = await settingsByFolder();
      const whole = [...inForce.values()].filter((one) => one["problems.scope"] === "workspace");
      if (whole.length > 0) await written.update(signal);
      if (!signal.aborted) {
        spared.update();
        short.update();
      }
      await lookAgain({ inForce, signal, afterSlice });
      if (whole.some((one) => one["rules.unused"] !== "off")) mentions.update();
    },
  };
}

type SettingsByFolder = ReadonlyMap<string, Settings>;

interface Look {
  readonly inForce: SettingsByFolder;
  readonly signal: AbortSignal;
  readonly afterSlice: (() => void) | undefined;
}

/** What the rules find in a file that nobody has open: the same as if somebody had. */
function reportOnClosed(uri: string, parts: Parts, settings: Settings): FileReport {
  const manifest = parts.declarations.get(uri);
  if (manifest === undefined) {
    const problems = problemsOf(subjectOfClosed(uri, parts, settings), parts);
    return reportOn(problems.map((problem) => toDiagnostic(problem, placeAt)));
  }
  const document = documentOf(manifest, parts);
  const problems = problemsOf(subjectOfText(document, parts, settings), parts);
  return reportOn(problems.map((problem) => toDiagnostic(problem, (offset) => document.positionAt(offset))));
}
