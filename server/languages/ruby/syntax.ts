import { heredocStart, heredocTexts } from "../heredocs";
import type { Lexer } from "../lexer";
import type { LexicalTable, Reader } from "../lexicalTable";
import { endsInValue, readQuotedText, readRegularExpression } from "../quoting";
import { delimited, firstOf, isAtLineStart, opaque } from "../readers";
import { Spellings } from "../spellings";
import { longQuoted } from "../syntaxes";
import { matchAt } from "../textPlaces";
import { tokenKind } from "../tokens";

/** How Ruby is read. */
export const rubySyntax: LexicalTable = {
  lineComments: ["#"],
  strings: [longQuoted('"', { hole: "#{" }), longQuoted("'"), longQuoted("`", { hole: "#{" })],
  readers: {
    "=": skipDocumentation,
    $: opaque(/\$[?$"'`/;,.:!@&+~=<>*\\]/y),
    "?": opaque(/(?<![$\w)\]}?!"'])\?(?:\\.|[^\s\w])(?!\w)/y),
    // The name of the method that runs commands.
    ":": opaque(/:`/y),
    "/": readExpression,
    "%": readPercent,
    "<": firstOf(
      heredocStart(/<<([~-])(?:(["'`])([^"'`\n]+)\2|([A-Za-z_]\w*))/y, ([, , quote, quoted, bare]) => ({
        delimiter: quoted ?? bare ?? "",
        isIndented: true,
        isFilledIn: quote !== "'",
        hole: "#{",
      })),
      heredocStart(/(?<![\w)\]])<<(["']?)([A-Z_][A-Z0-9_]*)\1/y, ([, quote, delimiter = ""]) => ({
        delimiter,
        isIndented: false,
        isFilledIn: quote !== "'",
        hole: "#{",
      })),
    ),
    "\n": heredocTexts,
  },
  words: new Map<string, Reader>([["__END__", skipRest]]),
};

/** Ruby in markup: code stands between `<%` and `%>`. */
export const templateSyntax: LexicalTable = {
  ...rubySyntax,
  start: skipMarkup,
  readers: {
    ...rubySyntax.readers,
    "%": firstOf(endCode, readPercent),
    "-": (lexer) => lexer.startsWith("-%>") && endCode(lexer),
  },
};

function endCode(lexer: Lexer): boolean {
  return /^-?%>/.test(lexer.text.slice(lexer.position, lexer.position + 3)) && skipMarkup(lexer);
}

/** Passes over markup and comments (`<%#`) up to the next code. */
function skipMarkup(lexer: Lexer): true {
  do lexer.position = Math.min(lexer.end, lexer.find("<%", lexer.position) + 2);
  while (lexer.startsWith("#"));
  if (lexer.startsWith("=")) lexer.position++;
  return true;
}

function skipRest(lexer: Lexer): boolean {
  if (lexer.text.charCodeAt(lexer.position - "__END__".length - 1) !== 10) return false;
  lexer.position = lexer.end;
  return true;
}

/** `=begin` … `=end` */
function skipDocumentation(lexer: Lexer): boolean {
  if (!isAtLineStart(lexer) || !lexer.startsWith("=begin")) return false;
  lexer.position = lexer.lineEnd(Math.min(lexer.end, lexer.find("\n=end", lexer.position) + 1));
  return true;
}

const operandWords = new Spellings(
  "if unless and or not when return while until elsif puts print in then do raise yield",
);

/** A regular expression, also as the first argument of a call without parentheses: `match /x/`. */
function readExpression(lexer: Lexer): boolean {
  const { text, position, tokens } = lexer;
  const isOperand = !endsInValue(tokens, operandWords);
  const isArgument = /\s/.test(text.charAt(position - 1)) && !/[\s=]/.test(text.charAt(position + 1));
  if (!isOperand && !(isArgument && tokens.isWord(tokens.count - 1))) return false;
  const line = text.slice(position, lexer.lineEnd(position));
  const isOpen = isOperand && !/^\/(?:\\.|[^\\/])*\//.test(line);
  const isLong = isOpen && (lexer.find("/", position + line.length) < lexer.end || lexer.missed());
  return isLong || /^\/(?:\\.|[^\\/])*#\{/.test(line) ? readFilledIn(lexer) : readRegularExpression(lexer);
}

/** Over several lines, or with holes. */
const readFilledIn = delimited(/\//y, () => longQuoted("/", { open: "", hole: "#{" }));

const percent = /%([wWiIqQrsx]?)([([{<|!/])/y;

/** `%w[a b]`, `%q(text)`, `%(text)` where an operand is expected; elsewhere `%` gives a rest. */
function readPercent(lexer: Lexer): boolean {
  const { tokens, text, position } = lexer;
  const match = matchAt(percent, text, position);
  if (match === null) return false;
  const isArgument =
    /\s/.test(text.charAt(position - 1)) &&
    (match[1] !== "" ||
      (/^%[([{](?!\s)/.test(text.slice(position, position + 3)) && /^[a-z]/.test(tokens.spelling(tokens.count - 1))));
  if (!isArgument && endsInValue(tokens, operandWords)) return false;
  const form = match[1] ?? "";
  readQuotedText(lexer, percent.lastIndex - 1, {
    kind: /[wWiIrsx]/.test(form) ? tokenKind.piece : tokenKind.literal,
    hole: /[qwis]/.test(form) ? undefined : "#{",
  });
  return true;
}
