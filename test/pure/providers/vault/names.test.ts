import assert from "node:assert/strict";
import { expectDone, expectFailure, expectOk, listAll, signal } from "../../../conformance/contract/opened";
import type { Flavour } from "./opened";
import { answer, askedFor, newSecret, open, pathsTo, seed, to, useVaults, value } from "./opened";

describe("Vault", () => {
  const start = useVaults();

  describe("names", () => {
    const ways: readonly [flavour: Flavour, afterThe: string, requests: readonly string[]][] = [
      [
        "vault",
        "one by one",
        [
          "detailed-metadata/development",
          "metadata/development/ALPHA",
          "metadata/production/ALPHA",
          "metadata/production/BETA",
        ],
      ],
      ["openBao", "a folder at a time", ["detailed-metadata/development", "detailed-metadata/production"]],
    ];
    for (const [flavour, what, requests] of ways)
      it(`are there at once, and ${flavour} is asked about them ${what}`, async () => {
        const { server, provider } = await start(seed, flavour);
        const [first] = await Promise.all([provider.listSecrets(undefined, signal), provider.listEnvironments(signal)]);
        const page = expectOk(first);
        assert.deepEqual(
          page.secrets.map(({ name }) => name),
          ["ALPHA", "BETA"],
        );
        assert.equal(page.provisional, true);
        assert.deepEqual(askedFor(server), ["metadata", "metadata/development", "metadata/production"]);
        const rest = expectOk(await provider.listSecrets(page.nextCursor, signal));
        assert.deepEqual(askedFor(server).slice(3), requests);
        const rows = rest.secrets.map(({ name, environments, description, etag }) => [
          name,
          environments,
          description,
          etag,
        ]);
        assert.deepEqual(rows, [
          ["ALPHA", ["development", "production"], "First", '{"development":1,"production":1}'],
          ["BETA", ["production"], "", '{"production":1}'],
        ]);
        const before = server.requests.length;
        await listAll(provider);
        // What the server cannot do is not asked for again.
        assert.equal(server.requests.length - before, flavour === "vault" ? 6 : 5);
      });

    it("are there whatever the server warns of along with their metadata", async () => {
      const { server } = await start();
      const warning: typeof fetch = async (input, init) => {
        const answered = await fetch(input, init);
        if (!new Request(input).url.includes("/metadata/production/")) return answered;
        return Response.json({ ...((await answered.json()) as object), warnings: ["The license ends soon."] });
      };
      const names = (await listAll(open(server, { fetch: warning }))).map(({ name, environments }) => [
        name,
        environments,
      ]);
      assert.deepEqual(names, [
        ["ALPHA", ["development", "production"]],
        ["BETA", ["production"]],
      ]);
    });

    it("come by the page at OpenBao", async () => {
      const names = Array.from({ length: 1_100 }, (_, index) => ({
        name: `N_${1_000 + index}`,
        environments: ["production"],
      }));
      const { server, provider } = await start(names, "openBao");
      assert.deepEqual(
        (await listAll(provider)).map(({ name }) => name),
        names.map(({ name }) => name).sort(),
      );
      assert.deepEqual(
        pathsTo(server, "detailed-metadata").map(({ path }) => path.split("?")[1]),
        ["list=true&limit=500", "list=true&limit=500&after=N_1499", "list=true&limit=500&after=N_1999"],
      );
    });

    it("are not asked about one by one where they are many, and the user is told", async () => {
      const names = Array.from({ length: 250 }, (_, index) => ({ name: `N_${index}`, environments: ["production"] }));
      const { server, provider, store } = await start(names);
      store.deleteSoftly("secret/production/N_0");
      const page = expectOk(await provider.listSecrets(undefined, signal));
      const whole = expectOk(await provider.listSecrets(page.nextCursor, signal));
      assert.equal(whole.secrets.length, 249);
      assert.match(whole.notice ?? "", /has 249 names here.*descriptions are not shown/);
      assert.equal(server.requests.length, 3);
    });

    for (const flavour of ["vault", "openBao", "older"] as const) {
      it(`that were deleted softly are not set at ${flavour}, and can be added again`, async () => {
        const { provider, store } = await start(seed, flavour);
        store.deleteSoftly("secret/production/ALPHA");
        store.deleteSoftly("secret/production/BETA");
        assert.deepEqual(
          (await listAll(provider)).map(({ name, environments }) => [name, environments]),
          [["ALPHA", ["development"]]],
        );
        const written = expectDone(await provider.createSecret(newSecret("BETA", ["production"]), signal));
        assert.deepEqual([written.environments, written.etag], [["production"], '{"production":2}']);
        const change = { name: "ALPHA", etag: '{"development":1}', value: { text: value, target: to(["production"]) } };
        assert.equal(expectDone(await provider.updateSecret(change, signal)).etag, '{"development":1,"production":2}');
      });

      it(`that are to be deleted at a time to come are set at ${flavour}`, async () => {
        const { provider, store } = await start(seed, flavour);
        store.deleteSoftly("secret/production/BETA", "2126-01-01T00:00:00Z");
        assert.equal((await listAll(provider)).length, 2);
      });
    }

    it("are all taken for set where nobody may look closer, after one question for each folder", async () => {
      const { server, provider, store } = await start(
        [...seed, { name: "GAMMA", environments: ["production"] }],
        "older",
      );
      server.deny("read", "secret/metadata/");
      store.deleteSoftly("secret/production/BETA");
      const rows = await listAll(provider);
      assert.deepEqual(
        rows.map(({ name, environments }) => [name, environments]),
        [
          ["ALPHA", ["development", "production"]],
          ["BETA", ["production"]],
          ["GAMMA", ["production"]],
        ],
      );
      assert.deepEqual(askedFor(server).slice(4), ["metadata/development/ALPHA", "metadata/production/ALPHA"]);
      assert.ok(rows.every(({ description }) => description === ""));
    });

    it("have no value while there is nothing but metadata", async () => {
      const { provider, server } = await start(seed, "openBao");
      await provider.listEnvironments(signal);
      await fetch(`${server.account.endpoint}/v1/secret/metadata/production/EMPTY`, {
        method: "POST",
        headers: { "x-vault-token": "hvs.token_of_the_tests" },
        body: JSON.stringify({ custom_metadata: { owner: "ada" } }),
      });
      assert.deepEqual(
        (await listAll(provider)).map(({ name }) => name),
        ["ALPHA", "BETA"],
      );
      const written = expectDone(await provider.createSecret(newSecret("EMPTY", ["production"]), signal));
      assert.equal(written.etag, '{"production":1}');
    });

    it("are no names where an answer is not what it should be", async () => {
      const { server, provider } = await start();
      for (const body of [
        {},
        { data: {} },
        { data: { keys: [""] } },
        { data: { keys: ["/"] } },
        { data: { keys: {} } },
        null,
      ]) {
        answer(server, 200, body);
        expectFailure(await provider.listSecrets(undefined, signal), "malformedAnswer");
      }
    });

    for (const flavour of ["vault", "openBao"] as const)
      it(`are neither set nor unset by metadata of ${flavour} that is not what it should be`, async () => {
        const { server, provider } = await start(seed, flavour);
        const page = expectOk(await provider.listSecrets(undefined, signal));
        expectOk(await provider.listSecrets(page.nextCursor, signal));
        for (const metadata of [
          { current_version: "1" },
          { current_version: -1 },
          { current_version: 1 },
          { current_version: 1, versions: { "2": {} } },
          { current_version: 1, versions: { "1": { deletion_time: 7 } } },
          { current_version: 1, versions: { "1": { destroyed: "no" } } },
        ]) {
          const detailed = { keys: ["ALPHA"], key_info: { ALPHA: metadata } };
          answer(server, 200, { data: flavour === "openBao" ? detailed : metadata }, Infinity);
          expectFailure(await provider.listSecrets(page.nextCursor, signal), "malformedAnswer");
        }
        const destroyed = { current_version: 1, versions: { "1": { destroyed: true } } };
        const keys = ["ALPHA", "BETA"];
        const detailed = { keys, key_info: { ALPHA: destroyed, BETA: destroyed } };
        answer(server, 200, { data: flavour === "openBao" ? detailed : destroyed }, Infinity);
        assert.deepEqual(expectOk(await provider.listSecrets(page.nextCursor, signal)).secrets, []);
      });
  });
});
