import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startFakeServer } from "./fakeServer";
import type { FakeSecret, FakeService } from "./fakeService";

/** Azure Key Vault as a test meets it: one vault on loopback. */
export interface AzureServer extends FakeService {
  /** The versions of a secret, the current one last; also while it can be brought back. */
  readonly describe: (name: string) => readonly StoredVersion[];
  /** As if somebody else had made a version of it. */
  readonly add: (name: string, about: Partial<StoredVersion>) => void;
}

/** A version as the vault keeps it here: without its value. */
export interface StoredVersion {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly managed?: boolean;
}

interface Stored {
  readonly name: string;
  readonly versions: readonly StoredVersion[];
  readonly isDeleted: boolean;
}

interface State {
  /** By name in small letters: Azure does not tell names apart by capitals. */
  readonly secrets: Map<string, Stored>;
  readonly tokens: Set<string>;
  rights: "write" | "read" | "nothing";
  clock: number;
}

const claims = Buffer.from(JSON.stringify({ upn: "ada@example.com" })).toString("base64url");
const token = `e30.${claims}.signature-of-the-tests`;

/** Starts a vault. It keeps names, and values nowhere but in `requests`. */
export async function startAzure(seed: readonly FakeSecret[] = [], port = 0): Promise<AzureServer> {
  const state: State = { secrets: new Map(), tokens: new Set([token]), rights: "write", clock: 1_767_225_600 };
  for (const { name, description } of seed)
    addVersion(state, name, { tags: description === undefined ? {} : { description } });
  const server = await startFakeServer((request) => answer(request, state), port);
  const vault = new URL(server.url).host;
  return {
    account: { provider: "azureKeyVault", endpoint: server.url },
    credential: { kind: "token", token },
    environments: [vault, vault],
    faults: server.faults,
    requests: server.requests,
    names: () => new Map(present(state).map(({ name }) => [name, [vault]])),
    allow: (rights) => {
      state.rights = rights;
    },
    expire: () => {
      state.tokens.clear();
    },
    describe: (name) => state.secrets.get(name.toLowerCase())?.versions ?? [],
    add: (name, about) => {
      addVersion(state, name, about);
    },
    stop: server.stop,
  };
}

function present({ secrets }: State): readonly Stored[] {
  return [...secrets.values()].filter(({ isDeleted }) => !isDeleted);
}

function addVersion(state: State, name: string, about: Partial<StoredVersion>): StoredVersion {
  const at = ++state.clock;
  const version = { id: randomBytes(16).toString("hex"), created: at, updated: at, tags: {}, ...about };
  const before = state.secrets.get(name.toLowerCase());
  const versions = [...(before?.versions ?? []), version];
  state.secrets.set(name.toLowerCase(), { name: before?.name ?? name, versions, isDeleted: false });
  return version;
}

type Json = Readonly<Record<string, unknown>>;

async function answer(request: Request, state: State): Promise<Response> {
  const url = new URL(request.url);
  const text = await request.text();
  if (!state.tokens.has(request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "")) return challenge();
  if (!/^7\.[0-9]|^20\d\d-/.test(url.searchParams.get("api-version") ?? ""))
    return problem(400, "BadParameter", "The request URI does not contain an api-version.");
  const [, kind = "", name, version] =
    /^\/(secrets|deletedsecrets)(?:\/([^/]+))?(?:\/([^/]+))?\/?$/.exec(url.pathname) ?? [];
  if (kind === "") return problem(404, "NotFound", "The resource was not found.");
  const isList = request.method === "GET" && (name === undefined || version === "versions");
  if (state.rights === "nothing" || (state.rights === "read" && !isList))
    return forbidden(isList ? "readMetadata" : "setSecret");
  if (name === undefined)
    return listed(
      url,
      present(state).map((stored) => item(url, stored, false)),
    );
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name))
    return problem(
      400,
      "BadParameter",
      "The request URI contains an invalid name: the secret name does not match the pattern ^[0-9a-zA-Z-]+$.",
    );
  const body = text === "" ? {} : (JSON.parse(text) as Json);
  return about(state, { url, method: request.method, kind, name, version, body });
}

/** https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses */
function challenge(): Response {
  const sentence =
    'Bearer authorization="https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000", resource="https://vault.azure.net"';
  const body = { error: { code: "Unauthorized", message: "AKV10000: Request is missing a Bearer or PoP token." } };
  return Response.json(body, { status: 401, headers: { "www-authenticate": sentence } });
}

function problem(status: number, code: string, message: string, inner?: string): Response {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } };
  return Response.json({ error: { code, message, ...innererror } }, { status });
}

function forbidden(action: string): Response {
  const message = `Caller is not authorized to perform action on resource.\r\nAction: 'Microsoft.KeyVault/vaults/secrets/${action}/action'`;
  return problem(403, "Forbidden", message, "ForbiddenByRbac");
}

interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly kind: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly body: Json;
}

function about(state: State, asked: Asked): Response {
  const { url, method, kind, name, version, body } = asked;
  const stored = state.secrets.get(name.toLowerCase());
  if (kind === "deletedsecrets" && method === "GET" && stored?.isDeleted === true)
    return Response.json(deletedItem(url, stored, state));
  if (method === "PUT" && version === undefined) return set(state, asked, stored);
  if (stored === undefined || stored.isDeleted)
    return problem(404, "SecretNotFound", `A secret with (name/id) ${name} was not found in this key vault.`);
  if (method === "GET" && version === "versions")
    return listed(
      url,
      stored.versions.map((one) => item(url, { ...stored, versions: [one] }, true)),
    );
  if (method === "DELETE" && version === undefined) {
    state.secrets.set(name.toLowerCase(), { ...stored, isDeleted: true });
    return Response.json(deletedItem(url, stored, state));
  }
  const current = stored.versions.find(({ id }) => id === version);
  if (method === "PATCH" && current !== undefined) return patched(state, asked, { stored, current, body });
  return problem(405, "NotAllowed", "What would send a value is not there in the tests.");
}

function patched(
  state: State,
  { url, name }: Asked,
  { stored, current, body }: { readonly stored: Stored; readonly current: StoredVersion; readonly body: Json },
): Response {
  const next = { ...current, updated: ++state.clock, tags: tagsIn(body) ?? current.tags };
  const versions = stored.versions.map((one) => (one === current ? next : one));
  state.secrets.set(name.toLowerCase(), { ...stored, versions });
  return Response.json(item(url, { ...stored, versions: [next] }, true));
}

/** The vault answers with the value, as it does. */
function set(state: State, { url, name, body }: Asked, stored: Stored | undefined): Response {
  if (stored?.isDeleted === true)
    return problem(
      409,
      "Conflict",
      `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      "ObjectIsDeletedButRecoverable",
    );
  const { value, contentType } = body;
  if (typeof value !== "string") return problem(400, "BadParameter", "Property value is required.");
  if (Buffer.byteLength(value) > 25_600)
    return problem(400, "BadParameter", "The secret value exceeds the maximum size of 25600 bytes.");
  const tags = tagsIn(body) ?? {};
  if (Object.values(tags).some((tag) => tag.length > 256))
    return problem(400, "BadParameter", "The tag value exceeds 256 characters.");
  addVersion(state, name, { tags, ...(typeof contentType === "string" ? { contentType } : {}) });
  const now = state.secrets.get(name.toLowerCase());
  return Response.json({ value, ...(now === undefined ? {} : item(url, now, true)) });
}

function deletedItem(url: URL, stored: Stored, { clock }: State): Json {
  const recoveryId = `${url.origin}/deletedsecrets/${stored.name}`;
  return { ...item(url, stored, true), recoveryId, deletedDate: clock, scheduledPurgeDate: clock + 90 * 86_400 };
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets#secretitem */
function item({ origin }: URL, { name, versions }: Stored, isVersioned: boolean): Json {
  const current = versions.at(-1);
  if (current === undefined) return {};
  const { id, created, updated, tags, contentType, managed } = current;
  return {
    id: `${origin}/secrets/${name}${isVersioned ? `/${id}` : ""}`,
    attributes: { enabled: true, created, updated, recoveryLevel: "Recoverable+Purgeable", recoverableDays: 90 },
    tags,
    ...(contentType === undefined ? {} : { contentType }),
    ...(managed === true ? { managed: true } : {}),
  };
}

function listed(url: URL, items: readonly Json[]): Response {
  const size = Number(url.searchParams.get("maxresults") ?? 25);
  if (!(size >= 1 && size <= 25)) return problem(400, "BadParameter", "maxresults must be between 1 and 25.");
  const start = Number(url.searchParams.get("$skiptoken") ?? 0);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(start + size));
  const isMore = start + size < items.length;
  return Response.json({ value: items.slice(start, start + size), nextLink: isMore ? next.href : null });
}

function tagsIn({ tags }: Json): Readonly<Record<string, string>> | undefined {
  return tags as Readonly<Record<string, string>> | undefined;
}

const sample: readonly FakeSecret[] = [
  { name: "DATABASE-URL", environments: [], description: "The main database" },
  { name: "STRIPE-KEY", environments: [] },
];

// By hand: npx tsx test/fakes/azureServer.ts --port 8792
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  void startAzure(sample, Number(values.port ?? 8792)).then(({ account }) => {
    console.log(`Azure Key Vault listens at ${account.endpoint} and knows one token: ${token}`);
  });
}
