import { kept } from "../groups";
import { openBefore } from "../lists";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { parsers, targetOf, validations } from "./flow";
import type { Scopes } from "./scopes";

/** A key of a schema: what is parsed has to have it, or gets along without. */
export interface Key {
  readonly token: number;
  readonly optional: boolean;
}

/** How many uses of an object are looked at. */
const mostUses = 40;

/**
 * Tells whether a schema gets along without what an expression reads: `schema.parse({ key: process.env.X })`, or of an object that is
 * parsed later. `keysOf` gives the keys of the schema that a call parses with, by its parenthesis.
 */
export function lenientEntries(
  tokens: Tokens,
  scopes: Scopes,
  keysOf: (open: number) => readonly Key[],
): (reading: Expression | undefined) => boolean {
  const byObject = new Map<number, ReadonlySet<string>>();
  return (reading) => {
    if (reading === undefined || !tokens.is(reading.first - 1, ":")) return false;
    const key = reading.first - 2;
    const object = openBefore(tokens, key - 1);
    if (!tokens.is(object, "{") || !tokens.isAny(key - 1, "{ ,")) return false;
    const lenient = kept(byObject, object, () =>
      lenientOnes(tokens, parsingCalls(tokens, scopes, object).flatMap(keysOf)),
    );
    return lenient.has(tokens.spelling(key));
  };
}

/** The parentheses of the calls that parse an object, there or by the name of the constant that it is. */
function parsingCalls(tokens: Tokens, scopes: Scopes, object: number): readonly number[] {
  const word = tokens.is(object - 1, "=") ? targetOf(tokens, object - 1) : -1;
  const binding = tokens.is(word - 1, "const") ? scopes.bindingAt(word) : undefined;
  const uses = binding === undefined ? [object] : scopes.usesOf(binding).slice(0, mostUses);
  return uses
    .filter((use) => tokens.is(tokens.next(use), ")"))
    .map((use) => openBefore(tokens, use - 1))
    .filter((open) => tokens.is(open, "(") && isParsing(tokens, open - 1));
}

function isParsing(tokens: Tokens, word: number): boolean {
  return parsers.test(tokens.spelling(word)) || tokens.isAny(word, validations);
}

/** Those that no schema requires. */
function lenientOnes(tokens: Tokens, keys: readonly Key[]): ReadonlySet<string> {
  const required = new Set(keys.flatMap(({ token, optional }) => (optional ? [] : tokens.spelling(token))));
  return new Set(keys.map(({ token }) => tokens.spelling(token)).filter((key) => !required.has(key)));
}
