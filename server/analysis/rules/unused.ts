import { isPlumbing } from "../plumbing";
import { problemAt } from "./entries";
import type { Rule } from "./rule";

/** A declared name that no file of the workspace mentions in any way: faded, since it does no harm. */
export const unused: Rule = {
  meta: { code: "unused", setting: "rules.unused" },
  check: ({ manifest, unmentioned }, severity) =>
    (manifest?.declarations ?? [])
      .filter(({ name }) => unmentioned.has(name) && !isPlumbing(name))
      .map((declaration) => ({
        ...problemAt(declaration, {
          code: "unused",
          severity,
          message: `Nothing else in this workspace mentions ${declaration.name}.`,
        }),
        unnecessary: true,
      })),
};
