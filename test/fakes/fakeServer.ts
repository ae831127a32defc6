import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { ReceivedRequest } from "./fakeService";
import type { Faults, Service } from "./faults";
import { withFaults } from "./faults";

/** A service on loopback, what it does wrong, and what it was asked. */
export interface FakeServer {
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  readonly stop: () => Promise<void>;
}

/** Serves `service` over HTTP at any free port, or at `port`. It keeps every request, to be looked at by a test. */
export async function startFakeServer(service: Service, port = 0): Promise<FakeServer> {
  const faults: Faults = { fault: undefined, times: 0 };
  const requests: ReceivedRequest[] = [];
  const handler = withFaults(service, faults);
  const server = serve({
    hostname: "127.0.0.1",
    port,
    fetch: async (request: Request) => {
      requests.push(await received(request.clone()));
      return handler(request);
    },
  });
  await new Promise((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

async function received(request: Request): Promise<ReceivedRequest> {
  const { pathname, search } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  return { method: request.method, path: pathname + search, headers, body: await request.text() };
}
