import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The files below a folder whose path matches. */
export function filesNamed(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}
