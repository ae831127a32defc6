import { createMentionFinder, handedOver } from "../analysis/mention";
import { isReadByLibraries } from "../analysis/readByLibraries";
import { createListeners } from "../listeners";
import { manifestFormatOf } from "../manifests/index";
import type { Declarations } from "./declarations";
import type { WorkspaceFiles } from "./files";
import { createSlices } from "./slices";
import type { WorkspaceReferences } from "./workspaceReferences";

/** Which declared names nothing in the workspace speaks of. Known only for what has been looked for in every file. */
export interface Mentions {
  /** Names that are for sure mentioned in no file besides manifests. */
  readonly unmentioned: () => ReadonlySet<string>;
  /** Whether some file hands over a file of variables as a whole, so that names need not be mentioned. */
  readonly isHandedOver: () => boolean;
  /**
   * Looks for what is declared and was not looked for yet, and again into files that changed. That takes looking into all files:
   * it is done beside everything else, in slices, and nobody waits for it.
   */
  readonly update: () => void;
  readonly onDidChange: (listener: () => void) => void;
}

/** What mentions are looked for with. */
export interface MentionSources {
  readonly files: WorkspaceFiles;
  readonly declarations: Declarations;
  readonly references: WorkspaceReferences;
}

/** Nothing has been looked for yet. */
export function createMentions({ files, declarations, references }: MentionSources): Mentions {
  const listeners = createListeners<null>();
  /** By name, a file that mentions it. */
  const witnesses = new Map<string, string>();
  const absent = new Set<string>();
  /** Files that may mention anything: nobody can look into them, or they tell of a repository within this one. */
  const unseen = new Set<string>();
  /** Whether there were more files than could be listed when they were listed last. */
  let isPartial = false;
  const changed = new Set<string>();
  let unmentioned: ReadonlySet<string> = new Set();
  let again = false;
  let underWay: Promise<void> | undefined;

  references.onDidChange((uri) => {
    changed.add(uri);
  });

  const candidates = (): readonly string[] => {
    const used = references.usedNames();
    const declared = declarations.all().flatMap(({ inForce }) => inForce.declarations.map(({ name }) => name));
    return [...new Set(declared)].filter((name) => !used.has(name) && !isReadByLibraries(name));
  };

  const look = async (uris: Iterable<string>, names: readonly string[]): Promise<void> => {
    const slices = createSlices();
    let missing = names;
    let finder = createMentionFinder(missing);
    for (const uri of uris) {
      if (missing.length === 0) return;
      if (!mayMention(uri)) continue;
      const bytes = files.read(uri);
      const text = bytes?.toString("latin1") ?? "";
      if (tellsOfRepository(uri, text) || (bytes === undefined && files.withholds(uri))) unseen.add(uri);
      const found = finder.namesIn(text, fileNameOf(uri));
      for (const name of found) if (!witnesses.has(name)) witnesses.set(name, uri);
      if ([...found].some((name) => name !== handedOver)) {
        missing = missing.filter((name) => !found.has(name));
        finder = createMentionFinder(missing);
      }
      const pause = slices.pause();
      if (pause) await pause;
    }
  };

  /** A file that changed may mention what it did not, and the other way round. */
  const lookAgain = async (): Promise<void> => {
    const uris = [...changed];
    changed.clear();
    for (const uri of uris) unseen.delete(uri);
    const gone = new Set(uris);
    for (const [name, uri] of witnesses) if (gone.has(uri)) witnesses.delete(name);
    await look(uris, [...absent]);
    for (const name of absent) if (witnesses.has(name)) absent.delete(name);
  };

  const lookForNew = async (names: readonly string[]): Promise<void> => {
    const wanted = names.filter((name) => !witnesses.has(name) && !absent.has(name));
    if (wanted.length === 0) return;
    const listing = await references.listFiles(new AbortController().signal);
    isPartial = listing.isPartial === true;
    await look(listing.uris, wanted);
    for (const name of wanted) if (!witnesses.has(name)) absent.add(name);
  };

  const lookUntilDone = async (): Promise<void> => {
    while (again) {
      again = false;
      const names = candidates();
      await lookAgain();
      await lookForNew(names);
      const now = isPartial || unseen.size > 0 ? [] : names.filter((name) => absent.has(name));
      if (now.length === unmentioned.size && now.every((name) => unmentioned.has(name))) continue;
      unmentioned = new Set(now);
      listeners.tell(null);
    }
  };

  return {
    unmentioned: () => unmentioned,
    isHandedOver: () => witnesses.has(handedOver),
    onDidChange: listeners.add,
    update: () => {
      again = true;
      underWay ??= lookUntilDone().finally(() => {
        underWay = undefined;
      });
    },
  };
}

/** A submodule, or a clone that git lists as a folder. */
function tellsOfRepository(uri: string, text: string): boolean {
  return uri.endsWith("/") || (fileNameOf(uri) === ".gitmodules" && /^\s*path\s*=/m.test(text));
}

/** Manifests say what is needed, not that it is used. Files with values are never opened. */
function mayMention(uri: string): boolean {
  const fileName = fileNameOf(uri);
  const format = manifestFormatOf(uri);
  // Compose files are both: they pass names on to containers.
  if (format !== undefined) return format.id === "compose.yaml";
  return !/^\.(?:env|dev\.vars)|\.env$/.test(fileName);
}

function fileNameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}
