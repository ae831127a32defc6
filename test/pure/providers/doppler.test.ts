import assert from "node:assert/strict";
import { doppler } from "../../../server/providers/doppler";
import { readEndpoint } from "../../../server/providers/endpoint";
import type { NewSecret, Provider } from "../../../server/providers/provider";
import type { RemoteAccount } from "../../../shared/account";
import { newCanary, tracesIn } from "../../canary";
import type { DopplerServer } from "../../fakes/dopplerServer";
import { startDoppler } from "../../fakes/dopplerServer";
import { serviceToken } from "../../fakes/dopplerState";
import { expectDone, expectFailure, expectOk, listAll } from "../../conformance/contract/opened";

const { signal } = new AbortController();

describe("Doppler", () => {
  let server: DopplerServer;
  let provider: Provider;

  const connect = (account: Partial<RemoteAccount> = {}, token?: string): Provider => {
    const endpoint = readEndpoint(server.account.endpoint);
    assert.equal(endpoint.kind, "ok");
    const { project = server.account.project, ...rest } = account;
    return doppler.create({
      account: { provider: "doppler", endpoint: server.account.endpoint, ...(project && { project }), ...rest },
      endpoint: endpoint.value,
      fetch,
      credential: () => Promise.resolve(token === undefined ? server.credential : { kind: "token", token }),
      renewed: () => undefined,
      now: () => new Date(),
      limits: { pause: 1 },
    });
  };
  const asked = (pattern: RegExp) =>
    server.requests.map(({ method, path }) => `${method} ${path}`).filter((line) => pattern.test(line));
  const sent = () =>
    server.requests.filter(({ method }) => method === "POST").map(({ body }) => JSON.parse(body) as unknown);
  const newSecret = (more: Partial<NewSecret> = {}): NewSecret => ({
    name: "NEW",
    value: "v",
    description: "",
    visibility: "masked",
    target: { kind: "environments", ids: ["dev"] },
    ...more,
  });
  const config = (name: string) => {
    const found = server.state.configs.find((one) => one.name === name);
    assert.ok(found);
    return found;
  };

  beforeEach(async () => {
    server = await startDoppler([
      { name: "ALPHA", environments: ["dev", "dev_ada"] },
      { name: "BETA", environments: ["dev", "prd"] },
    ]);
    provider = connect();
  });
  afterEach(() => server.stop());

  it("asks for names by the one route that tells no values, and never with what would issue credentials", async () => {
    await listAll(provider);
    const routes = new Set(server.requests.map(({ path }) => path.replace(/\?.*/, "")));
    assert.deepEqual([...routes], ["/v3/configs", "/v3/configs/config/secrets/names"]);
    assert.equal(server.state.leases, 0);
    assert.equal(asked(/include_dynamic_secrets=false&include_managed_secrets=false/).length, 3);
  });

  it("leaves out what Doppler sets by itself, even where it comes along", async () => {
    config("dev").secrets.add("DOPPLER_PROJECT").add("DOPPLER_ENVIRONMENT").add("DOPPLER_CONFIG");
    assert.deepEqual(
      (await listAll(provider)).map(({ name }) => name),
      ["ALPHA", "BETA"],
    );
  });

  it("has the configs for environments, those that an environment begins with first", async () => {
    const environments = expectOk(await provider.listEnvironments(signal));
    assert.deepEqual(
      environments.map(({ id }) => id),
      ["dev", "prd", "dev_ada"],
    );
  });

  it("counts names that a config inherits from another one", async () => {
    const shared = { name: "shared", root: true, environment: "shared", inherits: [], secrets: new Set(["GAMMA"]) };
    const heir = { ...config("prd"), inherits: [{ project: "shop", config: "shared" }] };
    server.state.configs.splice(2, 1, heir, shared);
    const gamma = (await listAll(provider)).find(({ name }) => name === "GAMMA");
    assert.deepEqual(gamma?.environments, ["prd", "shared"]);
  });

  it("reads all pages of configs and projects, however many rows Doppler puts on one", async () => {
    for (let count = 0; count < 45; count++) {
      server.state.projects.push(`project-${count}`);
      server.state.configs.push({ ...config("prd"), name: `prd_${count}`, root: false, secrets: new Set() });
    }
    for (const largestPage of [20, 100]) {
      server.state.largestPage = largestPage;
      assert.equal(expectOk(await provider.listEnvironments(signal)).length, 48);
      assert.equal(expectOk((await provider.listProjects?.(signal)) ?? assert.fail()).length, 47);
    }
  });

  describe("with a service token, which is for one config", () => {
    it("needs no project to be chosen, and has that config alone", async () => {
      const own = connect({ project: "" }, serviceToken);
      assert.equal(expectOk(await own.whoAmI(signal)).name, "Deploys");
      assert.deepEqual(expectOk(await own.listEnvironments(signal)), [{ id: "dev", name: "dev" }]);
      assert.deepEqual(
        (await listAll(own)).map(({ name, environments }) => [name, ...environments]),
        [
          ["ALPHA", "dev"],
          ["BETA", "dev"],
        ],
      );
      expectDone(await own.createSecret(newSecret(), signal));
      assert.ok(config("dev").secrets.has("NEW"));
    });

    it("says that another config may not be seen", async () => {
      const target = { kind: "environments", ids: ["prd"] } as const;
      const result = await connect({}, serviceToken).createSecret(newSecret({ target }), signal);
      assert.equal(
        expectFailure(result, "notFound").message,
        `Doppler has no config prd in the project shop, or this token may not see it.`,
      );
    });
  });

  it("asks for a project where the token sees several, and says so where it sees none", async () => {
    const none = connect({ project: "" });
    assert.equal(
      expectFailure(await none.listEnvironments(signal), "invalid").message,
      "Choose a project of Doppler first.",
    );
    server.allow("nothing");
    expectFailure(await none.listEnvironments(signal), "forbidden");
  });

  it("says of a project in one breath that it is not there or may not be seen, as Doppler does", async () => {
    const words = "Doppler has no project nowhere, or this token may not see it.";
    const nowhere = connect({ project: "nowhere" });
    assert.equal(expectFailure(await nowhere.listSecrets(undefined, signal), "notFound").message, words);
    server.allow("nothing");
    assert.equal(expectFailure(await nowhere.listSecrets(undefined, signal), "notFound").message, words);
  });

  it("calls a listing incomplete where a config may not be looked into", async () => {
    server.state.closed.add("prd");
    const page = expectOk(await provider.listSecrets(undefined, signal));
    assert.deepEqual(
      page.secrets.map(({ name }) => name),
      ["ALPHA", "BETA"],
    );
    const rest = await provider.listSecrets(page.nextCursor ?? assert.fail(), signal);
    assert.match(expectFailure(rest, "notFound").message, /config prd/);
  });

  it("looks first, because Doppler overwrites what it is told to be new", async () => {
    const value = newCanary("value");
    const target = { kind: "environments", ids: ["prd", "dev"] } as const;
    const failure = expectFailure(
      await provider.createSecret(newSecret({ name: "ALPHA", value, target }), signal),
      "alreadyExists",
    );
    assert.equal(failure.message, "Doppler has ALPHA in dev already.");
    assert.deepEqual(sent(), []);
    expectDone(await provider.createSecret(newSecret({ value, target }), signal));
    const change_requests = [{ name: "NEW", originalName: null, value }];
    assert.deepEqual(sent(), [
      { project: "shop", config: "prd", change_requests },
      { project: "shop", config: "dev", change_requests },
    ]);
  });

  it("sets a value under the name that it has", async () => {
    const value = { text: "w", target: { kind: "environments", ids: ["prd"] } } as const;
    const changed = expectDone(await provider.updateSecret({ name: "BETA", etag: "", value }, signal));
    assert.deepEqual(changed.environments, ["prd"]);
    assert.deepEqual(sent(), [
      { project: "shop", config: "prd", change_requests: [{ name: "BETA", originalName: "BETA", value: "w" }] },
    ]);
  });

  it("keeps nothing of the values that every write brings back", async () => {
    const canary = newCanary("value");
    const target = { kind: "environments", ids: ["dev"] } as const;
    const results = [
      await provider.createSecret(newSecret({ value: canary }), signal),
      await provider.updateSecret({ name: "NEW", etag: "", value: { text: canary, target } }, signal),
      await provider.listSecrets(undefined, signal),
    ];
    for (const result of results) expectOk<unknown>(result);
    assert.deepEqual(tracesIn(JSON.stringify(results), canary), []);
  });

  it("changes no notes, which nobody can see without the values", async () => {
    const failure = expectFailure(
      await provider.updateSecret({ name: "BETA", etag: "", description: "d" }, signal),
      "invalid",
    );
    assert.match(failure.message, /note/);
  });

  it("deletes a name in all configs, the roots first, and says when it is gone already", async () => {
    expectDone(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal));
    assert.deepEqual(
      asked(/^DELETE/).map((line) => new URL(line.slice(7), "http://localhost").searchParams.get("config")),
      ["dev", "dev_ada"],
    );
    const failure = expectFailure(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal), "notFound");
    assert.equal(failure.message, "Doppler has no ALPHA any more.");
    expectFailure(await provider.deleteSecret({ name: "ALPHA", etag: "", environment: "prd" }, signal), "notFound");
  });

  it("says which configs were written to when one refuses", async () => {
    const target = { kind: "environments", ids: ["dev", "moon"] } as const;
    const value = { text: "w", target };
    const failure = expectFailure(await provider.updateSecret({ name: "BETA", etag: "", value }, signal), "notFound");
    assert.equal(
      failure.message,
      "Doppler has no config moon in the project shop, or this token may not see it. It is done in dev.",
    );
    assert.equal(failure.partly, true);
  });

  it("does not take a project whose configs it may not see for one without names", async () => {
    server.state.configs.length = 0;
    const { message } = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
    assert.match(message, /^Doppler.* has no config in the project shop that this token may see\.$/);
  });

  it("tells a wrong name by Doppler's own rule, and that rule in advance", async () => {
    const failure = expectFailure(await provider.createSecret(newSecret({ name: "lower" }), signal), "invalid");
    assert.equal(failure.field, "name");
    for (const [name, fits] of [
      ["OPENAI_API_KEY", true],
      ["_KEY2", true],
      ["2KEY", false],
      ["Key", false],
      ["MY-KEY", false],
    ] as const)
      assert.equal(provider.capabilities.namePattern.test(name), fits, name);
  });

  it("tells a token that may only read from one that has expired", async () => {
    for (const [status, message, kind] of [
      [401, "Invalid Auth token", "unauthorized"],
      [401, "This token does not have write access", "forbidden"],
      [400, "This token is read-only", "forbidden"],
      [403, "Forbidden", "forbidden"],
    ] as const) {
      Object.assign(server.faults, {
        fault: { kind: "answer", status, body: { messages: [message], success: false } },
        times: 1,
      });
      const value = { text: "w", target: { kind: "environments", ids: ["dev"] } } as const;
      expectFailure(await provider.updateSecret({ name: "BETA", etag: "", value }, signal), kind);
    }
  });

  it("waits as long as it is told to where it has asked too often", async () => {
    server.state.allowed = 0;
    assert.equal(expectFailure(await provider.listSecrets(undefined, signal), "rateLimited").retryAfterSeconds, 42);
  });
});
