import assert from "node:assert/strict";
import { readEndpoint } from "../../../server/providers/endpoint";
import { infisical } from "../../../server/providers/infisical";
import type { NewSecret, Provider, ProviderOptions, SecretPage } from "../../../server/providers/provider";
import type { Credential, RemoteAccount } from "../../../shared/account";
import type { Failure, FailureKind, Result } from "../../../shared/failure";
import { newCanary, tracesIn } from "../../canary";
import type { FakeSecret } from "../../fakes/fakeService";
import type { InfisicalServer } from "../../fakes/infisicalServer";
import { startInfisical } from "../../fakes/infisicalServer";
import { accessToken, serviceToken } from "../../fakes/infisicalState";

const { signal } = new AbortController();

const seed: readonly FakeSecret[] = [
  { name: "ALPHA", environments: ["dev"], description: "First" },
  { name: "BETA", environments: ["dev", "prod"] },
];

const userToken: Credential = { kind: "token", token: accessToken };
const ownToken: Credential = { kind: "token", token: serviceToken };

/** What is another than usual in an account. */
type Chosen = { readonly [Key in keyof RemoteAccount]?: RemoteAccount[Key] | undefined };

describe("Infisical", () => {
  let server: InfisicalServer;
  let provider: Provider;
  let stop = () => Promise.resolve();

  const start = async (version: "v4" | "v3" = "v4") => {
    await stop();
    server = await startInfisical(seed, { version });
    stop = server.stop;
    provider = connect();
  };
  const connect = (
    account: Chosen = {},
    { credential = server.credential, now = () => new Date() }: { credential?: Credential; now?: () => Date } = {},
  ): Provider => {
    const endpoint = readEndpoint(server.account.endpoint);
    assert.equal(endpoint.kind, "ok");
    const options: ProviderOptions = {
      account: { ...server.account, ...account } as RemoteAccount,
      endpoint: endpoint.value,
      fetch,
      credential: () => Promise.resolve(credential),
      renewed: () => undefined,
      now,
      limits: { pause: 1 },
    };
    return infisical.create(options);
  };
  const asked = (pattern: RegExp) =>
    server.requests.map(({ method, path }) => `${method} ${path}`).filter((line) => pattern.test(line));
  const newSecret = (more: Partial<NewSecret> = {}): NewSecret => ({
    name: "NEW",
    value: "v",
    description: "",
    visibility: "masked",
    target: { kind: "environments", ids: ["dev"] },
    ...more,
  });

  before(() => start());
  afterEach(() => start());
  after(() => stop());

  describe("speaks the routes that a server knows", () => {
    for (const [what, version, prepare] of [
      ["the newer ones", "v4", () => undefined],
      ["the older ones", "v3", () => undefined],
      ["the older ones, where pages answer to others", "v3", () => (server.state.servesPages = true)],
    ] as const)
      it(what, async () => {
        await start(version);
        prepare();
        const listed = rowsOf(ok(await provider.listSecrets(undefined, signal)));
        assert.deepEqual(listed, { ALPHA: ["dev"], BETA: ["dev", "prod"] });
        ok(await provider.createSecret(newSecret(), signal));
        ok(await provider.updateSecret({ name: "NEW", etag: "", description: "d" }, signal));
        ok(await provider.deleteSecret({ name: "NEW", etag: "" }, signal));
        assert.deepEqual(ok(await provider.listProjects!(signal)), [{ id: server.account.project, name: "Shop" }]);
      });

    it("tries the newer ones once, and asks each environment once", async () => {
      await start("v3");
      ok(await provider.listSecrets(undefined, signal));
      ok(await provider.listSecrets(undefined, signal));
      assert.equal(asked(/\/v4\/|\/projects/).length, 1);
      assert.equal(asked(/\/v3\/secrets\/raw/).length, 4);
    });

    it("does not take a project that is not there for a route that is not", async () => {
      for (const version of ["v4", "v3"] as const) {
        await start(version);
        const failure = fails(await connect({ project: "lost" }).listSecrets(undefined, signal), "notFound");
        assert.match(failure.message, /has no project with the ID lost\./);
      }
      assert.equal(asked(/secrets/).length, 0);
    });

    it("says so when it is another service", async () => {
      server.faults.fault = { kind: "html", status: 404 };
      server.faults.times = Infinity;
      const failure = fails(await connect({}, { credential: userToken }).whoAmI(signal), "notFound");
      assert.match(failure.message, /is another service/);
    });
  });

  describe("keeps values away", () => {
    it("asks for none, and says nothing where none come", async () => {
      const page = ok(await provider.listSecrets(undefined, signal));
      assert.equal(page.notice, undefined);
      assert.ok(asked(/secrets\?/).every((line) => line.includes("viewSecretValue=false")));
    });

    for (const [what, version, prepare, notice] of [
      [
        "of an older server, which does not know how to hide them",
        "v3",
        () => undefined,
        /^Values come along with the names: .* older version/,
      ],
      ["of personal overrides", "v4", () => server.state.overrides.add("BETA"), /personal overrides/],
    ] as const)
      it(`drops those ${what}, and says so once`, async () => {
        await start(version);
        prepare();
        const canary = newCanary("value");
        server.state.valueOf = () => canary;
        const page = ok(await provider.listSecrets(undefined, signal));
        assert.match(page.notice ?? "", notice);
        assert.deepEqual(rowsOf(page), { ALPHA: ["dev"], BETA: ["dev", "prod"] });
        assert.deepEqual(tracesIn(JSON.stringify(page), canary), []);
      });
  });

  it("has imported names, no overrides and no references followed, where the parameters for it have other names", async () => {
    server.state.hasLaterNames = true;
    server.state.overrides.add("BETA");
    server.state.imports.set("prod", ["SHARED"]);
    const page = ok(await provider.listSecrets(undefined, signal));
    assert.deepEqual(rowsOf(page), { ALPHA: ["dev"], BETA: ["dev", "prod"], SHARED: ["prod"] });
    assert.equal(page.notice, undefined);
  });

  describe("tells empty from wrong", () => {
    it("a folder that is in no environment is an error, one without names is not", async () => {
      for (const version of ["v4", "v3"] as const) {
        await start(version);
        server.state.folders.set("prod", ["/app", "/app/api"]);
        assert.deepEqual(ok(await connect({ folder: "/app/api" }).listSecrets(undefined, signal)).secrets, []);
        for (const folder of ["/lost", "/app/lost", "/lost/api"]) {
          const failure = fails(await connect({ folder }).listSecrets(undefined, signal), "notFound");
          assert.ok(failure.message.includes(folder));
        }
      }
    });

    it("an environment that may not be looked into leaves the list incomplete", async () => {
      server.state.closed.add("prod");
      const page = ok(await provider.listSecrets(undefined, signal));
      assert.deepEqual(rowsOf(page), { ALPHA: ["dev"], BETA: ["dev"] });
      const failure = fails(await provider.listSecrets(page.nextCursor, signal), "forbidden");
      assert.match(failure.message, /may not read names in prod: it needs a role/);
    });

    it("names that a folder imports are there, and are edited where they come from", async () => {
      server.state.imports.set("dev", ["IMPORTED", "BETA"]);
      server.state.imports.set("prod", ["ALPHA"]);
      const { secrets } = ok(await provider.listSecrets(undefined, signal));
      const told = secrets.map(({ name, environments, managed }) => [name, environments.toSorted().join(), managed]);
      assert.deepEqual(told.sort(), [
        ["ALPHA", "dev,prod", false],
        ["BETA", "dev,prod", false],
        ["IMPORTED", "dev", true],
      ]);
    });
  });

  describe("lists folders", () => {
    for (const [version, expected] of [
      ["v4", ["/app", "/app/api", "/jobs"]],
      ["v3", ["/app", "/jobs"]],
    ] as const)
      it(`of all environments, as ${version} tells them`, async () => {
        await start(version);
        server.state.folders.set("dev", ["/app", "/app/api"]);
        server.state.folders.set("prod", ["/app", "/jobs"]);
        assert.deepEqual(
          ok(await provider.listFolders!(signal)).map(({ id }) => id),
          expected,
        );
      });

    it("and writes into the account's own", async () => {
      server.state.folders.set("dev", ["/app"]);
      const inFolder = connect({ folder: "/app/" });
      ok(await inFolder.createSecret(newSecret(), signal));
      assert.deepEqual(rowsOf(ok(await inFolder.listSecrets(undefined, signal))), { NEW: ["dev"] });
      const elsewhere = newSecret({ target: { kind: "environments", ids: ["prod"] } });
      const failure = fails(await inFolder.createSecret(elsewhere, signal), "notFound");
      assert.match(failure.message, /no environment prod with a folder \/app\./);
    });
  });

  describe("signs in", () => {
    it("with a machine identity, once for all requests and anew before the token ends", async () => {
      let now = Date.parse("2026-01-01T00:00:00Z");
      const machine = connect({}, { now: () => new Date(now) });
      await Promise.all([machine.listSecrets(undefined, signal), machine.whoAmI(signal)]);
      assert.equal(asked(/login/).length, 1);
      now += 7_171_000;
      assert.match(ok(await machine.whoAmI(signal)).name, /^machine identity 0b1c2d3e$/);
      assert.equal(asked(/login/).length, 2);
    });

    it("once for all that a dialog opens, as a client secret may be good for a few uses only, until it ends that token", async () => {
      ok(await provider.whoAmI(signal));
      for (const of of ["listProjects", "listFolders", "listEnvironments"] as const) ok(await connect()[of]!(signal));
      assert.equal(asked(/login/).length, 1);
      ok(await connect().revoke!(signal));
      assert.match(server.requests.at(-1)?.body ?? "", /^\{"accessToken":"eyJ\.access-token-\d+\.sig"\}$/);
      ok(await connect().whoAmI(signal));
      assert.equal(asked(/login/).length, 2);
    });

    it("without ending a token that the user brought", async () => {
      const before = server.requests.length;
      for (const credential of [userToken, ownToken]) ok(await connect({}, { credential }).revoke!(signal));
      assert.equal(server.requests.length, before);
    });

    it("again when the token is not accepted any more, in whichever words", async () => {
      for (const version of ["v4", "v3"] as const) {
        await start(version);
        ok(await provider.listSecrets(undefined, signal));
        server.state.tokens.clear();
        ok(await provider.createSecret(newSecret(), signal));
        assert.equal(asked(/login/).length, 2);
      }
    });

    it("without locking the identity by a wrong client secret", async () => {
      const wrong = connect({}, { credential: { kind: "client", clientId: "x", clientSecret: "wrong" } });
      for (let attempt = 0; attempt < 4; attempt++) {
        const failure = fails(await wrong.listSecrets(undefined, signal), "unauthorized");
        assert.match(failure.message, /does not accept this client ID and client secret/);
        assert.equal(failure.field, "token");
      }
      assert.equal(server.state.failedLogins, 1);
      server.state.failedLogins = 3;
      assert.match(fails(await provider.whoAmI(signal), "rateLimited").message, /has locked this machine identity/);
    });

    it("from addresses that are trusted, and says when ours is none of them", async () => {
      const message = "You are not allowed to access this resource from the current IP address";
      const body = { statusCode: 403, message, error: "ForbiddenRequestError" };
      for (const isMeant of [/login$/, /\/secrets/].map(
        (path) =>
          ({ url }: Request) =>
            path.test(new URL(url).pathname),
      )) {
        provider = connect();
        Object.assign(server.faults, { fault: { kind: "answer", status: 403, body }, times: Infinity, isMeant });
        const failure = fails(await provider.listSecrets(undefined, signal), "forbidden");
        assert.match(failure.message, /lets nobody in from the network address of this machine\.$/);
      }
    });

    it("with a token, and says when that has ended", async () => {
      for (const version of ["v4", "v3"] as const)
        for (const credential of [userToken, ownToken]) {
          await start(version);
          const signedIn = connect({}, { credential });
          ok(await signedIn.listSecrets(undefined, signal));
          server.expire();
          assert.equal(fails(await signedIn.listSecrets(undefined, signal), "unauthorized").field, "token");
        }
    });
  });

  describe("with a service token", () => {
    const withToken = (scopes: readonly { readonly environment: string; readonly secretPath: string }[]) => {
      server.state.serviceToken = { permissions: ["read"], scopes };
      return (account: Chosen = {}) => connect(account, { credential: ownToken });
    };

    it("knows its name, its project, its environments and what it may do", async () => {
      const { project } = server.account;
      const signedIn = withToken([{ environment: "dev", secretPath: "/**" }])({ project: undefined });
      assert.deepEqual(ok(await signedIn.whoAmI(signal)), { name: "Deploys", canWrite: false, project: "Shop" });
      assert.deepEqual(ok(await signedIn.listProjects!(signal)), [{ id: project, name: "Shop" }]);
      assert.deepEqual(
        ok(await signedIn.listEnvironments(signal)).map(({ id }) => id),
        ["dev"],
      );
      assert.deepEqual(rowsOf(ok(await signedIn.listSecrets(undefined, signal))), { ALPHA: ["dev"], BETA: ["dev"] });
      assert.equal(asked(/service-token/).length, 1);
      const another = connect({}, { credential: ownToken });
      await Promise.all([
        another.whoAmI(signal),
        another.listEnvironments(signal),
        another.listSecrets(undefined, signal),
      ]);
      assert.equal(asked(/service-token/).length, 2);
    });

    it("for one folder shows no other one's names, though the server would, and offers that one", async () => {
      const signIn = withToken([{ environment: "dev", secretPath: "/app" }]);
      server.state.folders.set("dev", ["/app", "/jobs"]);
      assert.deepEqual(ok(await signIn().listFolders!(signal)), [{ id: "/app", name: "/app" }]);
      const failure = fails(await signIn().listSecrets(undefined, signal), "forbidden");
      assert.match(failure.message, /for the folder \/app alone: it may not read \/\./);
      assert.deepEqual(ok(await signIn({ folder: "/app" }).listSecrets(undefined, signal)).secrets, []);
    });

    it("for environments that are no more is not told of a project without names", async () => {
      const signIn = withToken([{ environment: "moon", secretPath: "/**" }]);
      const { message } = fails(await signIn().listSecrets(undefined, signal), "forbidden");
      assert.match(message, / has no environment in this project that this token may read\.$/);
    });

    it("for another project says so", async () => {
      const signIn = withToken([{ environment: "dev", secretPath: "/" }]);
      fails(await signIn({ project: "other" }).listSecrets(undefined, signal), "forbidden");
    });
  });

  describe("writes", () => {
    const keepOutOf = (environment: string) => {
      const isThere = (text: string) => text.includes(`"environment":"${environment}"`);
      Object.assign(server.faults, {
        fault: { kind: "answer", status: 403, body: { statusCode: 403, message: "No", error: "PermissionDenied" } },
        times: Infinity,
        isMeant: ({ method }: Request) => method !== "GET" && isThere(server.requests.at(-1)?.body ?? ""),
      });
    };

    it("need no right where a name is not", async () => {
      ok(await provider.listSecrets(undefined, signal));
      keepOutOf("prod");
      const described = ok(await provider.updateSecret({ name: "ALPHA", etag: "", description: "Anew" }, signal));
      assert.equal(described.kind === "done" && described.value.description, "Anew");
      assert.equal(ok(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal)).kind, "done");
      assert.ok(!server.names().has("ALPHA"));
      const failure = fails(await provider.deleteSecret({ name: "BETA", etag: "" }, signal), "forbidden");
      assert.match(failure.message, /may not write to prod.* It is done in dev\.$/);
    });

    it("to one environment after the other, and says where it got to", async () => {
      const target = { kind: "environments", ids: ["dev", "moon", "prod"] } as const;
      const failure = fails(await provider.createSecret(newSecret({ target }), signal), "notFound");
      assert.match(failure.message, /has no environment moon\. It is done in dev\.$/);
      assert.equal(failure.partly, true);
      assert.deepEqual(server.names().get("NEW"), ["dev"]);
    });

    it("a value to an environment that had none, keeping the description that the answer leaves out", async () => {
      const value = { text: "v", target: { kind: "environments", ids: ["dev", "prod"] } } as const;
      const written = ok(await provider.updateSecret({ name: "ALPHA", etag: "", value }, signal));
      assert.equal(written.kind, "done");
      const { description, environments } = written.value;
      assert.deepEqual({ description, environments }, { description: "First", environments: ["dev", "prod"] });
      assert.deepEqual(
        server.state.rows.filter(({ name }) => name === "ALPHA").map(({ comment }) => comment),
        ["First", ""],
      );
    });

    it("a description to each environment that has the name, without a value", async () => {
      ok(await provider.updateSecret({ name: "BETA", etag: "", description: "Both" }, signal));
      ok(await provider.updateSecret({ name: "ALPHA", etag: "", description: "" }, signal));
      const comments = server.state.rows.map(({ name, environment, comment }) => `${name} ${environment} ${comment}`);
      assert.deepEqual(comments.sort(), ["ALPHA dev ", "BETA dev Both", "BETA prod Both"]);
      assert.ok(server.requests.every(({ body }) => !body.includes("secretValue")));
      fails(await provider.updateSecret({ name: "LOST", etag: "", description: "d" }, signal), "notFound");
    });

    it("past environments that do not have the folder", async () => {
      server.state.folders.set("prod", ["/app"]);
      server.state.rows.push({ name: "APP", environment: "prod", path: "/app", comment: "" });
      const inFolder = connect({ folder: "/app" });
      const written = ok(await inFolder.updateSecret({ name: "APP", etag: "", description: "d" }, signal));
      assert.deepEqual(written.kind === "done" && written.value.environments, ["prod"]);
      ok(await inFolder.deleteSecret({ name: "APP", etag: "" }, signal));
      assert.ok(!server.names().has("APP"));
    });

    it("what has to be approved of, and leaves everything as it is until then", async () => {
      server.state.needsApproval.add("prod");
      const target = { kind: "environments", ids: ["prod"] } as const;
      const pending = { kind: "pendingApproval" };
      assert.deepEqual(ok(await provider.createSecret(newSecret({ target }), signal)), pending);
      const value = { text: "v", target };
      assert.deepEqual(ok(await provider.updateSecret({ name: "BETA", etag: "", value }, signal)), pending);
      assert.deepEqual(
        ok(await provider.deleteSecret({ name: "BETA", etag: "", environment: "prod" }, signal)),
        pending,
      );
      assert.deepEqual(Object.fromEntries(server.names()), { ALPHA: ["dev"], BETA: ["dev", "prod"] });
    });

    for (const [what, secret, kind, field] of [
      ["a name that exists", newSecret({ name: "ALPHA" }), "alreadyExists", "name"],
      ["a name with a colon", newSecret({ name: "A:B" }), "invalid", "name"],
      ["a name that is a step of an address", newSecret({ name: ".." }), "invalid", "name"],
      ["a value for no environment", newSecret({ target: { kind: "default" } }), "invalid", "environment"],
    ] as const)
      it(`not ${what}`, async () => {
        assert.equal(fails(await provider.createSecret(secret, signal), kind).field, field);
        assert.deepEqual(Object.fromEntries(server.names()), { ALPHA: ["dev"], BETA: ["dev", "prod"] });
      });

    it("not twice, and deletes nothing that is not there", async () => {
      fails(await provider.deleteSecret({ name: "LOST", etag: "" }, signal), "notFound");
      fails(await provider.deleteSecret({ name: "ALPHA", etag: "", environment: "prod" }, signal), "notFound");
      ok(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal));
      assert.deepEqual([...server.names().keys()], ["BETA"]);
    });
  });

  it("says how long to wait when a minute's requests are used up", async () => {
    server.state.secretRequestsAllowed = 1;
    assert.equal(fails(await provider.listSecrets(undefined, signal), "rateLimited").retryAfterSeconds, 42);
  });

  it("shares what is under way with whoever asks meanwhile, and gives up with the last of them", async () => {
    ok(await provider.whoAmI(signal));
    const before = server.requests.length;
    await Promise.all([
      provider.listEnvironments(signal),
      provider.listSecrets(undefined, signal),
      provider.listSecrets(undefined, signal),
    ]);
    assert.equal(server.requests.length - before, 3);
    server.faults.fault = { kind: "silent" };
    server.faults.times = 1;
    const [one, other] = [new AbortController(), new AbortController()];
    const both = [provider.listEnvironments(one.signal), provider.listEnvironments(other.signal)];
    one.abort();
    fails(await both[0]!, "cancelled");
    other.abort();
    fails(await both[1]!, "cancelled");
    server.faults.fault = undefined;
    assert.equal(ok(await provider.listEnvironments(signal)).length, 2);
  });

  it("takes names as Infisical does", () => {
    for (const name of ["DATABASE_URL", "database-url", "A.B", "with space", "ä"])
      assert.match(name, infisical.capabilities.namePattern);
    for (const name of ["", ".", "..", "A:B", "A/B", " A", "A ", "A".repeat(101)])
      assert.doesNotMatch(name, infisical.capabilities.namePattern);
  });
});

function rowsOf({ secrets }: SecretPage): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(secrets.map(({ name, environments }) => [name, environments]));
}

function ok<T>(result: Result<T>): T {
  assert.equal(result.kind, "ok", JSON.stringify(result));
  return result.value;
}

function fails(result: Result<unknown>, kind: FailureKind): Failure {
  assert.equal(result.kind, "failed", JSON.stringify(result));
  assert.equal(result.failure.kind, kind, result.failure.message);
  return result.failure;
}
