import assert from "node:assert/strict";
import { readEndpoint } from "../../../server/providers/endpoint";
import { inferenceSh } from "../../../server/providers/inferenceSh";
import type { Provider, ProviderOptions, SecretPage } from "../../../server/providers/provider";
import type { Credential } from "../../../shared/account";
import type { Failure, Result } from "../../../shared/failure";
import type { InferenceShServer, Shape } from "../../fakes/inferenceShServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import { readModules } from "../architecture/modules";

const { signal } = new AbortController();
const value = "canary-4f1c9a7e-value";
const seed = [
  { name: "OPENAI_API_KEY", environments: ["team"], description: "For GPT" },
  { name: "HF_TOKEN", environments: ["team"] },
];

describe("inference.sh", () => {
  let server: InferenceShServer;
  let provider: Provider;
  let world: { credential: Credential | null; renewed: Credential[]; now: number };

  beforeEach(async () => {
    server = await startInferenceSh(seed);
    world = { credential: server.credential, renewed: [], now: Date.parse("2026-01-01T00:00:00Z") };
    provider = inferenceSh.create(options());
  });
  afterEach(() => server.stop());

  function options(): ProviderOptions {
    const endpoint = readEndpoint(server.account.endpoint);
    assert.equal(endpoint.kind, "ok");
    return {
      account: server.account,
      endpoint: endpoint.value,
      fetch,
      credential: () => Promise.resolve(world.credential),
      renewed: (credential) => {
        world.credential = credential;
        world.renewed.push(credential);
      },
      now: () => new Date(world.now),
      limits: { pause: 1, longestPause: 10, attempt: 500 },
    };
  }

  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    Object.assign(server.faults, { fault: { kind: "answer", status, body, headers }, times: 1 });
  };
  const create = (name = "NEW_KEY") =>
    provider.createSecret({ name, value, description: "", visibility: "masked", target: { kind: "default" } }, signal);

  const shapes: readonly Shape[] = ["bare", "data", "success"];
  for (const shape of shapes) {
    it(`is understood in the shape "${shape}", in every operation and in every refusal`, async () => {
      server.shape(shape);
      assert.deepEqual(expectOk(await provider.whoAmI(signal)), {
        name: "Ada Tester",
        project: "Tests",
        canWrite: true,
      });
      assert.deepEqual(expectOk(await provider.listEnvironments(signal)), [{ id: "team", name: "Tests" }]);
      assert.deepEqual(namesOn(expectOk(await provider.listSecrets(undefined, signal))), [
        "OPENAI_API_KEY",
        "HF_TOKEN",
      ]);
      assert.equal(expectOk(await create()).kind, "done");
      expectFailure(await create(), "alreadyExists");
      const change = {
        name: "NEW_KEY",
        etag: "",
        value: { text: value, target: { kind: "default" } },
        description: "d",
      } as const;
      const updated = expectOk(await provider.updateSecret(change, signal));
      assert.equal(updated.kind === "done" && updated.value.description, "d");
      const finding = expectOk(await provider.preflight!([{ name: "GONE", optional: false }], signal));
      assert.deepEqual(finding, [
        { name: "GONE", message: "inference.sh has no value for GONE: it would refuse to run this." },
      ]);
      assert.equal(expectOk(await provider.deleteSecret({ name: "NEW_KEY", etag: "" }, signal)).kind, "done");
      expectFailure(await provider.deleteSecret({ name: "NEW_KEY", etag: "" }, signal), "notFound");
      server.expire();
      const expired = expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
      assert.equal(expired.message, "inference.sh does not accept this token, or it has expired.");
    });
  }

  it("is asked for resources as they are, and for names by the way of the official SDK", async () => {
    expectOk(await provider.listSecrets(undefined, signal));
    const [request] = server.requests;
    assert.deepEqual([request?.method, request?.path, request?.body], ["POST", "/secrets/list", '{"limit":100}']);
    assert.equal(request?.headers["x-api-version"], "2");
  });

  it("lists all pages, by the older way as well", async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ name: `NAME_${index}`, environments: ["team"] }));
    await server.stop();
    server = await startInferenceSh(many);
    for (const isOlder of [false, true]) {
      if (isOlder) server.becomeOlder();
      provider = inferenceSh.create(options());
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = expectOk(await provider.listSecrets(cursor, signal));
        names.push(...namesOn(page));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      assert.deepEqual(
        names,
        many.map(({ name }) => name),
      );
    }
    assert.deepEqual(
      server.requests.map(({ method, path }) => `${method} ${path.replace(/cursor=.*/, "cursor=…")}`),
      [
        ...Array.from({ length: 4 }, () => "POST /secrets/list"),
        "GET /secrets?limit=100",
        "GET /secrets?limit=100&cursor=…",
        "GET /secrets?limit=100&cursor=…",
      ],
    );
  });

  it("shows the names of the team, not those of the platform, nor any that is gone", async () => {
    server.addHidden("PLATFORM_KEY", "system");
    server.addHidden("INTEGRATION_TOKEN", "internal");
    assert.deepEqual(namesOn(expectOk(await provider.listSecrets(undefined, signal))), ["OPENAI_API_KEY", "HF_TOKEN"]);
    const items = ["team", "internal", "system", "user", undefined].map((scope, index) => ({
      key: `K${index}`,
      scope,
    }));
    answer(200, { items: [...items, { key: "GONE", deleted_at: "2026-01-01T00:00:00Z" }], has_next: false });
    assert.deepEqual(namesOn(expectOk(await provider.listSecrets(undefined, signal))), ["K0", "K4"]);
  });

  it("has all names although somebody wrote a whole page about one of them", async () => {
    answer(200, {
      items: [
        { key: "LONG", description: "x".repeat(2_001) },
        { key: "K", description: "y" },
      ],
    });
    const { secrets } = expectOk(await provider.listSecrets(undefined, signal));
    assert.deepEqual(
      secrets.map(({ name, description }) => [name, description]),
      [
        ["LONG", ""],
        ["K", "y"],
      ],
    );
  });

  it("is empty when it says so, and not when it says something else", async () => {
    await server.stop();
    server = await startInferenceSh();
    provider = inferenceSh.create(options());
    assert.deepEqual(expectOk(await provider.listSecrets(undefined, signal)).secrets, []);
    const wrong: readonly unknown[] = [
      {},
      null,
      { items: null },
      { items: {} },
      { items: [{ masked_value: "x" }] },
      { items: [{ key: 7 }] },
      { items: [{ key: "K", description: 7 }] },
      { items: [], has_next: true },
      { items: [], next_cursor: 7 },
      { items: [], has_next: "yes" },
      { success: true, status: 200 },
      { data: null, messages: [] },
    ];
    for (const body of wrong) {
      answer(200, body);
      const { message } = expectFailure(await provider.listSecrets(undefined, signal), "malformedAnswer");
      assert.equal(
        message,
        "inference.sh answered with something that is not the API of inference.sh.",
        JSON.stringify(body),
      );
    }
  });

  it("keeps nothing of a masked value, and sends a value in one body alone", async () => {
    const listed = await provider.listSecrets(undefined, signal);
    const written = await create();
    assert.doesNotMatch(JSON.stringify([listed, written]), /sk-|abcd|canary|masked_value/);
    const holding = server.requests.filter((request) => JSON.stringify(request).includes(value));
    assert.deepEqual(
      holding.map(({ method, path, body }) => [method, path, body]),
      [["POST", "/secrets", JSON.stringify({ key: "NEW_KEY", value })]],
    );
  });

  it("wants the value with every change, and is not even asked without", async () => {
    const before = server.requests.length;
    const failure = expectFailure(
      await provider.updateSecret({ name: "HF_TOKEN", etag: "", description: "d" }, signal),
      "invalid",
    );
    assert.equal(
      failure.message,
      "inference.sh changes a description only together with the value: enter the value again.",
    );
    assert.equal(failure.field, "value");
    assert.equal(server.requests.length, before);
  });

  it("leaves a description alone that is not part of a change", async () => {
    const target = { kind: "default" } as const;
    const change = { name: "OPENAI_API_KEY", etag: "", value: { text: value, target } };
    const written = expectOk(await provider.updateSecret(change, signal));
    assert.equal(written.kind === "done" && written.value.description, "For GPT");
    assert.deepEqual(JSON.parse(server.requests.at(-1)?.body ?? ""), { value });
  });

  it("says that a name is reserved, by its own list and by what the service answers", async () => {
    const reserved = expectFailure(await create("SMTP_PASSWORD"), "invalid");
    assert.equal(reserved.message, "inference.sh keeps the name SMTP_PASSWORD for itself. Choose another one.");
    assert.equal(reserved.field, "name");
    assert.ok(inferenceSh.capabilities.reservedNames.includes("SMTP_PASSWORD"));
  });

  it("spells a name so that it leads to no other address", async () => {
    await provider.deleteSecret({ name: "reveal/../a b?c", etag: "" }, signal);
    assert.equal(server.requests.at(-1)?.path, "/secrets/reveal%2F..%2Fa%20b%3Fc");
    for (const name of ["..", ".", "a/b", "A=B", "A B", ""])
      assert.ok(!inferenceSh.capabilities.namePattern.test(name));
  });

  const refusals: readonly [status: number, body: unknown, kind: Failure["kind"], message: string][] = [
    [
      402,
      typed("payment_required"),
      "forbidden",
      "inference.sh asks for a payment first: see the billing of your team there.",
    ],
    [
      403,
      typed("forbidden"),
      "forbidden",
      "inference.sh says that this token may not write: it needs the scope secrets:write and the admin role in the team.",
    ],
    [
      403,
      typed("team_role_required"),
      "forbidden",
      "inference.sh lets only owners and admins of the team write secrets.",
    ],
    [
      403,
      { ...typed("insufficient_scope"), meta: { required_scope: "secrets:write" } },
      "forbidden",
      "inference.sh says that this token may not write: it needs the scope secrets:write.",
    ],
    [
      403,
      { ...typed("insufficient_scope"), meta: { required_scope: value } },
      "forbidden",
      "inference.sh says that this token may not write: it needs the scope secrets:write and the admin role in the team.",
    ],
    [404, typed("not_found"), "notFound", "inference.sh has no NEW_KEY any more."],
    [409, typed("already_exists"), "alreadyExists", "inference.sh has NEW_KEY already."],
    [
      400,
      typed("validation_error", "description is too long"),
      "invalid",
      "inference.sh refuses this: description is too long",
    ],
    [400, typed("validation_error", `not ${value}`), "invalid", "inference.sh does not accept NEW_KEY like this."],
    [400, older("validation_error", "value is too short"), "invalid", "inference.sh refuses this: value is too short"],
    [
      403,
      older("team_role_required"),
      "forbidden",
      "inference.sh lets only owners and admins of the team write secrets.",
    ],
    [200, older("already_exists", "", 409), "alreadyExists", "inference.sh has NEW_KEY already."],
    [200, { success: false }, "unavailable", "inference.sh does not work at the moment."],
    [429, typed("rate_limited"), "rateLimited", "inference.sh has been asked too often. Try again in 30 seconds."],
  ];
  for (const [status, body, kind, message] of refusals) {
    it(`says what ${status} ${JSON.stringify(body)} means`, async () => {
      answer(status, body, { "retry-after": "30" });
      assert.equal(expectFailure(await create(), kind).message, message);
    });
  }

  it("says that it does not serve a place, which it is told as plain text", async () => {
    const plain = () =>
      new Response("Unavailable For Legal Reasons", { status: 451, headers: { "content-type": "text/plain" } });
    provider = inferenceSh.create({ ...options(), fetch: () => Promise.resolve(plain()) });
    const { message } = expectFailure(await provider.listSecrets(undefined, signal), "forbidden");
    assert.equal(message, "inference.sh does not serve where you are, for legal reasons.");
  });

  it("takes a key that is not told who it belongs to, but not one that may read nothing", async () => {
    answer(403, typed("forbidden"));
    assert.deepEqual(expectOk(await provider.whoAmI(signal)), { name: "", project: "", canWrite: true });
    server.allow("nothing");
    const { message } = expectFailure(await provider.whoAmI(signal), "forbidden");
    assert.equal(message, "inference.sh says that this token may not read names: it needs the scope secrets:read.");
  });

  it("is asked once who it is by all who want to know at a time", async () => {
    await Promise.all([provider.whoAmI(signal), provider.listEnvironments(signal), provider.whoAmI(signal)]);
    assert.equal(server.requests.length, 1);
  });

  describe("before anything runs", () => {
    const check = (...declared: { name: string; optional: boolean }[]) => provider.preflight!(declared, signal);

    it("is asked about every declared name, and says which would not do", async () => {
      const findings = expectOk(
        await check(
          { name: "OPENAI_API_KEY", optional: false },
          { name: "GONE", optional: false },
          { name: "MAYBE", optional: true },
        ),
      );
      assert.deepEqual(
        findings.map(({ name }) => name),
        ["GONE"],
      );
      assert.deepEqual(JSON.parse(server.requests.at(-1)?.body ?? ""), {
        secrets: [
          { key: "OPENAI_API_KEY", optional: false },
          { key: "GONE", optional: false },
          { key: "MAYBE", optional: true },
        ],
      });
    });

    it("is told in our words: those of the service may hold anything", async () => {
      const errors = ["secret", "integration", "scope", "other"].map((type) => ({ type, key: "K", message: value }));
      answer(412, { satisfied: false, errors });
      const findings = expectOk(await check({ name: "K", optional: false }));
      assert.equal(findings.length, 4);
      assert.doesNotMatch(JSON.stringify(findings), /canary/);
    });

    it("is not taken to have found nothing when it says neither", async () => {
      for (const body of [
        {},
        { satisfied: false },
        { satisfied: "no", errors: [] },
        { satisfied: false, errors: [{}] },
      ]) {
        answer(200, body);
        expectFailure(await check({ name: "K", optional: false }), "malformedAnswer");
      }
    });
  });

  describe("with a sign-in of the browser", () => {
    async function signIn(lasting?: number): Promise<Credential> {
      server.desk.lastFor(lasting);
      const begun = expectOk(await inferenceSh.beginDeviceSignIn!(options(), signal));
      assert.equal(begun.code.userCode, "WDJB-MJHT");
      server.desk.decide("confirmed");
      const credential = expectOk(await begun.wait(signal));
      world.credential = credential;
      return credential;
    }

    it("lets in with the token it gave, and ends it when told to", async () => {
      const credential = await signIn();
      expectOk(await provider.listSecrets(undefined, signal));
      expectOk(await provider.revoke!(signal));
      assert.deepEqual(server.desk.revoked, credential.kind === "oauth" && [credential.accessToken]);
      expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
    });

    it("renews a token that ends, once for all who wait, and hands the new credential on", async () => {
      await signIn(600);
      world.now += 590_000;
      const pages = await Promise.all([provider.listSecrets(undefined, signal), provider.whoAmI(signal)]);
      assert.deepEqual(
        pages.map(({ kind }) => kind),
        ["ok", "ok"],
      );
      assert.equal(world.renewed.length, 1);
      assert.equal(server.requests.filter(({ body }) => body.includes("grant_type=refresh_token")).length, 1);
    });

    it("renews a token that is refused, and even a write goes again", async () => {
      const credential = await signIn(600);
      assert.ok(credential.kind === "oauth");
      world.credential = { ...credential, accessToken: "no-longer" };
      assert.equal(expectOk(await create()).kind, "done");
      assert.equal(world.renewed.length, 1);
    });

    it("says that it has ended when nothing renews it any more", async () => {
      await signIn(600);
      server.expire();
      const { message } = expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
      assert.equal(message, "Your sign-in to inference.sh has ended. Sign in again.");
    });

    it("leaves an API key alone when the user signs out: it was made for more than this", async () => {
      const before = server.requests.length;
      expectOk(await provider.revoke!(signal));
      assert.equal(server.requests.length, before);
    });

    it("takes no credential of another kind", async () => {
      world.credential = { kind: "client", clientId: "a", clientSecret: "b" };
      const { message } = expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
      assert.equal(message, "inference.sh takes an API key, or a sign-in with the browser.");
    });
  });

  it("has no way to a value: the address of one stands nowhere in what is shipped", () => {
    const modules = readModules("client", "server", "shared");
    assert.ok(modules.some(({ path }) => path === "server/providers/inferenceSh.ts"));
    assert.deepEqual(
      modules.filter(({ text }) => /secrets\/reveal/i.test(text)).map(({ path }) => path),
      [],
    );
  });
});

function typed(code: string, detail = ""): Record<string, unknown> {
  return { type: `https://api.inference.sh/errors/${code}`, title: code, ...(detail && { detail }) };
}

function older(code: string, message = "", status?: number): Record<string, unknown> {
  return { success: false, ...(status && { status }), error: { code, message } };
}

function namesOn({ secrets }: SecretPage): readonly string[] {
  return secrets.map(({ name }) => name);
}

function expectOk<T>(result: Result<T>): T {
  assert.equal(result.kind, "ok", JSON.stringify(result));
  return result.value;
}

function expectFailure(result: Result<unknown>, kind: Failure["kind"]): Failure {
  assert.equal(result.kind, "failed", JSON.stringify(result));
  assert.equal(result.failure.kind, kind, result.failure.message);
  return result.failure;
}
