import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import { providerDescriptions } from "../../shared/providers";
import type { Project, Secret } from "../../shared/secret";
import { tokenAuthorization } from "./authorization";
import type { Config } from "./dopplerAnswers";
import { parseConfigs, parseMe, parseNames, parseProjects, rootsFirst } from "./dopplerAnswers";
import { dopplerDialect } from "./dopplerDialect";
import type { Http } from "./http";
import { createHttp } from "./http";
import { inFlight } from "./sharedRequests";
import type { Provider, ProviderOptions, SecretPage } from "./provider";
import { rowsByName, secretRow } from "./rows";
import { sideBySide } from "./sideBySide";
import type { Asked } from "./trouble";

const { label, places } = providerDescriptions.doppler;

type Ask<T> = (signal: AbortSignal) => Promise<Result<T>>;

/** A project, with those of its configs that the token may see. */
interface Place {
  readonly project: string;
  readonly configs: readonly Config[];
}

/** What can be known of a project. */
export interface DopplerReader extends Pick<Provider, "whoAmI" | "listSecrets"> {
  readonly http: Http;
  readonly listProjects: Ask<readonly Project[]>;
  readonly project: Ask<string>;
  readonly open: Ask<Place>;
  /** The names of one config. */
  readonly names: (
    place: Named,
    request: { readonly asked: Asked; readonly hide?: readonly string[] },
    signal: AbortSignal,
  ) => Promise<Result<readonly string[]>>;
  /** The rows of the last listing, to be kept up to date. */
  readonly rows: () => Map<string, Secret>;
}

interface Named {
  readonly project: string;
  readonly config: string;
}

/** Reads names, and never a value. */
export function createDopplerReader({ account, endpoint, fetch, limits, credential }: ProviderOptions): DopplerReader {
  const token = async () => {
    const given = await credential();
    return given?.kind === "token" ? given.token : null;
  };
  const http = createHttp({
    baseUrl: endpoint.baseUrl,
    fetch,
    serviceName: places.some((known) => known.endpoint === endpoint.baseUrl) ? label : `${label} at ${endpoint.host}`,
    dialect: dopplerDialect(account.project),
    authorization: tokenAuthorization(token),
    limits,
  });
  const listProjects: Ask<readonly Project[]> = (signal) =>
    allPages(http, { path: "/v3/projects", asked: { kind: "listProjects" }, parse: parseProjects }, signal);
  const project: Ask<string> = (signal) =>
    account.project === undefined ? onlyProject(listProjects, signal) : Promise.resolve(ok(account.project));
  const open = inFlight(async (signal): Promise<Result<Place>> => {
    const id = await project(signal);
    if (id.kind === "failed") return id;
    const path = `/v3/configs?project=${encodeURIComponent(id.value)}`;
    const way = { path, asked: { kind: "listEnvironments" }, parse: parseConfigs } as const;
    const configs = await allPages(http, way, signal);
    return configs.kind === "ok" ? ok({ project: id.value, configs: configs.value }) : configs;
  });
  const names: DopplerReader["names"] = (place, request, signal) => {
    // To include dynamic secrets would have Doppler issue leases for them.
    const flags = { include_dynamic_secrets: "false", include_managed_secrets: "false" };
    const query = new URLSearchParams({ project: place.project, config: place.config, ...flags }).toString();
    const path = `/v3/configs/config/secrets/names?${query}`;
    return http.send({ method: "GET", path, ...request }, parseNames, signal);
  };
  return {
    http,
    listProjects,
    project,
    open,
    names,
    whoAmI: async (signal) => {
      const me = await http.send({ method: "GET", path: "/v3/me", asked: { kind: "identity" } }, parseMe, signal);
      return me.kind === "ok" ? ok({ ...me.value, project: account.project ?? "" }) : me;
    },
    ...createLister({ open, names }),
  };
}

/** A token for one config sees one project, which need not be chosen. */
async function onlyProject(listProjects: Ask<readonly Project[]>, signal: AbortSignal): Promise<Result<string>> {
  const projects = await listProjects(signal);
  if (projects.kind === "failed") return projects;
  const [only, ...others] = projects.value;
  if (only !== undefined && others.length === 0) return ok(only.id);
  const message =
    only === undefined ? `This token may not see any project of ${label}.` : `Choose a project of ${label} first.`;
  return failed({ kind: only === undefined ? "forbidden" : "invalid", message });
}

interface Paged<T> {
  readonly path: string;
  readonly asked: Asked;
  readonly parse: (answer: unknown) => readonly T[] | undefined;
}

const pageSize = 100;
/** What a page has where the size that was asked for does not count: a shorter one is the last. */
const usualPageSize = 20;

async function allPages<T>(
  http: Http,
  { path, asked, parse }: Paged<T>,
  signal: AbortSignal,
): Promise<Result<readonly T[]>> {
  const all: T[] = [];
  for (let page = 1; ; page++) {
    const query = `${path.includes("?") ? "&" : "?"}page=${page}&per_page=${pageSize}`;
    const items = await http.send({ method: "GET", path: path + query, asked }, parse, signal);
    if (items.kind === "failed") return items;
    const before = all.length;
    const known = new Set(all.map((item) => JSON.stringify(item)));
    all.push(...items.value.filter((item) => !known.has(JSON.stringify(item))));
    // A service that does not know pages would answer with the same ones for ever.
    if (items.value.length < usualPageSize || all.length === before) return ok(all);
  }
}

/** The page after the names, where there are configs that the token may not look into: it says so. */
const notAllowed = "not allowed";

function createLister({
  open,
  names,
}: Pick<DopplerReader, "open" | "names">): Pick<DopplerReader, "listSecrets" | "rows"> {
  let known: Map<string, Secret> | undefined;
  let left: Failure | undefined;

  const list = inFlight(async (signal): Promise<Result<SecretPage>> => {
    const place = await open(signal);
    if (place.kind === "failed") return place;
    const listings = listingsOf(place.value);
    if (listings.length === 0) return failed(noConfigs(place.value));
    const listed = await sideBySide(listings, ({ of, environment }) =>
      names(of, { asked: { kind: "listSecrets", environment: of.config } }, signal).then((result) => ({
        result,
        environment,
      })),
    );
    const failures = listed.flatMap(({ result }) => (result.kind === "failed" ? [result.failure] : []));
    // Where the token may not look, the other configs still count; anything else may have passed by the next time.
    const [closed] = failures;
    const fatal = failures.find(({ kind }) => kind !== "forbidden" && kind !== "notFound");
    if (fatal !== undefined) return failed(fatal);
    if (closed !== undefined && failures.length === listings.length) return failed(closed);
    known = rowsByName(
      listed.flatMap(({ result, environment }) =>
        result.kind === "ok" ? result.value.map((name) => secretRow({ name, environments: [environment] })) : [],
      ),
    );
    left = closed;
    return ok({ secrets: [...known.values()], nextCursor: left === undefined ? undefined : notAllowed });
  });

  return {
    listSecrets: (cursor, signal) =>
      cursor === notAllowed && left !== undefined ? Promise.resolve(failed(left)) : list(signal),
    rows: () => (known ??= new Map()),
  };
}

/** Where nothing may be seen, that is no list of which all names are missing. */
function noConfigs({ project }: Place): Failure {
  return { kind: "forbidden", message: `${label} has no config in the project ${project} that this token may see.` };
}

/** Names that count in an environment. */
interface Listing {
  readonly environment: string;
  readonly of: Named;
}

/** The configs themselves, and those that they inherit from: it is written nowhere whether their names come along. */
function listingsOf({ project, configs }: Place): readonly Listing[] {
  return rootsFirst(configs).flatMap(({ name, inherits }) => [
    { environment: name, of: { project, config: name } },
    ...inherits.map((of) => ({ environment: name, of })),
  ]);
}
