import { inlineLanguage } from "./inlineLanguage";
import { lex } from "./lex";
import type { LexicalTable } from "./lexicalTable";
import { doubleQuoted, rawUntil, singleQuoted, slashComments, tripleQuoted } from "./syntaxes";

/** In formats of data, all strings are text. */
function inStrings(lexical: LexicalTable) {
  return (text: string) => {
    const tokens = lex(text, lexical);
    return (start: number, end: number): boolean => tokens.isString(start, end);
  };
}

/** JSON, with or without comments. */
export const json = inlineLanguage({
  id: "json",
  languageIds: "json jsonc jsonl json5 snippets",
  fileNames: ".json .jsonc .json5 .jsonl .code-workspace",
  isTextIn: inStrings({ ...slashComments, strings: [doubleQuoted, singleQuoted] }),
});

/** TOML. */
export const toml = inlineLanguage({
  id: "toml",
  languageIds: "toml",
  fileNames: ".toml",
  isTextIn: inStrings({
    lineComments: ["#"],
    strings: [tripleQuoted, rawUntil("'''", { open: "'''" }), doubleQuoted, { ...singleQuoted, escape: "none" }],
  }),
});
