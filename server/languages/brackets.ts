import type { Lexer } from "./lexer";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** What goes on when a bracket closes: the rest of the string around a hole, or the markup around it. */
export type Resume = ((lexer: Lexer) => void) | undefined;

/** How far a closing bracket looks for its opening one when others were left open in between. */
const repairDepth = 8;

const openingBrace = 123;
const closingBrace = 125;

/** Which brackets were open at a place of a text: their tokens from the outermost on, and what goes on behind each. */
export interface OpenBrackets {
  readonly open: readonly number[];
  readonly resumes: readonly Resume[];
  readonly braces: number;
}

/** The brackets that are open at a place of a text. */
export class Brackets {
  private readonly tokens: Tokens;
  private readonly open: number[];
  private readonly resumes: Resume[];
  private braces: number;

  /** None, or those that were open before, over tokens that start alike. */
  constructor(tokens: Tokens, others?: OpenBrackets) {
    this.tokens = tokens;
    this.open = others?.open.slice() ?? [];
    this.resumes = others?.resumes.slice() ?? [];
    this.braces = others?.braces ?? 0;
  }

  get depth(): number {
    return this.open.length;
  }

  /** The token of the innermost bracket, or of one further out; -1 beyond the outermost. */
  innermost(outwards = 0): number {
    const depth = this.open.length - 1 - outwards;
    return depth < 0 ? -1 : (this.open[depth] ?? -1);
  }

  push(token: number, resume: Resume): void {
    this.open.push(token);
    this.resumes.push(resume);
    if (this.characterOf(token) === openingBrace) this.braces++;
  }

  /** Gives up the innermost bracket. */
  pop(): Resume {
    if (this.characterOf(this.open.pop() ?? -1) === openingBrace) this.braces--;
    return this.resumes.pop();
  }

  popTo(depth: number): void {
    while (this.open.length > depth) this.pop();
  }

  /** Gives up all brackets that were opened behind an offset. */
  popFrom(offset: number): void {
    while (this.open.length > 0 && this.tokens.start(this.innermost()) >= offset) this.pop();
  }

  /**
   * How many brackets are around the one that a closing bracket closes; -1 when it closes none. A brace closes everything
   * inside it; the other brackets never reach beyond a brace.
   */
  depthOfOpener(code: number): number {
    const isBrace = code === closingBrace;
    if (isBrace && this.braces === 0) return -1;
    const opener = code === 41 ? 40 : code - 2;
    const lowest = isBrace ? 0 : Math.max(0, this.open.length - repairDepth);
    for (let depth = this.open.length - 1; depth >= lowest; depth--) {
      const character = this.characterOf(this.open[depth] ?? -1);
      if (character === opener) return depth;
      if (character === openingBrace) return -1;
    }
    return -1;
  }

  /** Gives up the holes that were opened behind an offset; what goes on then is what was open before it. */
  abandonHoles(from: number): Resume {
    const { tokens } = this;
    const outermost = this.resumes.findIndex(
      (resume, depth) => resume !== undefined && tokens.start(this.open[depth] ?? -1) >= from,
    );
    if (outermost < 0) return undefined;
    const resume = this.resumes[outermost];
    const before = (this.open[outermost] ?? 0) - 1;
    this.popTo(outermost);
    const isNewString = tokens.kind(before) === tokenKind.piece && tokens.start(before) >= from;
    return isNewString ? undefined : resume;
  }

  /** Which ones are open now. */
  copy(): OpenBrackets {
    return { open: this.open.slice(), resumes: this.resumes.slice(), braces: this.braces };
  }

  /** Whether they are the same as others, by what tells that a token of theirs is. */
  areLike(others: OpenBrackets, isSame: (token: number, other: number) => boolean): boolean {
    if (this.depth !== others.open.length) return false;
    return this.open.every(
      (token, depth) => isSame(token, others.open[depth] ?? -1) && this.resumes[depth] === others.resumes[depth],
    );
  }

  /** The last character of a bracket's token: that of a hole is the bracket in it. */
  private characterOf(token: number): number {
    return this.tokens.text.charCodeAt(this.tokens.end(token) - 1);
  }
}
