import type { Node } from "web-tree-sitter";
import type { Found, TreeOracle } from "./nodes";
import { all, ancestors, field, isSame, isText, nameIn, nameInPair, outermost, parts, plain } from "./nodes";

/** Go by its syntax tree: calls of `os` and `syscall` by what is imported, and `Setenv` of what a test is given. */
export const goOracle: TreeOracle = {
  languageId: "go",
  grammar: "go",
  endings: [".go"],
  mayHold: /env\(|\bEnv(?:Vars)?\b|Environ\(/,
  isOptional,
  references: (root) => {
    const packages = importedPackages(root);
    const runs = all(root, "package_identifier", "identifier").some(({ text }) => text === "exec");
    const calls = all(root, "call_expression");
    return [
      ...calls.flatMap((call) => referenceOf(call, packages) ?? []),
      ...calls.flatMap((call) => appended(call, packages, runs)),
      ...(runs ? all(root, "composite_literal").flatMap(listed) : []),
      ...all(root, "composite_literal").flatMap(flagged),
      ...calls.flatMap(sourced),
    ];
  },
};

/** `append(os.Environ(), "NAME=…")`, `append(cmd.Env, …)` */
function appended(call: Node, packages: ReadonlyMap<string, string>, runs: boolean): readonly Found[] {
  const [list, ...added] = parts(field(call, "arguments"));
  if (field(call, "function")?.text !== "append" || list === undefined) return [];
  if (list.type === "selector_expression" && field(list, "field")?.text === "Env")
    return !runs ? [] : added.flatMap((each) => handedOver(each, "direct"));
  const callee = field(list, "function");
  const operand = field(callee, "operand");
  if (operand?.type !== "identifier" || field(callee, "field")?.text !== "Environ") return [];
  if (ownerOf(operand, packages) !== "os") return [];
  return added.flatMap((each) => handedOver(each, operand.text === "os" ? "direct" : "alias"));
}

/** `cmd.Env = []string{"NAME=…"}`, `Env: []string{…}` */
function listed(literal: Node): readonly Found[] {
  if (plain(field(literal, "type")) !== "[]string") return [];
  const parent = literal.parent ?? undefined;
  const isAssigned =
    parent?.parent?.type === "assignment_statement" && plain(field(parent.parent, "left")).endsWith(".Env");
  const isKeyed = parent?.parent?.type === "keyed_element" && parts(parent.parent)[0]?.text === "Env";
  if (!isAssigned && !isKeyed) return [];
  return parts(field(literal, "body")).flatMap((each) => handedOver(parts(each)[0], "direct"));
}

/** `EnvVars: []string{"NAME"}` of `cli.StringFlag{…}` and its like: what stands in the command line goes before it. */
function flagged(literal: Node): readonly Found[] {
  const entry = literal.parent?.parent ?? undefined;
  const flag = plain(field(entry?.parent?.parent ?? undefined, "type"));
  if (entry?.type !== "keyed_element" || parts(entry)[0]?.text !== "EnvVars" || !flag.startsWith("cli.")) return [];
  return parts(field(literal, "body")).flatMap((each): readonly Found[] => {
    const name = nameIn(parts(each)[0], "interpreted_string_literal");
    return name === undefined ? [] : [{ ...name, kind: "read", optional: true, via: "direct" }];
  });
}

/** `cli.EnvVars("NAME", "OTHER")`, as it is written since the third version. */
function sourced(call: Node): readonly Found[] {
  if (plain(field(call, "function")) !== "cli.EnvVars") return [];
  return parts(field(call, "arguments")).flatMap((each): readonly Found[] => {
    const name = nameIn(each, "interpreted_string_literal");
    return name === undefined ? [] : [{ ...name, kind: "read", optional: true, via: "direct" }];
  });
}

/** `"NAME=value"`, `"NAME=" + value`, `fmt.Sprintf("NAME=%s", value)` */
function handedOver(node: Node | undefined, via: Found["via"]): readonly Found[] {
  if (node?.type === "binary_expression") return handedOver(field(node, "left"), via);
  const isFormat = plain(field(node, "function")) === "fmt.Sprintf";
  const text = isFormat ? parts(field(node, "arguments"))[0] : node;
  const name = nameInPair(text, "interpreted_string_literal", "raw_string_literal");
  return name === undefined ? [] : [{ ...name, kind: "write", optional: false, via }];
}

const kinds: Readonly<Record<string, Found["kind"]>> = {
  "os.Getenv": "read",
  "os.LookupEnv": "read",
  "os.Setenv": "write",
  "os.Unsetenv": "delete",
  "syscall.Getenv": "read",
  "syscall.Setenv": "write",
  "syscall.Unsetenv": "delete",
  "testing.Setenv": "write",
};

function referenceOf(call: Node, packages: ReadonlyMap<string, string>): Found | undefined {
  const callee = field(call, "function");
  const operand = field(callee, "operand");
  if (callee?.type !== "selector_expression" || operand?.type !== "identifier") return undefined;
  const member = `${ownerOf(operand, packages)}.${field(callee, "field")?.text ?? ""}`;
  const kind = kinds[member];
  const name = nameIn(parts(field(call, "arguments"))[0], "interpreted_string_literal", "raw_string_literal");
  if (kind === undefined || name === undefined) return undefined;
  const isCustomary = member.startsWith("testing.") && /^[tb]$/.test(operand.text);
  const via = isCustomary || member.startsWith(`${operand.text}.`) ? "direct" : "alias";
  const hasTwoResults = member === "os.LookupEnv" || member === "syscall.Getenv";
  if (hasTwoResults && ignoresValue(call)) return { ...name, kind: "exists", optional: true, via };
  return { ...name, kind, optional: kind === "read" && (hasTwoResults || isOptional(call)), via };
}

/** The package that a word stands for, or `testing` for a test that is given as a parameter. */
function ownerOf(word: Node, packages: ReadonlyMap<string, string>): string {
  for (const node of ancestors(word)) {
    const declared = declarationIn(node, word);
    if (declared !== undefined) return /^\*?testing\.(?:T|B|F|TB)$/.test(declared) ? "testing" : "";
  }
  return packages.get(word.text) ?? "";
}

/** The type of a parameter or variable that a function or block declares by the name of a word in it. */
function declarationIn(node: Node, word: Node): string | undefined {
  const parameters = [field(node, "parameters"), field(node, "receiver")].flatMap(parts);
  const named = parameters.find((each) =>
    each.childrenForFieldName("name").some((name) => name?.text === word.text && each.type.startsWith("parameter")),
  );
  if (named !== undefined) return plain(field(named, "type"));
  if (node.type !== "block") return undefined;
  const earlier = parts(node).filter((statement) => statement.endIndex <= word.startIndex);
  const bound = earlier.flatMap((statement) => {
    if (statement.type === "short_var_declaration") return parts(field(statement, "left"));
    return statement.type === "var_declaration" ? all(statement, "var_spec").flatMap((spec) => parts(spec)) : [];
  });
  return bound.some((each) => each.type === "identifier" && each.text === word.text) ? "" : undefined;
}

function importedPackages(root: Node): ReadonlyMap<string, string> {
  const known = new Map([
    ["os", "os"],
    ["syscall", "syscall"],
  ]);
  for (const spec of all(root, "import_spec")) {
    const path = field(spec, "path")?.text.slice(1, -1) ?? "";
    const word = field(spec, "name")?.text ?? path.slice(path.lastIndexOf("/") + 1);
    if (known.has(word) || path === "os" || path === "syscall") known.set(word, path);
  }
  return known;
}

/** `_, isSet := os.LookupEnv("NAME")` */
function ignoresValue(call: Node): boolean {
  const statement = call.parent?.parent;
  return parts(field(statement ?? undefined, "left"))[0]?.text === "_";
}

function isOptional(call: Node): boolean {
  const outer = outermost(call, "parenthesized_expression");
  const { parent } = outer;
  if (parent === null) return false;
  const around = parent.type === "argument_list" ? (parent.parent ?? undefined) : undefined;
  const callee = plain(field(around, "function"));
  if (callee === "len") return true;
  if (around !== undefined && /^strings\.(?:TrimSpace|ToLower|ToUpper)$/.test(callee)) return isOptional(around);
  if (parent.type === "binary_expression") {
    const other = isSame(field(parent, "left"), outer) ? field(parent, "right") : field(parent, "left");
    return (
      /^[!=]=$/.test(field(parent, "operator")?.text ?? "") && (isText(other) || /^(?:""|``)$/.test(other?.text ?? ""))
    );
  }
  if (around !== undefined) return callee === "cmp.Or" && !isSame(parts(parent).at(-1), outer);
  if (parent.type === "expression_switch_statement") return isSame(field(parent, "value"), outer);
  const statement = parent.type === "expression_list" ? parent.parent : undefined;
  const isCondition = /^(?:if|expression_switch)_statement$/.test(statement?.parent?.type ?? "");
  return isCondition && isSame(field(statement?.parent ?? undefined, "initializer"), statement ?? undefined);
}
