import { imported, variables } from "./aliases";
import { getterLanguage } from "./getters";
import {
  cdimascioDotenv,
  cdimascioVariables,
  springEnvironment,
  filledFields,
  jvmGuards,
  processBuilder,
  systemGetenv,
} from "./jvm";
import type { LexicalTable } from "./lexicalTable";
import { doubleQuoted, singleQuoted, slashComments, tripleQuoted } from "./syntaxes";

const lexical: LexicalTable = { ...slashComments, strings: [tripleQuoted, doubleQuoted, singleQuoted] };

const mapVariables = variables(["WORD = System.getenv()", "WORD = ANY.environment()", ...cdimascioVariables], lexical);
const importedGetenv = imported(
  ["getenv"],
  ["import static java.lang.System.getenv;", "import static java.lang.System.*;"],
  lexical,
);

/** Java. `getenv` alone is the one that was imported statically. */
export const java = getterLanguage({
  ...jvmGuards,
  id: "java",
  fileNames: ".java",
  lexical,
  idioms: [...systemGetenv, ...cdimascioDotenv, ...springEnvironment, ...processBuilder, "read getenv(NAME)"],
  aliases: (tokens) => [...mapVariables(tokens), ...importedGetenv(tokens)],
  variables: ["ANY WORD ="],
  definers: "*",
  fields: filledFields,
  accessor: 'System.getenv("NAME")',
});
