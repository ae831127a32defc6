import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import type { Environment, Identity, Project, Secret } from "../../shared/secret";
import type { CountedPage } from "./githubActionsDialect";
import { countedPage, parseEnvironment, parseLogin, parseRepository, parseRow } from "./githubActionsDialect";
import type { GithubRoutes } from "./githubActionsRoutes";
import { inFlight } from "./sharedRequests";
import { sideBySide } from "./sideBySide";
import type { Provider, SecretPage } from "./provider";
import { rowsByName } from "./rows";
import type { Asked } from "./trouble";

type Ask<T> = (signal: AbortSignal) => Promise<Result<T>>;

/** What can be read at GitHub: names, where they count, and what can be chosen. */
export type GithubReader = Pick<Provider, "whoAmI" | "listEnvironments" | "listSecrets"> & {
  readonly listProjects: Ask<readonly Project[]>;
  /** What is known of each name, asked for where nothing is known yet; writes keep it up to date. */
  readonly rows: Ask<Map<string, Secret>>;
};

export function createGithubReader(routes: GithubRoutes): GithubReader {
  const listEnvironments = inFlight((signal) => environmentsOf(routes, signal));
  return {
    whoAmI: (signal) => identify(routes, signal),
    listProjects: (signal) => listProjects(routes, signal),
    listEnvironments,
    ...createLister(routes, listEnvironments),
  };
}

async function identify(routes: GithubRoutes, signal: AbortSignal): Promise<Result<Identity>> {
  const { repository, service } = routes;
  const asked = { kind: "identity" } as const;
  const [login, project] = await Promise.all([
    routes.get({ path: "/user", asked }, parseLogin, signal),
    repository.kind === "ok" ? routes.get({ path: repository.value, asked }, parseRepository, signal) : undefined,
  ]);
  if (project?.kind === "failed") return project;
  // The token of an app belongs to nobody, and is not told who it is.
  const isNobody = login.kind === "failed" && login.failure.kind === "forbidden" && project !== undefined;
  if (login.kind === "failed" && !isNobody) return login;
  return ok({
    name: login.kind === "ok" ? login.value : `an app of ${service}`,
    project: project?.value.name ?? "",
    canWrite: project?.value.canWrite ?? true,
  });
}

const pageSize = 100;

/** More repositories than these are not offered; one can be typed. */
const maxRepositoryPages = 20;

/** The repositories that the token may push to, those that were last pushed to first. */
async function listProjects(routes: GithubRoutes, signal: AbortSignal): Promise<Result<readonly Project[]>> {
  const projects: Project[] = [];
  for (let page = 1; page <= maxRepositoryPages; page++) {
    const path = `/user/repos?sort=pushed&per_page=${pageSize}&page=${page}`;
    const result = await routes.get({ path, asked: { kind: "listProjects" } }, parseRepositories, signal);
    if (result.kind === "failed") return result;
    projects.push(...result.value.flatMap(({ id, name, canWrite }) => (canWrite ? [{ id, name }] : [])));
    if (result.value.length < pageSize) break;
  }
  return ok(projects);
}

/** One odd repository must not hide the others. */
function parseRepositories(answer: unknown): readonly (Project & { readonly canWrite: boolean })[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  return answer.map((item) => parseRepository(item) ?? { id: "", name: "", canWrite: false });
}

async function environmentsOf(routes: GithubRoutes, signal: AbortSignal): Promise<Result<readonly Environment[]>> {
  const { repository } = routes;
  if (repository.kind === "failed") return repository;
  const list = { path: `${repository.value}/environments`, asked: { kind: "listEnvironments" } } as const;
  return listAll(routes, list, countedPage("environments", parseEnvironment), signal);
}

/** The pages after the first one. */
const inEnvironments = "environments";
const notAllowed = "not allowed";

/**
 * First what counts in every environment, in one round trip: the secrets of the repository, and those of the organization that
 * it may use. Then those of the environments. Where something of it may not be seen, a last page says so.
 */
function createLister(
  routes: GithubRoutes,
  listEnvironments: Ask<readonly Environment[]>,
): Pick<GithubReader, "listSecrets" | "rows"> {
  let environments: Promise<Result<readonly Environment[]>> | undefined;
  let common: readonly Secret[] = [];
  let rows: Map<string, Secret> | undefined;
  let left: Failure | undefined;

  const first = async (signal: AbortSignal): Promise<Result<SecretPage>> => {
    // Others ask the same at the same time; what they are told is good for the page after this one.
    environments = listEnvironments(signal);
    const [own, shared] = await Promise.all([
      listSecretsAt(routes, undefined, signal),
      listOrganizationSecrets(routes, signal),
    ]);
    if (own.kind === "failed") return own;
    left = shared.kind === "failed" ? shared.failure : undefined;
    common = [...rowsByName([...(shared.kind === "ok" ? shared.value : []), ...own.value]).values()];
    return ok({ secrets: common, nextCursor: inEnvironments });
  };

  const second = async (signal: AbortSignal): Promise<Result<SecretPage>> => {
    const ids = await (environments ?? listEnvironments(signal));
    environments = undefined;
    if (ids.kind === "failed") return ids;
    const lists = await sideBySide(ids.value, ({ id }) => listSecretsAt(routes, id, signal));
    const secrets = lists.flatMap((list) => (list.kind === "ok" ? list.value : []));
    left ??= lists.find((list) => list.kind === "failed")?.failure;
    rows = rowsByName([...common, ...secrets]);
    return ok({ secrets, nextCursor: left === undefined ? undefined : notAllowed });
  };

  const listSecrets: Provider["listSecrets"] = (cursor, signal) => {
    if (cursor === undefined) return first(signal);
    return cursor === notAllowed && left !== undefined ? Promise.resolve(failed(left)) : second(signal);
  };
  return {
    listSecrets,
    rows: async (signal) => {
      if (rows !== undefined) return ok(rows);
      const page = await first(signal);
      const rest = page.kind === "ok" ? await second(signal) : page;
      return rest.kind === "failed" ? rest : ok((rows ??= new Map()));
    },
  };
}

/** The secrets of an environment, or those of the repository, which every environment falls back to. */
async function listSecretsAt(
  routes: GithubRoutes,
  environment: string | undefined,
  signal: AbortSignal,
): Promise<Result<readonly Secret[]>> {
  const path = routes.secrets(environment);
  if (path.kind === "failed") return path;
  const asked = { kind: "listSecrets", ...(environment === undefined ? {} : { environment }) } as const;
  const list = await listAll(routes, { path: path.value, asked }, countedPage("secrets", parseRow), signal);
  const place = environment === undefined ? { hasDefault: true } : { environments: [environment] };
  return list.kind === "ok" ? ok(list.value.map((row) => ({ ...row, ...place }))) : list;
}

/** What the organization lets the repository use; it is changed in the organization alone. */
async function listOrganizationSecrets(routes: GithubRoutes, signal: AbortSignal): Promise<Result<readonly Secret[]>> {
  const { repository } = routes;
  if (repository.kind === "failed") return repository;
  const list = { path: `${repository.value}/actions/organization-secrets`, asked: { kind: "listSecrets" } } as const;
  const rows = await listAll(routes, list, countedPage("secrets", parseRow), signal);
  return rows.kind === "ok" ? ok(rows.value.map((row) => ({ ...row, managed: true, hasDefault: true }))) : rows;
}

/** More pages than these are a service gone wrong. */
const maxPages = 100;

async function listAll<Item>(
  routes: GithubRoutes,
  { path, asked }: { readonly path: string; readonly asked: Asked },
  parse: (answer: unknown) => CountedPage<Item> | undefined,
  signal: AbortSignal,
): Promise<Result<readonly Item[]>> {
  const items: Item[] = [];
  for (let page = 1; page <= maxPages; page++) {
    const result = await routes.get({ path: `${path}?per_page=${pageSize}&page=${page}`, asked }, parse, signal);
    if (result.kind === "failed") return result;
    items.push(...result.value.items);
    if (items.length >= result.value.total || result.value.items.length === 0) return ok(items);
  }
  return failed({ kind: "malformedAnswer", message: `The list of ${routes.service} does not end.` });
}
