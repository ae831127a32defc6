import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Event, SecretStorage } from "vscode";
import type { ActiveAccounts } from "../../client/accounts/activeAccounts";
import { createActiveAccounts } from "../../client/accounts/activeAccounts";
import { followOtherWindow } from "../../client/accounts/otherWindows";
import type { Sessions } from "../../client/accounts/sessions";
import { createSessions } from "../../client/accounts/sessions";
import { createChoices } from "../../client/choices";
import { createCredentials } from "../../client/credentials";
import type { Session } from "../../client/session";
import type { ProviderWorld } from "../../server/providers/index";
import { beginDeviceSignIn, createProvider } from "../../server/providers/index";
import type { RemoteAccount } from "../../shared/account";
import { ok } from "../../shared/failure";
import type { Attempt, Notification, Snapshot } from "../../shared/protocol";
import {
  createRequest,
  credentialRenewedNotification,
  credentialRequest,
  refreshRequest,
  selectAccountNotification,
  snapshotRequest,
} from "../../shared/protocol";
import type { InferenceShServer } from "../fakes/inferenceShServer";
import { startInferenceSh } from "../fakes/inferenceShServer";
import { fakeMemory } from "../pure/client/accountFakes";
import { makeFolder } from "../pure/embedded/folder";
import { until } from "../until";
import type { TestServer } from "./server";
import { startTestServer } from "./server";

/**
 * How long the other windows of VS Code go on to see what was stored before, in milliseconds: a window hands on what it has stored
 * after 100, and the main process tells the others after another 100 (`DEFAULT_FLUSH_DELAY`, `STORAGE_CHANGE_DEBOUNCE_TIME`).
 */
const late = 200;

/** The secret storage of one editor, as each of its windows sees it. */
function createSharedSecrets(initial: Readonly<Record<string, string>>) {
  const views: { readonly kept: Map<string, string>; readonly tell: (key: string) => void }[] = [];
  return (): SecretStorage => {
    const kept = new Map(Object.entries(initial));
    const listeners = new Set<(event: { readonly key: string }) => unknown>();
    const view = {
      kept,
      tell: (key: string) => {
        for (const listener of listeners) listener({ key });
      },
    };
    views.push(view);
    const write = (key: string, value: string | undefined): Promise<void> => {
      const become = (one: typeof view): void => {
        if (value === undefined) one.kept.delete(key);
        else one.kept.set(key, value);
        one.tell(key);
      };
      become(view);
      setTimeout(() => {
        for (const other of views) if (other !== view) become(other);
      }, late);
      return Promise.resolve();
    };
    return {
      get: (key: string) => Promise.resolve(kept.get(key)),
      store: write,
      delete: (key: string) => write(key, undefined),
      onDidChange: ((listener: (event: { readonly key: string }) => unknown) => {
        listeners.add(listener);
        return {};
      }) as unknown as Event<{ readonly key: string }>,
    };
  };
}

interface Window {
  readonly server: TestServer;
  readonly sessions: Sessions;
  readonly active: ActiveAccounts;
  readonly globalState: ReturnType<typeof fakeMemory>;
  /** Every state that the names have been in, one after the other. */
  readonly states: string[];
  /** Waits until the names are in this state. */
  readonly reaches: (state: string) => Promise<Snapshot>;
}

const { signal } = new AbortController();

describe("Two windows with one sign-in, whose refresh token counts once", () => {
  let service: InferenceShServer;
  let folders: ReturnType<typeof makeFolder>[];
  let windows: Window[];
  let now: number;

  beforeEach(async () => {
    service = await startInferenceSh([{ name: "OPENAI_API_KEY", environments: ["team"] }]);
    service.desk.lastFor(600);
    service.desk.endOnReuse();
    folders = [makeFolder(), makeFolder()];
    windows = [];
    now = Date.parse("2026-01-01T00:00:00Z");
  });
  afterEach(async () => {
    for (const { server } of windows) await server.stop();
    for (const { remove } of folders) remove();
    await service.stop();
  });

  const providerWorld = (machine: number): ProviderWorld => ({
    fetch,
    dataDirectory: folders[machine]?.data ?? "",
    now: () => new Date(now),
    limits: { retries: 0 },
  });
  const renewals = (): number =>
    service.requests.filter(({ body }) => body.includes("grant_type=refresh_token")).length;

  /** Somebody who has signed in: where the windows find that. */
  async function signIn(): Promise<{ readonly session: Session; readonly secrets: () => SecretStorage }> {
    const begun = await beginDeviceSignIn(service.account, providerWorld(0), signal);
    assert.equal(begun.kind, "ok");
    service.desk.decide("confirmed");
    const signedIn = await begun.value.wait(signal);
    assert.equal(signedIn.kind, "ok");
    const { origin } = new URL(service.account.endpoint);
    const session: Session = { id: "s1", provider: "inferenceSh", origin, label: "ada", kind: "oauth" };
    const kept = { provider: "inferenceSh", origin, credential: signedIn.value };
    return { session, secrets: createSharedSecrets({ "session:s1": JSON.stringify(kept) }) };
  }

  /** A window that is there and has not asked for names yet. */
  async function openWindow(secrets: SecretStorage, known: readonly Session[], machine = 0): Promise<Window> {
    const server = await startTestServer({
      createProvider: (account, credentials) => createProvider(account, providerWorld(machine), credentials),
    });
    const globalState = fakeMemory({ sessions: known });
    const workspaceState = fakeMemory({ accounts: { "": { value: service.account, said: "" } } });
    const said = () => ({ environment: "" });
    const choices = createChoices({ globalState, workspaceState, said, folders: () => [] });
    const client = { notify: <P>(type: Notification<P>, params: P) => void server.notify(type, params) };
    const credentials = createCredentials({ secrets, subscriptions: [] }, (id, how) => {
      followOtherWindow({ server: client, sessions, active }, id, how);
    });
    const sessions: Sessions = createSessions({
      globalState,
      credentials,
      editorAccounts: { token: () => Promise.resolve(undefined) },
      chosen: choices.sessionAt,
      changed: () => undefined,
    });
    const active = createActiveAccounts({
      server: client,
      choices,
      sessions,
      isTrusted: () => true,
      replaced: () => undefined,
    });
    server.connection.onRequest(credentialRequest.method, async ({ account }: { account: RemoteAccount }) => {
      const known = active.sessionOf(account);
      const credential = known && (await sessions.credentialOf(known));
      return credential === undefined ? null : { credential };
    });
    server.connection.onNotification(credentialRenewedNotification.method, ({ account, credential }: Attempt) => {
      void sessions.renew(account, credential);
    });
    const states: string[] = [];
    const reaches = async (state: string): Promise<Snapshot> =>
      until(state, async () => {
        const snapshot = await server.request(snapshotRequest, {});
        const { status, account } = snapshot;
        const words = status.kind === "failed" ? status.failure.message : `${account.provider} ${status.kind}`;
        if (states.at(-1) !== words) states.push(words);
        return words === state && snapshot;
      });
    const window = { server, sessions, active, globalState, states, reaches };
    windows.push(window);
    return window;
  }

  /** The window shows the account from now on. */
  async function show({ server, active }: Window): Promise<void> {
    await server.notify(selectAccountNotification, { account: active.initialize().account });
  }

  async function twoWindows(machines: readonly [number, number] = [0, 0]): Promise<readonly [Window, Window]> {
    const { session, secrets } = await signIn();
    return [await openWindow(secrets(), [session], machines[0]), await openWindow(secrets(), [session], machines[1])];
  }

  async function complete(...these: readonly Window[]): Promise<void> {
    await Promise.all(these.map(async ({ reaches }) => reaches("inferenceSh complete")));
  }

  it("renew it once, though they are opened at once after its end", async () => {
    const [here, there] = await twoWindows();
    now += 3_600_000;
    await Promise.all([show(here), show(there)]);
    await complete(here, there);
    assert.equal(renewals(), 1);
    assert.doesNotMatch([...here.states, ...there.states].join(), /ended|renewed/);
  });

  it("may save at once after its end", async () => {
    const [here, there] = await twoWindows();
    await Promise.all([show(here), show(there)]);
    await complete(here, there);
    now += 3_600_000;
    const saved = [here, there].map(({ server }, index) =>
      server.request(createRequest, {
        name: `NEW_${index}`,
        value: { kind: "given", value: "v" },
        description: "",
        visibility: "masked",
        target: { kind: "default" },
      }),
    );
    assert.deepEqual(await Promise.all(saved), [ok({ kind: "done" }), ok({ kind: "done" })]);
    assert.equal(renewals(), 1);
  });

  it("on two machines do so where the service only refuses what comes again", async () => {
    service.desk.endOnReuse(false);
    const [here, there] = await twoWindows([0, 1]);
    now += 3_600_000;
    await Promise.all([show(here), show(there)]);
    await complete(here, there);
    assert.equal(renewals(), 2);
    assert.doesNotMatch([...here.states, ...there.states].join(), /ended|renewed/);
  });

  it("go on showing what they show when the other one renews it", async () => {
    const [here, there] = await twoWindows();
    await Promise.all([show(here), show(there)]);
    await complete(here, there);
    const asked = () => service.requests.filter(({ path }) => path.startsWith("/secrets")).length;
    now += 3_600_000;
    await here.server.request(refreshRequest, {});
    const before = asked();
    for (const end = Date.now() + 3 * late; Date.now() < end;) await complete(there);
    assert.equal(renewals(), 1);
    assert.equal(there.states.filter((state) => state !== "inferenceSh complete").length, 1);
    assert.equal(asked(), before);
  });

  it("follow each other when the user signs out", async () => {
    const [here, there] = await twoWindows();
    await Promise.all([show(here), show(there)]);
    await complete(here, there);
    for (const session of here.sessions.all()) await here.sessions.remove(session);
    await there.reaches("inferenceSh unknown");
  });

  it("keep what is renewed in a window that hears of the sign-in later than of its credential", async () => {
    const { session, secrets } = await signIn();
    const [mine, theirs] = [secrets(), secrets()];
    const there = await openWindow(theirs, []);
    await show(there);
    await there.reaches("inferenceSh unknown");
    await there.globalState.update("sessions", [session]);
    await there.server.request(refreshRequest, {});
    await complete(there);
    now += 3_600_000;
    await there.server.request(refreshRequest, {});
    await until("the renewal", () => renewals() === 1);
    const here = await openWindow(mine, [session]);
    await show(here);
    await complete(here, there);
    assert.equal(renewals(), 1);
  });

  it("leave no token in what they note for each other", async () => {
    const [here] = await twoWindows();
    now += 3_600_000;
    await show(here);
    await complete(here);
    const notes = join(folders[0]?.data ?? "", "renewals");
    const names = readdirSync(notes);
    assert.equal(names.length, 1);
    for (const name of names) assert.match(name + readFileSync(join(notes, name), "utf8"), /^[0-9a-f]{64}spent$/);
  });
});
