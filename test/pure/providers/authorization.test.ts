import assert from "node:assert/strict";
import type { Exchange } from "../../../server/providers/authorization";
import { exchangedAuthorization } from "../../../server/providers/authorization";
import { createHttp } from "../../../server/providers/http";
import type { HttpRequest } from "../../../server/providers/http";
import { secretsApiDialect } from "../../../server/providers/secretsApi";
import type { Credential } from "../../../shared/account";
import { failed, ok } from "../../../shared/failure";

const { signal } = new AbortController();
const client: Credential = { kind: "client", clientId: "id", clientSecret: "s3cret" };
const reading: HttpRequest = { method: "GET", path: "/names", asked: { kind: "listSecrets" } };
const writing: HttpRequest = { method: "POST", path: "/names", body: {}, asked: { kind: "create", name: "N" } };

/** A service that knows one token at a time, and an exchange that gives out the next one. */
function open(given: Partial<Exchange> = {}) {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const world = { valid: "t1", issued: 0, sent: [] as (string | null)[], credential: client, late: Promise.resolve() };
  const authorization = exchangedAuthorization({
    credential: () => Promise.resolve(world.credential),
    tokenIn: (credential, refused) => (credential.kind === "oauth" && !refused ? credential.accessToken : undefined),
    exchange: () => Promise.resolve(ok({ token: `t${++world.issued}`, seconds: 600 })),
    now: () => new Date(now),
    ...given,
  });
  const http = createHttp({
    baseUrl: "https://api.test",
    serviceName: "Test",
    dialect: secretsApiDialect,
    authorization,
    limits: { retries: 0 },
    fetch: async (input, init) => {
      const sent = new Request(input, init).headers.get("authorization");
      world.sent.push(sent);
      await world.late;
      const status = sent === `Bearer ${world.valid}` ? 200 : 401;
      return Response.json({}, { status });
    },
  });
  const send = (request = reading) => http.send(request, () => null, signal);
  const wait = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { world, send, wait };
}

describe("a credential that is exchanged for a token", () => {
  it("is exchanged once for all who wait, and again shortly before the token ends", async () => {
    const { world, send, wait } = open();
    await Promise.all([send(), send(), send()]);
    assert.equal(world.issued, 1);
    wait(560);
    await send();
    assert.equal(world.issued, 1);
    world.valid = "t2";
    wait(15);
    await send();
    assert.equal(world.issued, 2);
  });

  it("is exchanged once more when the token is refused, and a write goes again", async () => {
    const { world, send } = open();
    await send();
    world.valid = "t2";
    assert.equal((await send(writing)).kind, "ok");
    assert.deepEqual(world.sent, ["Bearer t1", "Bearer t1", "Bearer t2"]);
  });

  it("is exchanged once more for all whose token is refused at once", async () => {
    const { world, send } = open();
    await send();
    world.valid = "t2";
    const results = await Promise.all([send(), send(), send(writing)]);
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ["ok", "ok", "ok"],
    );
    assert.equal(world.issued, 2);
  });

  it("is not exchanged again for an answer that comes late, about a token that has gone already", async () => {
    const { world, send } = open();
    await send();
    world.valid = "t2";
    world.late = new Promise((resolve) => setTimeout(resolve, 20));
    const late = send();
    await new Promise(setImmediate);
    world.late = Promise.resolve();
    await send();
    assert.equal((await late).kind, "ok");
    assert.equal(world.issued, 2);
  });

  it("is not exchanged again and again when every token is refused", async () => {
    const { world, send } = open();
    world.valid = "none";
    const result = await send();
    assert.equal(result.kind === "failed" && result.failure.kind, "unauthorized");
    assert.equal(world.issued, 2);
  });

  it("is a refused token's way out only where it can be exchanged", async () => {
    const { world, send } = open({ tokenIn: () => "mine" });
    const result = await send();
    assert.equal(result.kind === "failed" && result.failure.kind, "unauthorized");
    assert.deepEqual([world.issued, world.sent], [0, ["Bearer mine"]]);
  });

  it("that was used up is handed on as what it has become", async () => {
    const old: Credential = { kind: "oauth", accessToken: "old", refreshToken: "r1", expiresAt: "" };
    const next: Credential = { kind: "oauth", accessToken: "t1", refreshToken: "r2", expiresAt: "" };
    const kept: Credential[] = [];
    const { world, send } = open({
      exchange: () => Promise.resolve(ok({ token: "t1", renewed: next })),
      renewed: (credential) => {
        kept.push(credential);
        world.credential = credential;
      },
    });
    world.credential = old;
    assert.equal((await send()).kind, "ok");
    assert.equal((await send()).kind, "ok");
    assert.deepEqual(kept, [next]);
    assert.deepEqual(world.sent, ["Bearer old", "Bearer t1", "Bearer t1"]);
  });

  it("that was used up is not exchanged again while the one in its place is still on its way to be kept", async () => {
    const used: Credential[] = [];
    const { world, send, wait } = open({
      exchange: (credential) => {
        used.push(credential);
        const token = `t${used.length}`;
        const renewed = { kind: "oauth", accessToken: token, refreshToken: `r${used.length}`, expiresAt: "" } as const;
        return Promise.resolve(ok({ token, seconds: 600, renewed }));
      },
      tokenIn: () => undefined,
    });
    world.credential = { kind: "oauth", accessToken: "t0", refreshToken: "r0", expiresAt: "" };
    await send();
    wait(600);
    world.valid = "t2";
    assert.equal((await send()).kind, "ok");
    assert.deepEqual(
      used.map((credential) => credential.kind === "oauth" && credential.refreshToken),
      ["r0", "r1"],
    );
  });

  it("that another window has used up gives way to the one that it has kept", async () => {
    const kept: Credential = { kind: "oauth", accessToken: "t2", refreshToken: "r2", expiresAt: "" };
    const { world, send } = open({
      tokenIn: (credential) => (credential === kept ? kept.accessToken : undefined),
      exchange: () => {
        world.credential = kept;
        return Promise.resolve(failed({ kind: "unauthorized", message: "Your sign-in has ended." }));
      },
    });
    world.credential = { kind: "oauth", accessToken: "t0", refreshToken: "r1", expiresAt: "" };
    world.valid = "t2";
    assert.equal((await send()).kind, "ok");
    assert.deepEqual(world.sent, ["Bearer t2"]);
  });

  it("that was used up does not take the place of one that somebody signed in with meanwhile", async () => {
    const oauth = (of: string): Credential => ({
      kind: "oauth",
      accessToken: of,
      refreshToken: `r-${of}`,
      expiresAt: "",
    });
    const kept: Credential[] = [];
    const { world, send } = open({
      tokenIn: (credential) => (credential === other ? "t-bob" : undefined),
      exchange: () => {
        world.credential = other;
        return Promise.resolve(ok({ token: "t-ada", renewed: oauth("t-ada") }));
      },
      renewed: (credential) => {
        kept.push(credential);
        world.credential = credential;
      },
    });
    const other = oauth("t-bob");
    world.credential = oauth("ada");
    await send();
    await send();
    assert.deepEqual(kept, []);
    assert.equal(world.sent.at(-1), "Bearer t-bob");
  });

  it("that is refused itself says so in the words of the exchange", async () => {
    const { send } = open({
      exchange: () => Promise.resolve(failed({ kind: "unauthorized", message: "The client secret is wrong." })),
    });
    const result = await send();
    assert.equal(result.kind === "failed" && result.failure.message, "The client secret is wrong.");
  });

  it("appears in no failure, nor does the token", async () => {
    const { send } = open({
      exchange: () => Promise.resolve(ok({ token: "tok-4f1c9a7e\nx" })),
    });
    assert.doesNotMatch(JSON.stringify(await send()), /4f1c9a7e|s3cret/);
  });
});
