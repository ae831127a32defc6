import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Language } from "web-tree-sitter";

/** Loads a grammar for tree-sitter by its name. */
export function loadGrammar(name: string): Promise<Language> {
  const folder = dirname(require.resolve("tree-sitter-wasms/package.json"));
  return Language.load(readFileSync(join(folder, "out", `tree-sitter-${name}.wasm`)));
}
