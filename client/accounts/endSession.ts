import type { RemoteAccount } from "../../shared/account";
import { revokeRequest, signedOutNotification } from "../../shared/protocol";
import type { Choices } from "../choices";
import type { Server } from "../languageClient";
import type { Session } from "../session";
import { countsFor } from "../session";
import type { ActiveAccounts } from "./activeAccounts";
import type { Sessions } from "./sessions";

/** Forgets a sign-in, everywhere. */
export type EndSession = (session: Session) => Promise<void>;

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
    const account: RemoteAccount = { provider: session.provider, endpoint: endpointOf(session, choices) };
    const credential = await sessions.remove(session);
    active.reopen((open) => countsFor(session, open));
    // Other projects, here or in other workspaces, may have been used with it.
    server.notify(signedOutNotification, { account: { ...account, session: session.id } });
    // What the user made elsewhere is the user's own: only what came of signing in here is ended at the service.
    if (credential?.kind !== "oauth" || !isTrusted()) return;
    void server.attempt(revokeRequest, { account, credential }, AbortSignal.timeout(revocationLimit));
  };
}

/** The origin alone does not say below which path the service is. */
function endpointOf(session: Session, { places }: Pick<Choices, "places">): string {
  return places().find((place) => countsFor(session, place))?.endpoint ?? session.origin;
}
