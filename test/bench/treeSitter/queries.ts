import { Parser, Query } from "web-tree-sitter";
import { loadGrammar } from "./grammars";

/** Reads a text with tree-sitter, and says how many names its queries found. */
export type Reader = (text: string) => number;

const processEnv = `(member_expression object: (identifier) @_p property: (property_identifier) @_e (#eq? @_p "process") (#eq? @_e "env"))`;
const metaEnv = `(member_expression object: (meta_property) property: (property_identifier) @_e (#eq? @_e "env"))`;
const javascript = [processEnv, metaEnv]
  .flatMap((source) => [
    `(member_expression object: ${source} property: (property_identifier) @name)`,
    `(subscript_expression object: ${source} index: (string) @name)`,
    `(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @name) value: ${source})`,
  ])
  .join("\n");
const c = `(call_expression function: (identifier) @_f arguments: (argument_list . (string_literal) @name) (#any-of? @_f "getenv" "secure_getenv"))`;

/** The same accessors that the engine knows, as queries, for grammars that come ready to be used. */
const queries: Readonly<Record<string, string>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  python: `
    (subscript value: (attribute object: (identifier) @_o attribute: (identifier) @_a) subscript: (string) @name (#eq? @_o "os") (#eq? @_a "environ"))
    (call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) arguments: (argument_list . (string) @name) (#eq? @_o "os") (#eq? @_a "getenv"))
    (call function: (attribute object: (attribute object: (identifier) @_o attribute: (identifier) @_a)) arguments: (argument_list . (string) @name) (#eq? @_o "os") (#eq? @_a "environ"))`,
  go: `(call_expression function: (selector_expression operand: (identifier) @_o field: (field_identifier) @_f) arguments: (argument_list . (interpreted_string_literal) @name) (#any-of? @_o "os" "syscall") (#any-of? @_f "Getenv" "LookupEnv"))`,
  ruby: `
    (element_reference object: (constant) @_c (string) @name (#eq? @_c "ENV"))
    (call receiver: (constant) @_c arguments: (argument_list . (string) @name) (#eq? @_c "ENV"))`,
  rust: `
    (call_expression function: (scoped_identifier name: (identifier) @_f) arguments: (arguments . (string_literal) @name) (#any-of? @_f "var" "var_os"))
    (macro_invocation macro: (identifier) @_m (token_tree . (string_literal) @name) (#any-of? @_m "env" "option_env"))`,
  java: `(method_invocation object: (identifier) @_o name: (identifier) @_m arguments: (argument_list . (string_literal) @name) (#eq? @_o "System") (#eq? @_m "getenv"))`,
  php: `(function_call_expression function: (name) @_f arguments: (arguments . (argument (string) @name)) (#any-of? @_f "getenv" "env"))`,
  c,
  cpp: c,
  bash: `(simple_expansion (variable_name) @name) (expansion (variable_name) @name)`,
};

const byEnding: Readonly<Record<string, string>> = {
  js: "javascript",
  jsx: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  py: "python",
  go: "go",
  rb: "ruby",
  rs: "rust",
  java: "java",
  php: "php",
  c: "c",
  h: "c",
  cc: "cpp",
  cpp: "cpp",
  hpp: "cpp",
  sh: "bash",
  bash: "bash",
};

/** The endings of all files that can be read. */
export const endings: readonly string[] = Object.keys(byEnding).map((ending) => `.${ending}`);

/** Loads the grammars; gives the reader for a file. */
export async function loadReaders(): Promise<(path: string) => Reader> {
  await Parser.init();
  const readers = new Map<string, Reader>();
  for (const [grammar, query] of Object.entries(queries)) readers.set(grammar, await load(grammar, query));
  return (path) => readers.get(byEnding[path.slice(path.lastIndexOf(".") + 1)] ?? "")!;
}

async function load(grammar: string, source: string): Promise<Reader> {
  const language = await loadGrammar(grammar);
  const query = new Query(language, source);
  const parser = new Parser();
  parser.setLanguage(language);
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) return 0;
    const found = query.captures(tree.rootNode).filter(({ name }) => name === "name").length;
    tree.delete();
    return found;
  };
}
