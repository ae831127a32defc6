import type { Language, Modules } from "../languages/reference";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import type { PathAliases } from "./pathAliases";
import { aliased, readAliases } from "./pathAliases";
import { folderOf, isWithin, joinUri } from "./uris";

/** Finds the files that are meant by what is written behind `from`. What cannot be told is undefined. */
export interface Resolver {
  readonly resolve: (specifier: string, from: string, language: Language) => string | undefined;
  readonly setListing: (uris: ReadonlySet<string>, packageManifests: readonly string[]) => void;
  /** The last part of what a file may be imported by, without its ending. */
  readonly stemsOf: (uri: string) => readonly string[];
  readonly clear: () => void;
}

/** How many folders upwards a `tsconfig.json` is looked for. */
const mostFolders = 12;

/** Resolves by looking at the disk; each question is asked once until something changes. */
export function createResolver(files: WorkspaceFiles): Resolver {
  const resolved = new Map<string, string | undefined>();
  const aliases = new Map<string, PathAliases | undefined>();
  let manifests: readonly string[] = [];
  let listed: ReadonlySet<string> | undefined;
  let packages: ReadonlyMap<string, string> | undefined;

  const packagesByName = (): ReadonlyMap<string, string> =>
    (packages ??= new Map(
      manifests.flatMap((uri) => {
        const name = packageName(readText(files, uri));
        return typeof name === "string" ? [[name, folderOf(uri)] as const] : [];
      }),
    ));

  const aliasesFor = (folder: string, depth = 0): PathAliases | undefined => {
    if (aliases.has(folder)) return aliases.get(folder);
    const up = folderOf(folder);
    const own = readAliases(folder, { files, packages: packagesByName });
    const found = own ?? (depth < mostFolders && up.length > "file://".length ? aliasesFor(up, depth + 1) : undefined);
    aliases.set(folder, found);
    return found;
  };

  const candidates = (specifier: string, folder: string, modules: Modules): readonly string[] => {
    const path = modules.pathOf?.(specifier);
    if (path !== undefined) return path.startsWith(".") ? [joinUri(folder, path)] : above(folder, path);
    if (specifier.startsWith(".")) return [joinUri(folder, specifier)];
    const byAlias = aliased(specifier, aliasesFor(folder));
    return [...byAlias, ...inPackage(specifier, packagesByName())];
  };

  const look = (specifier: string, folder: string, { modules }: Language): string | undefined =>
    (modules === undefined ? [] : candidates(specifier, folder, modules))
      .flatMap((path) => modules?.endings(path) ?? [])
      .find((uri) => (listed === undefined ? /\.\w+$/.test(uri) && files.read(uri) !== undefined : listed.has(uri)));

  return {
    resolve: (specifier, from, language) => {
      const folder = folderOf(from);
      const key = `${folder} ${specifier}`;
      if (!resolved.has(key)) resolved.set(key, look(specifier, folder, language));
      return resolved.get(key);
    },
    setListing: (uris, packageManifests) => {
      listed = uris;
      manifests = packageManifests;
      packages = undefined;
      resolved.clear();
    },
    stemsOf: (uri) => {
      const own = nameOf(uri).replace(/\.\w+$/, "");
      const around = [...packagesByName()].filter(([, folder]) => isWithin(uri, folder)).map(([name]) => nameOf(name));
      return /^(?:index|__init__)$/.test(own) ? [own, nameOf(folderOf(uri)), ...around] : [own, ...around];
    },
    clear: () => {
      resolved.clear();
      aliases.clear();
      packages = undefined;
    },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path from a folder, or one above, or the sources there. */
function above(folder: string, path: string): readonly string[] {
  const found: string[] = [];
  for (let up = folder, count = 0; count < mostFolders && up.length > "file://".length; count++, up = folderOf(up))
    found.push(`${up}/${path}`, `${up}/src/${path}`);
  return found;
}

/** What a `package.json` calls its package. It has no comments: reading it like other JSON here would take ten times as long. */
function packageName(text: string | undefined): unknown {
  try {
    return (JSON.parse(text ?? "null") as { readonly name?: unknown } | null)?.name;
  } catch {
    // Half written: nobody can import it.
    return undefined;
  }
}

/** `@acme/env` and `@acme/env/server` in the package of that name. */
function inPackage(specifier: string, packages: ReadonlyMap<string, string>): readonly string[] {
  const parts = specifier.split("/");
  const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const folder = packages.get(name);
  const rest = specifier.slice(name.length);
  return folder === undefined ? [] : [`${folder}/src${rest}`, `${folder}${rest}`];
}
