import { setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import type { Variables } from "./proxies";
import { proxyFor, readNetworkSettings } from "./proxies";

/** The network as the editor's settings have it. A server of its own process is not handed the editor's way out. */
export interface Network {
  readonly fetch: typeof fetch;
  /** Where the settings are read for each request: the section `http`, undefined where the editor has none. */
  readonly follow: (read: () => Promise<unknown>) => void;
}

/**
 * How long each address of a service has to answer to a connection before the next one is tried, in milliseconds. By itself
 * Node.js waits for 250, which is too short for services far away: https://github.com/nodejs/node/issues/54359
 */
const connecting = 2_000;

/** The network, by the variables of the environment until there are settings to follow. */
export function createNetwork(variables: Variables): Network {
  setDefaultAutoSelectFamilyAttemptTimeout(connecting);
  // Shells have it for other programs, and Node.js would check no certificate at all: tokens and values go where it is asked.
  delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  let read = (): Promise<unknown> => Promise.resolve(undefined);
  let trusted: Promise<void> | undefined;
  return {
    follow: (next) => {
      read = next;
    },
    fetch: async (input, init) => {
      const settings = readNetworkSettings(await read().catch(() => undefined));
      if (settings.systemCertificates)
        await (trusted ??= import("./certificates").then(({ trustTheSystem }) => {
          trustTheSystem();
        }));
      const proxy = proxyFor(new URL(input instanceof Request ? input.url : input), settings, variables);
      if (proxy === undefined) return globalThis.fetch(input, init);
      const { fetchThrough } = await import("./tunnel");
      return fetchThrough(proxy, new Request(input, init));
    },
  };
}
