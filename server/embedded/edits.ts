import type { Environment } from "../../shared/secret";
import type { Conditions } from "./conditions";
import { conditionsHold } from "./conditions";
import type { Contents, StoredSecret, StoredValue } from "./contents";
import type { Outcome, Problem } from "./problem";
import { done, invalid, refused } from "./problem";
import type { SecretChange, SecretReplacement } from "./requests";
import type { Edited, Seal } from "./secretStore";

/** When a change is made, and what the version is called that it makes. */
export interface Stamp {
  readonly now: string;
  readonly version: string;
}

/** Creates the secret, or replaces it with all its values where the conditions say so. */
export function putSecret(
  request: SecretReplacement & { readonly name: string; readonly conditions: Conditions },
  stamp: Stamp,
): (contents: Contents, seal: Seal) => Outcome<Edited<{ readonly secret: StoredSecret; readonly created: boolean }>> {
  return (contents, seal) => {
    const before = contents.secrets.get(request.name);
    const problem = cannotPut(request, before) ?? unknownEnvironment(request.environments, contents);
    if (problem !== undefined) return problem;
    const secret: StoredSecret = {
      name: request.name,
      description: request.description,
      type: request.type,
      visibility: request.visibility,
      managed: false,
      createdAt: before?.createdAt ?? stamp.now,
      updatedAt: stamp.now,
      version: stamp.version,
      values: sealFor(request.name, request.value, request.environments, seal),
    };
    return done({ contents: withSecret(contents, secret), value: { secret, created: before === undefined } });
  };
}

/** Changes what the request mentions and leaves the rest. */
export function patchSecret(
  request: SecretChange & { readonly name: string; readonly conditions: Conditions },
  stamp: Stamp,
): (contents: Contents, seal: Seal) => Outcome<Edited<StoredSecret>> {
  return (contents, seal) => {
    const found = findEditable(contents, request);
    if (found.kind === "refused") return found;
    const problem = unknownEnvironment(request.environments, contents);
    if (problem !== undefined) return problem;
    const before = found.value;
    const written = request.value === undefined ? [] : sealFor(request.name, request.value, request.environments, seal);
    const kept = before.values.filter((value) => !written.some(({ environment }) => environment === value.environment));
    const secret: StoredSecret = {
      ...before,
      description: request.description ?? before.description,
      visibility: request.visibility ?? before.visibility,
      updatedAt: stamp.now,
      version: stamp.version,
      values: inOrder([...kept, ...written], contents.environments),
    };
    return done({ contents: withSecret(contents, secret), value: secret });
  };
}

/** Deletes the name with all its values, or its value in one environment; with the last value the name goes. */
export function deleteSecret(
  request: { readonly name: string; readonly environment: string | undefined; readonly conditions: Conditions },
  stamp: Stamp,
): (contents: Contents) => Outcome<Edited<null>> {
  return (contents) => {
    const found = findEditable(contents, request);
    if (found.kind === "refused") return found;
    const { environment } = request;
    const kept = found.value.values.filter((value) => environment !== undefined && value.environment !== environment);
    if (environment !== undefined && kept.length === found.value.values.length)
      return refused("not-found", `${request.name} has no value of its own there.`);
    if (kept.length === 0) return done({ contents: withoutSecret(contents, request.name), value: null });
    const secret = { ...found.value, values: kept, updatedAt: stamp.now, version: stamp.version };
    return done({ contents: withSecret(contents, secret), value: null });
  };
}

/** Adds an environment without values. */
export function addEnvironment(environment: Environment): (contents: Contents) => Outcome<Edited<Environment>> {
  return (contents) => {
    if (contents.environments.some(({ id }) => id === environment.id))
      return refused("already-exists", `There is an environment ${environment.id} already.`);
    return done({
      contents: { ...contents, environments: [...contents.environments, environment] },
      value: environment,
    });
  };
}

/** Removes an environment that holds no values and is not the last. */
export function deleteEnvironment(environment: string): (contents: Contents) => Outcome<Edited<null>> {
  return (contents) => {
    const environments = contents.environments.filter(({ id }) => id !== environment);
    if (environments.length === contents.environments.length)
      return refused("not-found", "There is no such environment.");
    const holders = [...contents.secrets.values()].filter(({ values }) =>
      values.some((value) => value.environment === environment),
    );
    if (holders.length > 0)
      return refused("environment-in-use", `The environment ${environment} still holds ${count(holders.length)}.`);
    if (environments.length === 0) return refused("environment-in-use", "The last environment cannot be removed.");
    return done({ contents: { ...contents, environments }, value: null });
  };
}

type Refused = { readonly kind: "refused"; readonly problem: Problem } | undefined;

function cannotPut(
  { name, conditions }: { readonly name: string; readonly conditions: Conditions },
  before: StoredSecret | undefined,
): Refused {
  if (!conditionsHold(conditions, before)) return conflict(name, before);
  if (before === undefined) return undefined;
  if (conditions.ifMatch === undefined) return refused("already-exists", `A secret named ${name} already exists.`);
  return before.managed ? managed(name) : undefined;
}

function findEditable(
  contents: Contents,
  { name, conditions }: { readonly name: string; readonly conditions: Conditions },
): Outcome<StoredSecret> {
  const secret = contents.secrets.get(name);
  if (secret === undefined) return refused("not-found", `There is no secret named ${name}.`);
  if (secret.managed) return managed(name);
  return conditionsHold(conditions, secret) ? done(secret) : conflict(name, secret);
}

function conflict(name: string, before: StoredSecret | undefined): { kind: "refused"; problem: Problem } {
  const detail = before === undefined ? `There is no secret named ${name}.` : `${name} is not as it was expected.`;
  return refused("changed-meanwhile", detail);
}

function managed(name: string): { kind: "refused"; problem: Problem } {
  return refused("managed", `${name} is managed by the service and cannot be changed.`);
}

function unknownEnvironment(ids: readonly string[] | undefined, { environments }: Contents): Refused {
  const index = (ids ?? []).findIndex((wanted) => !environments.some(({ id }) => id === wanted));
  return index < 0 ? undefined : invalid(`/environments/${index}`, "There is no such environment.");
}

function sealFor(
  name: string,
  value: string,
  environments: readonly string[] | undefined,
  seal: Seal,
): readonly StoredValue[] {
  const places = environments === undefined ? [null] : [...new Set(environments)];
  return places.map((environment) => ({ environment, sealed: seal(name, environment, value) }));
}

/** The default first, then as the environments are listed, so that a listing does not depend on the order of writes. */
function inOrder(values: readonly StoredValue[], environments: readonly Environment[]): readonly StoredValue[] {
  const rank = ({ environment }: StoredValue) => environments.findIndex(({ id }) => id === environment);
  return [...values].sort((one, other) => rank(one) - rank(other));
}

function withSecret(contents: Contents, secret: StoredSecret): Contents {
  return { ...contents, secrets: new Map(contents.secrets).set(secret.name, secret) };
}

function withoutSecret(contents: Contents, name: string): Contents {
  const secrets = new Map(contents.secrets);
  secrets.delete(name);
  return { ...contents, secrets };
}

function count(secrets: number): string {
  return secrets === 1 ? "one value" : `${secrets} values`;
}
