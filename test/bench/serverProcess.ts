import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProtocolConnection, WorkspaceDiagnosticReportPartialResult } from "vscode-languageserver/node";
import {
  createProtocolConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { URI } from "vscode-uri";

/** The server as it is shipped, in a process of its own. */
export interface ServerProcess {
  readonly id: number;
  readonly connection: ProtocolConnection;
  /** Asks for the problems of the workspace; those of a file are told as soon as they are known. */
  readonly followProblems: (onReport: (uri: string) => void) => void;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the bundled server on a folder and waits for its first answer. Without a home folder to come back to, it has an empty
 * one, in which nothing is kept from an earlier start. Options are those of Node.js.
 */
export async function startServerProcess(
  script: string,
  folder: string,
  { home: lasting, options }: { readonly home?: string | undefined; readonly options?: string } = {},
): Promise<ServerProcess> {
  const home = lasting ?? mkdtempSync(join(tmpdir(), "home-"));
  const own = { HOME: home, XDG_DATA_HOME: home, LOCALAPPDATA: home, NODE_OPTIONS: options };
  const env = { ...process.env, ...own };
  const child = spawn(process.execPath, [script, "--stdio"], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => ({})));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  const uri = URI.file(folder).toString();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "bench" }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true }, textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification("initialized", {});
  return {
    id: child.pid ?? 0,
    connection,
    followProblems: (onReport) => {
      connection.onProgress(new ProgressType<WorkspaceDiagnosticReportPartialResult>(), "bench", ({ items }) => {
        for (const item of items) onReport(item.uri);
      });
      // Left open until the end: the answer comes in parts.
      connection
        .sendRequest("workspace/diagnostic", { previousResultIds: [], partialResultToken: "bench" })
        .catch(() => undefined);
    },
    stop: async () => {
      connection.dispose();
      child.kill();
      await ended;
      if (lasting === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}
