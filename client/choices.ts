import type { ExtensionContext } from "vscode";
import type { Account } from "../shared/account";
import type { InitializationOptions } from "../shared/protocol";

/** What the user chose and the editor remembers. None of it is a credential. */
export interface Choices {
  readonly account: () => Account;
  readonly environment: () => string;
  readonly selectAccount: (account: Account) => Promise<void>;
  readonly selectEnvironment: (environment: string) => Promise<void>;
  /** Endpoints that were connected to before, the latest first. */
  readonly endpoints: () => readonly string[];
  readonly rememberEndpoint: (endpoint: string) => Promise<void>;
}

const accountKey = "account";
const environmentKey = "environment";
const endpointsKey = "endpoints";
const rememberedEndpoints = 10;

/** Account and environment belong to the workspace, the known endpoints to the user. */
export function createChoices({ workspaceState, globalState }: ExtensionContext): Choices {
  const endpoints = (): readonly string[] => globalState.get<readonly string[]>(endpointsKey, []);
  return {
    account: () => workspaceState.get<Account>(accountKey, { provider: "embedded" }),
    environment: () => workspaceState.get<string>(environmentKey, "development"),
    selectAccount: async (account) => workspaceState.update(accountKey, account),
    selectEnvironment: async (environment) => workspaceState.update(environmentKey, environment),
    endpoints,
    rememberEndpoint: async (endpoint) => {
      const others = endpoints().filter((known) => known !== endpoint);
      await globalState.update(endpointsKey, [endpoint, ...others].slice(0, rememberedEndpoints));
    },
  };
}

/** What a server that starts now is told. */
export function initializationOptions(choices: Choices): InitializationOptions {
  return { account: choices.account(), environment: choices.environment() };
}
