import type { StoredState } from "../../shared/secret";
import { storedState } from "../../shared/secret";
import type { Knowledge } from "./knowledge";
import { stateOf } from "./knowledge";

/** The state of a name in words: `set in production`. Empty while nothing is known. */
export function stateWords(name: string, knowledge: Knowledge): string {
  return wordsFor(stateOf(name, knowledge), knowledge.environmentName);
}

function wordsFor(state: StoredState | "unknown", environment: string): string {
  switch (state) {
    case "set":
      return `set in ${environment}`;
    case "default":
      return `set by default, also in ${environment}`;
    case "missing":
      return `not set in ${environment}`;
    case "unknown":
      return "";
  }
}

/** Whether the project asks for a name, in words; empty when no manifest in scope does. */
export function declaredWords(name: string, { scope }: Knowledge): string {
  const declaration = scope.declared.get(name);
  const known = scope.known.get(name);
  if (declaration === undefined)
    return known === undefined
      ? ""
      : `${known.kind === "given" ? "has its value" : "listed"} in ${known.manifestLabel}`;
  return `${declaration.required ? "required" : "optional"} in ${declaration.manifestLabel}`;
}

/** What is said about a name: by the manifest, or else by the provider. It comes from outside and is to be escaped. */
export function descriptionOf(name: string, { scope, catalog }: Knowledge): string {
  const declared = scope.declared.get(name)?.description ?? "";
  return declared === "" ? (catalog.secrets.get(name)?.description ?? "") : declared;
}

/** The state of a name in each environment, for a table. */
export function statesByEnvironment(
  name: string,
  environments: readonly { readonly id: string; readonly name: string }[],
  { catalog }: Knowledge,
): readonly { readonly environment: string; readonly words: string }[] {
  const secret = catalog.secrets.get(name);
  if (secret === undefined && !catalog.complete) return [];
  return environments.map(({ id, name: environment }) => ({
    environment,
    words: { set: "set", default: "default value", missing: "not set" }[
      secret === undefined ? "missing" : storedState(secret, id)
    ],
  }));
}

/** Where a name is set and where it is missing, in a few words: `set in production`, `missing in development`. */
export function listOfPlaces(
  name: string,
  environments: readonly { readonly id: string; readonly name: string }[],
  { catalog, scope }: Knowledge,
): readonly string[] {
  const secret = catalog.secrets.get(name);
  if (secret === undefined && !catalog.complete) return [];
  const isSet = ({ id }: { readonly id: string }): boolean =>
    secret !== undefined && storedState(secret, id) !== "missing";
  const absent = scope.declared.get(name)?.required === true ? "missing in" : "not set in";
  const words = (preposition: string, places: typeof environments): string[] =>
    places.length === 0 ? [] : [`${preposition} ${places.map((place) => place.name).join(", ")}`];
  const without = environments.filter((environment) => !isSet(environment));
  return [
    ...words("set in", environments.filter(isSet)),
    ...(catalog.complete || secret !== undefined ? words(absent, without) : []),
  ];
}

/** Where a name has values, in a sentence; empty when it has none, or nothing is known of it. */
export function placesOf(name: string, { catalog }: Knowledge, nameOf: (environment: string) => string): string {
  const secret = catalog.secrets.get(name);
  if (secret === undefined) return "";
  const own = secret.environments.map(nameOf).join(", ");
  if (own === "") return secret.hasDefault ? "Has a default value for all environments." : "";
  return `Has a value in ${own}${secret.hasDefault ? ", and a default for the others" : ""}.`;
}
