import type { TextDocument } from "vscode-languageserver-textdocument";
import type { WorkspaceFiles } from "./files";
import type { Folders } from "./folders";
import type { Use } from "./referenceIndex";
import { createReferenceIndex } from "./referenceIndex";
import { normalizeUri } from "./uris";

/** The uses of names in the whole workspace, found when they are first asked for. */
export interface WorkspaceReferences {
  readonly usesOf: (
    name: string,
    signal: AbortSignal,
  ) => Promise<{ readonly uses: readonly Use[]; readonly complete: boolean }>;
  /** All files of the workspace that are not ignored. */
  readonly listFiles: (signal: AbortSignal) => Promise<readonly string[]>;
  /** A file was created, changed or deleted on disk. */
  readonly fileChanged: (uri: string) => void;
}

/** Looks the files up through `files`; what the editor holds open wins over the disk. */
export function createWorkspaceReferences(
  files: WorkspaceFiles,
  folders: Folders,
  openDocuments: () => readonly TextDocument[],
): WorkspaceReferences {
  const index = createReferenceIndex(files);

  const listFiles = async (signal: AbortSignal): Promise<readonly string[]> => {
    const lists = await Promise.all(folders.all().map((folder) => files.list(folder, signal)));
    return [...new Set(lists.flat().map(normalizeUri))];
  };

  return {
    listFiles,
    usesOf: async (name, signal) => {
      const listed = await listFiles(signal);
      index.keepOnly(listed);
      await index.build(listed, signal);
      for (const document of openDocuments()) index.set(normalizeUri(document.uri), document);
      return { uses: index.usesOf(name), complete: !signal.aborted };
    },
    fileChanged: (uri) => {
      index.invalidate(uri);
    },
  };
}
