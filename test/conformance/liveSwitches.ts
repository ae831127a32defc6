import { readFileSync } from "node:fs";
import type { Credential, RemoteAccount, RemoteProviderId } from "../../shared/account";
import { remoteProviderIds } from "../../shared/account";
import { providerDescriptions } from "../../shared/providers";

/** A real service that somebody lets us try, in an account that is made for it. */
export interface LiveService {
  readonly account: RemoteAccount;
  readonly credential: Credential;
  /** Where throw-away names are written; the first that is listed where none is named. */
  readonly environment?: string;
}

/** The variable that switches on the live suite of a provider. */
export function switchOf(provider: RemoteProviderId): string {
  return `SECRETS_LIVE_${provider.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

/** The services that are switched on, and the providers whose service is not. A switch that cannot be read throws. */
export function readSwitches(variables: Readonly<Record<string, string | undefined>>): {
  readonly on: readonly LiveService[];
  readonly off: readonly RemoteProviderId[];
} {
  const on = remoteProviderIds.flatMap((provider) => {
    const text = variables[switchOf(provider)];
    return text === undefined || text === "" ? [] : [readService(provider, text)];
  });
  const off = remoteProviderIds.filter((provider) => !on.some(({ account }) => account.provider === provider));
  return { on, off };
}

/** What a run says about the suites that it leaves out, in one line; nothing is left out in silence. */
export function whatDidNotRun(off: readonly RemoteProviderId[]): string {
  if (off.length === 0) return "All live suites ran.";
  const switches = off.map((provider) => `${providerDescriptions[provider].label} (${switchOf(provider)})`);
  return `Not run against a real service: ${switches.join(", ")}. docs/providers/README.md says how to switch them on.`;
}

/** What a switch holds: JSON, or the path of a file with it. */
type Switch = Omit<RemoteAccount, "provider"> & Omit<LiveService, "account">;

function readService(provider: RemoteProviderId, text: string): LiveService {
  const { credential, environment, ...account } = readSwitch(provider, text);
  return { account: { ...account, provider }, credential, ...(environment === undefined ? {} : { environment }) };
}

function readSwitch(provider: RemoteProviderId, text: string): Switch {
  let service: Partial<Switch>;
  try {
    service = JSON.parse(text.trimStart().startsWith("{") ? text : readFileSync(text, "utf8")) as Partial<Switch>;
  } catch {
    // What the error says would quote the credential.
    throw new Error(`${switchOf(provider)} is neither JSON nor the path of a file with it.`);
  }
  if (typeof service.endpoint !== "string" || typeof service.credential !== "object")
    throw new Error(`${switchOf(provider)} needs an endpoint and a credential.`);
  return service as Switch;
}
