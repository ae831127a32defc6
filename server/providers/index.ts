import type { Account, RemoteAccount, RemoteProviderId } from "../../shared/account";
import { failed, ok } from "../../shared/failure";
import type { Result } from "../../shared/failure";
import { providerDescriptions } from "../../shared/providers";
import { awsSecretsManager } from "./awsSecretsManager";
import { azureKeyVault } from "./azureKeyVault";
import { doppler } from "./doppler";
import { createEmbeddedProvider } from "./embedded";
import { isWithin, readEndpoint } from "./endpoint";
import { githubActions } from "./githubActions";
import { googleSecretManager } from "./googleSecretManager";
import type { HttpLimits } from "./http";
import { inferenceSh } from "./inferenceSh";
import { infisical } from "./infisical";
import type { CredentialSource, DeviceSignIn, Provider, ProviderKind, ProviderOptions } from "./provider";
import { secretsApi } from "./secretsApi";
import { vault } from "./vault";

/** What providers need from outside of the process. */
export interface ProviderWorld {
  readonly fetch: typeof fetch;
  /** The folder of the embedded store; made when the first secret is. */
  readonly dataDirectory: string;
  readonly now: () => Date;
  readonly limits?: Partial<HttpLimits>;
}

/** Every kind of remote service there is. */
export const providerKinds: Readonly<Record<RemoteProviderId, ProviderKind>> = {
  awsSecretsManager,
  azureKeyVault,
  googleSecretManager,
  inferenceSh,
  infisical,
  githubActions,
  doppler,
  secretsApi,
  vault,
};

/** The provider behind an account; a failure when the account cannot be used at all. */
export function createProvider(
  account: Account,
  world: ProviderWorld,
  credentials: CredentialSource,
): Result<Provider> {
  if (account.provider === "embedded") return ok(createEmbeddedProvider(world));
  const found = kindOf(account, world, credentials);
  return found.kind === "failed" ? found : ok(found.value.kind.create(found.value.options));
}

/** Begins to sign in to an account with the browser. */
export async function beginDeviceSignIn(
  account: RemoteAccount,
  world: ProviderWorld,
  signal: AbortSignal,
): Promise<Result<DeviceSignIn>> {
  const nobody: CredentialSource = { credential: () => Promise.resolve(null), renewed: () => undefined };
  const found = kindOf(account, world, nobody);
  if (found.kind === "failed") return found;
  const { kind, options } = found.value;
  const message = `${providerDescriptions[account.provider].label} has no sign-in with the browser.`;
  return kind.beginDeviceSignIn?.(options, signal) ?? failed({ kind: "invalid", message });
}

function kindOf(
  account: RemoteAccount,
  { fetch, now, dataDirectory, limits }: ProviderWorld,
  credentials: CredentialSource,
): Result<{ readonly kind: ProviderKind; readonly options: ProviderOptions }> {
  const endpoint = readEndpoint(account.endpoint);
  if (endpoint.kind === "failed") return endpoint;
  const { domains = [], label } = providerDescriptions[account.provider];
  if (domains.length > 0 && !isWithin(endpoint.value, domains))
    return failed({
      kind: "invalid",
      message: `${label} is at ${domains.join(", ")}. Its credentials are sent nowhere else, and so not to ${endpoint.value.host}.`,
      field: "endpoint",
    });
  const kind = providerKinds[account.provider];
  const options: ProviderOptions = {
    account,
    endpoint: endpoint.value,
    fetch,
    now,
    dataDirectory,
    ...(limits === undefined ? {} : { limits }),
    credential: () => credentials.credential(account),
    renewed: (credential) => {
      credentials.renewed(account, credential);
    },
  };
  return ok({ kind, options });
}
