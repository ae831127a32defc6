import { elementsOf, openBefore } from "../lists";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { skipType } from "./expression";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { keyOf } from "./pattern";

/**
 * The keys that are written beside the environment: of `{ ...process.env, NAME: value }`, which mostly goes to a child process,
 * and of `Object.assign(process.env, { NAME: value })`. Gives the object that is a copy of the environment, where it is one.
 */
export function findHandedOver(
  tokens: Tokens,
  { first, last }: Expression,
  source: Source,
  add: Add,
): Expression | undefined {
  const isSpread = tokens.is(first - 1, "...");
  if (!tokens.isAny(last + 1, isSpread ? ", }" : ", )")) return undefined;
  const open = openBefore(tokens, isSpread ? first - 2 : first - 1);
  const close = tokens.partner(open);
  if (close < last) return undefined;
  if (isSpread) {
    if (!tokens.is(open, "{")) return undefined;
    takeKeys(tokens, open, source, add);
    return { first: open, last: close };
  }
  if (tokens.is(open, "(") && tokens.is(open - 1, "assign") && tokens.is(open - 3, "Object"))
    for (const argument of elementsOf(tokens, open)) takeKeys(tokens, argument, source, add);
  return undefined;
}

/** The keys that a process is started with: `fork(path, { env: { NAME: value } })`, or the variable that holds them. */
export function findStarted(tokens: Tokens, open: number, add: Add): void {
  for (const argument of elementsOf(tokens, open))
    for (const key of tokens.is(argument, "{") ? elementsOf(tokens, argument) : []) {
      if (tokens.spelling(key) !== "env") continue;
      const value = tokens.is(key + 1, ":") ? key + 2 : key;
      takeKeys(tokens, value, { via: "direct" }, add);
      if (tokens.isWord(value) && tokens.isAny(value + 1, ", }")) add({ kind: "started", token: value });
    }
}

/** The keys of the object that such a variable is declared with: `const env = { NAME: value }`. */
export function findGiven(tokens: Tokens, declared: number, add: Add): void {
  const equals = tokens.is(declared + 1, ":") ? skipType(tokens, declared + 2) : declared + 1;
  if (!tokens.is(equals, "=") || !tokens.is(equals + 1, "{")) return;
  takeKeys(tokens, equals + 1, { via: "direct" }, add);
  add({ kind: "variable", token: declared, thing: "copy" });
}

/** The keys of the object that a loop goes through which puts them into the environment; `declared` is the variable that it has for them. */
export function findPutIn(tokens: Tokens, declared: number, add: Add): void {
  const object = objectGoneThrough(tokens, declared);
  takeKeys(tokens, object, { via: "direct" }, add);
  if (tokens.isWord(object) && tokens.is(object + 1, ")")) add({ kind: "started", token: object });
}

/** `object` of `for (const key in object)`, `of Object.entries(object)` and `Object.keys(object).forEach((key) =>`; -1 for other variables. */
function objectGoneThrough(tokens: Tokens, declared: number): number {
  const isPattern = tokens.is(declared - 1, "[");
  const first = isPattern ? declared - 1 : declared;
  const behind = (isPattern ? tokens.partner(first) : declared) + 1;
  if (tokens.is(behind, "in")) return behind + 1;
  if (tokens.is(behind, "of")) return listedAt(tokens, behind + 1);
  const open = [first - 1, first - 2, first - 3].find((at) => tokens.is(at, "(") && tokens.is(at - 1, "forEach")) ?? -1;
  return tokens.is(open - 3, ")") ? listedAt(tokens, tokens.partner(open - 3) - 3) : -1;
}

/** The argument of `Object.keys(…)` and `Object.entries(…)`. */
function listedAt(tokens: Tokens, first: number): number {
  const isListed = tokens.is(first, "Object") && tokens.isAny(first + 2, "keys entries") && tokens.is(first + 3, "(");
  return isListed ? first + 4 : -1;
}

function takeKeys(tokens: Tokens, open: number, { via }: Pick<Source, "via">, add: Add): void {
  if (!tokens.is(open, "{")) return;
  for (const at of elementsOf(tokens, open)) {
    const key = keyOf(tokens, at);
    const behind = key === at ? at + 1 : at + 3;
    if (key < 0 || !tokens.isAny(behind, ": , }")) continue;
    // Node leaves out what is undefined: nodejs.org/api/child_process.html
    const isLeftOut = tokens.is(behind + 1, "undefined") && tokens.isAny(behind + 2, ", }");
    addReference(tokens, key, { kind: isLeftOut ? "delete" : "write", optional: false, via }, add);
  }
}
