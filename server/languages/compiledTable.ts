import { kept } from "./groups";
import type { Lexer } from "./lexer";
import type { BlockComment, LexicalTable, Reader, StringForm } from "./lexicalTable";

/** What a character may start. */
export const characterClass = { mark: 0, space: 1, word: 2, open: 3, close: 4, starter: 5 } as const;

/** A table as the lexer uses it: everything by character code. */
export interface CompiledTable {
  readonly classes: Uint8Array;
  readonly starters: readonly (readonly Reader[] | undefined)[];
  readonly prefixed: LexicalTable["prefixed"];
  readonly words: LexicalTable["words"];
  readonly watched: LexicalTable["watched"];
  readonly part: LexicalTable["part"];
}

/** Opening brackets by character code, in the order of `closers`. */
export const openers = [40, 91, 123];

/** Closing brackets by character code. */
const closers = [41, 93, 125];

const compiledTables = new WeakMap<LexicalTable, CompiledTable>();

/** The table by character code; made once. */
export function compiled(table: LexicalTable): CompiledTable {
  return kept(compiledTables, table, compile);
}

function compile(table: LexicalTable): CompiledTable {
  const starters: Reader[][] = [];
  const start = (spelling: string, reader: Reader): void => {
    (starters[spelling.charCodeAt(0)] ??= []).push(reader);
  };
  for (const comment of table.blockComments ?? []) start(comment.open, blockCommentReader(comment));
  for (const opening of table.lineComments ?? []) start(opening, lineCommentReader(opening));
  for (const [character, reader] of Object.entries(table.readers ?? {})) start(character, reader);
  for (const form of table.strings ?? []) start(form.open, stringReader(form));
  const classes = Uint8Array.from({ length: 128 }, (_, code) =>
    starters[code] === undefined ? classOf(code, table.wordCharacters ?? "") : characterClass.starter,
  );
  const { prefixed, words, watched, part } = table;
  return { classes, starters, prefixed, words, watched, part };
}

function classOf(code: number, wordCharacters: string): number {
  const character = String.fromCharCode(code);
  if (/[\w]/.test(character) || wordCharacters.includes(character)) return characterClass.word;
  if (code <= 32) return characterClass.space;
  if (openers.includes(code)) return characterClass.open;
  return closers.includes(code) ? characterClass.close : characterClass.mark;
}

function lineCommentReader(opening: string): Reader {
  return (lexer) => {
    if (!lexer.startsWith(opening)) return false;
    lexer.position = lexer.lineEnd(lexer.position);
    return true;
  };
}

/** A reader of comments of one form. */
export function blockCommentReader({ open, close, nested = false }: BlockComment): Reader {
  return (lexer) => {
    if (!lexer.startsWith(open)) return false;
    lexer.position += open.length;
    if (nested) skipNested(lexer, open, close);
    else skipComment(lexer, open, close);
    return true;
  };
}

/** A comment that holds the start of another one was most likely never finished. */
function skipComment(lexer: Lexer, open: string, close: string): void {
  const stop = lexer.find(close, lexer.position);
  const another = lexer.text.indexOf(open, lexer.position);
  if (stop === lexer.end || (another >= 0 && another < stop)) lexer.tokens.runaways++;
  lexer.position = Math.min(lexer.end, stop + close.length);
}

function skipNested(lexer: Lexer, open: string, close: string): void {
  for (let depth = 1; depth > 0 && lexer.position < lexer.end;) {
    const step = lexer.startsWith(close) ? -1 : lexer.startsWith(open) ? 1 : 0;
    depth += step;
    lexer.position += step < 0 ? close.length : step > 0 ? open.length : 1;
  }
}

function stringReader(form: StringForm): Reader {
  const resume = resumeOf(form);
  return (lexer) => {
    if (!lexer.startsWith(form.open)) return false;
    lexer.position += form.open.length;
    lexer.readString(form, resume, true);
    return true;
  };
}

type ResumeString = (lexer: Lexer) => void;

const resumes = new Map<string, ResumeString>();
/** Of a string without holes, into which nothing comes back. */
const noResume: ResumeString = () => undefined;

/** Goes on with a string behind a hole in it: the same function for strings of the same form, by which open ones are compared. */
export function resumeOf(form: StringForm): ResumeString {
  const { close, escape, hole, noHole, multiline } = form;
  if (hole === undefined) return noResume;
  const key = [close, escape, hole, noHole, multiline].join(" ");
  return kept(resumes, key, () => {
    const resume = (lexer: Lexer): void => {
      lexer.readString(form, resume, false);
    };
    return resume;
  });
}
