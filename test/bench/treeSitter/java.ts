import type { Node } from "web-tree-sitter";
import type { Found, TreeOracle } from "./nodes";
import { all, ancestors, field, isSame, isText, nameIn, outermost, parts, plain } from "./nodes";

/** Java by its syntax tree: `System.getenv`, what is imported from it, and variables that hold its map. */
export const javaOracle: TreeOracle = {
  languageId: "java",
  grammar: "java",
  endings: [".java"],
  mayHold: /getenv|ProcessBuilder/,
  isOptional,
  references: (root) => all(root, "method_invocation").flatMap((call) => referenceOf(call, root) ?? []),
};

const methods: Readonly<Record<string, Found["kind"]>> = { get: "read", getOrDefault: "read", containsKey: "exists" };

function referenceOf(call: Node, root: Node): Found | undefined {
  const given = parts(field(call, "arguments"));
  const name = nameIn(given[0], "string_literal");
  if (name === undefined) return undefined;
  const method = field(call, "name")?.text ?? "";
  const childVia = childEnvironmentVia(field(call, "object"));
  if (childVia !== undefined)
    return method === "put" || method === "remove"
      ? { ...name, kind: method === "put" ? "write" : "delete", optional: false, via: childVia }
      : undefined;
  if (method === "getenv")
    return isGetenv(call, root) ? { ...name, kind: "read", optional: isOptional(call), via: "direct" } : undefined;
  const kind = Object.hasOwn(methods, method) ? methods[method] : undefined;
  const via = mapVia(field(call, "object"), root);
  if (kind === undefined || via === undefined) return undefined;
  return { ...name, kind, optional: kind === "exists" || method === "getOrDefault" || isOptional(call), via };
}

/** How the environment of a `ProcessBuilder` was reached: `builder.environment()`, or a variable that holds it. */
function childEnvironmentVia(node: Node | undefined): Found["via"] | undefined {
  if (node?.type === "method_invocation") return plain(node).endsWith(".environment()") ? "direct" : undefined;
  const value = node?.type === "identifier" ? field(declarationOf(node), "value") : undefined;
  return value?.type === "method_invocation" && childEnvironmentVia(value) !== undefined ? "alias" : undefined;
}

function isGetenv(call: Node, root: Node): boolean {
  if (field(call, "name")?.text !== "getenv") return false;
  const object = plain(field(call, "object"));
  if (object !== "") return object === "System" || object === "java.lang.System";
  return all(root, "import_declaration").some((each) =>
    /^importstaticjava\.lang\.System\.(?:getenv|\*);$/.test(plain(each)),
  );
}

/** How an expression that holds the map of all variables was reached. */
function mapVia(node: Node | undefined, root: Node): Found["via"] | undefined {
  if (node?.type === "method_invocation")
    return isGetenv(node, root) && parts(field(node, "arguments")).length === 0 ? "direct" : undefined;
  if (node?.type !== "identifier") return undefined;
  const declared = declarationOf(node);
  return declared !== undefined && mapVia(field(declared, "value"), root) === "direct" ? "alias" : undefined;
}

/** The variable, field or parameter that a word stands for. */
function declarationOf(word: Node): Node | undefined {
  for (const scope of ancestors(word)) {
    const declarations = parts(scope).flatMap((child) => {
      if (child.type === "formal_parameters") return parts(child);
      return /^(?:local_variable|field)_declaration$/.test(child.type) ? parts(child) : [child];
    });
    const found = declarations.find((each) => {
      const isDeclaration = /declarator|parameter|resource/.test(each.type);
      return isDeclaration && field(each, "name")?.text === word.text && !isSame(each, word);
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

const wrappers =
  /^(?:(?:Optional|Objects|StringUtils|Boolean|Strings|ObjectUtils)\.)?(?:ofNullable|fromNullable|requireNonNullElse|requireNonNullElseGet|isNull|nonNull|isBlank|isEmpty|isNotBlank|isNotEmpty|isNullOrEmpty|parseBoolean|valueOf|hasText|hasLength)$/;

function isOptional(call: Node): boolean {
  const outer = outermost(call, "parenthesized_expression");
  const parent = outer.parent ?? undefined;
  if (parent?.type === "binary_expression") {
    const other = isSame(field(parent, "left"), outer) ? field(parent, "right") : field(parent, "left");
    return /^[!=]=$/.test(field(parent, "operator")?.text ?? "") && (isText(other) || other?.type === "null_literal");
  }
  if (parent?.type !== "argument_list" || !isSame(parts(parent)[0], outer)) return false;
  const wrapper = parent.parent ?? undefined;
  if (isText(field(wrapper, "object")) && /^equals(?:IgnoreCase)?$/.test(field(wrapper, "name")?.text ?? ""))
    return true;
  const callee = [plain(field(wrapper, "object")), field(wrapper, "name")?.text ?? ""].filter(Boolean).join(".");
  return wrappers.test(callee) && !isDemanded(wrapper);
}

/** `Optional.ofNullable(…).map(…).orElseThrow()` */
function isDemanded(node: Node | undefined): boolean {
  const parent = node?.parent ?? undefined;
  if (parent?.type !== "method_invocation" || !isSame(field(parent, "object"), node)) return false;
  const method = field(parent, "name")?.text ?? "";
  if (method === "orElseThrow") return true;
  return ["map", "flatMap", "filter"].includes(method) && isDemanded(parent);
}
