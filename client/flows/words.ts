import type { RemoteAccount } from "../../shared/account";
import type { Failure } from "../../shared/failure";
import type { Abilities, Destination, Snapshot, Where } from "../../shared/protocol";
import { providerDescriptions } from "../../shared/providers";
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

/** What a message has to say of where the names of a snapshot are. */
export function whereOf({ folder }: Snapshot): Where {
  return folder === undefined ? {} : { folder };
}

/** The same for a write, so that it goes where it was meant to: to the account that the user saw, or nowhere. */
export function destinationOf(snapshot: Snapshot): Destination {
  return { ...whereOf(snapshot), account: snapshot.account };
}

/** Why environments cannot be added or removed, where that is so. */
export function fixedEnvironments(snapshot: Snapshot): string {
  return `${capitalized(environmentWord(snapshot))}s are added and removed at ${serviceName(snapshot)} itself, not from here.`;
}

/** What the account calls a place with values of its own: environment, config, folder, vault. */
export function environmentWord({ account }: Pick<Snapshot, "account">): string {
  return account.provider === "embedded" ? "environment" : providerDescriptions[account.provider].environmentWord;
}

/** How the service is called. */
export function serviceName({ account, accountName }: Pick<Snapshot, "account" | "accountName">): string {
  return account.provider === "embedded" ? accountName : providerDescriptions[account.provider].label;
}

/** Which service, and where, for whoever decides whether to trust it. */
export function placeInWords({ provider, endpoint }: RemoteAccount): string {
  return `${providerDescriptions[provider].label} at ${endpoint}`;
}

/** What can be done with the account. As long as nobody knows, nothing is left out: the service is the authority. */
export function abilitiesOf({ can }: Snapshot): Abilities {
  return can ?? everything;
}

const everything: Abilities = {
  environments: true,
  editEnvironments: true,
  description: true,
  editDescriptionAlone: true,
  visibility: true,
  defaults: true,
  softDelete: false,
  preflight: false,
};

/** The word with a capital, as at the beginning of a sentence. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What is said of a write that somebody has to approve: nothing has changed yet. */
export function pendingWords(snapshot: Snapshot): string {
  return `Waiting for approval at ${serviceName(snapshot)}. Until somebody approves the change there, everything stays as it is.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** The same for what may be thousands. */
export function listedInShort(words: readonly string[]): string {
  const most = 10;
  return words.length <= most + 1
    ? listed(words)
    : `${words.slice(0, most).join(", ")} and ${words.length - most} others`;
}

/** That nothing is missing is no news where nobody says what is needed. */
export function noneMissing({ hasManifest }: Snapshot, where = ""): string {
  if (hasManifest) return `No required secret is missing${where}.`;
  return "No manifest says which names this project needs, so none is known to be missing.";
}

/** The text as it stands: in a notification or an input box, `[words](command:…)` would become a link that runs something. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

/** That something did not work out, claiming no more than is known: where the answer got lost, it may have been done. */
export function notDone(name: string, done: "added" | "changed" | "deleted", { kind, partly }: Failure): string {
  if (partly) return `${name} was only partly ${done}.`;
  const mayBeDone = kind === "timeout" || kind === "malformedAnswer" || kind === "cancelled";
  return mayBeDone ? `${name} may not have been ${done}.` : `${name} was not ${done}.`;
}
