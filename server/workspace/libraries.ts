import { isLenient } from "../analysis/leniency";
import type { Manifest } from "./declarations";
import { isWithin, relativePath } from "./uris";

/**
 * The package that a file lies in where a monorepo keeps what its apps share; undefined for all other files:
 * turborepo.com/docs/crafting-your-repository/structuring-a-repository, nx.dev/concepts/decisions/folder-structure.
 */
export function libraryOf(uri: string, folder: string): string | undefined {
  const found = /^.*?\/(?:packages|internal-packages|libs)\/[^/]+(?=\/)/.exec(uri.slice(folder.length))?.[0];
  return found === undefined ? undefined : folder + found;
}

/**
 * The manifests that say for a shared package what is needed, besides those that govern it: those of the apps that may use it. A package with a manifest of its own
 * has said so itself.
 */
export function manifestsOfUsers(
  uri: string,
  folder: string,
  { governed, all }: { readonly governed: readonly Manifest[]; readonly all: readonly Manifest[] },
): readonly Manifest[] {
  const library = libraryOf(uri, folder);
  if (library === undefined || governed.some((own) => own.inForce.governs && isWithin(own.uri, library))) return [];
  return all.filter((manifest) => {
    const isOther = isWithin(manifest.uri, folder) && manifest.inForce.governs && !governed.includes(manifest);
    return isOther && !isLenient(relativePath(manifest.uri, folder));
  });
}
