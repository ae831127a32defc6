import assert from "node:assert/strict";
import { awsDialect } from "../../../server/providers/awsDialect";
import { createAwsListing } from "../../../server/providers/awsListing";
import { createAwsNames } from "../../../server/providers/awsNames";
import { awsSecretsManager } from "../../../server/providers/awsSecretsManager";
import { readEndpoint } from "../../../server/providers/endpoint";
import { createHttp } from "../../../server/providers/http";
import type { Provider, SecretPage, Written } from "../../../server/providers/provider";
import { rowsByName } from "../../../server/providers/rows";
import type { FailureKind, Result } from "../../../shared/failure";
import type { Secret } from "../../../shared/secret";
import type { AwsServer } from "../../fakes/awsServer";
import { startAws } from "../../fakes/awsServer";

const { signal } = new AbortController();
const value = "canary-4f1c9a7e-value";
const seed = [
  { name: "DATABASE_URL", environments: ["prod", "dev"], description: "The database" },
  { name: "STRIPE_KEY", environments: ["prod"], description: "Payments" },
];

describe("AWS Secrets Manager", () => {
  let aws: AwsServer;
  let provider: Provider;

  beforeEach(async () => {
    aws = await startAws(seed);
    provider = open();
  });
  afterEach(() => aws.stop());

  function open(folder?: string): Provider {
    const account = folder === undefined ? aws.account : { ...aws.account, folder };
    const endpoint = readEndpoint(account.endpoint);
    assert.equal(endpoint.kind, "ok");
    return awsSecretsManager.create({
      account,
      endpoint: endpoint.value,
      fetch,
      credential: () => Promise.resolve(aws.credential),
      renewed: () => undefined,
      now: () => new Date(),
      limits: { pause: 1, attempt: 200 },
    });
  }

  async function listed(from = provider): Promise<Record<string, readonly string[]>> {
    const rows: Secret[] = [];
    let page: SecretPage | undefined;
    do {
      page = expectOk(await from.listSecrets(page?.nextCursor, signal));
      rows.push(...page.secrets);
    } while (page.nextCursor !== undefined);
    return Object.fromEntries([...rowsByName(rows)].map(([name, { environments }]) => [name, environments]));
  }

  const create = (name: string, environment: string) => {
    const target = { kind: "environments", ids: [environment] } as const;
    return provider.createSecret({ name, value, description: "", visibility: "masked", target }, signal);
  };

  it("takes the folders of names for environments, and a name without one for the root", async () => {
    for (const full of ["SENTRY_DSN", "/prod/DATABASE_URL", "/LOOSE", "shop/prod/API_KEY", "odd/"])
      aws.addOwned(full, "");
    assert.deepEqual(await listed(), {
      DATABASE_URL: ["prod", "dev", "/prod"],
      STRIPE_KEY: ["prod"],
      SENTRY_DSN: ["/"],
      LOOSE: ["//"],
      API_KEY: ["shop/prod"],
      "odd/": ["/"],
    });
    const environments = expectOk(await provider.listEnvironments(signal)).map(({ id }) => id);
    assert.deepEqual(environments, ["/", "//", "/prod", "dev", "prod", "shop/prod"]);
  });

  it("keeps to the folder of its account", async () => {
    for (const full of ["shop/API_KEY", "shop/prod/API_KEY", "shopping/LIST"]) aws.addOwned(full, "");
    assert.deepEqual(await listed(open("/shop")), { API_KEY: ["/", "prod"] });
    const folders = expectOk(await open().listFolders!(signal)).map(({ id }) => id);
    assert.deepEqual(folders, ["/dev", "/prod", "/shop", "/shop/prod", "/shopping"]);
    provider = open("/shop/");
    expectOk(await create("NEW", "prod"));
    assert.ok(aws.describe("shop/prod/NEW"));
  });

  it("says that a folder without names is not there, and makes it with its first name", async () => {
    provider = open("/shpo");
    const failure = expectFailure(await provider.listSecrets(undefined, signal), "notFound");
    assert.match(failure.message, /no name below \/shpo/);
    assert.deepEqual(expectFailure(await provider.listEnvironments(signal), "notFound"), failure);
    expectOk(await create("NEW", "/"));
    assert.deepEqual(await listed(), { NEW: ["/"] });
  });

  it("lists each page once for all who ask at the same time", async () => {
    for (let index = 0; index < 230; index++) aws.addOwned(`many/N${index}`, "");
    const [identity, environments, names] = await Promise.all([
      provider.whoAmI(signal),
      provider.listEnvironments(signal),
      listed(),
    ]);
    assert.deepEqual([identity.kind, environments.kind, Object.keys(names).length], ["ok", "ok", 232]);
    assert.equal(aws.requests.length, 3);
  });

  it("loses no page when two lists are gone through with the same cursors", async () => {
    for (let index = 0; index < 230; index++) aws.addOwned(`many/N${index}`, "");
    const first = expectOk(await provider.listSecrets(undefined, signal));
    expectFailure(await create("NEW", "nowhere"), "notFound");
    let cursor = first.nextCursor;
    while (cursor !== undefined) cursor = expectOk(await provider.listSecrets(cursor, signal)).nextCursor;
    const [name] = first.secrets.map((secret) => secret.name);
    expectOk(await provider.deleteSecret({ name: name ?? "", etag: "" }, signal));
  });

  it("gives up for one who asks, not for the others", async () => {
    Object.assign(aws.faults, { fault: { kind: "silent" }, times: Infinity });
    const impatient = new AbortController();
    const waiting = provider.listSecrets(undefined, signal);
    const leaving = provider.whoAmI(impatient.signal);
    impatient.abort();
    expectFailure(await leaving, "cancelled");
    expectFailure(await waiting, "timeout");
  });

  it("writes a value where the name stands, and the name where it does not stand yet", async () => {
    await listed();
    const change = { kind: "environments", ids: ["prod", "dev"] } as const;
    const updated = await provider.updateSecret(
      { name: "STRIPE_KEY", etag: "", value: { text: value, target: change } },
      signal,
    );
    assert.deepEqual(expectWritten(updated).environments, ["prod", "dev"]);
    const [, put, creation] = aws.requests.map(({ headers }) => headers["x-amz-target"]);
    assert.deepEqual([put, creation], ["secretsmanager.PutSecretValue", "secretsmanager.CreateSecret"]);
    assert.equal(aws.describe("dev/STRIPE_KEY")?.description, "Payments");
  });

  it("describes a name alike in all folders that it stands in", async () => {
    const written = await provider.updateSecret({ name: "DATABASE_URL", etag: "", description: "Anew" }, signal);
    assert.equal(expectWritten(written).description, "Anew");
    assert.deepEqual(
      ["prod/DATABASE_URL", "dev/DATABASE_URL"].map((full) => aws.describe(full)?.description),
      ["Anew", "Anew"],
    );
    assert.ok(aws.requests.every(({ body }) => !body.includes("SecretString")));
  });

  it("begins no folder by accident, and finds one that was begun elsewhere", async () => {
    await listed();
    assert.match(expectFailure(await create("NEW", "prd"), "notFound").message, /no folder prd/);
    aws.addOwned("prd/OTHER", "");
    expectOk(await create("NEW", "prd"));
    expectOk(await create("NEW", "/"));
  });

  it("writes one value to several folders only when they are named", async () => {
    const everywhere = { text: value, target: { kind: "default" } } as const;
    const refused = await provider.updateSecret({ name: "DATABASE_URL", etag: "", value: everywhere }, signal);
    assert.equal(expectFailure(refused, "invalid").field, "environment");
    expectOk(await provider.updateSecret({ name: "STRIPE_KEY", etag: "", value: everywhere }, signal));
  });

  it("deletes a name in one folder, then in all, and says what keeps it from being made again", async () => {
    expectOk(await provider.deleteSecret({ name: "DATABASE_URL", etag: "", environment: "dev" }, signal));
    expectOk(await provider.deleteSecret({ name: "DATABASE_URL", etag: "" }, signal));
    assert.deepEqual([...aws.names().keys()], ["STRIPE_KEY"]);
    assert.ok(!aws.requests.some(({ body }) => body.includes("ForceDelete")));
    const again = expectFailure(await create("DATABASE_URL", "prod"), "alreadyExists");
    assert.match(again.message, /before it is deleted for good.*restore-secret/);
  });

  it("says in which folders a write is done when another one refuses", async () => {
    await listed();
    let writes = 0;
    Object.assign(aws.faults, {
      fault: { kind: "answer", status: 400, body: { __type: "AccessDeniedException" } },
      times: Infinity,
      isMeant: ({ headers }: Request) => !headers.get("x-amz-target")?.endsWith("ListSecrets") && writes++ % 2 === 1,
    });
    const target = { kind: "environments", ids: ["dev", "prod"] } as const;
    for (const result of [
      await provider.updateSecret({ name: "DATABASE_URL", etag: "", value: { text: value, target } }, signal),
      await provider.deleteSecret({ name: "DATABASE_URL", etag: "" }, signal),
    ]) {
      const { message, partly } = expectFailure<unknown>(result, "forbidden");
      assert.match(message, / It is done in (?:dev|prod)\.$/);
      assert.equal(partly, true);
    }
  });

  it("knows what it wrote before the listing does", async () => {
    aws.freezeListing();
    expectOk(await create("NEW", "prod"));
    expectOk(await provider.deleteSecret({ name: "STRIPE_KEY", etag: "", environment: "prod" }, signal));
    assert.deepEqual(await listed(), { DATABASE_URL: ["prod", "dev"], NEW: ["prod"] });
  });

  it("leaves alone what another service of AWS looks after", async () => {
    aws.addOwned("rds!db-1", "rds");
    const { secrets } = expectOk(await provider.listSecrets(undefined, signal));
    assert.deepEqual(
      secrets.filter(({ managed }) => managed).map(({ name }) => name),
      ["rds!db-1"],
    );
  });

  it("tells times in the way of everybody else", async () => {
    const { secrets } = expectOk(await provider.listSecrets(undefined, signal));
    assert.equal(secrets[0]?.createdAt, "2026-01-01T00:00:01.250Z");
  });

  const refusals: readonly (readonly [type: string, message: string, FailureKind, RegExp])[] = [
    [
      "ExpiredTokenException",
      "The security token included in the request is expired",
      "unauthorized",
      /does not accept/,
    ],
    [
      "InvalidSignatureException",
      "Signature expired: 20260101T000000Z is now earlier than 2026…",
      "unauthorized",
      /clock/,
    ],
    ["com.amazonaws.secretsmanager#AccessDeniedException", "", "forbidden", /secretsmanager:CreateSecret/],
    ["EncryptionFailure", "", "forbidden", /kms:GenerateDataKey/],
    ["LimitExceededException", "", "invalid", /as many secrets/],
    ["ThrottlingException", "Rate exceeded", "rateLimited", /too often/],
    ["ValidationException", "Invalid name. Must be…", "invalid", /Invalid name/],
    ["constructor", "", "invalid", /does not accept NEW/],
  ];
  for (const [type, message, kind, sentence] of refusals)
    it(`says in words what ${type} is`, async () => {
      await listed();
      const body = { __type: type, Message: message };
      Object.assign(aws.faults, { fault: { kind: "answer", status: 400, body }, times: 9 });
      assert.match(expectFailure(await create("NEW", "prod"), kind).message, sentence);
      assert.equal(aws.requests.length, 2);
    });

  it("lists again after a while when it was too often, whatever the status says", async () => {
    const body = { __type: "ThrottlingException", Message: "Rate exceeded" };
    Object.assign(aws.faults, { fault: { kind: "answer", status: 400, body }, times: 2 });
    assert.equal(Object.keys(await listed()).length, 2);
    assert.equal(aws.requests.length, 3);
  });

  it("sends the value in one body, and no key at all", async () => {
    const created = await create("NEW", "prod");
    const refused = await create("NEW", "prod");
    const sent = aws.requests.map(({ path, headers }) => [path, headers]);
    assert.doesNotMatch(JSON.stringify([sent, created, refused, await provider.whoAmI(signal)]), /canary|wJalrX/);
    assert.deepEqual(
      aws.requests.map(({ body }) => body.includes(value)),
      [false, true, true, false],
    );
  });
});

describe("the listing of a region", () => {
  /** Lists by way of a service that answers each cursor, empty for the first page, with such a page. */
  function listing(pageAt: (cursor: string) => object, folder?: string) {
    const service: typeof fetch = async (input, init) => {
      const { NextToken = "" } = (await new Request(input, init).json()) as { readonly NextToken?: string };
      return Response.json(pageAt(NextToken));
    };
    const http = createHttp({ baseUrl: "http://localhost", fetch: service, serviceName: "AWS", dialect: awsDialect });
    return createAwsListing({ http, names: createAwsNames(folder), now: () => new Date() });
  }

  it("takes linear time, however many go through its pages", async () => {
    const count = 40_000;
    const { whole } = listing((cursor) => {
      const start = Number(cursor);
      const names = Array.from({ length: 100 }, (_, index) => ({ Name: `prod/NAME_${start + index}` }));
      return { SecretList: names, ...(start + 100 < count && { NextToken: String(start + 100) }) };
    });
    const started = process.cpuUsage();
    const found = await Promise.all([whole(signal), whole(signal)]);
    const { user, system } = process.cpuUsage(started);
    for (const all of found) assert.equal(expectOk(all).size, count);
    assert.ok((user + system) / 1000 < 2000, `${(user + system) / 1000} ms`);
  });

  it("is not taken for empty by whoever comes late to a last page without names", async () => {
    const { page } = listing(
      (cursor) => (cursor === "" ? { SecretList: [{ Name: "shop/A" }], NextToken: "rest" } : { SecretList: [] }),
      "/shop",
    );
    for (const cursor of [undefined, undefined, "rest", "rest"])
      assert.ok(expectOk(await page(cursor, signal)).count > 0, cursor);
  });
});

function expectOk<T>(result: Result<T>): T {
  assert.equal(result.kind, "ok", JSON.stringify(result));
  return result.value;
}

function expectWritten(result: Result<Written<Secret>>): Secret {
  const written = expectOk(result);
  assert.equal(written.kind, "done");
  return written.value;
}

function expectFailure<T>(result: Result<T>, kind: FailureKind) {
  assert.equal(result.kind, "failed", JSON.stringify(result));
  assert.equal(result.failure.kind, kind, result.failure.message);
  return result.failure;
}
