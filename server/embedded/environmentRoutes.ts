import type { Api } from "./call";
import { changeStore, readBody, respond } from "./call";
import { addEnvironment, deleteEnvironment } from "./edits";
import { unknownCursor } from "./paging";
import { readEnvironment } from "./requests";
import type { SecretStore } from "./secretStore";

/** Lists, adds and removes environments. */
export function addEnvironmentRoutes(api: Api, store: SecretStore): void {
  api.get("/v1/environments", async (call) => {
    // They fit on one page, so that no cursor was ever given out.
    if (call.req.query("cursor") !== undefined) return respond(unknownCursor);
    return respond(await store.read(), ({ environments }) => call.json({ items: environments, nextCursor: null }));
  });

  api.post("/v1/environments", async (call) => {
    const environment = readEnvironment(await readBody(call));
    if (environment.kind === "refused") return respond(environment);
    return respond(await changeStore(call, store, addEnvironment(environment.value)), (added) => {
      call.header("location", `/v1/environments/${added.id}`);
      return call.json(added, 201);
    });
  });

  api.delete("/v1/environments/:id", async (call) => {
    return respond(await changeStore(call, store, deleteEnvironment(call.req.param("id"))));
  });
}
