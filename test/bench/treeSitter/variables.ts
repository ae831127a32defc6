import type { Node } from "web-tree-sitter";
import type { Found } from "./nodes";
import { all, ancestors, field, isSame, parts, plain } from "./nodes";
import type { Answers } from "./reached";
import { accessorAt, answersTo } from "./reached";

/** The references, where those that are only given to a variable are optional if each use of that gets along without a value. */
export function withVariables(
  root: Node,
  references: readonly Found[],
  isOptional: ((expression: Node) => boolean) | undefined,
): readonly Found[] {
  if (isOptional === undefined) return references;
  return references.map((reference) => {
    if (reference.kind !== "read" || reference.optional) return reference;
    const accessor = accessorAt(root, reference.start);
    if (accessor === undefined) return reference;
    const isBack = (value: Node): boolean => isPutBack(value, reference.name, references);
    const variable = variableGiven(accessor);
    const isDirectlyBack = isBack(accessor) && !failingByItself.test(accessor.text);
    const isSparing = variable !== undefined && isSpared(variable, { isOptional, isBack });
    return isDirectlyBack || isSparing ? { ...reference, optional: true } : reference;
  });
}

/** Whether a value goes back to where it came from: `os.Setenv("NAME", value)`, `ENV["NAME"] = value`. */
function isPutBack(value: Node, name: string, references: readonly Found[]): boolean {
  const wrapped = value.parent?.type === "argument" || value.parent?.type === "expression_list" ? value.parent : value;
  const { parent } = wrapped;
  if (parent === null) return false;
  const isAssigned = parent.type.startsWith("assignment") && isSame(field(parent, "right"), wrapped);
  const [first, second, ...others] = parts(parent);
  const isGiven = /^argument(?:s|_list)$/.test(parent.type) && isSame(second, wrapped) && others.length === 0;
  const key = isAssigned ? field(parent, "left") : isGiven ? first : undefined;
  // What a child process is handed is no place that it came from.
  const isOwn = isAssigned ? !/environment/i.test(key?.text ?? "") : isSetter(parent.parent ?? undefined);
  if (key === undefined || !isOwn) return false;
  return references.some(
    (each) => each.kind === "write" && each.name === name && key.startIndex <= each.start && each.start < key.endIndex,
  );
}

function isSetter(call: Node | undefined): boolean {
  const name = field(call, "function") ?? field(call, "method") ?? field(call, "name") ?? parts(call)[0];
  return /(?:set_?env\w*|set_var|put_env|store)$/i.test(plain(name));
}

interface Variable {
  readonly name: string;
  readonly declaration: Node;
  readonly scope: Node;
}

const through = /^(?:strings\.(?:TrimSpace|ToLower|ToUpper)|strto(?:lower|upper)|trim)$/;

/** The value with what makes nothing of nothing around it. */
function passedThrough(node: Node): Node {
  const { parent } = node;
  if (parent?.type.startsWith("parenthesized") === true) return passedThrough(parent);
  const list = parent?.type === "argument" ? parent.parent : parent;
  const call = list?.parent ?? undefined;
  if (!/^argument(?:s|_list)$/.test(list?.type ?? "") || call === undefined) return node;
  return through.test(plain(field(call, "function"))) ? passedThrough(call) : node;
}

/** `a || b` for the last of several values that one is taken of. */
function lastOfSeveral(node: Node): Node {
  const { parent } = node;
  const isChoice = parent !== null && /^binary|^elvis|junction/.test(parent.type);
  if (!isChoice || !/^(?:\|\||&&|\?\?|\?:)$/.test(operatorOf(parent)) || isSame(parts(parent)[0], node)) return node;
  return lastOfSeveral(parent);
}

const failingByItself = /\.fetch\b|\bfetch\(|env!|getOrFail/;

function variableGiven(accessor: Node): Variable | undefined {
  if (failingByItself.test(accessor.text)) return undefined;
  const value = lastOfSeveral(passedThrough(accessor));
  const list = value.parent?.type === "expression_list" && parts(value.parent).length === 1 ? value.parent : value;
  const holder = list.parent?.type === "equals_value_clause" ? list.parent.parent : list.parent;
  if (holder === null) return undefined;
  const target = targetOf(holder, list);
  const declaration = statementOf(holder);
  const scope = declaration === undefined ? undefined : scopeOf(declaration, holder.type);
  if (target === undefined || declaration === undefined || scope === undefined) return undefined;
  return { name: target.text, declaration, scope };
}

function targetOf(holder: Node, value: Node): Node | undefined {
  switch (holder.type) {
    case "short_var_declaration":
    case "assignment":
    case "assignment_expression": {
      const left = field(holder, "left");
      if (!isSame(field(holder, "right"), value) || left === undefined) return undefined;
      const [only, ...others] = left.type === "expression_list" ? parts(left) : [left];
      const isVariable = only?.type === (holder.type === "assignment_expression" ? "variable_name" : "identifier");
      return others.length === 0 && isVariable ? only : undefined;
    }
    case "var_spec":
      return holder.childrenForFieldName("name").length === 1 ? field(holder, "name") : undefined;
    case "variable_declarator":
      return field(holder, "name") ?? parts(holder)[0];
    case "property_declaration":
      return parts(parts(holder).find(({ type }) => type === "variable_declaration"))[0];
    case "let_declaration":
      return field(holder, "pattern")?.type === "identifier" ? field(holder, "pattern") : undefined;
    default:
      return undefined;
  }
}

const blocks =
  /^(?:block|statements|statement_list|compound_statement|body_statement|program|then|else|ensure|do_block|begin|block_body|expression_case|default_case|communication_case|switch_section|switch_block_statement_group|case_statement|default_statement|global_statement|constructor_body|lambda_literal|when|rescue)$/;

/** The statement of a block that a part of it belongs to; undefined where it is only a part of another one. */
function statementOf(node: Node): Node | undefined {
  let at = node;
  while (
    at.parent !== null &&
    /^(?:variable_declarat(?:ion|or)|(?:local_)?(?:variable_declaration|declaration_statement)|var_(?:declaration|spec)|expression_(?:statement|list)|directly_assignable_expression|assignment.*|augmented_assignment.*|operator_assignment|short_var_declaration|let_declaration|left_assignment_list)$/.test(
      at.parent.type,
    )
  )
    at = at.parent;
  return at.parent !== null && blocks.test(at.parent.type) ? at : undefined;
}

const functions =
  /^(?:method|singleton_method|function_definition|method_declaration|anonymous_function(?:_creation_expression)?|program)$/;

/** Where a variable may be used; undefined where others may have it. */
function scopeOf(declaration: Node, holder: string): Node | undefined {
  if (holder === "assignment" || holder === "assignment_expression")
    return [...ancestors(declaration)].find(({ type }) => functions.test(type));
  if (declaration.parent?.type === "global_statement") return declaration.parent.parent ?? undefined;
  return declaration.parent ?? undefined;
}

interface Region {
  readonly start: number;
  readonly end: number;
}

interface Judges {
  readonly isOptional: (expression: Node) => boolean;
  /** Whether a use puts the value back to where it came from. */
  readonly isBack: (value: Node) => boolean;
}

function isSpared(variable: Variable, { isOptional, isBack }: Judges): boolean {
  const uses = usesOf(variable);
  const meanings = uses.map((use) => (isBack(use) ? [] : meaningOf(use, variable, isOptional)));
  const regions = meanings.flatMap((meaning) => meaning ?? []);
  return (
    uses.length > 0 &&
    uses.every(
      ({ startIndex }, index) =>
        meanings[index] !== undefined || regions.some(({ start, end }) => start <= startIndex && startIndex < end),
    )
  );
}

function usesOf({ name, declaration, scope }: Variable): readonly Node[] {
  const words = all(scope, "identifier", "simple_identifier", "interpolated_identifier", "variable_name");
  const named = words.filter((word) => word.text === name && !isOtherwiseNamed(word));
  const texts = all(scope, "string_literal", "string", "encapsed_string").filter(
    ({ text, type, parent }) =>
      (type === "string_literal" && text.includes(`{${name}`)) ||
      (name.startsWith("$") && parent?.type === "argument" && text.slice(1, -1) === name.slice(1)),
  );
  return [...named, ...texts].filter(({ startIndex }) => startIndex >= declaration.endIndex);
}

/** A member, a method, a key, the name of an argument, or what a pattern calls a value. */
function isOtherwiseNamed(word: Node): boolean {
  const { parent } = word;
  if (parent === null) return false;
  if (/^(?:navigation_suffix|name_colon|tuple_struct_pattern|label_name|variable_name)$/.test(parent.type)) return true;
  if (parent.type === "literal_element")
    return isSame(parts(parent.parent ?? undefined)[0], parent) && parent.parent?.type === "keyed_element";
  if (parent.type === "value_argument") return parts(parent).length > 1 && isSame(parts(parent)[0], word);
  if (["field", "method"].some((place) => isSame(field(parent, place), word))) return true;
  return (
    /member_access|method_invocation|invocation_expression/.test(parent.type) && isSame(field(parent, "name"), word)
  );
}

/** Where the code only gets to with the value as far as one use tells; undefined where that one needs it. */
function meaningOf(
  use: Node,
  { name }: Variable,
  isOptional: (expression: Node) => boolean,
): readonly Region[] | undefined {
  if (use.type.includes("string")) return undefined;
  const assignment = assignmentOf(use);
  if (assignment !== undefined) {
    const statement = statementOf(assignment);
    return statement === undefined ? [] : [{ start: statement.endIndex, end: statement.parent?.endIndex ?? 0 }];
  }
  const value = passedThrough(use);
  if (!isOptional(value)) return undefined;
  const otherwise = casesOf(value) ?? alternativeTo(value);
  if (otherwise !== undefined && fails(otherwise)) return undefined;
  return regionsOf(answersTo(value), name);
}

function regionsOf({ present, absent, rest }: Answers, name: string): readonly Region[] | undefined {
  const isGiven = absent !== undefined && rest !== undefined && isGivenIn(absent, name);
  if (absent !== undefined && !isGiven && fails(absent)) return undefined;
  return [...present, ...(isGiven ? rest : [])].map(({ startIndex, endIndex }) => ({
    start: startIndex,
    end: endIndex,
  }));
}

/** What assigns to a word, or declares another variable by its name. */
function assignmentOf(word: Node): Node | undefined {
  const target = /^(?:expression_list|left_assignment_list|directly_assignable_expression)$/.test(
    word.parent?.type ?? "",
  )
    ? (word.parent ?? word)
    : word;
  const { parent } = target;
  if (parent === null) return undefined;
  if (/^(?:let_declaration|variable_declarator)$/.test(parent.type))
    return isSame(field(parent, "pattern") ?? field(parent, "name") ?? parts(parent)[0], target) ? parent : undefined;
  if (!/assignment|short_var_declaration/.test(parent.type) || parent.type === "left_assignment_list") return undefined;
  if (!isSame(field(parent, "left") ?? parts(parent)[0], target)) return undefined;
  const operator = /^(?:=|:=|\|\|=|\?\?=)$/;
  return parent.children.some((child) => operator.test(child?.text ?? "")) ? parent : undefined;
}

/** Whether a branch gives a variable another value, whatever else it does. */
function isGivenIn(branch: Node, name: string): boolean {
  return all(branch, "identifier", "simple_identifier", "variable_name").some((word) => {
    const assignment = word.text === name ? assignmentOf(word) : undefined;
    if (assignment === undefined || assignment.type.includes("declar")) return false;
    if (/=\s*(?:nil|null|NULL|None|false|""|'')$/.test(assignment.text)) return false;
    const statement = statementOf(assignment) ?? assignment;
    let at: Node | null = statement;
    while (
      at !== null &&
      !isSame(at, branch) &&
      /^(?:block|statements|statement_list|expression_statement|control_structure_body|compound_statement)$/.test(
        at.parent?.type ?? "",
      ) &&
      !isSame(at.parent ?? undefined, branch)
    )
      at = at.parent;
    return at !== null && (isSame(at, branch) || isSame(at.parent ?? undefined, branch));
  });
}

/** The cases that a value is told apart by. */
function casesOf(value: Node): Node | undefined {
  const group = /^parenthesized|^when_subject$/.test(value.parent?.type ?? "") ? (value.parent ?? value) : value;
  return /switch|^match|^case$|^when/.test(group.parent?.type ?? "") ? (group.parent ?? undefined) : undefined;
}

/** What there is instead of a value: `x ?: exit(1)`, `x.unwrap_or_else(|_| panic!())`, `let Ok(y) = x else { panic!() }`. */
function alternativeTo(value: Node): Node | undefined {
  const { parent } = value;
  if (parent === null) return undefined;
  if (parent.type === "let_declaration") return field(parent, "alternative");
  if (/^binary|^elvis/.test(parent.type) && /^(?:\|\||\?\?|\?:|or)$/.test(operatorOf(parent)))
    return isSame(parts(parent)[0], value) ? parts(parent)[1] : undefined;
  if (parent.type === "conditional_expression" && field(parent, "body") === undefined)
    return field(parent, "alternative");
  const isLate = /^(?:unwrap_or_else|or_else|map_or_else|orElseGet|getOrElse)$/.test(plain(field(parent, "field")));
  return isLate ? field(parent.parent ?? undefined, "arguments") : undefined;
}

function operatorOf(binary: Node): string {
  return (field(binary, "operator") ?? binary.children.find((child) => child?.isNamed === false))?.text ?? "";
}

const skipping = /^(?:skip|Skip(?:f|Now)?|markTestSkipped)$/;
const failing =
  /^(?:throw|raise|die|bail|halt|stop|croak|confess|abort|usage)$|^assert|fatal|panic|fail|exit|error|exception|err$/i;
const complaining = /required|must|missing|please|need/i;

/** Whether a branch fails, as far as anybody can tell by what it calls, returns and says. */
function fails(branch: Node): boolean {
  const leaves = leavesOf(branch).filter(({ type }) => !type.includes("comment"));
  if (leaves.some(({ text }) => skipping.test(text))) return false;
  return leaves.some((leaf) => {
    if (/string|content/.test(leaf.type)) return complaining.test(leaf.text);
    if (leaf.text === "Err") return leaf.parent?.type !== "tuple_struct_pattern";
    if (failing.test(leaf.text))
      return !/^\w+\s*\(?\s*0\b/.test(branch.text.slice(leaf.startIndex - branch.startIndex));
    const isReturned = [...ancestors(leaf)].some(({ type }) => /^return|jump_expression/.test(type));
    return isReturned && /^err|^[1-9]|Err/.test(leaf.text);
  });
}

function leavesOf(node: Node): readonly Node[] {
  if (node.childCount === 0) return [node];
  return node.children.flatMap((child) => (child === null ? [] : leavesOf(child)));
}
