import type { TextDocument } from "vscode-languageserver-textdocument";
import { isLenient } from "../analysis/leniency";
import { createListeners } from "../listeners";
import { referencesOf } from "./documents";
import { placed } from "./fileReferences";
import type { WorkspaceFiles } from "./files";
import type { Folders } from "./folders";
import { createGivenNames } from "./givenNames";
import type { LanguageChoice } from "./languageChoice";
import type { Use } from "./referenceIndex";
import { normalizeUri, relativePath } from "./uris";
import type { WorkspaceReferences } from "./workspaceReferences";

/** The names that the program sets itself, for itself or for a child process, and those that its own settings give: nobody else has to provide them. */
export interface WrittenNames {
  /** Those of the files that had been looked into at the last update; for an open document, those of open documents too. */
  readonly names: (document?: TextDocument) => ReadonlySet<string>;
  /**
   * Whether all files have been looked into, but for what the user did not want to wait for. When they have not, that begins, and
   * from then on names are kept up to date: whoever listens hears of it. Never where a file must not be read.
   */
  readonly areKnown: () => boolean;
  /** Takes in what has changed since. */
  readonly update: (signal: AbortSignal) => Promise<void>;
  readonly onDidChange: (listener: () => void) => void;
}

/** What written names are found with. */
export interface WriteSources {
  readonly files: WorkspaceFiles;
  readonly languages: LanguageChoice;
  readonly references: WorkspaceReferences;
  readonly folders: Folders;
  readonly openDocuments: () => readonly TextDocument[];
}

/** Knows of none yet. What tests and examples set, the program does not have. */
export function createWrittenNames({
  files,
  languages,
  references,
  folders,
  openDocuments,
}: WriteSources): WrittenNames {
  const listeners = createListeners<null>();
  const byFile = new Map<string, ReadonlySet<string>>();
  const changed = new Set<string>();
  let names: ReadonlySet<string> = new Set();
  /** The folders whose files have been looked into. */
  let known: readonly string[] | undefined;
  /** Whether somebody keeps something back until all is known. */
  let isAwaited = false;
  let isFollowing = false;
  let underWay: Promise<void> | undefined;

  const isOurs = (uri: string): boolean => {
    const folder = folders.of(uri);
    return folder !== undefined && !isLenient(relativePath(uri, folder));
  };

  const given = createGivenNames({ files, references, folders, isOurs });

  const takeIn = (): boolean => {
    for (const uri of changed) {
      const written = writtenIn(isOurs(uri) ? references.usesIn(uri) : []);
      if (written.size === 0) byFile.delete(uri);
      else byFile.set(uri, written);
    }
    changed.clear();
    const now = new Set([...[...byFile.values()].flatMap((written) => [...written]), ...given.names()]);
    if (now.size === names.size && [...now].every((name) => names.has(name))) return false;
    names = now;
    return true;
  };

  const areAllIn = (looked: readonly string[] | undefined): boolean =>
    looked !== undefined && folders.all().every((folder) => looked.includes(folder));

  const settle = (looked: readonly string[]): void => {
    known = looked;
    const isNew = takeIn();
    if (!isNew && !(isAwaited && areAllIn(looked))) return;
    isAwaited = false;
    listeners.tell(null);
  };

  const update = async (signal: AbortSignal): Promise<void> => {
    const looked = folders.all();
    await references.update(signal);
    // What was begun and not brought to its end would look as if names were not written any more.
    if (signal.aborted) return;
    await given.update();
    settle(looked);
  };

  const untilNothingChanged = async (): Promise<void> => {
    const { signal } = new AbortController();
    do await update(signal);
    while (changed.size > 0);
  };

  const follow = (): void => {
    underWay ??= untilNothingChanged()
      .catch(() => {
        settle(folders.all());
      })
      .finally(() => {
        underWay = undefined;
      });
  };

  references.onDidChange((uri) => {
    changed.add(uri);
    if (isFollowing) follow();
  });

  return {
    names: (document) => {
      if (document === undefined) return names;
      const others = openDocuments().filter((other) => other !== document && isOurs(normalizeUri(other.uri)));
      const writers = [document, ...others].filter((other) => referencesOf(other).some(isWrite));
      const written = writers.map((writer) => writtenIn(placed(referencesOf(writer), writer.getText())));
      return written.length === 0 ? names : new Set([names, ...written].flatMap((some) => [...some]));
    },
    areKnown: () => {
      // Waiting would not change it.
      if (languages.leavesOut()) return false;
      if (areAllIn(known)) return true;
      isAwaited = true;
      isFollowing = true;
      follow();
      return false;
    },
    update,
    onDidChange: listeners.add,
  };
}

function isWrite({ kind }: Pick<Use, "kind">): boolean {
  return kind === "write";
}

/** What is written in a file, but for what only passes itself on: `X: process.env.X` still needs X from somebody. */
function writtenIn(uses: readonly Pick<Use, "name" | "kind" | "optional" | "line">[]): ReadonlySet<string> {
  const written = new Set<string>();
  /** By name, the line of its last write. */
  const last = new Map<string, number>();
  for (const use of uses) {
    const { name, line } = use;
    if (isWrite(use)) {
      if (last.has(name)) written.add(name);
      last.set(name, line);
    } else if (use.kind === "read" && !use.optional && last.get(name) === line) last.delete(name);
  }
  return new Set([...written, ...last.keys()]);
}
