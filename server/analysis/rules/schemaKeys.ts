import type { Reference } from "../../languages/reference";

/** The references without those to a name that a schema in the same file has as a key: what is to be said of it is said there. */
export function withoutRepeats<T extends Pick<Reference, "name" | "via">>(references: readonly T[]): readonly T[] {
  const keys = new Set(references.filter(isKey).map(({ name }) => name));
  return references.filter((reference) => isKey(reference) || !keys.has(reference.name));
}

function isKey({ via }: Pick<Reference, "via">): boolean {
  return via === "schema";
}
