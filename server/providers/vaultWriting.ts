import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret, Target } from "../../shared/secret";
import type { Capabilities, Deletion, NewSecret, Provider, SecretChange, Written } from "./provider";
import { halfDone } from "./partly";
import { secretRow } from "./rows";
import type { StoreRequest, VaultAccess } from "./vaultAccess";
import { baseId } from "./vaultAccess";
import type { Sight } from "./vaultAnswers";
import { descriptionOf, rowOf, versionsIn } from "./vaultAnswers";
import { changedMeanwhile, describe } from "./vaultDescriptions";
import type { VaultListing } from "./vaultListing";
import { allOf } from "./vaultSights";
import type { Putting, Values } from "./vaultValues";
import { nothing, openValues } from "./vaultValues";

interface Options {
  readonly access: VaultAccess;
  readonly listing: VaultListing;
  readonly capabilities: Capabilities;
}

interface Writing extends Options {
  readonly values: Values;
}

/** Writes names of an account; each write is held to the version that was looked at. */
export function openWriting(options: Options): Pick<Provider, "createSecret" | "updateSecret" | "deleteSecret"> {
  const { access, listing } = options;
  const writing = { ...options, values: openValues(access, listing) };
  return {
    createSecret: (secret, signal) => access.hiding(secret.value, () => createSecret(writing, secret, signal)),
    updateSecret: (change, signal) =>
      access.hiding(change.value?.text ?? "", () => updateSecret(writing, change, signal)),
    deleteSecret: (deletion, signal) => deleteSecret(writing, deletion, signal),
  };
}

async function createSecret(
  writing: Writing,
  { name, value, description, target }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const { namePattern, nameRule } = writing.capabilities;
  if (!namePattern.test(name)) return failed({ kind: "invalid", message: `A name has ${nameRule}`, field: "name" });
  const targets = await targetsOf(writing, target, signal);
  if (targets.kind === "failed") return targets;
  const places = targets.value;
  const putting = places.map((environment): Putting => {
    return { asked: "create", name, environment, value, expected: "nothing" };
  });
  const written = await writing.values.put(putting, signal);
  if (written.kind === "failed") return written;
  if (description === "") return rowAfter(writing, { name, places, description: undefined }, signal);
  const described = await describe(writing, { name, description, places, looked: undefined }, signal);
  if (described.kind === "failed") return failed(halfDone(described.failure, `${name} was created`));
  return afterValue(await rowAfter(writing, { name, places, description }, signal));
}

async function updateSecret(
  writing: Writing,
  { name, etag, value, description }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const seen = versionsIn(etag);
  const targets = value === undefined ? ok([]) : await targetsOf(writing, value.target, signal);
  if (targets.kind === "failed") return targets;
  const putting = targets.value.map((environment): Putting => {
    return { asked: "update", name, environment, value: value?.text ?? "", expected: expectedIn(seen, environment) };
  });
  const written = await writing.values.put(putting, signal);
  if (written.kind === "failed") return written;
  const afterwards = (failure: Failure) =>
    failed(value === undefined ? failure : halfDone(failure, `The value of ${name} was changed`));
  const places = await placesOf(writing, { name, seen, besides: targets.value }, signal);
  if (places.kind === "failed") return afterwards(places.failure);
  if (places.value.length === 0) return failed(gone(writing.access, name));
  const row = { name, places: places.value, description };
  if (description === undefined) return rowAfter(writing, row, signal);
  // A value that was just written is a new version already.
  const looked = value === undefined ? seen : undefined;
  const described = await describe(writing, { ...row, description, looked }, signal);
  if (described.kind === "ok") {
    const after = await rowAfter(writing, row, signal);
    return value === undefined ? after : afterValue(after);
  }
  return afterwards(described.failure);
}

/** What the user saw in an environment is what the write is held to. */
function expectedIn(seen: ReadonlyMap<string, number | null> | undefined, environment: string): Putting["expected"] {
  if (seen === undefined) return "unknown";
  return seen.has(environment) ? (seen.get(environment) ?? "unknown") : "nothing";
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

/** What was written, and where it was seen before. */
interface Wrote {
  readonly name: string;
  readonly places: readonly string[];
  readonly description: string | undefined;
}

/** The row of a name as it is after a write. Where nobody may look, it stands where it was written. */
async function rowAfter(
  { access, listing }: Options,
  { name, places, description }: Wrote,
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

/** What goes wrong after a value was written. */
function afterValue<T>(result: Result<T>): Result<T> {
  return result.kind === "ok" ? result : failed({ ...result.failure, partly: true });
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
  return places.length === 0 ? failed(gone(access, name)) : deleteIn(access, name, places, signal);
}

function gone({ service }: VaultAccess, name: string): Failure {
  return { kind: "notFound", message: `${service} has no ${name} any more.` };
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
