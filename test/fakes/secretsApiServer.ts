import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { createSecretsApi } from "../../server/embedded/app";
import type { Outcome } from "../../server/embedded/problem";
import { done, refused } from "../../server/embedded/problem";
import type { Identity } from "../../shared/secret";
import type { Faults, Service } from "./faults";
import { withFaults } from "./faults";
import type { Seed } from "./memoryStore";
import { createMemoryStore } from "./memoryStore";

export interface SecretsApiServerOptions {
  /** Who each token belongs to. */
  readonly tokens: Readonly<Record<string, Identity>>;
  readonly seed?: readonly Seed[];
  /** On the loopback interface; any free one by default. */
  readonly port?: number;
}

/** What arrived at a server, as a test looks at it. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** The Secrets API over HTTP on loopback, behind tokens. */
export interface SecretsApiServer {
  readonly url: string;
  /** Tokens may be added and taken away at any time. */
  readonly tokens: Map<string, Identity>;
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  readonly stop: () => Promise<void>;
}

/** Starts a server that keeps names in memory and values nowhere, but for `requests`. */
export async function startSecretsApiServer(options: SecretsApiServerOptions): Promise<SecretsApiServer> {
  const tokens = new Map(Object.entries(options.tokens));
  const faults: Faults = { fault: undefined, times: 0 };
  const requests: ReceivedRequest[] = [];
  const service = createTokenService(tokens, options.seed);
  const handler = withFaults(service, faults);
  const server = serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    fetch: async (request: Request) => {
      requests.push(await received(request.clone()));
      return handler(request);
    },
  });
  await new Promise((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    faults,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

/** The Secrets API as it answers to these tokens only. */
export function createTokenService(tokens: ReadonlyMap<string, Identity>, seed: readonly Seed[] = []): Service {
  const authenticate = (token: string | undefined): Outcome<Identity> => {
    const identity = token === undefined ? undefined : tokens.get(token);
    return identity === undefined ? refused("unauthorized", "The token is unknown or has expired.") : done(identity);
  };
  const api = createSecretsApi({ store: createMemoryStore(seed), authenticate });
  return (request) => api.fetch(request);
}

async function received(request: Request): Promise<ReceivedRequest> {
  const { pathname, search } = new URL(request.url);
  const authorization = request.headers.get("authorization") ?? undefined;
  return { method: request.method, path: pathname + search, authorization, body: await request.text() };
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
