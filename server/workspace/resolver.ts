import { parse } from "jsonc-parser";
import { URI, Utils } from "vscode-uri";
import type { Language } from "../languages/reference";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import { folderOf, isWithin } from "./uris";

/** Finds the files that are meant by what is written behind `from`. What cannot be told is undefined. */
export interface Resolver {
  readonly resolve: (specifier: string, from: string, language: Language) => string | undefined;
  readonly setListing: (uris: ReadonlySet<string>, packageManifests: readonly string[]) => void;
  /** The last part of what a file may be imported by, without its ending. */
  readonly stemsOf: (uri: string) => readonly string[];
  readonly clear: () => void;
}

/** What of `tsconfig.json` matters: where `@/…` leads. */
interface PathAliases {
  readonly folder: string;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
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
    const own = readAliases(files, folder);
    const found = own ?? (depth < mostFolders && up.length > "file://".length ? aliasesFor(up, depth + 1) : undefined);
    aliases.set(folder, found);
    return found;
  };

  const candidates = (specifier: string, folder: string): readonly string[] => {
    if (specifier.startsWith(".")) return [join(folder, specifier)];
    const byAlias = aliased(specifier, aliasesFor(folder));
    return [...byAlias, ...inPackage(specifier, packagesByName())];
  };

  const look = (specifier: string, folder: string, { modules }: Language): string | undefined =>
    candidates(specifier, folder)
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

function join(folder: string, path: string): string {
  return Utils.joinPath(URI.parse(folder), path).toString();
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

function readJson(files: WorkspaceFiles, uri: string): unknown {
  const text = readText(files, uri);
  return text === undefined ? undefined : parse(text, [], { allowTrailingComma: true });
}

function readAliases(files: WorkspaceFiles, folder: string): PathAliases | undefined {
  for (const name of ["tsconfig.json", "jsconfig.json"]) {
    const config = readJson(files, `${folder}/${name}`) as
      { compilerOptions?: { baseUrl?: string; paths?: Record<string, readonly string[]> } } | undefined;
    const { baseUrl = ".", paths } = config?.compilerOptions ?? {};
    if (typeof paths === "object")
      return {
        folder: join(folder, baseUrl),
        paths: Object.entries(paths).filter(([, targets]) => Array.isArray(targets)),
      };
  }
  return undefined;
}

/** Where `@/env` leads when `@/*` leads to `./src/*`. */
function aliased(specifier: string, aliases: PathAliases | undefined): readonly string[] {
  if (aliases === undefined) return [];
  return aliases.paths.flatMap(([pattern, targets]) => {
    const [before = "", behind] = pattern.split("*");
    const fits =
      behind === undefined ? specifier === pattern : specifier.startsWith(before) && specifier.endsWith(behind);
    if (!fits) return [];
    const rest = specifier.slice(before.length, specifier.length - (behind?.length ?? 0));
    return targets.map((target) =>
      join(
        aliases.folder,
        target.replace("*", () => rest),
      ),
    );
  });
}

/** `@acme/env` and `@acme/env/server` in the package of that name. */
function inPackage(specifier: string, packages: ReadonlyMap<string, string>): readonly string[] {
  const parts = specifier.split("/");
  const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const folder = packages.get(name);
  const rest = specifier.slice(name.length);
  return folder === undefined ? [] : [`${folder}/src${rest}`, `${folder}${rest}`];
}
