import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { FakeSecret, FakeService } from "./fakeService";
import type { FakeServer } from "./fakeServer";
import { startFakeServer } from "./fakeServer";
import type { DopplerState } from "./dopplerState";
import { createDopplerState, personalToken, serviceToken } from "./dopplerState";

/** Doppler as a test meets it. */
export interface DopplerServer extends FakeService {
  /** What it knows and how it behaves, to be changed at any time. */
  readonly state: DopplerState;
}

/** Starts Doppler on loopback. It keeps names, and values nowhere but in `requests`. */
export async function startDoppler(seed: readonly FakeSecret[] = [], port = 0): Promise<DopplerServer> {
  const state = createDopplerState(seed);
  const server: FakeServer = await startFakeServer((request) => answer(request, state), port);
  return {
    account: { provider: "doppler", endpoint: server.url, project: "shop" },
    credential: { kind: "token", token: personalToken },
    environments: ["dev", "prd"],
    faults: server.faults,
    requests: server.requests,
    names: () => {
      const names = new Map<string, readonly string[]>();
      for (const { name, secrets } of state.configs)
        for (const secret of secrets) names.set(secret, [...(names.get(secret) ?? []), name]);
      return names;
    },
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      state.tokens.clear();
    },
    state,
    stop: server.stop,
  };
}

/** A request that has been let in. Doppler takes project and config from the query or from the body. */
interface Asking {
  readonly state: DopplerState;
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** The one config that a service token is for. */
  readonly only: string | undefined;
}

async function answer(request: Request, state: DopplerState): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  const body = (text === "" ? {} : JSON.parse(text)) as Asking["body"];
  const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (token === "") return refusal(401, "Unauthorized request");
  if (!state.tokens.has(token)) return refusal(401, "Invalid Auth token");
  if (++state.asked > state.allowed)
    return refusal(429, "You have exceeded your rate limit.", { "retry-after": "42", "x-ratelimit-remaining": "0" });
  const only = /^dp\.st\.([a-z_]+)\./.exec(token)?.[1];
  return routed({ state, route: `${request.method} ${pathname}`, query: searchParams, body, only });
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ messages: [message], success: false }, { status, headers });
}

function done(answer: object): Response {
  return Response.json({ ...answer, success: true });
}

function routed(asking: Asking): Response {
  switch (asking.route) {
    case "GET /v3/me":
      return me(asking);
    case "GET /v3/projects":
      return projects(asking);
    case "GET /v3/configs":
      return noProject(asking) ?? configs(asking);
    case "GET /v3/configs/config/secrets/names":
      return noProject(asking) ?? noConfig(asking) ?? names(asking);
    case "POST /v3/configs/config/secrets":
      return noProject(asking) ?? noConfig(asking) ?? readOnly(asking) ?? write(asking);
    case "DELETE /v3/configs/config/secret":
      return noProject(asking) ?? noConfig(asking) ?? readOnly(asking) ?? remove(asking);
    case "POST /v3/projects/project/note":
    case "POST /v3/configs/config/secrets/note":
      return noProject(asking) ?? readOnly(asking) ?? note(asking);
    default:
      return refusal(404, "Not found");
  }
}

function me({ only }: Asking): Response {
  const type = only === undefined ? "personal" : "service_token";
  const dates = { created_at: "2026-01-01T00:00:00.000Z", last_seen_at: "2026-01-02T00:00:00.000Z" };
  const workplace = { name: "Acme", slug: "a1b2c3" };
  const name = only === undefined ? "Ada" : "Deploys";
  return Response.json({ workplace, type, token_preview: "dp.pt…fOT", slug: "8a9b", name, ...dates });
}

function paged<T>(items: readonly T[], { state, query }: Asking): { readonly page: number; readonly items: T[] } {
  const page = Number(query.get("page") ?? "1");
  const size = Math.min(Number(query.get("per_page") ?? "20"), state.largestPage);
  return { page, items: items.slice((page - 1) * size, page * size) };
}

function visibleProjects({ state, only }: Asking): readonly string[] {
  if (state.rights === "nothing") return [];
  return only === undefined ? state.projects : ["shop"];
}

function projects(asking: Asking): Response {
  const { page, items } = paged(visibleProjects(asking), asking);
  const rows = items.map((id) => ({ id, slug: id, name: id, description: "", created_at: "2026-01-01T00:00:00.000Z" }));
  return done({ projects: rows, page });
}

function textIn({ query, body }: Asking, key: string): string {
  const given = query.get(key) ?? body[key];
  return typeof given === "string" ? given : "";
}

/** A token that sees no project is told that there is none, any other one that it has no access, whichever is true. */
function noProject(asking: Asking): Response | undefined {
  const visible = visibleProjects(asking);
  const project = textIn(asking, "project");
  if (visible.includes(project)) return undefined;
  return visible.length === 0
    ? refusal(404, `Could not find requested project '${project}'`)
    : refusal(400, `This token does not have access to requested project '${project}'`);
}

function noConfig(asking: Asking): Response | undefined {
  const config = textIn(asking, "config");
  const { state, only } = asking;
  if (state.closed.has(config) || (only !== undefined && only !== config))
    return refusal(400, `This token does not have access to requested config '${config}'`);
  return state.configs.some(({ name }) => name === config)
    ? undefined
    : refusal(404, `Could not find requested config '${config}'`);
}

function readOnly({ state }: Asking): Response | undefined {
  return state.rights === "read" ? refusal(403, "This token does not have write access.") : undefined;
}

function configs(asking: Asking): Response {
  const { state, only } = asking;
  const visible = state.configs.filter(({ name }) => only === undefined || only === name);
  const { page, items } = paged(visible, asking);
  const rows = items.map(({ name, root, environment, inherits }) => ({
    ...{ name, root, environment, inherits, inheritable: false, inheritedBy: [], locked: false },
    ...{ project: "shop", created_at: "2026-01-01T00:00:00.000Z", initial_fetch_at: null, last_fetch_at: null },
  }));
  return done({ configs: rows, page });
}

const managed = ["DOPPLER_CONFIG", "DOPPLER_ENVIRONMENT", "DOPPLER_PROJECT"];

function secretsOf(asking: Asking): Set<string> {
  const config = asking.state.configs.find(({ name }) => name === textIn(asking, "config"));
  return config?.secrets ?? new Set();
}

function names(asking: Asking): Response {
  if (asking.query.get("include_dynamic_secrets") === "true") asking.state.leases++;
  const withManaged = asking.query.get("include_managed_secrets") !== "false";
  return done({ names: [...(withManaged ? managed : []), ...secretsOf(asking)] });
}

/** As a change of a name is written; `originalName` is taken for a wish, not for a condition. */
interface Change {
  readonly name: string;
  readonly originalName?: string | null;
  readonly value?: string | null;
  readonly shouldDelete?: boolean;
}

function write(asking: Asking): Response {
  const { change_requests: requests, secrets } = asking.body;
  if ((requests === undefined) === (secrets === undefined))
    return refusal(400, "Either secrets or change_requests is required.");
  const changes = Array.isArray(requests)
    ? (requests as readonly Change[])
    : Object.entries(secrets ?? {}).map(([name, value]): Change => ({ name, value: String(value) }));
  const wrong = changes.find(({ name }) => !/^[A-Z_][A-Z0-9_]*$/.test(name) || managed.includes(name));
  if (wrong !== undefined)
    return refusal(400, `Secret name "${wrong.name}" may only contain uppercase letters, numbers, and underscores.`);
  const stored = secretsOf(asking);
  for (const { name, originalName, shouldDelete } of changes) {
    if (originalName !== undefined && originalName !== null) stored.delete(originalName);
    if (shouldDelete === true) stored.delete(name);
    else stored.add(name);
  }
  const sent = new Map(changes.map(({ name, value }) => [name, value]));
  return done({ secrets: Object.fromEntries([...stored].map((name) => [name, shown(sent.get(name))])) });
}

/** What comes back of a secret after any write: its value above all. */
function shown(value: string | null | undefined) {
  const raw = value ?? "the value that was";
  const kinds = { rawValueType: { type: "string" }, computedValueType: { type: "string" } };
  return { raw, computed: raw, rawVisibility: "masked", computedVisibility: "masked", ...kinds, note: "" };
}

function remove(asking: Asking): Response {
  const name = textIn(asking, "name");
  if (!secretsOf(asking).delete(name)) return refusal(404, `Could not find requested secret '${name}'`);
  return new Response(null, { status: 204 });
}

function note(asking: Asking): Response {
  return Response.json({ secret: textIn(asking, "secret"), note: textIn(asking, "note") });
}

const sample: readonly FakeSecret[] = [
  { name: "DATABASE_URL", environments: ["dev", "dev_ada", "prd"] },
  { name: "STRIPE_KEY", environments: ["dev"] },
  { name: "SENTRY_DSN", environments: ["prd"] },
];

// By hand: npx tsx test/fakes/dopplerServer.ts --port 8787
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  void startDoppler(sample, Number(values.port ?? 8787)).then(({ account }) => {
    console.log(`Doppler listens at ${account.endpoint} and has the project shop`);
    console.log(`Tokens: ${personalToken}, or ${serviceToken} for the config dev alone`);
  });
}
