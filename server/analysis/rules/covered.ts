import type { Reference } from "../../languages/reference";

/** The references that are only read where another name is not there, which is: `THAT || THIS`. That is what it was called before, most likely. */
export function coveredIn(
  references: readonly Reference[],
  isThere: (name: string) => boolean,
): ReadonlySet<Reference> {
  let isCovered = false;
  return new Set(
    references.filter(({ name, instead }) => {
      const isOwn = isCovered && instead === true;
      isCovered = isOwn || isThere(name);
      return isOwn;
    }),
  );
}
