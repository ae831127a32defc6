import type { AccountChoice, Snapshot } from "../../shared/protocol";
import type { Environment } from "../../shared/secret";
import { isSamePlace } from "../statement";

/**
 * The environment that takes the place of an active one that the account does not have, as when an account was chosen and no
 * environment. Undefined while there is nothing to settle: only a complete list says what there is, and of what is chosen by now.
 */
export function environmentToSettle(snapshot: Snapshot, chosen: AccountChoice): string | undefined {
  const { account, status, environments, environment } = snapshot;
  if (environment !== chosen.environment || !isSamePlace(account, chosen.account)) return undefined;
  const isThere = environments.some(({ id }) => id === environment);
  if (status.kind !== "complete" || environments.length === 0 || isThere) return undefined;
  return likeliest(environments, environment);
}

/** The environment that is meant: that of the id or name, or else one for development. */
export function likeliest(environments: readonly Environment[], wanted: string): string | undefined {
  const there = environments.find(({ id }) => id === wanted);
  const named = environments.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const likely = environments.find(({ id, name }) => /^dev/i.test(id) || /^dev/i.test(name));
  return (there ?? named ?? likely ?? environments[0])?.id;
}
