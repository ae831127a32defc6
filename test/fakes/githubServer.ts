import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { FakeSecret, FakeService } from "./fakeService";
import type { FakeServer } from "./fakeServer";
import { startFakeServer } from "./fakeServer";
import { environmentAt, publicUser, repositoryAt } from "./githubObjects";
import type { GithubState, SecretKey, StoredName } from "./githubState";
import { createGithubState } from "./githubState";

/** GitHub as a test meets it. */
export interface GithubServer extends FakeService {
  /** What it knows and how it behaves, to be changed at any time. */
  readonly state: GithubState;
}

/** Starts GitHub on loopback. It keeps names, and values nowhere but, sealed, in `requests`. */
export async function startGithub(seed: readonly FakeSecret[] = [], port = 0): Promise<GithubServer> {
  const state = createGithubState(seed);
  const server: FakeServer = await startFakeServer((request) => answer(request, state), port);
  return {
    account: { provider: "githubActions", endpoint: server.url, project: state.repository },
    credential: { kind: "token", token: state.token },
    environments: ["production", "staging"],
    faults: server.faults,
    requests: server.requests,
    names: () => {
      const names = new Map<string, readonly string[]>();
      for (const { name, place } of state.secrets)
        names.set(name, [...(names.get(name) ?? []), ...(place === repositoryPlace ? [] : [place])]);
      return names;
    },
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      state.token = "";
    },
    state,
    stop: server.stop,
  };
}

const repositoryPlace = "";

/** A request that has been let in. */
interface Asking {
  readonly state: GithubState;
  readonly url: URL;
  readonly method: string;
  readonly body: unknown;
}

async function answer(request: Request, state: GithubState): Promise<Response> {
  const refusal = refusalOf(request, state);
  if (refusal !== undefined) return withRateLimit(refusal, state);
  const text = await request.text();
  // An Enterprise Server has its API below a path.
  const url = new URL(request.url.replace("/api/v3/", "/"));
  const asking = { state, url, method: request.method, body: text === "" ? null : parsed(text) };
  return withRateLimit(routed(asking), state);
}

/** What is refused before anybody looks at what was asked. */
function refusalOf(request: Request, state: GithubState): Response | undefined {
  const { headers } = request;
  if ((headers.get("user-agent") ?? "") === "")
    return new Response(
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
      {
        status: 403,
        headers: { "content-type": "text/html" },
      },
    );
  const version = headers.get("x-github-api-version");
  if (version !== null && version !== "2022-11-28") return problem(400, `API version ${version} is not supported.`);
  const token = /^(?:Bearer|token) (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (token === undefined) return problem(401, "Requires authentication");
  if (token !== state.token) return problem(401, "Bad credentials");
  if (state.remaining-- > 0) return undefined;
  state.remaining = 0;
  return problem(403, "API rate limit exceeded for user ID 1. If you reach out to GitHub Support for help, say so.");
}

function withRateLimit(response: Response, { remaining, resetAt }: GithubState): Response {
  response.headers.set("x-ratelimit-limit", "5000");
  response.headers.set("x-ratelimit-remaining", String(remaining));
  response.headers.set("x-ratelimit-reset", String(resetAt));
  response.headers.set("x-ratelimit-resource", "core");
  return response;
}

function problem(status: number, message: string, more: object = {}): Response {
  const url = "https://docs.github.com/rest";
  return Response.json({ message, documentation_url: url, status: String(status), ...more }, { status });
}

/** As GitHub says it of what is not there, and of what this token may not see. */
function notFound(): Response {
  return problem(404, "Not Found");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function routed(asking: Asking): Response {
  const { state, url, method } = asking;
  if (asking.body === undefined) return problem(400, "Problems parsing JSON");
  const path = `${method} ${url.pathname}`;
  if (path === "GET /user") return state.isApp ? notForApps() : Response.json(publicUser());
  if (path === "GET /user/repos") return repositories(asking);
  const [, owner = "", name = "", rest = ""] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(url.pathname) ?? [];
  const isKnown = `${owner}/${name}`.toLowerCase() === state.repository.toLowerCase();
  // A private repository is not there for whoever may not see it.
  if (!isKnown || state.rights === "nothing") return notFound();
  return inRepository(asking, rest);
}

function notForApps(): Response {
  return problem(403, "Resource not accessible by integration");
}

function repositories({ state, url }: Asking): Response {
  const all = [...state.others, state.repository].map((name) =>
    repositoryAt(name, { canPush: !state.readOnly.has(name), isArchived: state.archived.has(name) }),
  );
  return Response.json(pageOf(all, url));
}

function pageOf<Item>(items: readonly Item[], { searchParams }: URL): readonly Item[] {
  const size = Math.min(Number(searchParams.get("per_page") ?? 30), 100);
  const page = Number(searchParams.get("page") ?? 1);
  return items.slice((page - 1) * size, page * size);
}

function inRepository(asking: Asking, rest: string): Response {
  const { state, url, method } = asking;
  const path = `${method} ${rest}`;
  if (path === "GET ")
    return Response.json(repositoryAt(state.repository, { canPush: state.rights === "write", isArchived: false }));
  if (path === "GET /environments") {
    const environments = pageOf(state.environments.map(environmentAt), url);
    return Response.json({ total_count: state.environments.length, environments });
  }
  if (path === "GET /actions/organization-secrets")
    return state.hasOrganizationRoute ? listed(state.organizationSecrets, url) : notFound();
  const [, environment, name] = /^(?:\/actions|\/environments\/([^/]+))\/secrets(?:\/([^/]+))?$/.exec(rest) ?? [];
  if (!/\/secrets(?:\/[^/]+)?$/.test(rest)) return notFound();
  if (environment === undefined) return inPlace(asking, repositoryPlace, name);
  const wanted = decodeURIComponent(environment).toLowerCase();
  const known = state.environments.find((one) => one.toLowerCase() === wanted);
  if (known === undefined) return notFound();
  return state.hiddenEnvironments.has(known) ? mayNot() : inPlace(asking, known, name);
}

/** As a fine-grained token hears it that lacks a permission. */
function mayNot(): Response {
  return problem(403, "Resource not accessible by personal access token");
}

function inPlace(asking: Asking, place: string, name: string | undefined): Response {
  const { state, url, method } = asking;
  const here = state.secrets.filter((secret) => secret.place === place);
  if (name === undefined) return method === "GET" ? listed(here, url) : notFound();
  if (name === "public-key" && method === "GET") {
    const { id, publicKey } = state.keyOf(place);
    return Response.json({ key_id: id, key: publicKey.toString("base64") });
  }
  const stored = here.find((secret) => secret.name === name.toUpperCase());
  if (method === "GET") return stored === undefined ? notFound() : Response.json(rowOf(stored));
  if (state.rights !== "write") return mayNot();
  if (method === "PUT") return put(asking, { place, name: name.toUpperCase(), stored });
  if (method !== "DELETE" || stored === undefined) return notFound();
  state.secrets.splice(state.secrets.indexOf(stored), 1);
  return new Response(null, { status: 204 });
}

function listed(secrets: readonly StoredName[], url: URL): Response {
  return Response.json({ total_count: secrets.length, secrets: pageOf(secrets, url).map(rowOf) });
}

function rowOf({ name, createdAt, updatedAt }: StoredName) {
  return { name, created_at: createdAt, updated_at: updatedAt };
}

function put(
  { state, body }: Asking,
  { place, name, stored }: { readonly place: string; readonly name: string; readonly stored: StoredName | undefined },
): Response {
  const wrong = nameProblem(name) ?? bodyProblem(body, state.keyOf(place));
  if (wrong !== undefined) return problem(422, wrong);
  const updatedAt = "2026-02-02T00:00:00Z";
  if (stored !== undefined) {
    state.secrets[state.secrets.indexOf(stored)] = { ...stored, updatedAt };
    return new Response(null, { status: 204 });
  }
  state.secrets.push({ name, place, createdAt: updatedAt, updatedAt });
  return Response.json({}, { status: 201 });
}

function nameProblem(name: string): string | undefined {
  if (name.startsWith("GITHUB_")) return "Secret names must not start with GITHUB_.";
  if (/^[A-Z_][A-Z0-9_]*$/.test(name)) return undefined;
  return "Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_).";
}

/** A sealed box is 48 bytes longer than what is in it. */
function bodyProblem(body: unknown, key: SecretKey): string | undefined {
  const fields = body as { readonly encrypted_value?: unknown; readonly key_id?: unknown } | null;
  if (typeof fields?.encrypted_value !== "string") return 'Invalid request.\n\n"encrypted_value" wasn\'t supplied.';
  if (fields.key_id !== key.id) return "Bad key_id";
  const length = Buffer.from(fields.encrypted_value, "base64").length;
  if (length < 48) return "The encrypted value is not a sealed box.";
  return length > 48 * 1024 + 48 ? "Secret value is too large." : undefined;
}

// By hand: npx tsx test/fakes/githubServer.ts --port 8790
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const sample: readonly FakeSecret[] = [
    { name: "DEPLOY_KEY", environments: ["production", "staging"] },
    { name: "SENTRY_TOKEN", environments: ["production"] },
  ];
  void startGithub(sample, Number(values.port ?? 8790)).then(({ account, state }) => {
    state.addSecret("NPM_TOKEN");
    state.organizationSecrets.push({ ...state.newName("ORG_TOKEN"), place: repositoryPlace });
    console.log(`GitHub listens at ${account.endpoint} and knows one token: ${state.token}`);
  });
}
