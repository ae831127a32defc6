import assert from "node:assert/strict";
import { expectDone, expectFailure, listAll, signal } from "../../../conformance/contract/opened";
import { newSecret, seed, to, useVaults } from "./opened";

describe("Vault", () => {
  const start = useVaults();

  describe("descriptions", () => {
    for (const [flavour, mayPatch] of [
      ["vault", true],
      ["vault", false],
      ["openBao", true],
      ["openBao", false],
    ] as const)
      it(`leave all else that is said of a name, at ${flavour} ${mayPatch ? "by a patch" : "without one"}`, async () => {
        const { server, provider, store } = await start(seed, flavour);
        store.add("secret/production/GAMMA", "Old", { owner: "ada" });
        if (!mayPatch) server.deny("patch", "secret/metadata/");
        const change = { name: "GAMMA", etag: '{"production":1}', description: "New" };
        assert.equal(expectDone(await provider.updateSecret(change, signal)).description, "New");
        assert.deepEqual(store.customOf("secret/production/GAMMA"), { owner: "ada", description: "New" });
        assert.equal(expectDone(await provider.updateSecret({ ...change, description: "" }, signal)).description, "");
        assert.deepEqual(store.customOf("secret/production/GAMMA"), { owner: "ada" });
        assert.equal(store.versionOf("secret/production/GAMMA"), 1);
      });

    it("come with a new name, and are set in each environment that has it", async () => {
      const { provider, store } = await start();
      const secret = { ...newSecret("NEW", ["development", "production"]), description: "Said" };
      assert.equal(expectDone(await provider.createSecret(secret, signal)).description, "Said");
      for (const place of ["development", "production"])
        assert.deepEqual(store.customOf(`secret/${place}/NEW`), { description: "Said" });
    });

    it("are not claimed to be kept by a Vault that is too old for them", async () => {
      const { provider } = await start(seed, "older");
      const change = { name: "BETA", etag: '{"production":1}', description: "New" };
      const failure = expectFailure(await provider.updateSecret(change, signal), "storage");
      assert.match(failure.message, /too old to keep descriptions/);
      assert.equal(failure.partly, undefined);
      const value = { text: "v", target: to(["production"]) };
      assert.equal(expectFailure(await provider.updateSecret({ ...change, value }, signal), "storage").partly, true);
      const created = await provider.createSecret({ ...newSecret("NEW", ["production"]), description: "New" }, signal);
      assert.equal(expectFailure(created, "storage").partly, true);
    });

    it("are held to the version that was looked at, and to what Vault takes", async () => {
      const { provider, store } = await start();
      const change = { name: "BETA", etag: '{"production":1}', description: "x".repeat(513) };
      const failure = expectFailure(await provider.updateSecret(change, signal), "invalid");
      assert.equal(failure.field, "description");
      assert.match(failure.message, /length of value for key "description" is 513 but must be/);
      store.touch("secret/production/BETA");
      expectFailure(await provider.updateSecret({ ...change, description: "New" }, signal), "changedMeanwhile");
    });

    it("say where they are changed already when another environment refuses", async () => {
      const { server, provider, store } = await start();
      store.add("secret/development/BETA");
      server.deny("patch", "secret/metadata/production");
      server.deny("update", "secret/metadata/production");
      const change = { name: "BETA", etag: '{"development":1,"production":1}', description: "New" };
      const { message, partly } = expectFailure(await provider.updateSecret(change, signal), "forbidden");
      assert.match(message, / It is done in development\.$/);
      assert.equal(partly, true);
    });

    it("need rights that are told by name", async () => {
      const { server, provider } = await start();
      await listAll(provider);
      server.deny("patch", "secret/metadata/");
      server.deny("read", "secret/metadata/");
      const result = await provider.updateSecret(
        { name: "BETA", etag: '{"production":1}', description: "New" },
        signal,
      );
      const { message } = expectFailure(result, "forbidden");
      assert.match(
        message,
        /needs the capability "patch", or "read" and "update", on secret\/metadata\/production\/BETA/,
      );
    });
  });
});
