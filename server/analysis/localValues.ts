import type { ManifestReading } from "../manifests/manifest";
import type { KnownCatalog } from "./knowledge";

/**
 * The names that a manifest requires, or else all that it has, when their values may as well lie in a file of each developer (`.env`, `.dev.vars`), which
 * we never open; undefined when it means what is stored.
 */
export function namesKeptLocally({ declarations, valuesElsewhere }: ManifestReading): readonly string[] | undefined {
  if (valuesElsewhere !== true) return undefined;
  const required = declarations.filter((declaration) => declaration.required);
  return [...new Set((required.length === 0 ? declarations : required).map(({ name }) => name))];
}

/**
 * Whether names of such a manifest are called missing one by one: when at least half of them are stored, the store is where its
 * values are kept. Before that, somebody just uses a local file.
 */
export function isHeldToStore(names: readonly string[] | undefined, { secrets }: KnownCatalog): boolean {
  return names === undefined || names.filter((name) => secrets.has(name)).length * 2 >= names.length;
}
