import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Identity } from "../../shared/secret";
import { readConditions } from "./conditions";
import { etagOf, toSecret } from "./contents";
import type { StoredSecret } from "./contents";
import type { Stamp } from "./edits";
import { addEnvironment, deleteEnvironment, deleteSecret, patchSecret, putSecret } from "./edits";
import { limits } from "./limits";
import { pageOf } from "./paging";
import type { Outcome } from "./problem";
import { done, invalid, problemResponse, refused } from "./problem";
import { readChange, readEnvironment, readReplacement } from "./requests";
import type { SecretStore } from "./secretStore";

export interface SecretsApiOptions {
  readonly store: SecretStore;
  /** Who a token belongs to. Without it everybody who can call the service is its owner. */
  readonly authenticate?: (token: string | undefined) => Outcome<Identity> | Promise<Outcome<Identity>>;
  readonly now?: () => Date;
}

interface Variables {
  readonly Variables: { identity: Identity };
}

type Call = Context<Variables>;

/** The Secrets API of `openapi.json` over a store. No route reads a value. */
export function createSecretsApi({ store, authenticate = owner, now = () => new Date() }: SecretsApiOptions) {
  const stamp = (): Stamp => ({ now: now().toISOString(), version: randomBytes(12).toString("base64url") });
  const api = new Hono<Variables>();

  api.use(async (call, next) => {
    const identity = await authenticate(tokenOf(call));
    if (identity.kind === "refused") return problemResponse(identity.problem);
    if (call.req.method !== "GET" && !identity.value.canWrite)
      return problemResponse({ code: "forbidden", detail: "This token may read names, not write." });
    call.set("identity", identity.value);
    await next();
    call.res.headers.set("cache-control", "no-store");
    return undefined;
  });
  api.use(bodyLimit({ maxSize: limits.maxBodyBytes, onError: () => respond(tooLarge) }));

  api.get("/v1/me", (call) => call.json(call.get("identity")));

  api.get("/v1/environments", async (call) =>
    respond(await store.read(), ({ environments }) => call.json({ items: environments, nextCursor: null })),
  );
  api.post("/v1/environments", async (call) => {
    const environment = readEnvironment(await readBody(call));
    if (environment.kind === "refused") return respond(environment);
    return respond(await store.change(addEnvironment(environment.value)), (added) => call.json(added, 201));
  });
  api.delete("/v1/environments/:id", async (call) =>
    respond(await store.change(deleteEnvironment(call.req.param("id"))), () => call.body(null, 204)),
  );

  api.get("/v1/secrets", async (call) => {
    const contents = await store.read();
    if (contents.kind === "refused") return respond(contents);
    return respond(
      pageOf(contents.value, (name) => call.req.query(name)),
      (page) => call.json(page),
    );
  });
  api.get("/v1/secrets/:name", async (call) => {
    const contents = await store.read();
    if (contents.kind === "refused") return respond(contents);
    const secret = contents.value.secrets.get(call.req.param("name"));
    return secret === undefined ? respond(refused("not-found", "There is no such secret.")) : tell(call, secret);
  });
  api.put("/v1/secrets/:name", async (call) => {
    const name = call.req.param("name");
    if (!limits.namePattern.test(name)) return respond(invalid("/name", `A name takes ${limits.nameRule}.`));
    const replacement = readReplacement(await readBody(call));
    if (replacement.kind === "refused") return respond(replacement);
    const request = { ...replacement.value, name, conditions: conditionsOf(call) };
    return respond(await store.change(putSecret(request, stamp())), ({ secret, created }) => {
      if (created) call.header("location", `/v1/secrets/${name}`);
      return tell(call, secret, created ? 201 : 200);
    });
  });
  api.patch("/v1/secrets/:name", async (call) => {
    const change = readChange(await readBody(call));
    if (change.kind === "refused") return respond(change);
    const request = { ...change.value, name: call.req.param("name"), conditions: conditionsOf(call) };
    return respond(await store.change(patchSecret(request, stamp())), (secret) => tell(call, secret));
  });
  api.delete("/v1/secrets/:name", async (call) => {
    const { name, environment } = { name: call.req.param("name"), environment: call.req.query("environment") };
    const request = { name, environment, conditions: conditionsOf(call) };
    return respond(await store.change(deleteSecret(request, stamp())), () => call.body(null, 204));
  });

  api.notFound(() => respond(refused("not-found", "There is no such route.")));
  // The error itself is not told: whatever it says may quote what was sent.
  api.onError(() => respond(refused("storage", "The service failed unexpectedly.")));
  return api;
}

const tooLarge = refused("too-large", `A request has at most ${limits.maxBodyBytes} bytes.`);

function owner(): Outcome<Identity> {
  return done({ name: "you", project: "", canWrite: true });
}

function tokenOf(call: Call): string | undefined {
  return /^Bearer +(\S+)$/i.exec(call.req.header("authorization") ?? "")?.[1];
}

/** A body that is no JSON is refused like one of the wrong shape. */
async function readBody(call: Call): Promise<unknown> {
  try {
    return await call.req.json<unknown>();
  } catch {
    return undefined;
  }
}

function conditionsOf(call: Call) {
  return readConditions((name) => call.req.header(name));
}

function tell(call: Call, secret: StoredSecret, status: 200 | 201 = 200): Response {
  call.header("etag", etagOf(secret));
  return call.json(toSecret(secret), status);
}

function respond<T>(outcome: Outcome<T>, succeed?: (value: T) => Response): Response {
  if (outcome.kind === "refused") return problemResponse(outcome.problem);
  return succeed?.(outcome.value) ?? new Response(null, { status: 204 });
}
