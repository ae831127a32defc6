import type { ActiveAccounts } from "../accounts/activeAccounts";
import type { EndSession } from "../accounts/endSession";
import type { Sessions } from "../accounts/sessions";
import type { Choices } from "../choices";
import { hostOf } from "../endpoint";
import { isSamePlace } from "../statement";
import type { Questions } from "./questions";

/** What signing out needs from its surroundings. */
export interface SignOutWorld {
  readonly questions: Questions;
  readonly choices: Choices;
  readonly sessions: Pick<Sessions, "at">;
  readonly active: Pick<ActiveAccounts, "at" | "inOneGo">;
  readonly endSession: EndSession;
}

/** Forgets the sign-in of the active account. Unless the workspace says otherwise, names come from the embedded store again. */
export async function signOut(world: SignOutWorld, folder?: string): Promise<void> {
  const { questions, choices, sessions, active, endSession } = world;
  const { account } = active.at(folder);
  if (account.provider === "embedded") {
    void questions.tell("information", "You are not signed in: the embedded store needs no sign-in.");
    return;
  }
  const session = sessions.at(account);
  if (session === undefined) {
    void questions.tell("information", `You are not signed in to ${hostOf(account.endpoint)}.`);
    return;
  }
  const isForgotten = await active.inOneGo(async () => {
    const forgotten = await endSession(session);
    const said = choices.said(folder).account;
    if (said === undefined || !isSamePlace(said, account))
      await choices.selectAccount({ provider: "embedded" }, folder);
    return forgotten;
  });
  const host = hostOf(account.endpoint);
  if (!isForgotten) {
    const why = "the editor could not delete the credential from its secret storage. End it at the service itself.";
    void questions.tell("warning", `Signed out of ${host}, but ${why}`);
    return;
  }
  const remains = session.kind === "editor" ? " The editor itself is still signed in." : "";
  void questions.tell("information", `Signed out of ${host}. Its credential is forgotten.${remains}`);
}
