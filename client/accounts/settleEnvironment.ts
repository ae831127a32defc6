import type { Snapshot } from "../../shared/protocol";

/**
 * The environment that takes the place of an active one that the account does not have, as when an account was chosen and no
 * environment. Undefined while there is nothing to settle: only a complete list says what there is.
 */
export function environmentToSettle({ status, environments, environment }: Snapshot): string | undefined {
  const isThere = environments.some(({ id }) => id === environment);
  if (status.kind !== "complete" || environments.length === 0 || isThere) return undefined;
  const named = environments.find(({ name }) => name.toLowerCase() === environment.toLowerCase());
  const likely = environments.find(({ id, name }) => /^dev/i.test(id) || /^dev/i.test(name));
  return (named ?? likely ?? environments[0])?.id;
}
