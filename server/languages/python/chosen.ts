import type { Reached } from "../guarded";
import { isEnd } from "./lines";
import type { Condition } from "./questions";
import { regionsBehind } from "./questions";
import { comparisonOf } from "./usage";
import type { Tokens } from "../tokens";
import type { Module } from "./variables";
import { usesOf, wordGiven } from "./variables";

/** How many uses of a variable are looked at. */
const mostUses = 40;

/** An expression that reads a name, and the token of the text that stands in for it where it is not there; -1 where none does. */
export interface Reading {
  readonly first: number;
  readonly last: number;
  readonly otherwise: number;
}

/**
 * Where the code only gets to with a name because of the value that it has, as what is read or by the name of a variable:
 * `x = os.getenv("X", "local")`, and then `if x == "s3":`.
 */
export function chosenBy(module: Module, reading: Reading): readonly Reached[] {
  const { tokens, scopes } = module;
  const choice = inSmall(module, withFallback(module, reading));
  const { first, last, otherwise } = choice;
  const own = otherwise < 0 ? [] : reachedBy(module, choice);
  const word = isEnd(tokens, last + 1, ";") ? wordGiven(tokens, scopes, first - 1) : -1;
  const uses = word < 0 ? [] : (usesOf(module, word) ?? []).slice(0, mostUses);
  return [...own, ...uses.flatMap((use) => reachedBy(module, inSmall(module, { first: use, last: use, otherwise })))];
}

/** `X or "local"` */
function withFallback({ tokens }: Module, reading: Reading): Reading {
  const text = reading.last + 2;
  const isGiven = reading.otherwise < 0 && tokens.is(text - 1, "or") && tokens.isText(text);
  return isGiven ? { ...reading, last: text, otherwise: text } : reading;
}

/** With what leaves a text the same but for capitals and blanks: `x.lower()` */
function inSmall({ tokens }: Module, reading: Reading): Reading {
  let { last } = reading;
  while (tokens.is(last + 1, ".") && tokens.isAny(last + 2, "lower strip") && tokens.is(last + 4, ")")) last += 4;
  return { ...reading, last };
}

/** A text without what `inSmall` takes from it: `"True".lower()` may stand in for a name. */
function textAt(tokens: Tokens, index: number): string {
  return tokens.spelling(index).trim().toLowerCase();
}

function reachedBy(module: Module, choice: Reading): readonly Reached[] {
  const condition = conditionOf(module, choice);
  return (condition && regionsBehind(module, condition)) ?? [];
}

/** What tells whether a value is another than the text that stands in for it; undefined where nothing does. */
function conditionOf({ tokens }: Module, { first, last, otherwise }: Reading): Condition | undefined {
  if (otherwise < 0) return { first, last, isPresence: true };
  const comparison = comparisonOf(tokens, first, last);
  const texts = [];
  for (let at = last + 1; at <= (comparison?.last ?? last); at++) if (tokens.isText(at)) texts.push(textAt(tokens, at));
  if (comparison === undefined || texts.length === 0) return undefined;
  const isOther = texts.includes(textAt(tokens, otherwise));
  if (isOther && texts.length > 1) return undefined;
  return { first, ...comparison, isPresence: comparison.isPresence !== isOther };
}
