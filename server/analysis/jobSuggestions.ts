import type { Secret } from "../../shared/secret";
import type { NameContext } from "../languages/reference";
import { environmentId, madeForEachRun, namesFor } from "./jobSecrets";
import type { TypedSecret } from "../languages/yaml/workflow";
import type { Knowledge } from "./knowledge";
import type { Suggestion, Surroundings } from "./suggestions";
import { suggestionsFor } from "./suggestions";

/** The names that a job of a workflow gets, and what it may ask its caller for. Manifests have no say in that. */
export function jobSuggestions(
  context: NameContext,
  typed: TypedSecret,
  { knowledge, ...surroundings }: Surroundings & { readonly knowledge: Knowledge },
): readonly Suggestion[] {
  const stored = namesFor(knowledge, typed);
  const others = [...typed.askedFor, madeForEachRun].filter((name) => !stored.has(name));
  const within: Knowledge = {
    ...knowledge,
    environment: environmentId(knowledge, typed.environment ?? "") ?? "",
    scope: { ...knowledge.scope, declared: new Map() },
    catalog: { ...knowledge.catalog, secrets: new Map([...others.map(given), ...stored]) },
  };
  return suggestionsFor(context, { knowledge: within, ...surroundings }).map((suggestion) => {
    const { name } = suggestion;
    const secret = stored.get(name);
    const state = secret === undefined ? givenWords(name) : placeWords(secret, within.environment);
    return { ...suggestion, state, detail: state, ...(secret === undefined ? { places: "" } : {}) };
  });
}

/** A name that nobody has to store. */
function given(name: string): readonly [string, Secret] {
  const empty = { description: "", type: "", createdAt: "", updatedAt: "", etag: "" };
  return [name, { ...empty, name, visibility: "masked", managed: true, hasDefault: true, environments: [] }];
}

function givenWords(name: string): string {
  return name === madeForEachRun ? "made for each run" : "asked of the caller";
}

/** Where the job would get it from: the nearest place counts. */
function placeWords({ environments, hasDefault, managed }: Secret, environment: string): string {
  if (environments.includes(environment)) return `set in ${environment}`;
  if (!hasDefault) return `set in ${environments.join(", ")}`;
  return managed ? "set in the organization" : "set in the repository";
}
