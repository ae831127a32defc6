import { publicPrefixOf } from "../publicPrefix";
import type { Entry } from "./entries";
import { entriesOf, problemAt } from "./entries";
import type { Rule } from "./rule";

/** A name that says it is secret, behind a prefix by which it is shipped to browsers. */
export const publicPrefix: Rule = {
  meta: { code: "public-prefix", setting: "rules.publicPrefix" },
  check: ({ manifest, references, knowledge: { scope }, language }, severity) => {
    const code = "public-prefix";
    const atEntries = entriesOf(manifest).flatMap((entry) => {
      const prefix = saysPublic(entry) || isAmbiguous(entry.name) ? undefined : publicPrefixOf(entry.name);
      return prefix === undefined ? [] : [problemAt(entry, { code, severity, message: sentence(entry.name, prefix) })];
    });
    // Where a manifest has the name, it is told there, once, if that tells enough.
    const isToldHere = (name: string): boolean => {
      const entry = scope.declared.get(name) ?? scope.known.get(name);
      if (!isAmbiguous(name)) return entry === undefined;
      return isBundled.test(language) && (entry === undefined || !saysPublic(entry));
    };
    const atUses = references.flatMap(({ name, start, end, kind }) => {
      const prefix = kind === "read" && isToldHere(name) ? publicPrefixOf(name) : undefined;
      return prefix === undefined
        ? []
        : [{ code, severity, start, end, name, message: sentence(name, prefix) } as const];
    });
    return [...atEntries, ...atUses];
  },
};

/** SvelteKit and Astro ship what begins with it to browsers; elsewhere it is the key of a disk or bucket that is public. */
function isAmbiguous(name: string): boolean {
  return name.startsWith("PUBLIC_");
}

/** Families of languages that these two bundle. */
const isBundled = /^(?:javascript|components)$/;

function saysPublic(entry: Partial<Entry>): boolean {
  return "sensitive" in entry && !entry.sensitive;
}

function sentence(name: string, prefix: string): string {
  return `${name} looks like a secret, but what begins with ${prefix} ends up in the browser, for everybody to read.`;
}
