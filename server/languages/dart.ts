import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import type { LexicalTable, StringForm } from "./lexicalTable";
import { doubleQuoted, longQuoted, nestedSlashComments, singleQuoted, tripleQuoted } from "./syntaxes";

const quotes: readonly StringForm[] = [tripleQuoted, longQuoted("'''"), doubleQuoted, singleQuoted];

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: quotes.map((form) => ({ ...form, hole: "${" })),
  prefixed: (prefix, lexer) => {
    const form = prefix === "r" ? quotes.find(({ open }) => lexer.startsWith(open)) : undefined;
    return form && { ...form, escape: "none" };
  },
};

/** Dart, at run time and at compile time. */
export const dart = getterLanguage({
  id: "dart",
  fileNames: ".dart",
  lexical,
  idioms: [
    "exists Platform.environment.containsKey(NAME)",
    "read Platform.environment[NAME]",
    "read io.Platform.environment[NAME]",
    ...forEachOf(["String", "int"], ["optional *.fromEnvironment(NAME, defaultValue", "read *.fromEnvironment(NAME"]),
    "optional bool.fromEnvironment(NAME",
    "exists bool.hasEnvironment(NAME)",
    // https://pub.dev/packages/flutter_dotenv, https://pub.dev/packages/envied
    "read dotenv.env[NAME]",
    "optional dotenv.get(NAME, fallback",
    "read dotenv.get(NAME",
    "optional dotenv.maybeGet(NAME",
    "read EnviedField(varName: NAME",
  ],
  aliases: variables(["WORD = Platform.environment"], lexical),
  fallbacks: ["??", "?.", "== null", "!= null", ".isEmpty", ".isNotEmpty"],
  comparisons: "== !=",
  // The compiler says what it is and which libraries there are: `dart.library.io`.
  isBuiltIn: (name) => name.startsWith("dart."),
  before: ["null ==", "null !=", ", ?", "[?", ": ?"],
  variables: ["ANY WORD =", "ANY? WORD ="],
  definers: "*",
  accessor: "Platform.environment['NAME']",
});
