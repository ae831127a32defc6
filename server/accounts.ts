import type { Account } from "../shared/account";
import type { Failure } from "../shared/failure";
import type { AccountChoice, InitializationOptions } from "../shared/protocol";
import type { Environment } from "../shared/secret";
import { restricted } from "../shared/trust";
import type { Catalog, CatalogState } from "./catalog";
import { nothingKnown } from "./catalog";
import { createListeners } from "./listeners";
import type { OpenAccount } from "./openAccount";
import { openAccount } from "./openAccount";
import { isWithin, normalizeUri } from "./workspace/uris";
import type { CredentialSource, World } from "./world";

/** The account and environment that a part of the workspace is held to. */
export interface ActiveAccount {
  readonly account: Account;
  readonly environment: Environment;
  /** Undefined when the account cannot be used at all; `state` then says why. */
  readonly catalog: Catalog | undefined;
  readonly state: CatalogState;
}

/** The accounts of the workspace: one for the window, and one for each folder that has its own. */
export interface Accounts {
  /** What counts for a file or a folder; without one, what counts for the window. */
  readonly at: (uri: string | undefined) => ActiveAccount;
  /** Whether both are held to the same account and environment. */
  readonly isSame: (uri: string | undefined, other: string | undefined) => boolean;
  /** Takes over what the editor remembers, and asks for the names. */
  readonly start: (options: InitializationOptions) => void;
  /** Opens an account, anew if it is open already, for the window or for a folder that has a choice of its own. */
  readonly select: (account: Account, folder?: string) => void;
  readonly selectEnvironment: (id: string, folder?: string) => void;
  /** The folders that have a choice of their own, from now on. */
  readonly setFolders: (folders: Readonly<Record<string, AccountChoice>>) => void;
  /** Whether nobody trusts the workspace yet: then no account at a service is opened, and nothing takes its place. */
  readonly holdBack: (isHeldBack: boolean) => void;
  /** Asks again for the names of the accounts that could not be listed, where they are used with this sign-in. */
  readonly retry: (session: string) => void;
  /** The user came to the editor, or left it. */
  readonly setFocused: (focused: boolean) => void;
  readonly onDidChange: (listener: () => void) => void;
  readonly dispose: () => void;
}

/** The embedded account, until the editor says otherwise. Nothing is asked for before `start`. */
export function createAccounts(world: World, credentials: CredentialSource): Accounts {
  const changes = createListeners<null>();
  let forWindow: AccountChoice = { account: { provider: "embedded" }, environment: "development" };
  let forFolders: ReadonlyMap<string, AccountChoice> = new Map();
  const open = new Map<string, OpenAccount>();
  let started = false;
  let heldBack = false;

  const changed = (): void => {
    changes.tell(null);
  };

  const isUsed = ({ provider }: Account): boolean => !heldBack || provider === "embedded";

  /** Opens what is used and not open yet, and closes what nobody uses any more. */
  const settle = (): void => {
    const chosen = [forWindow, ...forFolders.values()].map(({ account }) => account);
    const used = new Map(chosen.filter(isUsed).map((account) => [keyOf(account), account]));
    for (const [key, { dispose }] of open) {
      if (used.has(key)) continue;
      dispose();
      open.delete(key);
    }
    if (started)
      for (const [key, account] of used)
        if (!open.has(key)) open.set(key, openAccount(account, { world, credentials, changed }));
    changed();
  };

  const choose = (folder: string | undefined, change: (choice: AccountChoice) => AccountChoice): void => {
    const key = folder === undefined ? undefined : keyOfFolder(folder);
    const choice = key === undefined ? undefined : forFolders.get(key);
    if (key === undefined || choice === undefined) forWindow = change(forWindow);
    else forFolders = new Map(forFolders).set(key, change(choice));
  };

  const choiceAt = (uri: string | undefined): AccountChoice =>
    uri === undefined || forFolders.size === 0 ? forWindow : (innermost(forFolders, normalizeUri(uri)) ?? forWindow);

  return {
    at: (uri) => {
      const { account, environment } = choiceAt(uri);
      const used = open.get(keyOf(account));
      const state = used?.state() ?? (isUsed(account) ? nothingKnown : untrusted);
      return { account, catalog: used?.catalog, state, environment: activeOf(state.environments, environment) };
    },
    isSame: (uri, other) => JSON.stringify(choiceAt(uri)) === JSON.stringify(choiceAt(other)),
    start: ({ account, environment, folders = {}, isHeldBack = false }) => {
      started = true;
      heldBack = isHeldBack;
      forWindow = { account, environment };
      forFolders = byFolder(folders);
      settle();
    },
    select: (account, folder) => {
      choose(folder, (choice) => ({ ...choice, account }));
      open.get(keyOf(account))?.dispose();
      open.delete(keyOf(account));
      settle();
    },
    selectEnvironment: (environment, folder) => {
      choose(folder, (choice) => ({ ...choice, environment }));
      changed();
    },
    setFolders: (folders) => {
      forFolders = byFolder(folders);
      settle();
    },
    holdBack: (isHeldBack) => {
      heldBack = isHeldBack;
      settle();
    },
    retry: (session) => {
      for (const { account, catalog, state } of open.values())
        if (account.provider !== "embedded" && account.session === session && state().status.kind !== "complete")
          void catalog?.refresh();
    },
    setFocused: (focused) => {
      for (const { freshness } of open.values()) freshness.setFocused(focused);
    },
    onDidChange: (listener) => {
      changes.add(listener);
    },
    dispose: () => {
      for (const { dispose } of open.values()) dispose();
    },
  };
}

/** Why an account that has no catalog can do nothing. */
export function refusalOf({ status }: CatalogState): Failure {
  if (status.kind === "failed") return status.failure;
  const isHeldBack = status.kind === "unknown" && status.reason === "untrusted";
  return {
    kind: "unavailable",
    message: isHeldBack ? restricted : "The account is not ready yet. Try again in a moment.",
  };
}

/** Nobody knows yet whether what the project needs is where the workspace says. */
const untrusted: CatalogState = { ...nothingKnown, status: { kind: "unknown", reason: "untrusted" } };

/** Where there is only one environment, no other was ever meant. */
function activeOf(environments: readonly Environment[], id: string): Environment {
  const known = environments.find((environment) => environment.id === id);
  const only = environments.length === 1 ? environments[0] : undefined;
  return known ?? only ?? { id, name: id };
}

function keyOf(account: Account): string {
  return account.provider === "embedded"
    ? "embedded"
    : JSON.stringify([account.provider, account.endpoint, account.project, account.folder, account.session]);
}

function keyOfFolder(uri: string): string {
  return normalizeUri(uri).replace(/\/$/, "");
}

function byFolder(folders: Readonly<Record<string, AccountChoice>>): ReadonlyMap<string, AccountChoice> {
  return new Map(Object.entries(folders).map(([uri, choice]) => [keyOfFolder(uri), choice]));
}

function innermost(folders: ReadonlyMap<string, AccountChoice>, uri: string): AccountChoice | undefined {
  let found: string | undefined;
  for (const folder of folders.keys())
    if (isWithin(uri, folder) && folder.length > (found?.length ?? -1)) found = folder;
  return found === undefined ? undefined : folders.get(found);
}
