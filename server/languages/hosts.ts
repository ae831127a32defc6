import { contextFrom } from "./context";
import { findInline, inlineCandidates } from "./inline";
import { lex } from "./lex";
import type { LexicalTable } from "./lexicalTable";
import { inlineAccessor } from "./plainText";
import type { Language, Reference } from "./reference";
import { longQuoted, quoted, rawUntil } from "./syntaxes";

/** Formats of data that only know inline references, in everything that is not a comment. */
interface HostTable {
  readonly id: string;
  readonly languageIds: readonly string[];
  readonly fileNames: readonly string[];
  readonly lexical: LexicalTable;
}

function host({ lexical, ...names }: HostTable): Language {
  const references = (text: string): readonly Reference[] => {
    const candidates = inlineCandidates(text);
    if (candidates.length === 0) return [];
    const tokens = lex(text, lexical);
    return findInline(text, (start, end) => tokens.isString(start, end), candidates);
  };
  const common = { needles: [], inline: true, references, accessor: inlineAccessor };
  return { ...names, ...common, contextAt: contextFrom(references) };
}

/** JSON, with or without comments. */
export const json = host({
  id: "json",
  languageIds: ["json", "jsonc", "jsonl", "json5", "snippets"],
  fileNames: [".json", ".jsonc", ".json5", ".jsonl", ".code-workspace"],
  lexical: {
    lineComments: ["//"],
    blockComments: [{ open: "/*", close: "*/" }],
    strings: [quoted('"'), quoted("'")],
  },
});

/** TOML. */
export const toml = host({
  id: "toml",
  languageIds: ["toml"],
  fileNames: [".toml"],
  lexical: {
    lineComments: ["#"],
    strings: [longQuoted('"""'), rawUntil("'''", { open: "'''" }), quoted('"'), quoted("'", { escape: "none" })],
  },
});
