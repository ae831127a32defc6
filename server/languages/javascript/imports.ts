import { elementsOf } from "../lists";
import type { ImportedWrappers } from "../reference";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import type { Add, Source } from "./finding";
import { addReference } from "./finding";
import { targetOf } from "./flow";
import type { Scopes } from "./scopes";
import { memberOf } from "./things";
import type { WrapperVariable } from "./wrappers";

/** Whether a script names a module in a string, as one does that imports it. */
export function namesModule(tokens: Tokens, module: string): boolean {
  return tokens.watched.some((token) => {
    const start = tokens.start(token);
    const isAsLong = tokens.isLiteral(token) && tokens.end(token) - start === module.length;
    return isAsLong && tokens.text.startsWith(module, start);
  });
}

/** What `import … from "module"` gives names to, for a module that stands for a thing. */
export function importClauseOf(tokens: Tokens, literal: number, source: Source, add: Add): void {
  for (const { name, key, word } of importedWords(tokens, literal)) {
    const isOfAstro = source.thing === "env" && name === "getSecret";
    const next = name === undefined ? source.thing : isOfAstro ? "lenient" : memberOf(source.thing, name);
    if (next !== undefined) add({ kind: "variable", token: word, thing: next });
    else if (source.thing === "env") addReference(tokens, key, { kind: "read", optional: false, via: source.via }, add);
  }
}

/** What modules export that are known to export wrappers, by the variables that this script has for it. */
export function importedWrappers(
  tokens: Tokens,
  scopes: Scopes,
  imports: ImportedWrappers,
): readonly WrapperVariable[] {
  const found: WrapperVariable[] = [];
  for (const literal of specifiersOf(tokens)) {
    const members = imports.get(tokens.spelling(literal));
    for (const { name, word } of members === undefined ? [] : wordsFor(tokens, literal)) {
      const binding = scopes.bindingAt(word);
      const wrapper = members?.get(name ?? "default");
      if (binding !== undefined && (name === undefined || wrapper !== undefined))
        found.push({ binding, wrapper, members: name === undefined ? members : undefined });
    }
  }
  return found;
}

/** A word that stands for what a module exports under a name, or without one for the module or its default. */
interface ImportedWord {
  readonly name: string | undefined;
  readonly key: number;
  readonly word: number;
}

/** The strings that modules are named by. */
export function specifiersOf(tokens: Tokens): readonly number[] {
  const found: number[] = [];
  for (let token = 1; token < tokens.count; token++)
    if (tokens.isLiteral(token) && (tokens.is(token - 1, "from") || loadedBy(tokens, token) !== undefined))
      found.push(token);
  return found;
}

/** `require("…")`, and `await import("…")` without which there is only a promise. */
export function loadedBy(tokens: Tokens, literal: number): Expression | undefined {
  if (!tokens.is(literal - 1, "(") || !tokens.is(literal + 1, ")")) return undefined;
  if (tokens.is(literal - 2, "require") && !tokens.is(literal - 3, "."))
    return { first: literal - 2, last: literal + 1 };
  const isAwaited = tokens.is(literal - 2, "import") && tokens.is(literal - 3, "await");
  return isAwaited ? { first: literal - 3, last: literal + 1 } : undefined;
}

function wordsFor(tokens: Tokens, literal: number): readonly ImportedWord[] {
  const loaded = loadedBy(tokens, literal);
  if (loaded === undefined) return importedWords(tokens, literal);
  const equals = loaded.first - 1;
  if (!tokens.is(equals, "=")) return [];
  const target = targetOf(tokens, equals);
  if (tokens.is(target, "}")) return listed(tokens, tokens.partner(target), ":");
  return tokens.isWord(target) ? [{ name: undefined, key: target, word: target }] : [];
}

/** The words of the clause in front of `from "module"`, unless that exports. */
function importedWords(tokens: Tokens, literal: number): readonly ImportedWord[] {
  if (!tokens.is(literal - 1, "from")) return [];
  const found: ImportedWord[] = [];
  let at = literal - 2;
  if (tokens.is(at, "}")) {
    const open = tokens.partner(at);
    // An import, and not `export { env } from`.
    if (tokens.isAny(open - 1, "import ,")) found.push(...listed(tokens, open, "as"));
    at = tokens.is(open - 1, ",") ? open - 2 : open - 1;
  }
  if (!tokens.isWord(at) || tokens.isAny(at, "import export") || !isImport(tokens, at)) return found;
  return [...found, { name: undefined, key: at, word: at }];
}

/** `import name`, `import type name`, `import * as name`. */
function isImport(tokens: Tokens, name: number): boolean {
  return tokens.is(tokens.is(name - 1, "as") ? name - 3 : name - 1, "import");
}

/** `{ a, b as c }`, and with another word for `as`, `{ a, b: c }`. */
export function listed(tokens: Tokens, open: number, as: string): readonly ImportedWord[] {
  return elementsOf(tokens, open)
    .filter((key) => tokens.isWord(key))
    .map((key) => ({ name: tokens.spelling(key), key, word: tokens.is(key + 1, as) ? key + 2 : key }));
}
