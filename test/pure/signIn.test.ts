import assert from "node:assert/strict";
import { beginDeviceSignIn, createProvider } from "../../server/providers/index";
import { createSignInHelp } from "../../server/signIn";
import type { SignInHelp } from "../../server/signIn";
import type { Credential } from "../../shared/account";
import { startInferenceSh } from "../fakes/inferenceShServer";
import type { InferenceShServer } from "../fakes/inferenceShServer";

const { signal } = new AbortController();

describe("A dialog that connects with a sign-in whose token has ended", () => {
  let server: InferenceShServer;
  let help: SignInHelp;
  let renewed: Credential[];
  let credential: Credential;

  beforeEach(async () => {
    server = await startInferenceSh([{ name: "OPENAI_API_KEY", environments: ["team"] }]);
    renewed = [];
    let now = Date.parse("2026-01-01T00:00:00Z");
    const providerWorld = { fetch, dataDirectory: "", now: () => new Date(now), limits: { pause: 1, attempt: 500 } };
    help = createSignInHelp(
      {
        createProvider: (account, credentials) => createProvider(account, providerWorld, credentials),
        beginDeviceSignIn: (account, ending) => beginDeviceSignIn(account, providerWorld, ending),
      },
      (_account, next) => renewed.push(next),
    );
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
});
