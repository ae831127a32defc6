import assert from "node:assert/strict";
import { connectAccount, signOut } from "../../../client/flows/connectAccount";
import { failed, ok } from "../../../shared/failure";
import type { Result } from "../../../shared/failure";
import { selectAccountNotification, tryConnectionRequest } from "../../../shared/protocol";
import type { Account } from "../../../shared/account";
import type { Identity } from "../../../shared/secret";
import { fakeChoices, fakeServer, leave, scripted } from "./fakes";
import type { Scripted } from "./fakes";

const endpoint = "https://secrets.example.com/v1";
const remote: Account = { provider: "secretsApi", endpoint };
const ada: Result<Identity> = ok({ name: "ada", project: "demo", canWrite: true });
const refused = failed({ kind: "unauthorized", message: "The token was refused." });

interface Case {
  readonly account?: Account;
  readonly endpoints?: readonly string[];
  readonly tokens?: Readonly<Record<string, string>>;
  readonly outcomes?: readonly Result<Identity>[];
  readonly trusted?: boolean;
}

function world(
  answers: readonly Scripted[],
  { account, endpoints, tokens = {}, outcomes = [ada], trusted = true }: Case = {},
) {
  const script = scripted(answers);
  const left = [...outcomes];
  const kept = new Map(Object.entries(tokens));
  const { server, sent } = fakeServer({ [tryConnectionRequest.method]: () => left.shift() });
  const credentials = {
    tokenFor: (origin: string) => Promise.resolve(kept.get(origin)),
    keep: (origin: string, token: string) => Promise.resolve(void kept.set(origin, token)),
    forget: (origin: string) => Promise.resolve(void kept.delete(origin)),
  };
  const choices = fakeChoices(account, endpoints);
  return {
    script,
    sent,
    kept,
    choices,
    world: { questions: script.questions, server, credentials, choices, isTrusted: () => trusted },
  };
}

describe("Connecting", () => {
  it("asks for an endpoint and a token, tries them, and keeps the token for that origin alone", async () => {
    const { script, sent, kept, choices, world: parts } = world([`${endpoint}/`, "t0ken"]);
    await connectAccount(parts);
    script.done();
    assert.deepEqual(script.asked, ["Connect (1/2)", "Connect (2/2)"]);
    assert.deepEqual(sent, [
      {
        method: tryConnectionRequest.method,
        params: { account: remote, credential: { kind: "token", token: "t0ken" } },
      },
      { method: selectAccountNotification.method, params: { account: remote } },
    ]);
    assert.deepEqual([...kept], [["https://secrets.example.com", "t0ken"]]);
    assert.deepEqual(choices.account(), remote);
    assert.deepEqual(choices.endpoints(), [endpoint]);
    assert.deepEqual(script.told, ["information: Connected to secrets.example.com as ada."]);
  });

  it("hides the token while it is typed", async () => {
    const { script, world: parts } = world([endpoint, leave]);
    await connectAccount(parts);
    assert.deepEqual(
      script.texts.map(({ masked }) => masked ?? false),
      [false, true],
    );
  });

  it("keeps nothing when the token is refused, and leads back to the token", async () => {
    const {
      script,
      kept,
      choices,
      world: parts,
    } = world([endpoint, "wrong", { press: "Edit" }, leave], { outcomes: [refused] });
    await connectAccount(parts);
    script.done();
    assert.equal(script.asked[2], "Not connected to secrets.example.com. The token was refused. [Retry] [Edit]");
    assert.equal(script.asked[3], "Connect (2/2)");
    assert.equal(script.texts[2]?.initial, "wrong");
    assert.deepEqual([...kept], []);
    assert.deepEqual(choices.account(), { provider: "embedded" });
  });

  it("does not carry a token over to another origin", async () => {
    const { script, world: parts } = world([endpoint, { back: "t0ken" }, "https://elsewhere.example.com", leave]);
    await connectAccount(parts);
    script.done();
    assert.deepEqual(
      script.texts.map(({ initial }) => initial),
      ["", "", endpoint, ""],
    );
  });

  it("offers what is known first, and signs in again without asking when there is a token", async () => {
    const tokens = { "https://secrets.example.com": "t0ken" };
    const {
      script,
      choices,
      world: parts,
    } = world([{ pick: ["secrets.example.com"] }], { endpoints: [endpoint], tokens });
    await connectAccount(parts);
    script.done();
    assert.deepEqual(choices.account(), remote);
  });

  it("asks only for the token when signing in to a given endpoint", async () => {
    const { script, world: parts } = world(["t0ken"], { account: remote, endpoints: [endpoint] });
    await connectAccount(parts, endpoint);
    script.done();
    assert.deepEqual(script.asked, ["Connect (2/2)"]);
  });

  it("goes back to the embedded store without a network", async () => {
    const {
      sent,
      choices,
      world: parts,
    } = world([{ pick: ["Embedded store"] }], { account: remote, endpoints: [endpoint] });
    await connectAccount(parts);
    assert.deepEqual(choices.account(), { provider: "embedded" });
    assert.deepEqual(
      sent.map(({ method }) => method),
      [selectAccountNotification.method],
    );
  });

  it("sends nothing in Restricted Mode, and says why", async () => {
    const { script, sent, world: parts } = world([], { trusted: false });
    await connectAccount(parts);
    assert.deepEqual(script.told, [
      "warning: In Restricted Mode no remote account is contacted. Trust this workspace first.",
    ]);
    assert.deepEqual(sent, []);
  });
});

describe("Signing out", () => {
  it("forgets the token of the active account alone, and goes back to the embedded store", async () => {
    const tokens = { "https://secrets.example.com": "t0ken", "https://other.example.com": "other" };
    const { kept, choices, script, world: parts } = world([], { account: remote, tokens });
    await signOut(parts);
    assert.deepEqual([...kept.keys()], ["https://other.example.com"]);
    assert.deepEqual(choices.account(), { provider: "embedded" });
    assert.deepEqual(script.told, ["information: Signed out of secrets.example.com. Its token is forgotten."]);
  });

  it("has nothing to forget for the embedded store", async () => {
    const { script, sent, world: parts } = world([]);
    await signOut(parts);
    assert.deepEqual(script.told, ["information: You are not signed in: the embedded store needs no token."]);
    assert.deepEqual(sent, []);
  });
});
