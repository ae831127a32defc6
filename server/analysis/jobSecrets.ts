import type { JobSecret } from "../languages/reference";
import type { Secret } from "../../shared/secret";
import { storedState } from "../../shared/secret";
import type { Knowledge } from "./knowledge";

/** Made by GitHub for each run, and never stored. */
export const madeForEachRun = "GITHUB_TOKEN";

/** The names that a job gets: those that count everywhere, and those of its environment, or of any that it may turn out to be. */
export function namesFor(knowledge: Knowledge, { environment }: JobSecret): ReadonlyMap<string, Secret> {
  const { secrets } = knowledge.catalog;
  if (environment === undefined) return secrets;
  const id = environmentId(knowledge, environment) ?? "";
  return new Map([...secrets].filter(([, secret]) => storedState(secret, id) !== "missing"));
}

/** The environment as GitHub spells it, which does not tell them apart by case; undefined when it has none of that name. */
export function environmentId({ actions }: Knowledge, environment: string): string | undefined {
  const wanted = environment.toLowerCase();
  return actions?.environments.find(({ id }) => id.toLowerCase() === wanted)?.id;
}
