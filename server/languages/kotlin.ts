import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import { gradleProviders, jvmGuards, systemGetenv } from "./jvm";
import type { LexicalTable } from "./lexicalTable";
import { opaque } from "./readers";
import { nestedSlashComments, singleQuoted } from "./syntaxes";

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: [
    { open: '"""', close: '"""', escape: "none", multiline: true, hole: "${" },
    { open: '"', close: '"', escape: "backslash", multiline: false, hole: "${" },
    singleQuoted,
  ],
  readers: { "`": opaque(/`[^`\n]*`/y) },
};

/** Kotlin, build scripts of Gradle included. `getenv` alone is the one that was imported. */
export const kotlin = getterLanguage({
  ...jvmGuards,
  id: "kotlin",
  languageIds: ["kotlin", "kotlinscript"],
  fileNames: [".kt", ".kts"],
  lexical,
  idioms: [...systemGetenv, ...gradleProviders, ["read", "getenv(NAME)"]],
  aliases: variables(["WORD = System.getenv()", "WORD: Map<String, String> = System.getenv()"], lexical),
  accessor: (name) => `System.getenv("${name}")`,
});
