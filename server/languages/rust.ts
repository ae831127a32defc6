import type { Alias } from "./aliases";
import { getterLanguage } from "./getters";
import type { LexicalTable } from "./lexicalTable";
import { character } from "./readers";
import { importedNames } from "./rustImports";
import { nestedSlashComments } from "./syntaxes";
import type { Tokens } from "./tokens";

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: [{ open: '"', close: '"', escape: "backslash", multiline: true }],
  readers: { "'": character },
  prefixed: (prefix, lexer) => {
    if (/^[bc]$/.test(prefix) && lexer.startsWith('"'))
      return { open: '"', close: '"', escape: "backslash", multiline: true };
    const hashes = /^[bc]?r$/.test(prefix)
      ? /#*(?=")/y.exec(lexer.text.slice(lexer.position, lexer.position + 20))
      : null;
    if (hashes === null) return undefined;
    return { open: `${hashes[0]}"`, close: `"${hashes[0]}`, escape: "none", multiline: true };
  },
};

/** Rust, inside macros too. */
export const rust = getterLanguage({
  id: "rust",
  languageIds: ["rust"],
  fileNames: [".rs"],
  lexical,
  idioms: [
    ...["env::", "std::env::"].flatMap(
      (path) =>
        [
          ["read", `${path}var(NAME`],
          ["read", `${path}var_os(NAME`],
          ["write", `${path}set_var(NAME`],
          ["delete", `${path}remove_var(NAME`],
        ] as const,
    ),
    ...["", "std::", "core::"].flatMap(
      (path) =>
        [
          ["read", `${path}env!(NAME`],
          ["optional", `${path}option_env!(NAME`],
        ] as const,
    ),
    ["read", "dotenvy::var(NAME"],
    ["read", "dotenv::var(NAME"],
  ],
  aliases: (tokens: Tokens): readonly Alias[] => importedNames(tokens, "std::env"),
  fallbacks: [
    "unwrap_or(",
    "unwrap_or_else(",
    "unwrap_or_default(",
    "is_ok(",
    "is_err(",
    "is_ok_and(",
    "ok(",
    "or_else(",
  ]
    .concat(["map_or(", "map_or_else(", "is_some(", "is_none(", "is_some_and(", "or(", "is_none_or("])
    .map((method) => `.${method}`),
  demands: [".ok().unwrap()", ".ok().expect(", ".ok().ok_or"],
  carriers: [".map(", ".and_then(", ".as_deref(", ".as_ref(", ".filter(", ".map_err(", ".into_string("],
  before: ["let Ok(ANY) =", "let Ok(mut ANY) =", "let Err(ANY) =", "let Some(ANY) =", "match"],
  accessor: (name) => `std::env::var("${name}")`,
});
