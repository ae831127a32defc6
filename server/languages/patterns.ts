import { kept } from "./groups";
import { lex } from "./lex";
import type { LexicalTable } from "./lexicalTable";
import { isWordCode } from "./prefilter";
import type { Tokens } from "./tokens";

/** What a token of a pattern asks for: `NAME` a whole string, `KEY` one in capitals where settings of other names are asked for too, `PAIR` one like `"NAME=value"`, `TEXT` one that is not empty, `WORD` and `ANY` a word, a string such a string, everything else itself. */
type Part = "name" | "key" | "pair" | "text" | "word" | "any" | "literal" | "itself";

/** A piece of code as the tokens of its spelling: `os.Getenv(NAME)`. */
export interface Pattern {
  readonly spellings: readonly string[];
  readonly parts: readonly Part[];
  /** The words that a text must hold for the pattern to fit. */
  readonly words: readonly string[];
  /** The rarest of them, and where it stands. */
  readonly anchor: string;
  readonly anchorIndex: number;
  /** Where the name stands, or -1. */
  readonly nameIndex: number;
}

const placeholders: Readonly<Record<string, Part>> = {
  NAME: "name",
  KEY: "key",
  PAIR: "pair",
  TEXT: "text",
  WORD: "word",
  ANY: "any",
};

/** A pattern from how it is written in its language. */
export function compilePattern(spelling: string, lexical: LexicalTable): Pattern {
  return patternOf(lex(spelling, codeOf(lexical)), 0);
}

/** A pattern of what stands behind a value, where some languages read the same characters differently: `// 'default'`. */
export function compileContinuation(spelling: string, lexical: LexicalTable): Pattern {
  return patternOf(lex(`value ${spelling}`, codeOf(lexical)), 1);
}

const codeTables = new WeakMap<LexicalTable, LexicalTable>();

/** The same language without what stands in front of its code. */
function codeOf(lexical: LexicalTable): LexicalTable {
  if (lexical.start === undefined) return lexical;
  return kept(codeTables, lexical, () => ({ ...lexical, start: () => undefined }));
}

function patternOf(tokens: Tokens, first: number): Pattern {
  const spellings = Array.from({ length: tokens.count - first }, (_, index) => tokens.spelling(first + index));
  const parts = spellings.map((part, index) => placeholders[part] ?? kindOf(tokens, first + index));
  const isPlainWord = (index: number): boolean => tokens.isWord(first + index) && parts[index] === "itself";
  const ranks = spellings.map((part, index) => (isPlainWord(index) ? rarity(part) : 0));
  const anchorIndex = ranks.indexOf(Math.max(...ranks));
  const nameIndex = parts.findIndex((part) => part === "name" || part === "key" || part === "pair" || part === "word");
  const isKey = parts[nameIndex] === "key";
  const words = isKey ? headsOf(spellings, parts, anchorIndex) : spellings.filter((_, index) => isPlainWord(index));
  return { spellings, parts, words, anchor: spellings[anchorIndex] ?? "", anchorIndex, nameIndex };
}

/** `env.getProperty("` and `getProperty("` of `env.getProperty(KEY)`: before a key, the words alone are in too many texts. */
function headsOf(spellings: readonly string[], parts: readonly Part[], anchor: number): readonly string[] {
  const isItself = (index: number): boolean => parts[index] === "itself";
  let first = anchor;
  let end = anchor + 1;
  while (isItself(first - 1) && spellings[first - 1] !== ".") first--;
  while (isItself(end)) end++;
  const head = spellings.slice(first, end).join("") + (parts[end] === "key" ? '"' : "");
  return [head, head.slice(head.lastIndexOf(".") + 1)];
}

function kindOf(tokens: Tokens, index: number): Part {
  return tokens.isLiteral(index) ? "literal" : "itself";
}

/** Words about the environment are rarer than others, and long words rarer than short ones. */
function rarity(word: string): number {
  return word.length + (/env/i.test(word) ? 100 : 0);
}

/** Whether the tokens from `first` on are those of the pattern. */
export function fitsAt(tokens: Tokens, first: number, { spellings, parts }: Pattern): boolean {
  return first >= 0 && spellings.every((spelling, offset) => fits(tokens, first + offset, parts[offset], spelling));
}

function fits(tokens: Tokens, index: number, part: Part | undefined, spelling: string): boolean {
  if (part === "name") return tokens.isLiteral(index);
  if (part === "key") return tokens.isLiteral(index) && keyPattern.test(tokens.spelling(index));
  if (part === "text") return tokens.isText(index);
  if (part === "pair") return tokens.isLiteral(index) && tokens.spelling(index).includes("=");
  if (part === "literal") return tokens.isLiteral(index) && tokens.spelling(index) === spelling;
  return part === "itself" ? tokens.is(index, spelling) : tokens.isWord(index);
}

/** What is hardly ever but a variable. */
const keyPattern = /^[A-Z][A-Z\d]*_[A-Z\d_]+$/;

/** Whether the tokens up to `last` are those of the pattern. */
export function fitsUpTo(tokens: Tokens, last: number, pattern: Pattern): boolean {
  return fitsAt(tokens, last - pattern.parts.length + 1, pattern);
}

/** The words at which the text says `spelling`, in order. */
export function* occurrencesOf(tokens: Tokens, spelling: string): Generator<number> {
  const { text, watched, watching } = tokens;
  if (spelling === "") return;
  if (watching?.has(spelling) === true) {
    for (const index of watched) if (tokens.is(index, spelling)) yield index;
    return;
  }
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + spelling.length)) {
    if (isWordCode(text.charCodeAt(at - 1)) || isWordCode(text.charCodeAt(at + spelling.length))) continue;
    const index = tokens.indexAt(at);
    if (tokens.start(index) === at && tokens.is(index, spelling)) yield index;
  }
}
