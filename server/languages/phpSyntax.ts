import { heredocStart, heredocTexts } from "./heredocs";
import type { Lexer } from "./lexer";
import type { LexicalTable } from "./lexicalTable";
import { firstOf, skipped } from "./readers";
import { longQuoted } from "./syntaxes";

/** How PHP is read: code stands between `<?php` and `?>`, and everything else is markup. */
export const phpSyntax: LexicalTable = {
  blockComments: [{ open: "/*", close: "*/" }],
  strings: [longQuoted('"'), longQuoted("'")],
  start: skipMarkup,
  readers: {
    "?": (lexer) => lexer.startsWith("?>") && endCode(lexer),
    "/": (lexer) => lexer.startsWith("//") && skipLineComment(lexer),
    "#": firstOf(skipped(/#\[/y), skipLineComment),
    "<": heredocStart(/<<<[ \t]*(["']?)([A-Za-z_]\w*)\1/y, ([, quote, delimiter = ""]) => ({
      delimiter,
      isIndented: true,
      isFilledIn: quote !== "'",
    })),
    "\n": heredocTexts,
  },
};

/** A comment ends with its line, or before `?>`. */
function skipLineComment(lexer: Lexer): boolean {
  const lineEnd = lexer.lineEnd(lexer.position);
  const close = lexer.text.slice(lexer.position, lineEnd).indexOf("?>");
  lexer.position = close < 0 ? lineEnd : lexer.position + close;
  return true;
}

function endCode(lexer: Lexer): true {
  lexer.position += 2;
  return skipMarkup(lexer);
}

/** Passes over markup up to the next code. A piece of code without an opening (somebody is pasting) is code. */
function skipMarkup(lexer: Lexer): true {
  const isPiece = lexer.position === 0 && !lexer.text.includes("<?");
  if (isPiece) lexer.missed();
  else lexer.position = Math.min(lexer.end, lexer.find("<?", lexer.position) + 2);
  return true;
}
