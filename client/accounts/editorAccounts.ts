import { authentication, workspace } from "vscode";
import type { AuthenticationGetSessionOptions, AuthenticationSession, Event } from "vscode";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { EditorAccount } from "../session";
import { belongsTo } from "./enterprise";
import { whyNotSignedIn } from "./signInFailure";

/** The accounts that the editor itself is signed in to, such as those of GitHub and Microsoft. */
export interface EditorAccounts {
  /** Lets the user choose one, or sign in. */
  readonly signIn: (
    wanted: { readonly authenticationProvider: string; readonly scopes: readonly string[] },
    origin: string,
  ) => Promise<Result<EditorAccount>>;
  /** The token as of now, without asking anybody; undefined when the account is signed out, or belongs to another address. */
  readonly token: (account: EditorAccount, origin: string) => Promise<string | undefined>;
  /** Tells the authentication provider whose accounts changed. */
  readonly onDidChange: Event<{ readonly provider: { readonly id: string } }>;
}

/** The editor's own accounts, asked anew at each use: the editor renews them by itself. */
export const editorAccounts: EditorAccounts = {
  signIn: async ({ authenticationProvider, scopes }, origin) => {
    const elsewhere = refusalFor(authenticationProvider, origin);
    if (elsewhere !== undefined) return failed({ kind: "invalid", message: elsewhere });
    try {
      const options = { createIfNone: true, clearSessionPreference: true };
      const { account } = await authentication.getSession(authenticationProvider, scopes, options);
      return ok({ authenticationProvider, scopes, id: account.id, label: account.label });
    } catch (error) {
      return failed({ kind: "cancelled", message: whyNotSignedIn(error) });
    }
  },
  token: async (account, origin) => {
    if (refusalFor(account.authenticationProvider, origin) !== undefined) return undefined;
    const session = await silently(account, { silent: true, account: { id: account.id, label: account.label } });
    // An editor that does not know how to be asked for one account may answer with another.
    return session?.account.id === account.id ? session.accessToken : undefined;
  },
  onDidChange: authentication.onDidChangeSessions,
};

async function silently(
  { authenticationProvider, scopes }: EditorAccount,
  options: AuthenticationGetSessionOptions,
): Promise<AuthenticationSession | undefined> {
  try {
    return await authentication.getSession(authenticationProvider, scopes, options);
  } catch {
    return undefined;
  }
}

/** The editor has one Enterprise Server, named in its settings: no other address gets the token of it. */
function refusalFor(authenticationProvider: string, origin: string): string | undefined {
  if (authenticationProvider !== "github-enterprise") return undefined;
  const uri = workspace.getConfiguration("github-enterprise").get<string>("uri", "");
  if (belongsTo(uri, origin)) return undefined;
  return uri === ""
    ? "The editor does not know your Enterprise Server yet: enter its address in the setting github-enterprise.uri first."
    : `The editor's account belongs to ${uri} (setting github-enterprise.uri), not to this address.`;
}
