import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Project, Secret } from "../../shared/secret";
import { fieldsOf, isComplete, labelsOf, listOf, textOf, timestampOf } from "./fields";
import { createGoogleAuthorization } from "./googleCredentials";
import { googleDialect } from "./googleDialect";
import type { Http, HttpRequest } from "./http";
import { createHttp } from "./http";
import { thisMachine } from "./machine";
import { halfDone } from "./partly";
import type {
  Capabilities,
  Deletion,
  NewSecret,
  Provider,
  ProviderKind,
  ProviderOptions,
  SecretChange,
  SecretPage,
  Written,
} from "./provider";
import { secretRow } from "./rows";
import { createSharedRequests } from "./sharedRequests";

const capabilities: Capabilities = {
  environments: false,
  editEnvironments: false,
  description: true,
  editDescriptionAlone: true,
  visibility: false,
  defaults: false,
  // A description and a deletion can be held to an etag, a value cannot: it is added as another version.
  conflictCheck: false,
  paging: true,
  rename: false,
  approval: false,
  softDelete: false,
  listingSendsValues: "never",
  writingSendsValues: false,
  namePattern: /^[A-Za-z0-9_-]{1,255}$/,
  nameRule: "letters, digits, underscores and dashes",
  reservedNames: [],
  maxValueBytes: 65_536,
};

/** Google Secret Manager. A project is the one environment that its secrets are in. */
export const googleSecretManager: ProviderKind = { capabilities, create };

/** The requests about one project. */
interface Google {
  readonly http: Http;
  readonly project: string;
  /** The rows as they were seen last, by name. */
  readonly seen: Map<string, Secret>;
}

function create(options: ProviderOptions): Provider {
  const { endpoint, account, fetch, limits } = options;
  const project = account.project ?? "";
  const authorization = createGoogleAuthorization({ ...options, machine: thisMachine() });
  const shape = { fetch, limits, dialect: googleDialect(project), authorization, serviceName: "Google Secret Manager" };
  const google: Google = { http: createHttp({ ...shape, baseUrl: endpoint.baseUrl }), project, seen: new Map() };
  const projects = createHttp({ ...shape, serviceName: "Google Cloud", baseUrl: projectsUrl(endpoint.baseUrl) });
  const shared = createSharedRequests<SecretPage>();
  const page = (cursor: string | undefined, signal: AbortSignal): Promise<Result<SecretPage>> =>
    shared(cursor ?? "", (ending) => listPage(google, cursor, ending), signal);
  return {
    capabilities,
    whoAmI: async (signal) => {
      // Before a project is chosen there is nothing to be tried but the sign-in itself.
      const tried = project === "" ? await authorization.tryOut(signal) : await page(undefined, signal);
      return tried.kind === "ok" ? ok({ name: authorization.name(), project, canWrite: true }) : tried;
    },
    listProjects: (signal) => listProjects(projects, signal),
    listEnvironments: async (signal) => {
      const first = await page(undefined, signal);
      return first.kind === "ok" ? ok([{ id: project, name: project }]) : first;
    },
    listSecrets: page,
    createSecret: (secret, signal) => createSecret(google, secret, signal),
    updateSecret: (change, signal) => updateSecret(google, change, signal),
    deleteSecret: (deletion, signal) => deleteSecret(google, deletion, signal),
  };
}

/** Projects are listed by a service of their own; a server on this machine is both. */
function projectsUrl(baseUrl: string): string {
  return baseUrl.startsWith("https://") ? "https://cloudresourcemanager.googleapis.com" : baseUrl;
}

/** More pages than this are a service gone wrong. */
const maxPages = 1000;

async function listProjects(http: Http, signal: AbortSignal): Promise<Result<readonly Project[]>> {
  const projects: Project[] = [];
  let cursor = "";
  for (let count = 0; count < maxPages; count++) {
    const query = new URLSearchParams({ query: "state:ACTIVE", pageSize: "300", ...(cursor && { pageToken: cursor }) });
    const request = { method: "GET", path: `/v3/projects:search?${query.toString()}` } as const;
    const page = await http.send({ ...request, asked: { kind: "listProjects" } }, parseProjects, signal);
    if (page.kind === "failed") return page;
    projects.push(...page.value.projects);
    cursor = page.value.cursor;
    if (cursor === "") return ok(projects);
  }
  return failed({ kind: "malformedAnswer", message: "The list of projects does not end." });
}

function parseProjects(answer: unknown) {
  const fields = fieldsOf(answer);
  const parts = {
    projects: listOf(fields?.["projects"] ?? [], parseProject),
    cursor: textOf(fields, "nextPageToken", ""),
  };
  return fields !== undefined && isComplete(parts) ? parts : undefined;
}

function parseProject(item: unknown): Project | undefined {
  const fields = fieldsOf(item);
  const id = textOf(fields, "projectId");
  const name = textOf(fields, "displayName") ?? "";
  return id === undefined ? undefined : { id, name: name === "" || name === id ? id : `${name} (${id})` };
}

async function listPage(google: Google, cursor: string | undefined, signal: AbortSignal): Promise<Result<SecretPage>> {
  const page = await askForPage(google, { cursor, filter: undefined }, signal);
  if (page.kind === "failed") return page;
  const secrets = page.value.rows.map(({ secret }) => secret);
  for (const secret of secrets) google.seen.set(secret.name, secret);
  return ok({ secrets, nextCursor: page.value.nextCursor });
}

async function askForPage(
  { http, project }: Google,
  { cursor, filter }: { readonly cursor: string | undefined; readonly filter: string | undefined },
  signal: AbortSignal,
): Promise<Result<Page>> {
  if (project === "") return failed({ kind: "invalid", message: "Choose a project of Google Cloud first." });
  const query = new URLSearchParams({
    pageSize: "250",
    ...(filter === undefined ? {} : { filter }),
    ...(cursor === undefined ? {} : { pageToken: cursor }),
  });
  const path = `${pathOf(project)}?${query.toString()}`;
  const asked = { kind: "listSecrets" } as const;
  return http.send({ method: "GET", path, asked }, (answer) => parsePage(answer, project), signal);
}

/** A row, and everything else that was noted down with it, which a change must not lose. */
interface Row {
  readonly secret: Secret;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Page {
  readonly rows: readonly Row[];
  readonly nextCursor: string | undefined;
}

function parsePage(answer: unknown, project: string): Page | undefined {
  const fields = fieldsOf(answer);
  const parts = {
    rows: listOf(fields?.["secrets"] ?? [], (item) => parseRow(item, project)),
    cursor: textOf(fields, "nextPageToken", ""),
  };
  if (fields === undefined || !isComplete(parts)) return undefined;
  return { rows: parts.rows, nextCursor: parts.cursor === "" ? undefined : parts.cursor };
}

function parseRow(item: unknown, project: string): Row | undefined {
  const fields = fieldsOf(item);
  const parts = {
    name: /^projects\/[^/]+\/secrets\/([\w-]{1,255})$/.exec(textOf(fields, "name") ?? "")?.[1],
    createdAt: timestampOf(textOf(fields, "createTime", "")),
    etag: textOf(fields, "etag", ""),
  };
  if (!isComplete(parts)) return undefined;
  const annotations = labelsOf(fields, "annotations");
  const description = annotations["description"] ?? "";
  return { secret: secretRow({ ...parts, description, environments: [project] }), annotations };
}

/** The row of one name as it is now. A filter on names finds parts of them, too. */
async function findRow(google: Google, name: string, signal: AbortSignal): Promise<Result<Row>> {
  let cursor: string | undefined;
  for (let count = 0; count < maxPages; count++) {
    const page = await askForPage(google, { cursor, filter: `name:${name}` }, signal);
    if (page.kind === "failed") return page;
    const row = page.value.rows.find(({ secret }) => secret.name === name);
    if (row !== undefined) return ok(row);
    cursor = page.value.nextCursor;
    if (cursor === undefined) break;
  }
  return failed({ kind: "notFound", message: `Google Secret Manager has no ${name} any more.` });
}

/** A secret is made first, and its value added to it: two requests, of which the second may be refused. */
async function createSecret(
  google: Google,
  { name, value, description }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const { http, project } = google;
  const asked = { kind: "create", name } as const;
  const body = { replication: { automatic: {} }, ...(description === "" ? {} : { annotations: { description } }) };
  const path = `${pathOf(project)}?secretId=${encodeURIComponent(name)}`;
  const request = { method: "POST", path, body, hide: [value], asked } as const;
  const created = await http.send(request, (answer) => parseRow(answer, project), signal);
  if (created.kind === "failed") return created;
  const { secret } = created.value;
  const added = await http.send(newVersion(google, name, { value, asked }), parseNamed, signal);
  if (added.kind === "failed") return failed(await withoutRemains(google, secret, added.failure, signal));
  return done(google, secret);
}

/** A name without a value would look like one that is set. Where the value may have arrived all the same, it stays. */
async function withoutRemains(google: Google, secret: Secret, failure: Failure, signal: AbortSignal): Promise<Failure> {
  const isRefused = ["forbidden", "invalid", "tooLarge", "rateLimited", "unauthorized"].includes(failure.kind);
  if (!isRefused) return halfDone(failure, `${secret.name} was created, perhaps without its value`);
  const removed = await google.http.send(removal(google, secret), parseRemoved, signal);
  if (removed.kind === "ok") return failure;
  const message = `${failure.message} ${secret.name} is there now, without a value.`;
  return { ...failure, message, partly: true };
}

/** The description goes first: it can be held to what the user looked at. */
async function updateSecret(
  google: Google,
  { name, etag, value, description }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const seen = google.seen.get(name);
  const found = seen === undefined || description !== undefined ? await findRow(google, name, signal) : undefined;
  if (found?.kind === "failed") return found;
  let secret = found?.value.secret ?? seen ?? secretRow({ name });
  const asked = { kind: "update", name } as const;
  if (found !== undefined && description !== undefined) {
    const changed = await google.http.send(
      { ...newDescription(google, found.value, { etag, description }), hide: value === undefined ? [] : [value.text] },
      (answer) => parseRow(answer, google.project),
      signal,
    );
    if (changed.kind === "failed") return changed;
    ({ secret } = changed.value);
  }
  if (value !== undefined) {
    const added = await google.http.send(newVersion(google, name, { value: value.text, asked }), parseNamed, signal);
    if (added.kind === "failed")
      return description === undefined
        ? added
        : failed(halfDone(added.failure, `The description of ${name} was changed`));
  }
  return done(google, secret);
}

async function deleteSecret(google: Google, deletion: Deletion, signal: AbortSignal): Promise<Result<Written<null>>> {
  const removed = await google.http.send(removal(google, deletion), parseRemoved, signal);
  if (removed.kind === "failed") return removed;
  google.seen.delete(deletion.name);
  return ok({ kind: "done", value: null });
}

function done({ seen }: Google, secret: Secret): Result<Written<Secret>> {
  seen.set(secret.name, secret);
  return ok({ kind: "done", value: secret });
}

function newVersion(
  { project }: Google,
  name: string,
  { value, asked }: { readonly value: string; readonly asked: HttpRequest["asked"] },
): HttpRequest {
  const data = Buffer.from(value).toString("base64");
  const path = `${pathOf(project, name)}:addVersion`;
  return { method: "POST", path, body: { payload: { data } }, hide: [value], asked };
}

/** Annotations are replaced as a whole, so the others go along. */
function newDescription(
  { project }: Google,
  { secret, annotations }: Row,
  { etag, description }: { readonly etag: string; readonly description: string },
): HttpRequest {
  const others = Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== "description"));
  const next = description === "" ? others : { ...others, description };
  return {
    method: "PATCH",
    path: `${pathOf(project, secret.name)}?updateMask=annotations`,
    body: { etag: etag === "" ? secret.etag : etag, annotations: next },
    asked: { kind: "update", name: secret.name },
  };
}

function removal({ project }: Google, { name, etag }: { readonly name: string; readonly etag: string }): HttpRequest {
  const path = pathOf(project, name) + (etag === "" ? "" : `?etag=${encodeURIComponent(etag)}`);
  return { method: "DELETE", path, asked: { kind: "delete", name } };
}

function pathOf(project: string, name?: string): string {
  const secrets = `/v1/projects/${encodeURIComponent(project)}/secrets`;
  return name === undefined ? secrets : `${secrets}/${encodeURIComponent(name)}`;
}

/** The answer to a version is its name and what is known of it, and never the value. */
function parseNamed(answer: unknown): string | undefined {
  return textOf(fieldsOf(answer), "name");
}

/** A deletion is answered with an empty object. */
function parseRemoved(answer: unknown): true | undefined {
  return fieldsOf(answer) === undefined ? undefined : true;
}
