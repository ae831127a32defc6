import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./leftovers";

/** Throw-away folders for everything that VS Code and the extension keep outside the workspace. */
export interface Profile {
  readonly folder: string;
  readonly home: string;
  readonly userData: string;
  readonly extensions: string;
  readonly temporary: string;
  readonly remove: () => void;
}

/** Makes the folders of a new user with these settings. */
export function createProfile(settings: Readonly<Record<string, unknown>>): Profile {
  const { path: folder, remove } = temporaryFolder("profile");
  const at = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const profile = {
    folder,
    home: at("home"),
    userData: at("data"),
    extensions: at("extensions"),
    temporary: at("tmp"),
    remove,
  };
  mkdirSync(join(profile.userData, "User"));
  writeUserSettings(profile, settings);
  return profile;
}

/** Writes the settings of the user; a window in the browser sees them after a reload. */
export function writeUserSettings(profile: Profile, settings: Readonly<Record<string, unknown>>): void {
  writeFileSync(join(profile.userData, "User/settings.json"), JSON.stringify(settings, null, 2));
}

/** The environment of VS Code: nothing of the real user's, so that their files and secrets stay untouched. */
export function profileEnvironment(profile: Profile): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    LANG: "C.UTF-8",
    SHELL: "/bin/sh",
    HOME: profile.home,
    TMPDIR: profile.temporary,
    // No request to a market place of extensions.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

/**
 * Where a desktop program keeps the data of its user, so that the extension's own store is a throw-away one as well. On Linux
 * the home folder itself stays, as the key to the screen lies in it.
 */
export function dataFolders({ home }: Profile): NodeJS.ProcessEnv {
  if (process.platform === "darwin") return { HOME: home };
  return { XDG_DATA_HOME: join(home, ".local/share"), LOCALAPPDATA: join(home, "AppData/Local") };
}
