import type { Alias } from "./aliases";
import { getterLanguage } from "./getters";
import { forEachOf } from "./idioms";
import type { LexicalTable } from "./lexicalTable";
import { character } from "./readers";
import { importedNames } from "./rustImports";
import { longQuoted, nestedSlashComments, rawUntil } from "./syntaxes";
import type { Tokens } from "./tokens";

const lexical: LexicalTable = {
  ...nestedSlashComments,
  strings: [longQuoted('"')],
  readers: { "'": character },
  prefixed: (prefix, lexer) => {
    if (/^[bc]$/.test(prefix) && lexer.startsWith('"')) return longQuoted('"');
    const hashes = /^[bc]?r$/.test(prefix)
      ? /#*(?=")/y.exec(lexer.text.slice(lexer.position, lexer.position + 20))
      : null;
    if (hashes === null) return undefined;
    return rawUntil(`"${hashes[0]}`, { open: `${hashes[0]}"` });
  },
};

/** Rust, inside macros too. */
export const rust = getterLanguage({
  id: "rust",
  fileNames: ".rs",
  lexical,
  idioms: [
    ...forEachOf(
      ["env::", "std::env::", "::std::env::"],
      ["read *var(NAME", "read *var_os(NAME", "write *set_var(NAME", "delete *remove_var(NAME"],
    ),
    ...forEachOf(["", "std::", "core::"], ["read *env!(NAME", "optional *option_env!(NAME"]),
    "read dotenvy::var(NAME",
    "read dotenv::var(NAME",
    // Failing to compile without: https://docs.rs/dotenvy_macro
    ...forEachOf(["dotenv", "dotenvy_macro::dotenv", "dotenv_codegen::dotenv"], ["read *!(NAME"]),
    // https://docs.rs/shuttle-runtime/latest/shuttle_runtime/struct.SecretStore.html
    ...forEachOf(["secrets", "secret_store"], ["read *.get(NAME) WITH SecretStore"]),
    // An argument that may come from a variable: https://docs.rs/clap/latest/clap/struct.Arg.html#method.env
    "optional .env(NAME) WITH clap",
    // What a child process is handed: https://doc.rust-lang.org/std/process/struct.Command.html
    "write .env(NAME,",
    "write .envs([EACH (NAME,",
    "delete .env_remove(NAME)",
  ],
  // The same as attributes, docs.rs/clap/latest/clap/_derive: without those that have no default and are no `Option`, nothing starts.
  fields: [
    // https://docs.rs/envconfig
    {
      needle: "envconfig(",
      pattern:
        /#\[envconfig\([^[\]]*\bprefix\s*=|#\[envconfig\((?:(?![^[\]]*\bdefault\b|[^[\]]*\)\](?:\s*(?:#\[[^[\]]*\]|\/\/.*)){0,9}[\w\s()]*:\s*[\w:]*\bOption\b)|(?<spared>))\s*from\s*=\s*"(?<name>[A-Z][A-Z\d_]*)"/g,
    },
    {
      needle: 'env = "',
      pattern:
        /#\[(?:arg|clap|structopt)\((?:(?!(?:[^[\]]*\b(?:default_|required))|[^[\]]*\)\](?:\s*(?:#\[[^[\]]*\]|\/\/.*)){0,9}[\w\s()]*:\s*[\w:]*\b(?:Option|Vec|bool)\b)(?=[^[\]]*\)\])|(?<spared>))[^[\]]*?\benv\s*=\s*"(?<name>[A-Z][A-Z\d_]*)(?=")/g,
    },
  ],
  aliases: (tokens: Tokens): readonly Alias[] => importedNames(tokens, "std::env"),
  fallbacks:
    `unwrap_or unwrap_or_else unwrap_or_default is_ok is_err is_ok_and ok or_else map_or map_or_else is_some is_none
    is_some_and or is_none_or`
      .split(/\s+/)
      .map((method) => `.${method}(`)
      .concat(["Ok(", "Err(", "Some("].flatMap((value) => [`== ${value}`, `!= ${value}`])),
  demands: [".ok().unwrap()", ".ok().expect(", ".ok().ok_or"],
  carriers: [".map(", ".and_then(", ".as_deref(", ".as_ref(", ".filter(", ".map_err(", ".into_string("],
  before: ["let Ok(ANY) =", "let Ok(mut ANY) =", "let Err(ANY) =", "let Some(ANY) =", "match", "matches!("],
  failing: "!",
  variables: ["let WORD =", "let mut WORD ="],
  definers: "fn",
  accessor: 'std::env::var("NAME")',
});
