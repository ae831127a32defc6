import type { Use } from "./idioms";

/** How the languages of .NET use the environment. `name` is the argument list up to the name: `(NAME` or ` NAME`. */
export function environmentIdioms(prefixes: readonly string[], name: string): readonly (readonly [Use, string])[] {
  return prefixes.flatMap(
    (prefix) =>
      [
        ["delete", `${prefix}SetEnvironmentVariable${name}, null`],
        ["write", `${prefix}SetEnvironmentVariable${name}`],
        ["exists", `${prefix}GetEnvironmentVariables().Contains${name}`],
        ["read", `${prefix}GetEnvironmentVariable${name}`],
        ["read", `${prefix}GetEnvironmentVariables()[NAME]`],
      ] as const,
  );
}
