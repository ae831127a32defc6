import assert from "node:assert/strict";
import { expectDone, expectFailure, listAll, signal } from "../../../conformance/contract/opened";
import { answer, newSecret, open, seed, to, useVaults, value } from "./opened";

describe("Vault", () => {
  const start = useVaults();

  describe("writing", () => {
    it("is held to the version that was looked at, in every environment", async () => {
      const { server, provider, store } = await start();
      const [alpha] = await listAll(provider);
      store.touch("secret/production/ALPHA");
      const change = { name: "ALPHA", etag: alpha?.etag ?? "", value: { text: value, target: to(["production"]) } };
      expectFailure(await provider.updateSecret(change, signal), "changedMeanwhile");
      const other = {
        ...change,
        name: "BETA",
        etag: '{"production":1}',
        value: { text: value, target: to(["development"]) },
      };
      store.add("secret/development/BETA");
      expectFailure(await provider.updateSecret(other, signal), "changedMeanwhile");
      store.deleteSoftly("secret/production/BETA");
      const gone = { ...other, value: { text: value, target: to(["production"]) } };
      expectFailure(await provider.updateSecret(gone, signal), "changedMeanwhile");
      const nobodyLooked = expectDone(await provider.updateSecret({ ...change, etag: "" }, signal));
      assert.equal(nobodyLooked.etag, '{"development":1,"production":3}');
      expectDone(await provider.createSecret(newSecret("NEW", ["development", "production"]), signal));
      const bodies = server.requests
        .filter(({ body }) => body.includes(value))
        .map(({ body }) => JSON.parse(body) as object);
      assert.ok(bodies.length >= 6);
      assert.ok(
        bodies.every((body) => "options" in body && typeof (body.options as { cas: unknown }).cas === "number"),
      );
    });

    it("leaves other fields of a path as they are, unless it may not patch or cannot", async () => {
      for (const [flavour, mayPatch, fields] of [
        ["vault", true, ["value", "user"]],
        ["vault", false, ["value"]],
        ["older", true, ["value"]],
      ] as const) {
        const { server, provider, store } = await start(seed, flavour);
        store.touch("secret/production/BETA");
        if (!mayPatch) server.deny("patch", "secret/data/");
        const change = { name: "BETA", etag: '{"production":2}', value: { text: value, target: to(["production"]) } };
        expectDone(await provider.updateSecret(change, signal));
        assert.deepEqual([...store.fieldsOf("secret/production/BETA")].sort(), [...fields].sort());
      }
    });

    it("goes without a version where nobody may read one", async () => {
      const { server, provider, store } = await start();
      server.deny("read", "secret/metadata/");
      const [alpha] = await listAll(provider);
      assert.equal(alpha?.etag, '{"development":null,"production":null}');
      const change = { name: "ALPHA", etag: alpha.etag, value: { text: value, target: to(["production"]) } };
      const row = expectDone(await provider.updateSecret(change, signal));
      assert.deepEqual(row.environments, ["development", "production"]);
      assert.equal(store.versionOf("secret/production/ALPHA"), 2);
      answer(server, 403, { errors: [] }, 2);
      expectFailure(
        await provider.updateSecret({ ...change, etag: '{"production":1}' }, signal),
        "forbidden",
        "changedMeanwhile",
      );
      expectDone(await provider.deleteSecret({ name: "ALPHA", etag: alpha.etag }, signal));
      assert.ok(!server.names().has("ALPHA"));
    });

    it("says what is missing where a server insists on a version that nobody may read", async () => {
      const { server, provider } = await start();
      await listAll(provider);
      server.deny("read", "secret/metadata/");
      server.deny("patch", "secret/data/");
      const change = { name: "BETA", etag: "", value: { text: value, target: to(["production"]) } };
      const { endpoint } = server.account;
      const insisting: typeof fetch = async (input, init) =>
        init?.method === "POST" && new Request(input).url.includes("/data/")
          ? Response.json({ errors: ["check-and-set parameter required for this call"] }, { status: 400 })
          : fetch(input, init);
      const result = await open(server, { endpoint, fetch: insisting }).updateSecret(change, signal);
      assert.match(expectFailure(result, "forbidden").message, /needs the capability "read" on the metadata/);
    });

    it("looks at the rights for all environments before it writes to the first", async () => {
      const { server, provider } = await start();
      await listAll(provider);
      server.deny("create", "secret/data/production/");
      server.deny("update", "secret/data/production/");
      const result = await provider.createSecret(newSecret("NEW", ["development", "production"]), signal);
      const { message } = expectFailure(result, "forbidden");
      assert.match(
        message,
        /may not write to production\. It needs the capability "create" on secret\/data\/production\/NEW/,
      );
      assert.ok(!server.requests.some(({ body }) => body.includes(value)));
      server.deny("delete", "secret/metadata/production/");
      expectFailure(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal), "forbidden");
      assert.deepEqual(server.names().get("ALPHA"), ["development", "production"]);
    });

    it("says what was written when it fails half-way, and has it looked at again", async () => {
      const { provider } = await start();
      const result = await provider.createSecret(newSecret("BETA", ["development", "production"]), signal);
      const { message, partly } = expectFailure(result, "alreadyExists");
      assert.match(message, /^BETA was written to development, but: .* has BETA already\.$/);
      assert.equal(partly, true);
    });

    it("has no value for all folders at once, but for the only one", async () => {
      const { server, provider, store } = await start();
      const everywhere = { ...newSecret("NEW", []), target: { kind: "default" } } as const;
      expectFailure(await provider.createSecret(everywhere, signal), "invalid");
      store.add("secret/shop/ONLY");
      const shop = open(server, { folder: "/shop" });
      assert.deepEqual(expectDone(await shop.createSecret(everywhere, signal)).environments, ["/"]);
    });
  });

  describe("deleting", () => {
    it("takes a name out of the folders where it was seen, and leaves what was deleted softly", async () => {
      const { server, provider, store } = await start();
      store.deleteSoftly("secret/development/ALPHA");
      expectDone(await provider.deleteSecret({ name: "ALPHA", etag: '{"production":1}' }, signal));
      assert.deepEqual(
        [store.versionOf("secret/development/ALPHA"), store.versionOf("secret/production/ALPHA")],
        [1, 0],
      );
      assert.ok(!server.names().has("ALPHA"));
    });

    it("is held to what was looked at", async () => {
      const { server, provider, store } = await start();
      store.touch("secret/production/ALPHA");
      for (const environment of [{}, { environment: "production" }])
        for (const etag of ['{"development":1,"production":1}', '{"development":1}']) {
          const result = await provider.deleteSecret({ name: "ALPHA", etag, ...environment }, signal);
          expectFailure(result, "changedMeanwhile");
        }
      const gone = await provider.deleteSecret({ name: "BETA", etag: "", environment: "development" }, signal);
      assert.match(expectFailure(gone, "notFound").message, /has no BETA any more/);
      assert.deepEqual(server.names().get("ALPHA"), ["development", "production"]);
    });
  });
});
