import { problemAt } from "./entries";
import type { Rule } from "./rule";

/** A declared name that the service, when it was asked before running, had something to say against. */
export const preflight: Rule = {
  meta: { code: "preflight", setting: "rules.preflight" },
  check: ({ manifest, knowledge: { findings } }, severity) =>
    (manifest?.declarations ?? []).flatMap((declaration) => {
      const message = findings.get(declaration.name);
      return message === undefined ? [] : [problemAt(declaration, { code: "preflight", severity, message })];
    }),
};
