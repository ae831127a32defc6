import { renewedElsewhereNotification, signedOutNotification } from "../../shared/protocol";
import type { Server } from "../languageClient";
import type { ActiveAccounts } from "./activeAccounts";
import type { Sessions } from "./sessions";

/** What has to hear of what another window did. */
export interface FollowingWorld {
  readonly server: Pick<Server, "notify">;
  readonly sessions: Pick<Sessions, "at" | "followOthers">;
  readonly active: Pick<ActiveAccounts, "reopen">;
}

/** Another window has kept the credential of a sign-in, renewed it or forgotten it. */
export function followOtherWindow({ server, sessions, active }: FollowingWorld, id: string, how?: "renewed"): void {
  // That window may be on another machine, where other names are kept.
  for (const { provider, origin: endpoint, id: session } of sessions.followOthers())
    server.notify(signedOutNotification, { account: { provider, endpoint, session } });
  if (how === "renewed") server.notify(renewedElsewhereNotification, { session: id });
  active.reopen((account) => account.session === undefined || (how === undefined && sessions.at(account)?.id === id));
}
