import { referenceTo } from "./named";
import type { Reference } from "./reference";
import type { Tokens } from "./tokens";
import { tokenKind } from "./tokens";

/** Names that stand in strings which are filled in, `"$env:NAME"`, or say what a field is filled with. */
export function findInterpolated(
  tokens: Tokens,
  pattern: RegExp | undefined,
  via: "direct" | "schema",
): readonly Reference[] {
  if (pattern === undefined) return [];
  const found: Reference[] = [];
  for (const match of tokens.text.matchAll(pattern)) {
    const { name = match[1], spared } = match.groups ?? {};
    if (name === undefined) return [];
    const start = match.index + match[0].lastIndexOf(name);
    if (isFilledIn(tokens, match.groups === undefined ? match.index : start, start + name.length))
      found.push(referenceTo(name, start, { kind: "read", optional: spared !== undefined, via }));
  }
  return found;
}

/** Parts of strings that have holes, and whole strings in double quotes or backticks. */
function isFilledIn(tokens: Tokens, start: number, end: number): boolean {
  const index = tokens.indexAt(start);
  const kind = tokens.kind(index);
  const isString = kind === tokenKind.piece || (kind === tokenKind.literal && isDoubleQuoted(tokens, index));
  return isString && end <= tokens.end(index);
}

function isDoubleQuoted(tokens: Tokens, literal: number): boolean {
  return /["`]/.test(tokens.text.charAt(tokens.start(literal) - 1));
}
