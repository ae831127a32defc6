import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Credential } from "../../shared/account";
import type { FakeServer } from "./fakeServer";
import { startFakeServer } from "./fakeServer";
import type { FakeSecret, FakeService } from "./fakeService";
import type { Identifier, SignInDesk } from "./inferenceShSignIn";
import { createSignInDesk } from "./inferenceShSignIn";

/** How answers are wrapped; all three are alive at inference.sh. */
export type Shape = "bare" | "data" | "success";

/** inference.sh as a test meets it. */
export interface InferenceShServer extends FakeService {
  /** The shape of every answer from now on. */
  readonly shape: (shape: Shape) => void;
  /** An older deployment knows `GET /secrets` alone, not `POST /secrets/list`. */
  readonly becomeOlder: () => void;
  /** What the platform holds besides: names that no user sees in a list. */
  readonly addHidden: (name: string, scope: "internal" | "system") => void;
  /** Every part of the sign-in with the browser. */
  readonly desk: SignInDesk;
}

/** The key that is accepted at first. */
const apiKey = "inf_key_of_the_tests";
const environment = "team";

/** Starts inference.sh on loopback. It keeps names, and values nowhere but in `requests`. */
export async function startInferenceSh(seed: readonly FakeSecret[] = [], port = 0): Promise<InferenceShServer> {
  const state = createState(seed);
  const desk = createSignInDesk(() => server.url);
  const server: FakeServer = await startFakeServer(
    async (request) => (await desk.answer(request)) ?? answerOf(request, state, desk.identify),
    port,
  );
  const credential: Credential = { kind: "token", token: apiKey };
  return {
    account: { provider: "inferenceSh", endpoint: server.url },
    credential,
    environments: [environment, environment],
    faults: server.faults,
    requests: server.requests,
    names: () => new Map([...state.secrets.values()].filter(isListed).map(({ key }) => [key, [environment]])),
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      state.keys.clear();
      desk.expire();
    },
    shape: (shape) => {
      state.shape = shape;
    },
    becomeOlder: () => {
      state.isOlder = true;
    },
    addHidden: (key, scope) => {
      state.secrets.set(key, newSecret({ key, description: "" }, scope));
    },
    desk,
    stop: server.stop,
  };
}

/** A secret as the service tells of it. There is no field for a value, and `masked_value` shows what such a thing may show. */
interface StoredSecret {
  readonly id: string;
  readonly short_id: string;
  readonly key: string;
  readonly masked_value: string;
  readonly description: string;
  readonly scope: "team" | "internal" | "system";
  readonly credential_id: string;
  readonly visibility: string;
  readonly created_at: string;
  readonly updated_at: string;
}

interface State {
  readonly secrets: Map<string, StoredSecret>;
  readonly keys: Set<string>;
  rights: "write" | "read" | "nothing";
  shape: Shape;
  isOlder: boolean;
}

function createState(seed: readonly FakeSecret[]): State {
  const secrets = seed.map(({ name, description = "" }) => newSecret({ key: name, description }));
  return {
    secrets: new Map(secrets.map((secret) => [secret.key, secret])),
    keys: new Set([apiKey]),
    rights: "write",
    shape: "bare",
    isOlder: false,
  };
}

let made = 0;

function newSecret(
  { key, description }: { readonly key: string; readonly description: string },
  scope: StoredSecret["scope"] = "team",
): StoredSecret {
  const id = `secret_${++made}`;
  const at = "2026-01-01T00:00:00Z";
  const rest = { credential_id: "", visibility: "team", created_at: at, updated_at: at };
  return { id, short_id: `s${made}`, key, masked_value: "sk-…abcd", description, scope, ...rest };
}

function isListed({ scope }: StoredSecret): boolean {
  return scope === "team";
}

/** An answer before it is wrapped: a resource, or a problem. */
type Answer =
  | { readonly kind: "resource"; readonly status?: number; readonly body: unknown }
  | {
      readonly kind: "problem";
      readonly status: number;
      readonly code: string;
      readonly detail: string;
      readonly meta?: object;
    };

async function answerOf(request: Request, state: State, identify: Identifier): Promise<Response> {
  const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const isKnown = state.keys.has(token) || identify(token);
  const answer = isKnown ? await routed(request, state) : problem(401, "unauthorized", "Invalid or missing API key");
  return wrapped(answer, state.shape);
}

async function routed(request: Request, state: State): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  const body = text === "" ? {} : objectIn(text);
  if (body === undefined) return problem(400, "invalid_request", "The body is no JSON object");
  const key = /^\/secrets\/([^/]+)$/.exec(pathname)?.[1];
  const route = `${request.method} ${key === undefined || pathname === "/secrets/list" ? pathname : "/secrets/:key"}`;
  const scope = needed[route];
  if (scope === undefined) return problem(404, "not_found", `No route for ${route}`);
  if (!mayDo(scope, state.rights)) return refusedRight(scope, state.rights);
  const name = key === undefined ? "" : decodeURIComponent(key);
  switch (route) {
    case "GET /me":
      return resource({
        user: { id: "user_1", full_name: "Ada Tester", email: "ada@example.com" },
        team: { id: "team_1", name: "Tests", username: "tests" },
      });
    case "GET /secrets":
      return page(state, { cursor: searchParams.get("cursor"), limit: Number(searchParams.get("limit") ?? 20) });
    case "POST /secrets/list":
      if (state.isOlder) return problem(404, "not_found", "No such route");
      return page(state, { cursor: textIn(body, "cursor") ?? null, limit: Number(body["limit"] ?? 20) });
    case "POST /secrets":
      return create(state, body);
    case "PUT /secrets/:key":
      return update(state, name, body);
    case "DELETE /secrets/:key":
      return remove(state, name);
    case "POST /credentials/check":
      return check(state, body);
    default:
      return problem(404, "not_found", `No route for ${route}`);
  }
}

type Scope = "any" | "secrets:read" | "secrets:write";

const needed: Readonly<Record<string, Scope>> = {
  "GET /me": "any",
  "GET /secrets": "secrets:read",
  "POST /secrets/list": "secrets:read",
  "POST /secrets": "secrets:write",
  "PUT /secrets/:key": "secrets:write",
  "DELETE /secrets/:key": "secrets:write",
  "POST /credentials/check": "secrets:read",
};

function mayDo(scope: Scope, rights: State["rights"]): boolean {
  if (rights === "nothing") return false;
  return scope !== "secrets:write" || rights === "write";
}

/** Who may read but not write lacks the role; who may do nothing lacks the scope. */
function refusedRight(scope: Scope, rights: State["rights"]): Answer {
  if (rights === "read") return problem(403, "team_role_required", "This needs the role admin");
  if (scope === "any") return problem(403, "forbidden", "Insufficient permissions");
  return { ...problem(403, "insufficient_scope", `Missing scope ${scope}`), meta: { required_scope: scope } };
}

/** However much is asked for, no page is longer. */
const longestPage = 100;

function page(
  { secrets }: State,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Answer {
  const all = [...secrets.values()].filter(isListed);
  const start = cursor === null || cursor === "" ? 0 : Number(Buffer.from(cursor, "base64url").toString());
  if (!Number.isInteger(start) || start > all.length) return problem(400, "invalid_request", "Invalid cursor");
  const size = Math.min(limit, longestPage);
  const end = start + size;
  const hasNext = end < all.length;
  return resource({
    // What Go makes of an empty slice.
    items: all.length === 0 ? null : all.slice(start, end),
    next_cursor: hasNext ? Buffer.from(String(end)).toString("base64url") : "",
    prev_cursor: "",
    has_next: hasNext,
    has_previous: start > 0,
    items_per_page: size,
    total_items: all.length,
  });
}

const reserved = new Set(["STRIPE_SECRET_KEY", "SMTP_PASSWORD", "TURNSTILE_SECRET_KEY", "STORAGE_ACCESS_KEY_SECRET"]);

function create({ secrets }: State, body: Body): Answer {
  const key = textIn(body, "key");
  if (!key) return problem(400, "validation_error", "key is required");
  if (!textIn(body, "value")) return problem(400, "validation_error", "value is required");
  if (reserved.has(key)) return problem(400, "validation_error", `${key} is a reserved secret key`);
  if (secrets.has(key)) return problem(409, "already_exists", "A secret with this key already exists");
  const secret = newSecret({ key, description: textIn(body, "description") ?? "" });
  secrets.set(key, secret);
  return resource(secret, 201);
}

function update({ secrets }: State, key: string, body: Body): Answer {
  const before = secrets.get(key);
  if (before === undefined || !isListed(before)) return problem(404, "not_found", "Secret not found");
  if (!textIn(body, "value")) return problem(400, "validation_error", "value is required");
  const description = textIn(body, "description") ?? before.description;
  const after = { ...before, description, updated_at: "2026-01-02T00:00:00Z" };
  secrets.set(key, after);
  return resource(after);
}

function remove({ secrets }: State, key: string): Answer {
  const before = secrets.get(key);
  if (before === undefined || !isListed(before)) return problem(404, "not_found", "Secret not found");
  secrets.delete(key);
  return resource({ success: true });
}

function check({ secrets }: State, body: Body): Answer {
  const asked = (Array.isArray(body["secrets"]) ? body["secrets"] : []) as readonly {
    key?: string;
    optional?: boolean;
  }[];
  const errors = asked
    .filter(({ key = "", optional }) => optional !== true && !secrets.has(key))
    .map(({ key }) => ({
      type: "secret",
      key,
      message: `missing required secret: ${key}`,
      action: { type: "add_secret" },
    }));
  return resource({ satisfied: errors.length === 0, ...(errors.length === 0 ? {} : { errors }) });
}

function resource(body: unknown, status = 200): Answer {
  return { kind: "resource", status, body };
}

function problem(status: number, code: string, detail: string) {
  return { kind: "problem", status, code, detail } as const;
}

const rateLimit = { "x-ratelimit-remaining": "99", "x-ratelimit-reset": "1767225600" };

function wrapped(answer: Answer, shape: Shape): Response {
  if (answer.kind === "resource")
    return Response.json(inShape(answer, shape), { status: answer.status ?? 200, headers: rateLimit });
  const { status, code, detail, meta } = answer;
  if (shape === "success") {
    const error = { code, message: detail, ...(meta && { meta }) };
    return Response.json({ success: false, status, error }, { status, headers: rateLimit });
  }
  const body = { type: `https://api.inference.sh/errors/${code}`, title: code, status, detail, ...(meta && { meta }) };
  const type = { "content-type": "application/problem+json" };
  return Response.json(body, { status, headers: { ...rateLimit, ...type } });
}

function inShape({ status = 200, body }: Extract<Answer, { kind: "resource" }>, shape: Shape): unknown {
  switch (shape) {
    case "bare":
      return body;
    case "data":
      return { data: body, messages: [{ level: "info", code: "hello", message: "A message from the service" }] };
    case "success":
      // A pre-flight is never wrapped in this one.
      return typeof body === "object" && body !== null && "satisfied" in body
        ? body
        : { success: true, status, data: body };
  }
}

type Body = Readonly<Record<string, unknown>>;

function objectIn(text: string): Body | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Body) : undefined;
  } catch {
    return undefined;
  }
}

function textIn(body: Body, key: string): string | undefined {
  const text = body[key];
  return typeof text === "string" ? text : undefined;
}

const sample: readonly FakeSecret[] = [
  { name: "OPENAI_API_KEY", environments: [environment], description: "For GPT calls" },
  { name: "HF_TOKEN", environments: [environment], description: "Gated models" },
  { name: "DATABASE_URL", environments: [environment] },
];

// By hand: npx tsx test/fakes/inferenceShServer.ts --port 8787
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  void startInferenceSh(sample, Number(values.port ?? 8787)).then(({ account }) => {
    console.log(`inference.sh listens at ${account.endpoint} and knows one API key: ${apiKey}`);
    console.log("A sign-in with the browser is confirmed by opening its page.");
  });
}
