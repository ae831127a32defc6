import type { Credential } from "../../shared/account";
import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import type { Identity, Project, Secret } from "../../shared/secret";
import type { InfisicalProject, Listing, ServiceToken } from "./infisicalAnswers";
import { parseFolders, parseListing, parseProject, parseProjects, parseServiceToken } from "./infisicalAnswers";
import type { InfisicalRoutes } from "./infisicalRoutes";
import { wholePath } from "./infisicalRoutes";
import { inFlight } from "./sharedRequests";
import type { Provider, SecretPage } from "./provider";
import { mergeRows, rowsByName } from "./rows";
import { sideBySide } from "./sideBySide";

type Ask<T> = (signal: AbortSignal) => Promise<Result<T>>;
type GivenCredential = () => Promise<Credential | null>;

/** What can be known of a place at Infisical. */
export interface InfisicalReader {
  readonly whoAmI: Ask<Identity>;
  readonly listProjects: Ask<readonly Project[]>;
  /** All folders of the project. */
  readonly listFolders: Ask<readonly Project[]>;
  /** The project, with those of its environments that the credential is for. */
  readonly open: Ask<InfisicalProject>;
  readonly listSecrets: Provider["listSecrets"];
  /** The rows of the last listing, to be kept up to date; those of a new one where there was none. */
  readonly rows: (signal: AbortSignal) => Promise<Map<string, Secret>>;
}

/** Reads names, and never a value. */
export function createInfisicalReader(routes: InfisicalRoutes, credential: GivenCredential): InfisicalReader {
  const token = serviceTokenOf(routes, credential);
  const open = inFlight((signal) => openProject(routes, token, signal));
  const listProjects = projectLister(routes, token, open);
  return {
    whoAmI: async (signal) => {
      const own = await token(signal);
      if (own.kind === "failed") return own;
      const { name, canWrite } = own.value ?? { name: await nameOf(credential), canWrite: true };
      if (own.value === undefined && routes.place.project === undefined)
        return mapped(await listProjects(signal), () => ({ name, canWrite, project: "" }));
      return mapped(await open(signal), (project) => ({ name, canWrite, project: project.name }));
    },
    listProjects,
    listFolders: async (signal) => {
      const own = await token(signal);
      const only = own.kind === "ok" && own.value !== undefined ? onlyFolder(own.value) : undefined;
      return only === undefined
        ? listFolders(routes, { open, parent: "/" }, signal)
        : ok(only === "/" ? [] : [{ id: only, name: only }]);
    },
    open,
    ...createLister(routes, token, open),
  };
}

async function nameOf(credential: GivenCredential): Promise<string> {
  const given = await credential().catch(() => null);
  return given?.kind === "client" ? `machine identity ${given.clientId.slice(0, 8)}` : "access token";
}

/** What a service token says of itself; undefined for other credentials. Asked for once: it never changes. */
function serviceTokenOf({ http }: InfisicalRoutes, credential: GivenCredential): Ask<ServiceToken | undefined> {
  let known: { readonly token: string; readonly details: ServiceToken } | undefined;
  return inFlight(async (signal): Promise<Result<ServiceToken | undefined>> => {
    const given = await credential().catch(() => null);
    // As Infisical itself tells them apart, in backend/src/server/plugins/auth/inject-identity.ts.
    if (given?.kind !== "token" || !given.token.startsWith("st.")) return ok(undefined);
    if (known?.token === given.token) return ok(known.details);
    const request = { method: "GET", path: "/api/v2/service-token", asked: { kind: "identity" } } as const;
    const details = await http.send(request, parseServiceToken, signal);
    if (details.kind === "ok") known = { token: given.token, details: details.value };
    return details;
  });
}

function projectLister(
  { projects }: InfisicalRoutes,
  token: Ask<ServiceToken | undefined>,
  open: Ask<InfisicalProject>,
): Ask<readonly Project[]> {
  return async (signal) => {
    const own = await token(signal);
    if (own.kind === "failed") return own;
    // A service token is for one project, and may list no others.
    if (own.value !== undefined) return mapped(await open(signal), ({ id, name }) => [{ id, name }]);
    const asked = { kind: "listProjects" } as const;
    return projects.send(
      (generation) => ({ method: "GET", path: `/api/v1/${projectWord[generation]}`, asked }),
      parseProjects,
      signal,
    );
  };
}

const projectWord = { newer: "projects", older: "workspace" } as const;

async function openProject(
  { projects, place, service }: InfisicalRoutes,
  token: Ask<ServiceToken | undefined>,
  signal: AbortSignal,
): Promise<Result<InfisicalProject>> {
  const own = await token(signal);
  if (own.kind === "failed") return own;
  const id = place.project ?? own.value?.project;
  if (id === undefined) return failed({ kind: "invalid", message: `Choose a project of ${service} first.` });
  if (own.value !== undefined && own.value.project !== id)
    return failed({ kind: "forbidden", message: `This service token is for another project: it may not read ${id}.` });
  const asked = { kind: "listEnvironments" } as const;
  const project = await projects.send(
    (generation) => ({ method: "GET", path: `/api/v1/${projectWord[generation]}/${encodeURIComponent(id)}`, asked }),
    parseProject,
    signal,
  );
  return mapped(project, (whole) => (own.value === undefined ? whole : withinScopes(whole, own.value)));
}

/** The folder of a service token with one scope: the server answers from there, whatever is asked for. */
function onlyFolder({ scopes }: ServiceToken): string | undefined {
  const [scope, ...others] = scopes;
  const isOnly = scope !== undefined && others.length === 0 && !/[*?[\]{}!()]/.test(scope.path);
  return isOnly ? wholePath(scope.path) : undefined;
}

function withinScopes(project: InfisicalProject, { scopes }: ServiceToken): InfisicalProject {
  const allowed = new Set(scopes.map(({ environment }) => environment));
  return { ...project, environments: project.environments.filter(({ id }) => allowed.has(id)) };
}

/** The folders below one, of all environments. The newer route tells all of them, the older one the next ones. */
async function listFolders(
  { folders }: InfisicalRoutes,
  { open, parent }: { readonly open: Ask<InfisicalProject>; readonly parent: string },
  signal: AbortSignal,
): Promise<Result<readonly Project[]>> {
  const opened = await open(signal);
  if (opened.kind === "failed") return opened;
  const project = encodeURIComponent(opened.value.id);
  const asked = { kind: "listFolders" } as const;
  const results = await sideBySide(opened.value.environments, ({ id }) => {
    const query = new URLSearchParams({ environment: id, path: parent }).toString();
    const paths = {
      newer: `/api/v2/folders?${query}&recursive=true&projectId=${project}`,
      older: `/api/v1/folders?${query}&workspaceId=${project}`,
    };
    return folders.send(
      (generation) => ({ method: "GET", path: paths[generation], asked }),
      (answer) => parseFolders(answer, parent),
      signal,
    );
  });
  const found = new Map<string, Project>();
  for (const result of results) {
    if (result.kind === "failed") return result;
    for (const folder of result.value) found.set(folder.id, folder);
  }
  return ok([...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1)));
}

/** The page after the names, where there are environments that the credential may not look into: it says so. */
const notAllowed = "not allowed";

function createLister(
  routes: InfisicalRoutes,
  token: Ask<ServiceToken | undefined>,
  open: Ask<InfisicalProject>,
): Pick<InfisicalReader, "listSecrets" | "rows"> {
  let rows: Map<string, Secret> | undefined;
  let left: Failure | undefined;

  const list = inFlight(async (signal): Promise<Result<SecretPage>> => {
    const elsewhere = await otherFolder(routes, token, signal);
    if (elsewhere !== undefined) return failed(elsewhere);
    const listed = await listAll(routes, open, signal);
    if (listed.kind === "failed") return listed;
    const found = merged(listed.value.listings);
    const lost = found.size === 0 ? await lostFolder(routes, { token, open }, signal) : undefined;
    if (lost !== undefined) return failed(lost);
    rows = found;
    left = listed.value.left;
    const notice = noticeOf(listed.value.listings, routes.service);
    const nextCursor = left === undefined ? undefined : notAllowed;
    return ok({ secrets: [...found.values()], nextCursor, ...(notice === undefined ? {} : { notice }) });
  });

  return {
    listSecrets: (cursor, signal) =>
      cursor === notAllowed && left !== undefined ? Promise.resolve(failed(left)) : list(signal),
    rows: async (signal) => {
      if (rows === undefined) await list(signal);
      return (rows ??= new Map());
    },
  };
}

/** Why a service token is of no use here: what came would be the names of another folder. */
async function otherFolder(
  { place }: InfisicalRoutes,
  token: Ask<ServiceToken | undefined>,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const own = await token(signal);
  if (own.kind === "failed") return own.failure;
  const only = own.value && onlyFolder(own.value);
  if (only === undefined || only === place.folder) return undefined;
  const message = `This service token is for the folder ${only} alone: it may not read ${place.folder}. Connect to that folder.`;
  return { kind: "forbidden", message };
}

/** The listings of all environments, and why there is none of some. */
interface Listed {
  readonly listings: readonly Listing[];
  readonly left: Failure | undefined;
}

async function listAll(
  { secrets, place, service }: InfisicalRoutes,
  open: Ask<InfisicalProject>,
  signal: AbortSignal,
): Promise<Result<Listed>> {
  const opened = await open(signal);
  if (opened.kind === "failed") return opened;
  // Where nothing may be seen, that is no list of which all names are missing.
  if (opened.value.environments.length === 0)
    return failed({
      kind: "forbidden",
      message: `${service} has no environment in this project that this token may read.`,
    });
  const results = await sideBySide(opened.value.environments, ({ id }) =>
    secrets.send(
      (generation) => {
        const isNewer = generation === "newer";
        const query = new URLSearchParams({
          [isNewer ? "projectId" : "workspaceId"]: opened.value.id,
          environment: id,
          secretPath: place.folder,
          // Keeps the values away; a server that does not know it sends them all the same.
          viewSecretValue: "false",
          includePersonalOverrides: "false",
          // Followed by default in later versions, and refused to whoever may not read what a value refers to.
          expandSecretReferences: "false",
          // The same by its later and its earlier name; a server takes no notice of the one it does not know.
          includeImports: "true",
          include_imports: "true",
        });
        const path = `${isNewer ? "/api/v4/secrets" : "/api/v3/secrets/raw"}?${query.toString()}`;
        return { method: "GET", path, asked: { kind: "listSecrets", environment: id } };
      },
      (answer) => parseListing(answer, id),
      signal,
    ),
  );
  const listings = results.flatMap((result) => (result.kind === "ok" ? [result.value] : []));
  const failures = results.flatMap((result) => (result.kind === "failed" ? [result.failure] : []));
  // Where the credential may not look, the other environments still count; anything else may have passed by the next time.
  const [left] = failures;
  const fatal = failures.find(({ kind }) => kind !== "forbidden") ?? (listings.length === 0 ? left : undefined);
  return fatal === undefined ? ok({ listings, left }) : failed(fatal);
}

/** An unknown folder is answered like an empty one, so that somebody has to ask whether it is there. */
async function lostFolder(
  routes: InfisicalRoutes,
  { token, open }: { readonly token: Ask<ServiceToken | undefined>; readonly open: Ask<InfisicalProject> },
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const { folder } = routes.place;
  const own = await token(signal);
  // A service token names the folders that it is for.
  if (folder === "/" || (own.kind === "ok" && own.value !== undefined)) return undefined;
  const parent = folder.slice(0, folder.lastIndexOf("/")) || "/";
  const siblings = await listFolders(routes, { open, parent }, signal);
  if (siblings.kind === "failed") return siblings.failure;
  if (siblings.value.some(({ id }) => id === folder)) return undefined;
  return { kind: "notFound", message: `${routes.service} has no folder ${folder} in any environment of this project.` };
}

/** The rows of all environments. A name that is imported in one of them and stands on its own in another can be edited. */
function merged(listings: readonly Listing[]): Map<string, Secret> {
  const rows = rowsByName(listings.flatMap(({ own }) => own));
  for (const [name, imported] of rowsByName(listings.flatMap((listing) => listing.imported))) {
    const own = rows.get(name);
    rows.set(name, own === undefined ? imported : mergeRows(imported, own));
  }
  return rows;
}

function noticeOf(listings: readonly Listing[], service: string): string | undefined {
  const sends = new Set(listings.map((listing) => listing.sends));
  if (sends.has("values"))
    return `Values come along with the names: ${service} is an older version that cannot hide them. They are dropped unread.`;
  return sends.has("overrides")
    ? `Values of your personal overrides come along with the names from ${service}. They are dropped unread.`
    : undefined;
}

function mapped<T, U>(result: Result<T>, map: (value: T) => U): Result<U> {
  return result.kind === "ok" ? ok(map(result.value)) : result;
}
