import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Credential } from "../../shared/account";
import type { FakeServer } from "./fakeServer";
import { startFakeServer } from "./fakeServer";
import type { FakeSecret, FakeService } from "./fakeService";
import type { Answer, VaultStore } from "./vaultStore";
import { createVaultStore, refusal } from "./vaultStore";

/** Vault or OpenBao as a test meets it. */
export interface VaultServer extends FakeService {
  readonly store: VaultStore;
  readonly seal: () => void;
  /** Takes a capability from the token, wherever the path begins like this. */
  readonly deny: (capability: string, path: string) => void;
  /** The role that may sign in, and how long its tokens last, in seconds. */
  readonly role: { readonly id: string; secret: string; seconds: number };
  /** Every token of the role is refused from now on. */
  readonly endRoleTokens: () => void;
  /** Requests outside of this namespace find nothing. */
  readonly setNamespace: (namespace: string) => void;
  /** How long the user's token lasts still, out of how much; 0 for ever. */
  readonly setTimeLeft: (seconds: number, outOf: number) => void;
}

interface State {
  readonly store: VaultStore;
  readonly tokens: Set<string>;
  readonly roleTokens: Set<string>;
  readonly denied: { readonly capability: string; readonly path: string }[];
  readonly role: VaultServer["role"];
  rights: "write" | "read" | "nothing";
  isSealed: boolean;
  namespace: string;
  timeLeft: readonly [number, number];
  made: number;
}

const userToken = "hvs.token_of_the_tests";
const mount = "secret";

/** Starts Vault or OpenBao on loopback. It keeps names, versions and descriptions, and values nowhere but in `requests`. */
export async function startVault(
  seed: readonly FakeSecret[] = [],
  { flavour = "vault", port = 0 }: { readonly flavour?: VaultStore["flavour"]; readonly port?: number } = {},
): Promise<VaultServer> {
  const state = createState(seed, flavour);
  const server: FakeServer = await startFakeServer((request) => answerTo(request, state), port);
  const credential: Credential = { kind: "token", token: userToken };
  const become = (change: Partial<State>) => {
    Object.assign(state, change);
  };
  return {
    account: { provider: "vault", endpoint: server.url, project: mount },
    credential,
    environments: ["development", "production"],
    faults: server.faults,
    requests: server.requests,
    names: () => state.store.names(mount),
    allow: (rights) => {
      become({ rights });
    },
    expire: () => {
      state.tokens.clear();
      state.roleTokens.clear();
      state.role.secret = "";
    },
    stop: server.stop,
    store: state.store,
    seal: () => {
      become({ isSealed: true });
    },
    deny: (capability, path) => {
      state.denied.push({ capability, path });
    },
    role: state.role,
    endRoleTokens: () => {
      state.roleTokens.clear();
    },
    setNamespace: (namespace) => {
      become({ namespace });
    },
    setTimeLeft: (seconds, outOf) => {
      become({ timeLeft: [seconds, outOf] });
    },
  };
}

function createState(seed: readonly FakeSecret[], flavour: VaultStore["flavour"]): State {
  const store = createVaultStore(flavour);
  for (const { name, environments, description } of seed)
    for (const environment of environments)
      store.add(`${mount}/${environment === "/" ? "" : `${environment}/`}${name}`, description);
  return {
    store,
    tokens: new Set([userToken]),
    roleTokens: new Set(),
    denied: [],
    role: { id: "role-of-the-tests", secret: "secret-id-of-the-tests", seconds: 1200 },
    rights: "write",
    isSealed: false,
    namespace: "",
    timeLeft: [0, 0],
    made: 0,
  };
}

async function answerTo(request: Request, state: State): Promise<Response> {
  const answer = await answerOf(request, state);
  if (answer.body === undefined) return new Response(null, { status: answer.status });
  return Response.json(answer.body, { status: answer.status, headers: { "cache-control": "no-store" } });
}

/** The body of a request as far as it is JSON of the right type. */
type Body = Readonly<Record<string, unknown>>;

async function answerOf(request: Request, state: State): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url);
  // As Go does: what was written as %2F is a slash from here on.
  const path = decodeURIComponent(pathname.slice("/v1/".length));
  if (state.isSealed) return refusal(503, "Vault is sealed");
  if ((request.headers.get("x-vault-namespace") ?? "") !== state.namespace)
    return refusal(404, `no handler for route "${path}"`);
  if (path.includes("..")) return refusal(400, "relative paths not supported");
  const text = await request.text();
  const body = text === "" ? {} : (JSON.parse(text) as Body);
  if (path === "auth/approle/login") return logIn(body, state);
  const token = request.headers.get("x-vault-token") ?? "";
  const isKnown = state.tokens.has(token) || state.roleTokens.has(token);
  if (token === "") return refusal(400, "missing client token");
  if (!isKnown) return unknownToken(state);
  const isListing = request.method === "GET" && searchParams.get("list") === "true";
  const full = isListing && !path.endsWith("/") ? `${path}/` : path;
  const operation = isListing ? "list" : request.method.toLowerCase();
  const own = ownAnswer({ path, body, token, operation }, state);
  if (own !== undefined) return own;
  const capability = state.store.capabilityFor(operation, full);
  if (!capabilitiesAt(full, state).includes(capability)) return refusal(403, permissionDenied);
  if (operation === "patch" && request.headers.get("content-type") !== "application/merge-patch+json")
    return refusal(415, "PATCH requires Content-Type of application/merge-patch+json");
  return state.store.answer({ operation, path: full, query: searchParams, body });
}

const permissionDenied = "1 error occurred:\n\t* permission denied\n\n";

/** Newer Vaults say what is wrong with it; OpenBao and older ones do not. */
function unknownToken({ store }: State): Answer {
  const isPlain = store.flavour !== "vault";
  return refusal(
    403,
    isPlain ? "permission denied" : "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n",
  );
}

function logIn(body: Body, state: State): Answer {
  const { id, secret, seconds } = state.role;
  if (typeof body["secret_id"] !== "string") return refusal(400, "missing secret_id");
  if (body["role_id"] !== id || body["secret_id"] !== secret || secret === "")
    return refusal(400, "invalid role or secret ID");
  const token = `hvs.role_token_${++state.made}`;
  state.roleTokens.add(token);
  const auth = {
    client_token: token,
    accessor: "a",
    policies: ["default", "app"],
    lease_duration: seconds,
    renewable: true,
  };
  return { status: 200, body: { request_id: "r", lease_id: "", data: null, auth } };
}

interface Own {
  readonly path: string;
  readonly body: Body;
  readonly token: string;
  readonly operation: string;
}

/** What the server itself answers, outside of any store. Anybody with a token may ask it, if a policy does not forbid it. */
function ownAnswer({ path, body, token, operation }: Own, state: State): Answer | undefined {
  if (path === "sys/internal/ui/mounts") return mountsOf(state);
  if (path === "sys/internal/ui/resultant-acl") return resultantAcl(state);
  if (!path.startsWith("sys/") && !path.startsWith("auth/")) return undefined;
  const capability = operation === "get" ? "read" : "update";
  if (state.denied.some((rule) => rule.capability === capability && path.startsWith(rule.path)))
    return refusal(403, permissionDenied);
  switch (path) {
    case "auth/token/lookup-self":
      return ok(lookup(token, state));
    case "auth/token/renew-self":
      state.timeLeft = [state.timeLeft[1], state.timeLeft[1]];
      return {
        status: 200,
        body: { auth: { client_token: token, lease_duration: state.timeLeft[1], renewable: true } },
      };
    case "auth/token/revoke-self":
      state.roleTokens.delete(token);
      return { status: 204, body: undefined };
    case "sys/capabilities-self": {
      const paths = body["paths"] as readonly string[];
      const known = Object.fromEntries(paths.map((one) => [one, capabilitiesAt(one, state)]));
      return ok({ ...known, ...(paths.length === 1 ? { capabilities: known[paths[0] ?? ""] } : {}) });
    }
    default:
      return refusal(404, `no handler for route "${path}". route entry not found.`);
  }
}

function ok(data: unknown): Answer {
  return { status: 200, body: { request_id: "r", lease_id: "", renewable: false, lease_duration: 0, data } };
}

function lookup(token: string, { roleTokens, timeLeft: [ttl, creation] }: State) {
  const name = roleTokens.has(token) ? "approle" : "token-ada";
  return {
    id: token,
    display_name: name,
    policies: ["default"],
    ttl,
    creation_ttl: creation,
    renewable: ttl > 0,
    num_uses: 0,
  };
}

function mountsOf({ store, rights }: State): Answer {
  const secret = Object.fromEntries(
    [...store.mounts].map(([path, { type, version }]) => [
      `${path}/`,
      { type, description: "", options: version === undefined ? null : { version: String(version) }, uuid: "u" },
    ]),
  );
  return ok({ auth: { "token/": { type: "token", options: null } }, secret: rights === "nothing" ? {} : secret });
}

/** Where there are rules about metadata of a mount, they are about these folders alone. */
function resultantAcl({ store, denied }: State): Answer {
  const isLimited = denied.some(({ capability, path }) => capability === "list" && path === `${mount}/metadata/`);
  const globs = isLimited
    ? [`${mount}/metadata/apps/shop/`, `${mount}/data/apps/shop/`]
    : [...store.mounts.keys()].map((path) => `${path}/`);
  const rules = globs.map((path) => [path, { capabilities: path.includes("/data/") ? ["create"] : ["list"] }] as const);
  return ok({
    root: false,
    exact_paths: { "sys/mounts": { capabilities: ["read"] } },
    glob_paths: Object.fromEntries(rules),
  });
}

function capabilitiesAt(path: string, { rights, denied }: State): readonly string[] {
  const all = ["create", "delete", "list", "patch", "read", "update"];
  const isData = /^[^/]+(?:\/kv)?\/data\//.test(path);
  const granted = rights === "write" ? all : rights === "read" && !isData ? ["list", "read"] : [];
  const left = granted.filter(
    (one) => !denied.some(({ capability, path: start }) => capability === one && path.startsWith(start)),
  );
  return left.length === 0 ? ["deny"] : left;
}

const sample: readonly FakeSecret[] = [
  { name: "OPENAI_API_KEY", environments: ["development", "production"], description: "For GPT calls" },
  { name: "DATABASE_URL", environments: ["development"] },
  { name: "STRIPE_SECRET_KEY", environments: ["production"], description: "Payments" },
];

// By hand: npx tsx test/fakes/vaultServer.ts --port 8200
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  void startVault(sample, { port: Number(values.port ?? 8200) }).then(({ account, role }) => {
    console.log(`Vault listens at ${account.endpoint} and knows one token: ${userToken}`);
    console.log(`Its AppRole is ${role.id} with the secret ID ${role.secret}; names are in the mount ${mount}.`);
  });
}
