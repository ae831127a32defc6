import assert from "node:assert/strict";
import { expectDone, expectFailure, expectOk, listAll, signal } from "../../../conformance/contract/opened";
import { answer, newSecret, open, pathsTo, roleOf, seed, useVaults, value } from "./opened";

describe("Vault", () => {
  const start = useVaults();

  describe("sign-in", () => {
    it("exchanges an AppRole once for all who ask, and sends its token as Vault wants it", async () => {
      const { server } = await start();
      const [one, other] = [open(server, { credential: roleOf(server) }), open(server, { credential: roleOf(server) })];
      await Promise.all([listAll(one), one.whoAmI(signal)]);
      assert.equal(expectOk(await other.whoAmI(signal)).name, "approle");
      await listAll(other);
      assert.deepEqual(pathsTo(server, "auth/approle/login").length, 1);
      const [login, ...others] = server.requests;
      assert.deepEqual(JSON.parse(login?.body ?? ""), { role_id: server.role.id, secret_id: server.role.secret });
      assert.ok(others.every(({ headers }) => headers["x-vault-token"] === "hvs.role_token_1"));
      assert.ok(server.requests.every(({ headers }) => headers["authorization"] === undefined));
    });

    for (const flavour of ["vault", "openBao"] as const)
      it(`exchanges it once more when its token is refused, however ${flavour} says so`, async () => {
        const { server } = await start(seed, flavour);
        const provider = open(server, { credential: roleOf(server) });
        await listAll(provider);
        server.endRoleTokens();
        assert.equal((await listAll(provider)).length, 2);
        const other = open(server, { credential: roleOf(server) });
        await listAll(other);
        server.endRoleTokens();
        expectDone(await provider.createSecret(newSecret("NEW", ["production"]), signal));
        assert.equal((await listAll(other)).length, 3);
        assert.equal(pathsTo(server, "auth/approle/login").length, 3);
        server.endRoleTokens();
        assert.equal(expectOk(await provider.whoAmI(signal)).name, "approle");
      });

    it("has a new token before the old one ends", async () => {
      const { server } = await start();
      let now = Date.parse("2026-01-01T00:00:00Z");
      const provider = open(server, { credential: roleOf(server), now: () => new Date(now) });
      await listAll(provider);
      now += 1_190_000;
      await listAll(provider);
      assert.equal(pathsTo(server, "auth/approle/login").length, 2);
    });

    it("says that a secret ID is not accepted, and never shows it", async () => {
      const { server } = await start();
      const clientSecret = "secret-id-that-is-wrong";
      const provider = open(server, { credential: { kind: "client", clientId: "role", clientSecret } });
      const failure = expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
      assert.match(failure.message, /does not accept this role ID with this secret ID/);
      answer(server, 500, { errors: [`the secret ID ${clientSecret} will not do`] });
      const other = open(server, { credential: { kind: "client", clientId: "role", clientSecret } });
      assert.doesNotMatch(JSON.stringify(await other.listSecrets(undefined, signal)), /secret-id-that/);
      assert.equal(pathsTo(server, "auth/approle/login").length, 2);
    });

    it("takes no refusal by something in between for one of the secret ID", async () => {
      const { server } = await start();
      const provider = open(server, { credential: roleOf(server) });
      answer(server, 403, "Blocked by the gateway");
      assert.equal((await listAll(provider)).length, 2);
    });

    it("tries a secret ID that was refused no more often than Vault forgets: five times would lock the role for everybody", async () => {
      const { server } = await start();
      let now = Date.parse("2026-01-01T00:00:00Z");
      const credential = { kind: "client", clientId: server.role.id, clientSecret: "expired" } as const;
      const providers = ["/one", "/two", "/three"].map((folder) =>
        open(server, { folder, credential, now: () => new Date(now) }),
      );
      const listed = () => Promise.all(providers.map((provider) => provider.listSecrets(undefined, signal)));
      for (const logins of [1, 1, 2]) {
        for (const result of await listed()) expectFailure(result, "unauthorized");
        assert.equal(pathsTo(server, "auth/approle/login").length, logins);
        now += logins === 1 ? 480_000 + 10_000 : 0;
      }
      assert.equal((await listAll(open(server, { credential: roleOf(server) }))).length, 2);
    });

    it("ends the token of a role when asked to, whoever had it made, and no token of the user's", async () => {
      const { server, provider } = await start();
      const role = { credential: roleOf(server) };
      const before = open(server, role);
      await listAll(before);
      expectOk(await open(server, role).revoke!(signal));
      expectOk(await provider.revoke!(signal));
      const [revocation, ...more] = pathsTo(server, "auth/token/revoke-self");
      assert.deepEqual([revocation?.headers["x-vault-token"], more], ["hvs.role_token_1", []]);
      assert.equal((await listAll(before)).length, 2);
    });

    it("keeps a token of the user's alive once most of its time is over", async () => {
      for (const [left, outOf, renewals] of [
        [0, 0, 0],
        [3000, 3600, 0],
        [600, 3600, 1],
      ] as const) {
        const { server, provider } = await start();
        server.setTimeLeft(left, outOf);
        expectOk(await provider.whoAmI(signal));
        assert.equal(pathsTo(server, "auth/token/renew-self").length, renewals, `${left} of ${outOf}`);
      }
    });

    it("takes a token that may not look itself up, and none that has ended", async () => {
      for (const flavour of ["vault", "openBao"] as const) {
        const { server, provider } = await start(seed, flavour);
        server.deny("read", "auth/token/");
        assert.deepEqual(expectOk(await provider.whoAmI(signal)), { name: "", project: "secret/", canWrite: true });
        server.expire();
        expectFailure(await provider.whoAmI(signal), "unauthorized");
      }
    });

    it("asks in the namespace that stands at the end of the address", async () => {
      const { server } = await start();
      server.setNamespace("platform/shop");
      const { endpoint } = server.account;
      assert.equal((await listAll(open(server, { endpoint: `${endpoint}/ns/platform/shop` }))).length, 2);
      const role = { endpoint: `${endpoint}/ns/platform/shop`, credential: roleOf(server) };
      assert.equal((await listAll(open(server, role))).length, 2);
      expectFailure(await open(server).listSecrets(undefined, signal), "notFound");
      assert.ok(server.requests.every(({ path }) => path.startsWith("/v1/")));
    });
  });

  describe("refusals", () => {
    it("say which capability is missing on which path, and what there is", async () => {
      const { server, provider } = await start();
      await listAll(provider);
      server.allow("read");
      const created = expectFailure(await provider.createSecret(newSecret("NEW", ["production"]), signal), "forbidden");
      assert.match(
        created.message,
        /^127\.0\.0\.1:\d+ says that this token may not write to production\. It needs the capability "create" on secret\/data\/production\/NEW\.$/,
      );
      const deleted = expectFailure(await provider.deleteSecret({ name: "BETA", etag: "" }, signal), "forbidden");
      assert.match(deleted.message, /"delete" on secret\/metadata\/production\/BETA; it has "list", "read" there\.$/);
      server.deny("update", "sys/capabilities-self");
      const unknown = expectFailure(await provider.deleteSecret({ name: "BETA", etag: "" }, signal), "forbidden");
      assert.match(unknown.message, /"delete" on secret\/metadata\/production\/BETA\.$/);
    });

    it("say so where the policies would allow it", async () => {
      const { server, provider } = await start();
      answer(server, 403, { errors: ["1 error occurred:\n\t* permission denied\n\n"] });
      const failure = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
      assert.match(failure.message, /Its policies allow "list" on secret\/metadata\/, so that another rule/);
    });

    it("say that a server is sealed", async () => {
      const { server, provider } = await start();
      server.seal();
      assert.match(expectFailure(await provider.listSecrets(undefined, signal), "unavailable").message, /is sealed/);
    });

    it("repeat no value, whichever of the requests of a write is refused with it", async () => {
      const { server } = await start();
      const quoting: typeof fetch = (input, init) =>
        init?.method === "POST" && init.body === undefined
          ? fetch(input, init)
          : Promise.resolve(Response.json({ errors: [`No ${value} here`] }, { status: 400 }));
      const result = await open(server, { fetch: quoting }).createSecret(newSecret("NEW", ["production"]), signal);
      assert.ok(!expectFailure(result, "invalid").message.includes("canary"));
    });
  });
});
