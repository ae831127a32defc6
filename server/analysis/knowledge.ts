import type { Environment, Secret, StoredState } from "../../shared/secret";
import { storedState } from "../../shared/secret";
import type { Declaration, KnownName, NamePattern } from "../manifests/manifest";
import type { Stage } from "../manifests/stage";
import { stageIn } from "../manifests/stage";
import { isIgnored } from "./ignored";
import type { Range } from "./problem";

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
  /** See `namesKeptLocally`. */
  readonly keptLocally: readonly string[] | undefined;
}

/** How a manifest knows a name that nobody has to store. */
export interface KnownHere {
  readonly kind: KnownName["kind"];
  readonly manifest: string;
  readonly manifestLabel: string;
}

/** The manifests that govern one file, nearest first, read into one. */
export interface Scope {
  /**
   * The manifests that code is held to, with their paths as the user knows them, nearest first; empty when none is in scope.
   */
  readonly manifests: readonly { readonly uri: string; readonly label: string }[];
  /** None of these promises to name everything: they are examples. */
  readonly onlyShown: boolean;
  /** The manifests that only add to what is known, nearest first. */
  readonly lists: readonly { readonly uri: string; readonly label: string }[];
  /** By name; the nearest manifest wins. */
  readonly declared: ReadonlyMap<string, GoverningDeclaration>;
  /** Names that the manifests give a value to, or let through: legitimate, but nothing to store. */
  readonly known: ReadonlyMap<string, KnownHere>;
  /** The same by pattern. */
  readonly patterns: readonly NamePattern[];
  /** By name, where each is declared in the manifests of the nearest folder; only names that are declared more than once. */
  readonly repeated: ReadonlyMap<string, readonly DeclaredPlace[]>;
}

/** One place where a name is declared. */
export interface DeclaredPlace {
  readonly uri: string;
  readonly label: string;
  readonly range: Range;
  readonly declaration: Declaration | KnownName;
}

/** What a provider says of names before one is sent to it. */
export interface NameRules {
  readonly namePattern: RegExp;
  /** `namePattern` in words. */
  readonly nameRule: string;
  /** Names that it keeps for itself; `*` stands for any characters. */
  readonly reservedNames: readonly string[];
}

/** All three sides as one file sees them. */
export interface Knowledge {
  /** Undefined while there is no provider. */
  readonly nameRules: NameRules | undefined;
  readonly scope: Scope;
  readonly catalog: KnownCatalog;
  /** By name, what the service said against it when it was asked before running. */
  readonly findings: ReadonlyMap<string, string>;
  /** Id and words of the active environment. */
  readonly environment: string;
  readonly environmentName: string;
  /** Where the names were looked for and when, for example `api.example › web › production, checked at 14:05`. */
  readonly place: string;
  /** Present where the names are those of GitHub Actions, which workflows are held to. */
  readonly actions?: ActionsKnowledge | undefined;
}

/** What is known of GitHub Actions besides the names. */
export interface ActionsKnowledge {
  readonly environments: readonly Environment[];
  /** Where the names were looked for and when, without an environment. */
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

/** Whether any manifest in scope has the name: needs it, gives it, or lets it through. */
export function isDeclared(name: string, { declared, known, patterns }: Scope): boolean {
  if (declared.has(name) || known.has(name)) return true;
  return patterns.some(({ pattern, except }) => isIgnored(name, [pattern]) && !isIgnored(name, except));
}

/** Whether something is only about a stage that is not that of the active environment; of any other name, that is every stage. */
export function isElsewhere(
  { stage }: { readonly stage?: Stage | undefined },
  { environmentName }: Pick<Knowledge, "environmentName">,
): boolean {
  return stage !== undefined && stage !== (stageIn(environmentName) ?? stage);
}

/** Every name that somebody vouches for: declared, provided by a manifest, or stored. */
export function knownNames({ scope, catalog }: Knowledge): readonly string[] {
  return [...new Set([...scope.declared.keys(), ...scope.known.keys(), ...catalog.secrets.keys()])];
}
