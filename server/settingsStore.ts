import type { Connection } from "vscode-languageserver";
import { prefix } from "../shared/ids";
import type { Settings } from "../shared/settings";
import { defaultSettings, readSettings } from "../shared/settings";
import { createListeners } from "./listeners";
import type { Exclusion } from "./workspace/exclusion";
import { createExclusion } from "./workspace/exclusion";

/** The settings as they are in force for a file. */
export interface SettingsStore {
  readonly of: (uri: string) => Promise<Settings>;
  /** What the editor's own settings leave out of a folder; nothing where it has no such settings. */
  readonly exclusionOf: (folder: string) => Promise<Exclusion>;
  /** The editor's own settings of the network, unread; undefined where it has none. */
  readonly network: () => Promise<unknown>;
  readonly onDidChange: (listener: () => void) => void;
  /** Tells those who listen that what is in force has changed. */
  readonly tellChanged: () => void;
  /** Called with what the editor sends when settings change; clients that cannot be asked send them along. */
  readonly didChange: (sent: unknown) => void;
  /** Whether the editor can be asked for the settings of one file. */
  readonly setPull: (canPull: boolean) => void;
}

/** Settings that are asked for once per file and kept until they change. */
export function createSettingsStore(connection: Connection): SettingsStore {
  const changes = createListeners<null>();
  const cache = new Map<string, Promise<Settings>>();
  const exclusions = new Map<string, Promise<Exclusion>>();
  let network: Promise<unknown> | undefined;
  let pushed = defaultSettings;
  let pull = false;

  const ask = async (uri: string): Promise<Settings> => {
    try {
      return readSettings(await connection.workspace.getConfiguration({ scopeUri: uri, section: prefix }));
    } catch {
      // The editor is going away or does not answer: the defaults are the quiet choice.
      return defaultSettings;
    }
  };

  const askExclusion = async (folder: string): Promise<Exclusion> => {
    try {
      const items = excludeSections.map((section) => ({ scopeUri: folder, section }));
      return createExclusion(await connection.workspace.getConfiguration(items));
    } catch {
      return createExclusion([]);
    }
  };

  return {
    exclusionOf: (folder) => {
      const known = exclusions.get(folder) ?? (pull ? askExclusion(folder) : Promise.resolve(createExclusion([])));
      if (pull) exclusions.set(folder, known);
      return known;
    },
    of: (uri) => {
      if (!pull) return Promise.resolve(pushed);
      const known = cache.get(uri) ?? ask(uri);
      cache.set(uri, known);
      return known;
    },
    network: () => {
      if (!pull) return Promise.resolve(undefined);
      return (network ??= connection.workspace.getConfiguration(networkSection).catch(() => undefined));
    },
    onDidChange: (listener) => {
      changes.add(listener);
    },
    tellChanged: () => {
      changes.tell(null);
    },
    didChange: (sent) => {
      cache.clear();
      exclusions.clear();
      network = undefined;
      pushed = readSettings(sectionOf(sent));
      changes.tell(null);
    },
    setPull: (canPull) => {
      pull = canPull;
    },
  };
}

/** The settings of VS Code that say which files do not count, as it says them to its own search. */
export const excludeSections = ["files.exclude", "search.exclude"];

/** The settings of VS Code for all that it asks of the network. As a whole, so that each keeps its name in a trace. */
export const networkSection = "http";

function sectionOf(sent: unknown): unknown {
  return typeof sent === "object" && sent !== null && prefix in sent ? (sent as Record<string, unknown>)[prefix] : sent;
}
