import assert from "node:assert/strict";
import { createSecretsApi } from "../../../server/embedded/app";
import { done, refused } from "../../../server/embedded/problem";
import type { SecretStore } from "../../../server/embedded/secretStore";
import type { Secret } from "../../../shared/secret";
import type { Seed } from "../../fakes/memoryStore";
import { createMemoryStore } from "../../fakes/memoryStore";
import { checkAnswer, documentedOperations, documentedStatuses, operationCalled } from "./openapi";

interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the body says, as a test wants to look at it. */
  readonly body: Partial<Secret> & {
    readonly type?: string;
    readonly errors?: readonly { readonly pointer: string }[];
    readonly items?: readonly { readonly name: string }[];
    readonly nextCursor?: string | null;
  };
}

/** Statuses that were seen, so that the last test can tell which of the document were not. */
const seen = new Set<string>();

/** Calls the app; each answer is held to `openapi.json`. */
function open(store: SecretStore = createMemoryStore(seeds)) {
  const tokens = (token: string | undefined) => {
    if (token === "reader") return done({ name: "Reader", project: "tests", canWrite: false });
    if (token === "busy") return { ...refused("rate-limited", "Slowly."), ...busy };
    return token === "writer"
      ? done({ name: "Writer", project: "tests", canWrite: true })
      : refused("unauthorized", "Who are you?");
  };
  const app = createSecretsApi({ store, authenticate: tokens, now: () => new Date("2026-02-03T04:05:06Z") });
  return async (route: string, { body, headers = {} }: Sent = {}): Promise<Answer> => {
    const [method = "", path = ""] = route.split(" ");
    const response = await app.request(path, {
      method,
      headers: { authorization: "Bearer writer", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const operation = operationCalled(method, path.replace(/\?.*/, ""));
    if (operation !== undefined) {
      seen.add(`${operation} ${response.status}`);
      await checkAnswer(operation, response);
    }
    const text = await response.text();
    const parsed = (text === "" ? {} : JSON.parse(text)) as Answer["body"];
    return { status: response.status, headers: response.headers, body: parsed };
  };
}

const busy = { problem: { code: "rate-limited", detail: "Slowly.", retryAfterSeconds: 7 } } as const;

const seeds: readonly Seed[] = [
  { name: "DATABASE_URL", description: "The database", hasDefault: true, environments: ["production"] },
  { name: "PLATFORM_TOKEN", hasDefault: true, managed: true },
  { name: "STRIPE_KEY", environments: ["development"], visibility: "restricted" },
];

const seeded = '"seeded"';

describe("the Secrets API", () => {
  const refusals: readonly [what: string, route: string, sent: Sent, status: number, code: string, pointer?: string][] =
    [
      ["no token", "GET /v1/me", { headers: { authorization: "" } }, 401, "unauthorized"],
      ["an unknown token", "GET /v1/secrets", { headers: { authorization: "Bearer no" } }, 401, "unauthorized"],
      ["no route", "GET /v1/values", {}, 404, "not-found"],
      ["a name that is not there", "GET /v1/secrets/NOPE", {}, 404, "not-found"],
      ["a foreign cursor", "GET /v1/secrets?cursor=abc", {}, 422, "invalid", "/cursor"],
      ["a foreign cursor of environments", "GET /v1/environments?cursor=abc", {}, 422, "invalid", "/cursor"],
      ["a page without names", "GET /v1/secrets?limit=0", {}, 422, "invalid", "/limit"],
      ["a page that is too large", "GET /v1/secrets?limit=201", {}, 422, "invalid", "/limit"],
      ["a reader who creates", "PUT /v1/secrets/NEW", { body: { value: "v" }, headers: reader() }, 403, "forbidden"],
      ["a reader who deletes", "DELETE /v1/secrets/STRIPE_KEY", { headers: reader() }, 403, "forbidden"],
      ["a malformed name", "PUT /v1/secrets/A-B", { body: { value: "v" } }, 422, "invalid", "/name"],
      ["no value", "PUT /v1/secrets/NEW", { body: {} }, 422, "invalid", "/value"],
      ["an empty value", "PUT /v1/secrets/NEW", { body: { value: "" } }, 422, "invalid", "/value"],
      ["half a character", "PUT /v1/secrets/NEW", { body: { value: "\ud83d" } }, 422, "invalid", "/value"],
      ["a body that is no JSON", "PUT /v1/secrets/NEW", { body: "{" }, 422, "invalid", ""],
      ["a body that is a list", "PUT /v1/secrets/NEW", { body: [] }, 422, "invalid", ""],
      ["an unknown field", "PUT /v1/secrets/NEW", { body: { value: "v", vaule: "v" } }, 422, "invalid", ""],
      [
        "an unknown visibility",
        "PUT /v1/secrets/NEW",
        { body: { value: "v", visibility: "open" } },
        422,
        "invalid",
        "/visibility",
      ],
      ["a malformed type", "PUT /v1/secrets/NEW", { body: { value: "v", type: "A B" } }, 422, "invalid", "/type"],
      [
        "a long description",
        "PATCH /v1/secrets/STRIPE_KEY",
        { body: { description: "d".repeat(1001) } },
        422,
        "invalid",
        "/description",
      ],
      [
        "an unknown environment",
        "PUT /v1/secrets/NEW",
        { body: { value: "v", environments: ["production", "moon"] } },
        422,
        "invalid",
        "/environments/1",
      ],
      [
        "no environment at all",
        "PUT /v1/secrets/NEW",
        { body: { value: "v", environments: [] } },
        422,
        "invalid",
        "/environments",
      ],
      ["a value that is too large", "PUT /v1/secrets/NEW", { body: { value: "é".repeat(32_769) } }, 413, "too-large"],
      ["a body that is too large", "PATCH /v1/secrets/NEW", { body: " ".repeat(1_048_577) }, 413, "too-large"],
      ["a taken name", "PUT /v1/secrets/STRIPE_KEY", { body: { value: "v" } }, 409, "already-exists"],
      [
        "a taken name, on condition",
        "PUT /v1/secrets/STRIPE_KEY",
        { body: { value: "v" }, headers: { "if-none-match": "*" } },
        412,
        "changed-meanwhile",
      ],
      [
        "replacing another version",
        "PUT /v1/secrets/STRIPE_KEY",
        { body: { value: "v" }, headers: { "if-match": '"old"' } },
        412,
        "changed-meanwhile",
      ],
      [
        "replacing what is not there",
        "PUT /v1/secrets/NEW",
        { body: { value: "v" }, headers: { "if-match": "*" } },
        412,
        "changed-meanwhile",
      ],
      [
        "replacing a managed secret",
        "PUT /v1/secrets/PLATFORM_TOKEN",
        { body: { value: "v" }, headers: { "if-match": "*" } },
        403,
        "managed",
      ],
      ["changing nothing", "PATCH /v1/secrets/STRIPE_KEY", { body: {} }, 422, "invalid", ""],
      [
        "environments without a value",
        "PATCH /v1/secrets/STRIPE_KEY",
        { body: { environments: ["production"] } },
        422,
        "invalid",
        "/environments",
      ],
      [
        "changing another version",
        "PATCH /v1/secrets/STRIPE_KEY",
        { body: { description: "d" }, headers: { "if-match": '"old"' } },
        412,
        "changed-meanwhile",
      ],
      [
        "a weak tag, which matches no version",
        "PATCH /v1/secrets/STRIPE_KEY",
        { body: { description: "d" }, headers: { "if-match": `W/${seeded}` } },
        412,
        "changed-meanwhile",
      ],
      ["changing what is not there", "PATCH /v1/secrets/NOPE", { body: { description: "d" } }, 404, "not-found"],
      ["changing a managed secret", "PATCH /v1/secrets/PLATFORM_TOKEN", { body: { description: "d" } }, 403, "managed"],
      [
        "deleting another version",
        "DELETE /v1/secrets/STRIPE_KEY",
        { headers: { "if-match": '"old"' } },
        412,
        "changed-meanwhile",
      ],
      ["deleting what is not there", "DELETE /v1/secrets/NOPE", {}, 404, "not-found"],
      [
        "deleting a value that is not there",
        "DELETE /v1/secrets/STRIPE_KEY?environment=production",
        {},
        404,
        "not-found",
      ],
      ["deleting a managed secret", "DELETE /v1/secrets/PLATFORM_TOKEN", {}, 403, "managed"],
      ["an environment without a name", "POST /v1/environments", { body: { name: " " } }, 422, "invalid", "/name"],
      ["an environment without a letter", "POST /v1/environments", { body: { name: "!?" } }, 422, "invalid", "/name"],
      ["a taken environment", "POST /v1/environments", { body: { name: "Production" } }, 409, "already-exists"],
      [
        "a reader who adds an environment",
        "POST /v1/environments",
        { body: { name: "moon" }, headers: reader() },
        403,
        "forbidden",
      ],
      ["an endless environment", "POST /v1/environments", { body: " ".repeat(1_048_577) }, 413, "too-large"],
      [
        "a reader who removes an environment",
        "DELETE /v1/environments/production",
        { headers: reader() },
        403,
        "forbidden",
      ],
      ["removing an unknown environment", "DELETE /v1/environments/moon", {}, 404, "not-found"],
      ["removing an environment with values", "DELETE /v1/environments/production", {}, 409, "environment-in-use"],
      ["asking too often", "GET /v1/me", { headers: { authorization: "Bearer busy" } }, 429, "rate-limited"],
    ];
  for (const [what, route, sent, status, code, pointer] of refusals) {
    it(`refuses ${what}: ${status} ${code}`, async () => {
      const { status: actual, headers, body } = await open()(route, sent);
      assert.equal(actual, status);
      assert.equal(body.type, `urn:secrets-api:problem:${code}`);
      assert.equal(body.errors?.[0]?.pointer, pointer);
      assert.equal(headers.get("content-type"), "application/problem+json");
    });
  }

  it("says when to come back", async () => {
    const { headers } = await open()("GET /v1/me", { headers: { authorization: "Bearer busy" } });
    assert.equal(headers.get("retry-after"), "7");
  });

  it("says who a token belongs to", async () => {
    const { body } = await open()("GET /v1/me", { headers: reader() });
    assert.deepEqual(body, { name: "Reader", project: "tests", canWrite: false });
  });

  it("starts with production and development", async () => {
    const { body } = await open(createMemoryStore())("GET /v1/environments");
    assert.deepEqual(body.items, [
      { id: "production", name: "production" },
      { id: "development", name: "development" },
    ]);
  });

  it("adds an environment under the slug of its name and removes it again, but never the last", async () => {
    const call = open(createMemoryStore());
    assert.deepEqual((await call("POST /v1/environments", { body: { name: " Stäging 2 " } })).body, {
      id: "staging-2",
      name: "Stäging 2",
    });
    assert.equal((await call("DELETE /v1/environments/staging-2")).status, 204);
    assert.equal((await call("DELETE /v1/environments/production")).status, 204);
    assert.equal((await call("DELETE /v1/environments/development")).status, 409);
  });

  it("lists in the order of names, page by page, whatever is written in between", async () => {
    const call = open(createMemoryStore(["B", "D", "A", "C", "a"].map((name) => ({ name, hasDefault: true }))));
    const first = await call("GET /v1/secrets?limit=2");
    assert.deepEqual(names(first), ["A", "B"]);
    await call("DELETE /v1/secrets/B");
    await call("PUT /v1/secrets/B0", { body: { value: "v" } });
    const second = await call(`GET /v1/secrets?limit=2&cursor=${first.body.nextCursor ?? ""}`);
    assert.deepEqual(names(second), ["B0", "C"]);
    const third = await call(`GET /v1/secrets?limit=2&cursor=${second.body.nextCursor ?? ""}`);
    assert.deepEqual(names(third), ["D", "a"]);
    assert.equal(third.body.nextCursor, null);
  });

  it("creates a secret with the default of all environments, and tells where it is and which version", async () => {
    const { status, headers, body } = await open()("PUT /v1/secrets/NEW", { body: { value: "v" } });
    assert.equal(status, 201);
    assert.equal(headers.get("location"), "/v1/secrets/NEW");
    assert.equal(headers.get("etag"), body.etag);
    const { etag, ...rest } = body;
    assert.ok(etag);
    assert.deepEqual(rest, {
      name: "NEW",
      description: "",
      type: "secret",
      visibility: "masked",
      managed: false,
      hasDefault: true,
      environments: [],
      createdAt: "2026-02-03T04:05:06.000Z",
      updatedAt: "2026-02-03T04:05:06.000Z",
    });
  });

  it("replaces a secret with all its values where the condition holds", async () => {
    const call = open();
    const body = { value: "v", environments: ["development"], type: "api-key" };
    const replaced = await call("PUT /v1/secrets/DATABASE_URL", { body, headers: { "if-match": `"x", ${seeded}` } });
    assert.equal(replaced.status, 200);
    assert.equal(replaced.headers.get("location"), null);
    const { hasDefault, environments, description, type, createdAt } = replaced.body;
    assert.deepEqual(
      { hasDefault, environments, description, type, createdAt },
      {
        hasDefault: false,
        environments: ["development"],
        description: "",
        type: "api-key",
        createdAt: "2026-01-01T00:00:00.000Z",
      },
    );
  });

  it("gives a name its own value in an environment and keeps the others", async () => {
    const call = open();
    const { body } = await call("PATCH /v1/secrets/STRIPE_KEY", {
      body: { value: "v", environments: ["production"] },
      headers: { "if-match": seeded },
    });
    assert.deepEqual(body.environments, ["production", "development"]);
    assert.equal(body.hasDefault, false);
    const withDefault = await call("PATCH /v1/secrets/STRIPE_KEY", { body: { value: "v" } });
    assert.equal(withDefault.body.hasDefault, true);
    assert.deepEqual(withDefault.body.environments, ["production", "development"]);
  });

  it("changes the description alone, and the version with it", async () => {
    const call = open();
    const { headers, body } = await call("PATCH /v1/secrets/DATABASE_URL", { body: { description: "Anew" } });
    assert.equal(body.description, "Anew");
    assert.deepEqual([body.hasDefault, body.environments, body.visibility], [true, ["production"], "masked"]);
    assert.notEqual(headers.get("etag"), seeded);
    const stale = { body: { description: "Again" }, headers: { "if-match": seeded } };
    assert.equal((await call("PATCH /v1/secrets/DATABASE_URL", stale)).status, 412);
  });

  it("deletes a value at a time, and the name with the last", async () => {
    const call = open(createMemoryStore([{ name: "X", environments: ["production", "development"] }]));
    assert.equal((await call("DELETE /v1/secrets/X?environment=production")).status, 204);
    assert.deepEqual((await call("GET /v1/secrets/X")).body.environments, ["development"]);
    assert.equal((await call("DELETE /v1/secrets/X?environment=development")).status, 204);
    assert.equal((await call("GET /v1/secrets/X")).status, 404);
  });

  it("passes on what its storage has to say", async () => {
    const problem = refused("storage", "The disk is full.");
    const call = open({ read: () => Promise.resolve(problem), change: () => Promise.resolve(problem) });
    for (const route of ["GET /v1/secrets", "GET /v1/environments", "GET /v1/secrets/X", "DELETE /v1/secrets/X"]) {
      const { status, body } = await call(route);
      assert.deepEqual([status, body.type], [500, "urn:secrets-api:problem:storage"]);
    }
  });

  it("does not tell an unexpected error, which could quote what was sent", async () => {
    const explode = () => Promise.reject(new Error("canary"));
    const { status, body } = await open({ read: explode, change: explode })("PUT /v1/secrets/X", {
      body: { value: "canary" },
    });
    assert.equal(status, 500);
    assert.doesNotMatch(JSON.stringify(body), /canary/);
  });

  it("has the routes of openapi.json and no others", () => {
    const app = createSecretsApi({ store: createMemoryStore() });
    const routes = app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    assert.deepEqual([...routes].sort(), [...documentedOperations].sort());
  });

  it("was seen to give every answer of openapi.json but those that any route may give", () => {
    const anywhere = new Set(["401", "429", "500", "503"]);
    const all = documentedOperations.flatMap((operation) =>
      documentedStatuses(operation)
        .filter((status) => !anywhere.has(status))
        .map((status) => `${operation} ${status}`),
    );
    assert.deepEqual(
      all.filter((answer) => !seen.has(answer)),
      [],
    );
  });
});

function reader(): Record<string, string> {
  return { authorization: "Bearer reader" };
}

function names({ body }: Answer): readonly string[] {
  return body.items?.map(({ name }) => name) ?? [];
}
