import type { Scope } from "../analysis/knowledge";
import { createListeners } from "../listeners";
import { manifestFormatOf, readManifest } from "../manifests/index";
import type { ManifestReading } from "../manifests/manifest";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import type { Folders } from "./folders";
import { manifestsOfUsers } from "./libraries";
import { mergeScopes } from "./mergeScopes";
import { folderOf, isWithin, relativePath } from "./uris";

/** A manifest of the workspace as it stands, open or on disk. */
export interface Manifest {
  readonly uri: string;
  /** Its path as the user knows it. */
  readonly label: string;
  readonly text: string;
  /** What the text says now. */
  readonly reading: ManifestReading;
  /** What counts for other files: while somebody is in the middle of typing, the last reading without errors, if there is one. */
  readonly inForce: ManifestReading;
}

/** The manifests of the workspace, and which of them govern a file. URIs are normalized. */
export interface Declarations {
  readonly all: () => readonly Manifest[];
  readonly get: (uri: string) => Manifest | undefined;
  /** The manifests from the file's folder up to its workspace folder, read into one. */
  readonly scopeOf: (uri: string) => Scope;
  /** Reads all manifests on disk; open ones keep what the editor holds. */
  readonly load: (listed: readonly string[]) => void;
  /** Takes over the text of a manifest, from the editor or from disk; undefined when it is gone. */
  readonly setText: (uri: string, text: string | undefined) => void;
  /** Hears of the manifests in which something changed that other files depend on. */
  readonly onDidChange: (listener: (uris: readonly string[]) => void) => void;
}

/** No manifests yet. */
export function createDeclarations(files: WorkspaceFiles, folders: Folders): Declarations {
  const manifests = new Map<string, Manifest>();
  const changes = createListeners<readonly string[]>();
  const scopes = createScopes(folders, () => [...manifests.values()]);

  const put = (uri: string, text: string | undefined): boolean => {
    const before = manifests.get(uri);
    if (before?.text === text) return false;
    scopes.forget();
    if (text === undefined) return manifests.delete(uri);
    const next = manifestOf(uri, { text, before, folder: folders.of(uri) });
    if (next !== undefined) manifests.set(uri, next);
    return next !== undefined && !saysTheSame(before, next);
  };

  return {
    all: () => [...manifests.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    get: (uri) => manifests.get(uri),
    scopeOf: scopes.of,
    load: (listed) => {
      // Which folders there are may have changed too.
      scopes.forget();
      const candidates = listed.filter((uri) => manifestFormatOf(uri) !== undefined);
      const changed = candidates.filter((uri) => put(uri, readText(files, uri)));
      if (changed.length > 0) changes.tell(changed);
    },
    setText: (uri, text) => {
      if (manifestFormatOf(uri) !== undefined && put(uri, text)) changes.tell([uri]);
    },
    onDidChange: (listener) => {
      changes.add(listener);
    },
  };
}

function manifestOf(
  uri: string,
  {
    text,
    before,
    folder,
  }: { readonly text: string; readonly before: Manifest | undefined; readonly folder: string | undefined },
): Manifest | undefined {
  const reading = readManifest(uri, text);
  if (reading === undefined) return undefined;
  const label = folder === undefined ? uri.slice(uri.lastIndexOf("/") + 1) : relativePath(uri, folder);
  const isGood = before?.inForce.errors.length === 0;
  const inForce = reading.errors.length > 0 && isGood ? before.inForce : reading;
  return { uri, label, text, reading, inForce };
}

/** Positions are left out: moving an entry changes nothing for other files. */
function saysTheSame(before: Manifest | undefined, after: Manifest): boolean {
  return before !== undefined && essence(before) === essence(after);
}

function essence({ inForce }: Manifest): string {
  return JSON.stringify([
    inForce.declarations.map((said) => [said.name, said.required, said.description, said.explicit, said.sensitive]),
    inForce.known.map(({ name, kind }) => [name, kind]),
    inForce.patterns,
    inForce.governs,
  ]);
}

/** Stands between the manifests that govern a file and those of who uses it. */
const usersFollow = { uri: "" };

/** The files of one folder share one scope, and so do all folders that the same manifests govern. */
function createScopes(folders: Folders, manifests: () => readonly Manifest[]) {
  const byFolder = new Map<string, Scope>();
  const byManifests = new Map<string, Scope>();
  return {
    of: (uri: string): Scope => {
      const folder = folderOf(uri);
      const isInside = folders.of(uri) !== undefined;
      const known = isInside ? byFolder.get(folder) : undefined;
      if (known !== undefined) return known;
      const all = manifests();
      const governed = governing(uri, all, folders);
      const root = folders.of(uri);
      const users = root === undefined ? [] : manifestsOfUsers(uri, root, { governed, all });
      const key = [...governed, ...(users.length > 0 ? [usersFollow, ...users] : [])]
        .map((each) => each.uri)
        .join("\n");
      const scope = byManifests.get(key) ?? mergeScopes(governed, users);
      byManifests.set(key, scope);
      if (isInside) byFolder.set(folder, scope);
      return scope;
    },
    forget: (): void => {
      byFolder.clear();
      byManifests.clear();
    },
  };
}

/** Nearest first; the manifests of one folder stand in the order of their names. */
function governing(uri: string, manifests: readonly Manifest[], folders: Folders): readonly Manifest[] {
  const folder = folders.of(uri);
  return manifests
    .filter((manifest) => manifest.uri === uri || (folder !== undefined && isWithin(manifest.uri, folder)))
    .filter((manifest) => isWithin(uri, folderOf(manifest.uri)))
    .sort((a, b) => folderOf(b.uri).length - folderOf(a.uri).length || (a.uri < b.uri ? -1 : 1));
}
