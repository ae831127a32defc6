import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import type { LexicalTable } from "./lexicalTable";
import { delimited } from "./readers";
import { doubleQuoted, nestedSlashComments, rawUntil, tripleQuoted } from "./syntaxes";

/** `#"text"#`, where a hole has as many `#`. */
const extended = delimited(/(#+)("""|")/y, ([, hashes = "", quotes = ""]) =>
  rawUntil(quotes + hashes, { multiline: quotes.length === 3, hole: `\\${hashes}(` }),
);

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: [
    { ...tripleQuoted, hole: "\\(" },
    { ...doubleQuoted, hole: "\\(" },
  ],
  readers: { "#": extended },
};

const environment = "ProcessInfo.processInfo.environment";

/** Swift. */
export const swift = getterLanguage({
  id: "swift",
  fileNames: ".swift",
  lexical,
  idioms: [
    `optional ${environment}[NAME, default`,
    `read ${environment}[NAME]`,
    `exists ${environment}.keys.contains(NAME)`,
    "read ProcessInfo().environment[NAME]",
    // In manifests of packages, and of Vapor
    "read Context.environment[NAME]",
    "read Environment.get(NAME)",
    "read getenv(NAME)",
    "write setenv(NAME",
    "delete unsetenv(NAME)",
  ],
  aliases: variables([`WORD = ${environment}`, `WORD: [String: String] = ${environment}`], lexical),
  fallbacks: ["??", "?.", "?", "== nil", "!= nil", ".map", ".flatMap"],
  comparisons: "== !=",
  before: ["let ANY =", "switch", "nil ==", "nil !="].flatMap((guard) =>
    guard.startsWith("let") ? [`if ${guard}`, `guard ${guard}`, `, ${guard}`] : [guard],
  ),
  variables: ["let", "var"].flatMap((word) => [`${word} WORD =`, `${word} WORD: ANY =`, `${word} WORD: ANY? =`]),
  definers: "func",
  accessor: 'ProcessInfo.processInfo.environment["NAME"]',
});
