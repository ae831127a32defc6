import { parse } from "jsonc-parser";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import { folderOf, joinUri } from "./uris";

/** What of `tsconfig.json` matters: where `@/…` leads. */
export interface PathAliases {
  readonly folder: string;
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

/** What a configuration says by itself or by what it extends. */
interface Options {
  /** Where `baseUrl` leads, and where `paths` are written. */
  readonly base?: string | undefined;
  readonly at?: string | undefined;
  readonly paths?: PathAliases["paths"] | undefined;
}

interface Configuration {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: { readonly baseUrl?: string; readonly paths?: Record<string, readonly string[]> };
}

/** What configurations are read with. */
interface Sources {
  readonly files: WorkspaceFiles;
  /** The packages of the workspace by name, each with its folder: configurations may come from there. */
  readonly packages: () => ReadonlyMap<string, string>;
}

/** What the configuration in a folder says; undefined where it says nothing of paths. */
export function readAliases(folder: string, sources: Sources): PathAliases | undefined {
  for (const name of ["tsconfig.json", "jsconfig.json"]) {
    const uri = `${folder}/${name}`;
    // Most folders have none, and to fail at opening it takes ten times as long.
    if (sources.files.stamp(uri) === undefined) continue;
    const { base, at, paths } = optionsIn(uri, sources, new Set());
    if (paths !== undefined) return { folder: base ?? at ?? folder, paths };
  }
  return undefined;
}

/** typescriptlang.org/tsconfig/#extends: of several, the last one wins, and what a configuration says itself. */
function optionsIn(uri: string, sources: Sources, seen: Set<string>): Options {
  // Configurations that extend each other in a circle say nothing more by that.
  const text = seen.has(uri) ? undefined : readText(sources.files, uri);
  if (text === undefined) return {};
  seen.add(uri);
  const configuration = parse(text, [], { allowTrailingComma: true }) as Configuration | undefined;
  const folder = folderOf(uri);
  const { baseUrl, paths } = configuration?.compilerOptions ?? {};
  const written = [configuration?.extends ?? []].flat().filter((each) => typeof each === "string");
  const extended = written.map((each) => extendedBy(each, folder, sources));
  const options = extended.map((each) => optionsIn(each, sources, seen));
  return {
    ...(Object.assign({}, ...options) as Options),
    ...(typeof baseUrl === "string" ? { base: joinUri(folder, baseUrl) } : {}),
    ...(typeof paths === "object"
      ? { at: folder, paths: Object.entries(paths).filter(([, targets]) => Array.isArray(targets)) }
      : {}),
  };
}

/** A path, or a file of a package of the workspace. */
function extendedBy(specifier: string, folder: string, { packages }: Sources): string {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
  const from = packages().get(name);
  const uri = from === undefined ? joinUri(folder, specifier) : from + (specifier.slice(name.length) || "/tsconfig");
  return uri.endsWith(".json") ? uri : `${uri}.json`;
}

/** Where `@/env` leads when `@/*` leads to `./src/*`. */
export function aliased(specifier: string, aliases: PathAliases | undefined): readonly string[] {
  if (aliases === undefined) return [];
  return aliases.paths.flatMap(([pattern, targets]) => {
    const [before = "", behind] = pattern.split("*");
    const fits =
      behind === undefined ? specifier === pattern : specifier.startsWith(before) && specifier.endsWith(behind);
    if (!fits) return [];
    const rest = specifier.slice(before.length, specifier.length - (behind?.length ?? 0));
    return targets.map((target) =>
      joinUri(
        aliases.folder,
        target.replace("*", () => rest),
      ),
    );
  });
}
