import { Brackets } from "./brackets";
import { compiled } from "./compiledTable";
import type { Checkpoint, Range } from "./lexer";
import { Lexer } from "./lexer";
import type { LexicalTable } from "./lexicalTable";
import type { TextChange } from "./textChange";
import { changeBetween } from "./textChange";
import { lineEndOf } from "./textPlaces";
import { Tokens } from "./tokens";

/** The reading of a text, with what helps to read the next state of that text. */
interface Reading {
  readonly text: string;
  readonly table: LexicalTable;
  readonly tokens: Tokens;
  readonly checkpoints: readonly Checkpoint[];
  /** The line with which everything ended that started in it. */
  readonly sealed: Range | undefined;
  readonly seal: Seal | undefined;
  /** How many brackets were open at the end. */
  readonly unclosed: number;
  /** Whether anything that starts in the edited line goes on behind it, so that it matters whether the line is sealed. */
  readonly runsOn: boolean;
}

/**
 * The last text that somebody typed in, if its language has a `reach`; smaller ones are read in no time. Behind the reading that
 * counts stand the other ones, if something runs away: what is typed next runs away in the same way.
 */
let kept: readonly Reading[] = [];
/** Tokens that nobody asks for any more: the next readings take their columns, so that a keystroke allocates none. */
let spares: Tokens[] = [];
const mostSpares = 3;
const worthKeeping = 20_000;
/** How long the texts of the other readings may be together: each takes five times the room of its text. */
const largestReserve = 3_000_000;

/** How the edited line is read where it is not read as it is: strings and comments end with it, and its brackets are given up. */
interface Seal {
  readonly givesUp: boolean;
}

/**
 * The tokens of a text that somebody types in: of the text as it is or, where a string or a comment runs away, with the edited
 * line sealed; where brackets stay open, without those that the line opens, if that helps. Of a text that is like the last one
 * but for one place, only what is around that place is read again: from a checkpoint in front of it to one behind it that the
 * lexer comes by in the same state as before. Nobody may ask these tokens anything any more once a text is read again.
 */
export function lexTyped(text: string, table: LexicalTable, editedAt: number): Tokens {
  const typed = { text, table, line: lineAt(text, editedAt) };
  const before = sinceThen(
    kept.filter((reading) => reading.table === table),
    text,
  );
  let best = read(typed, before);
  const others: Reading[] = [];
  const tryWith = (givesUp: boolean): void => {
    const sealed = read(typed, before.length > 0 ? before : sinceThen([best], text), { givesUp });
    const isBetter = sealed.tokens.runaways <= best.tokens.runaways && (!givesUp || sealed.unclosed < best.unclosed);
    others.push(isBetter ? best : sealed);
    if (isBetter) best = sealed;
  };
  if (best.runsOn && best.tokens.runaways > 0) tryWith(false);
  if (best.runsOn && best.unclosed > 0) tryWith(true);
  if (table.reach !== undefined) keep(text.length >= worthKeeping ? [best, ...inReserve(others)] : []);
  return best.tokens;
}

/**
 * What is kept besides the reading that counts. Somebody who completes what runs away asks for completed texts in between, so that
 * it outlasts one of those.
 */
function inReserve(others: readonly Reading[]): readonly Reading[] {
  const [other] = others;
  if (other === undefined) return kept.at(-1)?.text === kept[0]?.text ? kept.slice(1) : [];
  const reserve = others.slice(0, largestReserve / other.text.length);
  spares.push(...others.slice(reserve.length).map(({ tokens }) => tokens));
  return reserve;
}

/** Keeps nothing of what was typed, for when a document is closed: the next keystroke elsewhere reads a text from its start. */
export function forgetTyped(): void {
  keep([]);
}

function keep(readings: readonly Reading[]): void {
  for (const { tokens } of [...kept, ...readings.slice(1)]) tokens.likeness = undefined;
  const free = kept.filter((reading) => !readings.includes(reading)).map(({ tokens }) => tokens);
  spares = readings.length === 0 ? [] : [...free, ...spares].slice(0, mostSpares);
  kept = readings;
}

/** The line that an offset is in. */
function lineAt(text: string, offset: number): Range {
  return { from: text.lastIndexOf("\n", offset - 1) + 1, to: lineEndOf(text, offset) };
}

/** A text that somebody types in, and the line where. */
interface Typed {
  readonly text: string;
  readonly table: LexicalTable;
  readonly line: Range;
}

/** Reads a text as it is, or with the strings and comments of a line sealed, and the brackets that are opened in it given up. */
function read({ text, table, line }: Typed, since: readonly Change[], seal?: Seal): Reading {
  const sealed = seal === undefined ? undefined : line;
  const changes = table.reach === undefined ? [] : since.map((change) => withSealed(change, sealed));
  const walk = restart(text, table, changes);
  const isInParts = table.part !== undefined;
  walk.lexer.sealed = sealed;
  walk.to(seal === undefined || isInParts ? line.to : line.from);
  const runsOn = seal !== undefined || isInParts || runsOver(walk.lexer, line);
  if (seal !== undefined && !isInParts) walk.lexer.runLine(line, seal.givesUp);
  const met = takeRest(walk, changes);
  const last = changes[0]?.before;
  if (last !== undefined && met === undefined && walk.known > 0)
    walk.lexer.tokens.likeness = { before: last.tokens, same: walk.known, from: last.tokens.count, by: 0 };
  walk.to(text.length);
  const unclosed = met?.unclosed ?? walk.lexer.brackets.depth;
  return { text, table, tokens: walk.lexer.tokens, checkpoints: walk.checkpoints, sealed, seal, unclosed, runsOn };
}

/** Whether a lexer that has come to the end of a line is still in the middle of something that it came by in that line. */
function runsOver({ text, position, tokens, brackets }: Lexer, { from, to }: Range): boolean {
  const isOpen = brackets.depth > 0 && tokens.start(brackets.innermost()) >= from;
  return isOpen || tokens.end(tokens.count - 1) > to || text.slice(to, position).trim() !== "";
}

/** What has to be read again, and since when. */
interface Change extends TextChange {
  readonly before: Reading;
}

/** The one place where a text differs from what was read before. */
function sinceThen(readings: readonly Reading[], text: string): readonly Change[] {
  const [first] = readings;
  const change = changeBetween(first?.text ?? "", text);
  return readings.map((before) => ({
    before,
    ...(before.text === first?.text ? change : changeBetween(before.text, text)),
  }));
}

/** The same with the lines in it that were or are to be sealed. */
function withSealed({ before, from, to, shift }: Change, sealed: Range | undefined): Change {
  return {
    before,
    from: Math.min(from, before.sealed?.from ?? from, sealed?.from ?? from),
    to: Math.max(to, before.sealed?.to ?? to, sealed === undefined ? to : sealed.to - shift),
    shift,
  };
}

/** A lexer on its way through a text, and the checkpoints that it leaves behind. */
class Walk {
  readonly lexer: Lexer;
  readonly checkpoints: Checkpoint[];
  /** How many tokens were known at the start. */
  readonly known: number;

  constructor(lexer: Lexer, checkpoints: Checkpoint[]) {
    this.lexer = lexer;
    this.checkpoints = checkpoints;
    this.known = lexer.tokens.count;
  }

  to(offset: number): void {
    const { lexer, checkpoints } = this;
    let next = (checkpoints.at(-1)?.position ?? 0) + betweenCheckpoints;
    while (lexer.position < offset) {
      lexer.runTo(Math.min(next, offset));
      if (lexer.position < next) continue;
      if (lexer.awaited === 0) checkpoints.push(lexer.checkpoint());
      next = lexer.position + betweenCheckpoints * (1 + (lexer.openBrackets.depth >> 7));
    }
  }
}

/** Where hundreds of brackets are open, they are further apart: each takes note of all of them. */
const betweenCheckpoints = 2_000;

function start(text: string, table: LexicalTable): Walk {
  const tokens = new Tokens(text, text.length);
  if (table.reach !== undefined && text.length >= worthKeeping) tokens.keepHashes();
  const lexer = new Lexer(tokens, compiled(table), { from: 0, to: text.length });
  table.start?.(lexer);
  return new Walk(lexer, []);
}

/** Goes on from the last checkpoint that was come to without having seen anything of what has changed since. */
function restart(text: string, table: LexicalTable, changes: readonly Change[]): Walk {
  const [last] = changes;
  if (last === undefined) return start(text, table);
  const { tokens, checkpoints } = last.before;
  const from = Math.min(...changes.map((change) => change.from));
  const reach = changes.every(({ before }) => before.text === text) ? 0 : (table.reach ?? 0);
  const lineEnd = reach === 0 ? from : text.lastIndexOf("\n", from - 1);
  const passed = checkpoints.filter(({ position }) => position + reach <= from && position <= lineEnd);
  const checkpoint = passed.at(-1);
  if (checkpoint === undefined) return start(text, table);
  const known = tokens.startOf(text, checkpoint, spares.pop());
  for (const token of checkpoint.brackets.open) known.reopen(token);
  const { part } = checkpoint;
  const brackets = new Brackets(known, checkpoint.brackets);
  const range = { from: checkpoint.position, to: text.length };
  const lexer = new Lexer(known, compiled(table), range, part === undefined ? brackets : undefined);
  if (part !== undefined) lexer.goInto(part, range.from, brackets);
  return new Walk(lexer, passed);
}

/** Reads until everything is as it was in a reading before, takes over the rest of that and gives it; undefined if that does not happen. */
function takeRest(walk: Walk, changes: readonly Change[]): Reading | undefined {
  const meetings = changes.map((change) => new Meeting(walk, change));
  for (;;) {
    const [nearest] = meetings.toSorted((a, b) => a.place - b.place);
    if (nearest === undefined || nearest.place === Infinity) return undefined;
    walk.to(nearest.place);
    if (nearest.isHere()) return nearest.takeRest();
    nearest.goOn();
  }
}
/** Where a lexer may come by in the state that it had at a checkpoint of a reading before, behind what has changed since. */
class Meeting {
  readonly #walk: Walk;
  readonly #change: Change;
  /** Which checkpoint is next. */
  #index: number;
  /** How many tokens in front of the change are still the same; -1 as long as they have not been counted. */
  #alike = -1;

  constructor(walk: Walk, change: Change) {
    this.#walk = walk;
    this.#change = change;
    this.#index = change.before.checkpoints.filter(({ position }) => position < change.to).length;
  }

  /** Where the next checkpoint stands now; Infinity behind the last one. */
  get place(): number {
    const { before, shift } = this.#change;
    return (before.checkpoints[this.#index]?.position ?? Infinity) + shift;
  }

  goOn(): void {
    this.#index++;
  }

  /**
   * Whether the lexer's state is that of the checkpoint, but for having moved: the same brackets are open, and in front of the
   * place and of each bracket, the tokens are the same ones.
   */
  isHere(): boolean {
    const { place } = this;
    const walk = this.#walk;
    const change = this.#change;
    const { tokens, openBrackets, inside, position, awaited } = walk.lexer;
    if (this.#alike < 0) this.#alike = countAlike(walk, change);
    const checkpoint = change.before.checkpoints[this.#index];
    if (checkpoint === undefined || awaited > 0 || position !== place || checkpoint.part !== inside?.part) return false;
    const by = tokens.count - checkpoint.count;
    const last = checkpoint.count - 1;
    const isMoved = (was: number): boolean => areMoved(tokens, change, was, by);
    if (!isMoved(last)) return false;
    const isSame = (is: number, was: number): boolean =>
      (is === was && is < this.#alike) || (is === was + by && isMoved(was));
    if (tokens.isClose(last + by) && !isSame(tokens.partner(last + by), change.before.tokens.partner(last)))
      return false;
    return openBrackets.areLike(checkpoint.brackets, isSame);
  }

  /** Takes over the tokens and checkpoints that were behind this one. */
  takeRest(): Reading {
    const { before, shift } = this.#change;
    const { lexer, checkpoints } = this.#walk;
    const { tokens } = lexer;
    const { open } = lexer.openBrackets.copy();
    const rest = before.checkpoints.slice(this.#index);
    const [met = lexer.checkpoint()] = rest;
    while ((checkpoints.at(-1)?.position ?? -1) >= lexer.position) checkpoints.pop();
    const by = { count: tokens.count - met.count, runaways: tokens.runaways - met.runaways };
    tokens.likeness = { before: before.tokens, same: this.#alike, from: met.count, by: by.count };
    tokens.addRest(before.tokens, met.count, shift);
    tokens.runaways = before.tokens.runaways + by.runaways;
    for (const [depth, opening] of met.brackets.open.entries()) {
      const closing = before.tokens.partner(opening);
      if (closing >= met.count) tokens.pair(open[depth] ?? -1, closing + by.count);
    }
    for (const { position, count, runaways, brackets, part } of rest)
      checkpoints.push({
        position: position + shift,
        count: count + by.count,
        runaways: runaways + by.runaways,
        part,
        brackets: {
          ...brackets,
          open: brackets.open.map((token, depth) => (token >= met.count ? token + by.count : (open[depth] ?? -1))),
        },
      });
    lexer.inside = undefined;
    lexer.position = lexer.end;
    return before;
  }
}

/**
 * How many tokens back the lexer may look to tell what comes next. Behind a closing bracket it looks in front of the opening
 * one, but no further back than that.
 */
const lookBehind = 8;

/** How many tokens in front of the change are still the same. */
function countAlike({ lexer: { tokens }, known }: Walk, { before, from }: Change): number {
  let index = known;
  while (index < tokens.count && tokens.end(index) <= from && isMovedToken(tokens, before.tokens, index, 0, 0)) index++;
  return index;
}

/** Whether a token and those in front of it stand behind the change, and are those that were further on by an index. */
function areMoved(tokens: Tokens, { before, to, shift }: Change, was: number, by: number): boolean {
  if (before.tokens.start(was - lookBehind) < to) return false;
  for (let token = was - lookBehind; token <= was; token++)
    if (!isMovedToken(tokens, before.tokens, token, by, shift)) return false;
  return true;
}

/** Whether a token is now further on by an index and by an offset, and of the same kind and length. */
function isMovedToken(tokens: Tokens, before: Tokens, was: number, by: number, shift: number): boolean {
  const is = was + by;
  if (tokens.kind(is) !== before.kind(was)) return false;
  return tokens.start(is) === before.start(was) + shift && tokens.end(is) === before.end(was) + shift;
}
