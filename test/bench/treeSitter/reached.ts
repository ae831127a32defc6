import type { Node } from "web-tree-sitter";
import type { Found } from "./nodes";
import { ancestors, field, isSame, isText, parts, plain } from "./nodes";

/** The references, where those that the code only gets to with the name are optional too. */
export function withReached(root: Node, references: readonly Found[]): readonly Found[] {
  const asking = references.filter(({ kind, optional }) => optional && (kind === "read" || kind === "exists"));
  const regions = asking.flatMap(({ name, start }) => {
    const accessor = accessorAt(root, start);
    return accessor === undefined ? [] : regionsBehind(accessor).map((region) => ({ name, ...region }));
  });
  return references.map((reference) => {
    const { name, kind, optional, start } = reference;
    const isReached = regions.some((region) => region.name === name && region.start <= start && start < region.end);
    return kind === "read" && !optional && isReached ? { ...reference, optional: true } : reference;
  });
}

interface Region {
  readonly start: number;
  readonly end: number;
}

const accessors =
  /^(?:.*call(?:_expression)?|method_invocation|invocation_expression|subscript_expression|element_reference|element_access_expression|indexing_expression|index_expression)$/;

function accessorAt(root: Node, start: number): Node | undefined {
  const node = root.descendantForIndex(start);
  if (node === null) return undefined;
  for (const each of ancestors(node)) if (accessors.test(each.type)) return each;
  return undefined;
}

const nothing = /^(?:null|nil|false|""|``|None|'')$/;
const absentCalls = /(?:^|\.)(?:empty|is_null|isNull|isNullOrEmpty|isBlank|isEmpty|IsNullOrEmpty|IsNullOrWhiteSpace)$/;
const presentCalls = /(?:^|\.)(?:isset|is_string|nonNull|isNotBlank|isNotEmpty)$/;
const absentMethods = /^(?:nil\?|blank\?|empty\?|isEmpty|isNullOrEmpty|isNullOrBlank|is_none|is_err)$/;
const presentMethods = /^(?:present\?|isPresent|is_ok|is_some|is_ok_and|is_some_and)$/;
const wrappers = /^(?:parenthesized_(?:expression|statements)|condition|argument|value_argument)$/;

/** Where the code only gets to when an expression is there. */
function regionsBehind(accessor: Node): readonly Region[] {
  const regions: Node[] = [];
  let at = accessor;
  let isPresence = true;
  for (let parent = at.parent; parent !== null; parent = at.parent) {
    const operator = field(parent, "operator")?.text ?? "";
    if (wrappers.test(parent.type) && parent.type !== "argument") at = parent;
    else if (/unary|prefix_expression/.test(parent.type) && /^(?:!|not\b)/.test(parent.text)) {
      isPresence = !isPresence;
      at = parent;
    } else if (/^binary|equality/.test(parent.type) && /^[!=]==?$/.test(operator)) {
      const other = isSame(field(parent, "left"), at) ? field(parent, "right") : field(parent, "left");
      const isNothing = nothing.test(other?.text ?? "");
      if (!isNothing && !isText(other)) break;
      if (operator.startsWith("=") === isNothing) isPresence = !isPresence;
      at = parent;
    } else if (parent.type === "is_pattern_expression") {
      const test = / is (not )?null$/.exec(parent.text);
      if (test === null) break;
      if (test[1] === undefined) isPresence = !isPresence;
      at = parent;
    } else if (/^binary|conjunction|disjunction/.test(parent.type) && /^(?:&&|\|\||and|or)$/.test(operator)) {
      if (isPresence !== /^(?:&&|and)$/.test(operator)) break;
      const right = field(parent, "right");
      if (isSame(field(parent, "left"), at) && right !== undefined) regions.push(right);
      at = parent;
    } else {
      const asked = askedBy(parent, at);
      if (asked === undefined) {
        regions.push(...behindStatement(parent, at, isPresence));
        break;
      }
      if (asked.isAbsence) isPresence = !isPresence;
      at = asked.call;
    }
  }
  return regions.map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
}

/** `isset(X)`, `X.nil?`: a call that asks for nothing but whether the value is there. */
function askedBy(parent: Node, at: Node): { readonly call: Node; readonly isAbsence: boolean } | undefined {
  const list = parent.type === "argument" ? (parent.parent ?? parent) : parent;
  if (list.type.includes("argument")) {
    const call = list.parent ?? list;
    const callee = plain(field(call, "function") ?? undefined) || plain(field(call, "name"));
    const isFirst = isSame(parts(list)[0], parent.type === "argument" ? parent : at);
    if (!isFirst || !(absentCalls.test(callee) || presentCalls.test(callee))) return undefined;
    return { call, isAbsence: absentCalls.test(callee) };
  }
  const isAccess = /field_expression|navigation_expression|member_access/.test(parent.type);
  const call = isAccess ? parent.parent : parent;
  const method = plain(field(parent, "method") ?? field(parent, "field") ?? field(parent, "name"));
  if (call === null || isSame(field(parent, "arguments"), at)) return undefined;
  if (!absentMethods.test(method) && !presentMethods.test(method)) return undefined;
  return { call, isAbsence: absentMethods.test(method) };
}

const conditionals =
  /^(?:if_statement|if_expression|if|unless|elsif|else_if_clause|while_statement|while|while_expression|until)$/;
const modifiers = /^(?:if|unless|while|until)_modifier$/;

function behindStatement(parent: Node, at: Node, isPresence: boolean): readonly Node[] {
  if (/^(?:conditional(?:_expression)?|ternary_expression)$/.test(parent.type)) {
    if (!isSame(field(parent, "condition"), at)) return [];
    const branch =
      field(parent, isPresence ? "consequence" : "alternative") ?? (isPresence ? field(parent, "body") : undefined);
    return branch === undefined ? [] : [branch];
  }
  const statement = statementAround(parent, at);
  if (statement === undefined) return [];
  const { node, isNegated } = statement;
  const isThen = (/^(?:unless|until)/.test(node.type) ? !isPresence : isPresence) !== isNegated;
  const body = field(node, "consequence") ?? field(node, "body") ?? parts(node)[1];
  if (body === undefined) return [];
  if (isThen) return [body];
  return leaves(body) ? rest(node) : [];
}

/** The statement that an expression is the condition of: by itself, by `let Ok(value) =`, or by what it is first given to. */
function statementAround(parent: Node, at: Node): { readonly node: Node; readonly isNegated: boolean } | undefined {
  if (conditionals.test(parent.type) || modifiers.test(parent.type))
    return isSame(field(parent, "condition") ?? parts(parent)[0], at) ? { node: parent, isNegated: false } : undefined;
  if (parent.type === "let_condition") {
    const node = parent.parent ?? parent;
    return conditionals.test(node.type) ? { node, isNegated: false } : undefined;
  }
  const declaration = parent.type === "expression_list" ? (parent.parent ?? parent) : parent;
  const node = declaration.parent ?? declaration;
  if (node.type !== "if_statement" || !isSame(field(node, "initializer"), declaration)) return undefined;
  return { node, isNegated: /^(?:!|\w+ ==)/.test(field(node, "condition")?.text ?? "") };
}

/** Whether a block, or a statement, goes somewhere else in the end. */
function leaves(body: Node): boolean {
  const statements = /block|compound|statement_list|^then$/.test(body.type) ? parts(body) : [body];
  const last = statements.at(-1);
  if (last?.type === "statement_list") return leaves(last);
  return /^(?:return|continue|break|next)\b/.test(last?.text ?? "");
}

/** What follows a statement in its block. */
function rest(statement: Node): readonly Node[] {
  const outer = statement.parent?.type === "expression_statement" ? statement.parent : statement;
  const siblings = parts(outer.parent ?? undefined);
  return siblings.slice(siblings.findIndex((each) => isSame(each, outer)) + 1);
}
