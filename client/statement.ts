import type { Account, RemoteAccount } from "../shared/account";
import { providerDescriptions } from "../shared/providers";
import type { Settings } from "../shared/settings";
import { checkEndpoint, normalEndpoint } from "./endpoint";

/** What the settings say about where secrets are. It can be shared, and it signs nobody in. */
export interface Statement {
  /** Absent where the settings leave it to the user. */
  readonly account?: Account;
  /** Empty where the settings leave it to the user. */
  readonly environment: string;
}

/** Reads what the settings of a folder say. What makes no place, such as a service without an address, says nothing. */
export function readStatement(settings: Settings): Statement {
  const account = accountIn(settings);
  return { ...(account === undefined ? {} : { account }), environment: settings["account.environment"] };
}

/** What would stand in the settings for this account. */
export function settingsFor(account: Account, environment: string): Readonly<Record<SharedKey, string>> {
  const remote = account.provider === "embedded" ? undefined : account;
  const places = remote === undefined ? [] : providerDescriptions[remote.provider].places;
  const onlyPlace = places.length === 1 && places[0]?.endpoint === remote?.endpoint;
  return {
    "account.provider": account.provider,
    "account.address": onlyPlace ? "" : (remote?.endpoint ?? ""),
    "account.project": remote?.project ?? "",
    "account.folder": remote?.folder ?? "",
    "account.environment": environment,
  };
}

type SharedKey = Extract<keyof Settings, `account.${string}`>;

function accountIn(settings: Settings): Account | undefined {
  const provider = settings["account.provider"];
  if (provider === "") return undefined;
  if (provider === "embedded") return { provider };
  const address = settings["account.address"] || providerDescriptions[provider].places[0]?.endpoint;
  if (address === undefined || checkEndpoint(address) !== undefined) return undefined;
  const place: RemoteAccount = { provider, endpoint: normalEndpoint(address) };
  return withScope(place, settings["account.project"], settings["account.folder"]);
}

/** The account with a project and a folder; an empty one is none. */
export function withScope(account: RemoteAccount, project: string, folder: string): RemoteAccount {
  return { ...account, ...(project === "" ? {} : { project }), ...(folder === "" ? {} : { folder }) };
}

/** The account as it can be shared: without the sign-in. */
export function withoutSession(account: Account): Account {
  if (account.provider === "embedded") return account;
  const { provider, endpoint, project = "", folder = "" } = account;
  return withScope({ provider, endpoint }, project, folder);
}

/** Whether two accounts are the same place, whoever is signed in. */
export function isSamePlace(one: Account, other: Account): boolean {
  return JSON.stringify(withoutSession(one)) === JSON.stringify(withoutSession(other));
}
