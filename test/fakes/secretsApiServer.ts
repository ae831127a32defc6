import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createSecretsApi } from "../../server/embedded/app";
import type { Outcome } from "../../server/embedded/problem";
import { done, problemResponse, refused } from "../../server/embedded/problem";
import type { Identity } from "../../shared/secret";
import type { StartFakeService } from "./fakeService";
import type { FakeServer } from "./fakeServer";
import { startFakeServer } from "./fakeServer";
import type { Service } from "./faults";
import type { MemoryStore, Seed } from "./memoryStore";
import { createMemoryStore } from "./memoryStore";

export interface SecretsApiServerOptions {
  /** Who each token belongs to. */
  readonly tokens: Readonly<Record<string, Identity>>;
  readonly seed?: readonly Seed[];
  /** On the loopback interface; any free one by default. */
  readonly port?: number;
}

/** The Secrets API over HTTP on loopback, behind tokens. */
export interface SecretsApiServer extends FakeServer {
  /** Tokens may be added and taken away at any time. */
  readonly tokens: Map<string, Identity>;
}

/** Starts a server that keeps names in memory and values nowhere, but for `requests`. */
export async function startSecretsApiServer(options: SecretsApiServerOptions): Promise<SecretsApiServer> {
  const tokens = new Map(Object.entries(options.tokens));
  return { ...(await startFakeServer(createTokenService(tokens, options.seed), options.port)), tokens };
}

/** The same as the contract of providers wants it. */
export const startFakeSecretsApi: StartFakeService = async (seed) => {
  const token = "token-of-the-tests";
  const tokens = new Map<string, Identity>();
  const allow = (rights: "write" | "read" | "nothing"): void => {
    tokens.clear();
    tokens.set(token, { name: "Tester", project: "tests", canWrite: rights === "write" });
    mayRead = rights !== "nothing";
  };
  let mayRead = true;
  allow("write");
  const store = createMemoryStore(seed);
  const api = createTokenApi(tokens, store);
  const server = await startFakeServer((request) =>
    mayRead ? api(request) : problemResponse({ code: "forbidden", detail: "The token may not read names." }),
  );
  return {
    ...server,
    account: { provider: "secretsApi", endpoint: server.url },
    credential: { kind: "token", token },
    environments: ["development", "production"],
    names: store.environments,
    allow,
    expire: () => {
      tokens.clear();
    },
  };
};

/** The Secrets API as it answers to these tokens only. */
export function createTokenService(tokens: ReadonlyMap<string, Identity>, seed: readonly Seed[] = []): Service {
  return createTokenApi(tokens, createMemoryStore(seed));
}

function createTokenApi(tokens: ReadonlyMap<string, Identity>, store: MemoryStore): Service {
  const authenticate = (token: string | undefined): Outcome<Identity> => {
    const identity = token === undefined ? undefined : tokens.get(token);
    return identity === undefined ? refused("unauthorized", "The token is unknown or has expired.") : done(identity);
  };
  const api = createSecretsApi({ store, authenticate });
  return (request) => api.fetch(request);
}

const sample: readonly Seed[] = [
  { name: "DATABASE_URL", description: "The main database", hasDefault: true, environments: ["production"] },
  { name: "STRIPE_KEY", description: "Payments", environments: ["development"], visibility: "restricted" },
  { name: "PLATFORM_TOKEN", description: "Kept by the platform", hasDefault: true, managed: true },
];

// By hand: npx tsx test/fakes/secretsApiServer.ts --port 8787 --token anything
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" }, token: { type: "string" } } });
  const token = values.token ?? "token";
  const tokens = { [token]: { name: "By hand", project: "sample", canWrite: true } };
  void startSecretsApiServer({ tokens, seed: sample, port: Number(values.port ?? 8787) }).then(({ url }) => {
    console.log(`The Secrets API listens at ${url} and knows one token: ${token}`);
  });
}
