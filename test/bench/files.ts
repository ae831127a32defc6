import { readdirSync } from "node:fs";
import { join } from "node:path";

const skipped = new Set(["node_modules", ".git"]);

/** All files below a directory with one of the endings; links are not followed. */
export function filesUnder(directory: string, endings: readonly string[]): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesUnder(path, endings);
    return entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
  });
}
