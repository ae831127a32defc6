import { createPublicKey, createVerify, generateKeyPairSync, randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startFakeServer } from "./fakeServer";
import type { FakeSecret, FakeService } from "./fakeService";

/** Google as a test meets it: its sign-in, its projects, and Secret Manager, all at one address. */
export interface GoogleServer extends FakeService {
  /** A token that is accepted, for whoever does not sign in with a key. */
  readonly token: string;
  /** What is kept of a secret; undefined when there is none. */
  readonly describe: (name: string) => StoredSecret | undefined;
  /** As if somebody else had noted something down with it, or taken that away. */
  readonly annotate: (name: string, annotations: Readonly<Record<string, string>>) => void;
  /** Values cannot be added from now on, although names can. */
  readonly refuseVersions: () => void;
}

/** A secret as the service keeps it here: without its value. */
export interface StoredSecret {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly created: string;
  readonly versions: number;
}

interface State {
  readonly secrets: Map<string, StoredSecret>;
  readonly tokens: Set<string>;
  rights: "write" | "read" | "nothing";
  isKeyKnown: boolean;
  takesVersions: boolean;
  changes: number;
}

const project = "inline-tests";
const email = `tester@${project}.iam.gserviceaccount.com`;
/** Small, because it keeps nothing safe. */
const keys = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Starts Google on loopback. It keeps names, and values nowhere but in `requests`. */
export async function startGoogle(seed: readonly FakeSecret[] = [], port = 0): Promise<GoogleServer> {
  const token = "token-of-the-tests";
  const state: State = {
    secrets: new Map(),
    tokens: new Set([token]),
    rights: "write",
    isKeyKnown: true,
    takesVersions: true,
    changes: 0,
  };
  for (const { name, description } of seed) {
    const annotations: Record<string, string> = description === undefined ? {} : { description };
    state.secrets.set(name, newSecret(state, { name, annotations, versions: 1 }));
  }
  const server = await startFakeServer((request) => answer(request, state), port);
  const profile = writeKey(server.url);
  return {
    account: { provider: "googleSecretManager", endpoint: server.url, project },
    credential: { kind: "machine", profile },
    environments: [project, project],
    faults: server.faults,
    requests: server.requests,
    names: () => new Map([...state.secrets.keys()].map((name) => [name, [project]])),
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      state.tokens.clear();
      state.isKeyKnown = false;
    },
    token,
    describe: (name) => state.secrets.get(name),
    annotate: (name, annotations) => {
      const before = state.secrets.get(name);
      state.secrets.set(name, { ...newSecret(state, { name, annotations, versions: before?.versions ?? 1 }) });
    },
    refuseVersions: () => {
      state.takesVersions = false;
    },
    stop: async () => {
      rmSync(profile, { force: true });
      await server.stop();
    },
  };
}

/** A key file of a service account, as the console lets one download it. */
function writeKey(url: string): string {
  const path = join(tmpdir(), `inline-secrets-google-${randomUUID()}.json`);
  const key = {
    type: "service_account",
    project_id: project,
    private_key_id: "key-1",
    private_key: keys.privateKey,
    client_email: email,
    token_uri: `${url}/token`,
  };
  writeFileSync(path, JSON.stringify(key), { mode: 0o600 });
  return path;
}

function newSecret(state: State, given: Pick<StoredSecret, "name" | "annotations" | "versions">): StoredSecret {
  const change = (++state.changes).toString(16).padStart(14, "0");
  return { ...given, etag: `"${change}"`, created: "2026-01-01T00:00:00.123456Z" };
}

type Json = Readonly<Record<string, unknown>>;

async function answer(request: Request, state: State): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  if (pathname === "/token") return tokenFor(new URLSearchParams(text), request.url, state);
  if (!state.tokens.has(request.headers.get("authorization")?.replace(/^Bearer /, "") ?? ""))
    return problem(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", "ACCESS_TOKEN_EXPIRED");
  if (pathname === "/v3/projects:search") return projects();
  const [, asked = "", name, verb] =
    /^\/v1\/projects\/([^/]+)\/secrets(?:\/([\w-]+))?(?::(\w+))?$/.exec(pathname) ?? [];
  if (asked === "") return problem(404, "NOT_FOUND", "Method not found.");
  if (asked !== project)
    return problem(403, "PERMISSION_DENIED", `Permission denied on resource project ${asked}.`, "CONSUMER_INVALID");
  const body = text === "" ? {} : (JSON.parse(text) as Json);
  const route = `${request.method} ${name === undefined ? "secrets" : "secret"}${verb === undefined ? "" : `:${verb}`}`;
  const permission = permissions[route];
  if (permission === undefined) return problem(404, "NOT_FOUND", "Method not found.");
  const isAllowed = state.rights === "write" || (state.rights === "read" && route === "GET secrets");
  if (!isAllowed || (verb === "addVersion" && !state.takesVersions))
    return problem(
      403,
      "PERMISSION_DENIED",
      `Permission '${permission}' denied for resource 'projects/${project}' (or it may not exist).`,
      "IAM_PERMISSION_DENIED",
    );
  return name === undefined
    ? request.method === "GET"
      ? listSecrets(state, searchParams)
      : createSecret(state, searchParams.get("secretId") ?? "", body)
    : changeSecret(state, { name, route, body, searchParams });
}

const permissions: Readonly<Record<string, string>> = {
  "GET secrets": "secretmanager.secrets.list",
  "POST secrets": "secretmanager.secrets.create",
  "PATCH secret": "secretmanager.secrets.update",
  "DELETE secret": "secretmanager.secrets.delete",
  "POST secret:addVersion": "secretmanager.versions.add",
};

/** RFC 7523: the key of the service account has signed for itself. */
function tokenFor(form: URLSearchParams, url: string, state: State): Response {
  const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
  const verify = createVerify("RSA-SHA256").update(`${header}.${claims}`);
  const isSigned = verify.verify(createPublicKey(keys.publicKey), signature, "base64url");
  const {
    iss,
    aud,
    exp = 0,
  } = isSigned
    ? (JSON.parse(Buffer.from(claims, "base64url").toString()) as { iss?: string; aud?: string; exp?: number })
    : {};
  const isMeant = aud === url || aud === "https://oauth2.googleapis.com/token";
  const isRight = state.isKeyKnown && iss === email && isMeant && exp * 1000 > Date.now();
  const isAsked = form.get("grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer";
  if (!isSigned || !isRight || !isAsked)
    return Response.json({ error: "invalid_grant", error_description: "Invalid JWT Signature." }, { status: 400 });
  const token = `ya29.${randomUUID()}`;
  state.tokens.add(token);
  return Response.json({ access_token: token, expires_in: 3599, token_type: "Bearer" });
}

function projects(): Response {
  const one = { name: "projects/111122223333", projectId: project, displayName: "Tests", state: "ACTIVE" };
  return Response.json({ projects: [one, { ...one, projectId: "another", displayName: "another" }] });
}

function problem(code: number, status: string, message: string, reason?: string): Response {
  const details =
    reason === undefined
      ? {}
      : { details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com" }] };
  return Response.json({ error: { code, message, status, ...details } }, { status: code });
}

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets#Secret */
function told({ name, annotations, etag, created }: StoredSecret): Json {
  return {
    name: `projects/111122223333/secrets/${name}`,
    replication: { automatic: {} },
    createTime: created,
    etag,
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

function listSecrets({ secrets }: State, query: URLSearchParams): Response {
  const size = Math.min(Number(query.get("pageSize") ?? 25_000) || 25_000, 25_000);
  const part = query.get("filter")?.replace(/^name:/, "") ?? "";
  const found = [...secrets.values()].filter(({ name }) => name.includes(part));
  const start = Number(query.get("pageToken")?.replace(/^page-/, "") ?? 0);
  if (Number.isNaN(start)) return problem(400, "INVALID_ARGUMENT", "The page token is invalid.");
  const end = start + size;
  return Response.json({
    ...(found.length === 0 ? {} : { secrets: found.slice(start, end).map(told) }),
    ...(end < found.length ? { nextPageToken: `page-${end}` } : {}),
    totalSize: found.length,
  });
}

function createSecret(state: State, name: string, body: Json): Response {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    return problem(
      400,
      "INVALID_ARGUMENT",
      "The provided Secret ID [secret_id] does not match the expected format [[a-zA-Z_0-9]+]",
    );
  if (body["replication"] === undefined) return problem(400, "INVALID_ARGUMENT", "The replication field is required.");
  if (state.secrets.has(name))
    return problem(409, "ALREADY_EXISTS", `Secret [projects/111122223333/secrets/${name}] already exists.`);
  const secret = newSecret(state, { name, annotations: annotationsIn(body), versions: 0 });
  state.secrets.set(name, secret);
  return Response.json(told(secret));
}

interface Change {
  readonly name: string;
  readonly route: string;
  readonly body: Json;
  readonly searchParams: URLSearchParams;
}

function changeSecret(state: State, { name, route, body, searchParams }: Change): Response {
  const secret = state.secrets.get(name);
  if (secret === undefined)
    return problem(404, "NOT_FOUND", `Secret [projects/111122223333/secrets/${name}] not found.`);
  if (route === "POST secret:addVersion") return addVersion(state, secret, body);
  const etag = route === "DELETE secret" ? searchParams.get("etag") : body["etag"];
  // https://cloud.google.com/secret-manager/docs/etags
  if (typeof etag === "string" && etag !== secret.etag)
    return problem(400, "FAILED_PRECONDITION", `The provided etag ${etag} does not match the current etag.`);
  if (route === "DELETE secret") {
    state.secrets.delete(name);
    return Response.json({});
  }
  if (searchParams.get("updateMask") !== "annotations")
    return problem(400, "INVALID_ARGUMENT", "The update mask is required.");
  const changed = newSecret(state, { ...secret, annotations: annotationsIn(body) });
  state.secrets.set(name, changed);
  return Response.json(told(changed));
}

/** "Updating a secret version doesn't affect the secret ETag." */
function addVersion({ secrets }: State, secret: StoredSecret, body: Json): Response {
  const { data } = (body["payload"] ?? {}) as { readonly data?: string };
  if (data === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(data))
    return problem(400, "INVALID_ARGUMENT", "Invalid value at 'payload.data' (TYPE_BYTES)");
  if (Buffer.from(data, "base64").length > 65_536)
    return problem(400, "INVALID_ARGUMENT", "The secret payload exceeds the limit of 65536 bytes.");
  const versions = secret.versions + 1;
  secrets.set(secret.name, { ...secret, versions });
  return Response.json({
    name: `projects/111122223333/secrets/${secret.name}/versions/${versions}`,
    createTime: secret.created,
    state: "ENABLED",
    etag: `"${versions}"`,
  });
}

function annotationsIn(body: Json): Readonly<Record<string, string>> {
  return (body["annotations"] ?? {}) as Readonly<Record<string, string>>;
}

const sample: readonly FakeSecret[] = [
  { name: "DATABASE_URL", environments: [project], description: "The main database" },
  { name: "STRIPE_KEY", environments: [project] },
];

// By hand: npx tsx test/fakes/googleServer.ts --port 8791
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  void startGoogle(sample, Number(values.port ?? 8791)).then(({ account, credential }) => {
    console.log(`Google Secret Manager listens at ${account.endpoint}, project ${project}, and knows one key:`);
    console.log(credential.kind === "machine" ? credential.profile : "");
  });
}
