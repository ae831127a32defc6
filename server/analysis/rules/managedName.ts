import { problemAt } from "./entries";
import type { Rule } from "./rule";

/** A declared name that the provider keeps itself: it can be relied on, but not set or changed by hand. */
export const managedName: Rule = {
  meta: { code: "managed-name", setting: "rules.managedName" },
  check: ({ manifest, knowledge: { catalog } }, severity) =>
    (manifest?.declarations ?? [])
      .filter(({ name }) => catalog.secrets.get(name)?.managed === true)
      .map((declaration) => {
        const message = `${declaration.name} is managed by the provider: it cannot be set or changed by hand.`;
        return problemAt(declaration, { code: "managed-name", severity, message });
      }),
};
