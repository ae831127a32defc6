import type { OpenBrackets, Resume } from "./brackets";
import { Brackets } from "./brackets";
import type { CompiledTable } from "./compiledTable";
import { characterClass, compiled, openers, resumeOf } from "./compiledTable";
import type { Part, StringForm } from "./lexicalTable";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** A part of a text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The state of a lexer between two tokens. */
export interface Checkpoint {
  readonly position: number;
  /** How many tokens there were. */
  readonly count: number;
  readonly runaways: number;
  readonly brackets: OpenBrackets;
  /** The part of the text that it stands in, and where those brackets are. */
  readonly part: Part | undefined;
}

/** A part of the text that is being read. */
export interface Inside {
  readonly part: Part;
  readonly lexer: Lexer;
  /** Whether it is a hole that ends with the sealed line. */
  readonly isCut: boolean;
}

/** The position in a text and the brackets open there. Readers of a language move it on and add tokens. */
export class Lexer {
  readonly text: string;
  readonly tokens: Tokens;
  /** Where the reading stops. */
  end: number;
  position: number;
  /** The line with which everything in the parts of the text ends that starts in it. */
  sealed: Range | undefined;
  /** What was being read when the end was reached, apart from code: markup. */
  suspended: ((lexer: Lexer) => void) | undefined;
  /**
   * How many things the reading has seen of what is still to come: heredocs that were announced and have not been read. Infinity
   * once it has looked for something in all of the rest and has not found it. Where it is not 0, nothing can be read again from here.
   */
  awaited = 0;
  private readonly table: CompiledTable;
  readonly brackets: Brackets;
  /** Whether the reading ends with the bracket that it began with, and has ended. */
  private isHole = false;
  private isDone = false;
  /** Where the code of a text stands in several parts, the one that the position is in. */
  inside: Inside | undefined;

  constructor(tokens: Tokens, table: CompiledTable, { from, to }: Range, brackets = new Brackets(tokens)) {
    this.text = tokens.text;
    this.tokens = tokens;
    tokens.watching = table.watched;
    this.table = table;
    this.position = from;
    this.end = to;
    this.brackets = brackets;
  }

  run(): Tokens {
    this.runTo(this.end);
    return this.tokens;
  }

  /** Reads until the position is at an offset or, in the middle of something, behind it. */
  runTo(offset: number): void {
    const { part } = this.table;
    while (this.position < offset && !this.isDone)
      if (part === undefined) this.step();
      else if (this.inside === undefined) part(this);
      else this.readInside(this.inside, offset);
  }

  /** Reads the rest of a line, with which everything ends that started in it. */
  runLine(line: Range, givesUpBrackets = false): void {
    const { end } = this;
    if (this.position > line.to) return;
    this.end = line.to;
    this.run();
    this.end = end;
    if (this.isDone) return;
    const resume = this.suspended ?? this.brackets.abandonHoles(line.from);
    if (givesUpBrackets && this.suspended === undefined) this.brackets.popFrom(line.from);
    this.suspended = undefined;
    resume?.(this);
  }

  /** Begins to read a part of the text at an offset. The code of a hole begins behind its brace, and what belongs to that. */
  enter(part: Part, from: number, codeFrom = from): void {
    const inside = this.goInto(part, from);
    if (inside.lexer.isHole) inside.lexer.open(from + 1);
    inside.lexer.position = codeFrom;
    this.readInside(inside, codeFrom);
  }

  /** Goes into a part, or on in the middle of it, where these brackets are open. */
  goInto(part: Part, from: number, brackets?: Brackets): Inside {
    const { text, tokens, sealed } = this;
    const { table, closing, mayStayOpen = false } = part;
    const isHole = closing === undefined;
    const startsInLine = brackets === undefined && sealed !== undefined && sealed.from <= from && from <= sealed.to;
    // Between two lines of dashes there may be nothing, not even a line break of its own.
    const found = isHole ? -1 : text.indexOf(closing, from - 1);
    const to = found >= 0 ? found : startsInLine && !mayStayOpen ? sealed.to : text.length;
    const lexer = new Lexer(tokens, compiled(table), { from, to }, brackets);
    lexer.isHole = isHole;
    return (this.inside = { part, lexer, isCut: isHole && startsInLine });
  }

  /** Reads on in a part, and leaves it at its end. One that nothing closes has run away. */
  private readInside({ part: { closing, mayStayOpen = false }, lexer, isCut }: Inside, offset: number): void {
    const line = isCut ? undefined : lineWithin(this.sealed, { from: lexer.position, to: lexer.end });
    lexer.runTo(Math.min(offset, line?.from ?? lexer.end));
    if (line !== undefined && lexer.position >= line.from) lexer.runLine(line);
    this.position = lexer.position;
    if (!lexer.isDone && lexer.position < lexer.end) return;
    const isClosed = closing === undefined ? lexer.isDone || isCut : this.text.startsWith(closing, lexer.end);
    if (!isClosed && !mayStayOpen) this.tokens.runaways++;
    if (closing !== undefined) this.position = lexer.end;
    this.inside = undefined;
  }

  /** The brackets that are open in what is being read. */
  get openBrackets(): Brackets {
    return this.inside?.lexer.brackets ?? this.brackets;
  }

  checkpoint(): Checkpoint {
    const { position, tokens, openBrackets, inside } = this;
    const { count, runaways } = tokens;
    return { position, count, runaways, brackets: openBrackets.copy(), part: inside?.part };
  }

  /** The character at the position, or behind it, as its code; NaN beyond the end. */
  peek(ahead = 0): number {
    const offset = this.position + ahead;
    return offset < this.end ? this.text.charCodeAt(offset) : NaN;
  }

  startsWith(spelling: string): boolean {
    return this.position + spelling.length <= this.end && this.text.startsWith(spelling, this.position);
  }

  /** Where `spelling` comes next, or the end of the text. */
  find(spelling: string, from: number): number {
    const found = this.text.indexOf(spelling, from);
    return found < 0 || found > this.end ? this.end : found;
  }

  /** Takes note that something was looked for in all of the rest and is not there: what was read depends on that. */
  missed(): false {
    this.awaited = Infinity;
    return false;
  }

  /** The end of the line that `from` is in. */
  lineEnd(from: number): number {
    return this.find("\n", from);
  }

  /** Opens a bracket; `resume` is called behind the one that closes it. */
  open(end: number, resume?: Resume): void {
    this.brackets.push(this.tokens.add(tokenKind.open, this.position, end), resume);
    this.position = end;
  }

  /** The token of the innermost open bracket, or of one further out; -1 beyond the outermost. */
  innermost(outwards = 0): number {
    return this.brackets.innermost(outwards);
  }

  /** Closes the innermost bracket with what stands up to `end`. */
  closeInnermost(end: number): void {
    const close = this.tokens.add(tokenKind.close, this.position, end);
    this.tokens.pair(this.brackets.innermost(), close);
    const resume = this.brackets.pop();
    this.position = end;
    if (this.isHole && this.brackets.depth === 0) this.isDone = true;
    resume?.(this);
  }

  /** Gives up the innermost bracket: what should close it is not coming. */
  abandon(): void {
    this.brackets.pop();
  }

  /** Reads the rest of a string from the position; true unless it stopped at a hole. */
  readString(form: StringForm, resume: (lexer: Lexer) => void, isWhole: boolean): void {
    const start = this.position;
    const stop = this.findStringEnd(form);
    if (form.hole !== undefined && this.text.startsWith(form.hole, stop) && stop < this.end) {
      this.tokens.add(tokenKind.piece, start, stop);
      this.position = stop;
      this.open(stop + form.hole.length, resume);
      return;
    }
    const closed = stop + form.close.length <= this.end && this.text.startsWith(form.close, stop);
    if (!closed && form.multiline) this.tokens.runaways++;
    if (isWhole) this.addWatched(tokenKind.literal, start, stop);
    else this.tokens.add(tokenKind.piece, start, stop);
    this.position = closed ? stop + form.close.length : stop;
  }

  private findStringEnd(form: StringForm): number {
    const { text, end } = this;
    const last = form.close.charCodeAt(0);
    const hole = form.hole?.charCodeAt(0) ?? -1;
    const escape = form.escape === "backslash" ? 92 : form.escape === "backtick" ? 96 : -1;
    const noHole = form.noHole ?? "";
    let offset = this.position;
    while (offset < end) {
      const code = text.charCodeAt(offset);
      if (code === hole && noHole !== "" && text.startsWith(noHole, offset)) {
        offset += noHole.length;
        continue;
      }
      if (code === hole && text.startsWith(form.hole ?? "", offset)) return offset;
      if (code === last && text.startsWith(form.close, offset)) {
        if (form.escape !== "doubled" || !text.startsWith(form.close, offset + form.close.length)) return offset;
        offset += 2 * form.close.length;
      } else if (code === escape) offset += 2;
      else if (code === 10 && !form.multiline) return offset;
      else offset++;
    }
    return end;
  }

  private step(): void {
    const code = this.text.charCodeAt(this.position);
    const { classes, starters } = this.table;
    switch (code < 128 ? (classes[code] ?? 0) : characterClass.word) {
      case characterClass.space:
        this.skipSpace();
        return;
      case characterClass.word:
        this.readWord();
        return;
      case characterClass.open:
        this.open(this.position + 1);
        return;
      case characterClass.close:
        this.readClose(code);
        return;
      case characterClass.starter:
        for (const reader of starters[code] ?? []) if (reader(this)) return;
        this.readBracketOrMark(code);
        return;
      default:
        this.readMark(code);
    }
  }

  private skipSpace(): void {
    const { text, end } = this;
    const { classes } = this.table;
    let offset = this.position + 1;
    while (offset < end && classes[text.charCodeAt(offset)] === characterClass.space) offset++;
    this.position = offset;
  }

  private readWord(): void {
    const { text, end } = this;
    const { classes, prefixed, words } = this.table;
    const start = this.position;
    let offset = start + 1;
    while (offset < end) {
      const code = text.charCodeAt(offset);
      if (code < 128 && classes[code] !== characterClass.word) break;
      offset++;
    }
    this.position = offset;
    if (prefixed !== undefined && offset - start < 4 && isQuoteLike(this.peek())) {
      const form = prefixed(text.slice(start, offset), this);
      if (form !== undefined) {
        this.position = offset + form.open.length;
        this.readString(form, resumeOf(form), true);
        return;
      }
    }
    if (words?.get(text.slice(start, offset))?.(this) === true) return;
    this.addWatched(tokenKind.word, start, offset);
  }

  private addWatched(kind: number, start: number, end: number): void {
    const token = this.tokens.add(kind, start, end);
    if (this.table.watched?.isAt(this.text, start, end) === true) this.tokens.watched.push(token);
  }

  private readBracketOrMark(code: number): void {
    if (openers.includes(code)) this.open(this.position + 1);
    else this.readMark(code);
  }

  /** An operator: the same character several times, a `=` behind it, `=>` and `->`. */
  private readMark(code: number): void {
    const start = this.position++;
    if (code !== 44 && code !== 59) {
      let next = this.peek();
      while (next === code || next === 61) next = this.peekNext();
      if (next === 62 && (code === 61 || code === 45)) this.position++;
      if (code === 63 && next === 46 && !isDigit(this.peek(1))) this.position++;
    }
    this.tokens.add(tokenKind.mark, start, this.position);
  }

  private peekNext(): number {
    this.position++;
    return this.peek();
  }

  /** A closing bracket closes its opening one, and whatever was left open inside. A stray one is only counted. */
  private readClose(code: number): void {
    const depth = this.brackets.depthOfOpener(code);
    if (depth < 0) {
      this.tokens.add(tokenKind.close, this.position, this.position + 1);
      this.position++;
      return;
    }
    this.brackets.popTo(depth + 1);
    this.closeInnermost(this.position + 1);
  }
}

/** A line, as far as it lies in what is still to be read; undefined where it does not. */
export function lineWithin(line: Range | undefined, { from, to }: Range): Range | undefined {
  return line !== undefined && line.from < to && line.to > from
    ? { from: line.from, to: Math.min(line.to, to) }
    : undefined;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `"`, `'` or `#`, behind which a prefixed string may start. */
function isQuoteLike(code: number): boolean {
  return code === 34 || code === 39 || code === 35;
}
