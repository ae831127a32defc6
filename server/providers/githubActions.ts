import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import type { Secret, Target } from "../../shared/secret";
import { afterOthers } from "./partly";
import { parsePublicKey, parseRow } from "./githubActionsDialect";
import type { PublicKey } from "./githubActionsDialect";
import { createGithubReader } from "./githubActionsReading";
import type { GithubReader } from "./githubActionsReading";
import { openGithub } from "./githubActionsRoutes";
import type { GithubRoutes } from "./githubActionsRoutes";
import type { Capabilities, Deletion, NewSecret, Provider, ProviderKind, SecretChange, Written } from "./provider";
import { secretRow } from "./rows";

const capabilities: Capabilities = {
  environments: true,
  editEnvironments: false,
  description: false,
  editDescriptionAlone: false,
  visibility: false,
  // The repository's own secrets count wherever an environment has none of that name.
  defaults: true,
  conflictCheck: false,
  paging: true,
  rename: false,
  approval: false,
  softDelete: false,
  listingSendsValues: "never",
  writingSendsValues: false,
  // docs.github.com/actions/reference/security/secrets#naming-your-secrets
  namePattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i,
  nameRule: "letters, digits and underscores, no digit and no GITHUB_ at the beginning. GitHub stores it in capitals.",
  reservedNames: ["GITHUB_*"],
  // docs.github.com/actions/reference/security/secrets#limits-for-secrets
  maxValueBytes: 48 * 1024,
};

/** The secrets that workflows of a repository get: its own, those of its environments, and those of its organization. */
export const githubActions: ProviderKind = {
  capabilities,
  create: (options) => {
    const routes = openGithub(options);
    const { rows, ...reader } = createGithubReader(routes);
    return { capabilities, ...reader, ...createWriter({ routes, rows }) };
  },
};

interface Means extends Pick<GithubReader, "rows"> {
  readonly routes: GithubRoutes;
}

function createWriter(means: Means): Pick<Provider, "createSecret" | "updateSecret" | "deleteSecret"> {
  return {
    createSecret: (secret, signal) => create(means, secret, signal),
    updateSecret: (change, signal) => update(means, change, signal),
    deleteSecret: (deletion, signal) => remove(means, deletion, signal),
  };
}

/** Where a value stands: in an environment, or in the repository itself. */
type Place = string | undefined;

function placesOf(target: Target): readonly Place[] {
  return target.kind === "default" ? [undefined] : target.ids;
}

/** A write of one name in one place. */
interface Write {
  readonly kind: "create" | "update" | "delete";
  /** As GitHub stores it. */
  readonly name: string;
  readonly place: Place;
  /** The value, which nothing may repeat, not even what is said of another request on the way. */
  readonly hide?: readonly string[];
}

/** GitHub overwrites what is there, so that somebody has to look first. */
async function create(
  means: Means,
  { name: given, value, target }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const name = given.toUpperCase();
  const refusal = refusalOf(name, means.routes, target);
  if (refusal !== undefined) return failed(refusal);
  const places = placesOf(target);
  const checks = await Promise.all(
    places.map((place) => exists(means.routes, { kind: "create", name, place, hide: [value] }, signal)),
  );
  for (const [index, check] of checks.entries()) {
    if (check.kind === "failed") return check;
    if (check.value) return failed(existsAlready(name, places[index], means.routes));
  }
  return putAll(means, { kind: "create", name, value, places }, signal);
}

function existsAlready(name: string, place: Place, { service }: GithubRoutes): Failure {
  const where = place === undefined ? "" : ` in ${place}`;
  return { kind: "alreadyExists", message: `${service} has ${name} already${where}.`, field: "name" };
}

async function update(
  means: Means,
  { name: given, value }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const name = given.toUpperCase();
  if (value === undefined) {
    const message = `${means.routes.service} keeps nothing but a value with a name: there are no descriptions.`;
    return failed({ kind: "invalid", message, field: "value" });
  }
  const refusal = refusalOf(name, means.routes, value.target);
  if (refusal !== undefined) return failed(refusal);
  return putAll(means, { kind: "update", name, value: value.text, places: placesOf(value.target) }, signal);
}

interface PutAll {
  readonly kind: "create" | "update";
  readonly name: string;
  readonly value: string;
  readonly places: readonly Place[];
}

/** One place after the other: when one refuses, it is known which were written to. */
async function putAll(
  means: Means,
  { places, value, ...write }: PutAll,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const done: Place[] = [];
  for (const place of places) {
    const result = await put(means.routes, { write: { ...write, place, hide: [value] }, value }, signal);
    if (result.kind === "failed") return failed(afterPlaces(result.failure, done));
    done.push(place);
  }
  // The answer says nothing of other environments. Where they cannot be asked for, the next listing tells.
  const known = await means.rows(signal);
  const rows = known.kind === "ok" ? known.value : new Map<string, Secret>();
  const row = rowAfter(rows.get(write.name) ?? secretRow({ name: write.name }), done);
  rows.set(write.name, row);
  return ok({ kind: "done", value: row });
}

function rowAfter(before: Secret, done: readonly Place[]): Secret {
  const written = done.flatMap((place) => place ?? []);
  return {
    ...before,
    managed: false,
    hasDefault: before.hasDefault || done.includes(undefined),
    environments: [...new Set([...before.environments, ...written])],
  };
}

function afterPlaces(failure: Failure, done: readonly Place[]): Failure {
  return afterOthers(
    failure,
    done.map((place) => place ?? "the repository"),
  );
}

/** Seals the value for this one place, and sends it. */
async function put(
  routes: GithubRoutes,
  { write, value }: { readonly write: Write; readonly value: string },
  signal: AbortSignal,
): Promise<Result<null>> {
  const path = routes.secrets(write.place);
  if (path.kind === "failed") return path;
  const common = { asked: askedOf(write), hide: write.hide ?? [] };
  const key = await routes.get({ ...common, path: `${path.value}/public-key` }, parsePublicKey, signal);
  if (key.kind === "failed") return key;
  const sealed = await seal(value, key.value);
  if (sealed === undefined) {
    const message = `${routes.service} sent a key that nothing can be sealed with.`;
    return failed({ kind: "malformedAnswer", message });
  }
  const body = { encrypted_value: sealed, key_id: key.value.id };
  return routes.send({ ...common, method: "PUT", path: `${path.value}/${write.name}`, body }, () => null, signal);
}

/** In base64. What seals is loaded when it is first needed. */
async function seal(value: string, { bytes }: PublicKey): Promise<string | undefined> {
  const { sealedBox } = await import("./sealedBox");
  try {
    return Buffer.from(sealedBox(value, bytes)).toString("base64");
  } catch {
    return undefined;
  }
}

/** Whether there is one. What is not there, and what may not be seen, looks the same: the key, asked for next, tells. */
async function exists(routes: GithubRoutes, write: Write, signal: AbortSignal): Promise<Result<boolean>> {
  const path = routes.secrets(write.place);
  if (path.kind === "failed") return path;
  return routes.send<boolean>(
    {
      method: "GET",
      path: `${path.value}/${write.name}`,
      asked: askedOf(write),
      hide: write.hide ?? [],
      refused: ({ status }) => (status === 404 ? false : undefined),
    },
    (answer) => (parseRow(answer) === undefined ? undefined : true),
    signal,
  );
}

/** Without an environment, a name goes everywhere that it is known to have a value. */
async function remove(
  means: Means,
  { name: given, environment }: Deletion,
  signal: AbortSignal,
): Promise<Result<Written<null>>> {
  const name = given.toUpperCase();
  const refusal = refusalOf(name, means.routes) ?? (await managedRefusal(means, name, signal));
  if (refusal !== undefined) return failed(refusal);
  const known = await means.rows(signal);
  if (known.kind === "failed") return known;
  const before = known.value.get(name);
  const places = environment === undefined ? [...(before?.environments ?? []), undefined] : [environment];
  const done: Place[] = [];
  for (const place of places) {
    const deleted = await removeAt(means.routes, { kind: "delete", name, place }, signal);
    if (deleted.kind === "failed") return failed(afterPlaces(deleted.failure, done));
    if (deleted.value) done.push(place);
  }
  if (done.length === 0) return failed(notThere(name, environment, means.routes));
  forget(known.value, name, environment);
  return ok({ kind: "done", value: null });
}

/** Whether there was one. */
async function removeAt(routes: GithubRoutes, write: Write, signal: AbortSignal): Promise<Result<boolean>> {
  const path = routes.secrets(write.place);
  if (path.kind === "failed") return path;
  return routes.send<boolean>(
    {
      method: "DELETE",
      path: `${path.value}/${write.name}`,
      asked: askedOf(write),
      refused: ({ status }) => (status === 404 ? false : undefined),
    },
    () => true,
    signal,
  );
}

function forget(rows: Map<string, Secret>, name: string, environment: string | undefined): void {
  const before = rows.get(name);
  if (before === undefined || environment === undefined) rows.delete(name);
  else rows.set(name, { ...before, environments: before.environments.filter((id) => id !== environment) });
}

function notThere(name: string, environment: string | undefined, { service }: GithubRoutes): Failure {
  const where = environment === undefined ? "" : ` in ${environment}`;
  const message = `${service} has no ${name}${where} any more, or this token may not delete it.`;
  return { kind: "notFound", message };
}

function askedOf({ kind, name, place }: Write) {
  return { kind, name, ...(place === undefined ? {} : { environment: place }) } as const;
}

/** What can only go wrong: a step of an address instead of a name, and a value for no environment. */
function refusalOf(name: string, { service }: GithubRoutes, target?: Target): Failure | undefined {
  if (!/^\w+$/.test(name))
    return { kind: "invalid", message: `“${name}” is no name for a secret at ${service}.`, field: "name" };
  if (target === undefined || placesOf(target).length > 0) return undefined;
  return { kind: "invalid", message: "Choose an environment, or the repository.", field: "environment" };
}

/** The organization's secrets are changed there. */
async function managedRefusal(
  { routes, rows }: Means,
  name: string,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const known = await rows(signal);
  if (known.kind === "failed") return known.failure;
  if (known.value.get(name)?.managed !== true) return undefined;
  const message = `${name} belongs to the organization: it is changed in the settings of the organization at ${routes.service}.`;
  return { kind: "forbidden", message, field: "name" };
}
