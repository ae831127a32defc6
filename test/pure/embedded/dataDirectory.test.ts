import assert from "node:assert/strict";
import type { Platform } from "../../../server/embedded/dataDirectory";
import { dataDirectory } from "../../../server/embedded/dataDirectory";

describe("the folder of the embedded store", () => {
  const usual = "/home/ada/.local/share/inline-secrets";
  const cases: readonly [platform: Platform, folder: string][] = [
    [on("linux", "/home/ada"), usual],
    [on("linux", "/home/ada", { XDG_DATA_HOME: "/data" }), "/data/inline-secrets"],
    [on("linux", "/home/ada", { XDG_DATA_HOME: "relative" }), usual],
    [on("linux", "/home/ada", { XDG_DATA_HOME: "" }), usual],
    // A snap gives each of its revisions a folder of its own.
    [on("linux", "/home/ada", { XDG_DATA_HOME: "/home/ada/snap/code/182/.local/share" }), usual],
    [on("linux", "/home/ada", { XDG_DATA_HOME: "/home/ada/snap/code-insiders/x2/.local/share/" }), usual],
    [on("linux", "/home/ada", { XDG_DATA_HOME: "/home/ada/snap/data" }), "/home/ada/snap/data/inline-secrets"],
    [on("freebsd", "/home/ada"), usual],
    [on("darwin", "/Users/ada"), "/Users/ada/Library/Application Support/inline-secrets"],
    [on("win32", "C:\\Users\\ada", { LOCALAPPDATA: "C:\\Local", APPDATA: "C:\\Roaming" }), "C:\\Local\\inline-secrets"],
    [on("win32", "C:\\Users\\ada", { APPDATA: "C:\\Roaming" }), "C:\\Roaming\\inline-secrets"],
    [on("win32", "C:\\Users\\ada"), "C:\\Users\\ada\\AppData\\Local\\inline-secrets"],
  ];
  for (const [platform, folder] of cases) {
    it(`is ${folder} on ${platform.platform} with ${JSON.stringify(platform.environment)}`, () => {
      assert.equal(dataDirectory(platform), folder);
    });
  }
});

function on(platform: NodeJS.Platform, home: string, environment: Record<string, string> = {}): Platform {
  return { platform, home, environment };
}
