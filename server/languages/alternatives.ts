import type { Reference } from "./reference";

/** How far apart two names may stand. */
const farthest = 150;

/** What stands between two names where the second is only read when the first is not there: `A || process.env.B`. */
const fallingBack = /^["'`]?[)\]}]*!?\s*(?:\|\||\?\?|\?:|\bor\b|\.or_else\(\|\w*\|)\s*[\w$.:?(]*[\w$][.[({]*["'`]?$/;

/** The same where the second is what a call gives instead: `get("A", get("B"))`, `fetch("A") { ENV["B"] }`. */
const asDefault = /^["'`](?:\s*,\s*(?:default\s*=\s*)?|\)\s*\{\s*)[\w$.:?]*[\w$][.[({]*["'`]?$/;

/** What stands in front of a name where it is asked for something else than whether it is there. */
const asked = /(?:!|[=!]=|\bnot)\s*[\w$.:?]*[\w$][.[({]*["'`]?$/;

/** The references of a text, in the order they stand, with those marked that are only read where the one before is not there. */
export function withAlternatives<T extends Reference>(text: string, references: readonly T[]): readonly T[] {
  return references.map((reference, index) => {
    const before = references[index - 1];
    return before !== undefined && isAlternative(text, before, reference) ? { ...reference, instead: true } : reference;
  });
}

function isAlternative(text: string, before: Reference, { kind, start }: Reference): boolean {
  if (kind !== "read" || before.kind !== "read" || !before.optional) return false;
  if (start - before.end > farthest) return false;
  const between = text.slice(before.end, start);
  if (!fallingBack.test(between)) return asDefault.test(between);
  return !asked.test(text.slice(Math.max(0, before.start - farthest), before.start));
}
