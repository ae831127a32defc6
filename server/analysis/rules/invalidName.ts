import { allowedName } from "../allowedName";
import { problemAt } from "./entries";
import type { Rule } from "./rule";

/** A declared name that the provider would refuse, so that nobody could ever store it. */
export const invalidName: Rule = {
  meta: { code: "invalid-name", setting: "rules.invalidName" },
  check: ({ manifest, knowledge: { nameRules, catalog } }, severity) =>
    (manifest?.declarations ?? []).flatMap((declaration) => {
      const { name } = declaration;
      // What is stored has been accepted, whatever the rule says.
      if (nameRules === undefined || nameRules.namePattern.test(name) || catalog.secrets.has(name)) return [];
      const message = `${name} cannot be stored: a name takes ${nameRules.nameRule.replace(/\.?$/, ".")}`;
      const near = allowedName(name, nameRules.namePattern);
      const problem = problemAt(declaration, { code: "invalid-name", severity, message });
      return [near === undefined ? problem : { ...problem, near }];
    }),
};
