import { variables } from "./aliases";
import { getterLanguage } from "./getters";
import type { Lexer } from "./lexer";
import type { LexicalTable } from "./lexicalTable";
import { delimited, firstOf, skipped } from "./readers";
import { doubleQuoted, rawUntil, singleQuoted } from "./syntaxes";

/** `[[text]]`, `[==[text]==]` */
const longString = delimited(/\[(=*)\[/y, ([, level = ""]) => rawUntil(`]${level}]`));

/** `--[[text]]`, `--[==[text]==]` */
function readLongComment(lexer: Lexer): boolean {
  const opening = /^--\[(=*)\[/.exec(lexer.text.slice(lexer.position, lexer.position + 20));
  if (opening === null) return false;
  const close = `]${opening[1] ?? ""}]`;
  lexer.position = Math.min(lexer.end, lexer.find(close, lexer.position) + close.length);
  return true;
}

const lexical: LexicalTable = {
  strings: [doubleQuoted, singleQuoted],
  readers: { "-": firstOf(readLongComment, skipped(/--[^\n]*/y)), "[": longString },
};

/** Lua. */
export const lua = getterLanguage({
  id: "lua",
  languageIds: "lua luau",
  fileNames: ".lua .luau .rockspec",
  lexical,
  idioms: [
    "read os.getenv(NAME)",
    "read os.getenv NAME",
    "read vim.env.WORD",
    "read vim.env[NAME]",
    "optional vim.fn.getenv(NAME)",
  ],
  aliases: variables(["local WORD = os.getenv"], lexical),
  fallbacks: ["or", "and", "== nil", "~= nil"],
  comparisons: "== ~=",
  demands: ["or error("],
  before: ["not", "nil =="],
  conditions: "if elseif while until",
  variables: ["local WORD ="],
  functions: "function",
  isScript: true,
  definers: "function",
  accessor: 'os.getenv("NAME")',
});
