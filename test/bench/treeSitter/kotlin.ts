import type { Node } from "web-tree-sitter";
import type { Found, TreeOracle } from "./nodes";
import { all, ancestors, isSame, isText, nameIn, outermost, parts, plain } from "./nodes";

/** Kotlin by its syntax tree: `System.getenv`, what is imported from it, variables that hold its map, and Gradle's providers. */
export const kotlinOracle: TreeOracle = {
  languageId: "kotlin",
  grammar: "kotlin",
  endings: [".kt", ".kts"],
  mayHold: /getenv|environmentVariable/,
  isOptional,
  references: (root) => [
    ...all(root, "call_expression").flatMap((call) => referenceOfCall(call, root) ?? []),
    ...all(root, "indexing_expression").flatMap((index) => referenceOfIndex(index, root) ?? []),
  ],
};

const methods: Readonly<Record<string, Found["kind"]>> = { get: "read", getOrDefault: "read", containsKey: "exists" };

function referenceOfCall(call: Node, root: Node): Found | undefined {
  const [callee, suffix] = parts(call);
  const given = parts(parts(suffix).find(({ type }) => type === "value_arguments"));
  const name = nameIn(parts(given[0])[0], "string_literal");
  if (callee === undefined || name === undefined) return undefined;
  if (isGetenv(callee, root) || /^(?:project\.)?providers\.environmentVariable$/.test(plain(callee)))
    return { ...name, kind: "read", optional: isOptional(call), via: "direct" };
  const [object, member] = callee.type === "navigation_expression" ? parts(callee) : [];
  const method = plain(member).replace(/^\./, "");
  const kind = Object.hasOwn(methods, method) ? methods[method] : undefined;
  const via = mapVia(object, root);
  if (kind === undefined || via === undefined) return undefined;
  return { ...name, kind, optional: kind === "exists" || method === "getOrDefault" || isOptional(call), via };
}

function referenceOfIndex(node: Node, root: Node): Found | undefined {
  const [object, suffix] = parts(node);
  const name = nameIn(parts(suffix)[0], "string_literal");
  const via = mapVia(object, root);
  return name === undefined || via === undefined
    ? undefined
    : { ...name, kind: "read", optional: isOptional(node), via };
}

function isGetenv(callee: Node | undefined, root: Node): boolean {
  const spelling = plain(callee);
  if (spelling !== "getenv") return spelling === "System.getenv" || spelling === "java.lang.System.getenv";
  return all(root, "import_header").some((each) =>
    /^import(?:java\.lang\.System|platform\.posix)\.(?:getenv|\*)$/.test(plain(each)),
  );
}

function mapVia(node: Node | undefined, root: Node): Found["via"] | undefined {
  if (node?.type === "call_expression") {
    const isAll = plain(node).endsWith("()") && isGetenv(parts(node)[0], root);
    return isAll ? "direct" : undefined;
  }
  if (node?.type !== "simple_identifier") return undefined;
  const declared = declarationOf(node);
  if (declared?.type !== "property_declaration") return undefined;
  return mapVia(parts(declared).at(-1), root) === "direct" ? "alias" : undefined;
}

/** The property or parameter that a word stands for. */
function declarationOf(word: Node): Node | undefined {
  for (const scope of ancestors(word)) {
    const found = parts(scope)
      .flatMap((child) => (/parameters$|primary_constructor$/.test(child.type) ? parts(child) : [child]))
      .find((child) => declaresWord(child, word.text));
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaresWord(node: Node, word: string): boolean {
  if (node.type === "property_declaration")
    return plain(parts(node).find(({ type }) => type === "variable_declaration")).split(":")[0] === word;
  return (
    node.type.endsWith("parameter") &&
    parts(node).some(({ type, text }) => type === "simple_identifier" && text === word)
  );
}

const lenientMethods = new Set(
  "orElse getOrElse orNull getOrNull isPresent isNullOrEmpty isNullOrBlank orEmpty toBoolean".split(" "),
);
const carriers = new Set(["map", "flatMap", "filter"]);

function isOptional(node: Node): boolean {
  const outer = outermost(node, "parenthesized_expression");
  const { parent } = outer;
  if (parent === null) return false;
  if (parent.type === "when_subject") return true;
  const operands = parts(parent);
  const isFirst = isSame(operands[0], outer);
  if (parent.type === "elvis_expression")
    return isFirst ? !/^(?:throw\b|error\()/.test(operands[1]?.text ?? "") : isOptional(parent);
  if (parent.type === "equality_expression")
    return operands.some((each) => isText(each)) || parent.children.some((child) => child?.type === "null");
  if (parent.type === "navigation_expression" && isFirst) {
    const suffix = plain(operands[1]);
    if (suffix.startsWith("?.")) return true;
    const method = suffix.replace(/^\./, "");
    return lenientMethods.has(method) || (carriers.has(method) && parent.parent !== null && isOptional(parent.parent));
  }
  return false;
}
