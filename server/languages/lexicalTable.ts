import type { Lexer } from "./lexer";
import type { Spellings } from "./spellings";

/** How one kind of string is written. */
export interface StringForm {
  readonly open: string;
  readonly close: string;
  /** `backslash`: the character behind `\` is not special; `backtick` the same; `doubled`: the closing quote twice stands for itself. */
  readonly escape: "backslash" | "backtick" | "doubled" | "none";
  readonly multiline: boolean;
  /** What starts an expression inside: `${` in template literals. It ends with the bracket that fits. */
  readonly hole?: string;
  /** What looks like a hole and is not: `{{` in `$"{{text}}"`. */
  readonly noHole?: string;
}

/** A comment that ends with `close`; nested ones may hold others of their kind. */
export interface BlockComment {
  readonly open: string;
  readonly close: string;
  readonly nested?: boolean;
}

/** Looks at the lexer's position; true when it took something and moved on. */
export type Reader = (lexer: Lexer) => boolean;

/** Code that is a part of a text. There is one object for each kind of parts. */
export interface Part {
  readonly table: LexicalTable;
  /** What it ends in front of. What has none is a hole, which begins with a brace and ends with the one that closes that. */
  readonly closing?: string;
  /** Whether it may go on to the end of the text. */
  readonly mayStayOpen?: boolean;
}

/** What the lexer has to know of a language. Where several things start alike, the longest comes first. */
export interface LexicalTable {
  readonly lineComments?: readonly string[];
  readonly blockComments?: readonly BlockComment[];
  readonly strings?: readonly StringForm[];
  /** Characters that belong to words besides letters, digits, `_` and everything beyond ASCII. */
  readonly wordCharacters?: string;
  /** Words, and contents of strings, from which the search for references sets out: their tokens are listed apart. */
  readonly watched?: Spellings;
  /**
   * How far the reading of a place looks ahead beyond its line, without reading that too. Where it is given, a text that has
   * changed is only read again from near the change on: then no reader may remember anything between two tokens, unless it says
   * so (`awaited`).
   */
  readonly reach?: number;
  /** Skips what stands in front of all code: the markup before `<?php`. */
  readonly start?: (lexer: Lexer) => void;
  /** Goes on to the next part of a text whose code stands in several, and enters it: a script of a component, a hole in its markup. */
  readonly part?: (lexer: Lexer) => void;
  /** Things with rules of their own, by the character they start with: regular expressions, markup, heredocs. */
  readonly readers?: Readonly<Record<string, Reader>>;
  /** The string that starts right behind this word, where the word is its prefix: `f"`, `r#"`. */
  readonly prefixed?: (prefix: string, lexer: Lexer) => StringForm | undefined;
  /** Words with rules of their own behind them; they are called with the word read, and take it with them or leave it. */
  readonly words?: ReadonlyMap<string, Reader>;
}
