import { imported, variables } from "./aliases";
import { getterLanguage } from "./getters";
import {
  cdimascioDotenv,
  cdimascioVariables,
  springEnvironment,
  filledFields,
  gradleProviders,
  jvmGuards,
  processBuilder,
  systemGetenv,
} from "./jvm";
import type { LexicalTable } from "./lexicalTable";
import { opaque } from "./readers";
import { nestedSlashComments, quoted, rawUntil, singleQuoted } from "./syntaxes";

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: [rawUntil('"""', { open: '"""', hole: "${" }), quoted('"', { hole: "${" }), singleQuoted],
  readers: { "`": opaque(/`[^`\n]*`/y) },
};

const mapVariables = variables(
  [
    "WORD = System.getenv()",
    "WORD = ANY.environment()",
    "WORD: Map<String, String> = System.getenv()",
    ...cdimascioVariables,
  ],
  lexical,
);
const importedGetenv = imported(
  ["getenv"],
  ["java.lang.System", "platform.posix"].flatMap((owner) => [`import ${owner}.getenv`, `import ${owner}.*`]),
  lexical,
);

/** Kotlin, build scripts of Gradle included. `getenv` alone is the one that was imported. */
export const kotlin = getterLanguage({
  ...jvmGuards,
  id: "kotlin",
  languageIds: "kotlin kotlinscript",
  fileNames: ".kt .kts",
  lexical,
  idioms: [
    ...systemGetenv,
    ...cdimascioDotenv,
    ...springEnvironment,
    ...processBuilder,
    ...gradleProviders,
    "read getenv(NAME)",
  ],
  conditions: "when",
  aliases: (tokens) => [...mapVariables(tokens), ...importedGetenv(tokens)],
  variables: ["val", "var"].flatMap((word) => [`${word} WORD =`, `${word} WORD: ANY =`, `${word} WORD: ANY? =`]),
  definers: "fun",
  fields: filledFields,
  accessor: 'System.getenv("NAME")',
});
