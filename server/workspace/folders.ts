import { isHere } from "./files";
import { isWithin, normalizeUri } from "./uris";

/** The workspace folders, by normalized URI without a slash at the end. */
export interface Folders {
  readonly all: () => readonly string[];
  readonly set: (uris: readonly string[]) => void;
  /** The folder that a file belongs to; the innermost where they are nested. */
  readonly of: (uri: string) => string | undefined;
  /** Whether there are any, and all are on this machine: into others nobody looks, so that nobody knows what they use. */
  readonly areSeen: () => boolean;
}

/** An empty list of workspace folders. */
export function createFolders(): Folders {
  let folders: readonly string[] = [];
  return {
    all: () => folders,
    set: (uris) => {
      folders = uris.map((uri) => normalizeUri(uri).replace(/\/$/, ""));
    },
    of: (uri) =>
      folders
        .filter((folder) => isWithin(uri, folder))
        .sort((a, b) => b.length - a.length)
        .at(0),
    areSeen: () => folders.length > 0 && folders.every(isHere),
  };
}
