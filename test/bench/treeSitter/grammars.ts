import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Language } from "web-tree-sitter";

/** Loads a grammar for tree-sitter by its name. */
export function loadGrammar(name: string): Promise<Language> {
  return Language.load(readFileSync(grammarPath(name)));
}

/** Of the two packages only the one that comes with VS Code has a grammar for shells that can be loaded. */
function grammarPath(name: string): string {
  if (name === "bash") return join(dirname(require.resolve("@vscode/tree-sitter-wasm")), "tree-sitter-bash.wasm");
  return join(dirname(require.resolve("tree-sitter-wasms/package.json")), "out", `tree-sitter-${name}.wasm`);
}
