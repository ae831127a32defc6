import type { Lexer } from "../lexer";
import type { LexicalTable, StringForm } from "../lexicalTable";
import { Spellings } from "../spellings";
import { tokenKind } from "../tokens";
import { readMarkup } from "./markup";
import { isOperandExpected } from "./operand";
import { configuringWords } from "./libraryReads";
import { globals, modules } from "./things";
import { workerWords } from "./workers";
import { doubleQuoted, longQuoted, singleQuoted, slashComments } from "../syntaxes";

const strings: readonly StringForm[] = [doubleQuoted, singleQuoted, longQuoted("`", { hole: "${" })];

const common: LexicalTable = {
  ...slashComments,
  strings,
  wordCharacters: "$",
  reach: 4_000,
  watched: new Spellings([...globals.keys(), ...modules.keys(), "import", workerWords, configuringWords].join(" ")),
};

/** TypeScript without markup: `<T>value` is an assertion. */
export const typescriptTable: LexicalTable = { ...common, readers: { "/": readRegularExpression, "#": readHashbang } };

/** JavaScript and TSX, where `<` at the start of an expression opens markup. */
export const markupTable: LexicalTable = {
  ...common,
  readers: { "/": readRegularExpression, "#": readHashbang, "<": readMarkup },
};

/** `/…/flags` where an operand is expected; elsewhere `/` divides. */
function readRegularExpression(lexer: Lexer): boolean {
  if (!isOperandExpected(lexer.tokens)) return false;
  const stop = findRegularExpressionEnd(lexer);
  if (stop < 0) return false;
  lexer.tokens.add(tokenKind.opaque, lexer.position, stop);
  lexer.position = stop;
  return true;
}

function findRegularExpressionEnd({ text, position, end }: Lexer): number {
  let inClass = false;
  for (let offset = position + 1; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10) return -1;
    if (code === 92) offset++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === 47 && !inClass) return skipFlags(text, offset + 1);
  }
  return -1;
}

function skipFlags(text: string, from: number): number {
  let offset = from;
  while (/[a-z]/.test(text.charAt(offset))) offset++;
  return offset;
}

function readHashbang(lexer: Lexer): boolean {
  if (lexer.position !== 0 || !lexer.startsWith("#!")) return false;
  lexer.position = lexer.lineEnd(0);
  return true;
}
