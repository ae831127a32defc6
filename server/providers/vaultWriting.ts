import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret, Target } from "../../shared/secret";
import type { Capabilities, Deletion, NewSecret, Provider, SecretChange, Written } from "./provider";
import { secretRow } from "./rows";
import type { StoreRequest, VaultAccess } from "./vaultAccess";
import { baseId } from "./vaultAccess";
import type { Sight } from "./vaultAnswers";
import { descriptionOf, rowOf, versionsIn } from "./vaultAnswers";
import type { VaultListing } from "./vaultListing";
import { allOf } from "./vaultSights";

interface Options {
  readonly access: VaultAccess;
  readonly listing: VaultListing;
  readonly capabilities: Capabilities;
}

/** The version that a value is written over; "unknown" where it cannot be told. */
type Expected = number | "nothing" | "unknown";

/** A value on its way to one folder. */
interface Putting {
  readonly asked: "create" | "update";
  readonly name: string;
  readonly environment: string;
  readonly value: string;
  readonly expected: Expected;
}

/** Writes names of an account; each write is held to the version that was looked at. */
export function openWriting(options: Options): Pick<Provider, "createSecret" | "updateSecret" | "deleteSecret"> {
  return {
    createSecret: (secret, signal) => options.access.hiding(secret.value, () => createSecret(options, secret, signal)),
    updateSecret: (change, signal) =>
      options.access.hiding(change.value?.text ?? "", () => updateSecret(options, change, signal)),
    deleteSecret: (deletion, signal) => deleteSecret(options, deletion, signal),
  };
}

async function createSecret(
  options: Options,
  { name, value, description, target }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const { namePattern, nameRule } = options.capabilities;
  if (!namePattern.test(name)) return failed({ kind: "invalid", message: `A name has ${nameRule}`, field: "name" });
  const targets = await targetsOf(options, target, signal);
  if (targets.kind === "failed") return targets;
  const written = await putAll(
    options.access,
    targets.value.map((environment) => ({ asked: "create", name, environment, value, expected: "nothing" })),
    options.listing,
    signal,
  );
  if (written.kind === "failed") return written;
  const described =
    description === "" ? ok(null) : await describe(options, { name, description, in: targets.value }, signal);
  if (described.kind === "failed") return failed(halfDone(described.failure, `${name} was created`));
  return rowAfter(options, { name, in: targets.value, ...(description === "" ? {} : { description }) }, signal);
}

async function updateSecret(
  options: Options,
  { name, etag, value, description }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const seen = versionsIn(etag);
  const targets = value === undefined ? ok([]) : await targetsOf(options, value.target, signal);
  if (targets.kind === "failed") return targets;
  const putting = targets.value.map((environment): Putting => {
    const expected =
      seen === undefined ? "unknown" : seen.has(environment) ? (seen.get(environment) ?? "unknown") : "nothing";
    return { asked: "update", name, environment, value: value?.text ?? "", expected };
  });
  const written = await putAll(options.access, putting, options.listing, signal);
  if (written.kind === "failed") return written;
  const places = await placesOf(options, { name, seen, besides: targets.value }, signal);
  if (places.kind === "failed") return places;
  if (description !== undefined) {
    const looked = value === undefined ? seen : undefined;
    const described = await describe(
      options,
      { name, description, in: places.value, ...(looked && { looked }) },
      signal,
    );
    if (described.kind === "failed")
      return value === undefined ? described : failed(halfDone(described.failure, `The value of ${name} was changed`));
  }
  return rowAfter(options, { name, in: places.value, ...(description === undefined ? {} : { description }) }, signal);
}

/** The environments that a value is for. One that is not there would be made by writing to it: that is more than was asked for. */
async function targetsOf(
  { access, listing }: Options,
  target: Target,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const wanted = target.kind === "environments" ? target.ids : [];
  const known = await listing.knownEnvironments(wanted, signal);
  // Where there is nothing yet, the first name makes the folder.
  const isNew = known.kind === "failed" && known.failure.kind === "notFound" && wanted.every((id) => id === baseId);
  if (isNew && wanted.length > 0) return ok(wanted);
  if (known.kind === "failed") return known;
  const [only, ...more] = known.value;
  if (target.kind === "default")
    return only !== undefined && more.length === 0 ? ok([only]) : failed(noDefault(access.service));
  const missing = wanted.find((id) => !known.value.includes(id));
  return missing === undefined ? ok(wanted) : failed(noFolder(access, missing));
}

function noDefault(service: string): Failure {
  const message = `${service} has no value for all folders at once: choose the folders that it is for.`;
  return { kind: "invalid", message, field: "environment" };
}

function noFolder({ service, place }: VaultAccess, environment: string): Failure {
  const message = `${service} has no folder ${environment} at ${place}, or this token may not list it.`;
  return { kind: "notFound", message, field: "environment" };
}

/** One after the other, so that it is known which were written; rights for all are looked at before the first. */
async function putAll(
  access: VaultAccess,
  all: readonly Putting[],
  listing: VaultListing,
  signal: AbortSignal,
): Promise<Result<null>> {
  const forbidden =
    all.length > 1
      ? await access.forbidden(
          all.map((one) => postOf(one, one.expected === "nothing" ? 0 : undefined)),
          signal,
        )
      : undefined;
  if (forbidden !== undefined) return failed(forbidden);
  const done: string[] = [];
  for (const one of all) {
    const result = await put(access, one, listing, signal);
    if (result.kind === "failed")
      return done.length === 0
        ? result
        : failed(halfDone(result.failure, `${one.name} was written to ${done.join(", ")}`));
    done.push(one.environment);
  }
  return ok(null);
}

/** What has happened is to be seen, so this is no failure after which nothing would have to be listed again. */
function halfDone({ message }: Failure, done: string): Failure {
  return { kind: "storage", message: `${done}, but: ${message}` };
}

async function put(
  access: VaultAccess,
  one: Putting,
  listing: VaultListing,
  signal: AbortSignal,
): Promise<Result<null>> {
  switch (one.expected) {
    case "nothing":
      return putNew(access, one, listing, signal);
    case "unknown": {
      const seen = await listing.look(one.environment, one.name, signal);
      if (seen.kind === "failed") return seen;
      // Nobody has looked at a version, and nobody can: a server that insists on one says so.
      if (seen.value.kind === "hidden") return putOver(access, one, undefined, signal);
      return seen.value.kind === "there" && seen.value.entry.isSet
        ? putOver(access, one, seen.value.entry.version, signal)
        : putNew(access, one, listing, signal);
    }
    default:
      return putOver(access, one, one.expected, signal);
  }
}

/** Where a name was deleted softly its versions go on from where they were. */
async function putNew(
  access: VaultAccess,
  one: Putting,
  listing: VaultListing,
  signal: AbortSignal,
): Promise<Result<null>> {
  const result = await access.send(postOf(one, 0), nothing, signal);
  const exists =
    result.kind === "failed" && (result.failure.kind === "alreadyExists" || result.failure.kind === "changedMeanwhile");
  if (!exists) return result;
  const seen = await listing.look(one.environment, one.name, signal);
  const isDeleted = seen.kind === "ok" && seen.value.kind === "there" && !seen.value.entry.isSet;
  return isDeleted ? access.send(postOf(one, seen.value.entry.version), nothing, signal) : result;
}

/**
 * A path of Vault may hold more than the one field that is ours: a patch leaves the others as they are. Where it is not allowed,
 * or the server is too old for it, the value takes the place of the whole.
 */
async function putOver(
  access: VaultAccess,
  one: Putting,
  version: number | undefined,
  signal: AbortSignal,
): Promise<Result<null>> {
  const patched = await access.attempt(patchOf(one, version), nothing, signal);
  const isPatched =
    patched.kind === "ok" || (patched.failure.kind !== "forbidden" && patched.failure.kind !== "notFound");
  const isGone = patched.kind === "failed" && patched.failure.kind === "changedMeanwhile" && version === undefined;
  return isPatched && !isGone ? patched : access.send(postOf(one, version), nothing, signal);
}

function postOf({ asked, name, environment, value, expected }: Putting, version: number | undefined): StoreRequest {
  const options = version === undefined ? {} : { options: { cas: version } };
  return {
    method: "POST",
    tree: "data",
    environment,
    name,
    body: { ...options, data: { value } },
    capability: version === 0 || expected === "nothing" ? "create" : "update",
    asked: { kind: asked, name, environment },
  };
}

const mergePatch = { "content-type": "application/merge-patch+json" } as const;

function patchOf(one: Putting, version: number | undefined): StoreRequest {
  return { ...postOf(one, version), method: "PATCH", headers: mergePatch, capability: "patch" };
}

/** What Vault answers to a write is its version, which is looked at together with the rest. */
function nothing(): null {
  return null;
}

/** Where a name stands: where it was seen, or else wherever it is. */
async function placesOf(
  { listing }: Options,
  {
    name,
    seen,
    besides,
  }: {
    readonly name: string;
    readonly seen: ReadonlyMap<string, unknown> | undefined;
    readonly besides: readonly string[];
  },
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  if (seen !== undefined) return ok([...new Set([...seen.keys(), ...besides])]);
  const known = await listing.knownEnvironments(besides, signal);
  if (known.kind === "failed") return known;
  const sights = await allOf(known.value, (environment) => listing.look(environment, name, signal));
  if (sights.kind === "failed") return sights;
  const isThere = (sight: Sight | undefined) => sight?.kind === "there" && sight.entry.isSet;
  return ok(known.value.filter((id, index) => besides.includes(id) || isThere(sights.value[index])));
}

/** A description on its way; `looked` are the versions of the name that the user looked at. */
interface Describing {
  readonly name: string;
  readonly description: string;
  readonly in: readonly string[];
  readonly looked?: ReadonlyMap<string, number | null>;
}

async function describe(options: Options, one: Describing, signal: AbortSignal): Promise<Result<null>> {
  for (const environment of one.in) {
    const result = await describeIn(options, environment, one, signal);
    if (result.kind === "failed") return result;
  }
  return ok(null);
}

async function describeIn(
  { access, listing }: Options,
  environment: string,
  { name, description, looked }: Describing,
  signal: AbortSignal,
): Promise<Result<null>> {
  const seen = await listing.look(environment, name, signal);
  if (seen.kind === "failed") return seen;
  const entry = seen.value.kind === "there" ? seen.value.entry : undefined;
  const version = looked?.get(environment) ?? undefined;
  if (version !== undefined && seen.value.kind !== "hidden" && (entry?.isSet !== true || entry.version !== version))
    return failed(changedMeanwhile(access, name));
  const cas = entry?.metadataVersion === undefined ? {} : { metadata_cas: entry.metadataVersion };
  const common = { tree: "metadata", environment, name, asked: { kind: "update", name, environment } } as const;
  const change = { description: description === "" ? null : description };
  const patch = { ...common, method: "PATCH", headers: mergePatch, capability: "patch" } as const;
  const patched = await access.attempt({ ...patch, body: { ...cas, custom_metadata: change } }, nothing, signal);
  const cannot =
    patched.kind === "failed" && (patched.failure.kind === "forbidden" || patched.failure.kind === "notFound");
  if (!cannot) return patched;
  // Without a patch all of it is written, so all of it has to be known.
  if (entry === undefined) return failed(cannotMerge(access, environment, name));
  const others = Object.entries(entry.custom).filter(([key]) => key !== "description");
  const custom = Object.fromEntries([
    ...others,
    ...(description === "" ? [] : [["description", description]]),
  ]) as unknown;
  const post = { ...common, method: "POST", capability: "update" } as const;
  return access.send({ ...post, body: { ...cas, custom_metadata: custom } }, nothing, signal);
}

function changedMeanwhile({ service }: VaultAccess, name: string): Failure {
  return { kind: "changedMeanwhile", message: `${name} was changed at ${service} meanwhile. Look at it again.` };
}

function cannotMerge({ service, pathOf }: VaultAccess, environment: string, name: string): Failure {
  const path = pathOf({ tree: "metadata", environment, name });
  const message = `${service} says that this token may not write descriptions. It needs the capability "patch", or "read" and "update", on ${path}.`;
  return { kind: "forbidden", message };
}

/** What was written, and where it was seen before. */
interface Wrote {
  readonly name: string;
  readonly in: readonly string[];
  readonly description?: string;
}

/** The row of a name as it is after a write. Where nobody may look, it stands where it was written. */
async function rowAfter(
  { access, listing }: Options,
  { name, in: places, description }: Wrote,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const known = await listing.knownEnvironments([], signal);
  const environments = [...new Set([...(known.kind === "ok" ? known.value : []), ...places])];
  const looked = await allOf(environments, async (id) => ok(await listing.look(id, name, signal)));
  const sights = new Map<string, Sight>();
  for (const [index, id] of environments.entries()) {
    const result = looked.kind === "ok" ? looked.value[index] : undefined;
    const sight: Sight = result?.kind === "ok" ? result.value : { kind: "hidden" };
    if (sight.kind !== "hidden" || places.includes(id)) sights.set(id, sight);
  }
  const isKept = (sight: Sight | undefined) => sight?.kind !== "there" || descriptionOf(sight.entry) === description;
  if (description !== undefined && !places.every((id) => isKept(sights.get(id)))) return failed(tooOld(access, name));
  const row = rowOf(name, sights) ?? secretRow({ name });
  const isHidden = row.description === "" && description !== undefined;
  return ok({ kind: "done", value: isHidden ? { ...row, description } : row });
}

/** Before version 1.9 Vault answers as if it had kept it. */
function tooOld({ service }: VaultAccess, name: string): Failure {
  const message = `${service} is too old to keep descriptions: they came with Vault 1.9. All else about ${name} is as you wanted it.`;
  return { kind: "storage", message, field: "description" };
}

async function deleteSecret(
  options: Options,
  { name, etag, environment }: Deletion,
  signal: AbortSignal,
): Promise<Result<Written<null>>> {
  const { access, listing } = options;
  const known = await listing.knownEnvironments(environment === undefined ? [] : [environment], signal);
  if (known.kind === "failed") return known;
  const candidates = environment === undefined ? known.value : [environment];
  const sights = await allOf(candidates, (id) => listing.look(id, name, signal));
  if (sights.kind === "failed") return sights;
  const seen = versionsIn(etag);
  const places: string[] = [];
  for (const [index, id] of candidates.entries()) {
    const sight = sights.value[index];
    if (sight?.kind === "hidden" && (seen === undefined || seen.has(id))) places.push(id);
    if (sight?.kind !== "there" || !sight.entry.isSet) continue;
    // Vault deletes without a check, so that this is the nearest there is to one.
    const version =
      seen === undefined ? sight.entry.version : seen.has(id) ? (seen.get(id) ?? sight.entry.version) : undefined;
    if (version !== sight.entry.version) return failed(changedMeanwhile(access, name));
    places.push(id);
  }
  if (places.length === 0) return failed({ kind: "notFound", message: `${access.service} has no ${name} any more.` });
  return deleteIn(access, name, places, signal);
}

async function deleteIn(
  access: VaultAccess,
  name: string,
  places: readonly string[],
  signal: AbortSignal,
): Promise<Result<Written<null>>> {
  const requests = places.map((environment): StoreRequest => {
    const asked = { kind: "delete", name, environment } as const;
    return { method: "DELETE", tree: "metadata", environment, name, capability: "delete", asked };
  });
  const forbidden = requests.length > 1 ? await access.forbidden(requests, signal) : undefined;
  if (forbidden !== undefined) return failed(forbidden);
  const done: string[] = [];
  for (const request of requests) {
    const result = await access.send(request, nothing, signal);
    if (result.kind === "failed")
      return done.length === 0 ? result : failed(halfDone(result.failure, `${name} was deleted in ${done.join(", ")}`));
    done.push(request.environment);
  }
  return ok({ kind: "done", value: null });
}
