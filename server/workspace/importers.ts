import { languageOf } from "../languages/index";
import { byFirstCharacter } from "../languages/prefilter";
import type { CachedIndex } from "./indexCache";
import type { WorkspaceModules } from "./modules";
import { isWithin } from "./uris";

/** Keeps track of which files export wrappers, and which import them. */
export interface Importers {
  /** A file has been read: whether it exports wrappers now, or other ones than before. */
  readonly taken: (uri: string) => void;
  /** A file has been read with what it imports. */
  readonly imports: (uri: string) => void;
  /** A file changed: the others that have to be read again. */
  readonly changed: (uri: string) => readonly string[];
  /** Whether any file exports a wrapper. */
  readonly any: () => boolean;
  /** What is worth keeping of this for the files of a folder. */
  readonly kept: (folder: string) => Pick<CachedIndex, "exporting" | "importing">;
  /** Takes over what was kept. */
  readonly restore: (kept: Pick<CachedIndex, "exporting" | "importing">) => void;
  /** The search for those who may import what was not searched for yet; undefined when that is nothing. */
  readonly search: () => ImporterSearch | undefined;
}

/** A search for the files that may import certain wrappers. */
export interface ImporterSearch {
  /** What one of fits a line of each of them. */
  readonly patterns: readonly string[];
  /** They have all been read: what they were searched for need not be searched for again. */
  readonly done: () => void;
}

/** None so far. */
export function createImporters(modules: WorkspaceModules): Importers {
  /** By file: the names that it exports. */
  const exporting = new Map<string, string>();
  const importing = new Set<string>();
  /** What is exported and was not searched for yet. */
  const news = new Map<string, string>();
  return {
    taken: (uri) => {
      const names = [...modules.exportsOf(uri).keys()].join();
      if (names === (exporting.get(uri) ?? "")) return;
      if (names === "") exporting.delete(uri);
      else exporting.set(uri, names);
      if (names === "") news.delete(uri);
      else news.set(uri, names);
    },
    imports: (uri) => importing.add(uri),
    changed: (uri) => (exporting.has(uri) ? [...importing] : []),
    any: () => exporting.size > 0,
    kept: (folder) => ({
      exporting: [...exporting].filter(([uri]) => isWithin(uri, folder)),
      importing: [...importing].filter((uri) => isWithin(uri, folder)),
    }),
    restore: (kept) => {
      for (const [uri, names] of kept.exporting) exporting.set(uri, names);
      for (const uri of kept.importing) importing.add(uri);
      for (const uri of [...exporting.keys(), ...importing]) modules.admit(uri);
    },
    search: () => {
      const sought = new Map(news);
      const stems = new Set([...sought.keys()].flatMap(modules.stemsOf));
      if (stems.size === 0) return undefined;
      // What git has to look for besides takes it twice as long.
      const inPython = [...sought.keys()].some((uri) => uri.endsWith(".py"));
      const names = [...byFirstCharacter([...stems], (stem) => stem.replace(/[^\w/:-]/g, "\\$&"))];
      const inScripts = names.map((some) => `(${some})([.][cm]?[jt]sx?)?["']`);
      return {
        patterns: inPython ? [...inScripts, `from +[.\\w]*(${names.join("|")}) +import`] : inScripts,
        done: () => {
          for (const [uri, exported] of sought) if (news.get(uri) === exported) news.delete(uri);
        },
      };
    },
  };
}

/** Whether a file can import from others. */
export function mayImport(uri: string): boolean {
  return languageOf("", uri)?.modules !== undefined;
}
