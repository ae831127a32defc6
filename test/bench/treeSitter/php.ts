import type { Node } from "web-tree-sitter";
import { isProvided } from "../../../server/languages/php";
import type { Found, TreeOracle } from "./nodes";
import { all, field, isSame, isText, nameIn, nameInPair, outermost, parts, plain } from "./nodes";

/** PHP by its syntax tree: `getenv`, `$_ENV`, `$_SERVER`, and Laravel's `env` and `Env`. */
export const phpOracle: TreeOracle = {
  languageId: "php",
  grammar: "php",
  endings: [".php", ".phtml", ".inc"],
  mayHold: /env|_SERVER/i,
  isOptional,
  references: (root) => [
    ...all(root, "function_call_expression", "scoped_call_expression").flatMap((call) => referenceOfCall(call) ?? []),
    ...all(root, "subscript_expression").flatMap((node) => referenceOfIndex(node) ?? []),
  ],
};

const functions: Readonly<Record<string, "optional" | "read">> = {
  getenv: "read",
  "\\getenv": "read",
  env: "optional",
  "\\env": "optional",
  "Env::get": "optional",
  "Env::getOrFail": "read",
};

function referenceOfCall(call: Node): Found | undefined {
  const given = parts(field(call, "arguments"));
  const callee = calleeOf(call);
  if (callee === "putenv" || callee === "\\putenv") return putIn(given[0]);
  const name = nameOf(given[0]);
  if (name === undefined) return undefined;
  if (callee === "array_key_exists" || callee === "\\array_key_exists") {
    const array = plain(given[1]);
    const isMeant = isArray(array) && !(array === "$_SERVER" && isProvided(name.name));
    return isMeant ? { ...name, kind: "exists", optional: true, via: "direct" } : undefined;
  }
  const use = Object.hasOwn(functions, callee) ? functions[callee] : undefined;
  if (use === undefined) return undefined;
  const hasDefault = use === "optional" && given.length > 1;
  return { ...name, kind: "read", optional: hasDefault || isOptional(call), via: "direct" };
}

/** `putenv("NAME=value")`, with a value that may be computed; without one, it deletes. */
function putIn(given: Node | undefined): Found | undefined {
  let inner = given?.type === "argument" ? parts(given)[0] : given;
  if (inner?.type === "function_call_expression" && plain(field(inner, "function")) === "sprintf")
    inner = parts(parts(field(inner, "arguments"))[0])[0];
  else if (inner?.type === "binary_expression")
    while (inner?.type === "binary_expression") inner = field(inner, "left");
  else {
    const gone = nameOf(inner);
    if (gone !== undefined && inner?.type !== "name")
      return { ...gone, kind: "delete", optional: false, via: "direct" };
  }
  const name = nameInPair(inner, "string", "encapsed_string");
  return name === undefined ? undefined : { ...name, kind: "write", optional: false, via: "direct" };
}

function calleeOf(call: Node): string {
  const scope = field(call, "scope");
  return scope === undefined ? plain(field(call, "function")) : `${plain(scope)}::${plain(field(call, "name"))}`;
}

function isArray(spelling: string): boolean {
  return spelling === "$_ENV" || spelling === "$_SERVER";
}

function nameOf(node: Node | undefined): Pick<Found, "name" | "start"> | undefined {
  const inner = node?.type === "argument" ? parts(node)[0] : node;
  return inner?.type === "name"
    ? { name: inner.text, start: inner.startIndex }
    : nameIn(inner, "string", "encapsed_string");
}

function referenceOfIndex(node: Node): Found | undefined {
  const [array, index] = parts(node);
  const name = nameOf(index);
  const isMeant =
    isArray(plain(array)) && !(plain(array) === "$_SERVER" && name !== undefined && isProvided(name.name));
  return name === undefined || !isMeant ? undefined : { ...name, ...usageOf(node), via: "direct" };
}

function usageOf(node: Node): Pick<Found, "kind" | "optional"> {
  const { parent } = node;
  if (parent?.type === "unset_statement") return { kind: "delete", optional: false };
  const isTarget = isSame(field(parent ?? undefined, "left"), node) && (parent?.type ?? "").includes("assignment");
  if (isTarget || parent?.type === "list_literal") return { kind: "write", optional: false };
  if (parent?.type === "argument" && wrapperOf(parent) === "isset") return { kind: "exists", optional: true };
  return { kind: "read", optional: isOptional(node) };
}

function wrapperOf(argument: Node): string {
  return plain(field(argument.parent?.parent ?? undefined, "function")).replace(/^\\/, "");
}

const choices = new Set(["??", "||", "&&", "or", "and", "xor"]);
const failures = /^(?:throw|die|exit)\b/;
const lenientFunctions = new Set(["empty", "is_string", "is_null", "filter_var"]);
const conditionals = new Set(["if_statement", "else_if_clause", "while_statement", "switch_statement"]);

function isOptional(node: Node): boolean {
  const outer = outermostValue(node);
  const parent = outer.parent ?? undefined;
  if (parent === undefined) return false;
  if (conditionals.has(parent.type)) return isSame(field(parent, "condition"), outer);
  if (parent.type === "unary_op_expression") return parent.text.startsWith("!");
  if (parent.type === "binary_expression") return isOptionalOperand(outer, parent);
  if (parent.type === "cast_expression") return /^\(\s*bool/.test(parent.text) || isOptional(parent);
  if (parent.type === "argument" && /^(?:strto(?:lower|upper)|trim)$/.test(wrapperOf(parent)))
    return parent.parent?.parent !== null && parent.parent?.parent !== undefined && isOptional(parent.parent.parent);
  if (parent.type === "argument") return lenientFunctions.has(wrapperOf(parent));
  if (parent.type !== "conditional_expression") return false;
  if (!isSame(field(parent, "condition"), outer)) return isOptional(parent);
  return !(field(parent, "body") === undefined && failures.test(field(parent, "alternative")?.text ?? ""));
}

/** `!$value = getenv("NAME")`: what is assigned is still the value where something asks for it. */
function outermostValue(node: Node): Node {
  const outer = outermost(node, "parenthesized_expression");
  const { parent } = outer;
  const isAssigned = parent?.type === "assignment_expression" && isSame(field(parent, "right"), outer);
  return isAssigned && parent.parent?.type !== "expression_statement" ? outermostValue(parent) : outer;
}

function isOptionalOperand(operand: Node, binary: Node): boolean {
  const operator = field(binary, "operator")?.text ?? "";
  const isLeft = isSame(field(binary, "left"), operand);
  const other = field(binary, isLeft ? "right" : "left");
  if (/^[!=]==?$/.test(operator)) return isText(other) || /^(?:false|null)$/i.test(other?.text ?? "");
  if (!choices.has(operator)) return false;
  return isLeft ? !failures.test(other?.text ?? "") : isOptional(binary);
}
