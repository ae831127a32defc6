import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import { gradleProviders, jvmGuards, processBuilder, systemGetenv } from "./jvm";
import type { LexicalTable } from "./lexicalTable";
import { doubleQuoted, longQuoted, singleQuoted, slashComments, tripleQuoted } from "./syntaxes";

const lexical: LexicalTable = {
  ...slashComments,
  lineComments: ["//", "#!"],
  strings: [{ ...tripleQuoted, hole: "${" }, longQuoted("'''"), { ...doubleQuoted, hole: "${" }, singleQuoted],
};

/** Groovy, build scripts of Gradle included. */
export const groovy = getterLanguage({
  ...jvmGuards,
  id: "groovy",
  languageIds: "groovy gradle",
  fileNames: ".groovy .gradle .gvy jenkinsfile",
  lexical,
  idioms: [
    ...systemGetenv,
    ...processBuilder,
    ...gradleProviders,
    "read System.env[NAME]",
    "read System.env.get(NAME)",
    "exists System.env.containsKey(NAME)",
    "optional System.env.getOrDefault(NAME",
    "read System.env.WORD",
    "read System.getenv().WORD",
  ],
  conditions: "if while",
  fallbacks: [...(jvmGuards.fallbacks ?? []), "&&", "||"],
  // Conditions of tests: https://spockframework.org/spock/docs/2.3/extensions.html
  before: [...(jvmGuards.before ?? []), "!", "Requires({", "IgnoreIf({"],
  aliases: variables(["WORD = System.getenv()", "WORD = System.env"], lexical),
  variables: ["ANY WORD ="],
  isScript: true,
  definers: "def *",
  accessor: 'System.getenv("NAME")',
});
