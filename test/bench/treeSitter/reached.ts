import type { Node } from "web-tree-sitter";
import { isOfSurroundings } from "../surroundings";
import type { Found } from "./nodes";
import { all, ancestors, field, isSame, isText, parts, plain } from "./nodes";

/** The references, where those that the code only gets to with the name are optional too. */
export function withReached(root: Node, references: readonly Found[]): readonly Found[] {
  const asking = references.filter(({ kind, optional }) => optional && (kind === "read" || kind === "exists"));
  const regions = asking.flatMap(({ name, start }) => {
    const accessor = accessorAt(root, start);
    if (accessor === undefined) return [];
    const { present, left = [] } = answersTo(accessor);
    const isForOthers = !isOfSurroundings(name) && !/^["'`]?\s*,/.test(root.text.slice(start + name.length));
    return present.map((node) => {
      const isBranch = isForOthers && !left.some((each) => isSame(each, node));
      return { name, start: node.startIndex, end: node.endIndex, isBranch };
    });
  });
  return references.map((reference) => {
    const { name, kind, optional, start } = reference;
    const isReached = regions.some(
      (region) => (region.isBranch || region.name === name) && region.start <= start && start < region.end,
    );
    return kind === "read" && !optional && isReached ? { ...reference, optional: true } : reference;
  });
}

/** What a question whether a value is there decides. */
export interface Answers {
  /** Where the code only gets to with it. */
  readonly present: readonly Node[];
  /** What of it stands behind a statement that is left without the value. */
  readonly left?: readonly Node[];
  /** Where it goes without: the branch for that, or the statement that it comes to because the other branch leaves. */
  readonly absent?: Node | undefined;
  /** What stands behind the statement, where a branch of it is for the absence. */
  readonly rest?: readonly Node[];
}

const accessors =
  /^(?:.*call(?:_expression)?|method_invocation|invocation_expression|subscript_expression|element_reference|element_access_expression|indexing_expression|index_expression)$/;

/** The call or index that holds a name. */
export function accessorAt(root: Node, start: number): Node | undefined {
  const node = root.descendantForIndex(start);
  if (node === null) return undefined;
  for (const each of ancestors(node)) if (accessors.test(each.type)) return each;
  return undefined;
}

const nothing = /^(?:null|nil|false|""|``|None|'')$/;
const absentCalls = /(?:^|\.)(?:empty|is_null|isNull|isNullOrEmpty|isBlank|isEmpty|IsNullOrEmpty|IsNullOrWhiteSpace)$/;
const presentCalls = /(?:^|\.)(?:isset|is_string|nonNull|isNotBlank|isNotEmpty)$/;
const absentMethods = /^(?:nil\?|blank\?|empty\?|isEmpty|isNullOrEmpty|isNullOrBlank|is_none|is_err)$/;
const presentMethods = /^(?:presence|present\?|isPresent|is_ok|is_some|is_ok_and|is_some_and)$/;
const wrappers = /^(?:parenthesized_(?:expression|statements)|condition|argument|value_argument)$/;

/** What it decides whether the value of an expression is there. */
export function answersTo(accessor: Node): Answers {
  const regions: Node[] = [];
  let at = accessor;
  let isPresence = true;
  for (let parent = at.parent; parent !== null; parent = at.parent) {
    const operator =
      (field(parent, "operator") ?? parent.children.find((child) => child?.isNamed === false))?.text ?? "";
    const isGiven = parent.type === "assignment" && isSame(field(parent, "right"), at);
    if (isGiven || (wrappers.test(parent.type) && parent.type !== "argument")) at = parent;
    else if (/unary|prefix_expression/.test(parent.type) && /^(?:!|not\b)/.test(parent.text)) {
      isPresence = !isPresence;
      at = parent;
    } else if (/^binary|equality/.test(parent.type) && /^[!=]==?$/.test(operator)) {
      const [left, right] = [
        field(parent, "left") ?? parts(parent)[0],
        field(parent, "right") ?? parent.lastChild ?? undefined,
      ];
      const other = isSame(left, at) ? right : left;
      const isNothing = nothing.test(other?.text ?? "");
      if (!isNothing && !isText(other)) break;
      if (operator.startsWith("=") === isNothing) isPresence = !isPresence;
      at = parent;
    } else if (parent.type === "is_pattern_expression") {
      // Of `X is null || y` the grammar makes `X is (null || y)`.
      const test = / is (not )?null(?:\s*(&&|\|\|).*)?$/s.exec(parent.text);
      if (test === null) break;
      if (test[1] === undefined) isPresence = !isPresence;
      const operand = all(parent, "null_literal")[0]?.parent;
      if (test[2] !== undefined && isPresence !== (test[2] === "&&")) break;
      if (test[2] !== undefined) regions.push(...parts(operand ?? undefined).slice(1));
      at = parent;
    } else if (/^binary|conjunction|disjunction/.test(parent.type) && /^(?:&&|\|\||and|or)$/.test(operator)) {
      if (isPresence !== /^(?:&&|and)$/.test(operator)) break;
      const right = field(parent, "right") ?? parts(parent)[1];
      if (isSame(field(parent, "left") ?? parts(parent)[0], at) && right !== undefined) regions.push(right);
      at = parent;
    } else {
      const asked = askedBy(parent, at);
      if (asked === undefined) {
        const answers = behindStatement(parent, at, isPresence);
        return { ...answers, present: [...regions, ...answers.present] };
      }
      if (asked.isAbsence) isPresence = !isPresence;
      at = asked.call;
    }
  }
  return { present: regions };
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
  const named = field(parent, "method") ?? field(parent, "field") ?? field(parent, "name");
  const method = plain(named ?? parts(parent)[1]).replace(/^\./, "");
  if (call === null || isSame(field(parent, "arguments"), at)) return undefined;
  // `X.to_s.present?`
  if (method === "to_s" && isSame(field(call.parent ?? undefined, "receiver"), call)) return { call, isAbsence: false };
  if (!absentMethods.test(method) && !presentMethods.test(method)) return undefined;
  return { call, isAbsence: absentMethods.test(method) };
}

const conditionals =
  /^(?:if_statement|if_expression|if|unless|elsif|else_if_clause|while_statement|while|while_expression|until)$/;
const modifiers = /^(?:if|unless|while|until)_modifier$/;

function behindStatement(parent: Node, at: Node, isPresence: boolean): Answers {
  if (/^(?:conditional(?:_expression)?|ternary_expression)$/.test(parent.type)) {
    if (!isSame(field(parent, "condition"), at)) return { present: [] };
    const then = field(parent, "consequence") ?? field(parent, "body");
    const otherwise = field(parent, "alternative");
    const [present, absent] = isPresence ? [then, otherwise] : [otherwise, then];
    return { present: present === undefined ? [] : [present], absent };
  }
  const statement = statementAround(parent, at);
  if (statement === undefined) return { present: [] };
  const { node, isNegated } = statement;
  const isThen = (/^(?:unless|until)/.test(node.type) ? !isPresence : isPresence) !== isNegated;
  const body = field(node, "consequence") ?? field(node, "body") ?? parts(node)[1];
  if (body === undefined) return { present: [] };
  const otherwise = otherwiseOf(node, body);
  if (!isThen) {
    const left = leaves(body) ? rest(node) : [];
    const present = [otherwise, ...left].filter((each) => each !== undefined);
    return { present, left, absent: body, rest: rest(node) };
  }
  const isChain = otherwise !== undefined && /^else\s+if\b|^els(?:e)?if\b|^if\b/.test(otherwise.text);
  const next = otherwise === undefined && leaves(body) ? rest(node)[0] : undefined;
  return { present: [body], absent: isChain ? undefined : (otherwise ?? next) };
}

/** The branch behind `else`. */
function otherwiseOf(node: Node, body: Node): Node | undefined {
  const named = field(node, "alternative");
  if (named !== undefined || field(node, "consequence") !== undefined || field(node, "body") !== undefined)
    return named;
  return parts(node).find(({ type, startIndex }) => type === body.type && startIndex > body.startIndex);
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
  return /^(?:return|continue|break|next)\b|^(?:[\w$]+(?:\.|->|::))?(?:skip|Skip(?:f|Now)?|markTestSkipped)(?:\(| ["'])/.test(
    last?.text ?? "",
  );
}

/** What follows a statement in its block. */
function rest(statement: Node): readonly Node[] {
  const outer = statement.parent?.type === "expression_statement" ? statement.parent : statement;
  const siblings = parts(outer.parent ?? undefined);
  return siblings.slice(siblings.findIndex((each) => isSame(each, outer)) + 1);
}
