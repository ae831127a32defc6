import assert from "node:assert/strict";
import { readEndpoint } from "../../../server/providers/endpoint";
import { googleSecretManager } from "../../../server/providers/googleSecretManager";
import type { Provider, Written } from "../../../server/providers/provider";
import type { FailureKind, Result } from "../../../shared/failure";
import type { GoogleServer } from "../../fakes/googleServer";
import { startGoogle } from "../../fakes/googleServer";

const { signal } = new AbortController();
const value = "canary-4f1c9a7e-välue";
const target = { kind: "default" } as const;

describe("Google Secret Manager", () => {
  let google: GoogleServer;
  let provider: Provider;

  beforeEach(async () => {
    google = await startGoogle([
      { name: "DATABASE_URL", environments: [], description: "The database" },
      { name: "DATABASE_URL_OLD", environments: [] },
    ]);
    provider = open();
  });
  afterEach(() => google.stop());

  function open(project = google.account.project, fetching = fetch): Provider {
    const { provider: id, endpoint: url } = google.account;
    const endpoint = readEndpoint(google.account.endpoint);
    assert.equal(endpoint.kind, "ok");
    return googleSecretManager.create({
      account: { provider: id, endpoint: url, ...(project === undefined || project === "" ? {} : { project }) },
      endpoint: endpoint.value,
      fetch: fetching,
      credential: () => Promise.resolve(google.credential),
      renewed: () => undefined,
      now: () => new Date(),
      limits: { pause: 1, attempt: 500 },
    });
  }

  const create = (name: string) =>
    provider.createSecret({ name, value, description: "New", visibility: "masked", target }, signal);
  const refuse = (error: object) => {
    Object.assign(google.faults, { fault: { kind: "answer", status: 403, body: { error } }, times: 9 });
  };
  const asked = () => google.requests.map(({ method, path }) => `${method} ${path}`);

  it("is signed in to before a project is chosen", async () => {
    provider = open("");
    const identity = expectOk(await provider.whoAmI(signal));
    assert.match(identity.name, /^tester@/);
    assert.deepEqual(asked(), ["POST /token"]);
    const projects = expectOk(await provider.listProjects!(signal));
    assert.deepEqual(projects, [
      { id: "inline-tests", name: "Tests (inline-tests)" },
      { id: "another", name: "another" },
    ]);
    assert.match(expectFailure(await provider.listSecrets(undefined, signal), "invalid").message, /Choose a project/);
  });

  it("asks once for what is wanted three times at the same time", async () => {
    await Promise.all([
      provider.whoAmI(signal),
      provider.listEnvironments(signal),
      provider.listSecrets(undefined, signal),
    ]);
    assert.deepEqual(asked(), ["POST /token", "GET /v1/projects/inline-tests/secrets?pageSize=250"]);
  });

  it("makes a secret first and then its value, as bytes", async () => {
    const created = expectDone(await create("NEW"));
    assert.equal(created.description, "New");
    assert.equal(google.describe("NEW")?.versions, 1);
    const { data } = (JSON.parse(google.requests.at(-1)?.body ?? "") as { payload: { data: string } }).payload;
    assert.equal(Buffer.from(data, "base64").toString(), value);
  });

  it("leaves no name without a value behind when the value is refused", async () => {
    google.refuseVersions();
    const failure = expectFailure(await create("NEW"), "forbidden");
    assert.match(failure.message, /secretmanager\.versions\.add/);
    assert.equal(google.describe("NEW"), undefined);
    assert.match(asked().at(-1) ?? "", /^DELETE .*etag=/);
  });

  it("says that a name is there when nobody knows whether its value is", async () => {
    provider = open(undefined, (input, init) => {
      if (!new Request(input).url.endsWith(":addVersion")) return fetch(input, init);
      return new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", reject));
    });
    const failure = expectFailure(await create("NEW"), "timeout");
    assert.match(
      failure.message,
      /^NEW was created, perhaps without its value, but: .* did not answer in time\. Refresh/,
    );
    assert.equal(failure.partly, true);
    assert.equal(google.describe("NEW")?.versions, 0);
  });

  it("says that a value is too large, and leaves nothing behind", async () => {
    const secret = { name: "NEW", value: "x".repeat(65_537), description: "", visibility: "masked", target } as const;
    assert.equal(expectFailure(await provider.createSecret(secret, signal), "tooLarge").field, "value");
    assert.equal(google.describe("NEW"), undefined);
  });

  it("changes a description, and keeps what others noted down", async () => {
    google.annotate("DATABASE_URL", { description: "Old", owner: "ops", "tool.state": "7" });
    const change = { name: "DATABASE_URL", etag: "", description: "Anew" };
    assert.equal(expectDone(await provider.updateSecret(change, signal)).description, "Anew");
    assert.deepEqual(google.describe("DATABASE_URL")?.annotations, {
      description: "Anew",
      owner: "ops",
      "tool.state": "7",
    });
    expectDone(await provider.updateSecret({ ...change, description: "" }, signal));
    assert.deepEqual(google.describe("DATABASE_URL")?.annotations, { owner: "ops", "tool.state": "7" });
  });

  it("changes no description and deletes nothing that somebody else has changed meanwhile", async () => {
    const { secrets } = expectOk(await provider.listSecrets(undefined, signal));
    const { etag = "" } = secrets.find(({ name }) => name === "DATABASE_URL") ?? {};
    google.annotate("DATABASE_URL", { description: "Theirs" });
    const change = { name: "DATABASE_URL", etag, description: "Ours", value: { text: value, target } };
    expectFailure(await provider.updateSecret(change, signal), "changedMeanwhile");
    expectFailure(await provider.deleteSecret({ name: "DATABASE_URL", etag }, signal), "changedMeanwhile");
    assert.equal(google.describe("DATABASE_URL")?.versions, 1);
    expectOk(await provider.deleteSecret({ name: "DATABASE_URL", etag: "" }, signal));
  });

  it("says that the description is new already when the value is refused", async () => {
    google.refuseVersions();
    const change = { name: "DATABASE_URL", etag: "", description: "Anew", value: { text: value, target } };
    const failure = expectFailure(await provider.updateSecret(change, signal), "forbidden");
    assert.match(failure.message, /^The description of DATABASE_URL was changed, but: .*versions\.add/);
    assert.equal(failure.partly, true);
  });

  it("keeps the description of a name whose value alone is new", async () => {
    const change = { name: "DATABASE_URL", etag: "", value: { text: value, target } };
    assert.equal(expectDone(await provider.updateSecret(change, signal)).description, "The database");
    assert.equal(google.describe("DATABASE_URL")?.versions, 2);
  });

  it("finds a name among those that hold it, and says when it is gone", async () => {
    const change = { name: "DATABASE", etag: "", description: "d" };
    assert.match(
      expectFailure(await provider.updateSecret(change, signal), "notFound").message,
      /no DATABASE any more/,
    );
  });

  it("never asks for what is in a secret", async () => {
    await create("NEW");
    await provider.updateSecret({ name: "NEW", etag: "", description: "d", value: { text: value, target } }, signal);
    await provider.deleteSecret({ name: "NEW", etag: "" }, signal);
    for (const request of asked()) assert.doesNotMatch(request, /access|versions|GET .*secrets\//);
  });

  const reasons: readonly (readonly [reason: string, FailureKind, RegExp])[] = [
    ["SERVICE_DISABLED", "forbidden", /gcloud services enable secretmanager\.googleapis\.com --project inline-tests/],
    ["ACCESS_TOKEN_SCOPE_INSUFFICIENT", "forbidden", /scope cloud-platform/],
    ["CONSUMER_INVALID", "notFound", /no project inline-tests/],
    ["SECURITY_POLICY_VIOLATED", "forbidden", /perimeter of VPC Service Controls/],
    ["constructor", "forbidden", /secretmanager\.secrets\.list.* in the project inline-tests/],
  ];
  for (const [reason, kind, sentence] of reasons)
    it(`says in words what ${reason} is`, async () => {
      expectOk(await provider.listSecrets(undefined, signal));
      refuse({ message: "", status: "PERMISSION_DENIED", details: [{ "@type": "Help" }, { reason }] });
      assert.match(expectFailure(await provider.listSecrets(undefined, signal), kind).message, sentence);
    });

  const counted: Readonly<Record<string, RegExp>> = {
    SERVICE_DISABLED: /not enabled in the project billed\. Run `gcloud .* --project billed`/,
    USER_PROJECT_DENIED: /the right serviceusage\.services\.use is missing in the project billed, if there is one/,
    BILLING_DISABLED: /needs an account for billing in the project billed/,
    CONSUMER_INVALID: /no project billed/,
  };
  for (const [reason, sentence] of Object.entries(counted))
    it(`speaks of the project that requests are counted under, whichever it is: ${reason}`, async () => {
      expectOk(await provider.listSecrets(undefined, signal));
      for (const [consumer, expected] of [
        ["projects/billed", sentence],
        ["projects/`rm x`", /inline-tests/],
      ] as const) {
        refuse({ message: "", status: "PERMISSION_DENIED", details: [{ reason, metadata: { consumer } }] });
        const result = await provider.listSecrets(undefined, signal);
        assert.ok(result.kind === "failed");
        assert.match(result.failure.message, expected);
      }
    });

  it("says which API lists projects, before one is chosen", async () => {
    provider = open("");
    expectOk(await provider.listProjects!(signal));
    const metadata = { consumer: "projects/billed", service: "cloudresourcemanager.googleapis.com" };
    refuse({ message: "", status: "PERMISSION_DENIED", details: [{ reason: "SERVICE_DISABLED", metadata }] });
    const { message } = expectFailure(await provider.listProjects!(signal), "forbidden");
    assert.match(message, /enable cloudresourcemanager\.googleapis\.com --project billed/);
  });

  it("asks for a project to count requests under, when a person's sign-in has none", async () => {
    expectOk(await provider.listSecrets(undefined, signal));
    refuse({
      message:
        "Your application is authenticating by using local Application Default Credentials. The secretmanager.googleapis.com API requires a quota project, which is not set by default.",
      status: "PERMISSION_DENIED",
      // The project is that of gcloud itself.
      details: [{ reason: "SERVICE_DISABLED", metadata: { consumer: "projects/764086051850" } }],
    });
    const { message } = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
    assert.match(message, /set-quota-project inline-tests/);
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
