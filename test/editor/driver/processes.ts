import { readFileSync, readdirSync } from "node:fs";
import type { Profile } from "./profile";

/** The ids of the language servers that the extension of this profile has started. */
export function languageServers(profile: Profile): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      const words = commandLine(id);
      return words.some((word) => word.startsWith(profile.extensions) && word.endsWith("dist/server.js"));
    })
    .map(Number);
}

function commandLine(id: string): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    // It ended in between.
    return [];
  }
}
