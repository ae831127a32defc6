import { defaultOf } from "../lists";
import type { Wrapper } from "../reference";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { unwrapped } from "./expression";
import type { ComputedName } from "./finding";
import { targetOf } from "./flow";
import type { FunctionAround } from "./functions";
import type { Binding, Scopes } from "./scopes";
import { usageOf } from "./usage";

interface Candidate {
  readonly parameter: Binding;
  /** Where the function uses the parameter as a name. */
  readonly names: readonly ComputedName[];
  readonly around: FunctionAround;
}

/** What the calls of a function refer to that reads its parameter; undefined where it sets it, or changes it first. */
export function wrapperOf(tokens: Tokens, scopes: Scopes, candidate: Candidate): Wrapper | undefined {
  const { parameter, names, around } = candidate;
  const name = around.parameters.indexOf(parameter.token);
  const isAssigned = (token: number): boolean => tokens.is(token + 1, "=") && token !== parameter.token;
  const readings = names.map(({ expression }) => expression);
  if (name < 0 || scopes.usesOf(parameter).some(isAssigned) || !readings.every((each) => isReading(tokens, each)))
    return undefined;
  const fallback = around.parameters.findIndex((token) => isFallback(tokens, scopes, token, parameter.token));
  const word = around.parameters[fallback] ?? -1;
  const values = readings.flatMap((reading) => [reading, ...usesOfValue(tokens, scopes, reading)]);
  const outcomes = new Set(values.map((value) => outcomeOf(tokens, value, word < 0 ? "" : tokens.spelling(word))));
  const mayPass = fallback < 0 && outcomes.has("passes") && !outcomes.has("throws");
  const optional =
    mayPass ||
    outcomes.has("constant") ||
    (word >= 0 && givesDefault(tokens, word)) ||
    names.every(({ wrapper }) => wrapper?.optional === true);
  return { name, optional, fallback: fallback < 0 ? undefined : fallback };
}

function isReading(tokens: Tokens, reading: Expression): boolean {
  const { kind } = usageOf(tokens, reading);
  return kind === "read" || kind === "exists";
}

/** Where a function uses the variable that it puts the value in. */
function usesOfValue(tokens: Tokens, scopes: Scopes, reading: Expression): readonly Expression[] {
  const { first, last } = unwrapped(tokens, reading);
  const equals = tokens.is(first - 1, "await") ? first - 2 : first - 1;
  if (!tokens.is(equals, "=") || tokens.isAny(last + 1, "?? ||")) return [];
  const target = targetOf(tokens, equals);
  return scopes
    .usesOf(scopes.bindingAt(target))
    .flatMap((token) => (token === target ? [] : [{ first: token, last: token }]));
}

/** What a function does where the value is missing, as far as this place tells. */
function outcomeOf(tokens: Tokens, value: Expression, fallback: string): "nothing" | "constant" | "passes" | "throws" {
  if (!usageOf(tokens, value).optional) return "nothing";
  const { last } = unwrapped(tokens, value);
  if (tokens.isAny(last + 1, "?? ||")) {
    let instead = last + 2;
    while (tokens.is(instead, "(")) instead++;
    return fallback !== "" && tokens.isWord(instead) && tokens.spelling(instead) === fallback ? "passes" : "constant";
  }
  const close = closeOfCondition(tokens, value.first);
  return close >= 0 && (stops(tokens, close + 1) || stops(tokens, behindStatement(tokens, close + 1)))
    ? "throws"
    : "passes";
}

/** How many tokens of a statement are looked at. */
const longestStatement = 200;

/** Whether a statement, or a block, or what stands behind `else`, ends the function or the program with an error. */
function stops(tokens: Tokens, statement: number): boolean {
  const first = tokens.is(statement, "else") ? statement + 1 : statement;
  if (tokens.is(first, "throw") || (tokens.is(first, "process") && tokens.is(first + 2, "exit"))) return true;
  if (!tokens.is(first, "{")) return false;
  for (let at = first + 1; at < tokens.partner(first) && at < first + longestStatement; at++)
    if (tokens.isAny(at, "throw exit")) return true;
  return false;
}

function behindStatement(tokens: Tokens, first: number): number {
  if (tokens.is(first, "{")) return tokens.partner(first) + 1;
  let at = first;
  while (at < first + longestStatement && !tokens.isAny(at, "; }")) at = tokens.next(at);
  return at + 1;
}

const longestCondition = 40;

/** The end of the `if (…)` around a token; -1 where there is none. */
function closeOfCondition(tokens: Tokens, token: number): number {
  for (let at = token - 1; at > token - longestCondition; at--) {
    if (tokens.isAny(at, "; { }")) return -1;
    if (tokens.is(at, "(") && tokens.partner(at) > token && tokens.is(at - 1, "if")) return tokens.partner(at);
  }
  return -1;
}

const handingOn = "?? || return : =>";

/** Whether a parameter is what the function gives instead of the value. */
function isFallback(tokens: Tokens, scopes: Scopes, token: number, parameter: number): boolean {
  if (token < 0 || token === parameter) return false;
  const isHandedOn = (use: number): boolean => {
    const { first, last } = unwrapped(tokens, { first: use, last: use });
    return (
      tokens.isAny(first - 1, handingOn) && (tokens.isAny(last + 1, "; } ) , ?? ||") || tokens.startsLine(last + 1))
    );
  };
  return scopes.usesOf(scopes.bindingAt(token)).some(isHandedOn);
}

/** `fallback = ""` and `fallback: string = ""`, but not `= undefined`. */
export function givesDefault(tokens: Tokens, parameter: number): boolean {
  const value = defaultOf(tokens, parameter);
  return value >= 0 && !tokens.isAny(value, "undefined null");
}
