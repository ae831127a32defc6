import type { StoredSecret } from "./contents";
import { etagOf } from "./contents";

/** Tags that a condition names; `*` means any. */
type Tags = readonly string[] | "*";

/** The conditions of a write: it happens only if the secret is (or is not) one of these versions. */
export interface Conditions {
  readonly ifMatch: Tags | undefined;
  readonly ifNoneMatch: Tags | undefined;
}

/** The conditions that a request carries. */
export function readConditions(header: (name: string) => string | undefined): Conditions {
  return { ifMatch: readTags(header("if-match")), ifNoneMatch: readTags(header("if-none-match")) };
}

/** Whether the conditions hold for the secret as it is, or for there being none. */
export function conditionsHold({ ifMatch, ifNoneMatch }: Conditions, secret: StoredSecret | undefined): boolean {
  if (ifMatch !== undefined && !isAmong(ifMatch, secret)) return false;
  return ifNoneMatch === undefined || !isAmong(ifNoneMatch, secret);
}

function readTags(text: string | undefined): Tags | undefined {
  if (text === undefined) return undefined;
  return text.trim() === "*" ? "*" : text.split(",").map((tag) => tag.trim());
}

/** Our tags are never weak, so that a weak one matches none. */
function isAmong(tags: Tags, secret: StoredSecret | undefined): boolean {
  if (secret === undefined) return false;
  return tags === "*" || tags.includes(etagOf(secret));
}
