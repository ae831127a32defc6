import { givenIn, mayGive } from "../analysis/givenNames";
import { detached } from "../detached";
import type { WorkspaceFiles } from "./files";
import type { Folders } from "./folders";
import { eachInSlices } from "./slices";
import { isWithin, relativePath } from "./uris";
import type { WorkspaceReferences } from "./workspaceReferences";

/** The names that images, deployments and other settings in the workspace give a value. */
export interface GivenNames {
  /** Those found at the last update. */
  readonly names: () => readonly string[];
  /** Looks into what is new or has changed, in slices. */
  readonly update: () => Promise<void>;
}

/** What given names are found with. */
export interface GivenSources {
  readonly files: WorkspaceFiles;
  readonly references: Pick<WorkspaceReferences, "files" | "onDidChange">;
  readonly folders: Folders;
  /** Whether a file is the project's own, and no test of it. */
  readonly isOurs: (uri: string) => boolean;
}

/** Knows of none before the first update. */
export function createGivenNames({ files, references, folders, isOurs }: GivenSources): GivenNames {
  const byFile = new Map<string, readonly string[]>();
  const changed = new Set<string>();
  const lookedInto = new Set<string>();

  const namesIn = (uri: string): readonly string[] => {
    const folder = folders.of(uri);
    if (folder === undefined || !isOurs(uri)) return [];
    const path = relativePath(uri, folder);
    return mayGive(path) ? givenIn(path, files.read(uri)?.toString("latin1") ?? "") : [];
  };

  /** What has no uses of names in it is told of only when it changes. */
  const addNewFolders = (): void => {
    const added = folders.all().filter((folder) => !lookedInto.has(folder));
    if (added.length === 0) return;
    for (const folder of added) lookedInto.add(folder);
    for (const uri of references.files()) if (added.some((folder) => isWithin(uri, folder))) changed.add(uri);
  };

  references.onDidChange((uri) => {
    changed.add(uri);
  });

  return {
    names: () => [...byFile.values()].flat(),
    update: async () => {
      addNewFolders();
      await eachInSlices(changed, (uri) => {
        changed.delete(uri);
        const names = namesIn(uri);
        if (names.length === 0) byFile.delete(uri);
        else byFile.set(uri, names.map(detached));
      });
    },
  };
}
