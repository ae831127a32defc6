import { randomUUID } from "node:crypto";
import { Uri, ViewColumn, commands, window } from "vscode";
import type { ExtensionContext, WebviewPanel } from "vscode";
import type { FromPage, ToPage } from "../../shared/coverage";
import { commandIds } from "../../shared/ids";
import type { Server } from "../languageClient";
import type { Snapshots } from "../snapshots";
import { createFilling } from "./filling";
import { coveragePage } from "./page";

/** The matrix of names and environments, in an editor tab of its own. */
export interface CoverageView {
  readonly show: () => void;
  readonly dispose: () => void;
}

/** What the matrix is made of. */
export interface CoverageSources {
  readonly server: Pick<Server, "request">;
  readonly snapshots: Snapshots;
  readonly logError: (error: unknown) => void;
}

/** One tab, made when it is first asked for. */
export function createCoverageView({ extensionUri }: ExtensionContext, sources: CoverageSources): CoverageView {
  let panel: WebviewPanel | undefined;
  return {
    show: () => {
      if (panel) {
        panel.reveal();
        return;
      }
      panel = open(extensionUri, sources);
      panel.onDidDispose(() => {
        panel = undefined;
      });
    },
    dispose: () => {
      panel?.dispose();
    },
  };
}

function open(extensionUri: Uri, sources: CoverageSources): WebviewPanel {
  const root = Uri.joinPath(extensionUri, "dist");
  const panel = window.createWebviewPanel("inlineSecrets.coverage", "Secrets Coverage", ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [root],
  });
  const { webview } = panel;
  const uriOf = (file: string): string => webview.asWebviewUri(Uri.joinPath(root, file)).toString();
  const { fill, stop } = createFilling(sources, (coverage) => {
    const message: ToPage = { kind: "show", coverage };
    return webview.postMessage(message);
  });
  const refill = (): void => {
    fill().catch(sources.logError);
  };
  webview.onDidReceiveMessage((message: FromPage) => {
    if (message.kind === "ready") refill();
    else Promise.resolve(answer(message)).catch(sources.logError);
  });
  const listener = sources.snapshots.onDidChange(refill);
  panel.onDidDispose(() => {
    stop();
    listener.dispose();
  });
  webview.html = coveragePage({
    script: uriOf("coverage.js"),
    style: uriOf("coverage-style.css"),
    source: webview.cspSource,
    nonce: randomUUID(),
  });
  return panel;
}

/** What the page asks for are commands that anybody could run. */
function answer(message: Exclude<FromPage, { kind: "ready" }>): Thenable<unknown> {
  switch (message.kind) {
    case "refresh":
      return commands.executeCommand(commandIds.refresh);
    case "copy":
      return commands.executeCommand(commandIds.copyCoverage);
    case "references":
      return commands.executeCommand(commandIds.findReferences, { name: message.name });
    case "set":
      return commands.executeCommand(commandIds.set, { name: message.name, environment: message.environment });
  }
}
