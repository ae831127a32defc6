import { randomUUID } from "node:crypto";
import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret, Target } from "../../shared/secret";
import { afterOthers } from "./partly";
import { awsRequest } from "./awsDialect";
import type { AwsListing, AwsRows } from "./awsListing";
import type { AwsNames, PlacedName } from "./awsNames";
import { rootEnvironment } from "./awsNames";
import { fieldsOf, textOf } from "./fields";
import type { Http, HttpRequest } from "./http";
import type { Deletion, NewSecret, SecretChange, Written } from "./provider";
import { mergeRows, secretRow } from "./rows";

/** What changes secrets needs. */
export interface Aws {
  readonly http: Http;
  /** How it is called in messages. */
  readonly service: string;
  readonly names: AwsNames;
  readonly listing: AwsListing;
  readonly now: () => Date;
}

/** One request of a write, and what is there after it. */
interface Step {
  readonly placed: PlacedName;
  readonly request: HttpRequest;
  readonly after: Secret | undefined;
}

/** Creates a name in each folder that it is for. */
export async function createAwsSecret(
  aws: Aws,
  { name, value, description, target }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const environments = target.kind === "default" ? [rootEnvironment] : target.ids;
  const missing = await missingFolder(aws, environments, signal);
  if (missing !== undefined) return failed(missing);
  return writeSteps(
    aws,
    environments.map((environment) => creation(aws, { name, environment }, { value, description })),
    signal,
  );
}

/** Gives a name a new value in some folders, or another description in all that it stands in. */
export async function updateAwsSecret(
  aws: Aws,
  { name, value, description }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const rows = await rowsOf(aws, name, signal);
  if (rows.kind === "failed") return rows;
  const targets = value === undefined ? [] : targetsOf(value.target, [...rows.value.keys()]);
  if (targets === undefined) return failed(needsFolder);
  const missing = await missingFolder(aws, targets, signal);
  if (missing !== undefined) return failed(missing);
  const kept = description ?? [...rows.value.values()].find((row) => row.description !== "")?.description ?? "";
  const withValue = targets.map((environment) => {
    const row = rows.value.get(environment);
    const given = { value: value?.text ?? "", description: row === undefined ? kept : description };
    return row === undefined
      ? creation(aws, { name, environment }, { value: given.value, description: kept })
      : change(aws, row, { environment, ...given });
  });
  const rest =
    description === undefined ? [] : [...rows.value].filter(([environment]) => !targets.includes(environment));
  const withoutValue = rest.map(([environment, row]) => change(aws, row, { environment, description }));
  return writeSteps(aws, [...withValue, ...withoutValue], signal);
}

/** Deletes a name in one folder or in all; it can be brought back for thirty days. */
export async function deleteAwsSecret(
  aws: Aws,
  { name, environment }: Deletion,
  signal: AbortSignal,
): Promise<Result<Written<null>>> {
  const rows = environment === undefined ? await rowsOf(aws, name, signal) : ok(new Map([[environment, undefined]]));
  if (rows.kind === "failed") return rows;
  const steps = [...rows.value.keys()].map((id) => deletion(aws, { name, environment: id }));
  const done = await runAll(aws, steps, signal);
  return done.kind === "ok" ? ok({ kind: "done", value: null }) : done;
}

/** The folders with names in them; while there is no name at all, the place for the first one. */
export function awsEnvironments(rows: AwsRows): readonly string[] {
  const ids = [...new Set([...rows.values()].flatMap(({ environments }) => environments))].sort();
  return ids.length === 0 ? [rootEnvironment] : ids;
}

/** AWS would make a folder of anything, and so of a misspelt name as well. */
async function missingFolder(
  { listing, service }: Aws,
  environments: readonly string[],
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const lacking = (rows: AwsRows | undefined): string | undefined => {
    const known = new Set([rootEnvironment, ...(rows === undefined ? [] : awsEnvironments(rows))]);
    return environments.find((environment) => !known.has(environment));
  };
  if (lacking(listing.held()) === undefined) return undefined;
  const rows = await listing.whole(signal);
  if (rows.kind === "failed") return rows.failure;
  const folder = lacking(rows.value);
  if (folder === undefined) return undefined;
  const message = `${service} has no folder ${folder}. To begin one, connect to it and add its first name.`;
  return { kind: "notFound", message, field: "environment" };
}

const needsFolder = {
  kind: "invalid",
  message: "AWS Secrets Manager has no default values. Choose the folders that the value is for.",
  field: "environment",
} as const;

/** The rows of a name by their folders. */
async function rowsOf(aws: Aws, name: string, signal: AbortSignal): Promise<Result<ReadonlyMap<string, Secret>>> {
  const all = await aws.listing.known(signal);
  if (all.kind === "failed") return all;
  const rows = [...all.value.values()].filter((row) => row.name === name);
  if (rows.length === 0) return failed({ kind: "notFound", message: `${aws.service} has no ${name} any more.` });
  return ok(new Map(rows.flatMap((row) => row.environments.map((environment) => [environment, row] as const))));
}

/** Nobody wants one value in all folders by accident. */
function targetsOf(target: Target, environments: readonly string[]): readonly string[] | undefined {
  if (target.kind === "environments") return target.ids;
  return environments.length === 1 ? environments : undefined;
}

function creation(
  { names, now }: Aws,
  placed: PlacedName,
  { value, description }: { readonly value: string; readonly description: string },
): Step {
  const body = {
    Name: names.full(placed),
    SecretString: value,
    ClientRequestToken: randomUUID(),
    ...(description === "" ? {} : { Description: description }),
  };
  const at = now().toISOString();
  const { name, environment } = placed;
  return {
    placed,
    request: awsRequest("CreateSecret", { body, hide: [value], asked: { kind: "create", ...placed } }),
    after: secretRow({ name, description, environments: [environment], createdAt: at, updatedAt: at }),
  };
}

function change(
  { names, now }: Aws,
  before: Secret,
  given: { readonly environment: string; readonly value?: string; readonly description: string | undefined },
): Step {
  const { environment, value, description } = given;
  const placed = { name: before.name, environment };
  const body = {
    SecretId: names.full(placed),
    ...(description === undefined ? {} : { Description: description }),
    ...(value === undefined ? {} : { SecretString: value, ClientRequestToken: randomUUID() }),
  };
  const operation = description === undefined ? "PutSecretValue" : "UpdateSecret";
  const asked = { kind: "update", ...placed } as const;
  return {
    placed,
    request: awsRequest(operation, { body, hide: value === undefined ? [] : [value], asked }),
    after: { ...before, description: description ?? before.description, updatedAt: now().toISOString() },
  };
}

function deletion({ names }: Aws, placed: PlacedName): Step {
  const body = { SecretId: names.full(placed) };
  return {
    placed,
    request: awsRequest("DeleteSecret", { body, asked: { kind: "delete", ...placed } }),
    after: undefined,
  };
}

async function writeSteps(aws: Aws, steps: readonly Step[], signal: AbortSignal): Promise<Result<Written<Secret>>> {
  const done = await runAll(aws, steps, signal);
  if (done.kind === "failed") return done;
  const [first] = steps;
  if (first === undefined) return failed(needsFolder);
  const all = [...(aws.listing.held()?.values() ?? [])].filter(({ name }) => name === first.placed.name);
  const after = all.length > 0 ? all : steps.flatMap((step) => step.after ?? []);
  return ok({ kind: "done", value: after.reduce(mergeRows) });
}

/** One after the other; what went through before a failure stays. */
async function runAll(
  { http, names, listing }: Aws,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<Result<null>> {
  const written: string[] = [];
  for (const { placed, request, after } of steps) {
    const done = await http.send(request, parseWritten, signal);
    if (done.kind === "failed") return failed(afterOthers(done.failure, written));
    listing.wrote(names.full(placed), after);
    written.push(placed.environment);
  }
  return ok(null);
}

/** Every write is answered with the name that it was about, and never with a value. */
function parseWritten(answer: unknown): string | undefined {
  return textOf(fieldsOf(answer), "Name");
}
