import type { Lexer } from "./lexer";
import type { Spellings } from "./spellings";
import { closerOf } from "./syntaxes";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** Reads a text from the delimiter at `open` to the one that closes it; brackets may be nested. Words stand for themselves. */
export function readQuotedText(lexer: Lexer, open: number, kind: number, isWords = false): void {
  const { text, end } = lexer;
  const opener = text.charCodeAt(open);
  const closer = (closerOf.get(text.charAt(open)) ?? text.charAt(open)).charCodeAt(0);
  let depth = 1;
  let offset = open + 1;
  for (; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 92) offset++;
    else if (code === closer && --depth === 0) break;
    else if (code === opener) depth++;
  }
  const stop = Math.min(offset, end);
  const start = Math.min(open + 1, end);
  for (const { index, 0: part } of text.slice(start, stop).matchAll(isWords ? /\S+/g : /^[^]*/g))
    lexer.tokens.add(kind, start + index, start + index + part.length);
  lexer.position = Math.min(stop + 1, end);
}

/** Whether the tokens so far end in a value, so that `/` divides and `%` takes the rest. */
export function endsInValue(tokens: Tokens, wordsBeforeOperands: Spellings): boolean {
  const last = tokens.count - 1;
  const kind = tokens.kind(last);
  if (kind === tokenKind.word) return !tokens.isOneOf(last, wordsBeforeOperands);
  return kind !== 0 && kind !== tokenKind.mark && kind !== tokenKind.open;
}

/** `/…/` on one line where an operand is expected. */
export function readRegularExpression(lexer: Lexer): boolean {
  const { text, position, tokens } = lexer;
  const match = /^\/(?:\\.|[^\\/\n])*\//.exec(text.slice(position, lexer.lineEnd(position)));
  if (match === null) return false;
  tokens.add(tokenKind.piece, position + 1, position + match[0].length - 1);
  lexer.position += match[0].length;
  return true;
}
