import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import type { Secret, Target } from "../../shared/secret";
import { afterOthers } from "./partly";
import type { HttpRequest } from "./http";
import type { Sent } from "./infisicalAnswers";
import { parseSent } from "./infisicalAnswers";
import { isAbsent } from "./infisicalDialect";
import { createInfisicalReader } from "./infisicalReading";
import type { InfisicalReader } from "./infisicalReading";
import type { InfisicalRoutes } from "./infisicalRoutes";
import { openInfisical } from "./infisicalRoutes";
import type { Capabilities, Deletion, NewSecret, Provider, ProviderKind, SecretChange, Written } from "./provider";
import { secretRow } from "./rows";

const capabilities: Capabilities = {
  environments: true,
  editEnvironments: false,
  description: true,
  editDescriptionAlone: true,
  visibility: false,
  defaults: false,
  conflictCheck: false,
  paging: false,
  rename: false,
  approval: true,
  softDelete: false,
  listingSendsValues: "someVersions",
  writingSendsValues: true,
  // `SecretNameSchema` in Infisical's backend/src/server/lib/schemas.ts; its router, Fastify, takes 100 characters at most.
  namePattern: /^(?!\.{1,2}$)[^\s:/](?:[^:/]{0,98}[^\s:/])?$/,
  nameRule: "at most 100 characters, no colons and no slashes",
  // Routes that stand beside those of names: POST /api/v4/secrets/batch, for example.
  reservedNames: ["batch", "move", "backfill-secret-references"],
  // A request to Fastify has 1 MiB at most, with everything in it.
  maxValueBytes: 1_000_000,
};

/** The secrets in one folder of a project at Infisical, in all its environments. */
export const infisical: ProviderKind = {
  capabilities,
  create: (options) => {
    const routes = openInfisical(options);
    const reader = createInfisicalReader(routes, options.credential);
    return { capabilities, ...withoutInnards(reader), ...createWriter(routes, reader), revoke: routes.revoke };
  },
};

function withoutInnards({ whoAmI, listProjects, listFolders, listSecrets, open }: InfisicalReader) {
  const listEnvironments: Provider["listEnvironments"] = async (signal) => {
    const opened = await open(signal);
    return opened.kind === "ok" ? ok(opened.value.environments) : opened;
  };
  return { whoAmI, listProjects, listFolders, listEnvironments, listSecrets };
}

type Writer = Pick<Provider, "createSecret" | "updateSecret" | "deleteSecret">;

/** Every environment has a value, and a comment, of its own, and is written to by itself. */
function createWriter(routes: InfisicalRoutes, reader: InfisicalReader): Writer {
  const send = sender(routes, reader);
  return {
    createSecret: (secret, signal) => create({ send, reader }, secret, signal),
    updateSecret: (change, signal) => update({ send, reader }, change, signal),
    deleteSecret: (deletion, signal) => remove({ send, reader }, deletion, signal),
  };
}

interface Means {
  readonly send: Send;
  readonly reader: InfisicalReader;
}

/** A write of one name in one environment. */
interface Write {
  readonly kind: "create" | "update" | "delete";
  readonly name: string;
  readonly environment: string;
  readonly value?: string | undefined;
  readonly comment?: string | undefined;
}

type Send = (write: Write, signal: AbortSignal) => Promise<Result<Sent>>;

const methods = { create: "POST", update: "PATCH", delete: "DELETE" } as const;

function sender({ secrets, place }: InfisicalRoutes, { open }: InfisicalReader): Send {
  return async ({ kind, name, environment, value, comment }, signal) => {
    const opened = place.project === undefined ? await open(signal) : ok({ id: place.project });
    if (opened.kind === "failed") return opened;
    const project = opened.value.id;
    const rest = {
      environment,
      secretPath: place.folder,
      type: "shared",
      ...(value === undefined ? {} : { secretValue: value }),
      ...(comment === undefined ? {} : { secretComment: comment }),
    };
    const request = (path: string, body: object): HttpRequest => ({
      method: methods[kind],
      path: `${path}/${encodeURIComponent(name)}`,
      body: { ...body, ...rest },
      hide: value === undefined ? [] : [value],
      asked: { kind, name, environment },
    });
    return secrets.send<Sent>(
      (generation) => ({
        ...(generation === "newer"
          ? request("/api/v4/secrets", { projectId: project })
          : request("/api/v3/secrets/raw", { workspaceId: project })),
        refused: (refusal) => (kind !== "create" && isAbsent(refusal) ? { kind: "absent" } : undefined),
      }),
      parseSent,
      signal,
    );
  };
}

async function create(
  { send, reader }: Means,
  { name, value, description, target }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const refusal = refusalOf(name, target);
  if (refusal !== undefined) return failed(refusal);
  const all = await inEach(idsOf(target), (environment) =>
    send({ kind: "create", name, environment, value, comment: description }, signal),
  );
  return written(all, async () => rowAfter(reader, { name, description: description || undefined }, all, signal));
}

async function update(
  { send, reader }: Means,
  { name, value, description: comment }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const refusal = refusalOf(name, value?.target);
  if (refusal !== undefined) return failed(refusal);
  const ids = value === undefined ? [] : idsOf(value.target);
  // A comment stands in each environment that has the name.
  const opened = comment === undefined ? ok({ environments: [] }) : await reader.open(signal);
  if (opened.kind === "failed") return opened;
  const others = opened.value.environments.map(({ id }) => id).filter((id) => !ids.includes(id));
  const all = await inEach([...ids, ...others], async (environment) => {
    const text = ids.includes(environment) ? value?.text : undefined;
    const sent = await send({ kind: "update", name, environment, value: text, comment }, signal);
    if (text === undefined) return unlessMissed(reader, { name, environment }, sent, signal);
    const isNew = sent.kind === "ok" && sent.value.kind === "absent";
    return isNew ? send({ kind: "create", name, environment, value: text, comment: comment ?? "" }, signal) : sent;
  });
  if (isNowhere(all)) return failed(notThere(name));
  return written(all, async () => rowAfter(reader, { name, description: comment }, all, signal));
}

async function remove(
  { send, reader }: Means,
  { name, environment }: Deletion,
  signal: AbortSignal,
): Promise<Result<Written<null>>> {
  const refusal = refusalOf(name);
  if (refusal !== undefined) return failed(refusal);
  const opened = environment === undefined ? await reader.open(signal) : ok({ environments: [{ id: environment }] });
  if (opened.kind === "failed") return opened;
  const ids = opened.value.environments.map(({ id }) => id);
  const all = await inEach(ids, async (id) => {
    const sent = await send({ kind: "delete", name, environment: id }, signal);
    return environment === undefined ? unlessMissed(reader, { name, environment: id }, sent, signal) : sent;
  });
  return isNowhere(all) ? failed(notThere(name)) : written(all, () => Promise.resolve(null));
}

/** Nobody misses a right in an environment that is not known to have the name: there is nothing to be done there. */
async function unlessMissed(
  { rows }: InfisicalReader,
  { name, environment }: { readonly name: string; readonly environment: string },
  sent: Result<Sent>,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  if (sent.kind === "ok" || sent.failure.kind !== "forbidden") return sent;
  const row = (await rows(signal)).get(name);
  return row?.environments.includes(environment) === false ? ok({ kind: "absent" }) : sent;
}

/** What the writes to several environments came to; those before a failure have been done. */
type All = Result<ReadonlyMap<string, Sent>>;

/** One environment after the other: when one refuses, it is known which were written to. */
async function inEach(environments: readonly string[], write: (id: string) => Promise<Result<Sent>>): Promise<All> {
  const all = new Map<string, Sent>();
  for (const environment of environments) {
    const sent = await write(environment);
    if (sent.kind === "failed") return failed(afterOthers(sent.failure, doneIn(all)));
    all.set(environment, sent.value);
  }
  return ok(all);
}

function doneIn(all: ReadonlyMap<string, Sent>): readonly string[] {
  return [...all].flatMap(([environment, { kind }]) => (kind === "done" ? [environment] : []));
}

function isNowhere(all: All): boolean {
  return all.kind === "ok" && all.value.size > 0 && [...all.value.values()].every(({ kind }) => kind === "absent");
}

function notThere(name: string): Failure {
  return { kind: "notFound", message: `Infisical has no ${name} any more.` };
}

async function written<T>(all: All, value: () => Promise<T>): Promise<Result<Written<T>>> {
  if (all.kind === "failed") return all;
  const waits = [...all.value.values()].some(({ kind }) => kind === "pendingApproval");
  return ok(waits ? { kind: "pendingApproval" } : { kind: "done", value: await value() });
}

/** What is known of a name after a write. The answer cannot tell: it leaves out a comment that was not sent along. */
async function rowAfter(
  { rows }: InfisicalReader,
  { name, description }: { readonly name: string; readonly description: string | undefined },
  all: All,
  signal: AbortSignal,
): Promise<Secret> {
  const known = await rows(signal);
  const before = known.get(name) ?? secretRow({ name });
  const done = all.kind === "ok" ? all.value : new Map<string, Sent>();
  const times = [...done.values()].flatMap((sent) => (sent.kind === "done" ? [sent] : []));
  const row = {
    ...before,
    managed: false,
    type: "",
    description: description ?? before.description,
    environments: [...new Set([...before.environments, ...doneIn(done)])],
    createdAt: before.createdAt || (times[0]?.createdAt ?? ""),
    updatedAt: times.at(-1)?.updatedAt ?? before.updatedAt,
  };
  known.set(name, row);
  return row;
}

function idsOf(target: Target): readonly string[] {
  return target.kind === "environments" ? target.ids : [];
}

/** What can only go wrong: a step of an address instead of a name, and a value for no environment. */
function refusalOf(name: string, target?: Target): Failure | undefined {
  if (/^\.{0,2}$/.test(name)) return { kind: "invalid", message: `“${name}” is no name for a secret.`, field: "name" };
  if (target === undefined || idsOf(target).length > 0) return undefined;
  const message = "Infisical keeps a value for each environment. Choose at least one.";
  return { kind: "invalid", message, field: "environment" };
}
