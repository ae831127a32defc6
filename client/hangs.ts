import type { LanguageClient, Middleware } from "vscode-languageclient/node";
import { State } from "vscode-languageclient/node";
import { aliveRequest, readingNotification } from "../shared/protocol";
import type { InitializationOptions } from "../shared/protocol";
import { createHeartbeat } from "./heartbeat";

/**
 * Ends a server that does not answer any more, so that another one takes its place. That one says what it reads; when it
 * hangs at a file, too, the next one leaves that out.
 */
export interface Hangs {
  /** What the next server is to know of those before. */
  readonly options: () => Pick<InitializationOptions, "afterHang">;
  /** Watches the server of a client, which `client` gives once it is there. */
  readonly watch: (client: () => LanguageClient) => Watch;
}

/** What watches one server. */
export interface Watch {
  /** What the client has to be made with. */
  readonly middleware: Pick<Middleware, "sendRequest" | "sendNotification">;
  /** Begins to listen to the client. */
  readonly listen: () => void;
}

/** No server has hung in this window yet. `left` is told the URI of a file that is left out from now on. */
export function createHangs({
  log,
  left,
}: {
  readonly log: (message: string) => void;
  readonly left: (uri: string) => void;
}): Hangs {
  const leftOut = new Set<string>();
  let any = false;
  return {
    options: () => (any ? { afterHang: { leftOut: [...leftOut] } } : {}),
    watch: (client) => {
      let reading: string | undefined;
      const heartbeat = createHeartbeat({
        ask: () => client().sendRequest(aliveRequest.method, {}),
        hung: () => {
          any = true;
          log("The language server does not answer any more. It is ended, and another one is started.");
          if (reading !== undefined) {
            leftOut.add(reading);
            left(reading);
          }
          // Nothing less ends a loop on each platform.
          client().serverProcess?.kill("SIGKILL");
        },
      });
      return {
        middleware: {
          sendRequest: (type, params, token, next) => {
            if (methodOf(type) !== aliveRequest.method) heartbeat.sent();
            return next(type, params, token);
          },
          sendNotification: (type, next, params) => {
            heartbeat.sent();
            return next(type, params);
          },
        },
        listen: () => {
          client().onNotification(readingNotification.method, ({ uri }: { readonly uri: string | null }) => {
            reading = uri ?? undefined;
          });
          client().onDidChangeState(({ newState }) => {
            if (newState === State.Stopped) heartbeat.stop();
          });
        },
      };
    },
  };
}

function methodOf(type: string | { readonly method: string }): string {
  return typeof type === "string" ? type : type.method;
}
