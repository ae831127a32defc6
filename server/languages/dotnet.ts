import type { IdiomRow } from "./idioms";
import { forEachOf } from "./idioms";

/** How the languages of .NET use the environment. `name` is the argument list up to the name: `(NAME` or ` NAME`. */
export function environmentIdioms(prefixes: readonly string[], name: string): readonly IdiomRow[] {
  return forEachOf(prefixes, [
    `delete *SetEnvironmentVariable${name}, null`,
    `write *SetEnvironmentVariable${name}`,
    `exists *GetEnvironmentVariables().Contains${name}`,
    `read *GetEnvironmentVariable${name}`,
    "read *GetEnvironmentVariables()[NAME]",
  ]);
}
