import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import { jvmGuards, processBuilder, systemGetenv } from "./jvm";
import type { LexicalTable, StringForm } from "./lexicalTable";
import { character, opaque } from "./readers";
import { doubleQuoted, nestedSlashComments, rawUntil } from "./syntaxes";

const block: StringForm = rawUntil('"""', { open: '"""' });

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
  fileNames: ".scala .sbt .sc",
  lexical,
  idioms: [
    ...systemGetenv,
    ...processBuilder,
    ...forEachOf(
      ["sys", "scala.sys"],
      [
        "read *.env(NAME)",
        "optional *.env.get(NAME)",
        "optional *.env.getOrElse(NAME",
        "exists *.env.contains(NAME)",
        "exists *.env.isDefinedAt(NAME)",
      ],
    ),
    ...forEachOf(
      ["", "util.", "scala.util."],
      ["Else", "None", "Some"].map((end) => `optional *Properties.envOr${end}(NAME` as const),
    ),
  ],
  failing: "env",
  aliases: variables(["WORD = sys.env"], lexical),
  variables: ["val WORD =", "var WORD =", "val WORD: ANY ="],
  definers: "def",
  accessor: 'sys.env("NAME")',
});
