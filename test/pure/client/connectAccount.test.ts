import assert from "node:assert/strict";
import { createEndSession } from "../../../client/accounts/endSession";
import type { ConnectWorld } from "../../../client/flows/connect/state";
import { connectAccount } from "../../../client/flows/connectAccount";
import { signOut } from "../../../client/flows/signOut";
import type { Session } from "../../../client/session";
import type { Account, Credential } from "../../../shared/account";
import type { FailureKind, Result } from "../../../shared/failure";
import { failed, ok } from "../../../shared/failure";
import type { Attempt } from "../../../shared/protocol";
import {
  awaitDeviceSignInRequest,
  beginDeviceSignInRequest,
  choicesRequest,
  revokeRequest,
  tryConnectionRequest,
} from "../../../shared/protocol";
import type { Identity, Project } from "../../../shared/secret";
import type { AccountsSetup } from "./accountFakes";
import { fakeAccounts } from "./accountFakes";
import type { Scripted } from "./fakes";
import { fakeServer, leave, scripted } from "./fakes";

const endpoint = "https://secrets.example.com/v1";
const origin = "https://secrets.example.com";
const ada: Result<Identity> = ok({ name: "ada", project: "demo", canWrite: true });
const refused = failed({ kind: "unauthorized", message: "The token was refused." });

interface Case extends AccountsSetup {
  readonly outcomes?: readonly Result<Identity>[];
  readonly lists?: Readonly<Record<string, Result<readonly Project[]>>>;
  readonly replies?: Readonly<Record<string, (params: never) => unknown>>;
  readonly trusted?: boolean;
  readonly open?: readonly string[];
  /** The folder in view, where it has an account of its own. */
  readonly folder?: string;
}

function world(answers: readonly Scripted[], setup: Case = {}) {
  const { outcomes = [], lists = {}, replies = {}, trusted = true, open = [], folder } = setup;
  const script = scripted(answers);
  const left = [...outcomes];
  const { server, sent } = fakeServer({
    [tryConnectionRequest.method]: () => left.shift() ?? ada,
    [choicesRequest.method]: ({ of }: { readonly of: string }) => lists[of] ?? ok([]),
    [revokeRequest.method]: () => ok(null),
    ...replies,
  });
  const accounts = fakeAccounts(server, setup);
  const shared: unknown[] = [];
  const common = { ...accounts, questions: script.questions, server, isTrusted: () => trusted };
  const connectWorld: ConnectWorld = {
    ...common,
    folder,
    workspaceFolders: () => open.map((name) => ({ name, uri: `file:///${name}` })),
    editor: { manageTrust: () => Promise.resolve() },
    share: (settings, folder) => Promise.resolve(void shared.push([settings, folder])),
  };
  const tried = () =>
    sent.filter(({ method }) => method === tryConnectionRequest.method).map(({ params }) => params as Attempt);
  return {
    ...accounts,
    script,
    sent,
    tried,
    shared,
    world: connectWorld,
    out: { ...common, endSession: createEndSession(common) },
  };
}

const session: Session = { id: "s1", provider: "secretsApi", origin, label: "ada", kind: "token" };
const keptSession = (credential: Credential = { kind: "token", token: "t0ken" }): AccountsSetup => ({
  global: { sessions: [session], places: [{ provider: "secretsApi", endpoint }] },
  secrets: { "session:s1": JSON.stringify({ provider: "secretsApi", origin, credential }) },
});

describe("Connecting", () => {
  it("asks for a service, an address and a token, and keeps the token for that origin alone", async () => {
    const {
      script,
      tried,
      secrets,
      sessions,
      active,
      choices,
      world: parts,
    } = world([{ pick: ["Secrets API"] }, `${endpoint}/`, "t0ken"]);
    await connectAccount(parts);
    script.done();
    assert.deepEqual(script.asked, ["Connect (1)", "Connect (2)", "Connect (3)"]);
    assert.deepEqual(tried(), [
      { account: { provider: "secretsApi", endpoint }, credential: { kind: "token", token: "t0ken" } },
    ]);
    const kept = sessions.all()[0];
    assert.deepEqual(kept, { id: kept?.id, provider: "secretsApi", origin, label: "ada", kind: "token" });
    assert.deepEqual(
      [...secrets.values()].map((text) => JSON.parse(text) as unknown),
      [{ provider: "secretsApi", origin, credential: { kind: "token", token: "t0ken" } }],
    );
    assert.deepEqual(active.at().account, { provider: "secretsApi", endpoint, session: kept.id });
    assert.deepEqual(choices.places(), [{ provider: "secretsApi", endpoint }]);
    assert.deepEqual(script.told, ["information: Connected to secrets.example.com as ada."]);
  });

  it("hides what opens doors while it is typed", async () => {
    const { script, world: parts } = world([
      { pick: ["Infisical"] },
      { pick: ["Infisical Cloud (EU)"] },
      { pick: ["Machine identity (universal auth)"] },
      "id",
      leave,
    ]);
    await connectAccount(parts);
    assert.deepEqual(
      script.texts.map(({ masked = false }) => masked),
      [false, true],
    );
  });

  it("keeps nothing when a token is refused, and leads back to the token as it was typed", async () => {
    const answers = [{ pick: ["Secrets API"] }, endpoint, "wrong", { press: "Edit" }, leave];
    const { script, secrets, choices, world: parts } = world(answers, { outcomes: [refused] });
    await connectAccount(parts);
    script.done();
    assert.equal(script.asked[3], "Not connected to secrets.example.com. The token was refused. [Edit] [Retry]");
    assert.equal(script.texts[2]?.initial, "wrong");
    assert.equal(secrets.size, 0);
    assert.deepEqual(choices.at().account, { provider: "embedded" });
  });

  const others: readonly (readonly [FailureKind, string])[] = [
    ["forbidden", "[Edit] [Retry]"],
    ["notFound", "[Edit] [Retry]"],
    ["offline", "[Retry] [Edit]"],
    ["timeout", "[Retry] [Edit]"],
    ["unavailable", "[Retry] [Edit]"],
    ["rateLimited", "[Retry] [Edit]"],
  ];
  for (const [kind, buttons] of others) {
    it(`proposes first what helps after a failure of kind ${kind}: ${buttons}`, async () => {
      const failure = failed({ kind, message: "It failed." });
      const answers = [{ pick: ["Secrets API"] }, endpoint, "t0ken", { press: "Retry" }];
      const { script, tried, world: parts } = world(answers, { outcomes: [failure] });
      await connectAccount(parts);
      script.done();
      assert.equal(script.asked[3], `Not connected to secrets.example.com. It failed. ${buttons}`);
      assert.equal(tried().length, 2);
    });
  }

  it("does not carry a token over to another origin, nor to another service at the same one", async () => {
    const { script, world: parts } = world([
      { pick: ["Secrets API"] },
      endpoint,
      { back: "t0ken" },
      "https://elsewhere.example.com",
      { back: "" },
      { back: "" },
      { pick: ["HashiCorp Vault or OpenBao"] },
      endpoint,
      { pick: ["Token"] },
      leave,
    ]);
    await connectAccount(parts);
    script.done();
    assert.deepEqual(
      script.texts.map(({ initial }) => initial),
      ["", "", endpoint, "", "https://elsewhere.example.com", "", ""],
    );
  });

  it("proposes the environment that the user works in, or one for development, not the first of the list", async () => {
    const id = (name: string) => ({ id: `id-${name}`, name });
    for (const [names, expected] of [
      [["production", "Development", "dev-2"], "id-Development"],
      [["prod", "dev", "ci"], "id-dev"],
      [["prod", "ci"], "id-prod"],
    ] as const) {
      const lists = { environments: ok(names.map(id)) };
      const { active, world: parts } = world([{ pick: ["Secrets API"] }, endpoint, "t0ken", ""], { lists });
      const { questions } = parts;
      const firstWhereNoneIsPicked: typeof questions.pick = (question) =>
        questions.pick({
          ...question,
          choices: question.choices.some(({ picked }) => picked)
            ? question.choices
            : question.choices.map((choice, index) => ({ ...choice, picked: index === 0 })),
        });
      await connectAccount({ ...parts, questions: { ...questions, pick: firstWhereNoneIsPicked } });
      assert.equal(active.at().environment, expected);
    }
  });

  it("asks for project, folder and environment as the service has them, with what it can list", async () => {
    const lists = {
      projects: ok([{ id: "p1", name: "Shop" }]),
      folders: ok([{ id: "/api", name: "/api" }]),
      environments: ok([
        { id: "dev", name: "Development" },
        { id: "prod", name: "Production" },
      ]),
    };
    const {
      script,
      active,
      world: parts,
    } = world(
      [
        { pick: ["Infisical"] },
        { pick: ["Another address…"] },
        "http://127.0.0.1:8080",
        { pick: ["Machine identity (universal auth)"] },
        "id",
        "s3cret",
        { pick: ["Shop"] },
        { pick: ["/api"] },
        { pick: ["Production"] },
      ],
      { lists },
    );
    await connectAccount(parts);
    script.done();
    // How many questions there are is known once the service has said what there is to be chosen.
    const steps = [1, 2, 3, 4, 5, 6, 7, 8, "9/9"];
    assert.deepEqual(
      script.asked,
      steps.map((step) => `Connect (${step})`),
    );
    const { account, environment } = active.at();
    assert.equal(environment, "prod");
    const place = { provider: "infisical", endpoint: "http://127.0.0.1:8080", project: "p1", folder: "/api" };
    assert.deepEqual(account, { ...place, session: account.provider === "embedded" ? "" : account.session });
  });

  it("lets a project be typed that cannot be listed, and asks again for one that is not there", async () => {
    const environments = [failed({ kind: "notFound", message: "There is no such project." }), ok([])];
    const {
      script,
      active,
      world: parts,
    } = world([{ pick: ["Doppler"] }, "dp.pt.x", "shpo", { press: "Edit" }, "shop"], {
      replies: {
        [choicesRequest.method]: ({ of }: { readonly of: string }) =>
          of === "projects" ? failed({ kind: "forbidden", message: "No." }) : environments.shift(),
      },
    });
    await connectAccount(parts);
    script.done();
    assert.equal(script.texts.at(-1)?.initial, "shpo");
    const { account } = active.at();
    assert.equal(account.provider === "doppler" && account.project, "shop");
  });

  it("goes back from the project to what was typed before", async () => {
    const { script, world: parts } = world([{ pick: ["Doppler"] }, "dp.pt.x", { back: "shop" }, "dp.pt.y", leave]);
    await connectAccount(parts);
    script.done();
    assert.deepEqual(
      script.texts.map(({ initial }) => initial),
      ["", "", "dp.pt.x", "shop"],
    );
  });

  it("goes back to the embedded store without a network", async () => {
    const { sent, choices, script, world: parts } = world([{ pick: ["Embedded store"] }], keptSession());
    await connectAccount(parts);
    script.done();
    assert.deepEqual(choices.at().account, { provider: "embedded" });
    assert.deepEqual(sent, []);
  });

  it("sends nothing in Restricted Mode, and says why", async () => {
    const given: Account = { provider: "secretsApi", endpoint };
    for (const account of [undefined, given]) {
      const { script, sent, world: parts } = world([{ pick: ["Secrets API"] }], { trusted: false });
      await connectAccount(parts, account);
      assert.deepEqual(script.told, [
        "warning: In Restricted Mode no remote account is contacted. Trust this workspace first.",
      ]);
      assert.deepEqual(sent, []);
    }
  });

  it("says it when a sign-in may not write, and when there is no key ring to keep it in", async () => {
    const reader = ok({ name: "bob", project: "", canWrite: false });
    for (const keyRing of ["forgets", "throws"] as const) {
      const answers = [{ pick: ["Secrets API"] }, endpoint, "t0ken"];
      const { script, sessions, globalState, world: parts } = world(answers, { outcomes: [reader], keyRing });
      await connectAccount(parts);
      assert.deepEqual(script.told, [
        "warning: Connected to secrets.example.com as bob. This sign-in may read names, not write. The editor has no key ring to keep it in: it lasts until this window is closed.",
      ]);
      assert.deepEqual(globalState.get("sessions"), []);
      const [kept] = sessions.all();
      assert.ok(kept);
      assert.deepEqual(await sessions.credentialOf(kept), { kind: "token", token: "t0ken" });
    }
  });
});

describe("Signing in", () => {
  it("offers sign-ins that are known first: another project needs no other", async () => {
    const { script, tried, active, world: parts } = world([{ pick: ["ada at secrets.example.com"] }], keptSession());
    await connectAccount(parts);
    script.done();
    const account = { provider: "secretsApi", endpoint, session: "s1" } as const;
    assert.deepEqual(tried(), [{ account, credential: { kind: "token", token: "t0ken" } }]);
    assert.deepEqual(active.at().account, account);
  });

  it("asks for a token when a known sign-in is refused, and keeps the new one in its place", async () => {
    const {
      script,
      secrets,
      sessions,
      world: parts,
    } = world([{ pick: ["ada at secrets.example.com"] }, { press: "Sign In Again" }, "fresh"], {
      ...keptSession(),
      outcomes: [refused],
    });
    await connectAccount(parts);
    script.done();
    assert.deepEqual(sessions.all(), [session]);
    assert.match(secrets.get("session:s1") ?? "", /fresh/);
  });

  it("asks for nothing but a token when an account is given", async () => {
    const account: Account = { provider: "doppler", endpoint: "https://api.doppler.com", project: "shop" };
    const lists = { environments: ok([{ id: "dev", name: "dev" }]) };
    const {
      script,
      active,
      world: parts,
    } = world(["dp.pt.x"], { lists, said: { "": { account, environment: "dev" } } });
    await connectAccount(parts, account);
    script.done();
    assert.deepEqual(script.asked, ["Connect (1)"]);
    assert.deepEqual(active.at().environment, "dev");
  });

  it("shows a code, copies it, opens the browser and waits", async () => {
    const code = {
      userCode: "ABCD-1234",
      verificationUri: "https://app.inference.sh/device",
      expiresAt: "",
      handle: "h",
    };
    const credential: Credential = { kind: "oauth", accessToken: "a", refreshToken: "r", expiresAt: "" };
    const replies = {
      [beginDeviceSignInRequest.method]: () => ok(code),
      [awaitDeviceSignInRequest.method]: ({ handle }: { readonly handle: string }) =>
        handle === "h" ? ok({ credential }) : refused,
    };
    const answers = [
      { pick: ["inference.sh"] },
      { pick: ["Sign in with the browser"] },
      { press: "Copy Code and Open Browser" },
    ];
    const { script, sent, tried, sessions, world: parts } = world(answers, { replies });
    await connectAccount(parts);
    script.done();
    assert.match(script.asked[2] ?? "", /^Your code for api\.inference\.sh: ABCD-1234/);
    assert.deepEqual(script.did, ["copied ABCD-1234", "opened https://app.inference.sh/device"]);
    assert.deepEqual(tried()[0]?.credential, credential);
    assert.deepEqual(
      sessions.all().map(({ kind }) => kind),
      ["oauth"],
    );
    assert.ok(sent.every(({ method }) => method !== revokeRequest.method));
  });

  it("keeps a sign-in with the browser for each team of a person, and one for each at most", async () => {
    const code = { userCode: "A", verificationUri: "https://app.inference.sh/device", expiresAt: "", handle: "h" };
    let made = 0;
    const replies = {
      [beginDeviceSignInRequest.method]: () => ok(code),
      [awaitDeviceSignInRequest.method]: () =>
        ok({ credential: { kind: "oauth", accessToken: `a${++made}`, refreshToken: "", expiresAt: "" } }),
    };
    const signIn = [
      { pick: ["inference.sh"] },
      { pick: ["Sign in with the browser"] },
      { press: "I Open It Myself" },
    ] as const;
    const outcomes = ["red", "blue", "red"].map((project) => ok({ name: "ada", project, canWrite: true }));
    const {
      script,
      sent,
      secrets,
      sessions,
      active,
      world: parts,
    } = world([...signIn, ...signIn, ...signIn], {
      replies,
      outcomes,
    });
    for (const _team of outcomes) await connectAccount(parts);
    script.done();
    assert.deepEqual(
      sessions.all().map(({ label }) => label),
      ["ada, blue", "ada, red"],
    );
    const [blue, red] = sessions.all().map(({ id }) => secrets.get(`session:${id}`));
    assert.match(blue ?? "", /"a2"/);
    assert.match(red ?? "", /"a3"/);
    // What was kept for that team before lets nobody in any more.
    const revoked = sent.filter(({ method }) => method === revokeRequest.method).map(({ params }) => params as Attempt);
    assert.deepEqual(
      revoked.map(({ credential }) => credential.kind === "oauth" && credential.accessToken),
      ["a1"],
    );
    const { account } = active.at();
    assert.equal(account.provider !== "embedded" && account.session, sessions.all()[1]?.id);
  });

  it("ends at the service what was confirmed in the browser and is not kept, as where the user gives up afterwards", async () => {
    const code = { userCode: "A", verificationUri: "https://app.inference.sh/device", expiresAt: "", handle: "h" };
    const credential: Credential = { kind: "oauth", accessToken: "a", refreshToken: "r", expiresAt: "" };
    const replies = {
      [beginDeviceSignInRequest.method]: () => ok(code),
      [awaitDeviceSignInRequest.method]: () => ok({ credential }),
    };
    const answers = [
      { pick: ["inference.sh"] },
      { pick: ["Sign in with the browser"] },
      { press: "I Open It Myself" },
      leave,
    ];
    for (const given of [{ outcomes: [refused] }, { open: ["shop"] }]) {
      const { script, sent, sessions, world: parts } = world(answers, { replies, ...given });
      await connectAccount(parts);
      script.done();
      assert.deepEqual(sessions.all(), []);
      assert.deepEqual(
        sent.filter(({ method }) => method === revokeRequest.method).map(({ params }) => params),
        [{ account: { provider: "inferenceSh", endpoint: "https://api.inference.sh" }, credential }],
      );
    }
  });

  for (const address of [
    "vscode://evil/run",
    "file:///etc/passwd",
    "http://elsewhere.example.com/device",
    "nonsense",
  ]) {
    it(`opens nothing but a page, so not ${address}`, async () => {
      const code = { userCode: "A", verificationUri: address, expiresAt: "", handle: "h" };
      const answers = [{ pick: ["inference.sh"] }, { pick: ["Sign in with the browser"] }, leave, leave];
      const replies = { [beginDeviceSignInRequest.method]: () => ok(code) };
      const { script, world: parts } = world(answers, { replies });
      await connectAccount(parts);
      script.done();
      assert.match(script.asked[2] ?? "", /named no page/);
      assert.deepEqual(script.did, []);
    });
  }

  it("takes an account of the editor itself, and keeps no credential of it", async () => {
    const {
      script,
      editor,
      sessions,
      secrets,
      world: parts,
    } = world([
      { pick: ["GitHub Actions"] },
      { pick: ["GitHub"] },
      { pick: ["VS Code's GitHub account"] },
      "owner/name",
    ]);
    editor.account = { authenticationProvider: "github", scopes: ["repo"], id: "7", label: "ada" };
    editor.token = "gho_x";
    await connectAccount(parts);
    script.done();
    assert.equal(secrets.size, 0);
    const [kept] = sessions.all();
    assert.equal(kept?.kind, "editor");
    assert.deepEqual(await sessions.credentialOf(kept), { kind: "token", token: "gho_x" });
    assert.doesNotMatch(JSON.stringify(kept), /gho_x/);
  });

  it("offers the editor's GitHub account to an address of one's own only as that of Enterprise Server", async () => {
    const wanted: string[] = [];
    const { world: parts } = world([
      { pick: ["GitHub Actions"] },
      { pick: ["Another address…"] },
      "https://github.example.com/api/v3",
      { pick: ["VS Code's GitHub account"] },
      leave,
    ]);
    const editorAccounts = {
      ...parts.editorAccounts,
      signIn: ({ authenticationProvider }: { readonly authenticationProvider: string }, at: string) => {
        wanted.push(`${authenticationProvider} at ${at}`);
        return Promise.resolve(refused);
      },
    };
    await connectAccount({ ...parts, editorAccounts });
    assert.deepEqual(wanted, ["github-enterprise at https://github.example.com"]);
  });
});

describe("Sharing an account", () => {
  const doppler = [{ pick: ["Doppler"] }, "dp.pt.x", "shop"];

  it("writes where names are into the settings, and never how to get there", async () => {
    const {
      script,
      shared,
      world: parts,
    } = world([...doppler, { pick: ["Share with the workspace"] }], { open: ["web"] });
    await connectAccount(parts);
    script.done();
    const settings = {
      "account.provider": "doppler",
      "account.address": "",
      "account.project": "shop",
      "account.folder": "",
      "account.environment": "",
    };
    assert.deepEqual(shared, [[settings, undefined]]);
  });

  it("connects all the same where the editor cannot write the settings, and says why", async () => {
    const answers = [...doppler, { pick: ["Share with the workspace"] }];
    const { active, script, world: parts } = world(answers, { open: ["web"] });
    const refusal = "Unable to write into workspace settings.";
    await connectAccount({ ...parts, share: () => Promise.resolve(refusal) });
    assert.equal(active.at().account.provider, "doppler");
    assert.deepEqual(script.told, [
      `warning: Nothing was shared: this counts for you alone. ${refusal}`,
      "information: Connected to api.doppler.com as ada.",
    ]);
  });

  it("can be declined, and is for one folder of several where that is wanted", async () => {
    const mine = world([...doppler, { pick: ["Only for me"] }], { open: ["web"] });
    await connectAccount(mine.world);
    assert.deepEqual(mine.shared, []);
    const folders = ["file:///web", "file:///api"];
    const answers = [...doppler, { pick: ["Only for me, in api"] }];
    const { active, choices, world: parts } = world(answers, { open: ["web", "api"], folders });
    await connectAccount(parts);
    assert.equal(active.at("file:///api").account.provider, "doppler");
    assert.deepEqual(active.at("file:///web").account, { provider: "embedded" });
    assert.deepEqual(Object.keys(choices.ownFolders()), ["file:///api"]);
  });

  it("begins with the folder that the user works in, where it has an account of its own", async () => {
    const folder = "file:///api";
    const account: Account = { provider: "doppler", endpoint: "https://api.doppler.com", project: "shop" };
    const said = { "": { environment: "" }, [folder]: { account, environment: "" } };
    const { active, world: parts } = world([{ pick: ["Embedded store"] }], {
      open: ["web", "api"],
      folders: ["file:///web", folder],
      folder,
      said,
    });
    assert.equal(active.at(folder).account.provider, "doppler");
    await connectAccount(parts);
    assert.deepEqual(active.at(folder).account, { provider: "embedded" });
  });

  it("is not offered where the workspace says the same already", async () => {
    const account: Account = { provider: "doppler", endpoint: "https://api.doppler.com", project: "shop" };
    const {
      script,
      shared,
      world: parts,
    } = world(doppler, { open: ["web"], said: { "": { account, environment: "" } } });
    await connectAccount(parts);
    script.done();
    assert.deepEqual(shared, []);
  });
});

describe("Signing out", () => {
  const other = { "session:s2": "kept for somebody else" };
  const signedIn = (credential?: Credential): AccountsSetup => {
    const setup = keptSession(credential);
    return {
      ...setup,
      secrets: { ...setup.secrets, ...other },
      workspace: { accounts: { "": { value: { provider: "secretsApi", endpoint }, said: "" } } },
    };
  };

  it("forgets the sign-in of the active account alone, and goes back to the embedded store", async () => {
    const { script, secrets, sessions, active, sent, changes, out } = world([], signedIn());
    await signOut(out);
    assert.deepEqual([...secrets.keys()], ["session:s2"]);
    assert.deepEqual(sessions.all(), []);
    assert.deepEqual(active.at().account, { provider: "embedded" });
    assert.deepEqual(changes, [{ added: [], removed: [session], changed: [] }]);
    assert.ok(sent.some(({ method }) => method === "inlineSecrets/signedOut"));
    assert.ok(sent.every(({ method }) => method !== revokeRequest.method));
    assert.deepEqual(script.told, ["information: Signed out of secrets.example.com. Its credential is forgotten."]);
  });

  it("ends at the service what signing in here began there", async () => {
    const credential: Credential = { kind: "oauth", accessToken: "a", refreshToken: "r", expiresAt: "" };
    const { sent, out } = world([], signedIn(credential));
    await signOut(out);
    assert.deepEqual(
      sent.filter(({ method }) => method === revokeRequest.method).map(({ params }) => params),
      [{ account: { provider: "secretsApi", endpoint }, credential }],
    );
  });

  it("ends the tokens that a machine's credential was exchanged for, at each address that it was used at", async () => {
    const credential: Credential = { kind: "client", clientId: "role", clientSecret: "s3cret" };
    const setup = signedIn(credential);
    const paths = [`${origin}/ns/team`, endpoint, "https://other.example.com"];
    const places = paths.map((path) => ({ provider: "secretsApi", endpoint: path }));
    const { sent, out } = world([], { ...setup, global: { ...setup.global, places } });
    await signOut(out);
    assert.deepEqual(
      sent.filter(({ method }) => method === revokeRequest.method).map(({ params }) => params),
      [`${origin}/ns/team`, endpoint].map((path) => ({
        account: { provider: "secretsApi", endpoint: path },
        credential,
      })),
    );
  });

  it("says so where the editor's secret storage does not let go of the credential", async () => {
    const { script, sessions, secrets, out } = world([], { ...signedIn(), keyRing: "keeps" });
    await signOut(out);
    assert.deepEqual(sessions.all(), []);
    assert.ok(secrets.has("session:s1"));
    assert.deepEqual(script.told, [
      "warning: Signed out of secrets.example.com, but the editor could not delete the credential from its secret storage. End it at the service itself.",
    ]);
  });

  it("stays with an account that the workspace names", async () => {
    const account: Account = { provider: "secretsApi", endpoint };
    const { active, out } = world([], { ...keptSession(), said: { "": { account, environment: "" } } });
    await signOut(out);
    assert.deepEqual(active.at().account, account);
  });

  it("has nothing to forget for the embedded store", async () => {
    const { script, sent, out } = world([]);
    await signOut(out);
    assert.deepEqual(script.told, ["information: You are not signed in: the embedded store needs no sign-in."]);
    assert.deepEqual(sent, []);
  });
});
