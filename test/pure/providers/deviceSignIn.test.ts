import assert from "node:assert/strict";
import { createDeviceSignIn } from "../../../server/providers/deviceSignIn";
import type { OAuthCredential } from "../../../server/providers/deviceSignIn";
import { readEndpoint } from "../../../server/providers/endpoint";
import type { Result } from "../../../shared/failure";
import { createSignInDesk } from "../../fakes/inferenceShSignIn";

const address = "https://api.test";
const { signal } = new AbortController();
const start = Date.parse("2026-01-01T00:00:00Z");

/** A sign-in at a service in this process, on a clock that only moves when somebody sleeps. */
function open() {
  const desk = createSignInDesk(() => address);
  const world = { now: start, slept: [] as number[], sent: [] as string[], onSleep: () => undefined as unknown };
  const endpoint = readEndpoint(address);
  assert.equal(endpoint.kind, "ok");
  const client = createDeviceSignIn({
    endpoint: endpoint.value,
    serviceName: "Test",
    clientId: "us",
    scope: "read write",
    now: () => new Date(world.now),
    limits: { retries: 0, pause: 1 },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      world.sent.push(`${request.method} ${new URL(request.url).pathname} ${await request.clone().text()}`.trim());
      return (await desk.answer(request)) ?? Response.json({}, { status: 404 });
    },
    sleep: (milliseconds, caller) => {
      world.slept.push(milliseconds / 1000);
      world.now += milliseconds;
      world.onSleep();
      return Promise.resolve(!caller.aborted);
    },
  });
  return { desk, world, client };
}

/** A sign-in that has begun, with the seconds between two questions that RFC 8628 has in its example. */
async function begin(changes: Record<string, unknown> = { interval: 5 }) {
  const opened = open();
  Object.assign(opened.desk.codeAnswer, changes);
  const begun = await opened.client.begin(signal);
  assert.equal(begun.kind, "ok");
  return { ...opened, signIn: begun.value };
}

describe("a sign-in with the browser", () => {
  it("shows a code and the page to confirm it at, and says how long it counts", async () => {
    const { signIn, world } = await begin();
    assert.deepEqual(signIn.code, {
      userCode: "WDJB-MJHT",
      verificationUri: `${address}/auth/device?code=WDJB-MJHT`,
      expiresAt: "2026-01-01T00:05:00.000Z",
    });
    assert.deepEqual(world.sent, [
      "GET /.well-known/oauth-authorization-server",
      "POST /oauth/device_authorization client_id=us&scope=read+write",
    ]);
  });

  it("asks as often as it may until the user has confirmed, and five seconds slower each time it is told to slow down", async () => {
    const { signIn, desk, world } = await begin();
    desk.next("authorization_pending", "slow_down", "authorization_pending", "slow_down");
    desk.decide("confirmed");
    assert.deepEqual(await signIn.wait(signal), {
      kind: "ok",
      value: { kind: "oauth", accessToken: "access-2", refreshToken: "", expiresAt: "" },
    });
    assert.deepEqual(world.slept, [5, 5, 10, 10, 15]);
    assert.equal(
      world.sent.at(-1),
      "POST /oauth/token grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=device-code-1&client_id=us",
    );
  });

  it("waits five seconds between two questions where the service does not say", async () => {
    const { signIn, desk, world } = await begin({ interval: undefined });
    desk.decide("confirmed");
    await signIn.wait(signal);
    assert.deepEqual(world.slept, [5]);
  });

  it("keeps the refresh token, and when the access token ends", async () => {
    const { signIn, desk } = await begin();
    desk.lastFor(600);
    desk.decide("confirmed");
    assert.deepEqual(await signIn.wait(signal), {
      kind: "ok",
      value: { kind: "oauth", accessToken: "access-2", refreshToken: "infrt-2", expiresAt: "2026-01-01T00:10:05.000Z" },
    });
  });

  const endings: readonly [decision: "denied" | "expired", kind: string, message: string][] = [
    ["denied", "forbidden", "The sign-in to Test was refused there."],
    ["expired", "timeout", "The code was not confirmed in time. Sign in again for a new one."],
  ];
  for (const [decision, kind, message] of endings) {
    it(`ends when it is ${decision}`, async () => {
      const { signIn, desk } = await begin();
      desk.decide(decision);
      assert.deepEqual(failureOf(await signIn.wait(signal)), [kind, message]);
    });
  }

  it("ends by itself when the code is too old, whatever the service says", async () => {
    const { signIn, world } = await begin({ interval: 5, expires_in: 12 });
    assert.deepEqual(failureOf(await signIn.wait(signal))[0], "timeout");
    assert.deepEqual(world.slept, [5, 5, 5]);
    assert.equal(world.sent.filter((sent) => sent.startsWith("POST /oauth/token")).length, 2);
  });

  it("ends at once with a code of RFC 6749 that no waiting helps", async () => {
    const { signIn, desk } = await begin();
    desk.next("unauthorized_client");
    assert.deepEqual(failureOf(await signIn.wait(signal)), [
      "invalid",
      "Test does not sign in this way. Use an access token instead.",
    ]);
  });

  it("ends when the user gives up, without another question", async () => {
    const { signIn, world } = await begin();
    const controller = new AbortController();
    world.onSleep = () => {
      if (world.slept.length === 2) controller.abort();
    };
    assert.deepEqual(failureOf(await signIn.wait(controller.signal)), [
      "cancelled",
      "The sign-in to Test was given up.",
    ]);
    assert.equal(world.sent.filter((sent) => sent.startsWith("POST /oauth/token")).length, 1);
  });

  it("goes on, more slowly, when the service is away for a moment, and after the pause that it asks for", async () => {
    const opened = open();
    Object.assign(opened.desk.codeAnswer, { interval: 5 });
    const refusals = [
      Response.json({}, { status: 503 }),
      Response.json({}, { status: 429, headers: { "retry-after": "60" } }),
    ];
    const client = createDeviceSignIn({
      ...unwatched(opened),
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const refusal = request.url.endsWith("/token") ? refusals.shift() : undefined;
        return refusal ?? (await opened.desk.answer(request)) ?? Response.error();
      },
    });
    const begun = await client.begin(signal);
    assert.equal(begun.kind, "ok");
    opened.desk.next("authorization_pending");
    opened.desk.decide("confirmed");
    assert.equal((await begun.value.wait(signal)).kind, "ok");
    assert.deepEqual(opened.world.slept, [5, 10, 60, 15]);
  });
});

/** The same service, clock and sleep, for a client with another way to fetch. */
function unwatched({ world }: ReturnType<typeof open>) {
  const endpoint = readEndpoint(address);
  assert.equal(endpoint.kind, "ok");
  return {
    endpoint: endpoint.value,
    serviceName: "Test",
    clientId: "us",
    scope: "read",
    now: () => new Date(world.now),
    limits: { retries: 0 },
    sleep: (milliseconds: number) => {
      world.slept.push(milliseconds / 1000);
      world.now += milliseconds;
      return Promise.resolve(true);
    },
  };
}

describe("where a sign-in takes place", () => {
  const elsewhere = "https://evil.example/oauth";
  for (const field of ["issuer", "device_authorization_endpoint", "token_endpoint", "revocation_endpoint"]) {
    it(`is this service and no other, whatever its ${field} says`, async () => {
      for (const place of [elsewhere, "http://api.test/x", "https://api.test:444/x", "https://api.test.evil.example"]) {
        const { client, desk, world } = open();
        desk.metadata[field] = place;
        assert.deepEqual(failureOf(await client.begin(signal)), [
          "refusedRedirect",
          "Test points to another address to sign in at, which is not followed.",
        ]);
        assert.equal(world.sent.length, 1);
      }
    });
  }

  it("has to be said", async () => {
    const { client, desk } = open();
    desk.metadata["token_endpoint"] = 7;
    assert.equal(failureOf(await client.begin(signal))[0], "malformedAnswer");
  });

  const wrong: Readonly<Record<string, Record<string, unknown>>> = {
    "a page that no browser should open": { verification_uri: "vscode://publisher.extension/x" },
    "a page that is not encrypted": { verification_uri: "http://elsewhere.example/device" },
    "a page with a password in it": { verification_uri: "https://user:pass@elsewhere.example/device" },
    "no page": { verification_uri: undefined },
    "a code that nobody could type": { user_code: "\u202eABCD" },
    "a code as long as a text": { user_code: "A".repeat(100) },
    "a device code with a line break": { device_code: "a\nb" },
    "no time": { expires_in: undefined },
    "a time of the wrong type": { expires_in: "300" },
  };
  for (const [what, changes] of Object.entries(wrong)) {
    it(`is not taken from an answer with ${what}`, async () => {
      const { client, desk } = open();
      Object.assign(desk.codeAnswer, changes);
      assert.equal(failureOf(await client.begin(signal))[0], "malformedAnswer");
    });
  }

  it("is a page that may lie elsewhere, but not two pages in two places", async () => {
    const page = "https://app.test/auth/device";
    const { signIn } = await begin({ verification_uri: page, verification_uri_complete: `${page}?code=X` });
    assert.equal(signIn.code.verificationUri, `${page}?code=X`);
    const { signIn: other } = await begin({
      verification_uri: page,
      verification_uri_complete: "https://evil.example",
    });
    assert.equal(other.code.verificationUri, page);
  });

  it("is said to be missing where the service has no such sign-in", async () => {
    const { client } = open();
    const bare = createDeviceSignIn({
      ...unwatched(open()),
      fetch: () => Promise.resolve(Response.json({}, { status: 404 })),
    });
    assert.equal((await client.begin(signal)).kind, "ok");
    assert.deepEqual(failureOf(await bare.begin(signal)), [
      "notFound",
      "Test has no sign-in with the browser at this address.",
    ]);
  });
});

describe("a credential of a sign-in", () => {
  async function signedIn() {
    const opened = await begin();
    opened.desk.lastFor(600);
    opened.desk.decide("confirmed");
    const result = await opened.signIn.wait(signal);
    assert.ok(result.kind === "ok" && result.value.kind === "oauth");
    const credential: OAuthCredential = result.value;
    opened.world.sent.length = 0;
    return { ...opened, credential };
  }

  it("is renewed with its refresh token, which counts once", async () => {
    const { client, credential, world } = await signedIn();
    const renewed = await client.renew(credential, signal);
    assert.equal(renewed.kind, "ok");
    assert.deepEqual(renewed.value, {
      token: "access-3",
      seconds: 600,
      renewed: {
        kind: "oauth",
        accessToken: "access-3",
        refreshToken: "infrt-3",
        expiresAt: "2026-01-01T00:10:05.000Z",
      },
    });
    assert.deepEqual(world.sent, ["POST /oauth/token grant_type=refresh_token&refresh_token=infrt-2&client_id=us"]);
    assert.deepEqual(failureOf(await client.renew(credential, signal)), [
      "unauthorized",
      "Your sign-in to Test has ended. Sign in again.",
    ]);
  });

  it("is ended by its refresh token, or by its access token where there is no other", async () => {
    const { client, credential, desk, world } = await signedIn();
    assert.deepEqual(await client.revoke(credential, signal), { kind: "ok", value: null });
    assert.deepEqual(await client.revoke({ ...credential, refreshToken: "" }, signal), { kind: "ok", value: null });
    assert.deepEqual(desk.revoked, ["infrt-2", "access-2"]);
    assert.equal(world.sent[0], "POST /oauth/revoke token=infrt-2&token_type_hint=refresh_token&client_id=us");
  });

  it("is just forgotten where a service cannot be told", async () => {
    const { client, desk, world } = open();
    desk.metadata["revocation_endpoint"] = undefined;
    const credential = { kind: "oauth", accessToken: "a", refreshToken: "", expiresAt: "" } as const;
    assert.deepEqual(await client.revoke(credential, signal), { kind: "ok", value: null });
    assert.equal(world.sent.length, 1);
  });

  it("appears in no failure, whatever is answered", async () => {
    const credential = { kind: "oauth", accessToken: "a-4f1c9a7e", refreshToken: "r-4f1c9a7e", expiresAt: "" } as const;
    for (const status of [200, 302, 400, 401, 403, 404, 429, 500]) {
      const quote = { error: "r-4f1c9a7e", error_description: "r-4f1c9a7e a-4f1c9a7e", detail: "r-4f1c9a7e" };
      const desk = createSignInDesk(() => address);
      const client = createDeviceSignIn({
        ...unwatched(open()),
        fetch: async (input, init) => {
          const request = new Request(input, init);
          return request.method === "GET" ? (await desk.answer(request))! : Response.json(quote, { status });
        },
      });
      const results = [await client.renew(credential, signal), await client.revoke(credential, signal)];
      assert.equal(results[0]?.kind, "failed", String(status));
      assert.doesNotMatch(JSON.stringify(results), /4f1c9a7e/);
    }
  });
});

function failureOf(result: Result<unknown>): readonly [kind: string, message: string] {
  assert.equal(result.kind, "failed");
  return [result.failure.kind, result.failure.message];
}
