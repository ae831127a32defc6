import type { Node } from "web-tree-sitter";
import type { Found, TreeOracle } from "./nodes";
import { all, field, isSame, nameIn, outermost, parts, plain } from "./nodes";

/**
 * Rust by its syntax tree: functions of `std::env` by what is imported, `env!` and `option_env!`. Trees do not reach into
 * macros, so there the tokens around a name are looked at.
 */
export const rustOracle: TreeOracle = {
  languageId: "rust",
  grammar: "rust",
  endings: [".rs"],
  mayHold: /env/,
  isOptional,
  references: (root) => {
    const imports = importsOf(root);
    const calls = all(root, "call_expression").flatMap((call) => referenceOfCall(call, imports) ?? []);
    const macros = all(root, "macro_invocation").flatMap((macro) => referenceOfMacro(macro) ?? []);
    const tokens = all(root, "token_tree").flatMap((tree) => referenceOfTokens(tree, imports) ?? []);
    const lists = all(root, "call_expression").flatMap(handedOverInList);
    return [...calls, ...lists, ...macros, ...tokens];
  },
};

const kinds: Readonly<Record<string, Found["kind"]>> = {
  "std::env::var": "read",
  "std::env::var_os": "read",
  "std::env::set_var": "write",
  "std::env::remove_var": "delete",
  "dotenv::var": "read",
  "dotenvy::var": "read",
};

interface Callee {
  readonly kind: Found["kind"];
  readonly via: Found["via"];
}

function calleeOf(path: string, imports: ReadonlyMap<string, string>): Callee | undefined {
  const [head = "", ...rest] = path.replace(/^::/, "").split("::");
  const owner = imports.get(head) ?? head;
  const full = [/^(?:crate|super)::.*\benv$/.test(owner) ? "std::env" : owner, ...rest].join("::");
  const kind = Object.hasOwn(kinds, full) ? kinds[full] : undefined;
  const isDirect = full === path.replace(/^::/, "") || (head === "env" && rest.length === 1);
  return kind === undefined ? undefined : { kind, via: isDirect ? "direct" : "alias" };
}

function referenceOfCall(call: Node, imports: ReadonlyMap<string, string>): Found | undefined {
  const method = field(field(call, "function"), "field")?.text;
  if (method !== undefined) return referenceOfMethod(method, parts(field(call, "arguments")));
  const callee = calleeOf(plain(field(call, "function")), imports);
  const name = nameIn(parts(field(call, "arguments"))[0], "string_literal", "raw_string_literal");
  if (callee === undefined || name === undefined) return undefined;
  return { ...name, ...callee, optional: callee.kind === "read" && isOptional(call) };
}

/** What a command is handed: `.env("NAME", value)`, `.env_remove("NAME")`. */
function referenceOfMethod(method: string, given: readonly Node[]): Found | undefined {
  const name = nameIn(given[0], "string_literal", "raw_string_literal");
  return name === undefined ? undefined : handedOver(method, given.length, name);
}

/** `.envs([("NAME", value)])` */
function handedOverInList(call: Node): readonly Found[] {
  const list = parts(field(call, "arguments"))[0];
  if (field(field(call, "function"), "field")?.text !== "envs" || list?.type !== "array_expression") return [];
  return parts(list).flatMap((pair) => {
    const name = nameIn(parts(pair)[0], "string_literal", "raw_string_literal");
    return pair.type === "tuple_expression" && name !== undefined
      ? [{ ...name, kind: "write", optional: false, via: "direct" }]
      : [];
  });
}

function handedOver(method: string, count: number, name: Pick<Found, "name" | "start">): Found | undefined {
  const kind = method === "env" && count > 1 ? "write" : method === "env_remove" ? "delete" : undefined;
  return kind === undefined ? undefined : { ...name, kind, optional: false, via: "direct" };
}

function referenceOfMacro(macro: Node): Found | undefined {
  const word = /^(?:(?:std|core)::)?(env|option_env)$/.exec(plain(field(macro, "macro")))?.[1];
  const tree = macro.namedChildren.find((child) => child?.type === "token_tree") ?? undefined;
  const name = nameIn(parts(tree)[0], "string_literal", "raw_string_literal");
  if (word === undefined || name === undefined) return undefined;
  return { ...name, kind: "read", optional: word === "option_env", via: "direct" };
}

/** `env::var("NAME")` and `env!("NAME")` among the tokens of another macro. */
function referenceOfTokens(tree: Node, imports: ReadonlyMap<string, string>): Found | undefined {
  const name = nameIn(parts(tree)[0], "string_literal", "raw_string_literal");
  if (name === undefined || tree.parent?.type !== "token_tree") return undefined;
  const before = tree.parent.text.slice(0, tree.startIndex - tree.parent.startIndex);
  const method = /\.\s*(env|env_remove)$/.exec(before)?.[1];
  const given = tree.children.filter((child) => child?.type === ",").length + 1;
  if (method !== undefined) return handedOver(method, given, name);
  const behind = tree.parent.text.slice(tree.endIndex - tree.parent.startIndex);
  const macro = /(?:^|[^\w:])(?:(?:std|core)::)?(env|option_env)!$/.exec(before)?.[1];
  if (macro !== undefined) return { ...name, kind: "read", optional: macro === "option_env", via: "direct" };
  const path = /(?:^|[^\w:.])((?:::)?\w+(?:::\w+)*)$/.exec(before)?.[1];
  const callee = path === undefined ? undefined : calleeOf(path, imports);
  if (callee === undefined) return undefined;
  const methods = Array.from(behind.matchAll(/\.\s*(\w+)\s*\((?:[^()]|\([^()]*\))*\)/gy), ([, method = ""]) => method);
  const rest = behind.replace(/^(?:\.\s*\w+\s*\((?:[^()]|\([^()]*\))*\))*/, "");
  const isCompared = /^\s*[!=]=\s*(?:Ok|Err|Some)\(/.test(rest) && methods.every((each) => carriers.has(each));
  const isAsked =
    (/^\(\s*[\w:]+$/.test(before) && plain(field(tree.parent.parent ?? undefined, "macro")) === "matches") ||
    (/(?:\blet\s+(?:Ok|Some|Err)\([^()]*\)\s*=|\bmatch)\s*[\w:]+$/.test(before) &&
      methods.every((each) => carriers.has(each)));
  return { ...name, ...callee, optional: callee.kind === "read" && (isAsked || isCompared || fallsBack(methods)) };
}

const fallbacks = new Set(
  (
    "unwrap_or unwrap_or_else unwrap_or_default is_ok is_err is_ok_and is_err_and ok or_else map_or map_or_else is_some is_none " +
    "is_some_and is_none_or or"
  ).split(" "),
);
const carriers = new Set("map and_then as_deref as_ref filter map_err into_string".split(" "));

/** Whether methods in a row get along when nothing was found. */
function fallsBack(methods: readonly string[]): boolean {
  const first = methods.findIndex((method) => !carriers.has(method));
  const demanding = methods[first] === "ok" && /^(?:unwrap|expect|ok_or|ok_or_else)$/.test(methods[first + 1] ?? "");
  return first >= 0 && fallbacks.has(methods[first] ?? "") && !demanding;
}

function isOptional(call: Node): boolean {
  const methods: string[] = [];
  let at = outermost(call, "parenthesized_expression");
  for (;;) {
    const access = at.parent;
    if (access?.type !== "field_expression" || access.parent?.type !== "call_expression") break;
    methods.push(field(access, "field")?.text ?? "");
    at = outermost(access.parent, "parenthesized_expression");
  }
  if (fallsBack(methods)) return true;
  return methods.every((method) => carriers.has(method)) && (isMatched(at) || isCompared(at));
}

/** `… == Ok("text")` */
function isCompared(node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== "binary_expression" || !isSame(field(parent, "left"), node)) return false;
  return (
    /^[!=]=$/.test(field(parent, "operator")?.text ?? "") && resultPattern.test(field(parent, "right")?.text ?? "")
  );
}

const resultPattern = /^(?:Ok|Err|Some)\(/;

/** `if let Ok(value) = …`, `match …` */
function isMatched(node: Node): boolean {
  const { parent } = node;
  if (!isSame(field(parent ?? undefined, "value"), node)) return false;
  if (parent?.type === "match_expression") return true;
  if (parent?.type !== "let_condition" && parent?.type !== "let_declaration") return false;
  return /^(?:Ok|Some|Err)\(|^None$/.test(plain(field(parent, "pattern")));
}

function importsOf(root: Node): ReadonlyMap<string, string> {
  const found = new Map([["env", "std::env"]]);
  for (const declaration of all(root, "use_declaration")) readUse(field(declaration, "argument"), "", found);
  for (const module of all(root, "mod_item")) if (field(module, "name")?.text === "env") found.set("env", "crate::env");
  return found;
}

function readUse(node: Node | undefined, path: string, found: Map<string, string>): void {
  if (node === undefined) return;
  if (node.type === "use_list") for (const child of parts(node)) readUse(child, path, found);
  else if (node.type === "scoped_use_list") readUse(field(node, "list"), join(path, plain(field(node, "path"))), found);
  else if (node.type === "use_as_clause")
    found.set(field(node, "alias")?.text ?? "", join(path, plain(field(node, "path"))));
  else if (node.type === "self") found.set(path.slice(path.lastIndexOf(":") + 1), path);
  else if (node.type !== "use_wildcard") {
    const full = join(path, plain(node));
    found.set(full.slice(full.lastIndexOf(":") + 1), full);
  }
}

function join(path: string, rest: string): string {
  return (path === "" ? rest : `${path}::${rest}`).replace(/^::/, "").replace(/::self$/, "");
}
