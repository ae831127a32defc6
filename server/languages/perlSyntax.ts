import { forWords } from "./groups";
import { heredocStart, heredocTexts } from "./heredocs";
import type { Lexer } from "./lexer";
import type { LexicalTable, Reader } from "./lexicalTable";
import type { Quoting } from "./quoting";
import { endsInValue, readQuotedText, readRegularExpression } from "./quoting";
import { isAtLineStart, opaque } from "./readers";
import { Spellings } from "./spellings";
import { tokenKind } from "./tokens";
import { closerOf, longQuoted } from "./syntaxes";

/** What is filled in: names are looked for in it. */
const part: Quoting = { kind: tokenKind.piece };

/** How Perl is read. */
export const perlSyntax: LexicalTable = {
  lineComments: ["#"],
  strings: [longQuoted('"'), longQuoted("'"), longQuoted("`")],
  readers: {
    "=": skipDocumentation,
    // `$#list`, `$"`, `$'` and the other variables that are named by a mark
    $: opaque(/\$(?:#[{$]?|["'`/\\;,.!@&%(<>)[\]$](?![\w{]))/y),
    "/": readExpression,
    "<": heredocStart(/<<(~?)(?:(["'])([^"'\n]*)\2|([A-Za-z_]\w*))/y, ([, tilde, quote, quoted, bare]) => ({
      delimiter: quoted ?? bare ?? "",
      isIndented: tilde === "~",
      isFilledIn: quote !== "'",
    })),
    "\n": heredocTexts,
  },
  words: new Map<string, Reader>([
    ...forWords("__END__ __DATA__", skipRest),
    ["q", (lexer) => readQuoted(lexer, { kind: tokenKind.literal })],
    ["qw", (lexer) => readQuoted(lexer, { kind: tokenKind.literal, isWords: true })],
    ...forWords("qq qx m qr", (lexer: Lexer) => readQuoted(lexer, part)),
    ...forWords("s tr y", readReplacement),
  ]),
};

function skipRest(lexer: Lexer): true {
  lexer.position = lexer.end;
  return true;
}

/** `=head1` … `=cut` */
function skipDocumentation(lexer: Lexer): boolean {
  if (!isAtLineStart(lexer) || !/[a-z]/.test(lexer.text.charAt(lexer.position + 1))) return false;
  lexer.position = lexer.lineEnd(lexer.find("\n=cut", lexer.position) + 1);
  return true;
}

const operandWords = new Spellings(
  "if unless and or not split grep map return when x lt gt le ge eq ne while until push join",
);

function readExpression(lexer: Lexer): boolean {
  const { tokens } = lexer;
  return !endsInValue(tokens, operandWords) && readRegularExpression(lexer);
}

/** `q(…)` and its like. */
function readQuoted(lexer: Lexer, quoting: Quoting): boolean {
  const open = delimiterOf(lexer);
  if (open < 0) return false;
  readQuotedText(lexer, open, quoting);
  return true;
}

/** `s/…/…/`: two parts, each with delimiters of its own when they are brackets. */
function readReplacement(lexer: Lexer): boolean {
  const open = delimiterOf(lexer);
  if (open < 0) return false;
  const isBracket = closerOf.has(lexer.text.charAt(open));
  readQuotedText(lexer, open, part);
  if (lexer.position >= lexer.end) return true;
  const next = isBracket ? skipSpace(lexer.text, lexer.position) : lexer.position - 1;
  readQuotedText(lexer, next, part);
  return true;
}

/** Where the delimiter stands, or -1 when the word is something else: a key, a method, a variable. */
function delimiterOf({ text, position, tokens }: Lexer): number {
  const last = tokens.count - 1;
  if (tokens.isAny(last, "-> sub") || isSigil(text, position)) return -1;
  const open = skipSpace(text, position);
  const delimiters = open === position ? `/{([<|!#~"'@%^,` : "/{([<|";
  return delimiters.includes(text.charAt(open)) && text.charAt(open) !== "" ? open : -1;
}

/** Whether `$`, `@`, `%`, `&` or `-` stands right before the word that ends at `end`. */
function isSigil(text: string, end: number): boolean {
  let start = end;
  while (/\w/.test(text.charAt(start - 1))) start--;
  return /[$@%&-]/.test(text.charAt(start - 1));
}

/** Less than the reach. */
const mostSpace = 90;

function skipSpace(text: string, from: number): number {
  let offset = from;
  while (offset < from + mostSpace && /\s/.test(text.charAt(offset))) offset++;
  return offset;
}
