import type { Spellings } from "./spellings";
import { isAmong } from "./spellings";

/** What a token is. Comments and white space are no tokens. */
export const tokenKind = {
  /** An identifier, a keyword or a number. */
  word: 1,
  /** The content of a whole string, without its quotes. */
  literal: 2,
  /** A part of a string that has holes (`${}`) in it, without quotes and holes. */
  piece: 3,
  /** An opening bracket, the start of a hole, or an opening tag. */
  open: 4,
  /** What closes an `open`. */
  close: 5,
  /** An operator or other punctuation. */
  mark: 6,
  /** A regular expression, or markup that stands for a value. */
  opaque: 7,
} as const;

/** The kinds of tokens that have a spelling of their own, rather than one of a string's content. */
const isSpelled = Uint8Array.of(0, 1, 0, 0, 1, 1, 1, 1);

const smallestCapacity = 256;

const percent = 37;
const greaterThan = 62;

/**
 * How the tokens of a text are like those of the text as it was before: so many in front are the same, and those that were at
 * `from` and behind are the same too, further on by `by` tokens.
 */
export interface Likeness {
  readonly before: Tokens;
  readonly same: number;
  readonly from: number;
  readonly by: number;
}

/**
 * The tokens of a text as columns of numbers: nothing is allocated for a single token. Asking beyond either end is fine and
 * finds nothing.
 */
export class Tokens {
  readonly text: string;
  count = 0;
  /** How many strings and comments that may span lines ran to the end of the text, or over the start of another one. */
  runaways = 0;
  /** The words and whole strings that the language watches for. */
  readonly watched: number[] = [];

  /** The line that was last asked for, and the end of what is known to be in it. */
  private lineStart = 0;
  private lineSeen = 0;
  /** What they say. */
  watching: Spellings | undefined;
  /** What they have in common with those of the last state of the text that somebody types in. */
  likeness: Likeness | undefined;
  private kinds: Uint8Array;
  private codes: Uint16Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private partners: Int32Array;
  /** Numbers made of the spellings, once somebody asks for them; 0 where nobody did. */
  private hashes: Int32Array | undefined;

  /** With the columns of others, if they are large enough: nobody may ask those anything any more. */
  constructor(text: string, length: number, others?: Tokens) {
    this.text = text;
    const capacity = Math.max(smallestCapacity, length >> 2);
    const isLarge = others !== undefined && others.kinds.length >= capacity;
    const { kinds, codes, starts, ends, partners } = isLarge ? others.columns() : takeColumns(capacity);
    this.kinds = kinds;
    this.codes = codes;
    this.starts = starts;
    this.ends = ends;
    this.partners = partners;
  }

  /** Leaves its columns to the tokens of the next text. Nobody may ask it anything any more. */
  release(): void {
    if (this.kinds.length <= largestSpare) spare = this.columns();
    this.count = 0;
  }

  private columns(): Columns {
    const { kinds, codes, starts, ends, partners } = this;
    return { kinds, codes, starts, ends, partners };
  }

  /** Appends a token and gives its index. */
  add(kind: number, start: number, end: number): number {
    const index = this.count++;
    if (index >= this.kinds.length) this.grow();
    this.kinds[index] = kind;
    this.codes[index] = this.text.charCodeAt(start);
    this.starts[index] = start;
    this.ends[index] = end;
    this.partners[index] = -1;
    return index;
  }

  pair(open: number, close: number): void {
    this.partners[open] = close;
    this.partners[close] = open;
  }

  kind(index: number): number {
    return index >= 0 && index < this.count ? (this.kinds[index] ?? 0) : 0;
  }

  start(index: number): number {
    return index < this.count ? (this.starts[index] ?? -1) : this.text.length;
  }

  end(index: number): number {
    return index < this.count ? (this.ends[index] ?? 0) : this.text.length;
  }

  /** The bracket that belongs to a bracket, or -1. */
  partner(index: number): number {
    return index >= 0 && index < this.count ? (this.partners[index] ?? -1) : -1;
  }

  /** The first character of a token, as its code. */
  code(index: number): number {
    return index >= 0 && index < this.count ? (this.codes[index] ?? -1) : -1;
  }

  /** What a token says. */
  spelling(index: number): string {
    return this.text.slice(this.start(index), this.end(index));
  }

  /** A number made of what a token says: `hashOf` of that. */
  hash(index: number): number {
    const known = this.hashes?.[index] ?? 0;
    if (known !== 0) return known;
    const hash = hashOf(this.text, this.start(index), this.end(index));
    if (this.hashes !== undefined) this.hashes[index] = hash;
    return hash;
  }

  /** Whether the next reading of the text goes on from this one. */
  get isKept(): boolean {
    return this.hashes !== undefined;
  }

  /** Keeps these numbers, for readings of the text that come after this one. */
  keepHashes(): Int32Array {
    return (this.hashes ??= new Int32Array(this.kinds.length));
  }

  /** Whether this is the word, bracket or mark that is spelled so. */
  is(index: number, spelling: string): boolean {
    if (this.code(index) !== spelling.charCodeAt(0)) return false;
    const start = this.start(index);
    if (this.end(index) - start !== spelling.length || isSpelled[this.kind(index)] === 0) return false;
    return spelling.length === 1 || this.text.startsWith(spelling, start);
  }

  /** The same where there are many, or nearly every token is asked. */
  isOneOf(index: number, spellings: Spellings): boolean {
    if (!spellings.mayStartWith(this.code(index)) || isSpelled[this.kind(index)] === 0) return false;
    return spellings.isAt(this.text, this.start(index), this.end(index));
  }

  /** The same for any of several, with blanks between them. */
  isAny(index: number, spellings: string): boolean {
    if (isSpelled[this.kind(index)] === 0) return false;
    return isAmong(spellings, this.text, this.start(index), this.end(index));
  }

  isWord(index: number): boolean {
    return this.kind(index) === tokenKind.word;
  }

  isLiteral(index: number): boolean {
    return this.kind(index) === tokenKind.literal;
  }

  /** Whether it is a whole string that is not empty. */
  isText(index: number): boolean {
    return this.isLiteral(index) && this.end(index) > this.start(index);
  }

  isOpen(index: number): boolean {
    return this.kind(index) === tokenKind.open;
  }

  isClose(index: number): boolean {
    return this.kind(index) === tokenKind.close;
  }

  /** The token behind this one, or behind the brackets that it opens. */
  next(index: number): number {
    return Math.max(index, this.partner(index)) + 1;
  }

  /** The token in front of this one, or of the brackets that it closes. */
  previous(index: number): number {
    return (this.isClose(index) ? Math.min(index, this.partner(index)) : index) - 1;
  }

  /** Whether a word is what stands behind a dot. */
  isMember(index: number): boolean {
    return this.is(index - 1, ".") || this.is(index - 1, "?.");
  }

  /** Whether a span lies in a string or in a part of one. */
  isString(start: number, end: number): boolean {
    const index = this.indexAt(start);
    const kind = this.kind(index);
    return (kind === tokenKind.literal || kind === tokenKind.piece) && end <= this.end(index);
  }

  /** Whether a line ends between this token and the one before it, or the code of a template: `<% if x %>yes<% end %>`. */
  startsLine(index: number): boolean {
    const { text } = this;
    const stop = this.start(index);
    for (let offset = index > 0 ? this.end(index - 1) : 0; offset < stop; offset++) {
      const code = text.charCodeAt(offset);
      if (code === 10 || (code === percent && text.charCodeAt(offset + 1) === greaterThan)) return true;
    }
    return false;
  }

  /** How far a token is from the start of its line. A line may be as long as the text, and is not passed over each time. */
  column(index: number): number {
    const start = this.start(index);
    const isInLine = start >= this.lineStart && start <= this.lineSeen;
    if (!isInLine) {
      let offset = start;
      while (offset > 0 && offset !== this.lineSeen && this.text.charCodeAt(offset - 1) !== 10) offset--;
      if (offset !== this.lineSeen) this.lineStart = offset;
      this.lineSeen = start;
    }
    return start - this.lineStart;
  }

  /** The last token that starts at or before `offset`, or -1. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** By token: the bracket that is open around it, or -1. In a column that nobody needs any more, if it is large enough. */
  parents(others?: Int32Array): Int32Array {
    const { kinds, partners, count } = this;
    const parents =
      others !== undefined && others.length >= count ? others : new Int32Array(this.isKept ? kinds.length : count);
    let parent = -1;
    for (let index = 0; index < count; index++) {
      const kind = kinds[index];
      if (kind === tokenKind.close && parent >= 0 && partners[index] === parent) parent = parents[parent] ?? -1;
      parents[index] = parent;
      if (kind === tokenKind.open && (partners[index] ?? -1) > index) parent = index;
    }
    if (parents.length > count) parents.fill(-1, count);
    return parents;
  }

  /**
   * The first tokens for a text that starts the same, in the columns of others if there are any. Brackets that are open there
   * still have the partners that closed them.
   */
  startOf(
    text: string,
    { count, runaways }: { readonly count: number; readonly runaways: number },
    others?: Tokens,
  ): Tokens {
    const tokens = new Tokens(text, Math.max(text.length, this.kinds.length << 2), others);
    tokens.count = count;
    tokens.runaways = runaways;
    for (const token of this.watched) if (token < count) tokens.watched.push(token);
    tokens.kinds.set(this.kinds.subarray(0, count));
    tokens.codes.set(this.codes.subarray(0, count));
    tokens.starts.set(this.starts.subarray(0, count));
    tokens.ends.set(this.ends.subarray(0, count));
    tokens.partners.set(this.partners.subarray(0, count));
    if (this.hashes === undefined) return tokens;
    if (others?.hashes?.length === tokens.kinds.length) tokens.hashes = others.hashes.fill(0, count);
    tokens.keepHashes().set(this.hashes.subarray(0, count));
    return tokens;
  }

  /** Forgets what closes a bracket. */
  reopen(open: number): void {
    this.partners[open] = -1;
  }

  /**
   * Appends the tokens that others have from an index on, which stand further on by `shift`. Brackets of which one is in front of
   * that are left to be paired.
   */
  addRest(others: Tokens, from: number, shift: number): void {
    const [at, to] = [this.count, others.count];
    this.count = to + at - from;
    while (this.kinds.length < this.count) this.grow();
    this.kinds.set(others.kinds.subarray(from, to), at);
    this.codes.set(others.codes.subarray(from, to), at);
    if (others.hashes !== undefined) this.keepHashes().set(others.hashes.subarray(from, to), at);
    copyMoved(this.starts, others.starts.subarray(from, to), at, shift);
    copyMoved(this.ends, others.ends.subarray(from, to), at, shift);
    this.addPartners(others.partners.subarray(from, to), from, at);
    for (const token of others.watched) if (token >= from) this.watched.push(token + at - from);
  }

  /** Those of tokens that were at `from` and are at `at`. */
  private addPartners(others: Int32Array, from: number, at: number): void {
    const { partners } = this;
    const by = at - from;
    for (let index = 0; index < others.length; index++) {
      const partner = others[index] ?? -1;
      partners[at + index] = partner < from ? -1 : partner + by;
    }
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = copyInto(new Uint8Array(capacity), this.kinds);
    this.codes = copyInto(new Uint16Array(capacity), this.codes);
    this.starts = copyInto(new Int32Array(capacity), this.starts);
    this.ends = copyInto(new Int32Array(capacity), this.ends);
    this.partners = copyInto(new Int32Array(capacity), this.partners);
    if (this.hashes !== undefined) this.hashes = copyInto(new Int32Array(capacity), this.hashes);
  }
}

/** A number made of a part of a text; never 0. */
export function hashOf(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let offset = start; offset < end; offset++) hash = (Math.imul(hash, 31) + text.charCodeAt(offset)) | 0;
  return hash ^ (hash >>> 15) || 1;
}

interface Columns {
  readonly kinds: Uint8Array;
  readonly codes: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly partners: Int32Array;
}

/** Columns that nobody needs any more: to make new ones for each of thousands of files takes longer than to fill them. */
let spare: Columns | undefined;
const largestSpare = 65_536;

function takeColumns(capacity: number): Columns {
  const taken = spare;
  spare = undefined;
  if (taken !== undefined && taken.kinds.length >= capacity) return taken;
  return {
    kinds: new Uint8Array(capacity),
    codes: new Uint16Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    partners: new Int32Array(capacity),
  };
}

function copyMoved(target: Int32Array, source: Int32Array, at: number, shift: number): void {
  for (let index = 0; index < source.length; index++) target[at + index] = (source[index] ?? 0) + shift;
}

/** Fills the start of a larger column. */
export function copyInto<T extends Uint8Array | Uint16Array | Int32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
