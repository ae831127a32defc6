import { Brackets } from "./brackets";
import { compiled } from "./compiledTable";
import type { Checkpoint, Range } from "./lexer";
import { Lexer } from "./lexer";
import type { LexicalTable } from "./lexicalTable";
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

/** The last text that somebody typed in, if its language has a `reach`. Smaller ones are read in no time. */
let last: Reading | undefined;
/** Tokens that nobody asks for any more: the next reading takes their columns, so that a keystroke allocates none. */
let spare: Tokens | undefined;
const worthKeeping = 20_000;

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
  const before = last?.table === table ? last : undefined;
  const typed = { text, table, line: lineAt(text, editedAt) };
  let reading = read(typed, before);
  if (reading.runsOn && reading.tokens.runaways > 0) reading = rather({ givesUp: false }, typed, reading, before);
  if (reading.runsOn && reading.unclosed > 0) reading = rather({ givesUp: true }, typed, reading, before);
  if (table.reach !== undefined) keep(text.length >= worthKeeping ? reading : undefined);
  return reading.tokens;
}

/**
 * The reading with the line sealed, if that is better. It mostly is, and so it takes the columns of the one there was, which is
 * read once more where it is not.
 */
function rather(seal: Seal, typed: Typed, reading: Reading, before: Reading | undefined): Reading {
  const { unclosed } = reading;
  const { runaways } = reading.tokens;
  if (before !== undefined) spare = reading.tokens;
  const sealed = read(typed, before ?? reading, seal);
  if (sealed.tokens.runaways <= runaways && (!seal.givesUp || sealed.unclosed < unclosed)) return sealed;
  if (before === undefined) return reading;
  spare = sealed.tokens;
  return read(typed, before, reading.seal);
}

/** Keeps nothing of what was typed, for when a document is closed: the next keystroke elsewhere reads a text from its start. */
export function forgetTyped(): void {
  keep(undefined);
}

function keep(reading: Reading | undefined): void {
  spare = reading === undefined ? undefined : last?.tokens;
  if (last !== undefined) last.tokens.likeness = undefined;
  last = reading;
}

/** The line that an offset is in. */
export function lineAt(text: string, offset: number): Range {
  const end = text.indexOf("\n", offset);
  return { from: text.lastIndexOf("\n", offset - 1) + 1, to: end < 0 ? text.length : end };
}

/** A text that somebody types in, and the line where. */
interface Typed {
  readonly text: string;
  readonly table: LexicalTable;
  readonly line: Range;
}

/** Reads a text as it is, or with the strings and comments of a line sealed, and the brackets that are opened in it given up. */
function read(typed: Typed, before?: Reading, seal?: Seal): Reading {
  const { text, table, line } = typed;
  const sealed = seal === undefined ? undefined : line;
  const change = before === undefined || table.reach === undefined ? undefined : changeSince(before, text, sealed);
  const walk = before === undefined || change === undefined ? start(text, table) : restart(text, before, change);
  walk.to(seal === undefined ? line.to : line.from);
  const runsOn = seal !== undefined || runsOver(walk.lexer, line);
  if (seal !== undefined) walk.lexer.runLine(line, seal.givesUp);
  const isMet = before !== undefined && change !== undefined && takeRest(walk, before, change);
  if (before !== undefined && !isMet && walk.known > 0)
    walk.lexer.tokens.likeness = { before: before.tokens, same: walk.known, from: before.tokens.count, by: 0 };
  walk.to(text.length);
  const unclosed = isMet ? before.unclosed : walk.lexer.brackets.depth;
  return { text, table, tokens: walk.lexer.tokens, checkpoints: walk.checkpoints, sealed, seal, unclosed, runsOn };
}

/** Whether a lexer that has come to the end of a line is still in the middle of something that it came by in that line. */
function runsOver({ text, position, tokens, brackets }: Lexer, { from, to }: Range): boolean {
  const isOpen = brackets.depth > 0 && tokens.start(brackets.innermost()) >= from;
  return isOpen || tokens.end(tokens.count - 1) > to || text.slice(to, position).trim() !== "";
}

/** What has to be read again: a part of the text before, behind which everything has moved by `shift`. */
interface Change extends Range {
  readonly shift: number;
}

/** The one place where two texts differ, with the lines in it that were or are to be sealed. */
function changeSince(before: Reading, text: string, sealed: Range | undefined): Change {
  const { from, to, shift } = changeBetween(before.text, text);
  return {
    from: Math.min(from, before.sealed?.from ?? from, sealed?.from ?? from),
    to: Math.max(to, before.sealed?.to ?? to, sealed === undefined ? to : sealed.to - shift),
    shift,
  };
}

function changeBetween(before: string, text: string): Change {
  if (before === text) return { from: text.length, to: 0, shift: 0 };
  const shorter = Math.min(before.length, text.length);
  const same = lengthInCommon(shorter, (start, end) => before.slice(start, end) === text.slice(start, end));
  const sameBehind = lengthInCommon(
    shorter - same,
    (start, end) =>
      before.slice(before.length - end, before.length - start) === text.slice(text.length - end, text.length - start),
  );
  return { from: same, to: before.length - sameBehind, shift: text.length - before.length };
}

/** How long two texts are the same: compared in large pieces first. */
function lengthInCommon(limit: number, isSame: (start: number, end: number) => boolean): number {
  let length = 0;
  for (let piece = 1 << 16; piece >= 1; piece >>= 4)
    while (length + piece <= limit && isSame(length, length + piece)) length += piece;
  return length;
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
      if (lexer.awaited === 0 && lexer.brackets.depth <= deepestCheckpoint) checkpoints.push(lexer.checkpoint());
      next = lexer.position + betweenCheckpoints;
    }
  }
}

const betweenCheckpoints = 2_000;
const deepestCheckpoint = 200;

function start(text: string, table: LexicalTable): Walk {
  const tokens = new Tokens(text, text.length);
  if (table.reach !== undefined && text.length >= worthKeeping) tokens.keepHashes();
  const lexer = new Lexer(tokens, compiled(table), { from: 0, to: text.length });
  table.start?.(lexer);
  return new Walk(lexer, []);
}

/** Goes on from the last checkpoint that was come to without having seen anything of what has changed since. */
function restart(text: string, before: Reading, { from }: Change): Walk {
  const { table, tokens, checkpoints } = before;
  const reach = before.text === text ? 0 : (table.reach ?? 0);
  const lineEnd = reach === 0 ? from : text.lastIndexOf("\n", from - 1);
  const kept = checkpoints.filter(({ position }) => position + reach <= from && position <= lineEnd);
  const checkpoint = kept.at(-1);
  if (checkpoint === undefined) return start(text, table);
  const known = tokens.startOf(text, checkpoint, spare);
  spare = undefined;
  for (const token of checkpoint.brackets.open) known.reopen(token);
  const brackets = new Brackets(known, checkpoint.brackets);
  const range = { from: checkpoint.position, to: text.length };
  return new Walk(new Lexer(known, compiled(table), range, brackets), kept);
}

/** Reads until everything is as it was before, and takes over the rest; false if that does not happen. */
function takeRest(walk: Walk, before: Reading, change: Change): boolean {
  const { lexer, checkpoints } = walk;
  let alike = -1;
  const meeting = before.checkpoints.findIndex((checkpoint) => {
    if (checkpoint.position < change.to) return false;
    walk.to(checkpoint.position + change.shift);
    if (alike < 0) alike = countAlike(walk, before, change.from);
    return isWhereItWas(lexer, { before, checkpoint, alike }, change);
  });
  const met = before.checkpoints[meeting];
  if (met === undefined) return false;
  while ((checkpoints.at(-1)?.position ?? -1) >= lexer.position) checkpoints.pop();
  const { tokens } = lexer;
  const { open } = lexer.brackets.copy();
  const by = { position: change.shift, count: tokens.count - met.count, runaways: tokens.runaways - met.runaways };
  tokens.likeness = { before: before.tokens, same: alike, from: met.count, by: by.count };
  tokens.addRest(before.tokens, met.count, change.shift);
  tokens.runaways = before.tokens.runaways + by.runaways;
  for (const [depth, opening] of met.brackets.open.entries()) {
    const closing = before.tokens.partner(opening);
    if (closing >= met.count) tokens.pair(open[depth] ?? -1, closing + by.count);
  }
  for (const { position, count, runaways, brackets } of before.checkpoints.slice(meeting))
    checkpoints.push({
      position: position + by.position,
      count: count + by.count,
      runaways: runaways + by.runaways,
      brackets: {
        ...brackets,
        open: brackets.open.map((token, depth) => (token >= met.count ? token + by.count : (open[depth] ?? -1))),
      },
    });
  lexer.position = lexer.end;
  return true;
}

/**
 * How many tokens back the lexer may look to tell what comes next. Behind a closing bracket it looks in front of the opening
 * one, but no further back than that.
 */
const lookBehind = 8;

/**
 * Whether the lexer's state is that of a checkpoint, but for having moved: the same brackets are open, and in front of the place
 * and of each bracket, the tokens are the same ones.
 */
function isWhereItWas(
  { tokens, brackets, position, awaited }: Lexer,
  { before, checkpoint, alike }: { readonly before: Reading; readonly checkpoint: Checkpoint; readonly alike: number },
  change: Change,
): boolean {
  const { count } = checkpoint;
  if (awaited > 0 || position !== checkpoint.position + change.shift || tokens.isClose(tokens.count - 1)) return false;
  const by = tokens.count - count;
  const isMoved = (was: number): boolean => areMoved(tokens, before.tokens, { was, by }, change);
  if (!isMoved(count - 1)) return false;
  const isSame = (is: number, was: number): boolean => (is === was && is < alike) || (is === was + by && isMoved(was));
  return brackets.areLike(checkpoint.brackets, isSame);
}

/** How many tokens in front of the change are still the same. */
function countAlike({ lexer: { tokens }, known }: Walk, before: Reading, from: number): number {
  let index = known;
  while (index < tokens.count && tokens.end(index) < from && isMovedToken(tokens, before.tokens, index, 0, 0)) index++;
  return index;
}

/** Whether a token and those in front of it stand behind the change, and are those that were further on by an index. */
function areMoved(
  tokens: Tokens,
  before: Tokens,
  { was, by }: { readonly was: number; readonly by: number },
  { to, shift }: Change,
): boolean {
  if (before.start(was - lookBehind) < to) return false;
  for (let token = was - lookBehind; token <= was; token++)
    if (!isMovedToken(tokens, before, token, by, shift)) return false;
  return true;
}

/** Whether a token is now further on by an index and by an offset, and of the same kind and length. */
function isMovedToken(tokens: Tokens, before: Tokens, was: number, by: number, shift: number): boolean {
  const is = was + by;
  if (tokens.kind(is) !== before.kind(was)) return false;
  return tokens.start(is) === before.start(was) + shift && tokens.end(is) === before.end(was) + shift;
}
