import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { halfDone } from "./partly";
import type { StoreRequest, VaultAccess } from "./vaultAccess";
import type { VaultListing } from "./vaultListing";

/** A value on its way to one folder. */
export interface Putting {
  readonly asked: "create" | "update";
  readonly name: string;
  readonly environment: string;
  readonly value: string;
  /** The version that it is written over; "unknown" where nobody has looked. */
  readonly expected: number | "nothing" | "unknown";
}

/** Stores values, each held to the version that is expected. */
export interface Values {
  /** One after the other, so that it is known which were written; rights for all are looked at before the first. */
  readonly put: (all: readonly Putting[], signal: AbortSignal) => Promise<Result<null>>;
}

/** The values of an account. */
export function openValues(access: VaultAccess, listing: VaultListing): Values {
  /** Where a name was deleted softly its versions go on from where they were. */
  const putNew = async (one: Putting, signal: AbortSignal): Promise<Result<null>> => {
    const result = await access.send(postOf(one, 0), nothing, signal);
    if (result.kind === "ok" || !isThere.has(result.failure.kind)) return result;
    const seen = await listing.look(one.environment, one.name, signal);
    const isDeleted = seen.kind === "ok" && seen.value.kind === "there" && !seen.value.entry.isSet;
    return isDeleted ? access.send(postOf(one, seen.value.entry.version), nothing, signal) : result;
  };

  /**
   * A path of Vault may hold more than the one field that is ours: a patch leaves the others as they are. Where it is not
   * allowed, or the server is too old for it, the value takes the place of the whole.
   */
  const putOver = async (one: Putting, version: number | undefined, signal: AbortSignal): Promise<Result<null>> => {
    const patched = await access.attempt(patchOf(one, version), nothing, signal);
    if (patched.kind === "ok") return patched;
    const isGone = patched.failure.kind === "changedMeanwhile" && version === undefined;
    return isGone || cannotPatch(patched.failure) ? access.send(postOf(one, version), nothing, signal) : patched;
  };

  const put = async (one: Putting, signal: AbortSignal): Promise<Result<null>> => {
    if (one.expected === "nothing") return putNew(one, signal);
    if (one.expected !== "unknown") return putOver(one, one.expected, signal);
    const seen = await listing.look(one.environment, one.name, signal);
    if (seen.kind === "failed") return seen;
    // Nobody has looked at a version, and nobody can: a server that insists on one says so.
    if (seen.value.kind === "hidden") return putOver(one, undefined, signal);
    const isSet = seen.value.kind === "there" && seen.value.entry.isSet;
    return isSet ? putOver(one, seen.value.entry.version, signal) : putNew(one, signal);
  };

  return {
    put: async (all, signal) => {
      const requests = all.map((one) => postOf(one, undefined));
      const forbidden = all.length > 1 ? await access.forbidden(requests, signal) : undefined;
      if (forbidden !== undefined) return failed(forbidden);
      const done: string[] = [];
      for (const one of all) {
        const result = await put(one, signal);
        if (result.kind === "failed" && done.length > 0)
          return failed(halfDone(result.failure, `${one.name} was written to ${done.join(", ")}`));
        if (result.kind === "failed") return result;
        done.push(one.environment);
      }
      return ok(null);
    },
  };
}

const isThere: ReadonlySet<string> = new Set(["alreadyExists", "changedMeanwhile"]);

/** Whether a patch was refused as such, by a policy or by a server that is too old for it. */
export function cannotPatch({ kind }: Failure): boolean {
  return kind === "forbidden" || kind === "notFound";
}

function postOf({ asked, name, environment, value, expected }: Putting, version: number | undefined): StoreRequest {
  const options = version === undefined ? {} : { options: { cas: version } };
  const capability = expected === "nothing" ? "create" : "update";
  const where = { tree: "data", environment, name, capability, asked: { kind: asked, name, environment } } as const;
  return { method: "POST", ...where, body: { ...options, data: { value } } };
}

/** A part of what there is, by RFC 7396. */
export const mergePatch = { "content-type": "application/merge-patch+json" } as const;

function patchOf(one: Putting, version: number | undefined): StoreRequest {
  return { ...postOf(one, version), method: "PATCH", headers: mergePatch, capability: "patch" };
}

/** What Vault answers to a write is its version, which is looked at together with the rest. */
export function nothing(): null {
  return null;
}
