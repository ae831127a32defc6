import type { Reference } from "../../languages/reference";
import { environmentId, madeForEachRun, namesFor } from "../jobSecrets";
import type { Knowledge } from "../knowledge";
import { nearName } from "../nearName";
import type { Problem } from "../problem";
import type { Rule } from "./rule";

/**
 * A secret in a workflow that GitHub Actions has nowhere where its job would get it from. An empty text would stand in its
 * place, so what the workflow does without in one place is not told in any other.
 */
export const unavailableSecret: Rule = {
  meta: { code: "unavailable-secret", setting: "rules.unavailableSecret" },
  check: ({ references, knowledge, workflow }, severity) => {
    if (!workflow || knowledge.actions === undefined || !knowledge.catalog.complete) return [];
    const optional = new Set(references.filter((reference) => reference.optional).map(storedName));
    return references
      .filter((reference) => !optional.has(storedName(reference)))
      .flatMap((reference) => {
        const found = findingOf(reference, knowledge);
        return found === undefined ? [] : [{ ...found, severity }];
      });
  },
};

/** GitHub stores names in capitals, and finds them however they are written. */
function storedName({ name }: Reference): string {
  return name.toUpperCase();
}

function findingOf(reference: Reference, knowledge: Knowledge): Omit<Problem, "severity"> | undefined {
  const environment = reference.job?.environment;
  if (environment === undefined) return undefined;
  const name = storedName(reference);
  // An environment that is not there may be made by the run, or be there under a name that we may not see.
  if (environment !== "" && environmentId(knowledge, environment) === undefined) return undefined;
  const available = namesFor(knowledge, { environment });
  if (name === madeForEachRun || available.has(name)) return undefined;
  const near = nearName(name, [...available.keys()]);
  const { start, end } = reference;
  const message = sentence(name, environment, knowledge) + (near === undefined ? "" : ` Did you mean ${near}?`);
  const found = { code: "unavailable-secret", start, end, name: reference.name, message } as const;
  return near === undefined ? found : { ...found, near };
}

function sentence(name: string, environment: string, { actions, catalog }: Knowledge): string {
  const place = environment === "" ? "" : `the environment ${environment}, `;
  const others = catalog.secrets.get(name)?.environments ?? [];
  const elsewhere =
    others.length === 0 ? "" : ` Its value in ${others.join(", ")} is for jobs with that environment alone.`;
  return `${name} is not set in ${place}the repository or its organization: ${actions?.place ?? ""}.${elsewhere}`;
}
