import { elementsOf, openBefore } from "../lists";
import type { Tokens } from "../tokens";

/** Names that go with an environment. */
interface HandedOver {
  /** What is written beside it: strings, and words in front of `=`. */
  readonly keys: readonly number[];
  /** The first and the last token of the dictionary that is made of both, where one is. */
  readonly copy?: readonly [first: number, last: number];
}

/**
 * What is handed on with an environment: `{**os.environ, "X": y}`, `os.environ | {"X": y}`, `dict(os.environ, X=y)`, and what
 * `os.environ.update({"X": y})` and `patch.dict(os.environ, {"X": y})` write.
 */
export function handedOverWith(tokens: Tokens, first: number, last: number): HandedOver | undefined {
  if (tokens.is(last + 1, ".")) return ofMethod(tokens, first, last + 2);
  if (tokens.isAny(last + 1, "| |=") && tokens.is(last + 2, "{")) {
    const copy = tokens.is(last + 1, "|") ? ({ copy: [first, tokens.partner(last + 2)] } as const) : {};
    return { keys: keysOf(tokens, last + 2), ...copy };
  }
  if (tokens.is(first - 1, "|") && tokens.is(first - 2, "}")) {
    const open = tokens.partner(first - 2);
    return { keys: keysOf(tokens, open), copy: [open, last] };
  }
  return tokens.isAny(last + 1, ", } )") ? ofList(tokens, first) : undefined;
}

function ofMethod(tokens: Tokens, first: number, method: number): HandedOver | undefined {
  if (tokens.is(method, "update")) return { keys: argumentsOf(tokens, method + 1) };
  return tokens.is(method, "copy") && tokens.is(method + 1, "(") ? { keys: [], copy: [first, method + 2] } : undefined;
}

/** Of a dictionary that it is spread in, or the arguments of a call that makes one. */
function ofList(tokens: Tokens, first: number): HandedOver | undefined {
  const isSpread = tokens.is(first - 1, "**");
  const open = openBefore(tokens, isSpread ? first - 2 : first - 1);
  const close = tokens.partner(open);
  if (close < first) return undefined;
  if (tokens.is(open, "{")) return isSpread ? { keys: keysOf(tokens, open), copy: [open, close] } : undefined;
  const isFirst = open === first - 1 || tokens.is(first - 2, "in_dict");
  if (!tokens.is(open - 1, "dict") || !(isSpread || isFirst)) return undefined;
  if (tokens.is(open - 2, ".")) return tokens.is(open - 3, "patch") ? { keys: argumentsOf(tokens, open) } : undefined;
  return { keys: argumentsOf(tokens, open), copy: [open - 1, close] };
}

/** The strings in front of `:`. */
function keysOf(tokens: Tokens, open: number): readonly number[] {
  return elementsOf(tokens, open).filter((at) => tokens.isLiteral(at) && tokens.is(at + 1, ":"));
}

/** Options of `patch.dict`: docs.python.org/3/library/unittest.mock.html */
const options = "clear in_dict";

function argumentsOf(tokens: Tokens, open: number): readonly number[] {
  return elementsOf(tokens, open).flatMap((at) => {
    const value = tokens.is(at, "values") ? at + 2 : at;
    if (tokens.is(value, "{")) return keysOf(tokens, value);
    return tokens.isWord(at) && tokens.is(at + 1, "=") && !tokens.isAny(at, options) ? [at] : [];
  });
}
