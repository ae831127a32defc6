import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { afterOthers } from "./partly";
import type { StoreRequest, VaultAccess } from "./vaultAccess";
import type { Entry } from "./vaultAnswers";
import type { VaultListing } from "./vaultListing";
import { cannotPatch, mergePatch, nothing } from "./vaultValues";

/** A description on its way; `looked` are the versions of the name that the user looked at. */
export interface Describing {
  readonly name: string;
  readonly description: string;
  /** The environments that have the name. */
  readonly places: readonly string[];
  readonly looked: ReadonlyMap<string, number | null> | undefined;
}

/** Keeps a description among what users can say of a name; all else that stands there stays. */
export async function describe(
  { access, listing }: { readonly access: VaultAccess; readonly listing: VaultListing },
  { name, description, places, looked }: Describing,
  signal: AbortSignal,
): Promise<Result<null>> {
  const done: string[] = [];
  const failedAt = (failure: Failure) => failed(afterOthers(failure, done));
  for (const environment of places) {
    const seen = await listing.look(environment, name, signal);
    if (seen.kind === "failed") return failedAt(seen.failure);
    const entry = seen.value.kind === "there" ? seen.value.entry : undefined;
    const version = looked?.get(environment) ?? undefined;
    const isOther = entry?.isSet !== true || entry.version !== version;
    if (version !== undefined && seen.value.kind !== "hidden" && isOther)
      return failedAt(changedMeanwhile(access, name));
    const result = await write(access, { name, environment, description, entry }, signal);
    if (result.kind === "failed") return failedAt(result.failure);
    done.push(environment);
  }
  return ok(null);
}

interface Writing {
  readonly name: string;
  readonly environment: string;
  readonly description: string;
  readonly entry: Entry | undefined;
}

async function write(access: VaultAccess, one: Writing, signal: AbortSignal): Promise<Result<null>> {
  const { name, environment, description, entry } = one;
  const patched = await access.attempt(
    requestOf(one, "PATCH", { description: description === "" ? null : description }),
    nothing,
    signal,
  );
  if (patched.kind === "ok" || !cannotPatch(patched.failure)) return patched;
  // Without a patch all of it is written, so all of it has to be known.
  if (entry === undefined) return failed(cannotMerge(access, environment, name));
  const others = Object.entries(entry.custom).filter(([key]) => key !== "description");
  const all = [...others, ...(description === "" ? [] : [["description", description] as const])];
  return access.send(requestOf(one, "POST", Object.fromEntries(all)), nothing, signal);
}

function requestOf(
  { name, environment, entry }: Writing,
  method: "PATCH" | "POST",
  custom: Readonly<Record<string, string | null>>,
): StoreRequest {
  // OpenBao holds writes of metadata to a version as well; Vault takes no notice of it.
  const cas = entry?.metadataVersion === undefined ? {} : { metadata_cas: entry.metadataVersion };
  const asked = { kind: "update", name, environment } as const;
  const common = {
    method,
    tree: "metadata",
    environment,
    name,
    body: { ...cas, custom_metadata: custom },
    asked,
  } as const;
  return method === "PATCH"
    ? { ...common, headers: mergePatch, capability: "patch" }
    : { ...common, capability: "update" };
}

/** What is said when somebody else was faster. */
export function changedMeanwhile({ service }: VaultAccess, name: string): Failure {
  return { kind: "changedMeanwhile", message: `${name} was changed at ${service} meanwhile. Look at it again.` };
}

function cannotMerge({ service, pathOf }: VaultAccess, environment: string, name: string): Failure {
  const path = pathOf({ tree: "metadata", environment, name });
  const message = `${service} says that this token may not write descriptions. It needs the capability "patch", or "read" and "update", on ${path}.`;
  return { kind: "forbidden", message };
}
