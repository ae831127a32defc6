import { EventEmitter } from "vscode";
import type { Event, ExtensionContext } from "vscode";

/** Tokens in the editor's secret storage, each bound to the origin that it was given for. */
export interface Credentials {
  readonly tokenFor: (origin: string) => Promise<string | undefined>;
  readonly keep: (origin: string, token: string) => Promise<void>;
  readonly forget: (origin: string) => Promise<void>;
  /** The token of this origin was kept or forgotten, here or in another window. */
  readonly onDidChange: Event<string>;
}

const keyPrefix = "token:";

/** The only way to the secret storage. */
export function createCredentials({ secrets, subscriptions }: ExtensionContext): Credentials {
  const changed = new EventEmitter<string>();
  subscriptions.push(
    changed,
    secrets.onDidChange(({ key }) => {
      if (key.startsWith(keyPrefix)) changed.fire(key.slice(keyPrefix.length));
    }),
  );
  return {
    tokenFor: async (origin) => secrets.get(keyPrefix + origin),
    keep: async (origin, token) => secrets.store(keyPrefix + origin, token),
    forget: async (origin) => secrets.delete(keyPrefix + origin),
    onDidChange: changed.event,
  };
}
