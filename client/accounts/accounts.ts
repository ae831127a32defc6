import { Uri, workspace } from "vscode";
import type { Disposable, Event, ExtensionContext } from "vscode";
import type { Credential, RemoteAccount } from "../../shared/account";
import { prefix } from "../../shared/ids";
import { readSettings } from "../../shared/settings";
import type { Choices } from "../choices";
import { createChoices } from "../choices";
import { createCredentials } from "../credentials";
import { hostOf } from "../endpoint";
import type { Server } from "../languageClient";
import { readStatement } from "../statement";
import type { Statement } from "../statement";
import type { ActiveAccounts } from "./activeAccounts";
import { createActiveAccounts } from "./activeAccounts";
import { createAccountsMenu } from "./authenticationProvider";
import { editorAccounts } from "./editorAccounts";
import { createEndSession } from "./endSession";
import type { EndSession } from "./endSession";
import { followOtherWindow } from "./otherWindows";
import type { Sessions } from "./sessions";
import { createSessions } from "./sessions";
import { createWrittenStatements } from "./writtenStatements";

/** Everything about who is signed in, and which account counts where. */
export interface Accounts {
  readonly choices: Choices;
  readonly sessions: Sessions;
  readonly active: ActiveAccounts;
  readonly endSession: EndSession;
  /** The settings of the workspace say something else, though nobody trusts them yet. */
  readonly onDidChangeWritten: Event<void>;
  /** What the server may use for an account. */
  readonly credential: (account: RemoteAccount) => Promise<Credential | undefined>;
  readonly dispose: () => void;
}

/** Puts the parts together, and follows what changes them: settings, folders, trust, other windows, the editor's accounts. */
export function createAccounts(
  context: ExtensionContext,
  server: Pick<Server, "notify" | "attempt">,
  isTrusted: () => boolean,
  warn: (message: string) => void,
): Accounts {
  const { globalState, workspaceState } = context;
  const written = createWrittenStatements();
  const saidAt = (folder?: string): Statement => written.at(folder) ?? said(folder);
  const choices = createChoices({ globalState, workspaceState, said: saidAt, folders });
  const credentials = createCredentials(context, (id, how) => {
    followOtherWindow({ server, sessions, active }, id, how);
  });
  const menu = createAccountsMenu(
    () => sessions,
    () => endSession,
  );
  const sessions: Sessions = createSessions({
    globalState,
    credentials,
    editorAccounts,
    chosen: choices.sessionAt,
    changed: menu.tell,
  });
  const active: ActiveAccounts = createActiveAccounts({
    server,
    choices,
    sessions,
    isTrusted,
    replaced: ({ label, origin }) => {
      const host = hostOf(origin);
      warn(`The sign-in that was used at ${host} is gone. ${label} is used there now, the only one left.`);
    },
  });
  const endSession = createEndSession({ server, sessions, active, choices, isTrusted });
  void sessions.takeOver(endpointsIn(choices));
  const listeners = [...followEditor(active, sessions), menu, written, written.onDidChange(active.update)];
  return {
    choices,
    sessions,
    active,
    endSession,
    onDidChangeWritten: written.onDidChange,
    credential: async (account) => {
      const session = active.sessionOf(account);
      return session && sessions.credentialOf(session);
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

function said(folder?: string): Statement {
  const scope = folder === undefined ? onlyFolder() : Uri.parse(folder);
  return readStatement(readSettings(workspace.getConfiguration(prefix, scope)));
}

/** Its settings are those of the window. Where a file of the workspace names it, the editor does not say so by itself. */
function onlyFolder(): Uri | undefined {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  return others.length === 0 ? only?.uri : undefined;
}

function folders(): readonly string[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
}

/** Where an earlier version may have kept a token. */
function endpointsIn(choices: Choices): readonly string[] {
  const { account } = choices.at();
  const places = choices.places().filter(({ provider }) => provider === "secretsApi");
  return [...places.map(({ endpoint }) => endpoint), ...(account.provider === "secretsApi" ? [account.endpoint] : [])];
}

function followEditor(active: ActiveAccounts, sessions: Sessions): readonly Pick<Disposable, "dispose">[] {
  return [
    workspace.onDidGrantWorkspaceTrust(active.update),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${prefix}.account`)) active.update();
    }),
    workspace.onDidChangeWorkspaceFolders(active.update),
    editorAccounts.onDidChange(({ provider }) => {
      active.reopen((account) => {
        const session = sessions.at(account);
        return session?.kind === "editor" && session.account.authenticationProvider === provider.id;
      });
    }),
  ];
}
