import { EventEmitter, authentication, commands } from "vscode";
import type { AuthenticationProviderAuthenticationSessionsChangeEvent, AuthenticationSession } from "vscode";
import { authenticationId, commandIds } from "../../shared/ids";
import { providerDescriptions } from "../../shared/providers";
import type { Session } from "../session";
import type { EndSession } from "./endSession";
import type { Sessions, SessionsChange } from "./sessions";

/** Our sign-ins in the editor's Accounts menu. */
export interface AccountsMenu {
  readonly tell: (change: SessionsChange) => void;
  readonly dispose: () => void;
}

/** Shows each sign-in of ours in the Accounts menu, with its own way to sign out. Those of the editor itself stand there already. */
export function createAccountsMenu(sessions: () => Pick<Sessions, "all">, endSession: () => EndSession): AccountsMenu {
  const changed = new EventEmitter<AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const own = (): readonly Session[] => ownOf(sessions().all());
  const registration = authentication.registerAuthenticationProvider(
    authenticationId,
    "Inline Secrets",
    {
      onDidChangeSessions: changed.event,
      getSessions: (scopes, { account }) =>
        Promise.resolve(
          own()
            .map(toEditor)
            .filter((session) => !scopes?.length && (account === undefined || account.id === session.account.id)),
        ),
      createSession: async () => {
        const before = new Set(own().map(({ id }) => id));
        await commands.executeCommand(commandIds.connect);
        const added = own().find(({ id }) => !before.has(id));
        if (added === undefined) throw new Error("Nobody signed in.");
        return toEditor(added);
      },
      removeSession: async (id) => {
        const session = own().find((known) => known.id === id);
        const isForgotten = session === undefined || (await endSession()(session));
        if (!isForgotten) throw new Error("The editor could not delete the credential from its secret storage.");
      },
    },
    { supportsMultipleAccounts: true },
  );
  return {
    tell: ({ added, removed, changed: altered }) => {
      const toOwn = (list: readonly Session[]) => ownOf(list).map(toEditor);
      changed.fire({ added: toOwn(added), removed: toOwn(removed), changed: toOwn(altered) });
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}

function ownOf(sessions: readonly Session[]): readonly Session[] {
  return sessions.filter(({ kind }) => kind !== "editor");
}

/** Other extensions may ask for a session, too. What they get opens nothing: the credential stays with us. */
function toEditor({ id, label, provider, origin }: Session): AuthenticationSession {
  const where = `${providerDescriptions[provider].label}, ${new URL(origin).host}`;
  return { id, accessToken: `no-credential:${id}`, account: { id, label: `${label} (${where})` }, scopes: [] };
}
