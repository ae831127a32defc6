import type { ExtensionContext } from "vscode";
import type { Credential } from "../shared/account";
import type { Session } from "./session";

/** Credentials in the editor's secret storage, each bound to the service and the origin that it was given for. */
export interface Credentials {
  /** Undefined when there is none, or when what is kept was given for another place. */
  readonly of: (session: Session) => Promise<Credential | undefined>;
  /** Where the editor has nowhere to keep it, it lasts until the window is closed. */
  readonly keep: (session: Session, credential: Credential, how?: "renewed") => Promise<"lasting" | "thisWindow">;
  /** False where the secret storage does not let go of it. */
  readonly forget: (session: Session) => Promise<boolean>;
  /** Takes out a token that an earlier version kept by its origin alone. */
  readonly takeOld: (origin: string) => Promise<string | undefined>;
}

const keyPrefix = "session:";
const oldKeyPrefix = "token:";

/** The only way to the secret storage. `changedElsewhere` hears the id of a session that another window kept, renewed or forgot. */
export function createCredentials(
  { secrets, subscriptions }: Pick<ExtensionContext, "secrets" | "subscriptions">,
  changedElsewhere: (id: string, how?: "renewed") => void,
): Credentials {
  const onlyHere = new Map<string, string>();
  const written = new Map<string, string | undefined>();

  /** A key ring that is locked or broken has nothing to give. */
  const read = async (key: string): Promise<string | undefined> => {
    try {
      return await secrets.get(key);
    } catch {
      return undefined;
    }
  };
  const write = async (key: string, text: string): Promise<boolean> => {
    written.set(key, text);
    try {
      await secrets.store(key, text);
    } catch {
      return false;
    }
    return (await read(key)) === text;
  };
  const remove = async (key: string): Promise<boolean> => {
    written.set(key, undefined);
    try {
      await secrets.delete(key);
      return true;
    } catch {
      return false;
    }
  };

  subscriptions.push(
    secrets.onDidChange(async ({ key }) => {
      if (!key.startsWith(keyPrefix)) return;
      // What this window wrote itself is no news: listing all names again for it would be a waste.
      const now = await read(key);
      if (written.has(key) && now === written.get(key)) return;
      // What could not be kept here is the older one.
      if (now !== undefined) onlyHere.delete(key);
      changedElsewhere(key.slice(keyPrefix.length), keptIn(now)?.how);
    }),
  );
  return {
    of: async (session) => {
      const key = keyPrefix + session.id;
      return unpack(onlyHere.get(key) ?? (await read(key)), session);
    },
    keep: async (session, credential, how) => {
      const key = keyPrefix + session.id;
      const text = pack(session, credential, how);
      if (await write(key, text)) {
        onlyHere.delete(key);
        return "lasting";
      }
      onlyHere.set(key, text);
      return "thisWindow";
    },
    forget: async ({ id }) => {
      // What could not be kept need not be deleted.
      const wasOnlyHere = onlyHere.delete(keyPrefix + id);
      return (await remove(keyPrefix + id)) || wasOnlyHere;
    },
    takeOld: async (origin) => {
      const token = await read(oldKeyPrefix + origin);
      if (token !== undefined) await remove(oldKeyPrefix + origin);
      return token;
    },
  };
}

interface Kept {
  readonly provider: string;
  readonly origin: string;
  readonly credential: Credential;
  /** Whose it is has not changed. */
  readonly how?: "renewed" | undefined;
}

function pack({ provider, origin }: Session, credential: Credential, how?: "renewed"): string {
  const kept: Kept = { provider, origin, credential, how };
  return JSON.stringify(kept);
}

/** What a credential is bound to stands next to it, so that a list of sign-ins that was tampered with leads it nowhere else. */
function unpack(text: string | undefined, { provider, origin }: Session): Credential | undefined {
  const kept = keptIn(text);
  return kept?.provider === provider && kept.origin === origin ? kept.credential : undefined;
}

function keptIn(text = ""): Partial<Kept> | undefined {
  try {
    return JSON.parse(text) as Partial<Kept>;
  } catch {
    return undefined;
  }
}
