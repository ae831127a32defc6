import assert from "node:assert/strict";
import { belongsTo } from "../../../client/accounts/enterprise";
import { environmentToSettle } from "../../../client/accounts/settleEnvironment";
import { goneInWords } from "../../../client/flows/activateEnvironment";
import type { Session } from "../../../client/session";
import { readStatement, settingsFor, withoutSession } from "../../../client/statement";
import type { Statement } from "../../../client/statement";
import type { Account, Credential, RemoteAccount } from "../../../shared/account";
import type { AccountChoice, Snapshot } from "../../../shared/protocol";
import { readSettings } from "../../../shared/settings";
import type { AccountsSetup } from "./accountFakes";
import { fakeAccounts } from "./accountFakes";
import { fakeServer, snapshotOf } from "./fakes";

const endpoint = "https://secrets.example.com/v1";
const origin = "https://secrets.example.com";
const remote: RemoteAccount = { provider: "secretsApi", endpoint };
const token: Credential = { kind: "token", token: "t0ken" };
const embedded: Account = { provider: "embedded" };

function session(id: string, changes: Partial<Session> = {}): Session {
  return { id, provider: "secretsApi", origin, label: id, kind: "token", ...changes } as Session;
}

function setUp(setup: AccountsSetup = {}) {
  const { server, sent } = fakeServer({});
  return { ...fakeAccounts(server, setup), sent };
}

function keptFor({ id, provider, origin: at }: Session, credential: Credential = token): Record<string, string> {
  return { [`session:${id}`]: JSON.stringify({ provider, origin: at, credential }) };
}

describe("A credential", () => {
  const places: readonly (readonly [string, RemoteAccount])[] = [
    ["another host", { provider: "secretsApi", endpoint: "https://elsewhere.example.com/v1" }],
    ["another port", { provider: "secretsApi", endpoint: "https://secrets.example.com:8443/v1" }],
    ["another scheme", { provider: "secretsApi", endpoint: "http://secrets.example.com/v1" }],
    ["another service", { provider: "vault", endpoint }],
    ["a sign-in by name that is of another address", { ...remote, session: "other" }],
    ["no address at all", { provider: "secretsApi", endpoint: "nonsense" }],
  ];
  for (const [what, account] of places) {
    it(`is not given to ${what}`, () => {
      const other = session("other", { origin: "https://other.example.com" });
      const { sessions } = setUp({ global: { sessions: [session("ada"), other] } });
      assert.equal(sessions.at(account), undefined);
    });
  }

  it("is given to the very same service and origin, whatever the path and the project", () => {
    const { sessions } = setUp({ global: { sessions: [session("ada")] } });
    assert.equal(sessions.at({ ...remote, endpoint: `${origin}/v2`, project: "shop" })?.id, "ada");
  });

  it("stays where it was given for, even when the list of sign-ins was tampered with", async () => {
    const moved = session("ada", { origin: "https://evil.example.com" });
    const { sessions } = setUp({ global: { sessions: [moved] }, secrets: keptFor(session("ada")) });
    assert.equal(await sessions.credentialOf(moved), undefined);
  });

  it("of several is the one that was chosen for the workspace; nobody guesses", async () => {
    const { sessions, choices } = setUp({ global: { sessions: [session("ada"), session("bob")] } });
    assert.equal(sessions.at(remote), undefined);
    await choices.selectAccount({ ...remote, session: "bob" });
    assert.equal(sessions.at(remote)?.id, "bob");
    assert.equal(sessions.at({ ...remote, project: "shop" })?.id, "bob");
    await choices.selectAccount({ ...remote, project: "shop", session: "ada" }, "file:///shop");
    assert.equal(sessions.at({ ...remote, project: "shop" })?.id, "ada");
  });

  it("that the server has renewed is kept in place of the old one, for the sign-in it names alone", async () => {
    const ada = session("ada", { kind: "oauth" });
    const { sessions, sent } = setUp({ global: { sessions: [ada] }, secrets: keptFor(ada) });
    const renewed: Credential = { kind: "oauth", accessToken: "new", refreshToken: "r", expiresAt: "" };
    await sessions.renew({ ...remote, session: "ada" }, renewed);
    assert.deepEqual(await sessions.credentialOf(ada), renewed);
    await sessions.renew(remote, token);
    await sessions.renew({ ...remote, provider: "vault", session: "ada" }, token);
    assert.deepEqual(await sessions.credentialOf(ada), renewed);
    assert.deepEqual(sent, [], "what this window has written itself opens nothing anew");
  });

  it("that another window has kept opens the account anew", async () => {
    const accounts = { accounts: { "": { value: remote, said: "" } } };
    const { elsewhere, sent } = setUp({ global: { sessions: [session("ada")] }, workspace: accounts });
    await elsewhere("session:ada", "something");
    assert.deepEqual(sent, [
      { method: "inlineSecrets/selectAccount", params: { account: { ...remote, session: "ada" } } },
    ]);
  });

  it("that another window has renewed opens nothing anew, and what had failed is tried again", async () => {
    const ada = session("ada", { kind: "oauth" });
    const accounts = { accounts: { "": { value: remote, said: "" } } };
    const { sessions, secrets } = setUp({ global: { sessions: [ada] } });
    await sessions.renew({ ...remote, session: "ada" }, token);
    const { elsewhere, sent } = setUp({ global: { sessions: [ada] }, workspace: accounts });
    await elsewhere("session:ada", secrets.get("session:ada") ?? "");
    assert.deepEqual(sent, [{ method: "inlineSecrets/renewedElsewhere", params: { session: "ada" } }]);
  });

  it("that another window has forgotten leaves none of its names behind", async () => {
    const accounts = { accounts: { "": { value: remote, said: "" } } };
    const { globalState, elsewhere, sent } = setUp({ global: { sessions: [session("ada")] }, workspace: accounts });
    await globalState.update("sessions", []);
    await elsewhere("session:ada", "");
    assert.deepEqual(sent, [
      { method: "inlineSecrets/signedOut", params: { account: { ...remote, endpoint: origin, session: "ada" } } },
      { method: "inlineSecrets/selectAccount", params: { account: remote } },
    ]);
  });

  it("is handed out to whom it belongs by name alone: the server is told of a sign-in that another window has brought", async () => {
    const accounts = { accounts: { "": { value: remote, said: "" } } };
    const { active, globalState, sent } = setUp({ workspace: accounts });
    assert.equal(active.sessionOf(remote), undefined);
    assert.deepEqual(sent, []);
    await globalState.update("sessions", [session("ada")]);
    assert.equal(active.sessionOf(remote), undefined);
    assert.deepEqual(sent, [
      { method: "inlineSecrets/selectAccount", params: { account: { ...remote, session: "ada" } } },
    ]);
    assert.equal(active.sessionOf({ ...remote, session: "ada" })?.id, "ada");
  });

  it("is handed out to nobody before the workspace is trusted", () => {
    const { active } = setUp({ global: { sessions: [session("ada")] }, isTrusted: () => false });
    assert.equal(active.sessionOf({ ...remote, session: "ada" }), undefined);
  });

  it("that could not be kept gives way to what another window has kept", async () => {
    const ada = session("ada");
    const { sessions, keyRing, elsewhere } = setUp({ global: { sessions: [ada] }, secrets: keptFor(ada) });
    keyRing.current = "throws";
    await sessions.renew({ ...remote, session: "ada" }, { kind: "token", token: "here" });
    keyRing.current = "works";
    assert.deepEqual(await sessions.credentialOf(ada), { kind: "token", token: "here" });
    for (const [key, text] of Object.entries(keptFor(ada, { kind: "token", token: "there" })))
      await elsewhere(key, text);
    assert.deepEqual(await sessions.credentialOf(ada), { kind: "token", token: "there" });
  });

  it("of an earlier version is taken over, and out of its old place", async () => {
    const { sessions, secrets } = setUp({
      global: { endpoints: [endpoint, "https://gone.example.com"] },
      secrets: { [`token:${origin}`]: "t0ken" },
    });
    await sessions.takeOver([endpoint, "https://gone.example.com"]);
    const kept = sessions.at(remote);
    assert.ok(kept);
    assert.equal(kept.label, "secrets.example.com");
    assert.deepEqual(await sessions.credentialOf(kept), token);
    assert.deepEqual([...secrets.keys()], [`session:${kept.id}`]);
  });
});

describe("A sign-in", () => {
  const signIn = {
    provider: "secretsApi",
    endpoint,
    label: "ada",
    kind: { kind: "token" },
    credential: token,
  } as const;

  it("with the same token is the same; with another it is another, though the service calls both alike", async () => {
    const { sessions, changes } = setUp();
    await sessions.keep(signIn);
    await sessions.keep(signIn);
    assert.equal(sessions.all().length, 1);
    await sessions.keep({ ...signIn, credential: { kind: "token", token: "another" } });
    assert.equal(sessions.all().length, 2);
    assert.deepEqual(
      changes.map(({ added, changed }) => [added.length, changed.length]),
      [
        [1, 0],
        [0, 1],
        [1, 0],
      ],
    );
  });

  it("takes the place of one that the editor had lost, and says so", async () => {
    const { sessions } = setUp({ global: { sessions: [session("s1", { label: "ada" })] } });
    const { session: kept, wasLost, lasts } = await sessions.keep(signIn);
    assert.deepEqual([kept.id, wasLost, lasts], ["s1", true, true]);
  });

  it("is kept without its credential", async () => {
    const { sessions, globalState } = setUp();
    await sessions.keep(signIn);
    assert.doesNotMatch(JSON.stringify([...globalState.kept]), /t0ken/);
  });
});

describe("The only sign-in that is left at an address", () => {
  const accounts = { accounts: { "": { value: remote, said: "" } }, sessions: { [`secretsApi ${origin}`]: "ada" } };
  const [ada, bob, eve] = [session("ada"), session("bob"), session("eve")];
  const folders = ["file:///web", "file:///api"];

  for (const isTrusted of [true, false]) {
    it(`takes the place of the one that was used, ${isTrusted ? "and the user is told, once" : "and nobody needs to know in Restricted Mode"}`, async () => {
      const setup = { global: { sessions: [ada, bob] }, workspace: accounts, folders, isTrusted: () => isTrusted };
      const { active, choices, sessions, replaced } = setUp(setup);
      await choices.selectEnvironment("production", "file:///web");
      active.update();
      await sessions.remove(bob);
      active.update();
      assert.deepEqual(replaced, []);
      await sessions.keep({ ...remote, label: "eve", kind: { kind: "token" }, credential: token });
      await sessions.remove(ada);
      active.update();
      active.update();
      assert.equal(replaced.length, isTrusted ? 1 : 0);
    });
  }

  it("is used without a word where the user chose it, or goes elsewhere", async () => {
    const { active, choices, sessions, replaced } = setUp({
      global: { sessions: [ada, bob, eve] },
      workspace: accounts,
    });
    await choices.selectAccount({ ...remote, session: "bob" });
    active.update();
    await sessions.remove(ada);
    await active.inOneGo(async () => {
      await sessions.remove(bob);
      await choices.selectAccount(embedded);
    });
    assert.deepEqual(replaced, []);
  });
});

describe("The Accounts menu", () => {
  it("hears of sign-ins that another window has brought, and taken away", async () => {
    const { globalState, elsewhere, changes } = setUp({ global: { sessions: [session("ada")] } });
    await globalState.update("sessions", [session("ada"), session("bob")]);
    await elsewhere("session:bob", "something");
    await elsewhere("session:ada", "something new");
    await globalState.update("sessions", [session("bob")]);
    await elsewhere("session:ada", "");
    const ids = (list: readonly Session[]) => list.map(({ id }) => id);
    assert.deepEqual(
      changes.map(({ added, removed, changed }) => [ids(added), ids(removed), ids(changed)]),
      [
        [["bob"], [], []],
        [[], ["ada"], []],
      ],
    );
  });

  it("hears once of what this window does itself", async () => {
    const { sessions, changes } = setUp();
    const { session: kept } = await sessions.keep({
      provider: "secretsApi",
      endpoint,
      label: "ada",
      kind: { kind: "token" },
      credential: token,
    });
    await sessions.remove(kept);
    assert.deepEqual(
      changes.map(({ added, removed }) => [added.length, removed.length]),
      [
        [1, 0],
        [0, 1],
      ],
    );
  });
});

describe("What counts", () => {
  const vault: Statement = { account: { provider: "vault", endpoint: "https://vault.test" }, environment: "/prod" };
  const nothing: Statement = { environment: "" };

  it("is the embedded store in development, until somebody says otherwise", () => {
    assert.deepEqual(setUp().choices.at(), { account: embedded, environment: "development" });
  });

  it("is what an earlier version was told", () => {
    const { choices } = setUp({ workspace: { account: remote, environment: "production" } });
    assert.deepEqual(choices.at(), { account: remote, environment: "production" });
  });

  it("is what the workspace says, over what the user chose before", async () => {
    const said: Record<string, Statement> = { "": nothing };
    const { choices } = setUp({ said });
    await choices.selectAccount(remote);
    said[""] = vault;
    assert.deepEqual(choices.at(), { account: vault.account, environment: "/prod" });
  });

  it("is what the user chose after the workspace had spoken, until it says something new", async () => {
    const said: Record<string, Statement> = { "": vault };
    const { choices } = setUp({ said });
    await choices.selectEnvironment("/test");
    assert.deepEqual(choices.at(), { account: vault.account, environment: "/test" });
    await choices.selectAccount(embedded);
    assert.deepEqual(choices.at().account, embedded);
    said[""] = { ...vault, environment: "/stage" };
    assert.deepEqual(choices.at().account, embedded);
    said[""] = { ...vault, account: { provider: "vault", endpoint: "https://vault.test", project: "kv" } };
    assert.deepEqual(choices.at().account, said[""].account);
  });

  it("is an environment for each account: going back to one brings its own back", async () => {
    const { choices } = setUp();
    await choices.selectEnvironment("production");
    await choices.selectAccount(remote);
    await choices.selectEnvironment("prd");
    await choices.selectAccount(embedded);
    assert.equal(choices.at().environment, "production");
    await choices.selectAccount(remote);
    assert.equal(choices.at().environment, "prd");
  });

  it("may be different in each folder, and the server is told of those that have their own", async () => {
    const said: Record<string, Statement> = { "": nothing, "file:///api": vault };
    const folders = ["file:///web", "file:///api"];
    const { choices, active, sent } = setUp({ said, folders, global: { sessions: [session("ada")] } });
    assert.deepEqual(active.initialize(), {
      account: embedded,
      environment: "development",
      isHeldBack: false,
      folders: { "file:///api": { account: vault.account, environment: "/prod" } },
    });
    await active.inOneGo(async () => {
      await choices.selectAccount(remote, "file:///web");
      await choices.selectEnvironment("prd", "file:///web");
    });
    assert.deepEqual(choices.at(), { account: embedded, environment: "development" });
    assert.deepEqual(sent, [
      {
        method: "inlineSecrets/folders",
        params: {
          folders: {
            "file:///web": { account: { ...remote, session: "ada" }, environment: "prd" },
            "file:///api": { account: vault.account, environment: "/prod" },
          },
        },
      },
    ]);
  });

  it("is held back at services until the workspace is trusted, and the server is told so", () => {
    const said: Record<string, Statement> = { "": vault, "file:///api": nothing, "file:///web": { ...vault } };
    let trusted = false;
    const { active, sent } = setUp({ said, folders: ["file:///api", "file:///web"], isTrusted: () => trusted });
    assert.equal(active.initialize().isHeldBack, true);
    assert.deepEqual(active.heldBack(), [vault.account]);
    trusted = true;
    active.update();
    assert.deepEqual(sent, [{ method: "inlineSecrets/heldBack", params: { isHeldBack: false } }]);
    assert.deepEqual(active.heldBack(), []);
  });

  it("may be the same place for another sign-in in a folder: others keep the one they have", async () => {
    const folders = ["file:///web", "file:///api"];
    const { choices, active, sent } = setUp({ folders, global: { sessions: [session("ada"), session("bob")] } });
    await active.inOneGo(() => choices.selectAccount({ ...remote, session: "ada" }));
    assert.deepEqual(choices.ownFolders(), {});
    await active.inOneGo(() => choices.selectAccount({ ...remote, session: "bob" }, "file:///api"));
    const sessionIn = (folder?: string): string | undefined => {
      const { account } = active.at(folder);
      return account.provider === "embedded" ? undefined : account.session;
    };
    assert.deepEqual([undefined, ...folders].map(sessionIn), ["ada", "ada", "bob"]);
    assert.deepEqual(sent.slice(1), [
      {
        method: "inlineSecrets/folders",
        params: {
          folders: { "file:///api": { account: { ...remote, session: "bob" }, environment: "development" } },
        },
      },
    ]);
    await active.inOneGo(() => choices.selectAccount({ ...remote, session: "ada" }, "file:///api"));
    assert.deepEqual(choices.ownFolders(), {});
  });

  it("has no folders of their own where there is only one", () => {
    const { choices } = setUp({ said: { "": nothing, "file:///api": vault }, folders: ["file:///api"] });
    assert.deepEqual(choices.ownFolders(), {});
  });

  it("is told once, whatever led to it", async () => {
    const { active, choices, sent } = setUp({ global: { sessions: [session("ada")] } });
    await active.inOneGo(async () => {
      await choices.selectAccount({ ...remote, session: "ada" });
      await choices.selectEnvironment("prd");
      active.reopen(() => true);
    });
    assert.deepEqual(
      sent.map(({ method }) => method),
      ["inlineSecrets/selectAccount", "inlineSecrets/selectEnvironment"],
    );
    active.reopen(() => true);
    assert.equal(sent.length, 3);
    active.reopen(() => false);
    active.update();
    assert.equal(sent.length, 3);
  });
});

describe("What the settings say", () => {
  const says = (account: object): Statement => readStatement(readSettings({ account }));
  const cases: readonly (readonly [string, object, Statement])[] = [
    ["nothing", {}, { environment: "" }],
    ["the embedded store", { provider: "embedded" }, { account: embedded, environment: "" }],
    [
      "a service with only one address",
      { provider: "doppler", project: "shop", environment: "dev" },
      {
        account: { provider: "doppler", endpoint: "https://api.doppler.com", project: "shop" },
        environment: "dev",
      },
    ],
    [
      "an address of one's own, in one form",
      { provider: "vault", address: "https://vault.test/", folder: "/app" },
      { account: { provider: "vault", endpoint: "https://vault.test", folder: "/app" }, environment: "" },
    ],
    ["nothing, where the address is missing", { provider: "vault" }, { environment: "" }],
    [
      "nothing, where the address would go out in clear",
      { provider: "vault", address: "http://v.test" },
      { environment: "" },
    ],
    ["nothing, where there is no such service", { provider: "passwords.txt" }, { environment: "" }],
  ];
  for (const [what, account, expected] of cases) {
    it(`is ${what}: ${JSON.stringify(account)}`, () => {
      assert.deepEqual(says(account), expected);
    });
  }

  it("is what was shared, and that holds no sign-in", () => {
    const account: RemoteAccount = { provider: "vault", endpoint: "https://vault.test", project: "kv", session: "s1" };
    const settings = settingsFor(account, "/prod");
    assert.doesNotMatch(JSON.stringify(settings), /s1/);
    const nested = Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key.slice("account.".length), value]),
    );
    assert.deepEqual(says(nested), { account: withoutSession(account), environment: "/prod" });
  });
});

describe("An environment that the account does not have", () => {
  const environments = [
    { id: "prd", name: "Production" },
    { id: "dev_1", name: "Sandbox" },
    { id: "x", name: "Staging" },
  ];
  const settled = (known: Partial<Snapshot>, chosen: Partial<AccountChoice> = {}): string | undefined => {
    const snapshot = snapshotOf([], known);
    const { account, environment } = snapshot;
    return environmentToSettle(snapshot, { account, environment, ...chosen });
  };
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["staging", "x"],
    ["development", "dev_1"],
    ["prd", undefined],
  ];
  for (const [active, expected] of cases) {
    it(`gives way: ${active} to ${expected ?? "none, for it is there"}`, () => {
      assert.equal(settled({ environments, environment: active }), expected);
    });
  }

  it("stays where another account or environment was chosen since", () => {
    const old = { environments, environment: "gone" };
    assert.equal(settled(old), "dev_1");
    assert.equal(settled(old, { account: { provider: "doppler", endpoint: "https://api.doppler.com" } }), undefined);
    assert.equal(settled(old, { environment: "x" }), undefined);
  });

  it("gives way with a word where it was there before, and silently where it never was", () => {
    const accountName = "api.doppler.com";
    const now = snapshotOf([], { environments, environment: "qa", accountName });
    const before = snapshotOf([], { environments: [...environments, { id: "qa", name: "Quality" }] });
    assert.equal(
      goneInWords(before, now, "x"),
      "api.doppler.com does not list Quality any more: Staging is active now.",
    );
    assert.equal(goneInWords(undefined, now, "x"), undefined);
    assert.equal(goneInWords(now, now, "x"), undefined);
    const other = { provider: "doppler", endpoint: "https://api.doppler.com" } as const;
    assert.equal(goneInWords({ ...before, account: other }, now, "x"), undefined);
  });

  it("stays while not all is known", () => {
    const status = { kind: "partial", reason: "Paging stopped." } as const;
    assert.equal(settled({ environments, environment: "gone", status }), undefined);
    assert.equal(settled({ environments: [], environment: "gone" }), undefined);
  });
});

describe("The editor's account of an Enterprise Server", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["https://github.example.com", "https://github.example.com", true],
    ["https://octo.ghe.com", "https://api.octo.ghe.com", true],
    ["https://github.example.com", "https://api.github.example.com", false],
    ["https://github.example.com", "https://evil.example.com", false],
    ["http://github.example.com", "https://github.example.com", false],
    ["", "https://github.example.com", false],
  ];
  for (const [server, at, expected] of cases) {
    it(`${expected ? "goes" : "does not go"} from ${server || "nowhere"} to ${at}`, () => {
      assert.equal(belongsTo(server, at), expected);
    });
  }
});
