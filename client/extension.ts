import type { ExtensionContext } from "vscode";
import { commands, workspace } from "vscode";
import { commandIds } from "../shared/ids";
import { selectAccountNotification } from "../shared/protocol";
import { createSecretsInFlight } from "./blanking";
import { createChoices, initializationOptions } from "./choices";
import { commandList } from "./commands/index";
import { createCoverageView } from "./coverage/view";
import { createCredentials } from "./credentials";
import type { Credentials } from "./credentials";
import { createEditor } from "./editor";
import { originOf } from "./endpoint";
import { startServer } from "./languageClient";
import type { Server } from "./languageClient";
import type { Command, Parts } from "./parts";
import { prompts } from "./prompts";
import { followRenames } from "./renames";
import { createSnapshots } from "./snapshots";
import { createStatus } from "./status";
import { createLogChannel, createTraceChannel } from "./trace";
import { registerDrop } from "./tree/drop";
import { createSecretsView } from "./tree/view";

let server: Server | undefined;

/** Builds the parts and lets them find each other. Nothing here waits. */
export function activate(context: ExtensionContext): void {
  const isTrusted = (): boolean => workspace.isTrusted;
  const inFlight = createSecretsInFlight();
  const log = createLogChannel(inFlight);
  const trace = createTraceChannel(inFlight);
  const choices = createChoices(context);
  const credentials = createCredentials(context);
  server = startServer({
    modulePath: context.asAbsolutePath("dist/server.js"),
    log,
    trace,
    inFlight,
    initializationOptions: () => initializationOptions(choices),
    // In Restricted Mode there is no token for anybody, so nothing goes out.
    credential: async ({ endpoint }) => {
      const token = isTrusted() ? await credentials.tokenFor(originOf(endpoint)) : undefined;
      return token === undefined ? undefined : { kind: "token", token };
    },
  });
  const snapshots = createSnapshots(server, log);
  const view = createSecretsView(server, snapshots, isTrusted);
  const logError = (error: unknown): void => {
    log.error(String(error));
  };
  const coverage = createCoverageView(context, { server, snapshots, logError });
  const parts: Parts = {
    server,
    snapshots,
    questions: prompts,
    credentials,
    choices,
    editor: createEditor(server),
    selectedRow: view.selectedRow,
    isTrusted,
    showCoverage: coverage.show,
    showLog: () => {
      log.show();
    },
  };
  context.subscriptions.push(
    log,
    trace,
    view,
    coverage,
    createStatus(server, snapshots, isTrusted),
    registerDrop(server),
    followRenames(parts, logError),
    ...followCredentials(parts, credentials),
    ...registerCommands(parts, (error) => {
      log.error(error);
    }),
  );
}

/** Ends the server in order. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}

function registerCommands(parts: Parts, logError: (error: Error) => void) {
  return Object.entries(commandList).map(([key, command]) =>
    commands.registerCommand(commandIds[key as keyof typeof commandIds], (argument: unknown) =>
      run(command, parts, argument, logError),
    ),
  );
}

/** The one place where what nobody expected becomes words. */
async function run(command: Command, parts: Parts, argument: unknown, logError: (error: Error) => void): Promise<void> {
  try {
    await command(parts, argument);
  } catch (error) {
    logError(error instanceof Error ? error : new Error(String(error)));
    const answer = await parts.questions.tell(
      "error",
      "The language server did not answer. It is started again by itself: try once more in a moment.",
      "Show Log",
    );
    if (answer) parts.showLog();
  }
}

/** A token that was kept or forgotten in another window, or trust that was given, changes what the server may do. */
function followCredentials({ choices, server: to }: Parts, credentials: Credentials) {
  const tellAgain = (): void => {
    to.notify(selectAccountNotification, { account: choices.account() });
  };
  return [
    workspace.onDidGrantWorkspaceTrust(tellAgain),
    credentials.onDidChange((origin) => {
      const account = choices.account();
      if (account.provider !== "embedded" && originOf(account.endpoint) === origin) tellAgain();
    }),
  ];
}
