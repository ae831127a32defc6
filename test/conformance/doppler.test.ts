import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { DopplerSDK } from "@dopplerhq/node-sdk";
import type { DopplerServer } from "../fakes/dopplerServer";
import { startDoppler } from "../fakes/dopplerServer";
import { personalToken } from "../fakes/dopplerState";

/** Doppler's own client, pointed at our fake: what it takes for Doppler may stand in for Doppler in the other tests. */
describe("Doppler's own client", () => {
  let doppler: DopplerServer;
  let client: DopplerSDK;

  const clientWith = (accessToken: string): DopplerSDK => {
    const made = new DopplerSDK({ accessToken });
    made.setBaseUrl(doppler.account.endpoint);
    return made;
  };

  beforeEach(async () => {
    doppler = await startDoppler([{ name: "DATABASE_URL", environments: ["dev", "prd"] }]);
    client = clientWith(personalToken);
  });
  afterEach(() => doppler.stop());

  it("is told whose token it has", async () => {
    const me = await client.auth.me();
    assert.deepEqual([me.type_, me.name, me.workplace?.name], ["personal", "Ada", "Acme"]);
  });

  it("lists projects, configs and names in the fields that it knows", async () => {
    const { projects } = await client.projects.list({ perPage: 100 });
    assert.deepEqual(
      projects?.map(({ id }) => id),
      ["blog", "shop"],
    );
    const { configs, page } = await client.configs.list("shop", { page: 1, perPage: 2 });
    assert.deepEqual([page, configs?.map(({ name }) => name)], [1, ["dev", "dev_ada"]]);
    assert.deepEqual(configs?.[0]?.root, true);
    // It cannot ask without the managed ones: it leaves out a parameter that is false.
    const { names } = await client.secrets.names("shop", "dev");
    assert.deepEqual(
      new Set(names),
      new Set(["DOPPLER_CONFIG", "DOPPLER_ENVIRONMENT", "DOPPLER_PROJECT", "DATABASE_URL"]),
    );
  });

  it("creates, changes, renames and deletes by change requests", async () => {
    const place = { project: "shop", config: "dev" };
    const change = { name: "NEW", originalName: "", value: "v" };
    const { secrets } = await client.secrets.update({ ...place, change_requests: [change] });
    assert.ok(secrets !== undefined && "NEW" in secrets);
    await client.secrets.update({ ...place, change_requests: [{ name: "NEWER", originalName: "NEW", value: "v" }] });
    assert.deepEqual([...doppler.names().keys()], ["DATABASE_URL", "NEWER"]);
    await client.secrets.update({
      ...place,
      change_requests: [{ name: "NEWER", originalName: "NEWER", value: "", shouldDelete: true }],
    });
    await client.secrets.update({ ...place, secrets: { OLD_WAY: "v" } });
    assert.deepEqual([...doppler.names().keys()], ["DATABASE_URL", "OLD_WAY"]);
  });

  it("deletes by a route of its own", async () => {
    // It sends a body without saying how long it is, which ends the connection at a server of Node.js: its answer is lost.
    await client.secrets.delete("shop", "dev", "DATABASE_URL").catch(() => undefined);
    while (doppler.names().get("DATABASE_URL")?.includes("dev") === true) await setImmediate();
    const [request] = doppler.requests;
    assert.equal(
      `${request?.method} ${request?.path}`,
      "DELETE /v3/configs/config/secret?project=shop&config=dev&name=DATABASE_URL",
    );
  });

  it("writes a note", async () => {
    const written = await client.secrets.updateNote({ project: "shop", secret: "DATABASE_URL", note: "The database" });
    assert.deepEqual(written.note, "The database");
  });

  it("takes each refusal for what it is", async () => {
    const refusals = [
      [() => clientWith("dp.pt.unknown").auth.me(), 401],
      [() => client.configs.list("nowhere"), 400],
      [() => client.secrets.names("shop", "moon"), 404],
      [() => client.secrets.update({ project: "shop", config: "dev", secrets: { lower: "v" } }), 400],
    ] as const;
    for (const [ask, statusCode] of refusals) await assert.rejects(ask, { statusCode });
    doppler.state.allowed = 0;
    await assert.rejects(client.auth.me(), { statusCode: 429 });
  });
});
