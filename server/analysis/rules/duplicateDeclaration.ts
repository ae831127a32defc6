import type { Knowledge } from "../knowledge";
import type { RelatedPlace } from "../problem";
import type { Entry } from "./entries";
import { entriesOf, problemAt } from "./entries";
import type { Rule } from "./rule";

/**
 * The same name twice in one list of one manifest. Told at every entry but the first; faded where the list only says what may come
 * from outside, of which nothing more is said the second time.
 */
export const duplicateDeclaration: Rule = {
  meta: { code: "duplicate-declaration", setting: "rules.duplicateDeclaration" },
  check: ({ manifest, knowledge }, severity) => {
    const firsts = new Map<string, Entry>();
    return entriesOf(manifest).flatMap((entry) => {
      if (entry.list === undefined) return [];
      const key = `${entry.list}\n${entry.name}`;
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, entry);
        return [];
      }
      const isListed = "kind" in entry && entry.kind === "listed";
      const problem = problemAt(entry, {
        code: "duplicate-declaration",
        severity: isListed ? "hint" : severity,
        message: `${entry.name} is declared here already.`,
      });
      return [{ ...problem, ...(isListed && { unnecessary: true }), related: placeOf(first, knowledge) }];
    });
  },
};

function placeOf(first: Entry, { scope }: Knowledge): readonly RelatedPlace[] {
  const places = scope.repeated.get(first.name) ?? [];
  return places
    .filter(({ declaration }) => declaration === first)
    .map(({ uri, range }) => ({ uri, range, message: "The first declaration" }));
}
