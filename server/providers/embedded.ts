import { createEmbeddedStore } from "../embedded/store";
import type { Provider } from "./provider";
import { createSecretsApiProvider } from "./secretsApi";

/** What answers requests. */
interface Service {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/** The store on this machine: the Secrets API called in this process, so that it is one code path with a remote one. */
export function createEmbeddedProvider({ dataDirectory }: { readonly dataDirectory: string }): Provider {
  const store = createEmbeddedStore({ directory: dataDirectory });
  let service: Promise<Service> | undefined;
  let begun: Promise<void> | undefined;
  // Loaded when it is first asked: the start of the server need not wait for it.
  const api = (): Promise<Service> =>
    (service ??= import("../embedded/app").then(({ createSecretsApi }) => createSecretsApi({ store })));
  const ask = fetchInProcess({ fetch: async (request) => (await api()).fetch(request) });
  const provider = createSecretsApiProvider({
    baseUrl: inProcessUrl,
    fetch: async (input, init) => {
      await (begun ??= new Promise((resolve) => setTimeout(resolve, courtesy)));
      return ask(input, init);
    },
    accountName: "the embedded store",
  });
  return { ...provider, watch: store.watch };
}

/**
 * How long the first question waits, in milliseconds. The first request in a process has Node.js load 15 ms of code for it, and
 * what the editor asks at the start is answered before that.
 */
const courtesy = 10;

/** An address that leads nowhere: nothing of this reaches a network. */
const inProcessUrl = "https://embedded.invalid";

/** Calls the service without a port. Giving up does not wait for it. */
export function fetchInProcess(service: Service): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const gaveUp = new Promise<never>((_resolve, reject) => {
      const giveUp = () => {
        reject(new DOMException("Given up.", "AbortError"));
      };
      request.signal.addEventListener("abort", giveUp, { once: true });
    });
    return await Promise.race([gaveUp, service.fetch(request)]);
  };
}
