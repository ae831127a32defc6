import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import { isOperandExpected } from "./operand";
import { startsStatement } from "./statements";

/** The tokens of an expression, both ends included. */
export interface Expression {
  readonly first: number;
  readonly last: number;
}

/** The expression with everything around it that does not change its value: `(x)`, `x!`, `x as T`, `<T>x`. */
export function unwrapped(tokens: Tokens, expression: Expression): Expression {
  let { first, last } = expression;
  for (;;) {
    if (isNonNull(tokens, last + 1)) last++;
    else if (tokens.isAny(last + 1, "as satisfies") && !tokens.startsLine(last + 1))
      last = skipType(tokens, last + 2) - 1;
    else if (isGroup(tokens, first - 1, last + 1)) {
      first--;
      last++;
    } else if (isAssertion(tokens, first)) first -= 3;
    else return { first, last };
  }
}

function isNonNull(tokens: Tokens, index: number): boolean {
  return tokens.is(index, "!") && !tokens.startsLine(index);
}

function isGroup(tokens: Tokens, open: number, close: number): boolean {
  return (
    tokens.is(open, "(") && tokens.partner(open) === close && isOperandExpected(tokens, beforeArguments(tokens, open))
  );
}

/** The token in front of a parenthesis, or of the type arguments that adjoin it: `f` of `f(x)` and of `f<T>(x)`. */
function beforeArguments(tokens: Tokens, open: number): number {
  return (tokens.end(open - 1) === tokens.start(open) ? beforeAngles(tokens, open) : open) - 1;
}

/** `<any>process.env` */
function isAssertion(tokens: Tokens, first: number): boolean {
  return tokens.is(first - 1, ">") && tokens.isWord(first - 2) && tokens.is(first - 3, "<");
}

/** What may stand between the parts of a type. */
const typeJoints = ". | & is";
const typePrefixes = "typeof keyof readonly unique infer asserts | &";

/** The token behind the type that starts at `index`. */
export function skipType(tokens: Tokens, index: number): number {
  let at = index;
  for (;;) {
    const next = skipTypePart(tokens, at);
    const isFunction = tokens.is(at, "(") && tokens.is(next, "=>");
    const behind = tokens.is(next, "extends") ? behindCondition(tokens, next) : next;
    if (!isFunction && behind === next && !tokens.isAny(next, typeJoints)) return next;
    at = behind === next ? next + 1 : behind;
  }
}

/** The last type of a conditional one, `A extends B ? C : D`; the word itself where it belongs to something else. */
function behindCondition(tokens: Tokens, word: number): number {
  const question = skipType(tokens, word + 1);
  if (!tokens.is(question, "?")) return word;
  const colon = skipType(tokens, question + 1);
  return tokens.is(colon, ":") ? colon + 1 : word;
}

function skipTypePart(tokens: Tokens, index: number): number {
  let at = index;
  while (tokens.isAny(at, typePrefixes)) at++;
  if (tokens.kind(at) === tokenKind.piece) at = skipTemplate(tokens, at);
  else if (tokens.isOpen(at) && tokens.partner(at) > at) at = tokens.partner(at) + 1;
  else if (tokens.isWord(at) || tokens.isLiteral(at)) at++;
  if (tokens.is(at, "<")) at = skipAngles(tokens, at);
  while (tokens.is(at, "[") && tokens.partner(at) > at && !tokens.startsLine(at)) at = tokens.partner(at) + 1;
  return at;
}

/** The token behind a template with holes: a piece of text, and one behind each hole. */
function skipTemplate(tokens: Tokens, piece: number): number {
  let at = piece;
  while (tokens.is(at + 1, "${") && tokens.partner(at + 1) > at) at = tokens.partner(at + 1) + 1;
  return at + 1;
}

/** The mark or keyword in front of the type that ends before `index`: `:` of `name: Type = value`. -1 when there is none. */
export function colonBefore(tokens: Tokens, index: number): number {
  for (let at = index - 1; at > index - typeArgumentsLimit && at >= 0; at--) {
    if (tokens.is(at, ":")) return at;
    if (tokens.isClose(at)) at = tokens.partner(at);
    else if (tokens.isOpen(at) || tokens.isAny(at, "; = : ?") || startsStatement(tokens, at)) return -1;
    else if (tokens.is(at, ",") && !isInAngles(tokens, at)) return -1;
  }
  return -1;
}

/** A comma between the arguments of a generic type has a closing angle behind it before any bracket. */
function isInAngles(tokens: Tokens, comma: number): boolean {
  for (let at = comma + 1; at < comma + 20; at++) {
    if (tokens.isAny(at, "> >> >>>")) return true;
    if (!tokens.isWord(at) && !tokens.isLiteral(at) && !tokens.isAny(at, ". | , < &")) return false;
  }
  return false;
}

/** How many tokens the arguments of a generic type may have. */
const typeArgumentsLimit = 200;

/** The angle that opens what one in front of a token closes; the token itself where there is none. */
export function beforeAngles(tokens: Tokens, behind: number): number {
  let depth = 0;
  for (let at = behind - 1; at > behind - longestTypeParameters; at--) {
    if (tokens.isAny(at, "> >> >>>")) depth += tokens.end(at) - tokens.start(at);
    else if (tokens.is(at, "<") && --depth === 0) return at;
    if (depth === 0) break;
  }
  return behind;
}

const longestTypeParameters = 60;

/** The token behind the angle that closes the one at `index`. */
export function skipAngles(tokens: Tokens, index: number): number {
  let depth = 0;
  for (let at = index; at < index + typeArgumentsLimit && at < tokens.count; at++) {
    if (tokens.is(at, "<")) depth++;
    else if (tokens.isAny(at, "> >> >>>")) depth -= tokens.end(at) - tokens.start(at);
    else if (tokens.isOpen(at) && tokens.partner(at) > at) at = tokens.partner(at);
    if (depth <= 0) return at + 1;
  }
  return index;
}
