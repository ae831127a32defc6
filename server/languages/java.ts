import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import { jvmGuards, systemGetenv } from "./jvm";
import type { LexicalTable } from "./lexicalTable";
import { doubleQuoted, singleQuoted, slashComments, tripleQuoted } from "./syntaxes";

const lexical: LexicalTable = { ...slashComments, strings: [tripleQuoted, doubleQuoted, singleQuoted] };

/** Java. `getenv` alone is the one that was imported statically. */
export const java = getterLanguage({
  ...jvmGuards,
  id: "java",
  languageIds: ["java"],
  fileNames: [".java"],
  lexical,
  idioms: [...systemGetenv, ["read", "getenv(NAME)"]],
  aliases: variables(["WORD = System.getenv()"], lexical),
  accessor: (name) => `System.getenv("${name}")`,
});
