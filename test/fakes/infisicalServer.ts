import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { FakeServer } from "./fakeServer";
import { startFakeServer } from "./fakeServer";
import type { FakeSecret, FakeService } from "./fakeService";
import type { InfisicalState, Row } from "./infisicalState";
import { createInfisicalState } from "./infisicalState";

/** Infisical as a test meets it. */
export interface InfisicalServer extends FakeService {
  /** What it knows and how it behaves, to be changed at any time. */
  readonly state: InfisicalState;
}

/** How a test wants it. */
export interface InfisicalServerOptions {
  /** The newest routes for secrets: v4, or v3 as on the servers before it. */
  readonly version?: "v4" | "v3";
  readonly port?: number;
}

/** Starts Infisical on loopback. It keeps names, and values nowhere but in `requests`. */
export async function startInfisical(
  seed: readonly FakeSecret[] = [],
  { version = "v4", port = 0 }: InfisicalServerOptions = {},
): Promise<InfisicalServer> {
  const state = createInfisicalState(seed, version);
  const server: FakeServer = await startFakeServer((request) => answer(request, state), port);
  return {
    account: { provider: "infisical", endpoint: server.url, project: state.project.id },
    credential: { kind: "client", clientId: state.clientId, clientSecret: state.clientSecrets[0] ?? "" },
    environments: ["dev", "prod"],
    faults: server.faults,
    requests: server.requests,
    names: () => {
      const names = new Map<string, readonly string[]>();
      for (const { name, environment } of state.rows) names.set(name, [...(names.get(name) ?? []), environment]);
      return names;
    },
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      state.tokens.clear();
      state.clientSecrets.length = 0;
    },
    state,
    stop: server.stop,
  };
}

/** A request that has been let in. */
interface Asking {
  readonly state: InfisicalState;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** A service token is for one project and some folders; others may look everywhere. */
  readonly token: string;
}

async function answer(request: Request, state: InfisicalState): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  const body = (text === "" ? {} : JSON.parse(text)) as Asking["body"];
  const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const asking = { state, method: request.method, path: pathname, query: searchParams, body, token };
  if (pathname === "/api/v1/auth/universal-auth/login") return login(asking);
  if (pathname === "/api/v1/auth/token/revoke") return revoke(asking);
  const refusal = state.tokens.has(token) ? undefined : badToken(state, token);
  if (refusal !== undefined) return refusal;
  return tooOften(asking) ?? routed(asking);
}

/** As the server tells it: in its own words, with the id of the request, which the framework's own answers lack. */
function problem(status: number, error: string, message: unknown, headers: Record<string, string> = {}): Response {
  return Response.json({ reqId: "req-0123456789abcd", statusCode: status, message, error }, { status, headers });
}

/** What Fastify says of a route that it does not know; of old, the pages that stood beside the API answered instead. */
function unknownRoute({ method, path, state }: Asking): Response {
  if (state.servesPages)
    return new Response("<!doctype html><title>404: This page could not be found</title>", {
      status: 404,
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  return Response.json(
    { message: `Route ${method}:${path} not found`, error: "Not Found", statusCode: 404 },
    { status: 404 },
  );
}

/** Tokens of people and machines are JWTs, service tokens begin with `st.`. */
function badToken({ version }: InfisicalState, token: string): Response {
  if (token === "") return problem(401, "UnauthorizedError", "Token missing");
  if (token.startsWith("st.")) return problem(404, "NotFound", "Service token with ID 'service-token' not found");
  if (version === "v3")
    return Response.json({ statusCode: 500, error: "Internal Server Error", message: "jwt expired" }, { status: 500 });
  return problem(403, "TokenError", "Your token has expired. Please re-authenticate.");
}

function login({ state, body }: Asking): Response {
  const { clientId, clientSecret } = body;
  if (state.failedLogins >= 3)
    return problem(401, "UnauthorizedError", "This identity auth method is temporarily locked, please try again later");
  if (clientId !== state.clientId || !state.clientSecrets.includes(String(clientSecret))) {
    state.failedLogins++;
    return problem(401, "UnauthorizedError", "Invalid credentials");
  }
  const accessToken = `eyJ.access-token-${state.tokens.size + 1}.sig`;
  state.tokens.add(accessToken);
  return Response.json({ accessToken, expiresIn: 7200, accessTokenMaxTTL: 7200, tokenType: "Bearer" });
}

/** `backend/src/server/routes/v1/identity-access-token-router.ts`: the token in the body is all that it asks for. */
function revoke({ state, body }: Asking): Response {
  state.tokens.delete(String(body["accessToken"]));
  return Response.json({ message: "Successfully revoked access token" });
}

/** Secrets are counted by the minute: 60 on a server of one's own. */
function tooOften({ state, path }: Asking): Response | undefined {
  if (!/^\/api\/v[34]\/secrets/.test(path) || ++state.secretRequests <= state.secretRequestsAllowed) return undefined;
  const headers = { "retry-after": "42", "x-ratelimit-limit": "60", "x-ratelimit-remaining": "0" };
  return problem(429, "RateLimitExceeded", "Rate limit exceeded. Please try again in 42 seconds", headers);
}

function routed(asking: Asking): Response {
  const { method, path, state } = asking;
  const isNew = state.version === "v4";
  const [, , version, kind, ...rest] = path.split("/");
  const route = `${method} ${version}/${kind}`;
  const id = rest.map(decodeURIComponent).join("/");
  if (route === "GET v2/service-token") return serviceToken(asking);
  if (route === "GET v1/projects" && isNew) return projects(asking, id, "project");
  if (route === "GET v1/workspace") return projects(asking, id, "workspace");
  if (route === "GET v2/folders" && isNew) return folders(asking, "projectId");
  if (route === "GET v1/folders") return folders(asking, "workspaceId");
  if (version === "v4" && kind === "secrets" && isNew) return secrets(asking, { name: id, projectKey: "projectId" });
  if (version === "v3" && path.startsWith("/api/v3/secrets/raw"))
    return secrets(asking, { name: id.slice("raw/".length), projectKey: "workspaceId" });
  return unknownRoute(asking);
}

function serviceToken({ state, token }: Asking): Response {
  if (!token.startsWith("st.")) return problem(403, "Forbidden access to /api/v2/service-token", notAllowed);
  const { id } = state.project;
  const details = { id: "service-token", name: "Deploys", permissions: state.serviceToken.permissions };
  // The server tells its hash, too.
  const rest = { secretHash: "$2b$10$hash", scopes: state.serviceToken.scopes, projectId: id, workspace: id };
  return Response.json({ ...details, ...rest, user: { email: "ada@example.com" } });
}

const notAllowed = "You are not allowed to access this resource";

function projects({ state, token }: Asking, id: string, word: "project" | "workspace"): Response {
  const { project, rights } = state;
  const others = [{ ...project, id: "certificates", name: "Certificates", type: "cert-manager" }];
  if (id === "") {
    if (token.startsWith("st.")) return problem(403, "Forbidden access to /api/v1/projects", notAllowed);
    return Response.json({ [`${word}s`]: rights === "nothing" ? [] : [project, ...others] });
  }
  return projectRefusal(state, id) ?? Response.json({ [word]: project });
}

function projectRefusal({ project, rights }: InfisicalState, id: unknown): Response | undefined {
  if (id !== project.id) return problem(404, "NotFound", `Project with ${String(id)} not found`);
  if (rights !== "nothing") return undefined;
  return problem(403, "ProjectMembershipNotFound", `You are not a member of this project with ID ${project.id}.`);
}

function folders({ state, query }: Asking, projectKey: string): Response {
  const refusal = projectRefusal(state, query.get(projectKey));
  if (refusal !== undefined) return refusal;
  const environment = query.get("environment") ?? "";
  if (!isEnvironment(state, environment))
    return problem(404, "NotFound", `Environment with slug '${environment}' not found`);
  const parent = (query.get("path") ?? "/").replace(/\/$/, "");
  const below = (state.folders.get(environment) ?? []).flatMap((path) => {
    const relative = path.startsWith(`${parent}/`) ? path.slice(parent.length) : "";
    const depth = relative.split("/").length - 1;
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (depth === 0 || (depth > 1 && query.get("recursive") !== "true")) return [];
    return [
      { id: path, name, envId: environment, ...(query.get("recursive") === "true" ? { relativePath: relative } : {}) },
    ];
  });
  return Response.json({ folders: below });
}

function isEnvironment({ project }: InfisicalState, slug: string): boolean {
  return project.environments.some((environment) => environment.slug === slug);
}

function hasFolder(state: InfisicalState, environment: string, path: string): boolean {
  return isEnvironment(state, environment) && (path === "/" || (state.folders.get(environment) ?? []).includes(path));
}

interface OfSecrets {
  readonly name: string;
  readonly projectKey: string;
}

function secrets(asking: Asking, { name, projectKey }: OfSecrets): Response {
  const { method, state, body } = asking;
  if (method === "GET") return name === "" ? list(asking, projectKey) : unknownRoute(asking);
  const refusal = invalidInput(asking, { name, projectKey }) ?? projectRefusal(state, body[projectKey]);
  if (refusal !== undefined) return refusal;
  const environment = textIn(body, "environment") ?? "";
  const path = textIn(body, "secretPath") ?? "/";
  if (!hasFolder(state, environment, path))
    return problem(
      404,
      "CreateSecret",
      `Folder with path '${path}' in environment with slug '${environment}' not found`,
    );
  return write(asking, { name, environment, path });
}

/** What zod says, as a list. `:` and `/` are refused for new names alone. */
function invalidInput({ method, body }: Asking, { name, projectKey }: OfSecrets): Response | undefined {
  if (name.trim() === "") return validation("secretName", "String must contain at least 1 character(s)");
  if (method === "POST" && /[:/]/.test(name))
    return validation("secretName", "Secret name cannot contain colon or forward slash.");
  const required = [projectKey, "environment", ...(method === "POST" ? ["secretValue"] : [])];
  const missing = required.find((field) => textIn(body, field) === undefined);
  return missing === undefined ? undefined : validation(missing, "Required");
}

function validation(field: string, message: string): Response {
  return problem(422, "ValidationFailure", [{ code: "custom", message, path: [field] }]);
}

function write(asking: Asking, { name, environment, path }: Omit<Row, "comment">): Response {
  const { method, state, body } = asking;
  const index = state.rows.findIndex(
    (row) => row.name === name && row.environment === environment && row.path === path,
  );
  const before = state.rows[index];
  if (method === "POST" && before !== undefined) return problem(400, "BadRequest", "Secret already exist");
  if (method !== "POST" && before === undefined) return problem(404, "NotFound", `Secret with name ${name} not found`);
  if (state.rights === "read")
    return problem(403, "PermissionDenied", `You are not allowed to ${method.toLowerCase()} on secrets`);
  if (state.needsApproval.has(environment))
    return Response.json({ approval: { id: "approval", slug: "abc", status: "open", hasMerged: false } });
  const sent = textIn(body, "secretComment");
  const comment = sent?.trim() ?? before?.comment ?? "";
  const row = { name, environment, path, comment };
  if (index >= 0) state.rows.splice(index, 1);
  if (method !== "DELETE") state.rows.push(row);
  // The comment that comes back is the one that was sent, and the value always is.
  const echo = { ...row, comment: sent === undefined ? "" : comment };
  return Response.json({
    secret: secretRow(echo, { value: textIn(body, "secretValue") ?? "the value that was", isHidden: false }),
  });
}

/** A service token with one scope is answered from there, whatever it asks for. */
function list({ state, query, token }: Asking, projectKey: string): Response {
  const [scope, ...others] = token.startsWith("st.") ? state.serviceToken.scopes : [];
  const only = scope !== undefined && others.length === 0 && !scope.secretPath.includes("*") ? scope : undefined;
  const environment = only?.environment ?? query.get("environment") ?? "";
  const path = only?.secretPath ?? query.get("secretPath") ?? "/";
  if (query.get("environment") === null) return problem(400, "BadRequest", "Missing project id or environment");
  const refusal = only === undefined ? projectRefusal(state, query.get(projectKey)) : undefined;
  if (refusal !== undefined) return refusal;
  if (state.closed.has(environment))
    return problem(403, "PermissionDenied", "You are not allowed to describeSecret on secrets");
  const asksFor = (later: string, earlier: string) => query.get(state.hasLaterNames ? later : earlier) === "true";
  if (state.hasLaterNames && query.get("expandSecretReferences") !== "false")
    return problem(403, "PermissionDenied", "You are attempting to reference secrets that you may not read");
  // An unknown environment or folder is answered like an empty one.
  const rows = state.rows.filter((row) => row.environment === environment && row.path === path);
  const isHidden = state.version === "v4" ? query.get("viewSecretValue") === "false" : undefined;
  const shown = rows.map((row) => secretRow(row, { value: state.valueOf(row), isHidden }));
  const overrides = rows
    .filter(({ name }) => state.overrides.has(name))
    .filter(() => !state.hasLaterNames || query.get("includePersonalOverrides") !== "false")
    .map((row) => ({ ...secretRow(row, { value: state.valueOf(row), isHidden: false }), type: "personal" }));
  const imported = (state.imports.get(environment) ?? []).map((name) =>
    secretRow({ name, environment, path: "/shared", comment: "" }, { value: "imported", isHidden }),
  );
  const imports =
    imported.length === 0 || !asksFor("includeImports", "include_imports")
      ? []
      : [{ secretPath: "/shared", environment, secrets: imported }];
  return Response.json({ secrets: [...shown, ...overrides], imports });
}

function textIn(body: Asking["body"], key: string): string | undefined {
  const text = body[key];
  return typeof text === "string" ? text : undefined;
}

const at = "2026-01-01T00:00:00.000Z";

function secretRow(
  { name, environment, path, comment }: Row,
  { value, isHidden }: { readonly value: string; readonly isHidden: boolean | undefined },
) {
  return {
    id: `${environment}-${name}`,
    workspace: "project",
    environment,
    version: 1,
    type: "shared",
    secretKey: name,
    secretValue: isHidden === true ? "<hidden-by-infisical>" : value,
    ...(isHidden === undefined ? {} : { secretValueHidden: isHidden }),
    secretComment: comment,
    secretPath: path,
    tags: [],
    createdAt: at,
    updatedAt: at,
  };
}

const sample: readonly FakeSecret[] = [
  { name: "DATABASE_URL", environments: ["dev", "prod"], description: "The main database" },
  { name: "STRIPE_KEY", environments: ["dev"], description: "Payments" },
  { name: "SENTRY_DSN", environments: ["prod"] },
];

// By hand: npx tsx test/fakes/infisicalServer.ts --port 8787 --version v3
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" }, version: { type: "string" } } });
  const version = values.version === "v3" ? "v3" : "v4";
  void startInfisical(sample, { version, port: Number(values.port ?? 8787) }).then(({ account, state }) => {
    console.log(`Infisical (${version}) listens at ${account.endpoint} and has the project ${state.project.id}`);
    console.log(`Client ID ${state.clientId}, client secret ${state.clientSecrets.join()}`);
    console.log(`Or one of these tokens: ${[...state.tokens].join(", ")}`);
  });
}
