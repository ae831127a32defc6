import type { Event, Memento, SecretStorage } from "vscode";
import type { ActiveAccounts } from "../../../client/accounts/activeAccounts";
import { createActiveAccounts } from "../../../client/accounts/activeAccounts";
import type { EditorAccounts } from "../../../client/accounts/editorAccounts";
import { followOtherWindow } from "../../../client/accounts/otherWindows";
import type { Sessions, SessionsChange } from "../../../client/accounts/sessions";
import { createSessions } from "../../../client/accounts/sessions";
import type { Choices } from "../../../client/choices";
import { createChoices } from "../../../client/choices";
import { createCredentials } from "../../../client/credentials";
import type { Server } from "../../../client/languageClient";
import type { EditorAccount } from "../../../client/session";
import type { Statement } from "../../../client/statement";
import { failed, ok } from "../../../shared/failure";

/** What the editor remembers, in memory. */
export function fakeMemory(
  initial: Readonly<Record<string, unknown>> = {},
): Pick<Memento, "get" | "update"> & { readonly kept: Map<string, unknown> } {
  const kept = new Map(Object.entries(initial));
  return {
    kept,
    get: <T>(key: string, initially?: T) => (kept.has(key) ? kept.get(key) : initially) as T,
    update: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  };
}

/** How a secret storage behaves: as it should, forgetting what it is given, not letting go of it, or refusing to work at all. */
export type KeyRing = "works" | "forgets" | "keeps" | "throws";

/** A secret storage, and what another window does to it. */
function fakeSecrets(initial: Readonly<Record<string, string>>, keyRing: { readonly current: KeyRing }) {
  const kept = new Map(Object.entries(initial));
  const listeners = new Set<(event: { readonly key: string }) => unknown>();
  const onDidChange = ((listener: (event: { readonly key: string }) => unknown) => {
    listeners.add(listener);
    return {};
  }) as unknown as Event<{ readonly key: string }>;
  const refuseWhereBroken = (): void => {
    if (keyRing.current === "throws") throw new Error("There is no key ring.");
  };
  const tell = async (key: string): Promise<void> => {
    for (const listener of listeners) await listener({ key });
  };
  const secrets: Pick<SecretStorage, "get" | "store" | "delete" | "onDidChange"> = {
    get: async (key) => {
      refuseWhereBroken();
      return Promise.resolve(kept.get(key));
    },
    store: async (key, value) => {
      refuseWhereBroken();
      if (keyRing.current !== "forgets") kept.set(key, value);
      await tell(key);
    },
    delete: async (key) => {
      refuseWhereBroken();
      if (keyRing.current === "keeps") throw new Error("The secret storage cannot be reached.");
      kept.delete(key);
      await tell(key);
    },
    onDidChange,
  };
  const elsewhere = async (key: string, value: string): Promise<void> => {
    kept.set(key, value);
    await tell(key);
  };
  return { secrets: secrets as SecretStorage, kept, elsewhere };
}

/** Everything about accounts, made of the real parts over an editor in memory. */
export interface FakeAccounts {
  readonly choices: Choices;
  readonly sessions: Sessions;
  readonly active: ActiveAccounts;
  readonly editorAccounts: Pick<EditorAccounts, "signIn" | "token">;
  /** What is in the secret storage. */
  readonly secrets: Map<string, string>;
  readonly globalState: ReturnType<typeof fakeMemory>;
  readonly workspaceState: ReturnType<typeof fakeMemory>;
  /** What the Accounts menu was told. */
  readonly changes: SessionsChange[];
  /** Who has taken the place of a sign-in that is gone, as the user was told. */
  readonly replaced: readonly string[];
  readonly elsewhere: (key: string, value: string) => Promise<void>;
  readonly keyRing: { current: KeyRing };
  /** What the editor is signed in to by itself; absent when the user refuses. */
  readonly editor: { account?: EditorAccount; token?: string };
}

/** What the editor has in memory at the beginning of a test. */
export interface AccountsSetup {
  readonly global?: Readonly<Record<string, unknown>>;
  readonly workspace?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly keyRing?: KeyRing;
  /** By folder, with an empty name for the window, what the settings say. */
  readonly said?: Record<string, Statement>;
  readonly folders?: readonly string[];
  readonly isTrusted?: () => boolean;
}

/** The accounts of a user, at a server that was started already. */
export function fakeAccounts(server: Pick<Server, "notify">, setup: AccountsSetup = {}): FakeAccounts {
  const globalState = fakeMemory(setup.global);
  const workspaceState = fakeMemory(setup.workspace);
  const keyRing = { current: setup.keyRing ?? "works" };
  const { secrets, kept, elsewhere } = fakeSecrets(setup.secrets ?? {}, keyRing);
  const { said = {}, folders = [], isTrusted = () => true } = setup;
  const choices = createChoices({
    globalState,
    workspaceState,
    said: (folder = "") => said[folder] ?? said[""] ?? { environment: "" },
    folders: () => folders,
  });
  const changes: SessionsChange[] = [];
  const replaced: string[] = [];
  const editor: FakeAccounts["editor"] = {};
  const editorAccounts: FakeAccounts["editorAccounts"] = {
    signIn: () =>
      Promise.resolve(
        editor.account ? ok(editor.account) : failed({ kind: "cancelled", message: "You did not sign in." }),
      ),
    token: () => Promise.resolve(editor.token),
  };
  const credentials = createCredentials({ secrets, subscriptions: [] }, (id, how) => {
    followOtherWindow({ server, sessions, active }, id, how);
  });
  const sessions = createSessions({
    globalState,
    credentials,
    editorAccounts,
    chosen: choices.sessionAt,
    changed: (change) => changes.push(change),
  });
  const active = createActiveAccounts({
    server,
    choices,
    sessions,
    isTrusted,
    replaced: ({ id }) => replaced.push(id),
  });
  active.initialize();
  return {
    choices,
    sessions,
    active,
    editorAccounts,
    secrets: kept,
    globalState,
    workspaceState,
    changes,
    replaced,
    elsewhere,
    keyRing,
    editor,
  };
}
