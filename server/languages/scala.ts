import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import { jvmGuards, systemGetenv } from "./jvm";
import type { LexicalTable, StringForm } from "./lexicalTable";
import { character, opaque } from "./readers";
import { doubleQuoted, nestedSlashComments } from "./syntaxes";

const block: StringForm = { open: '"""', close: '"""', escape: "none", multiline: true };

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: [block, doubleQuoted],
  readers: { "'": character, "`": opaque(/`[^`\n]*`/y) },
  prefixed: (prefix, lexer) => {
    if (!/^(?:s|f|raw)$/.test(prefix)) return undefined;
    if (lexer.startsWith('"""')) return { ...block, hole: "${" };
    return lexer.startsWith('"') ? { ...doubleQuoted, hole: "${" } : undefined;
  },
};

/** Scala, with its own view on the environment. */
export const scala = getterLanguage({
  ...jvmGuards,
  id: "scala",
  languageIds: ["scala"],
  fileNames: [".scala", ".sbt", ".sc"],
  lexical,
  idioms: [
    ...systemGetenv,
    ...["sys", "scala.sys"].flatMap(
      (sys) =>
        [
          ["read", `${sys}.env(NAME)`],
          ["optional", `${sys}.env.get(NAME)`],
          ["optional", `${sys}.env.getOrElse(NAME`],
          ["exists", `${sys}.env.contains(NAME)`],
          ["exists", `${sys}.env.isDefinedAt(NAME)`],
        ] as const,
    ),
    ["optional", "Properties.envOrElse(NAME"],
    ["optional", "Properties.envOrNone(NAME"],
    ["optional", "Properties.envOrSome(NAME"],
  ],
  aliases: variables(["WORD = sys.env"], lexical),
  accessor: (name) => `sys.env("${name}")`,
});
