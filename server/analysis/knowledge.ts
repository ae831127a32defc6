import type { Secret, StoredState } from "../../shared/secret";
import { storedState } from "../../shared/secret";
import type { Declaration } from "../manifests/manifest";

/** What is known of the stored names, as far as judging goes. Absence means something only in a complete catalog. */
export interface KnownCatalog {
  /** True when every stored name is in `secrets`; only then may a name be called missing. */
  readonly complete: boolean;
  readonly secrets: ReadonlyMap<string, Secret>;
}

/** A declaration and the manifest it stands in. */
export interface GoverningDeclaration extends Declaration {
  /** URI of the manifest. */
  readonly manifest: string;
  /** The manifest's path as the user knows it, relative to the workspace folder. */
  readonly manifestLabel: string;
}

/** The manifests that govern one file, nearest first, read into one. */
export interface Scope {
  /** The governing manifests with their paths as the user knows them, nearest first; empty when none is in scope. */
  readonly manifests: readonly { readonly uri: string; readonly label: string }[];
  /** By name; the nearest manifest wins. */
  readonly declared: ReadonlyMap<string, GoverningDeclaration>;
  /** Names that the manifests provide themselves: legitimate, but not secrets. */
  readonly plainNames: ReadonlySet<string>;
}

/** All three sides as one file sees them. */
export interface Knowledge {
  readonly scope: Scope;
  readonly catalog: KnownCatalog;
  /** Id and words of the active environment. */
  readonly environment: string;
  readonly environmentName: string;
  /** Where the names were looked for and when, for example `api.example › web › production, checked at 14:05`. */
  readonly place: string;
}

/** Where `name` has its value from in the active environment; `unknown` while the catalog cannot tell. */
export function stateOf(name: string, { catalog, environment }: Knowledge): StoredState | "unknown" {
  const secret = catalog.secrets.get(name);
  if (secret !== undefined) {
    const state = storedState(secret, environment);
    return state === "missing" && !catalog.complete ? "unknown" : state;
  }
  return catalog.complete ? "missing" : "unknown";
}

/** Every name that somebody vouches for: declared, provided by a manifest, or stored. */
export function knownNames({ scope, catalog }: Knowledge): readonly string[] {
  return [...new Set([...scope.declared.keys(), ...scope.plainNames, ...catalog.secrets.keys()])];
}
