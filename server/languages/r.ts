import { getterLanguage } from "./getters";
import type { Lexer } from "./lexer";
import type { StringForm } from "./lexicalTable";
import { opaque } from "./readers";
import { closerOf, longQuoted, rawUntil } from "./syntaxes";

/** `r"(text)"`, `R"---[text]---"` */
function rawString(prefix: string, { text, position }: Lexer): StringForm | undefined {
  const opening = /^r$/i.test(prefix) ? /^(["'])(-*)([([{])/.exec(text.slice(position, position + 20)) : null;
  if (opening === null) return undefined;
  const [open, quote = "", dashes = "", bracket = ""] = opening;
  return rawUntil((closerOf.get(bracket) ?? "") + dashes + quote, { open });
}

/** R. */
export const r = getterLanguage({
  id: "r",
  fileNames: ".r .rprofile",
  lexical: {
    lineComments: ["#"],
    strings: [longQuoted('"'), longQuoted("'")],
    wordCharacters: ".",
    readers: { "`": opaque(/`[^`\n]*`/y) },
    prefixed: rawString,
  },
  idioms: [
    "optional Sys.getenv(NAME,",
    "read Sys.getenv(NAME)",
    "read base::Sys.getenv(NAME",
    "read Sys.getenv()[NAME]",
    "read Sys.getenv()[[NAME]]",
    "read Sys.getenv(x = NAME",
    "read Sys.getenv(c(EACH NAME",
    "write Sys.setenv(EACH WORD =",
    "write Sys.setenv(EACH NAME =",
    "delete Sys.unsetenv(NAME",
    "delete Sys.unsetenv(c(EACH NAME",
  ],
  fallbacks: ['== ""', '!= ""', "%||%", "%in%"],
  through: ["tolower(", "toupper("],
  comparisons: "== !=",
  before: ["nzchar(", "nchar(", "switch(", "is.na(", "identical(", "isTRUE(", "isTRUE(as.logical(", "!"],
  variables: ["WORD <-", "WORD ="],
  functions: "function",
  accessor: 'Sys.getenv("NAME")',
});
