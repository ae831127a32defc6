import type { Node } from "web-tree-sitter";
import type { Found, TreeOracle } from "./nodes";
import { all, field, isSame, isText, nameIn, outermost, parts, plain } from "./nodes";

/** C# by its syntax tree: the functions of `System.Environment`, by what the file says it uses. */
export const csharpOracle: TreeOracle = {
  languageId: "csharp",
  grammar: "c_sharp",
  endings: [".cs", ".csx"],
  mayHold: /EnvironmentVariable|\.Environment\b|onfiguration(?:\[|\.GetValue)/,
  misread: /"""/,
  isOptional,
  references: (root) => {
    const owners = ownersOf(root);
    const calls = all(root, "invocation_expression").flatMap((call) => referenceOfCall(call, owners) ?? []);
    return [
      ...calls,
      ...all(root, "initializer_expression").flatMap(handedOver),
      ...all(root, "element_access_expression").flatMap((node) => referenceOfIndex(node, owners) ?? []),
    ];
  },
};

const strings = [
  "string_literal",
  "verbatim_string_literal",
  "raw_string_literal",
  "interpolated_string_expression",
] as const;
type Owners = ReadonlyMap<string, Found["via"]>;

/** What stands in front of the functions, and how that was reached: nothing with `using static`. */
function ownersOf(root: Node): Owners {
  const owners = new Map<string, Found["via"]>([
    ["Environment", "direct"],
    ["System.Environment", "direct"],
    ["global::System.Environment", "direct"],
  ]);
  for (const using of all(root, "using_directive")) {
    const found = /^(?:global)?using(static)?(?:(\w+)=)?(?:global::)?System\.Environment;$/.exec(plain(using));
    if (found?.[1] !== undefined) owners.set("", "direct");
    else if (found?.[2] !== undefined) owners.set(found[2], "alias");
  }
  return owners;
}

function referenceOfCall(call: Node, owners: Owners): Found | undefined {
  const { member, via, owner } = calleeOf(call, owners);
  const given = parts(field(call, "arguments"));
  const name = nameIn(parts(given[0])[0], ...strings);
  if (name === undefined) return undefined;
  if (member.startsWith("GetValue<") && isSetting(owner, name)) {
    const optional = member !== "GetValue<string>" || given.length > 1 || isOptional(call);
    return { ...name, kind: "read", optional, via: "direct" };
  }
  if (isChildEnvironment(owner) && via === undefined) {
    const kind = { Add: "write", TryAdd: "write", Remove: "delete" }[member] as Found["kind"] | undefined;
    return kind === undefined ? undefined : { ...name, kind, optional: false, via: "direct" };
  }
  if (member === "Contains" && owner !== undefined && isAll(owner, owners))
    return { ...name, kind: "exists", optional: true, via: calleeOf(owner, owners).via ?? "direct" };
  if (via === undefined) return undefined;
  if (member === "GetEnvironmentVariable") return { ...name, kind: "read", optional: isOptional(call), via };
  if (member !== "SetEnvironmentVariable") return undefined;
  return { ...name, kind: plain(given[1]) === "null" ? "delete" : "write", optional: false, via };
}

/** `Environment = { ["NAME"] = value }` in an initializer. */
function handedOver(list: Node): readonly Found[] {
  const assignment = list.parent ?? undefined;
  if (!/^Environment(?:Variables)?$/.test(plain(field(assignment, "left")))) return [];
  return parts(list).flatMap((each) => {
    const name = nameIn(parts(parts(parts(field(each, "left"))[0])[0])[0] ?? undefined, ...strings);
    return name === undefined ? [] : [{ ...name, kind: "write" as const, optional: false, via: "direct" as const }];
  });
}

/** What a child process is handed: `start.EnvironmentVariables`, and `start.Environment` where the file starts some. */
function isChildEnvironment(node: Node | undefined): boolean {
  if (node?.type !== "member_access_expression") return false;
  const name = plain(field(node, "name"));
  return name === "EnvironmentVariables" || (name === "Environment" && /StartInfo\b/.test(node.tree.rootNode.text));
}

/** `builder.Configuration` and its like, asked for what is named like a variable. */
function isSetting(owner: Node | undefined, { name }: Pick<Found, "name">): boolean {
  return (
    /^(?:(?:\w+\.){0,2}Configuration|_?configuration)$/.test(plain(owner)) && /^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(name)
  );
}

interface Callee {
  readonly member: string;
  readonly owner: Node | undefined;
  readonly via: Found["via"] | undefined;
}

function calleeOf(call: Node, owners: Owners): Callee {
  const callee = field(call, "function");
  const owner = field(callee, "expression");
  const member = callee?.type === "identifier" ? callee.text : plain(field(callee, "name"));
  return { member, owner, via: owners.get(callee?.type === "identifier" ? "" : plain(owner) || "?") };
}

function isAll(node: Node, owners: Owners): boolean {
  if (node.type !== "invocation_expression") return false;
  const { member, via } = calleeOf(node, owners);
  return member === "GetEnvironmentVariables" && via !== undefined;
}

function referenceOfIndex(node: Node, owners: Owners): Found | undefined {
  const object = field(node, "expression");
  const name = nameIn(parts(parts(field(node, "subscript"))[0])[0], ...strings);
  if (name === undefined || object === undefined) return undefined;
  if (isChildEnvironment(object))
    return node.parent?.type === "assignment_expression" && isSame(field(node.parent, "left"), node)
      ? { ...name, kind: "write", optional: false, via: "direct" }
      : undefined;
  if (isSetting(object, name)) {
    const isWritten = node.parent?.type === "assignment_expression" && isSame(field(node.parent, "left"), node);
    const kind = isWritten ? "write" : "read";
    return { ...name, kind, optional: !isWritten && isOptional(node), via: "direct" };
  }
  if (!isAll(object, owners)) return undefined;
  return { ...name, kind: "read", optional: isOptional(node), via: calleeOf(object, owners).via ?? "direct" };
}

function isOptional(node: Node): boolean {
  const outer = outermost(node, "parenthesized_expression");
  const parent = outer.parent ?? undefined;
  if (parent === undefined) return false;
  if (parent.type === "conditional_access_expression") return isSame(field(parent, "condition"), outer);
  if (parent.type === "is_pattern_expression" || parent.type === "is_expression") return isTypeOrNothing(parent);
  if (parent.type === "binary_expression") return isOptionalOperand(outer, parent) || isMisread(outer, parent);
  if (parent.type !== "argument" || parts(parent.parent ?? undefined)[0]?.id !== parent.id) return false;
  const wrapper = plain(field(parent.parent?.parent ?? undefined, "function"));
  if (/^(?:[sS]tring|"[^"]+")\.Equals$|\bTryParse$|\bConvert\.ToBoolean$/.test(wrapper)) return true;
  return /^(?:(?:System\.)?[sS]tring\.)?IsNullOr(?:Empty|WhiteSpace)$/.test(wrapper);
}

/** Of `a || X?.Y` the grammar makes `(a || X)?.Y`. */
function isMisread(operand: Node, binary: Node): boolean {
  const parent = binary.parent ?? undefined;
  if (!isSame(field(binary, "right"), operand) || parent === undefined) return false;
  if (parent.type === "binary_expression") return isMisread(binary, parent);
  return parent.type === "conditional_access_expression" && isSame(field(parent, "condition"), binary);
}

/** `is null`, `is not null`, `is string value`, `is { } value`, `is "text"`. */
function isTypeOrNothing(test: Node): boolean {
  return /^(?:not )?(?:null(?:\s*(?:&&|\|\|).*)?|string\b.*|var\b.*|\{.*|".+)$/s.test(
    test.text.slice(test.text.lastIndexOf(" is ") + 4),
  );
}

function isOptionalOperand(operand: Node, binary: Node): boolean {
  const operator = field(binary, "operator")?.text ?? "";
  const isLeft = isSame(field(binary, "left"), operand);
  const other = field(binary, isLeft ? "right" : "left");
  if (/^[!=]=$/.test(operator)) return isText(other) || other?.type === "null_literal";
  if (operator !== "??") return false;
  return isLeft ? other?.type !== "throw_expression" : isOptional(binary);
}
