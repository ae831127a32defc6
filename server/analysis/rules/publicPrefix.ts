import { publicPrefixOf } from "../publicPrefix";
import type { Entry } from "./entries";
import { entriesOf, problemAt } from "./entries";
import type { Rule } from "./rule";

/** A name that says it is secret, behind a prefix by which it is shipped to browsers. */
export const publicPrefix: Rule = {
  meta: { code: "public-prefix", setting: "rules.publicPrefix" },
  check: ({ manifest, references, knowledge }, severity) => {
    const code = "public-prefix";
    const isDeclared = (name: string) => knowledge.scope.declared.has(name) || knowledge.scope.known.has(name);
    const atEntries = entriesOf(manifest).flatMap((entry) => {
      const prefix = saysPublic(entry) ? undefined : publicPrefixOf(entry.name);
      return prefix === undefined ? [] : [problemAt(entry, { code, severity, message: sentence(entry.name, prefix) })];
    });
    // Where a manifest has the name, it is told there, once.
    const atUses = references.flatMap(({ name, start, end, kind }) => {
      const prefix = kind === "read" && !isDeclared(name) ? publicPrefixOf(name) : undefined;
      return prefix === undefined
        ? []
        : [{ code, severity, start, end, name, message: sentence(name, prefix) } as const];
    });
    return [...atEntries, ...atUses];
  },
};

function saysPublic(entry: Entry): boolean {
  return "sensitive" in entry && !entry.sensitive;
}

function sentence(name: string, prefix: string): string {
  return `${name} looks like a secret, but what begins with ${prefix} ends up in the browser, for everybody to read.`;
}
