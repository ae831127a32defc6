import { randomBytes } from "node:crypto";
import { Hono } from "hono/tiny";
import { bodyLimit } from "hono/body-limit";
import type { Identity } from "../../shared/secret";
import type { Api, Call } from "./call";
import { respond } from "./call";
import { addEnvironmentRoutes } from "./environmentRoutes";
import { limits } from "./limits";
import type { Outcome } from "./problem";
import { done, refused } from "./problem";
import { addSecretRoutes } from "./secretRoutes";
import type { SecretStore } from "./secretStore";

export interface SecretsApiOptions {
  readonly store: SecretStore;
  /** Who a token belongs to. Without it everybody who can call the service is its owner. */
  readonly authenticate?: (token: string | undefined) => Outcome<Identity> | Promise<Outcome<Identity>>;
  readonly now?: () => Date;
}

/** The Secrets API of `openapi.json` over a store. No route reads a value. */
export function createSecretsApi({ store, authenticate = owner, now = () => new Date() }: SecretsApiOptions): Api {
  const api: Api = new Hono();
  api.use(async (call, next) => {
    const identity = await authenticate(tokenOf(call));
    if (identity.kind === "refused") return respond(identity);
    if (call.req.method !== "GET" && !identity.value.canWrite) return respond(readOnly);
    call.set("identity", identity.value);
    await next();
    call.res.headers.set("cache-control", "no-store");
    return undefined;
  });
  api.use(bodyLimit({ maxSize: limits.maxBodyBytes, onError: () => respond(tooLarge) }));

  api.get("/v1/me", (call) => call.json(call.get("identity")));
  addEnvironmentRoutes(api, store);
  addSecretRoutes(api, store, () => ({
    now: now().toISOString(),
    version: randomBytes(12).toString("base64url"),
  }));

  api.notFound(() => respond(refused("not-found", "There is no such route.")));
  // The error itself is not told: whatever it says may quote what was sent.
  api.onError(() => respond(refused("storage", "The service failed unexpectedly.")));
  return api;
}

const readOnly = refused("forbidden", "This token may read names, not write.");
const tooLarge = refused("too-large", `A request has at most ${limits.maxBodyBytes} bytes.`);

function owner(): Outcome<Identity> {
  return done({ name: "you", project: "", canWrite: true });
}

function tokenOf(call: Call): string | undefined {
  return /^Bearer +(\S+)$/i.exec(call.req.header("authorization") ?? "")?.[1];
}
