import { heredocStart, heredocTexts } from "./heredocs";
import type { Lexer } from "./lexer";
import type { LexicalTable, Reader } from "./lexicalTable";
import { isAtLineStart, opaque } from "./readers";
import { tokenKind } from "./tokens";

/** How Perl is read. */
export const perlSyntax: LexicalTable = {
  lineComments: ["#"],
  strings: [
    { open: '"', close: '"', escape: "backslash", multiline: true },
    { open: "'", close: "'", escape: "backslash", multiline: true },
    { open: "`", close: "`", escape: "backslash", multiline: true },
  ],
  readers: {
    "=": skipDocumentation,
    // `$#list`, `$"`, `$'` and the other variables that are named by a mark
    $: opaque(/\$(?:#[{$]?|["'`/\\;,.!@&%(<>)[\]](?![\w{]))/y),
    "/": readExpression,
    "<": heredocStart(/<<(~?)(?:(["'])([^"'\n]*)\2|([A-Za-z_]\w*))/y, ([, tilde, quote, quoted, bare]) => ({
      delimiter: quoted ?? bare ?? "",
      isIndented: tilde === "~",
      isFilledIn: quote !== "'",
    })),
    "\n": heredocTexts,
  },
  words: new Map<string, Reader>([
    ...["__END__", "__DATA__"].map((word) => [word, skipRest] as const),
    ...["q", "qw"].map((word) => [word, (lexer: Lexer) => readQuoted(lexer, tokenKind.literal)] as const),
    ...["qq", "qx", "m", "qr"].map((word) => [word, (lexer: Lexer) => readQuoted(lexer, tokenKind.piece)] as const),
    ...["s", "tr", "y"].map((word) => [word, readReplacement] as const),
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

const wordsBeforeOperands = "if unless and or not split grep map return when x lt gt le ge eq ne while until push join";
const operandWords = new Set(wordsBeforeOperands.split(" "));

/** `/…/` where an operand is expected, on one line; elsewhere `/` divides. */
function readExpression(lexer: Lexer): boolean {
  const { tokens, text, position } = lexer;
  const last = tokens.count - 1;
  const kind = tokens.kind(last);
  const isOperand = kind === tokenKind.word ? !operandWords.has(tokens.spelling(last)) : isValueEnd(kind);
  if (isOperand || tokens.is(last, "}")) return false;
  const match = /^\/(?:\\.|[^\\/\n])*\//.exec(text.slice(position, lexer.lineEnd(position)));
  if (match === null) return false;
  tokens.add(tokenKind.piece, position + 1, position + match[0].length - 1);
  lexer.position += match[0].length;
  return true;
}

function isValueEnd(kind: number): boolean {
  return (
    kind === tokenKind.close || kind === tokenKind.literal || kind === tokenKind.piece || kind === tokenKind.opaque
  );
}

/** `q(…)` and its like. */
function readQuoted(lexer: Lexer, kind: number): boolean {
  const open = delimiterOf(lexer);
  if (open < 0) return false;
  readPart(lexer, open, kind);
  return true;
}

/** `s/…/…/`: two parts, each with delimiters of its own when they are brackets. */
function readReplacement(lexer: Lexer): boolean {
  const open = delimiterOf(lexer);
  if (open < 0) return false;
  const isBracket = closers.has(lexer.text.charAt(open));
  readPart(lexer, open, tokenKind.piece);
  const next = isBracket ? skipSpace(lexer.text, lexer.position) : lexer.position - 1;
  readPart(lexer, next, tokenKind.piece);
  return true;
}

const closers: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["<", ">"],
]);

/** Where the delimiter stands, or -1 when the word is something else: a key, a method, a variable. */
function delimiterOf({ text, position, tokens }: Lexer): number {
  const last = tokens.count - 1;
  if (tokens.isAny(last, ["->", "sub"]) || isSigil(text, position)) return -1;
  const open = skipSpace(text, position);
  const delimiters = open === position ? `/{([<|!#~"'@%^,` : "/{([<|";
  const isKey = tokens.is(last, "{") && text.charAt(open) === "}";
  return delimiters.includes(text.charAt(open)) && text.charAt(open) !== "" && !isKey ? open : -1;
}

/** Whether `$`, `@`, `%`, `&` or `-` stands right before the word that ends at `end`. */
function isSigil(text: string, end: number): boolean {
  let start = end;
  while (/\w/.test(text.charAt(start - 1))) start--;
  return /[$@%&-]/.test(text.charAt(start - 1));
}

function skipSpace(text: string, from: number): number {
  let offset = from;
  while (/\s/.test(text.charAt(offset))) offset++;
  return offset;
}

/** Reads from the delimiter at `open` to the one that closes it; brackets may be nested. */
function readPart(lexer: Lexer, open: number, kind: number): void {
  const { text, end } = lexer;
  const opener = text.charCodeAt(open);
  const closer = (closers.get(text.charAt(open)) ?? text.charAt(open)).charCodeAt(0);
  let depth = 1;
  let offset = open + 1;
  for (; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 92) offset++;
    else if (code === closer && --depth === 0) break;
    else if (code === opener && opener !== closer) depth++;
  }
  const stop = Math.min(offset, end);
  lexer.tokens.add(kind, Math.min(open + 1, end), stop);
  lexer.position = Math.min(stop + 1, end);
}
