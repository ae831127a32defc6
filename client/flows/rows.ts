import type { SecretRow, Snapshot } from "../../shared/protocol";

/** Whether the provider knows the name, in whichever environment. */
export function isStored({ hasDefault, environments, etag }: SecretRow): boolean {
  return hasDefault || environments.length > 0 || etag !== "";
}

/** The same row where the provider does not know the name any more. */
export function unstored(row: SecretRow): SecretRow {
  return { ...row, hasDefault: false, environments: [], etag: "" };
}

/** The required names without a value in the active environment. Known only from a complete catalog. */
export function missingRequired({ status, rows }: Snapshot): readonly SecretRow[] {
  return status.kind === "complete" ? rows.filter(isMissingRequired) : [];
}

/** Whether a name is required and known to have no value in the active environment. */
export function isMissingRequired({ stored, declared }: SecretRow): boolean {
  return stored === "missing" && declared === "required";
}
