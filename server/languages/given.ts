import { fails } from "./failing";
import type { Region } from "./guarded";
import { isSparedIn } from "./guarded";
import type { Guards } from "./guards";
import { choices, conditionWords, failsByItself, isGuarded, startOfChoices } from "./guards";
import { fitsAt, fitsUpTo } from "./patterns";
import type { Span } from "./reached";
import { answersTo, endsOperand, regionsOf, restFrom, statementAt } from "./reached";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";
import { scopeBehind } from "./variableScopes";

/**
 * Whether the code gets along without what the tokens from `first` to `last` read because that is only put back to where it came
 * from, at the keys that `isOrigin` knows, or given to a variable of a function, each use of which has a fallback, is only
 * reached with the value, or puts it back.
 */
export function isSparedAsGiven(
  tokens: Tokens,
  [first, last]: Span,
  guards: Guards,
  isOrigin: (key: number) => boolean,
): boolean {
  if (isOrigin(keyGiven(tokens, first, last))) return !failsByItself(tokens, first, last, guards);
  const [from, to] = passedThrough(tokens, first, last, guards);
  const isElvis = tokens.is(from - 1, ":") && tokens.is(from - 2, "?");
  const isLast = isElvis || tokens.isAny(from - 1, choices);
  const start = isLast ? startOfChoices(tokens, isElvis ? from - 1 : from) : from;
  const word = isWhole(tokens, to + 1) ? wordGiven(tokens, start - 1, guards) : undefined;
  if (word === undefined || failsByItself(tokens, first, last, guards)) return false;
  const scope = scopeBehind(tokens, word, to, guards);
  if (scope === undefined) return false;
  const variable: Variable = { name: tokens.spelling(word), isMarked: tokens.is(word - 1, "$"), guards, isOrigin };
  const uses = usesOf(tokens, variable, scope);
  if (uses.length === mostUses) return false;
  const meaning = (use: Use): readonly Region[] | undefined =>
    use.isBare ? undefined : meaningOf(tokens, variable, use.token);
  return isSparedIn(uses, ({ offset }) => offset, meaning, guards.isEnded);
}

interface Variable {
  readonly name: string;
  /** Whether a `$` stands in front of it everywhere. */
  readonly isMarked: boolean;
  readonly guards: Guards;
  /** Whether the variable's own name is written at a key. */
  readonly isOrigin: (key: number) => boolean;
}

/** The string that is given just this value: `"X"` of `os.Setenv("X", old)` and `ENV["X"] = old`; -1 where none is. */
function keyGiven(tokens: Tokens, first: number, last: number): number {
  if (tokens.is(first - 1, ",")) return tokens.is(last + 1, ")") ? first - 2 : -1;
  const isAll = isWhole(tokens, last + 1) || tokens.isAny(last + 1, ") if unless end");
  return tokens.is(first - 1, "=") && isAll ? first - 3 : -1;
}

/** With the parentheses around it, and the functions that make of nothing what still is nothing. */
function passedThrough(tokens: Tokens, first: number, last: number, { through }: Guards): Span {
  let [from, to] = [first, last];
  while (tokens.is(from - 1, "(") && tokens.partner(from - 1) === to + 1) {
    const way = through.find((each) => fitsUpTo(tokens, from - 1, each));
    if (way === undefined && tokens.isWord(from - 2)) break;
    from -= way?.parts.length ?? 1;
    to++;
  }
  return [from, to];
}

/** Whether nothing more is made of a value: what is behind it starts another statement. */
function isWhole(tokens: Tokens, behind: number): boolean {
  if (behind >= tokens.count || tokens.isAny(behind, "; }")) return true;
  return tokens.startsLine(behind) && (tokens.kind(behind) !== tokenKind.mark || tokens.isAny(behind, "$ @ @@"));
}

const noTypes = "else return do then throw await yield case default goto and or not in new delete";
const modifiers = "final const static auto register unsigned volatile";

/** The variable that is declared in front of a value. */
function wordGiven(tokens: Tokens, last: number, guards: Guards): number | undefined {
  const places = guards.variables
    .filter((each) => fitsUpTo(tokens, last, each))
    .map(({ parts, nameIndex }) => last + 1 - parts.length + nameIndex);
  return places.find((word) => declarationOf(tokens, word, guards) >= 0);
}

/** Where the statement starts that gives a variable its value as the language's table says; -1 where none does. */
function declarationOf(tokens: Tokens, word: number, { variables, isEnded }: Guards): number {
  for (const pattern of variables) {
    let first = word - pattern.nameIndex;
    if (!fitsAt(tokens, first, pattern) || tokens.isAny(first, noTypes)) continue;
    // Others may use a constant of Ruby.
    if (isEnded && first === word && /^[A-Z]/.test(tokens.spelling(word))) continue;
    while (tokens.isAny(first - 1, modifiers)) first--;
    if (isStatement(tokens, first, isEnded)) return first;
  }
  return -1;
}

/** Whether a statement starts here that nothing in front of it decides about, as `if (question)` would. */
function isStatement(tokens: Tokens, first: number, isEnded: boolean): boolean {
  const before = first - 1;
  if (before < 0 || tokens.isAny(before, "; { }")) return true;
  if (!tokens.startsLine(first) || (!endsOperand(tokens, before) && !tokens.isAny(before, ": |"))) return false;
  if (isEnded) return true;
  const isDecided = tokens.is(before, ")") && tokens.isAny(tokens.partner(before) - 1, decidingWords);
  return !isDecided && !tokens.isAny(before, "else do then");
}

const decidingWords = `${conditionWords} for foreach switch when`;

interface Use {
  readonly offset: number;
  readonly token: number;
  /** Nothing is known of it but that it is there: in a string that is filled in. */
  readonly isBare: boolean;
}

/** One more than are looked at. */
const mostUses = 41;

function usesOf(tokens: Tokens, { name, isMarked }: Variable, { start, end }: Region): readonly Use[] {
  const uses: Use[] = [];
  for (const { index } of tokens.text.slice(start, end).matchAll(new RegExp(`\\b${name}\\b`, isMarked ? "gi" : "g"))) {
    const use = useAt(tokens, start + index, name, isMarked);
    if (use !== undefined) uses.push(use);
    if (uses.length === mostUses) break;
  }
  return uses;
}

function useAt(tokens: Tokens, offset: number, name: string, isMarked: boolean): Use | undefined {
  const token = tokens.indexAt(offset);
  const { length } = name;
  const isMissed = tokens.end(token) < offset + length;
  if (isMissed) return undefined;
  if (!tokens.isWord(token)) {
    // `compact("name")`, and not the key of `["name" => 1]`
    const isWhole = isMarked && tokens.spelling(token) === name && !tokens.is(token + 1, "=>");
    const isFilledIn = "${@".includes(tokens.text.charAt(offset - 1)) || tokens.kind(token) === tokenKind.opaque;
    return isWhole || isFilledIn ? { offset, token, isBare: true } : undefined;
  }
  if (tokens.end(token) - tokens.start(token) !== length) return undefined;
  const isSymbol = tokens.is(token - 1, ":") && tokens.end(token - 1) === offset;
  if (!isMarked) return tokens.isMember(token) || isSymbol ? undefined : { offset, token, isBare: false };
  return tokens.isAny(token - 1, "$ @ { :") ? { offset, token, isBare: !tokens.is(token - 1, "$") } : undefined;
}

/** Where the code only gets to with the value as far as one use tells; undefined where that one needs it. */
function meaningOf(tokens: Tokens, variable: Variable, token: number): readonly Region[] | undefined {
  const { name, isMarked, guards, isOrigin } = variable;
  const first = isMarked ? token - 1 : token;
  if (isOrigin(keyGiven(tokens, first, token))) return [];
  if (isAssigned(tokens, token)) return behindAssignment(tokens, token, first, guards);
  if (!isMarked && isOtherwiseNamed(tokens, token)) return [];
  const [from, to] = passedThrough(tokens, first, token, guards);
  if (!isGuarded(tokens, from, to, guards) || failsOtherwise(tokens, from, to, guards)) return undefined;
  const { present, absent, rest } = answersTo(tokens, from, to, guards);
  if (absent === undefined) return regionsOf(tokens, present);
  if (rest !== undefined && isGivenIn(tokens, absent, name, guards)) return regionsOf(tokens, [...present, rest]);
  return fails(tokens, absent) ? undefined : regionsOf(tokens, present);
}

/** `x =`, `x ||=`, `x, y =` */
function isAssigned(tokens: Tokens, token: number): boolean {
  let at = token + 1;
  while (tokens.is(at, ",") && tokens.isWord(at + 1)) at += 2;
  return tokens.isAny(at, "= := ||= ??= //= ?=") || (tokens.is(at, "<") && tokens.is(at + 1, "-"));
}

/** What stands behind an assignment in its block: there the variable is something else. */
function behindAssignment(tokens: Tokens, token: number, first: number, guards: Guards): readonly Region[] {
  const declared = declarationOf(tokens, token, guards);
  const start = declared < 0 ? first : declared;
  const [, last] = statementAt(tokens, start);
  if (!isStatement(tokens, start, guards.isEnded) || !isDecided(tokens, token, last)) return [];
  const behind = tokens.is(last + 1, ";") ? last + 2 : last + 1;
  if (!guards.isEnded) return regionsOf(tokens, [restFrom(tokens, behind, 0)]);
  return regionsOf(tokens, [throughEnsure(tokens, restFrom(tokens, behind, tokens.column(start)))]);
}

/** With what Ruby's `ensure` does in the end of the block: there the variable is the same. */
function throughEnsure(tokens: Tokens, [first, last]: Span): Span {
  let at = last + 1;
  const column = tokens.column(at);
  const isClause = (words: string): boolean =>
    tokens.isAny(at, words) && tokens.startsLine(at) && tokens.column(at) === column;
  while (isClause("rescue else")) at = restFrom(tokens, at + 1, column + 1)[1] + 1;
  return isClause("ensure") ? [first, restFrom(tokens, at + 1, column + 1)[1]] : [first, last];
}

/** Whether all of a statement is done at once, and in any case. */
function isDecided(tokens: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at = tokens.next(at)) if (tokens.isAny(at, undecided)) return false;
  return true;
}

/** Words in a statement of which not everything is done at once. */
const undecided = `${conditionWords} case begin do switch match when try`;

/** A key, the name of an argument, or what a pattern calls the value. */
function isOtherwiseNamed(tokens: Tokens, token: number): boolean {
  if (tokens.is(token + 1, ":")) return tokens.isAny(token - 1, "{ , (") && !tokens.isAny(token + 2, ", ) }");
  return tokens.isAny(token - 2, "Ok Some Err") && tokens.isAny(token + 2, "= =>");
}

/** Words and marks in front of what there is instead of a value. */
const alternatives = "else || ?? ?: or //";
const alternativeMethods = "unwrap_or_else or_else map_or_else orElseGet getOrElse";

/** `x ?: exit(1)`, `guard let y = x else { throw … }`, `switch (x) { default: throw … }` */
function failsOtherwise(tokens: Tokens, from: number, to: number, { isEnded }: Guards): boolean {
  if (tokens.isAny(to + 1, alternatives) || tokens.isAny(to + 2, alternativeMethods))
    return fails(tokens, statementAt(tokens, to + 2));
  const isGroup = tokens.is(from - 1, "(");
  const keyword = isGroup ? from - 2 : from - 1;
  if (!tokens.isAny(keyword, "switch match case when")) return false;
  const body = isGroup ? tokens.partner(from - 1) + 1 : to + 1;
  if (!isEnded) return !tokens.is(body, "{") || fails(tokens, [body, tokens.partner(body)]);
  return fails(tokens, restFrom(tokens, body, tokens.column(keyword)));
}

/** Whether a branch gives the variable another value in any case, whatever else it does. */
function isGivenIn(tokens: Tokens, [first, last]: Span, name: string, { isEnded }: Guards): boolean {
  for (let at = first; at <= last; at = tokens.next(at)) {
    if (!tokens.is(at, name) || !isAssigned(tokens, at) || tokens.is(at + 1, ":=")) continue;
    const start = tokens.is(at - 1, "$") ? at - 1 : at;
    const end = Math.min(last, statementAt(tokens, start)[1]);
    if (tokens.isAny(at + 2, nothing) || (tokens.kind(at + 2) === tokenKind.literal && !tokens.isText(at + 2)))
      continue;
    const isOwn = isStatement(tokens, start, isEnded) && (!isEnded || tokens.column(start) === tokens.column(first));
    if ((start === first || isOwn) && isDecided(tokens, at, end)) return true;
  }
  return false;
}

const nothing = "nil null None undef NULL nullptr false";
