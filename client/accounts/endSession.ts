import type { Credential, RemoteAccount } from "../../shared/account";
import type { Attempt } from "../../shared/protocol";
import { revokeRequest, signedOutNotification } from "../../shared/protocol";
import type { Choices } from "../choices";
import type { Server } from "../languageClient";
import type { Session } from "../session";
import { countsFor } from "../session";
import type { ActiveAccounts } from "./activeAccounts";
import type { Sessions } from "./sessions";

/** Forgets a sign-in, everywhere; false where the editor's secret storage still has its credential. */
export type EndSession = (session: Session) => Promise<boolean>;

/** How long a service may take to hear that a credential is not used any more, in milliseconds. */
const revocationLimit = 5_000;

/** Signs out: here at once, and at the service as far as it can be told. */
export function createEndSession(world: {
  readonly server: Pick<Server, "attempt" | "notify">;
  readonly sessions: Sessions;
  readonly active: ActiveAccounts;
  readonly choices: Pick<Choices, "places">;
  readonly isTrusted: () => boolean;
}): EndSession {
  const { server, sessions, active, choices, isTrusted } = world;
  return async (session) => {
    const accounts = accountsOf(session, choices);
    const { credential, isForgotten } = await sessions.remove(session);
    active.reopen((open) => countsFor(session, open));
    // Other projects, here or in other workspaces, may have been used with it.
    const { provider, origin: endpoint, id } = session;
    server.notify(signedOutNotification, { account: { provider, endpoint, session: id } });
    if (credential !== undefined && isExchanged(credential) && isTrusted())
      for (const account of accounts) revoke(server, { account, credential });
    return isForgotten;
  };
}

/** Tells a service that a credential is not used any more. Nobody waits for that. */
export function revoke(server: Pick<Server, "attempt">, attempt: Attempt): void {
  void server.attempt(revokeRequest, attempt, AbortSignal.timeout(revocationLimit));
}

/** What the user made elsewhere is the user's own: only what came of signing in here is ended at the service. */
function isExchanged({ kind }: Credential): boolean {
  return kind === "oauth" || kind === "client";
}

/** The origin alone does not say below which paths the service was used. */
function accountsOf(session: Session, { places }: Pick<Choices, "places">): readonly RemoteAccount[] {
  const known = places().filter((place) => countsFor(session, place));
  const endpoints = known.length === 0 ? [session.origin] : known.map(({ endpoint }) => endpoint);
  return endpoints.map((endpoint) => ({ provider: session.provider, endpoint }));
}
