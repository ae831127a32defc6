import { kept } from "./groups";
import { elementsOf } from "./lists";
import { occurrencesOf } from "./patterns";
import type { Tokens } from "./tokens";

/** An expression that reads a name, and the token of the name in it. */
export interface Reading {
  readonly first: number;
  readonly last: number;
  readonly key: number;
  readonly optional: boolean;
}

/** What the calls of wrappers are found with. */
export interface WrapperSyntax {
  /** The words in front of the name of a function where it is defined; `*` stands for its type. */
  readonly definers: string;
  /** Whether functions end with a word. */
  readonly isEnded: boolean;
  /** Whether the code gets along without what an expression reads. */
  readonly isSpared: (first: number, last: number) => boolean;
}

/** A function that hands the name it is given to what reads the environment, or to another such function. */
interface Wrapper {
  /** The token of its name where it is defined. */
  readonly word: number;
  /** Which argument is the name, counted from 0. */
  readonly argument: number;
  readonly optional: boolean;
}

/** How many functions are followed in a text, as one may hand a name to another. */
const mostWrappers = 40;

/** The calls of functions of a text that read the name they are given, with a string for it: what they read, and its key. */
export function wrapperCalls(tokens: Tokens, computed: readonly Reading[], syntax: WrapperSyntax): readonly Reading[] {
  const wrappers = new Map<number, Wrapper>();
  const calls = new Map<number, Reading>();
  const pending = [...computed];
  const places = new Map<string, readonly number[]>();
  const isSpared = ({ first, last, key }: Reading): boolean => last > key && syntax.isSpared(first, last);
  for (const reading of pending) {
    const around = wrapperAround(tokens, reading, syntax);
    const known = around && wrappers.get(around.word);
    // Where one of its readings has a fallback, the others mostly are behind a question.
    if (around === undefined || known?.optional === true) continue;
    const wrapper = { ...around, optional: around.optional || isSpared(reading) };
    if (known?.optional === wrapper.optional) continue;
    if (wrappers.size === mostWrappers) break;
    wrappers.set(wrapper.word, wrapper);
    for (const call of callsOf(tokens, wrapper, syntax, places)) {
      if (!tokens.isLiteral(call.key)) pending.push(call);
      else if (isWhole(tokens, call.key + 1))
        calls.set(call.key, { ...call, optional: call.optional || isSpared(call) });
    }
  }
  return [...calls.values()];
}

/** As far as the wrapper itself tells whether they get along without the name. */
function callsOf(
  tokens: Tokens,
  { word, argument, optional }: Wrapper,
  { definers }: WrapperSyntax,
  places: Map<string, readonly number[]>,
): readonly Reading[] {
  const name = tokens.spelling(word);
  if (setters.test(name)) return [];
  return kept(places, name, () => [...occurrencesOf(tokens, name)]).flatMap((at) => {
    const open = openBehind(tokens, at);
    // Elixir defines a function several times.
    if (at === word || tokens.isAny(at - 1, definers) || !tokens.is(open, "(") || tokens.startsLine(open)) return [];
    let first = at;
    while (tokens.isAny(first - 1, joints) && tokens.isWord(first - 2)) first -= 2;
    const start = elementsOf(tokens, open)[argument];
    if (start === undefined || !isOwn(tokens, at, name)) return [];
    return [{ first, last: tokens.partner(open), key: tokens.is(start + 1, ":") ? start + 2 : start, optional }];
  });
}

/** Where the arguments of a call begin: behind `name`, `name!`, `name::<T>` and `name<T>`. */
function openBehind(tokens: Tokens, word: number): number {
  const behind = tokens.isAny(word + 1, "! ?") ? word + 2 : word + 1;
  const angle = tokens.is(behind, "::") ? behind + 1 : behind;
  for (let at = angle; tokens.is(angle, "<") && at < angle + longestResult; at++)
    if (tokens.is(at + 1, "(") && tokens.isAny(at, "> >>")) return at + 1;
  return behind;
}

const joints = ". -> :: ?.";

/** What a function is called that reads a name to put it back, or to see whether it sets anything new. */
const setters = /^(?:un)?set|^(?:with|ensure|override|restore)/i;

/** Others have functions of the same name, such as `env` of a process that is started with it. */
function isOwn(tokens: Tokens, at: number, name: string): boolean {
  return !tokens.isAny(at - 1, joints) || tokens.isAny(at - 2, "self this Self static") || /.env|env./i.test(name);
}

/** Whether nothing is added to a name. Behind one that is still being typed comes another line, or nothing. */
function isWhole(tokens: Tokens, behind: number): boolean {
  return behind >= tokens.count || tokens.isAny(behind, ", )") || tokens.startsLine(behind);
}

/** How far in front of a reading its function may begin, in tokens. */
const longestFunction = 300;
/** How many tokens a function may have between its parameters and its body. */
const longestResult = 16;

/** The function whose parameter an expression reads. */
function wrapperAround(tokens: Tokens, { first, key, optional }: Reading, syntax: WrapperSyntax): Wrapper | undefined {
  const word = tokens.isAny(key, "& $ *") ? key + 1 : key;
  if (!tokens.isWord(word) || !tokens.isAny(word + 1, ") ] ,")) return undefined;
  const name = tokens.spelling(word);
  let body = first;
  for (let at = first - 1; at > Math.max(0, first - longestFunction); at--) {
    if (tokens.is(at, name) && tokens.isAny(at + 1, "= := += .= ||=")) return undefined;
    if (tokens.is(at, "{")) body = at;
    if (!tokens.isClose(at)) continue;
    const list = tokens.partner(at);
    const defined = syntax.isEnded || body - at <= longestResult ? definedBefore(tokens, list, syntax.definers) : -1;
    if (defined >= 0) {
      const argument = isEndedBefore(tokens, defined, first, syntax) ? -1 : parameterOf(tokens, list, name);
      return argument < 0 ? undefined : { word: defined, argument, optional: optional || tokens.is(word + 1, ",") };
    }
    if (list < 0) return undefined;
    // A function whose body is closed in front of the reading has nothing to do with it.
    if (tokens.is(at, "}")) body = Infinity;
    at = list;
  }
  return undefined;
}

/** The name of the function whose parameters stand in a parenthesis; -1 where they are arguments. */
function definedBefore(tokens: Tokens, open: number, definers: string): number {
  const end = tokens.isAny(open - 1, "! ?") ? open - 2 : open - 1;
  const word = tokens.is(end, ">") ? wordBeforeAngles(tokens, end) : end;
  if (!tokens.is(open, "(") || !tokens.isWord(word)) return -1;
  const before = tokens.is(word - 1, ".")
    ? word - 3
    : tokens.is(word - 1, ")")
      ? tokens.partner(word - 1) - 1
      : word - 1;
  if (tokens.isAny(before, definers)) return word;
  const isTyped = definers.includes("*") && (tokens.isWord(word - 1) || tokens.isAny(word - 1, "* & > ] ?"));
  return isTyped && !tokens.startsLine(word) && !tokens.isAny(word - 1, noTypes) ? word : -1;
}

const noTypes = "return new else throw await in when case yield do";

/** `fn read<T: FromStr>(` */
function wordBeforeAngles(tokens: Tokens, last: number): number {
  for (let at = last; at > last - longestResult; at--) if (tokens.is(at, "<")) return at - 1;
  return -1;
}

/** Whether a function ends in front of a place, in languages that say so with a word. */
function isEndedBefore(tokens: Tokens, defined: number, place: number, { isEnded }: WrapperSyntax): boolean {
  let line = defined;
  while (line > 0 && !tokens.startsLine(line)) line--;
  for (let at = defined; isEnded && at < place; at++)
    if (tokens.is(at, "end") && tokens.startsLine(at) && tokens.column(at) <= tokens.column(line)) return true;
  return false;
}

/** Which argument a parameter is given by; -1 where there is none of that name. */
function parameterOf(tokens: Tokens, open: number, name: string): number {
  const starts = elementsOf(tokens, open);
  const behind = (index: number): number => starts[index + 1] ?? tokens.partner(open);
  const holds = (index: number, word: string): boolean => {
    for (let at = starts[index] ?? 0; at < behind(index); at++) if (tokens.is(at, word)) return true;
    return false;
  };
  const found = starts.findIndex((_start, index) => holds(index, name));
  // Rust names what a method is called on among its parameters.
  return found > 0 && holds(0, "self") ? found - 1 : found;
}
