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
  /** How many brackets were open at the end. */
  readonly unclosed: number;
}

/** The last text that somebody typed in, if its language has a `reach`. Smaller ones are read in no time. */
let last: Reading | undefined;
const worthKeeping = 20_000;

/**
 * The tokens of a text that somebody types in: of the text as it is or, where a string or a comment runs away, with the edited
 * line sealed; where brackets stay open, without those that the line opens, if that helps. Of a text that is like the last one but for one place, only what is around that place is read again: from a
 * checkpoint in front of it to one behind it that the lexer comes by in the same state as before.
 */
export function lexTyped(text: string, table: LexicalTable, editedAt: number): Tokens {
  const before = last?.table === table ? last : undefined;
  const line = lineAt(text, editedAt);
  let reading = read(text, table, before);
  if (reading.tokens.runaways > 0) {
    const sealed = read(text, table, before ?? reading, line);
    if (sealed.tokens.runaways <= reading.tokens.runaways) reading = sealed;
  }
  if (reading.unclosed > 0) {
    const closed = read(text, table, before ?? reading, line, true);
    const isBetter = closed.unclosed < reading.unclosed && closed.tokens.runaways <= reading.tokens.runaways;
    if (isBetter) reading = closed;
  }
  if (table.reach !== undefined) last = text.length >= worthKeeping ? reading : undefined;
  return reading.tokens;
}

/** The line that an offset is in. */
export function lineAt(text: string, offset: number): Range {
  const end = text.indexOf("\n", offset);
  return { from: text.lastIndexOf("\n", offset - 1) + 1, to: end < 0 ? text.length : end };
}

/** Reads a text, with the strings and comments of a line sealed, and the brackets that are opened in it given up. */
function read(text: string, table: LexicalTable, before?: Reading, sealed?: Range, givesUp = false): Reading {
  const change = before === undefined || table.reach === undefined ? undefined : changeSince(before, text, sealed);
  const walk = before === undefined || change === undefined ? start(text, table) : restart(text, before, change);
  if (sealed !== undefined) {
    walk.to(sealed.from);
    walk.lexer.runLine(sealed, givesUp);
  }
  const isMet = before !== undefined && change !== undefined && takeRest(walk, before, change);
  walk.to(text.length);
  const unclosed = isMet ? before.unclosed : walk.lexer.brackets.depth;
  return { text, table, tokens: walk.lexer.tokens, checkpoints: walk.checkpoints, sealed, unclosed };
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
      if (lexer.brackets.depth <= deepestCheckpoint) checkpoints.push(lexer.checkpoint());
      next = lexer.position + betweenCheckpoints;
    }
  }
}

const betweenCheckpoints = 8_000;
const deepestCheckpoint = 200;

function start(text: string, table: LexicalTable): Walk {
  const lexer = new Lexer(new Tokens(text, text.length), compiled(table), { from: 0, to: text.length });
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
  const known = tokens.startOf(text, checkpoint);
  const range = { from: checkpoint.position, to: text.length };
  return new Walk(new Lexer(known, compiled(table), range, new Brackets(known, checkpoint.brackets)), kept);
}

/** Reads until everything is as it was before, and takes over the rest; false if that does not happen. */
function takeRest(walk: Walk, before: Reading, change: Change): boolean {
  const { lexer, checkpoints } = walk;
  const meeting = before.checkpoints.findIndex((checkpoint) => {
    if (checkpoint.position < change.to) return false;
    walk.to(checkpoint.position + change.shift);
    return isWhereItWas(walk, before, checkpoint, change);
  });
  const met = before.checkpoints[meeting];
  if (met === undefined) return false;
  const { tokens } = lexer;
  const by = { position: change.shift, count: tokens.count - met.count, runaways: tokens.runaways - met.runaways };
  while ((checkpoints.at(-1)?.position ?? -1) >= lexer.position) checkpoints.pop();
  tokens.addRest(before.tokens, met.count, change.shift);
  tokens.runaways = before.tokens.runaways + by.runaways;
  for (const { position, count, runaways, brackets } of before.checkpoints.slice(meeting))
    checkpoints.push({
      position: position + by.position,
      count: count + by.count,
      runaways: runaways + by.runaways,
      brackets: brackets.moved(tokens, met.count, by.count),
    });
  lexer.position = lexer.end;
  return true;
}

/** How many tokens back the lexer may look to tell what comes next; behind a closing bracket, it looks in front of the opening one. */
const lookBehind = 8;

/**
 * Whether the lexer's state is that of a checkpoint, but for having moved: the same brackets are open, all from where nothing
 * was read again, and the last tokens are the same ones.
 */
function isWhereItWas({ lexer, known }: Walk, before: Reading, checkpoint: Checkpoint, { to, shift }: Change): boolean {
  const { tokens, brackets, position } = lexer;
  if (position !== checkpoint.position + shift || !brackets.areLike(checkpoint.brackets, known)) return false;
  const { count } = checkpoint;
  if (before.tokens.start(count - lookBehind) < to || tokens.isClose(tokens.count - 1)) return false;
  for (let back = 1; back <= lookBehind; back++) {
    const [is, was] = [tokens.count - back, count - back];
    if (tokens.kind(is) !== before.tokens.kind(was)) return false;
    if (tokens.start(is) !== before.tokens.start(was) + shift || tokens.end(is) !== before.tokens.end(was) + shift)
      return false;
  }
  return true;
}
