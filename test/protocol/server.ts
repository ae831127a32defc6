import { PassThrough } from "node:stream";
import type { ClientCapabilities, ProtocolConnection } from "vscode-languageserver/node";
import {
  createConnection,
  createProtocolConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { manifestFormatOf } from "../../server/manifests/index";
import { noNameCache } from "../../server/nameCache";
import { startServer } from "../../server/server";
import type { WorkspaceFiles } from "../../server/workspace/files";
import { noCache } from "../../server/workspace/indexCache";
import type { World } from "../../server/world";
import { prefix } from "../../shared/ids";
import type { Account, Credential, RemoteAccount } from "../../shared/account";
import type { InitializationOptions, Notification, Request, Snapshot } from "../../shared/protocol";
import { credentialRequest, snapshotRequest } from "../../shared/protocol";
import { failed } from "../../shared/failure";
import { until } from "../until";

/** What an editor like VS Code can do. */
const editorCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: { diagnostic: {} },
};

export interface ServerOptions {
  readonly createProvider: World["createProvider"];
  /** The workspace on disk: texts by path below its folder. */
  readonly files?: Record<string, string>;
  /** For an editor that has files open, and no folder. */
  readonly isWithoutFolder?: true;
  /** For an editor that says that it can follow files, and cannot, as where the system has no room for that many watchers. */
  readonly refusesToFollow?: true;
  /** For an editor that has no word for several folders. */
  readonly knowsOneFolder?: true;
  readonly account?: Account;
  readonly environment?: string;
  /** Whether nobody trusts the workspace yet. */
  readonly isHeldBack?: boolean;
  /** What the editor knows of servers that hung. */
  readonly afterHang?: InitializationOptions["afterHang"];
  /** The section `inlineSecrets` of the settings, nested. */
  readonly settings?: Record<string, unknown>;
  /** Settings of the editor itself, by their names. */
  readonly editorSettings?: Record<string, unknown>;
  readonly capabilities?: ClientCapabilities;
  /** Tokens by origin, as the editor keeps them. */
  readonly tokens?: Record<string, string>;
  /** What the editor keeps for every account, where a token will not do. */
  readonly credential?: Credential;
  readonly world?: Partial<World>;
}

/** A real server that speaks the real protocol, in this process. */
export interface TestServer {
  readonly connection: ProtocolConnection;
  /** Every message that crossed the protocol, in both directions, as it stood on the wire. */
  readonly wire: () => string;
  readonly disk: Map<string, string>;
  readonly settings: { current: Record<string, unknown> };
  readonly editorSettings: { current: Record<string, unknown> };
  readonly refreshes: () => number;
  readonly request: <P, R>(request: Request<P, R>, params: P) => Promise<R>;
  readonly notify: <P>(notification: Notification<P>, params: P) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The folder that all tests' files lie in. */
export const folder = "file:///workspace";

/** Starts a server on in-memory files and waits until it has answered `initialize`. */
export async function startTestServer(options: ServerOptions): Promise<TestServer> {
  const disk = new Map(Object.entries(options.files ?? {}));
  const settings = { current: options.settings ?? {} };
  const editorSettings = { current: options.editorSettings ?? {} };
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const wire: string[] = [];
  for (const stream of [toServer, toClient]) stream.on("data", (chunk: Buffer) => wire.push(chunk.toString("utf8")));

  const serverSide = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(serverSide, {
    files: filesOf(disk),
    cache: noCache,
    names: noNameCache,
    createProvider: options.createProvider,
    beginDeviceSignIn: () => Promise.resolve(failed({ kind: "invalid", message: "Not in this test." })),
    followNetwork: () => undefined,
    now: () => new Date("2026-01-01T00:00:00Z"),
    generateValue: () => "generated",
    ...options.world,
  });

  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  let refreshes = 0;
  connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => (section === prefix ? settings.current : (editorSettings.current[section] ?? null))),
  );
  connection.onRequest("client/registerCapability", () =>
    options.refusesToFollow === true ? new ResponseError(ErrorCodes.InternalError, "No room.") : null,
  );
  connection.onRequest("workspace/diagnostic/refresh", () => {
    refreshes++;
    return null;
  });
  connection.onRequest(
    credentialRequest.method,
    ({ account }: { account: RemoteAccount }): { credential: Credential } | null => {
      if (options.credential !== undefined) return { credential: options.credential };
      const token = options.tokens?.[new URL(account.endpoint).origin];
      return token === undefined ? null : { credential: { kind: "token", token } };
    },
  );
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: null,
    ...foldersIn(options),
    capabilities: options.capabilities ?? editorCapabilities,
    initializationOptions: {
      account: options.account ?? { provider: "embedded" },
      environment: options.environment ?? "development",
      isHeldBack: options.isHeldBack ?? false,
      ...(options.afterHang ? { afterHang: options.afterHang } : {}),
    },
  });
  await connection.sendNotification("initialized", {});

  return {
    connection,
    wire: () => wire.join(""),
    disk,
    settings,
    editorSettings,
    refreshes: () => refreshes,
    request: (request, params) => connection.sendRequest(request.method, params),
    notify: (notification, params) => connection.sendNotification(notification.method, params),
    stop: async () => {
      await connection.sendRequest("shutdown");
      connection.dispose();
      serverSide.dispose();
    },
  };
}

/** What `initialize` says of folders. */
function foldersIn({ isWithoutFolder, knowsOneFolder }: ServerOptions) {
  if (isWithoutFolder) return { rootUri: null, workspaceFolders: null };
  return { rootUri: folder, ...(knowsOneFolder ? {} : { workspaceFolders: [{ uri: folder, name: "workspace" }] }) };
}

/** The files that are in memory instead of on a disk, by path. */
export function filesOf(disk: Map<string, string>): WorkspaceFiles {
  return {
    list: (_folder, { exclusion }) => {
      const paths = [...disk.keys()].filter((path) => !exclusion.ofFile(path, (other) => disk.has(other)));
      return Promise.resolve({ uris: paths.map((path) => `${folder}/${path}`) });
    },
    read: (uri) => {
      const text = disk.get(uri.slice(folder.length + 1));
      return text === undefined ? undefined : Buffer.from(text);
    },
    withholds: () => false,
    stamp: () => undefined,
  };
}

/** Waits until the names and the manifests have been read, one way or the other. */
export async function settled(server: TestServer): Promise<Snapshot> {
  const declared = [...server.disk.keys()].some((path) => manifestFormatOf(path) !== undefined);
  return until("names and manifests", async () => {
    const snapshot = await server.request(snapshotRequest, {});
    const manifestsAreRead = !declared || snapshot.rows.some((row) => row.declared !== "no");
    return snapshot.status.kind !== "unknown" && manifestsAreRead && snapshot;
  });
}
