import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** What decides where a program keeps its data. */
export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const name = "inline-secrets";

/** The folder of the embedded store, where this platform keeps the data of programs. Nothing is created. */
export function dataDirectory(
  { platform, environment, home }: Platform = {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
  },
): string {
  if (platform === "win32") {
    // Not the roaming folder, where there is a choice: the key shall not travel.
    const base = [environment["LOCALAPPDATA"], environment["APPDATA"]].find((path) => path && win32.isAbsolute(path));
    return win32.join(base ?? win32.join(home, "AppData", "Local"), name);
  }
  if (platform === "darwin") return posix.join(home, "Library", "Application Support", name);
  // The specification says that a relative path is to be ignored.
  const base = environment["XDG_DATA_HOME"];
  const isUsable = base && posix.isAbsolute(base) && !snapRevision.test(base);
  return posix.join(isUsable ? base : posix.join(home, ".local", "share"), name);
}

/**
 * The folder of one revision of a snap, as in `~/snap/code/182/.local/share`, which is where the snap of VS Code has the variable
 * lead: no other editor looks there, nor the next revision: https://github.com/microsoft/vscode/issues/237608
 */
const snapRevision = /\/snap\/[^/]+\/x?\d+(?:\/|$)/;
