import type { TextDocument } from "vscode-languageserver-textdocument";
import { isLenient } from "../analysis/leniency";
import { createListeners } from "../listeners";
import { referencesOf } from "./documents";
import { placed } from "./fileReferences";
import type { Folders } from "./folders";
import type { Use } from "./referenceIndex";
import { relativePath } from "./uris";
import type { WorkspaceReferences } from "./workspaceReferences";

/** The names that the program sets itself, for itself or for a child process: nobody else has to provide them. */
export interface WrittenNames {
  /** Those of the files that had been looked into at the last update, and of an open document. */
  readonly names: (document?: TextDocument) => ReadonlySet<string>;
  /** Takes in what has changed since. */
  readonly update: () => void;
  readonly onDidChange: (listener: () => void) => void;
}

/** Knows of none yet. What tests and examples set, the program does not have. */
export function createWrittenNames({
  references,
  folders,
}: {
  readonly references: WorkspaceReferences;
  readonly folders: Folders;
}): WrittenNames {
  const listeners = createListeners<null>();
  const byFile = new Map<string, ReadonlySet<string>>();
  const changed = new Set<string>();
  let names: ReadonlySet<string> = new Set();
  references.onDidChange((uri) => {
    changed.add(uri);
  });
  return {
    names: (document) => {
      const found = document === undefined ? [] : referencesOf(document);
      if (document === undefined || !found.some(isWrite)) return names;
      return new Set([...names, ...writtenIn(placed(found, document.getText()))]);
    },
    update: () => {
      for (const uri of changed) {
        const folder = folders.of(uri);
        const isOurs = folder !== undefined && !isLenient(relativePath(uri, folder));
        const written = writtenIn(isOurs ? references.usesIn(uri) : []);
        if (written.size === 0) byFile.delete(uri);
        else byFile.set(uri, written);
      }
      changed.clear();
      const now = new Set([...byFile.values()].flatMap((written) => [...written]));
      if (now.size === names.size && [...now].every((name) => names.has(name))) return;
      names = now;
      listeners.tell(null);
    },
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
