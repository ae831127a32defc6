import { randomUUID } from "node:crypto";
import type { Memento } from "vscode";
import type { Credential, RemoteAccount, RemoteProviderId } from "../../shared/account";
import type { Credentials } from "../credentials";
import { originOf } from "../endpoint";
import type { Session, SessionKind } from "../session";
import { countsFor, sessionFor } from "../session";
import type { EditorAccounts } from "./editorAccounts";

/** The sign-ins of the user. */
export interface Sessions {
  readonly all: () => readonly Session[];
  /** The sign-in that an account is used with; undefined when there is none, or several of which none was chosen. */
  readonly at: (account: RemoteAccount, folder?: string) => Session | undefined;
  readonly credentialOf: (session: Session) => Promise<Credential | undefined>;
  /** Keeps a sign-in. Whoever signs in again replaces what was kept before. */
  readonly keep: (signIn: NewSession) => Promise<KeptSession>;
  /** Takes over a credential that the server has renewed. */
  readonly renew: (account: RemoteAccount, credential: Credential) => Promise<void>;
  /** Forgets a sign-in, and gives back what it was worth. */
  readonly remove: (session: Session) => Promise<RemovedSession>;
  /** Another window has kept or forgotten a sign-in; gives back those that it has ended. */
  readonly followOthers: () => readonly Session[];
  /** Takes over what an earlier version kept; nothing is answered before. */
  readonly takeOver: (endpoints: readonly string[]) => Promise<void>;
}

/** A sign-in that is to be kept. */
export interface NewSession {
  readonly provider: RemoteProviderId;
  readonly endpoint: string;
  readonly label: string;
  readonly kind: SessionKind;
  readonly credential: Credential;
  /** The sign-in that this one renews, where the user meant to do that. */
  readonly renews?: string;
}

/** A sign-in, and how long it lasts: without a key ring only until the window is closed. */
export interface KeptSession {
  readonly session: Session;
  readonly lasts: boolean;
  /** The editor had lost what was kept of it before, as it does where it has no key ring. */
  readonly wasLost: boolean;
  /** What was kept of it before, which nobody has any more. */
  readonly replaced?: Credential;
}

/** A sign-in that was. */
export interface RemovedSession {
  readonly credential: Credential | undefined;
  /** False where the editor's secret storage still has the credential. */
  readonly isForgotten: boolean;
}

/** What changed among the sign-ins. */
export interface SessionsChange {
  readonly added: readonly Session[];
  readonly removed: readonly Session[];
  readonly changed: readonly Session[];
}

/** What sign-ins are kept in. */
export interface SessionsWorld {
  readonly globalState: Pick<Memento, "get" | "update">;
  readonly credentials: Credentials;
  readonly editorAccounts: Pick<EditorAccounts, "token">;
  /** Which sign-in was chosen for an address in this workspace, or in a folder of it. */
  readonly chosen: (account: RemoteAccount, folder?: string) => string | undefined;
  readonly changed: (change: SessionsChange) => void;
}

const listKey = "sessions";
const nothing = { added: [], removed: [], changed: [] };

/** The sign-ins, in the editor's memory, without their credentials. */
export function createSessions(world: SessionsWorld): Sessions {
  const { globalState, credentials, editorAccounts, chosen, changed } = world;
  const onlyHere = new Map<string, Session>();
  let ready: Promise<void> = Promise.resolve();

  const lasting = (): readonly Session[] => globalState.get<readonly Session[]>(listKey, []);
  const all = (): readonly Session[] => [...lasting().filter(({ id }) => !onlyHere.has(id)), ...onlyHere.values()];
  /** What the Accounts menu knows of. */
  let followed = all();
  const forget = async ({ id }: Session): Promise<void> => {
    onlyHere.delete(id);
    await globalState.update(
      listKey,
      lasting().filter((known) => known.id !== id),
    );
    followed = all();
  };
  const remember = async (session: Session, lasts: boolean): Promise<void> => {
    const others = lasting().filter(({ id }) => id !== session.id);
    onlyHere.delete(session.id);
    if (!lasts) onlyHere.set(session.id, session);
    await globalState.update(listKey, lasts ? [...others, session] : others);
    followed = all();
  };
  const credentialOf = async (session: Session): Promise<Credential | undefined> => {
    await ready;
    if (session.kind !== "editor") return credentials.of(session);
    const token = await editorAccounts.token(session.account, session.origin);
    return token === undefined ? undefined : { kind: "token", token };
  };

  /** The sign-in that this one takes the place of, with its credential unless the editor has lost it. */
  const predecessor = async (
    signIn: NewSession,
  ): Promise<{ readonly session: Session; readonly credential: Credential | undefined } | undefined> => {
    for (const session of all().filter((known) => countsFor(known, signIn))) {
      const credential = await credentialOf(session);
      const alike = session.label === signIn.label && (credential === undefined || isSame(session, credential, signIn));
      if (session.id === signIn.renews || alike) return { session, credential };
    }
    return undefined;
  };

  const keep = async (signIn: NewSession): Promise<KeptSession> => {
    const before = await predecessor(signIn);
    const { provider, endpoint, label, kind, credential } = signIn;
    const id = before?.session.id ?? randomUUID();
    const session: Session = { id, provider, origin: originOf(endpoint), label, ...kind };
    // Known before its credential is: another window hears of the credential, and looks for whose it is.
    await remember(session, true);
    const lasts = kind.kind === "editor" || (await credentials.keep(session, credential)) === "lasting";
    if (!lasts) await remember(session, false);
    changed(before === undefined ? { ...nothing, added: [session] } : { ...nothing, changed: [session] });
    const replaced = before?.credential;
    const wasLost = before !== undefined && replaced === undefined;
    return { session, lasts, wasLost, ...(replaced === undefined ? {} : { replaced }) };
  };

  return {
    all,
    at: (account, folder) => sessionFor(all(), account, chosen(account, folder)),
    credentialOf,
    keep,
    renew: async (account, credential) => {
      // Only what names its sign-in is taken: what a dialog has just tried may belong to somebody else.
      const session = all().find(({ id }) => id === account.session);
      if (session && session.kind !== "editor" && countsFor(session, account))
        await credentials.keep(session, credential, "renewed");
    },
    remove: async (session) => {
      const credential = session.kind === "editor" ? undefined : await credentialOf(session);
      await forget(session);
      const isForgotten = session.kind === "editor" || (await credentials.forget(session));
      changed({ ...nothing, removed: [session] });
      return { credential, isForgotten };
    },
    followOthers: () => {
      const before = followed;
      followed = all();
      const added = without(followed, before);
      const removed = without(before, followed);
      if (added.length > 0 || removed.length > 0) changed({ ...nothing, added, removed });
      return removed;
    },
    takeOver: (endpoints) => {
      ready = takeOver(endpoints, credentials, keepBare);
      return ready;
    },
  };

  async function keepBare(session: Session, token: string): Promise<void> {
    const kept = await credentials.keep(session, { kind: "token", token });
    await remember(session, kept === "lasting");
    changed({ ...nothing, added: [session] });
  }
}

function without(sessions: readonly Session[], others: readonly Session[]): readonly Session[] {
  return sessions.filter(({ id }) => !others.some((other) => other.id === id));
}

/** Of one name there may be several tokens, each with rights of its own; a person who signs in with the browser is one. */
function isSame(session: Session, credential: Credential, signIn: NewSession): boolean {
  if (session.kind !== signIn.kind.kind) return false;
  if (session.kind === "editor" && signIn.kind.kind === "editor") return session.account.id === signIn.kind.account.id;
  return session.kind === "oauth" || JSON.stringify(credential) === JSON.stringify(signIn.credential);
}

/** Earlier versions knew one service only, and kept its tokens by the origin alone. */
async function takeOver(
  endpoints: readonly string[],
  credentials: Credentials,
  keep: (session: Session, token: string) => Promise<void>,
): Promise<void> {
  for (const origin of new Set(endpoints.filter((endpoint) => URL.canParse(endpoint)).map(originOf))) {
    const token = await credentials.takeOld(origin);
    const session: Session = {
      id: randomUUID(),
      provider: "secretsApi",
      origin,
      label: new URL(origin).host,
      kind: "token",
    };
    if (token !== undefined) await keep(session, token);
  }
}
