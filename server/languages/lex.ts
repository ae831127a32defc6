import { compiled } from "./compiledTable";
import { Lexer } from "./lexer";
import type { LexicalTable } from "./lexicalTable";
import { lexTyped } from "./rereading";
import { Tokens } from "./tokens";

/**
 * Cuts a text into tokens with matched brackets. Never throws; linear time. `editedAt` is where somebody is typing: when a
 * string or a comment runs away from there, the line is read again as if everything in it ended with it.
 */
export function lex(text: string, table: LexicalTable, editedAt?: number): Tokens {
  if (editedAt !== undefined) return lexTyped(text, table, editedAt);
  const lexer = new Lexer(new Tokens(text, text.length), compiled(table), { from: 0, to: text.length });
  table.start?.(lexer);
  return lexer.run();
}

/** What is found in the tokens of a text. They are gone afterwards, unless somebody types in it and they are needed again. */
export function inTokens<Found>(
  text: string,
  { table, editedAt }: { readonly table: LexicalTable; readonly editedAt?: number | undefined },
  find: (tokens: Tokens) => Found,
): Found {
  const tokens = lex(text, table, editedAt);
  const found = find(tokens);
  if (editedAt === undefined) tokens.release();
  return found;
}
