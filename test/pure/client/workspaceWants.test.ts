import assert from "node:assert/strict";
import { createWorkspaceWants } from "../../../client/flows/workspaceWants";
import type { Statement } from "../../../client/statement";
import type { RemoteAccount } from "../../../shared/account";
import { fakeAccounts } from "./accountFakes";
import type { AccountsSetup } from "./accountFakes";
import { fakeServer, scripted } from "./fakes";

const account: RemoteAccount = { provider: "vault", endpoint: "https://vault.test:8200", project: "kv" };
const said: Statement = { account, environment: "" };
const question =
  "information: This workspace wants names of secrets from https://vault.test:8200 (HashiCorp Vault or OpenBao).";

function world(setup: AccountsSetup & { press?: string; trusted?: boolean; meanwhile?: () => void } = {}) {
  const { press, trusted = true, meanwhile } = setup;
  const script = scripted([], press === undefined ? {} : { press });
  const accounts = fakeAccounts(fakeServer({}).server, { said: { "": said }, ...setup });
  const signedIn: unknown[] = [];
  const parts = {
    ...accounts,
    questions: script.questions,
    isTrusted: () => trusted,
    whenQuiet: () => Promise.resolve(meanwhile?.()),
    signIn: (to: RemoteAccount, folder: string | undefined) => Promise.resolve(void signedIn.push([to, folder])),
  };
  return { ...script, ...accounts, parts, ask: createWorkspaceWants(parts), signedIn };
}

describe("An address in the settings of a workspace", () => {
  it("leads to one question, and after that to none", async () => {
    const { told, ask, parts, signedIn } = world();
    await Promise.all([ask(), ask()]);
    await ask();
    await createWorkspaceWants(parts)();
    assert.deepEqual(told, [question]);
    assert.deepEqual(signedIn, []);
  });

  it("leads to the sign-in where the user wants that, for the folder it is about", async () => {
    const folders = ["file:///web", "file:///api"];
    const { ask, signedIn } = world({
      press: "Sign In",
      folders,
      said: { "": { environment: "" }, "file:///api": said },
    });
    await ask();
    assert.deepEqual(signedIn, [[account, "file:///api"]]);
  });

  it("is never asked about again, in any workspace, once it was refused for good", async () => {
    const first = world({ press: "Never for This Address" });
    await first.ask();
    const second = world({ global: Object.fromEntries(first.globalState.kept) });
    await second.ask();
    assert.deepEqual(second.told, []);
    const elsewhere = { ...account, endpoint: "https://vault.test:8201" };
    const other = world({
      global: Object.fromEntries(first.globalState.kept),
      said: { "": { ...said, account: elsewhere } },
    });
    await other.ask();
    assert.equal(other.told.length, 1);
  });

  const quiet: readonly (readonly [string, Parameters<typeof world>[0]])[] = [
    ["in Restricted Mode", { trusted: false }],
    ["where nothing is said", { said: {} }],
    ["for the embedded store", { said: { "": { account: { provider: "embedded" }, environment: "" } } }],
    [
      "where the user is signed in already",
      {
        global: {
          sessions: [{ id: "s", provider: "vault", origin: "https://vault.test:8200", label: "ada", kind: "token" }],
        },
      },
    ],
  ];
  for (const [when, setup] of quiet) {
    it(`leads to no question ${when}`, async () => {
      const { told, ask } = world(setup);
      await ask();
      assert.deepEqual(told, []);
    });
  }

  it("leads to no question when it is gone by the time nobody types any more", async () => {
    const statements: Record<string, Statement> = { "": said };
    const { told, ask } = world({
      said: statements,
      meanwhile: () => {
        statements[""] = { environment: "" };
      },
    });
    await ask();
    assert.deepEqual(told, []);
  });
});
