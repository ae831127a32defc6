import assert from "node:assert/strict";
import { expectDone, expectFailure, expectOk, listAll, signal } from "../../../conformance/contract/opened";
import { newSecret, open, useVaults } from "./opened";

describe("Vault", () => {
  const start = useVaults();

  describe("places", () => {
    it("offers the mounts of version 2, and tells plainly of one of version 1 or of another kind", async () => {
      const { server, provider } = await start();
      assert.deepEqual(
        expectOk(await provider.listProjects!(signal)).map(({ id }) => id),
        ["secret", "team/kv"],
      );
      for (const [project, kind, words] of [
        ["old", "invalid", /old at .* is a KV store of version 1, which keeps no versions/],
        ["transit", "invalid", /transit at .* is no KV store/],
        ["nowhere", "notFound", /has no mount nowhere that this token may see/],
      ] as const)
        for (const ask of ["listSecrets", "listFolders"] as const) {
          const other = open(server, { project });
          const result = await (ask === "listSecrets"
            ? other.listSecrets(undefined, signal)
            : other.listFolders!(signal));
          assert.match(expectFailure(result, kind).message, words);
        }
    });

    it("goes on listing for the others when somebody who waits for the folders, too, gives up", async () => {
      const { provider } = await start();
      const impatient = new AbortController();
      const leaving = provider.deleteSecret({ name: "BETA", etag: "" }, impatient.signal);
      const names = provider.listSecrets(undefined, signal);
      impatient.abort();
      expectFailure(await leaving, "cancelled");
      assert.equal(expectOk(await names).secrets.length, 2);
    });

    it("takes names from a mount whose path has a slash", async () => {
      const { server, store } = await start();
      store.add("team/kv/shop/production/GAMMA");
      const [row] = await listAll(open(server, { project: "team/kv", folder: "/shop" }));
      assert.deepEqual([row?.name, row?.environments], ["GAMMA", ["production"]]);
    });

    it("offers folders within folders, from wherever the token may list", async () => {
      const { server, provider, store } = await start();
      for (const folder of ["apps/shop/production", "apps/shop/staging", "apps/blog"])
        store.add(`secret/${folder}/KEY`);
      const ids = async () => expectOk(await provider.listFolders!(signal)).map(({ id }) => id);
      const all = ["/apps", "/apps/blog", "/apps/shop", "/apps/shop/production", "/apps/shop/staging"];
      assert.deepEqual(await ids(), [...all, "/development", "/production"]);
      server.deny("list", "secret/metadata/apps/blog/");
      assert.deepEqual(await ids(), [...all, "/development", "/production"]);
      server.deny("list", "secret/metadata/");
      assert.deepEqual(await ids(), ["/apps/shop"]);
    });

    const layouts: readonly [
      what: string,
      paths: readonly string[],
      folder: string,
      environments: readonly string[],
    ][] = [
      ["the folders below the account's", ["shop/a/X", "shop/b/X"], "/shop", ["a", "b"]],
      ["the account's folder where it has none", ["shop/X"], "/shop", ["/"]],
      ["both where both have names", ["X", "a/X"], "", ["/", "a"]],
      ["no folder further down, though what holds it", ["a/b/X"], "/", ["a"]],
      ["the top of a mount that is empty", [], "", ["/"]],
    ];
    for (const [what, paths, folder, environments] of layouts)
      it(`takes for environments ${what}`, async () => {
        const { server, store } = await start([]);
        for (const path of paths) store.add(`secret/${path}`);
        const provider = open(server, { folder });
        const ids = expectOk(await provider.listEnvironments(signal)).map(({ id }) => id);
        assert.deepEqual(ids, environments);
        const named = (await listAll(provider)).flatMap((secret) => secret.environments);
        assert.ok(named.every((id) => ids.includes(id)));
      });

    it("tells a folder that is not there from an empty mount, and makes it with the first name", async () => {
      const { server } = await start();
      const provider = open(server, { folder: "/shop" });
      const failure = expectFailure(await provider.listSecrets(undefined, signal), "notFound");
      assert.match(failure.message, /has no names at secret\/shop, nor folders with any/);
      expectDone(await provider.createSecret(newSecret("FIRST", ["/"]), signal));
      assert.deepEqual(
        (await listAll(provider)).map(({ name }) => name),
        ["FIRST"],
      );
    });

    it("takes a folder that it may not list for no environment, and says so where there is no other", async () => {
      const { server, provider } = await start();
      server.deny("list", "secret/metadata/production/");
      assert.deepEqual(expectOk(await provider.listEnvironments(signal)), [{ id: "development", name: "development" }]);
      assert.deepEqual(
        (await listAll(provider)).map(({ name, environments }) => [name, environments]),
        [["ALPHA", ["development"]]],
      );
      server.deny("list", "secret/metadata/development/");
      const failure = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
      assert.match(
        failure.message,
        /may not read names in development\. It needs the capability "list" on secret\/metadata\/development\//,
      );
    });

    it("asks for another folder where there are too many to be environments", async () => {
      const many = Array.from({ length: 51 }, (_, index) => ({ name: "KEY", environments: [`app${index}`] }));
      const { server, provider } = await start(many);
      assert.match(
        expectFailure(await provider.listSecrets(undefined, signal), "invalid").message,
        /has 51 folders at secret\//,
      );
      assert.equal(server.requests.length, 1);
    });

    it("goes to no path that a workspace could lead it to outside of the store", async () => {
      const { server } = await start();
      for (const place of [
        { folder: "/../../sys/policies/acl" },
        { folder: "/a/./b" },
        { project: ".." },
        { project: "secret/../sys" },
        { folder: "/a//b" },
      ]) {
        const provider = open(server, place);
        for (const result of [
          await provider.listSecrets(undefined, signal),
          await provider.createSecret(newSecret("X", ["/"]), signal),
          ...("project" in place ? [await provider.listFolders!(signal)] : []),
        ])
          expectFailure(result, "invalid");
      }
      expectFailure(await open(server).createSecret(newSecret("a/b", ["production"]), signal), "invalid");
      assert.deepEqual(server.requests, []);
    });
  });
});
