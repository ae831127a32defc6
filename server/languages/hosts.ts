import { filledBySign, filledForServers, signsInJson, signsInToml } from "./filledIn";
import { inlineLanguage } from "./inlineLanguage";
import { lex } from "./lex";
import type { LexicalTable } from "./lexicalTable";
import { mayHoldAccessors } from "./prefilter";
import type { Language, Reference } from "./reference";
import { doubleQuoted, rawUntil, singleQuoted, slashComments, tripleQuoted } from "./syntaxes";

/** In formats of data, all strings are text, and variables of the environment are filled in there. */
function inStrings(lexical: LexicalTable, needles: Language["needles"]) {
  const table = { ...lexical, reach };
  const isTextIn = (text: string, editedAt?: number) => {
    const tokens = lex(text, table, editedAt);
    return (start: number, end: number): boolean => tokens.isString(start, end);
  };
  const find = (text: string, editedAt?: number): readonly Reference[] => {
    if (!mayHoldAccessors(text, { needles })) return [];
    const servers = text.includes(serverList) ? filledForServers(text, 0, text.length) : [];
    const found = [...servers, ...filledBySign(text)];
    if (found.length === 0) return [];
    const isText = isTextIn(text, editedAt);
    return found.filter(({ start, end }) => isText(start, end));
  };
  return { isTextIn, filledIn: { needles, find } };
}

/** A quote or a comment is told by no more than three characters. */
const reach = 10;

/** What lists servers of the Model Context Protocol. */
const serverList = '"mcpServers"';

/** JSON, with or without comments. */
export const json = inlineLanguage({
  id: "json",
  languageIds: "json jsonc jsonl json5 snippets",
  fileNames: ".json .jsonc .json5 .jsonl .code-workspace",
  ...inStrings({ ...slashComments, strings: [doubleQuoted, singleQuoted] }, [...signsInJson, [serverList, "${"]]),
});

/** TOML. */
export const toml = inlineLanguage({
  id: "toml",
  languageIds: "toml",
  fileNames: ".toml",
  ...inStrings(
    {
      lineComments: ["#"],
      strings: [tripleQuoted, rawUntil("'''", { open: "'''" }), doubleQuoted, { ...singleQuoted, escape: "none" }],
    },
    signsInToml,
  ),
});
