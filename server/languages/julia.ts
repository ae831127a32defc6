import { getterLanguage } from "./getters";
import { character, firstOf, opaque } from "./readers";
import { longQuoted, tripleQuoted } from "./syntaxes";

/** Julia, where a quote behind a value transposes it. */
export const julia = getterLanguage({
  id: "julia",
  fileNames: ".jl",
  lexical: {
    blockComments: [{ open: "#=", close: "=#", nested: true }],
    lineComments: ["#"],
    strings: [{ ...tripleQuoted, hole: "$(" }, longQuoted('"', { hole: "$(" })],
    readers: {
      "'": (lexer) => !/[\w)\]}'.]/.test(lexer.text.charAt(lexer.position - 1)) && character(lexer),
      "`": firstOf(opaque(/`[^`]*`/y), (lexer) => lexer.missed()),
    },
  },
  idioms: [
    "read ENV[NAME]",
    "optional get(ENV, NAME",
    "optional get!(ENV, NAME",
    "exists haskey(ENV, NAME)",
    "delete delete!(ENV, NAME)",
    "delete pop!(ENV, NAME",
    "exists NAME in keys(ENV)",
    "read Base.ENV[NAME]",
    "write withenv(EACH NAME =>",
  ],
  // What asks here are functions; the word says that blocks end with one.
  conditions: "until",
  failing: "ENV",
  variables: ["WORD ="],
  functions: "function",
  definers: "function",
  accessor: 'ENV["NAME"]',
});
