import type { Account, RemoteAccount } from "../../shared/account";
import type { AccountChoice, InitializationOptions } from "../../shared/protocol";
import {
  foldersNotification,
  heldBackNotification,
  selectAccountNotification,
  selectEnvironmentNotification,
} from "../../shared/protocol";
import type { Choices } from "../choices";
import type { Server } from "../languageClient";
import type { Session } from "../session";
import { isSamePlace } from "../statement";
import type { Sessions } from "./sessions";

/** Keeps the server at what counts for the window and its folders. */
export interface ActiveAccounts {
  /** What a server that starts now is told. */
  readonly initialize: () => InitializationOptions;
  /** What counts there, with the sign-in that it is used with. */
  readonly at: (folder?: string) => AccountChoice;
  /** As whom the server asks for the credential of an account. In Restricted Mode it is nobody, so nothing goes out. */
  readonly sessionOf: (account: RemoteAccount) => Session | undefined;
  /** The accounts that count somewhere, each once, and that nobody uses before the workspace is trusted. */
  readonly heldBack: () => readonly RemoteAccount[];
  /** Tells the server what is different from what it was told last. */
  readonly update: () => void;
  /** Makes the server open accounts anew, for when their credential has changed. */
  readonly reopen: (affected: (account: RemoteAccount) => boolean) => void;
  /** Does something that takes several steps, and tells of it only at its end. */
  readonly inOneGo: <T>(task: () => Promise<T>) => Promise<T>;
}

/** What the accounts that count depend on. */
export interface ActiveWorld {
  readonly server: Pick<Server, "notify">;
  readonly choices: Pick<Choices, "at" | "ownFolders">;
  readonly sessions: Pick<Sessions, "at">;
  readonly isTrusted: () => boolean;
  /** A sign-in is gone, and the only other one there has taken its place. */
  readonly replaced: (session: Session) => void;
}

/** Nothing is told to a server before it was initialized. */
export function createActiveAccounts(world: ActiveWorld): ActiveAccounts {
  const { server, choices, sessions, isTrusted, replaced } = world;
  let told: InitializationOptions | undefined;
  let held = 0;
  const waiting: ((account: RemoteAccount) => boolean)[] = [];

  const signedIn = ({ account, environment }: AccountChoice, folder?: string): AccountChoice => {
    if (account.provider === "embedded") return { account, environment };
    const session = sessions.at(account, folder);
    return { account: session === undefined ? account : { ...account, session: session.id }, environment };
  };
  /** Who is used at a place instead of a sign-in that is gone. */
  const heir = (before?: Account, next?: Account): Session | undefined => {
    if (before?.provider === undefined || before.provider === "embedded" || before.session === undefined)
      return undefined;
    if (next === undefined || next.provider === "embedded" || !isSamePlace(before, next)) return undefined;
    return sessions.at(before) === undefined ? sessions.at(next) : undefined;
  };
  const now = () => ({
    ...signedIn(choices.at()),
    isHeldBack: !isTrusted(),
    folders: Object.fromEntries(
      Object.entries(choices.ownFolders()).map(([folder, choice]) => [folder, signedIn(choice, folder)]),
    ),
  });
  const update = (): void => {
    if (told === undefined || held > 0) return;
    const before = told;
    const next = now();
    told = next;
    const pairs = [
      [before, next],
      ...Object.entries(next.folders).map(([folder, own]) => [before.folders?.[folder], own]),
    ];
    const heirs = pairs.flatMap(([one, other]) => heir(one?.account, other?.account) ?? []);
    if (isTrusted()) for (const session of new Set(heirs)) replaced(session);
    if (!same(before.folders, next.folders)) server.notify(foldersNotification, { folders: next.folders });
    if (!same(before.account, next.account)) server.notify(selectAccountNotification, { account: next.account });
    if (before.environment !== next.environment)
      server.notify(selectEnvironmentNotification, { environment: next.environment });
    if (before.isHeldBack !== next.isHeldBack) server.notify(heldBackNotification, { isHeldBack: next.isHeldBack });
  };

  /** Opens what is another account by now, and what has another credential; each once. */
  const settle = (): void => {
    if (held > 0) return;
    const before = told;
    update();
    const affected = waiting.splice(0);
    if (before === undefined || told === undefined) return;
    const open = new Set<string | undefined>();
    const reopen = (account: Account, folder?: string): void => {
      if (account.provider === "embedded" || open.has(wordsOf(account))) return;
      if (!affected.some((isAffected) => isAffected(account))) return;
      open.add(wordsOf(account));
      server.notify(selectAccountNotification, { account, ...(folder === undefined ? {} : { folder }) });
    };
    // Where the account itself is another one by now, the update has opened it.
    if (same(before.account, told.account)) reopen(told.account);
    for (const [folder, { account }] of Object.entries(told.folders ?? {}))
      if (same(before.folders?.[folder]?.account, account)) reopen(account, folder);
  };

  return {
    initialize: () => (told = now()),
    at: (folder) => signedIn(choices.at(folder), folder),
    sessionOf: (account) => {
      if (account.session !== undefined) return isTrusted() ? sessions.at(account) : undefined;
      // Another window may have signed in. It has to be asked for by name: what is renewed without one is nobody's.
      update();
      return undefined;
    },
    heldBack: () => {
      if (isTrusted()) return [];
      const accounts = [choices.at(), ...Object.values(choices.ownFolders())].map(({ account }) => account);
      const remote = accounts.filter((one) => one.provider !== "embedded");
      return [...new Map(remote.map((one) => [wordsOf(one), one])).values()];
    },
    update,
    reopen: (affected) => {
      waiting.push(affected);
      settle();
    },
    inOneGo: async (task) => {
      held++;
      try {
        return await task();
      } finally {
        held--;
        settle();
      }
    },
  };
}

function same(one: unknown, other: unknown): boolean {
  return wordsOf(one) === wordsOf(other);
}

function wordsOf(thing: unknown): string | undefined {
  return JSON.stringify(thing);
}
