import assert from "node:assert/strict";
import { azureKeyVault } from "../../../server/providers/azureKeyVault";
import { readEndpoint } from "../../../server/providers/endpoint";
import type { Provider, Written } from "../../../server/providers/provider";
import type { FailureKind, Result } from "../../../shared/failure";
import type { AzureServer } from "../../fakes/azureServer";
import { startAzure } from "../../fakes/azureServer";

const { signal } = new AbortController();
const value = "canary-4f1c9a7e-value";
const target = { kind: "default" } as const;

describe("Azure Key Vault", () => {
  let azure: AzureServer;
  let provider: Provider;

  beforeEach(async () => {
    azure = await startAzure([
      { name: "DATABASE-URL", environments: [], description: "The database" },
      { name: "STRIPE-KEY", environments: [] },
    ]);
    provider = open(azure.account.endpoint, fetch);
  });
  afterEach(() => azure.stop());

  function open(address: string, by: typeof fetch): Provider {
    const endpoint = readEndpoint(address);
    assert.equal(endpoint.kind, "ok");
    return azureKeyVault.create({
      account: { ...azure.account, endpoint: address },
      endpoint: endpoint.value,
      fetch: by,
      credential: () => Promise.resolve(azure.credential),
      renewed: () => undefined,
      now: () => new Date(),
      limits: { pause: 1, attempt: 500 },
    });
  }

  const create = (name: string, description = "New") =>
    provider.createSecret({ name, value, description, visibility: "masked", target }, signal);
  const answer = (status: number, body: unknown) => {
    Object.assign(azure.faults, { fault: { kind: "answer", status, body }, times: 9 });
  };
  const asked = () => azure.requests.map(({ method, path }) => `${method} ${path}`);

  it("is called by the name of the vault, and says whose account it is", async () => {
    const vault = open("https://shop-prod.vault.azure.net", (_input, init) =>
      fetch(`${azure.account.endpoint}/secrets?api-version=7.4`, init),
    );
    const identity = { name: "ada@example.com", project: "shop-prod", canWrite: true };
    assert.deepEqual(expectOk(await vault.whoAmI(signal)), identity);
    const environment = { id: "shop-prod", name: "shop-prod" };
    assert.deepEqual(expectOk(await vault.listEnvironments(signal)), [environment]);
    const { secrets } = expectOk(await vault.listSecrets(undefined, signal));
    assert.deepEqual(
      secrets.map(({ environments }) => environments),
      [["shop-prod"], ["shop-prod"]],
    );
  });

  it("asks once for what is wanted three times at the same time", async () => {
    await Promise.all([
      provider.whoAmI(signal),
      provider.listEnvironments(signal),
      provider.listSecrets(undefined, signal),
    ]);
    assert.deepEqual(asked(), ["GET /secrets?api-version=7.4&maxresults=25"]);
  });

  it("looks whether a name is there before it writes, because writing would replace it", async () => {
    assert.equal(expectDone(await create("NEW")).description, "New");
    const [look, write] = asked();
    assert.match(look ?? "", /^GET \/secrets\/NEW\/versions\?/);
    assert.match(write ?? "", /^PUT \/secrets\/NEW\?/);
    const failure = expectFailure(await create("database-url"), "alreadyExists");
    assert.match(failure.message, /has DATABASE-URL already/);
    assert.equal(azure.describe("DATABASE-URL").length, 1);
  });

  it("keeps what was noted down with a secret when its value is new", async () => {
    azure.add("STRIPE-KEY", { tags: { owner: "ops", description: "Payments" }, contentType: "text/plain" });
    expectDone(await provider.updateSecret({ name: "STRIPE-KEY", etag: "", value: { text: value, target } }, signal));
    const { tags, contentType } = azure.describe("STRIPE-KEY").at(-1) ?? {};
    assert.deepEqual([tags, contentType], [{ owner: "ops", description: "Payments" }, "text/plain"]);
    assert.equal(azure.describe("STRIPE-KEY").length, 3);
  });

  it("changes the description of the newest of many versions, without its value", async () => {
    for (let count = 0; count < 60; count++) azure.add("STRIPE-KEY", { tags: { count: String(count) } });
    const change = { name: "STRIPE-KEY", etag: "", description: "Anew" };
    assert.equal(expectDone(await provider.updateSecret(change, signal)).description, "Anew");
    assert.deepEqual(azure.describe("STRIPE-KEY").at(-1)?.tags, { count: "59", description: "Anew" });
    expectDone(await provider.updateSecret({ ...change, description: "" }, signal));
    assert.deepEqual(azure.describe("STRIPE-KEY").at(-1)?.tags, { count: "59" });
    assert.equal(azure.describe("STRIPE-KEY").length, 61);
  });

  it("says what keeps a deleted name from being made again", async () => {
    expectDone(await provider.deleteSecret({ name: "STRIPE-KEY", etag: "" }, signal));
    expectFailure(await provider.updateSecret({ name: "STRIPE-KEY", etag: "", description: "d" }, signal), "notFound");
    const failure = expectFailure(await create("STRIPE-KEY"), "alreadyExists");
    assert.match(failure.message, /az keyvault secret recover/);
    assert.equal(failure.field, "name");
  });

  it("leaves the keys of certificates alone", async () => {
    azure.add("tls-shop", { managed: true });
    const { secrets } = expectOk(await provider.listSecrets(undefined, signal));
    assert.deepEqual(
      secrets.filter(({ managed }) => managed).map(({ name }) => name),
      ["tls-shop"],
    );
  });

  it("takes no page from another vault, and no other page of this one", async () => {
    const links = [
      "https://evil.example/secrets?$skiptoken=1",
      `${azure.account.endpoint}/secrets/STRIPE-KEY?x=1`,
      "?x=1",
    ];
    for (const nextLink of links) {
      answer(200, { value: [], nextLink });
      expectFailure(await provider.listSecrets(undefined, signal), "malformedAnswer");
    }
    answer(200, { value: [], nextLink: `${azure.account.endpoint}/secrets?api-version=7.4&$skiptoken=abc` });
    const { nextCursor } = expectOk(await provider.listSecrets(undefined, signal));
    assert.equal(nextCursor, "?api-version=7.4&$skiptoken=abc");
  });

  it("does not follow where a challenge points to", async () => {
    azure.expire();
    expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
    assert.equal(azure.requests.length, 1);
  });

  it("leaves the value in answers where it is", async () => {
    const results = [
      await create("NEW"),
      await provider.updateSecret({ name: "NEW", etag: "", value: { text: value, target } }, signal),
      await provider.deleteSecret({ name: "NEW", etag: "" }, signal),
      await provider.listSecrets(undefined, signal),
    ];
    assert.ok(results.every(({ kind }) => kind === "ok"));
    assert.doesNotMatch(JSON.stringify([results, asked()]), /canary/);
  });

  const refusals: readonly (readonly [status: number, error: object, FailureKind, RegExp])[] = [
    [401, { message: "AKV10032: Invalid issuer. Expected one of …" }, "unauthorized", /another directory \(tenant\)/],
    [403, { innererror: { code: "ForbiddenByFirewall" } }, "forbidden", /firewall of the vault/],
    [403, { innererror: { code: "ForbiddenByConnection" } }, "forbidden", /private network/],
    [403, { innererror: { code: "constructor" } }, "forbidden", /Key Vault Reader/],
    [409, { innererror: { code: "Other" }, message: "…" }, "changedMeanwhile", /meanwhile/],
    [429, { code: "Throttled" }, "rateLimited", /too often/],
  ];
  for (const [status, error, kind, sentence] of refusals)
    it(`says in words what ${status} with ${JSON.stringify(error)} is`, async () => {
      answer(status, { error });
      assert.match(expectFailure(await provider.listSecrets(undefined, signal), kind).message, sentence);
    });

  it("points to the input that was wrong", async () => {
    assert.equal(expectFailure(await create("NO_UNDERSCORES"), "invalid").field, "name");
    assert.equal(expectFailure(await create("NEW", "x".repeat(300)), "invalid").field, "description");
    const large = { name: "NEW", value: "x".repeat(25_601), description: "", visibility: "masked", target } as const;
    assert.equal(expectFailure(await provider.createSecret(large, signal), "tooLarge").field, "value");
  });
});

function expectOk<T>(result: Result<T>): T {
  assert.equal(result.kind, "ok", JSON.stringify(result));
  return result.value;
}

function expectDone<T>(result: Result<Written<T>>): T {
  const written = expectOk(result);
  assert.equal(written.kind, "done");
  return written.value;
}

function expectFailure<T>(result: Result<T>, kind: FailureKind) {
  assert.equal(result.kind, "failed", JSON.stringify(result));
  assert.equal(result.failure.kind, kind, result.failure.message);
  return result.failure;
}
