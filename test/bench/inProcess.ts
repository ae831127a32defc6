import { PassThrough } from "node:stream";
import type {
  ProtocolConnection,
  WorkspaceDiagnosticReportPartialResult,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import {
  createConnection,
  createProtocolConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { noNameCache } from "../../server/nameCache";
import { startServer } from "../../server/server";
import { diskFiles } from "../../server/workspace/files";
import { noCache } from "../../server/workspace/indexCache";
import { ok } from "../../shared/failure";
import type { StoredSecret } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";

/** The real server on a folder of the disk, in this process. The problems of the workspace are told as they come. */
export async function startInProcess(
  folder: string,
  {
    stored,
    onReport,
  }: {
    readonly stored: readonly StoredSecret[];
    readonly onReport: (report: WorkspaceDocumentDiagnosticReport) => void;
  },
): Promise<ProtocolConnection> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    files: diskFiles,
    cache: noCache,
    names: noNameCache,
    beginDeviceSignIn: () => Promise.reject(new Error("Nobody signs in here.")),
    createProvider: () => ok(createMemoryProvider(stored)),
    followNetwork: () => undefined,
    now: () => new Date(),
    generateValue: () => "",
  });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => ({})));
  connection.onRequest("client/registerCapability", () => null);
  connection.onProgress(new ProgressType<WorkspaceDiagnosticReportPartialResult>(), "bench", ({ items }) => {
    items.forEach(onReport);
  });
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "bench" }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification("initialized", {});
  // Left open until the end: the answer comes in parts.
  connection
    .sendRequest("workspace/diagnostic", { previousResultIds: [], partialResultToken: "bench" })
    .catch(() => undefined);
  return connection;
}
