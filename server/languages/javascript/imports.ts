import type { Tokens } from "../tokens";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { memberOf } from "./things";

/** What `import … from "module"` gives names to, for a module that stands for a thing. */
export function importClauseOf(tokens: Tokens, literal: number, source: Source, add: Add): void {
  if (!tokens.is(literal - 1, "from")) return;
  let at = literal - 2;
  if (tokens.is(at, "}")) {
    takeList(tokens, tokens.partner(at), source, add);
    at = tokens.partner(at) - 1;
    if (tokens.is(at, ",")) at--;
  }
  if (!tokens.isWord(at) || tokens.is(at, "import") || tokens.is(at, "export")) return;
  if (isImport(tokens, at)) add({ kind: "variable", token: at, thing: source.thing });
}

/** `import name`, `import type name`, `import * as name`. */
function isImport(tokens: Tokens, name: number): boolean {
  const first = tokens.is(name - 1, "as") && tokens.is(name - 2, "*") ? name - 2 : name;
  return tokens.is(first - 1, "import");
}

/** `{ a, b as c }`. What a module of names exports is a name itself. */
function takeList(tokens: Tokens, open: number, source: Source, add: Add): void {
  if (open < 0 || !isImported(tokens, open)) return;
  for (let at = open + 1; at < tokens.partner(open); at++) {
    const isKey = tokens.is(at - 1, ",") || at === open + 1;
    if (!isKey || !tokens.isWord(at)) continue;
    const next = memberOf(source.thing, tokens.spelling(at));
    if (next !== undefined) add({ kind: "variable", token: tokens.is(at + 1, "as") ? at + 2 : at, thing: next });
    else if (source.thing === "env") addReference(tokens, at, { kind: "read", optional: false, via: source.via }, add);
  }
}

/** An import, and not `export { env } from`. */
function isImported(tokens: Tokens, open: number): boolean {
  if (tokens.is(open - 1, "import")) return true;
  return tokens.is(open - 1, ",") && tokens.is(open - 3, "import");
}
