import assert from "node:assert/strict";
import { beginDeviceSignIn, createProvider } from "../../server/providers/index";
import { createSignInHelp } from "../../server/signIn";
import type { SignInHelp } from "../../server/signIn";
import type { Provider } from "../../server/providers/provider";
import type { Credential, RemoteAccount } from "../../shared/account";
import { failed, ok } from "../../shared/failure";
import { startInferenceSh } from "../fakes/inferenceShServer";
import type { InferenceShServer } from "../fakes/inferenceShServer";

const { signal } = new AbortController();

describe("A dialog that connects with a sign-in whose token has ended", () => {
  let server: InferenceShServer;
  let world: Parameters<typeof createSignInHelp>[0];
  let help: SignInHelp;
  let renewed: Credential[];
  /** What the editor keeps of the sign-in. */
  let kept: Credential | null;
  let credential: Credential;

  beforeEach(async () => {
    server = await startInferenceSh([{ name: "OPENAI_API_KEY", environments: ["team"] }]);
    renewed = [];
    kept = null;
    let now = Date.parse("2026-01-01T00:00:00Z");
    const providerWorld = { fetch, dataDirectory: "", now: () => new Date(now), limits: { pause: 1, attempt: 500 } };
    world = {
      createProvider: (account, credentials) => createProvider(account, providerWorld, credentials),
      beginDeviceSignIn: (account, ending) => beginDeviceSignIn(account, providerWorld, ending),
    };
    help = createSignInHelp(world, {
      credential: () => Promise.resolve(kept),
      renewed: (_account, next) => renewed.push(next),
    });
    server.desk.lastFor(600);
    const begun = await help.beginDeviceSignIn(server.account, signal);
    assert.ok(begun.kind === "ok");
    server.desk.decide("confirmed");
    const signedIn = await help.awaitDeviceSignIn(begun.value.handle, signal);
    assert.ok(signedIn.kind === "ok");
    ({ credential } = signedIn.value);
    now += 590_000;
  });
  afterEach(() => server.stop());

  it("asks on with what the first question made of it: a refresh token counts once", async () => {
    const attempt = { account: { ...server.account, session: "s1" }, credential };
    assert.equal((await help.tryConnection(attempt, signal)).kind, "ok");
    assert.equal((await help.choices({ ...attempt, of: "environments" }, signal)).kind, "ok");
    assert.equal((await help.tryConnection(attempt, signal)).kind, "ok");
    assert.equal(renewed.length, 1);
    assert.equal(server.requests.filter(({ body }) => body.includes("grant_type=refresh_token")).length, 1);
  });

  it("asks with what the editor keeps of a sign-in that is known: it may have been renewed since the dialog began", async () => {
    const attempt = { account: { ...server.account, session: "s1" }, credential };
    assert.equal((await help.tryConnection(attempt, signal)).kind, "ok");
    const other = createSignInHelp(world, { credential: () => Promise.resolve(kept), renewed: () => undefined });
    kept = renewed[0] ?? null;
    assert.equal((await other.tryConnection(attempt, signal)).kind, "ok");
    assert.equal((await other.tryConnection({ ...attempt, account: server.account }, signal)).kind, "failed");
  });
});

describe("A dialog at a service that gives another token with each answer", () => {
  it("asks with the newest one, whichever it began with", async () => {
    const account: RemoteAccount = { provider: "infisical", endpoint: "https://secrets.example" };
    const asked: string[] = [];
    const help = createSignInHelp(
      {
        beginDeviceSignIn: () => Promise.reject(new Error("Nobody signs in here")),
        createProvider: (_account, credentials) =>
          ok({
            whoAmI: async () => {
              const { token } = (await credentials.credential(account)) as { readonly token: string };
              asked.push(token);
              credentials.renewed(account, { kind: "token", token: `${token}+` });
              return ok({ name: "somebody" });
            },
          } as unknown as Provider),
      },
      { credential: () => Promise.resolve(null), renewed: () => undefined },
    );
    const attempt = (token: string) => ({ account, credential: { kind: "token", token } as const });
    for (const token of ["a", "a", "a+", "a", "b"]) await help.tryConnection(attempt(token), signal);
    assert.deepEqual(asked, ["a", "a+", "a++", "a+++", "b"]);
  });
});

describe("A dialog that shows a code", () => {
  it("keeps nothing of the one before, which somebody dismissed, and waits for each only once", async () => {
    let codes = 0;
    const world: Parameters<typeof createSignInHelp>[0] = {
      createProvider: () => failed({ kind: "invalid", message: "Nobody asks" }),
      beginDeviceSignIn: () => {
        const token = `t${++codes}`;
        const code = {
          userCode: token,
          verificationUri: "https://secrets.example/device",
          expiresAt: "2026-01-01T00:10:00Z",
        };
        return Promise.resolve(ok({ code, wait: () => Promise.resolve(ok({ kind: "token", token } as const)) }));
      },
    };
    const help = createSignInHelp(world, { credential: () => Promise.resolve(null), renewed: () => undefined });
    const account: RemoteAccount = { provider: "inferenceSh", endpoint: "https://secrets.example" };
    const begin = async () => {
      const begun = await help.beginDeviceSignIn(account, signal);
      assert.ok(begun.kind === "ok");
      return begun.value.handle;
    };
    const [dismissed, shown] = [await begin(), await begin()];
    assert.equal((await help.awaitDeviceSignIn(dismissed, signal)).kind, "failed");
    assert.deepEqual(await help.awaitDeviceSignIn(shown, signal), ok({ credential: { kind: "token", token: "t2" } }));
    assert.equal((await help.awaitDeviceSignIn(shown, signal)).kind, "failed");
  });
});
