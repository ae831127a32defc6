/**
 * What stands for a name after it is renamed to `to`. In `const { X } = process.env` the name is a variable as well, which
 * keeps its own: `{ NEW: X }`; so does an import, `{ NEW as X }`. Offsets are UTF-16 code units.
 */
export function replacementFor(text: string, start: number, end: number, to: string): string {
  if (!isShorthand(text, start, end)) return to;
  const name = text.slice(start, end);
  return isImported(text, start) ? `${to} as ${name}` : `${to}: ${name}`;
}

/** A name between the braces of a pattern that is given no other name: `{ X }`, `{ X, Y }`, `{ X = "default" }`. */
function isShorthand(text: string, start: number, end: number): boolean {
  const before = text.slice(0, start).trimEnd();
  if (!/[{,]$/.test(before)) return false;
  if (!/^\s*(?:[,}]|=(?![=>]))/.test(text.slice(end, end + 200))) return false;
  const brace = openBrace(text, start);
  return brace >= 0 && (isPattern(text, brace) || hasSpread(text, brace, end));
}

/** The brace that a place is in, without others in between; -1 when there is none nearby. */
function openBrace(text: string, start: number): number {
  let depth = 0;
  for (let at = start - 1; at >= Math.max(0, start - farthest); at--) {
    const unit = text[at];
    if (unit === "}" || unit === "]" || unit === ")") depth++;
    else if (unit === "{" || unit === "[" || unit === "(") {
      if (depth === 0) return unit === "{" ? at : -1;
      depth--;
    }
  }
  return -1;
}

const farthest = 4000;

/** A brace after a declaration, an import, an opening parenthesis or a comma, or one inside of such a pattern. */
function isPattern(text: string, brace: number): boolean {
  return /(?:\b(?:const|let|var|import|type)\s*|[(,:]\s*)$/.test(text.slice(Math.max(0, brace - 200), brace));
}

/** `{ ...process.env, X }` is an object wherever it stands. */
function hasSpread(text: string, brace: number, end: number): boolean {
  return text.slice(brace, text.indexOf("}", end) + 1).includes("...");
}

function isImported(text: string, start: number): boolean {
  const brace = openBrace(text, start);
  return /\bimport\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?$/.test(text.slice(Math.max(0, brace - 200), brace));
}
