import type { ExtensionContext } from "vscode";
import { commands, workspace } from "vscode";
import { commandIds, manageTrustId } from "../shared/ids";
import { createAccounts } from "./accounts/accounts";
import type { Accounts } from "./accounts/accounts";
import { editorAccounts } from "./accounts/editorAccounts";
import { createFolderInView } from "./accounts/folderInView";
import { createSecretsInFlight } from "./blanking";
import { commandList } from "./commands/index";
import { createCoverageView } from "./coverage/view";
import { createEditor } from "./editor";
import { GivenUp } from "./flows/questions";
import { watched } from "./flows/watched";
import { followWindow } from "./followWindow";
import { NoAnswer, startServer } from "./languageClient";
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
  const started = startServer({
    modulePath: context.asAbsolutePath("dist/server.js"),
    log,
    trace,
    inFlight,
    initializationOptions: () => accounts.active.initialize(),
    credential: (account) => accounts.credential(account),
    renewed: ({ account, credential }) => void accounts.sessions.renew(account, credential),
    tell: (message) => {
      void prompts.tell("warning", message);
    },
  });
  server = started;
  const accounts: Accounts = createAccounts(context, started, isTrusted, (message) => {
    void prompts.tell("warning", message);
  });
  const inView = createFolderInView(accounts.choices);
  const snapshots = createSnapshots(server, inView, (message) => {
    log.warn(message);
  });
  const view = createSecretsView(server, snapshots, accounts);
  const logError = (error: unknown): void => {
    log.error(String(error));
  };
  const coverage = createCoverageView(context, { server, snapshots, logError });
  const { choices, sessions, active, endSession } = accounts;
  const parts: Parts = {
    server,
    snapshots: watched(snapshots, prompts),
    questions: prompts,
    editorAccounts,
    choices,
    sessions,
    active,
    endSession,
    editor: createEditor(server),
    signIn: async (account, folder) => {
      await commands.executeCommand(commandIds.connect, { account, folder });
    },
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
    accounts,
    inView,
    createStatus(server, snapshots),
    registerDrop(server),
    followRenames(parts, logError),
    ...followWindow(parts, context, logError),
    commands.registerCommand(manageTrustId, parts.editor.manageTrust),
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
    if (error instanceof GivenUp) return;
    logError(error instanceof Error ? error : new Error(String(error)));
    const words =
      error instanceof NoAnswer
        ? "The language server did not answer. It is started again by itself: try once more in a moment."
        : "This did not work out: the log says why.";
    const answer = await parts.questions.tell("error", words, "Show Log");
    if (answer) parts.showLog();
  }
}
