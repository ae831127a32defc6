import { detached } from "../detached";
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
  /** What was found, by folder and specifier; and where it is not written from the file itself, by what its folder goes by. */
  const resolved = new Map<string, string | undefined>();
  const resolvedBy = new Map<PathAliases | undefined, Map<string, string | undefined>>();
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

  const isThere = (uri: string): boolean =>
    listed === undefined ? /\.\w+$/.test(uri) && files.read(uri) !== undefined : listed.has(uri);

  const firstOf = (paths: readonly string[], { endings }: Modules): string | undefined =>
    first(paths, (path) => endings(path).find(isThere));

  const fromFile = (specifier: string, folder: string, modules: Modules): string | undefined => {
    const path = modules.pathOf?.(specifier) ?? specifier;
    return firstOf(path.startsWith(".") ? [joinUri(folder, path)] : above(folder, path), modules);
  };

  const byName = (specifier: string, aliases: PathAliases | undefined, modules: Modules): string | undefined =>
    firstOf([...aliased(specifier, aliases), ...inPackage(specifier, packagesByName())], modules);

  return {
    resolve: (specifier, from, { modules }) => {
      if (modules === undefined) return undefined;
      const folder = folderOf(from);
      if (isFromFile(specifier, modules))
        return known(resolved, `${folder} ${specifier}`, () => fromFile(specifier, folder, modules));
      const aliases = aliasesFor(folder);
      const names = resolvedBy.get(aliases) ?? new Map<string, string | undefined>();
      resolvedBy.set(aliases, names);
      return known(names, specifier, () => byName(specifier, aliases, modules));
    },
    setListing: (uris, packageManifests) => {
      listed = uris;
      manifests = packageManifests;
      packages = undefined;
      resolved.clear();
      resolvedBy.clear();
    },
    stemsOf: (uri) => {
      const own = nameOf(uri).replace(/\.\w+$/, "");
      const around = [...packagesByName()].filter(([, folder]) => isWithin(uri, folder)).map(([name]) => nameOf(name));
      return /^(?:index|__init__)$/.test(own) ? [own, nameOf(folderOf(uri)), ...around] : [own, ...around];
    },
    clear: () => {
      resolved.clear();
      resolvedBy.clear();
      aliases.clear();
      packages = undefined;
    },
  };
}

/** Whether a specifier says where the module is from the file it stands in, and not what it is called. */
export function isFromFile(specifier: string, { pathOf }: Modules): boolean {
  return specifier.startsWith(".") || pathOf !== undefined;
}

/** The first answer that there is. */
function first<Value>(paths: readonly string[], find: (path: string) => Value | undefined): Value | undefined {
  for (const path of paths) {
    const found = find(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function known<Value>(values: Map<string, Value>, key: string, find: () => Value): Value {
  const before = values.get(key);
  if (before !== undefined || values.has(key)) return before as Value;
  const found = find();
  values.set(detached(key), found);
  return found;
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
