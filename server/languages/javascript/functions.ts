import type { Tokens } from "../tokens";
import { beforeAngles } from "./expression";
import { targetOf } from "./flow";
import type { Scopes } from "./scopes";

/** The function that a parameter belongs to. */
export interface FunctionAround {
  /** Its first token: `function`, `async`, or what an arrow function starts with. */
  readonly first: number;
  /** The words that are its parameters, in order; -1 for patterns and what else is no single word. */
  readonly parameters: readonly number[];
  /** The word that it goes by: its own, or that of the variable that it is assigned to. */
  readonly name: number | undefined;
}

/** Finds the function around a parameter; undefined for methods and what is no function. */
export function functionAround(tokens: Tokens, scopes: Scopes, parameter: number): FunctionAround | undefined {
  const found = scopes.functionOf(parameter);
  if (found === undefined) return undefined;
  const { open, body } = found;
  const parameters = open === parameter ? [parameter] : parametersOf(tokens, open);
  const head = headOf(tokens, open, tokens.is(body, "=>"));
  if (head === undefined) return undefined;
  const { keyword, ownName } = head;
  const first = tokens.is(keyword - 1, "async") ? keyword - 1 : keyword;
  const target = tokens.is(first - 1, "=") ? targetOf(tokens, first - 1) : -1;
  const isVariable = target >= 0 && tokens.isWord(target) && !tokens.isMember(target);
  return { first, parameters, name: isVariable ? target : ownName };
}

/** The word that the function starts with, and the one between that and its parameters. */
function headOf(tokens: Tokens, open: number, isArrow: boolean) {
  const before = beforeAngles(tokens, open);
  if (isArrow) return { keyword: before, ownName: undefined };
  if (tokens.is(before - 1, "function")) return { keyword: before - 1, ownName: undefined };
  const keyword = tokens.is(before - 2, "*") ? before - 3 : before - 2;
  return tokens.is(keyword, "function") ? { keyword, ownName: before - 1 } : undefined;
}

const mostParameters = 12;

function parametersOf(tokens: Tokens, open: number): readonly number[] {
  const found: number[] = [];
  const close = tokens.partner(open);
  let angles = 0;
  for (let at = open + 1; at < close && found.length < mostParameters; at = tokens.next(at)) {
    if (angles === 0 && (at === open + 1 || tokens.is(at - 1, ","))) found.push(tokens.isWord(at) ? at : -1);
    if (tokens.is(at, "<")) angles++;
    else if (tokens.is(at, ">")) angles = Math.max(0, angles - 1);
  }
  return found;
}
