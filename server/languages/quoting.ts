import { kept } from "./groups";
import type { Lexer } from "./lexer";
import type { Spellings } from "./spellings";
import { closerOf } from "./syntaxes";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** What a text between delimiters of its own choice is. */
export interface Quoting {
  /** What it is as a whole: what stands around a hole is a piece. */
  readonly kind: number;
  /** Its words stand for themselves. */
  readonly isWords?: boolean;
  /** What starts an expression in it. */
  readonly hole?: string | undefined;
}

/** Reads a text from the delimiter at `open` to the one that closes it; brackets may be nested. One that nothing closes has run away. */
export function readQuotedText(lexer: Lexer, open: number, quoting: Quoting): void {
  lexer.position = Math.min(open + 1, lexer.end);
  readOn(lexer, lexer.text.charAt(open), 1, quoting);
}

/** Reads on to a hole or the end, where so many of the text's own brackets are open. */
function readOn(lexer: Lexer, opener: string, depth: number, { kind, isWords = false, hole }: Quoting): void {
  const { text, end, position: start, tokens } = lexer;
  const closer = closerOf.get(opener) ?? opener;
  let offset = start;
  for (; offset < end; offset++) {
    const character = text.charAt(offset);
    if (character === "\\") offset++;
    else if (character === closer && --depth === 0) break;
    else if (character === opener) depth++;
    else if (hole !== undefined && depth < mostDepth && text.startsWith(hole, offset)) {
      tokens.add(tokenKind.piece, start, offset);
      lexer.position = offset;
      lexer.open(offset + hole.length, resumeIn(opener, depth, hole));
      return;
    }
  }
  const stop = Math.min(offset, end);
  if (stop === end) tokens.runaways++;
  for (const { index, 0: part } of text.slice(start, stop).matchAll(isWords ? /\S+/g : /^[^]*/g))
    tokens.add(kind, start + index, start + index + part.length);
  lexer.position = Math.min(stop + 1, end);
}

/** A text with more brackets around a hole is no program. */
const mostDepth = 50;

const resumes = new Map<string, (lexer: Lexer) => void>();

/** Goes on behind a hole: the same function where as many of the same brackets are open, by which open holes are compared. */
function resumeIn(opener: string, depth: number, hole: string): (lexer: Lexer) => void {
  return kept(resumes, [opener, depth, hole].join(" "), () => (lexer) => {
    readOn(lexer, opener, depth, { kind: tokenKind.piece, hole });
  });
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
