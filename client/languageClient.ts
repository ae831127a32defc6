import type { ChildProcess } from "node:child_process";
import { dirname } from "node:path";
import { CancellationTokenSource, EventEmitter, workspace } from "vscode";
import type { Event, LogOutputChannel } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import type { LanguageClientOptions, NodeModule } from "vscode-languageclient/node";
import type { Credential, RemoteAccount } from "../shared/account";
import { failed } from "../shared/failure";
import type { Result } from "../shared/failure";
import { prefix } from "../shared/ids";
import {
  changedNotification,
  credentialRenewedNotification,
  credentialRequest,
  renamedNotification,
} from "../shared/protocol";
import type { Attempt, InitializationOptions, Notification, Request } from "../shared/protocol";
import { secretTexts } from "./blanking";
import type { SecretsInFlight } from "./blanking";
import { createHangs } from "./hangs";
import type { Hangs, Watch } from "./hangs";
import { documents, fromServer, toServer } from "./notebookCells";
import { endsInARow, restartDelay } from "./restartDelay";

/** What a name was called, and what it is called now. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** Whether there is a language server to talk to. After a crash it is started again, without an end. */
export type ServerState = "starting" | "running" | "restarting";

/** The language server as the rest of the client sees it: it is there, or it will be again. */
export interface Server {
  readonly state: () => ServerState;
  readonly onDidChangeState: Event<ServerState>;
  /** Names or their state changed. */
  readonly onDidChange: Event<void>;
  /** A name was renamed in the workspace, but not at the account. */
  readonly onDidRename: Event<Renaming>;
  /** Asks, waiting for the server if it is just being started; one that waits to be started again is started now. Rejects when no answer can be had. */
  readonly request: <P, R>(type: Request<P, R>, params: P, signal?: AbortSignal) => Promise<R>;
  /** Asks for something that may fail; that the server is gone is one more failure. */
  readonly attempt: <P, T>(type: Request<P, Result<T>>, params: P, signal?: AbortSignal) => Promise<Result<T>>;
  /** Tells, once the server is there. If it takes too long to start, it learns the same from its initialization options. */
  readonly notify: <P>(type: Notification<P>, params: P) => void;
  readonly stop: () => Promise<void>;
}

/** There is no server that would answer, or it could not. */
export class NoAnswer extends Error {}

/** What the server is started with. */
export interface ServerWorld {
  readonly modulePath: string;
  readonly log: LogOutputChannel;
  readonly trace: LogOutputChannel;
  readonly inFlight: SecretsInFlight;
  readonly initializationOptions: () => InitializationOptions;
  readonly credential: (account: RemoteAccount) => Promise<Credential | undefined>;
  /** The server has renewed the credential of an account. */
  readonly renewed: (attempt: Attempt) => void;
  /** Says something to the user that needs no answer. */
  readonly tell: (message: string) => void;
}

/** How long a request waits for a server that is being started. */
const patience = 15_000;

/**
 * Starts the language server and keeps it running. Each time it ends a new client takes over: one whose start failed
 * cannot be used again.
 */
export function startServer(world: ServerWorld): Server {
  const stateChanged = new EventEmitter<ServerState>();
  const changed = new EventEmitter<void>();
  const renamed = new EventEmitter<Renaming>();
  let state: ServerState = "starting";
  let client: LanguageClient | undefined;
  let stopped = false;
  let wake = (): void => undefined;
  const hangs = createHangs({
    log: (message) => {
      world.log.error(message);
    },
    left: (uri) => {
      const file = workspace.asRelativePath(fromServer(uri));
      world.tell(
        `${file} is left out until the window is reloaded: reading it did not come to an end. Please report this.`,
      );
    },
  });

  function become(next: ServerState): void {
    state = next;
    stateChanged.fire(next);
  }

  async function keepRunning(): Promise<void> {
    for (let ends = 0; !stopped;) {
      const next = createClient(world, hangs);
      next.onNotification(changedNotification.method, () => {
        changed.fire();
      });
      next.onNotification(renamedNotification.method, (renaming: Renaming) => {
        renamed.fire(renaming);
      });
      const ended = end(next);
      const startedAt = Date.now();
      client = next;
      try {
        await next.start();
        // One that ended while it was being initialized has been stopped by then, and its start is said to have worked out.
        if (!next.isRunning()) throw new Error("It ended.");
        become("running");
      } catch (error) {
        world.log.error(`The language server could not be started: ${String(error)}`);
        kill(next.serverProcess);
      }
      await ended;
      client = undefined;
      if (isStopped()) return;
      become("restarting");
      ends = endsInARow(ends, Date.now() - startedAt);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restartDelay(ends));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  // Asked through a function: the compiler takes a variable that only others change for constant.
  function isStopped(): boolean {
    return stopped;
  }

  async function running(signal?: AbortSignal): Promise<LanguageClient> {
    if (state !== "running") await untilRunning(stateChanged.event, signal);
    if (!client) throw new Error("The language server is not running.");
    return client;
  }

  async function request<P, R>(type: Request<P, R>, params: P, signal?: AbortSignal): Promise<R> {
    const release = world.inFlight.hold(secretTexts(params));
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => {
      cancellation.cancel();
    };
    signal?.addEventListener("abort", cancel);
    wake();
    try {
      return await (await running(signal)).sendRequest<R>(type.method, params, cancellation.token);
    } catch (error) {
      throw new NoAnswer(String(error));
    } finally {
      signal?.removeEventListener("abort", cancel);
      cancellation.dispose();
      release();
    }
  }

  async function attempt<P, T>(type: Request<P, Result<T>>, params: P, signal?: AbortSignal): Promise<Result<T>> {
    // Held until what went wrong stands in the log, too.
    const release = world.inFlight.hold(secretTexts(params));
    try {
      return await request(type, params, signal);
    } catch (error) {
      if (signal?.aborted) return failed({ kind: "cancelled", message: "Cancelled." });
      world.log.error(`${type.method}: ${String(error)}`);
      // It may have done what it was asked for all the same.
      return failed({ kind: "timeout", message: "The language server did not answer. Try again." });
    } finally {
      release();
    }
  }

  void keepRunning();
  return {
    state: () => state,
    onDidChangeState: stateChanged.event,
    onDidChange: changed.event,
    onDidRename: renamed.event,
    request,
    attempt,
    notify: (type, params) => {
      const sent = running().then((to) => to.sendNotification(type.method, params));
      sent.catch((error: unknown) => {
        world.log.warn(`${type.method}: ${String(error)}`);
      });
    },
    stop: async () => {
      stopped = true;
      wake();
      await client?.stop().catch(() => undefined);
    },
  };
}

function createClient(world: ServerWorld, hangs: Hangs): LanguageClient {
  // Without any flag of V8: with one, Node.js starts without the code that is compiled into it, and takes 25 ms longer.
  // Beside its program, and not in the workspace: Windows looks there first for whatever is run by its name, such as git.
  const options = { cwd: dirname(world.modulePath) };
  const server: NodeModule = { module: world.modulePath, transport: TransportKind.ipc, options };
  const watch = hangs.watch(() => client);
  const run = { run: server, debug: server };
  const client: LanguageClient = new QuietClient(prefix, "Inline Secrets", run, clientOptions(world, hangs, watch));
  watch.listen();
  const held = new Map<string, () => void>();
  // Held as long as the server may have it.
  const hold = ({ provider, endpoint, session = "" }: RemoteAccount, credential: Credential | undefined): void => {
    const key = `${provider} ${endpoint} ${session}`;
    held.get(key)?.();
    held.set(key, world.inFlight.hold(secretTexts(credential)));
  };
  client.onRequest(credentialRequest.method, async ({ account }: { account: RemoteAccount }) => {
    const credential = await world.credential(account);
    hold(account, credential);
    return credential === undefined ? null : { credential };
  });
  client.onNotification(credentialRenewedNotification.method, (attempt: Attempt) => {
    hold(attempt.account, attempt.credential);
    world.renewed(attempt);
  });
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) for (const release of held.values()) release();
  });
  return client;
}

function clientOptions(world: ServerWorld, hangs: Hangs, { middleware }: Watch): LanguageClientOptions {
  return {
    documentSelector: [...documents],
    uriConverters: { code2Protocol: toServer, protocol2Code: fromServer },
    outputChannel: world.log,
    traceOutputChannel: world.trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => ({ ...world.initializationOptions(), ...hangs.options() }),
    middleware,
    // Otherwise each start that fails would be told to the user in the words of the protocol.
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true, message: "The language server ended." }),
    },
  };
}

/** Errors go to the log; the status bar and the tree say in words what follows from them. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function end(client: LanguageClient): Promise<void> {
  return new Promise((resolve) => {
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped || newState === State.StartFailed) resolve();
    });
  });
}

/** A server whose start failed has no connection left that could tell it to end. */
function kill(process: ChildProcess | undefined): void {
  process?.kill();
}

function untilRunning(onDidChangeState: Event<ServerState>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    const giveUp = (): void => {
      done();
      reject(new Error("The language server is not running."));
    };
    const timer = setTimeout(giveUp, patience);
    signal?.addEventListener("abort", giveUp);
    const listener = onDidChangeState((state) => {
      if (state !== "running") return;
      done();
      resolve();
    });
  });
}
