import type { Memento } from "vscode";
import type { Account, RemoteAccount, RemoteProviderId } from "../shared/account";
import type { AccountChoice } from "../shared/protocol";
import { originOf } from "./endpoint";
import type { Statement } from "./statement";
import { isSamePlace, withoutSession } from "./statement";

/** What counts for the window and its folders: what the workspace says, and what the user chose. None of it is a credential. */
export interface Choices {
  /** What counts for a folder, by its URI; without one, what counts for the window. */
  readonly at: (folder?: string) => AccountChoice;
  /** The folders for which something else counts than for the window. */
  readonly ownFolders: () => Readonly<Record<string, AccountChoice>>;
  /** What the settings say. */
  readonly said: (folder?: string) => Statement;
  readonly selectAccount: (account: Account, folder?: string) => Promise<void>;
  /** For the account that counts there, or for the one that the user saw. */
  readonly selectEnvironment: (environment: string, folder?: string, account?: Account) => Promise<void>;
  /** Which sign-in was chosen for an address in this workspace, or in a folder of it. */
  readonly sessionAt: (account: RemoteAccount, folder?: string) => string | undefined;
  /** Addresses that were connected to before, the latest first. */
  readonly places: () => readonly KnownPlace[];
  readonly rememberPlace: (place: KnownPlace) => Promise<void>;
}

/** An address that was connected to before. */
export interface KnownPlace {
  readonly provider: RemoteProviderId;
  readonly endpoint: string;
}

/** Where choices come from and go to. */
export interface ChoicesWorld {
  /** Remembers for this workspace. */
  readonly workspaceState: Pick<Memento, "get" | "update">;
  /** Remembers for the user. */
  readonly globalState: Pick<Memento, "get" | "update">;
  /** What the settings say for a folder, or for the window. */
  readonly said: (folder?: string) => Statement;
  /** The URIs of the folders of the workspace. */
  readonly folders: () => readonly string[];
}

/** An answer of the user, and what the settings said when it was given. It counts until they say something else. */
interface Chosen<T> {
  readonly value: T;
  readonly said: string;
}

const accountsKey = "accounts";
const environmentsKey = "environments";
const sessionsKey = "sessions";
const placesKey = "places";
const rememberedPlaces = 10;
/** Where earlier versions remembered the choices for the window. */
const oldAccountKey = "account";
const oldEnvironmentKey = "environment";

/** Account and environment belong to the workspace, the known addresses to the user. */
export function createChoices({ workspaceState, globalState, said, folders }: ChoicesWorld): Choices {
  const recall = <T>(key: string) => workspaceState.get<Readonly<Record<string, T>>>(key, {});
  const remember = async (key: string, name: string, value: unknown): Promise<void> => {
    await workspaceState.update(key, { ...recall<unknown>(key), [name]: value });
  };
  const places = (): readonly KnownPlace[] => globalState.get(placesKey) ?? placesOfOldVersion(globalState);

  const saysOwn = (folder: string | undefined): boolean =>
    folder === undefined || JSON.stringify(said(folder)) !== JSON.stringify(said());
  const chosenAccount = (folder: string | undefined): Account | undefined => {
    const words = wordsOf(said(folder).account);
    const chosen = recall<Chosen<Account>>(accountsKey)[folder ?? ""];
    if (chosen !== undefined) return chosen.said === words ? chosen.value : undefined;
    return folder === undefined && words === "" ? workspaceState.get<Account>(oldAccountKey) : undefined;
  };
  const accountAt = (folder: string | undefined): Account =>
    chosenAccount(folder) ??
    (saysOwn(folder) ? said(folder).account : undefined) ??
    (folder === undefined ? { provider: "embedded" } : accountAt(undefined));
  const chosenEnvironment = (account: Account, folder: string | undefined): string | undefined => {
    const chosen = recall<Chosen<string>>(environmentsKey)[environmentName(account, folder)];
    if (chosen !== undefined) return chosen.said === said(folder).environment ? chosen.value : undefined;
    const before = workspaceState.get<Account>(oldAccountKey, { provider: "embedded" });
    return folder === undefined && isSamePlace(account, before) ? workspaceState.get(oldEnvironmentKey) : undefined;
  };
  const saidEnvironment = (account: Account, folder: string | undefined): string | undefined => {
    const { account: place = account, environment } = said(folder);
    return saysOwn(folder) && environment !== "" && isSamePlace(place, account) ? environment : undefined;
  };
  const environmentAt = (account: Account, folder: string | undefined): string =>
    chosenEnvironment(account, folder) ??
    saidEnvironment(account, folder) ??
    (folder === undefined || !isSamePlace(account, accountAt(undefined))
      ? "development"
      : environmentAt(account, undefined));
  const at = (folder?: string): AccountChoice => {
    const account = accountAt(folder);
    return { account, environment: environmentAt(account, folder) };
  };

  const sessionAt = (account: RemoteAccount, folder?: string): string | undefined => {
    const sessions = recall<string>(sessionsKey);
    return sessionNames(account, folder).flatMap((name) => sessions[name] ?? [])[0];
  };
  /** All that may be different in a folder. */
  const wordsAt = (folder?: string): string => {
    const { account, environment } = at(folder);
    return JSON.stringify([account, environment, account.provider === "embedded" ? "" : sessionAt(account, folder)]);
  };

  return {
    at,
    ownFolders: () => {
      const several = folders().length > 1 ? folders() : [];
      const own = several.filter((folder) => wordsAt(folder) !== wordsAt());
      return Object.fromEntries(own.map((folder) => [folder, at(folder)]));
    },
    said,
    selectAccount: async (account, folder) => {
      if (account.provider !== "embedded" && account.session !== undefined)
        for (const name of sessionNames(account, folder))
          if (isOf(folder, name) || !(name in recall<string>(sessionsKey)))
            await remember(sessionsKey, name, account.session);
      const chosen: Chosen<Account> = { value: withoutSession(account), said: wordsOf(said(folder).account) };
      await remember(accountsKey, folder ?? "", chosen);
    },
    selectEnvironment: async (environment, folder, account = at(folder).account) => {
      const chosen: Chosen<string> = { value: environment, said: said(folder).environment };
      await remember(environmentsKey, environmentName(account, folder), chosen);
    },
    sessionAt,
    places,
    rememberPlace: async (place) => {
      const others = places().filter((known) => JSON.stringify(known) !== JSON.stringify(place));
      await globalState.update(placesKey, [place, ...others].slice(0, rememberedPlaces));
    },
  };
}

function wordsOf(account: Account | undefined): string {
  return account === undefined ? "" : JSON.stringify(account);
}

function environmentName(account: Account, folder: string | undefined): string {
  return JSON.stringify([folder ?? "", withoutSession(account)]);
}

/** A project may be used with another sign-in than the rest of its address, and a folder with another one than the window. */
function sessionNames({ provider, endpoint, project }: RemoteAccount, folder: string | undefined): readonly string[] {
  const place = `${provider} ${URL.canParse(endpoint) ? originOf(endpoint) : endpoint}`;
  const names = [...(project === undefined ? [] : [`${place} ${project}`]), place];
  return folder === undefined ? names : [...names.map((name) => `${folder} ${name}`), ...names];
}

function isOf(folder: string | undefined, name: string): boolean {
  return folder === undefined || name.startsWith(`${folder} `);
}

function placesOfOldVersion(state: Pick<Memento, "get">): readonly KnownPlace[] {
  return state.get<readonly string[]>("endpoints", []).map((endpoint) => ({ provider: "secretsApi", endpoint }));
}
