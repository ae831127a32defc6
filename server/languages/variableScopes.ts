import type { Region } from "./guarded";
import type { Guards } from "./guards";
import { startsStatement } from "./reached";
import type { Tokens } from "./tokens";

/** How many tokens, brackets and all, are passed over on the way out of a block, how many blocks, and how much of a head. */
const farthest = 1500;
const deepest = 20;
const longestHead = 40;

/** In how many tokens in front of a block its variables may be named first. */
const nearby = 300;

/** How many tokens of a function stand in front of its end. */
const longestFunction = 5000;

/** How many characters of a scope are looked through. */
const largest = 50_000;

/**
 * Where a variable that a token declares may be used behind another token; undefined where others may have it, or where nobody
 * can tell.
 */
export function scopeBehind(tokens: Tokens, word: number, last: number, guards: Guards): Region | undefined {
  const behind = endOfScope(tokens, word, guards);
  if (behind === undefined) return undefined;
  const region = { start: tokens.end(last), end: tokens.start(behind) };
  return region.end - region.start <= largest ? region : undefined;
}

/** The token behind the last one of the scope. */
function endOfScope(tokens: Tokens, word: number, guards: Guards): number | undefined {
  const { functions, isScript, isEnded } = guards;
  if (functions !== "" && isEnded) return endOfFunction(tokens, word, guards);
  let at = word;
  for (let depth = 0; depth < deepest; depth++) {
    const open = bracketAround(tokens, at);
    if (open === undefined) return undefined;
    if (open < 0) return isScript ? tokens.count : undefined;
    const isBlock = functions === "" || (tokens.is(open, "{") && hasInHead(tokens, open, functions));
    if (isBlock) return tokens.is(open, "{") && !hasInHead(tokens, open, types) ? closeOf(tokens, open) : undefined;
    at = open;
  }
  return undefined;
}

function closeOf(tokens: Tokens, open: number): number {
  return tokens.partner(open) > open ? tokens.partner(open) : tokens.count;
}

/** -1 where there is none; undefined where it is too far away. */
function bracketAround(tokens: Tokens, index: number): number | undefined {
  let at = index - 1;
  for (let count = 0; at >= 0 && !tokens.isOpen(at); count++) {
    if (count > farthest) return undefined;
    at = tokens.previous(at);
  }
  return at;
}

/** Words in front of a block that holds declarations, which others may use. */
const types = "class interface struct enum trait object namespace module record impl extension extends implements new";

function hasInHead(tokens: Tokens, open: number, words: string): boolean {
  for (let at = open - 1, count = 0; at >= 0 && count < longestHead; at = tokens.previous(at), count++) {
    // `Name::class`; and a method of C# may give an `object`.
    const isOther = tokens.is(at - 1, "::") || (tokens.is(at, "object") && tokens.is(at + 2, "("));
    if (tokens.isAny(at, words) && !isOther) return true;
    if (tokens.isAny(at, "; }") || tokens.isOpen(at) || (at < open - 1 && startsStatement(tokens, at))) return false;
  }
  return false;
}

/** Where blocks end with a word: the end of the function by the columns of its lines, or the end of the text. */
function endOfFunction(tokens: Tokens, word: number, { functions, blocks }: Guards): number | undefined {
  const name = tokens.spelling(word);
  let column = Infinity;
  /** The block around the variable, which has it for its own unless the name stands around the block. */
  let block: Line | undefined;
  let isNamed = false;
  for (let at = word; at >= 0 && (column > 0 || block !== undefined); at--) {
    if (word - at > farthest) return undefined;
    if (block !== undefined && block.start - at > nearby) break;
    isNamed ||= at < word && tokens.is(at, name);
    if (at > 0 && !tokens.startsLine(at)) continue;
    const line = { start: at, column: tokens.column(at), isNamed };
    isNamed = false;
    if (block !== undefined && line.isNamed && line.column <= block.column) block = undefined;
    if (line.column >= column) continue;
    const isOwn = column === Infinity;
    column = line.column;
    if (isOwn) continue;
    if (tokens.isAny(at, functions)) return endOfBlock(tokens, block ?? line, word) ?? tokens.count;
    if (block === undefined && !line.isNamed && startsBlock(tokens, at, blocks)) block = line;
  }
  return (block && endOfBlock(tokens, block, word)) ?? tokens.count;
}

/** The start of a line, and whether the variable's name stands in it. */
interface Line {
  readonly start: number;
  readonly column: number;
  readonly isNamed: boolean;
}

/** Whether a line ends with the start of a block: `each do |one|` */
function startsBlock(tokens: Tokens, start: number, blocks: string): boolean {
  if (blocks === "") return false;
  for (let at = start + 1; at < start + longestHead && at < tokens.count && !tokens.startsLine(at); at++)
    if (tokens.isAny(at, blocks) && (tokens.is(at + 1, "|") || tokens.startsLine(at + 1))) return true;
  return false;
}

/** The `end` in the column of a line, behind a token. */
function endOfBlock(tokens: Tokens, { column }: Line, behind: number): number | undefined {
  for (let end = behind; end < behind + longestFunction; end++)
    if (tokens.is(end, "end") && tokens.startsLine(end) && tokens.column(end) === column) return end;
  return undefined;
}
