import type { Api, Call } from "./call";
import { changeStore, readBody, respond } from "./call";
import type { Conditions } from "./conditions";
import { readConditions } from "./conditions";
import type { StoredSecret } from "./contents";
import { etagOf, toSecret } from "./contents";
import type { Stamp } from "./edits";
import { deleteSecret, patchSecret, putSecret } from "./edits";
import { limits } from "./limits";
import { pageOf } from "./paging";
import { invalid, refused } from "./problem";
import { readChange, readReplacement } from "./requests";
import type { SecretStore } from "./secretStore";

/** Lists names, and writes values that no route reads. */
export function addSecretRoutes(api: Api, store: SecretStore, stamp: () => Stamp): void {
  addReadingRoutes(api, store);

  api.put("/v1/secrets/:name", async (call) => {
    const name = call.req.param("name");
    if (!limits.namePattern.test(name)) return respond(invalid("/name", `A name takes ${limits.nameRule}.`));
    const replacement = readReplacement(await readBody(call));
    if (replacement.kind === "refused") return respond(replacement);
    const request = { ...replacement.value, name, conditions: conditionsOf(call) };
    return respond(await changeStore(call, store, putSecret(request, stamp())), ({ secret, created }) => {
      if (created) call.header("location", `/v1/secrets/${name}`);
      return tell(call, secret, created ? 201 : 200);
    });
  });

  api.patch("/v1/secrets/:name", async (call) => {
    const change = readChange(await readBody(call));
    if (change.kind === "refused") return respond(change);
    const request = { ...change.value, name: call.req.param("name"), conditions: conditionsOf(call) };
    return respond(await changeStore(call, store, patchSecret(request, stamp())), (secret) => tell(call, secret));
  });

  api.delete("/v1/secrets/:name", async (call) => {
    const { name, environment } = { name: call.req.param("name"), environment: call.req.query("environment") };
    return respond(
      await changeStore(call, store, deleteSecret({ name, environment, conditions: conditionsOf(call) }, stamp())),
    );
  });
}

function addReadingRoutes(api: Api, store: SecretStore): void {
  api.get("/v1/secrets", async (call) => {
    const contents = await store.read();
    if (contents.kind === "refused") return respond(contents);
    const page = pageOf(contents.value, (name) => call.req.query(name));
    return respond(page, (found) => call.json(found));
  });

  api.get("/v1/secrets/:name", async (call) => {
    const contents = await store.read();
    if (contents.kind === "refused") return respond(contents);
    const secret = contents.value.secrets.get(call.req.param("name"));
    return secret === undefined ? respond(refused("not-found", "There is no such secret.")) : tell(call, secret);
  });
}

function conditionsOf(call: Call): Conditions {
  return readConditions((name) => call.req.header(name));
}

function tell(call: Call, secret: StoredSecret, status: 200 | 201 = 200): Response {
  call.header("etag", etagOf(secret));
  return call.json(toSecret(secret), status);
}
