import type { Node } from "web-tree-sitter";
import type { Found, TreeOracle } from "./nodes";
import { all, field, isSame, isText, nameIn, outermost, parts } from "./nodes";

/** Ruby by its syntax tree: the constant `ENV` with an index, or with a method that takes a name. */
export const rubyOracle: TreeOracle = {
  languageId: "ruby",
  grammar: "ruby",
  endings: [
    ".rb",
    ".rake",
    ".gemspec",
    ".ru",
    "Rakefile",
    "Gemfile",
    "Fastfile",
    "Appfile",
    "Vagrantfile",
    "Dangerfile",
  ],
  mayHold: /ENV|Open3|spawn/,
  isOptional,
  references: (root) => [
    ...all(root, "element_reference", "call").flatMap((node) => referenceOf(node) ?? []),
    ...all(root, "call").flatMap(readAtOnce),
    ...all(root, "call").flatMap(writtenAtOnce),
  ],
};

/** `ENV.update("NAME" => value)`, and what a child process is handed: `Open3.capture2({ "NAME" => value }, …)`. */
function writtenAtOnce(call: Node): readonly Found[] {
  const method = field(call, "method")?.text ?? "";
  const receiver = field(call, "receiver");
  const given = parts(field(call, "arguments"));
  const isEnv = isEnvironment(receiver) && /^(?:update|merge!)$/.test(method);
  const isChild =
    (receiver?.text === "Open3" && /^(?:capture(?:2|2e|3)|popen(?:2|2e|3))$/.test(method)) ||
    (method === "spawn" && (receiver === undefined || receiver.text === "Process")) ||
    (method === "system" && receiver === undefined && /\bENV\b/.test(call.tree.rootNode.text));
  // `{ "NAME" => value }.merge(more)`
  const first = given[0]?.type === "call" ? field(given[0], "receiver") : given[0];
  const pairs = isEnv ? given : isChild && first?.type === "hash" ? parts(first) : [];
  return pairs.flatMap((pair) => {
    const name = pair.type === "pair" && pair.text.includes("=>") ? nameIn(field(pair, "key"), "string") : undefined;
    return name === undefined ? [] : [{ ...name, kind: "write" as const, optional: false, via: "direct" as const }];
  });
}

/** `ENV.values_at("NAME", "OTHER")` */
function readAtOnce(call: Node): readonly Found[] {
  const method = field(call, "method")?.text ?? "";
  if (!isEnvironment(field(call, "receiver")) || !/^(?:values_at|slice)$/.test(method)) return [];
  return parts(field(call, "arguments")).flatMap((each) => {
    const name = nameIn(each, "string");
    return name === undefined ? [] : [{ ...name, kind: "read", optional: method === "slice", via: "direct" }];
  });
}

const methods: Readonly<Record<string, Found["kind"]>> = {
  fetch: "read",
  dig: "read",
  "key?": "exists",
  "has_key?": "exists",
  "include?": "exists",
  "member?": "exists",
  store: "write",
  delete: "delete",
};

function referenceOf(node: Node): Found | undefined {
  if (node.type === "element_reference") {
    const [object, index, ...others] = parts(node);
    const name = nameIn(index, "string");
    if (name === undefined || !isEnvironment(object) || others.length > 0) return undefined;
    return { ...name, ...usageOf(node), via: "direct" };
  }
  const method = field(node, "method")?.text ?? "";
  const kind = Object.hasOwn(methods, method) ? methods[method] : undefined;
  const given = parts(field(node, "arguments"));
  const name = nameIn(given[0], "string");
  if (kind === undefined || name === undefined || !isEnvironment(field(node, "receiver"))) return undefined;
  const hasDefault = given.length > 1 || field(node, "block") !== undefined;
  const optional = kind === "exists" || (kind === "read" && ((method === "fetch" && hasDefault) || isOptional(node)));
  return { ...name, kind, optional, via: "direct" };
}

/** `ENV`, `::ENV` */
function isEnvironment(node: Node | undefined): boolean {
  if (node?.type === "constant") return node.text === "ENV";
  return node?.type === "scope_resolution" && node.text === "::ENV";
}

function usageOf(node: Node): Pick<Found, "kind" | "optional"> {
  const { parent } = node;
  const isTarget = isSame(field(parent ?? undefined, "left"), node) && (parent?.type ?? "").endsWith("assignment");
  if (isTarget || parent?.type === "left_assignment_list") return { kind: "write", optional: false };
  return { kind: "read", optional: isOptional(node) };
}

const lenientMethods = new Set("to_s to_i nil? blank? present? presence try empty?".split(" "));
const conditionals = new Set("if unless elsif while until".split(" ").flatMap((word) => [word, `${word}_modifier`]));
const choices = new Set(["||", "&&", "or", "and"]);
const failures = /^(?:raise|abort|fail|exit)\b/;

function isOptional(node: Node): boolean {
  const outer = outermostValue(node);
  const parent = outer.parent ?? undefined;
  if (parent === undefined) return false;
  if (parent.type === "binary") return isOptionalOperand(outer, parent);
  if (parent.type === "unary")
    return ["!", "not"].includes(field(parent, "operator")?.text ?? "") && !failingByItself(outer);
  if (parent.type === "argument_list") return isFlag(parent);
  if (parent.type === "call") return isSame(field(parent, "receiver"), outer) && isLenient(parent);
  if (parent.type === "pair")
    return field(parent, "key")?.text === "default" && isSame(field(parent, "value"), outer) && !failingByItself(outer);
  if (parent.type === "case") return isSame(field(parent, "value"), outer);
  if (conditionals.has(parent.type)) return isSame(field(parent, "condition"), outer);
  return parent.type === "conditional" && (isSame(field(parent, "condition"), outer) || isOptional(parent));
}

/** `ActiveModel::Type::Boolean.new.cast(ENV["NAME"])` */
function isFlag({ parent: call }: Node): boolean {
  const receiver = field(call ?? undefined, "receiver");
  return field(call ?? undefined, "method")?.text === "cast" && receiver?.text === "ActiveModel::Type::Boolean.new";
}

/** `ENV.fetch("NAME")` */
function failingByItself(node: Node): boolean {
  return field(node, "method")?.text === "fetch";
}

/** `(value = ENV["NAME"])` is still the value, and so is `value = ENV["NAME"]` in front of `or`, or as a condition. */
function outermostValue(node: Node): Node {
  const outer = outermost(node, "parenthesized_statements");
  const { parent } = outer;
  const isAssigned = parent?.type === "assignment" && isSame(field(parent, "right"), outer);
  if (!isAssigned) return outer;
  const { parent: around } = parent;
  const isOperand = around?.type === "binary" && choices.has(field(around, "operator")?.text ?? "");
  const isCondition = ["condition", "value"].some((place) => isSame(field(around ?? undefined, place), parent));
  return isOperand || isCondition || around?.type === "parenthesized_statements" ? outermostValue(parent) : outer;
}

function isLenient(call: Node): boolean {
  if (call.children.some((child) => child?.type === "&.")) return true;
  return lenientMethods.has(field(call, "method")?.text ?? "") && !isDemanded(call);
}

function isOptionalOperand(operand: Node, binary: Node): boolean {
  const operator = field(binary, "operator")?.text ?? "";
  const isLeft = isSame(field(binary, "left"), operand);
  const other = field(binary, isLeft ? "right" : "left");
  if (operator === "==" || operator === "!=")
    return other?.type === "nil" || (isText(other) && !failingByItself(operand));
  if (!choices.has(operator)) return false;
  return isLeft ? !raisesOtherwise(binary) : isOptional(binary);
}

/** `.presence || raise` */
function isDemanded(call: Node): boolean {
  const { parent } = outermost(call, "parenthesized_statements");
  return parent?.type === "binary" && raisesOtherwise(parent);
}

function raisesOtherwise(binary: Node): boolean {
  return (
    ["||", "or"].includes(field(binary, "operator")?.text ?? "") && failures.test(field(binary, "right")?.text ?? "")
  );
}
