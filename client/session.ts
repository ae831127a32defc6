import type { Credential, RemoteAccount, RemoteProviderId } from "../shared/account";
import { originOf } from "./endpoint";

/** A sign-in as it is remembered: who it is, and the one place where it counts. It holds no credential. */
export type Session = SessionKind & {
  readonly id: string;
  readonly provider: RemoteProviderId;
  /** Scheme, host and port: what its credential is bound to. */
  readonly origin: string;
  /** Who it is, as the service says. */
  readonly label: string;
};

/** How the user signed in. The credential of an account of the editor stays with the editor. */
export type SessionKind =
  | { readonly kind: Credential["kind"] }
  | { readonly kind: "editor"; readonly account: EditorAccount };

/** An account that the editor itself is signed in to, such as one of GitHub. */
export interface EditorAccount {
  readonly authenticationProvider: string;
  readonly scopes: readonly string[];
  readonly id: string;
  readonly label: string;
}

/** Whether a sign-in may be used for an account: of the very same service, at the very same origin. */
export function countsFor(
  session: Session,
  { provider, endpoint }: Pick<RemoteAccount, "provider" | "endpoint">,
): boolean {
  return session.provider === provider && URL.canParse(endpoint) && session.origin === originOf(endpoint);
}

/**
 * The sign-in that an account is used with: the one it names, or else the one that was chosen for this workspace, or else the
 * only one there is. Of several nobody guesses.
 */
export function sessionFor(
  sessions: readonly Session[],
  account: RemoteAccount,
  chosen: string | undefined,
): Session | undefined {
  const here = sessions.filter((session) => countsFor(session, account));
  if (account.session !== undefined) return here.find(({ id }) => id === account.session);
  return here.find(({ id }) => id === chosen) ?? (here.length === 1 ? here[0] : undefined);
}
