import type { Failure } from "../../shared/failure";
import type { Snapshot } from "../../shared/protocol";
import type { Environment, Target } from "../../shared/secret";

/** How an environment is called; an id that nobody knows stands for itself. */
export function environmentName(environments: readonly Environment[], id: string): string {
  return environments.find((environment) => environment.id === id)?.name ?? id;
}

/** The active environment's name. */
export function activeEnvironmentName({ environments, environment }: Snapshot): string {
  return environmentName(environments, environment);
}

/** The environments to choose from; the active one is always among them, even while the others are not known. */
export function environmentsToChoose({ environments, environment }: Snapshot): readonly Environment[] {
  if (environments.some(({ id }) => id === environment)) return environments;
  return [...environments, { id: environment, name: environment }];
}

/** Which environments a target means, in words. */
export function targetInWords(target: Target, environments: readonly Environment[]): string {
  if (target.kind === "default") return "all environments";
  return listed(target.ids.map((id) => environmentName(environments, id)));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** That something did not work out, claiming no more than is known: where the answer got lost, it may have been done. */
export function notDone(name: string, done: "added" | "changed" | "deleted", { kind }: Failure): string {
  const mayBeDone = kind === "timeout" || kind === "malformedAnswer" || kind === "cancelled";
  return mayBeDone ? `${name} may not have been ${done}.` : `${name} was not ${done}.`;
}
