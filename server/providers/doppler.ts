import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import { providerDescriptions } from "../../shared/providers";
import type { Secret, Target } from "../../shared/secret";
import { afterOthers } from "./partly";
import { managedNames, parseWritten, rootsFirst } from "./dopplerAnswers";
import { isAbsentName } from "./dopplerDialect";
import type { DopplerReader } from "./dopplerReading";
import { createDopplerReader } from "./dopplerReading";
import type { Capabilities, Deletion, NewSecret, ProviderKind, SecretChange, Written } from "./provider";
import { secretRow } from "./rows";

const { label } = providerDescriptions.doppler;

const capabilities: Capabilities = {
  environments: true,
  editEnvironments: false,
  // Doppler tells notes and visibilities only together with values, so that both are left alone.
  description: false,
  editDescriptionAlone: false,
  visibility: false,
  defaults: false,
  // A change can be held to the value that was there before, which nobody here knows.
  conflictCheck: false,
  paging: false,
  rename: false,
  approval: false,
  softDelete: false,
  listingSendsValues: "never",
  writingSendsValues: true,
  // https://docs.doppler.com/docs/secrets#secret-names
  namePattern: /^[A-Z_][A-Z0-9_]*$/,
  nameRule: "capital letters, digits and underscores, not starting with a digit",
  reservedNames: managedNames,
  maxValueBytes: Number.MAX_SAFE_INTEGER,
};

/** The secrets of a project at Doppler, in all its configs. */
export const doppler: ProviderKind = {
  capabilities,
  create: (options) => {
    const reader = createDopplerReader(options);
    const { whoAmI, listProjects, listSecrets } = reader;
    return {
      capabilities,
      whoAmI,
      listProjects,
      listEnvironments: async (signal) => {
        const place = await reader.open(signal);
        return place.kind === "ok"
          ? ok(rootsFirst(place.value.configs).map(({ name }) => ({ id: name, name })))
          : place;
      },
      listSecrets,
      createSecret: (secret, signal) => create(reader, secret, signal),
      updateSecret: (change, signal) => update(reader, change, signal),
      deleteSecret: (deletion, signal) => remove(reader, deletion, signal),
    };
  },
};

/** A value in one config, set whether or not there was one: Doppler's own command line sets all of them like this. */
interface Setting {
  readonly kind: "create" | "update";
  readonly name: string;
  readonly value: string;
  readonly environment: string;
}

/** What a write to one config came to; `absent` stands for a name that is not there. */
interface Sent {
  readonly kind: "done" | "absent";
}

async function create(
  reader: DopplerReader,
  { name, value, target }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const ids = idsOf(target);
  if (ids.length === 0) return failed(noConfig);
  const project = await reader.project(signal);
  if (project.kind === "failed") return project;
  // `originalName: null` says that it is new, and yet overwrites what is there: only looking first tells.
  for (const config of ids) {
    const asked = { kind: "listSecrets", environment: config } as const;
    const names = await reader.names({ project: project.value, config }, { asked, hide: [value] }, signal);
    if (names.kind === "failed") return names;
    if (names.value.includes(name)) return failed(alreadyThere(name, config));
  }
  const all = await inEach(ids, (environment) =>
    set(reader, project.value, { kind: "create", name, value, environment }, signal),
  );
  return all.kind === "ok" ? ok({ kind: "done", value: rowWith(reader, name, ids) }) : all;
}

async function update(
  reader: DopplerReader,
  { name, value }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  if (value === undefined) return failed(valuesAlone);
  const ids = idsOf(value.target);
  if (ids.length === 0) return failed(noConfig);
  const project = await reader.project(signal);
  if (project.kind === "failed") return project;
  const all = await inEach(ids, (environment) =>
    set(reader, project.value, { kind: "update", name, value: value.text, environment }, signal),
  );
  return all.kind === "ok" ? ok({ kind: "done", value: rowWith(reader, name, ids) }) : all;
}

function set(
  { http }: DopplerReader,
  project: string,
  { kind, name, value, environment }: Setting,
  signal: AbortSignal,
): Promise<Result<Sent>> {
  const change = { name, originalName: kind === "create" ? null : name, value };
  const body = { project, config: environment, change_requests: [change] };
  const asked = { kind, name, environment } as const;
  return http.send(
    { method: "POST", path: "/v3/configs/config/secrets", body, hide: [value], asked },
    parseWritten,
    signal,
  );
}

async function remove(
  reader: DopplerReader,
  { name, environment }: Deletion,
  signal: AbortSignal,
): Promise<Result<Written<null>>> {
  const project = await reader.project(signal);
  if (project.kind === "failed") return project;
  const ids = environment === undefined ? await environmentsWith(reader, name, signal) : ok([environment]);
  if (ids.kind === "failed") return ids;
  const all = await inEach(ids.value, (config) => {
    const query = new URLSearchParams({ project: project.value, config, name }).toString();
    return reader.http.send<Sent>(
      {
        method: "DELETE",
        path: `/v3/configs/config/secret?${query}`,
        asked: { kind: "delete", name, environment: config },
        refused: (refusal) => (isAbsentName(refusal) ? { kind: "absent" } : undefined),
      },
      () => ({ kind: "done" }),
      signal,
    );
  });
  if (all.kind === "failed") return all;
  if (!all.value.some(({ kind }) => kind === "done"))
    return failed({ kind: "notFound", message: `${label} has no ${name} any more.` });
  forget(reader, name, ids.value);
  return ok({ kind: "done", value: null });
}

/** The configs that have the name now, the roots first: what goes there goes from their branches, too. */
async function environmentsWith(
  reader: DopplerReader,
  name: string,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const listed = await reader.listSecrets(undefined, signal);
  return listed.kind === "ok" ? ok(reader.rows().get(name)?.environments ?? []) : listed;
}

/** One config after the other: when one refuses, it is known which were written to. */
async function inEach(
  ids: readonly string[],
  write: (id: string) => Promise<Result<Sent>>,
): Promise<Result<readonly Sent[]>> {
  const all: Sent[] = [];
  for (const id of ids) {
    const sent = await write(id);
    if (sent.kind === "failed") return failed(afterOthers(sent.failure, ids.slice(0, all.length)));
    all.push(sent.value);
  }
  return ok(all);
}

function rowWith({ rows }: DopplerReader, name: string, ids: readonly string[]): Secret {
  const known = rows();
  const before = known.get(name)?.environments ?? [];
  const row = secretRow({ name, environments: [...new Set([...before, ...ids])] });
  known.set(name, row);
  return row;
}

function forget({ rows }: DopplerReader, name: string, ids: readonly string[]): void {
  const known = rows();
  const left = known.get(name)?.environments.filter((id) => !ids.includes(id)) ?? [];
  if (left.length === 0) known.delete(name);
  else known.set(name, secretRow({ name, environments: left }));
}

function idsOf(target: Target): readonly string[] {
  return target.kind === "environments" ? target.ids : [];
}

const noConfig: Failure = {
  kind: "invalid",
  message: `${label} keeps a value for each config. Choose at least one.`,
  field: "environment",
};

const valuesAlone: Failure = {
  kind: "invalid",
  message: `Only the value of a secret at ${label} can be changed from here. Its note is changed there.`,
  field: "value",
};

function alreadyThere(name: string, config: string): Failure {
  return { kind: "alreadyExists", message: `${label} has ${name} in ${config} already.`, field: "name" };
}
