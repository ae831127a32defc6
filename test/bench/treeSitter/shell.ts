import type { Node } from "web-tree-sitter";
import { isEnvironmentName } from "../../../server/languages/shell/references";
import type { Found, TreeOracle } from "./nodes";
import { all, ancestors, field, isSame, outermost, parts, plain } from "./nodes";
import type { Assignment } from "./shellAssignments";
import { assignmentsOf } from "./shellAssignments";

/** Scripts by their syntax tree: variables that a script uses and gives no value itself. */
export const shellOracle: TreeOracle = {
  languageId: "shellscript",
  grammar: "bash",
  endings: [".sh", ".bash", ".zsh", ".ksh", ".bats"],
  mayHold: /\$|unset|-v/,
  isRead: (root) => !root.hasError && !all(root, "word").some(({ text }) => /(?<!\\)\n/.test(text)),
  references: (root) => {
    const script = scriptOf(root);
    return [...usesIn(root).flatMap((use) => referenceOf(use, script) ?? []), ...otherReferences(root, script)];
  },
};

interface Use {
  readonly name: string;
  readonly start: number;
  readonly node: Node;
  readonly operator: string;
}

interface Script {
  readonly assignments: readonly Assignment[];
  /** Where each name first gets a value that is not made from itself. */
  readonly own: ReadonlyMap<string, number>;
  /** Whether other scripts are read in that may give names a value. */
  readonly hasSources: boolean;
}

function scriptOf(root: Node): Script {
  const assignments = assignmentsOf(root);
  const own = new Map<string, number>();
  const uses = usesIn(root);
  const note = (name: string, start: number): unknown => own.set(name, Math.min(own.get(name) ?? Infinity, start));
  for (const assignment of assignments)
    note(assignment.name, uses.some((use) => isInside(use, assignment)) ? Infinity : assignment.start);
  for (const { name, start, operator } of uses) if (operator.endsWith("=")) note(name, start + 1);
  const sources = all(root, "command").filter((command) => /^(?:\.|source)$/.test(plain(field(command, "name"))));
  return { assignments, own, hasSources: sources.some(({ text }) => !/env/i.test(text)) };
}

function isInside({ name, start }: Use, assignment: Assignment): boolean {
  return name === assignment.name && assignment.start < start && start < assignment.end;
}

function usesIn(root: Node): readonly Use[] {
  const expanded = all(root, "simple_expansion", "expansion").flatMap((node) => expansionOf(node) ?? []);
  const calculated = all(root, "arithmetic_expansion", "c_style_for_statement", "test_command").flatMap(operandsOf);
  const misread = [
    ...all(root, "$").flatMap((node) => loneDollar(node, root) ?? []),
    ...all(root, "regex").flatMap(usesInPattern),
    ...all(root, "heredoc_redirect").flatMap(usesInHeredoc),
  ];
  const known = new Set(expanded.map(({ start }) => start));
  return [...expanded, ...[...misread, ...calculated].filter(({ start }) => !known.has(start))].filter(
    (use) => !isEscapedInHeredoc(use, root),
  );
}

function expansionOf(expansion: Node): Use | undefined {
  const node = parts(expansion).find(({ type }) => type === "variable_name");
  if (node === undefined || !/^[A-Za-z_]/.test(node.text)) return undefined;
  const operators = expansion.childrenForFieldName("operator").flatMap((each) => each?.text ?? []);
  if (operators.includes("!") && /[@*]\}$/.test(expansion.text)) return undefined;
  return {
    name: node.text,
    start: node.startIndex,
    node,
    operator: operators.find((each) => /^:?[-=?+]$/.test(each)) ?? "",
  };
}

/** Of `$A/$B/` the grammar makes `$A`, `/`, `$` and a word. */
function loneDollar(dollar: Node, root: Node): Use | undefined {
  if (dollar.parent === null || dollar.parent.type.endsWith("expansion")) return undefined;
  const name = /^[A-Za-z_]\w*/.exec(root.text.slice(dollar.endIndex - root.startIndex))?.[0];
  return name === undefined ? undefined : { name, start: dollar.endIndex, node: dollar, operator: "" };
}

/** Patterns have no nodes inside of them: `${A%%$B}`. */
function usesInPattern(node: Node): readonly Use[] {
  return Array.from(node.text.matchAll(/(?<!\\)\$\{?([A-Za-z_]\w*)/g), ({ index, 0: all, 1: name = "" }) => {
    return { name, start: node.startIndex + index + all.length - name.length, node, operator: "" };
  });
}

/** Where nothing but blanks stands between two uses in a heredoc, the grammar passes over the second one. */
function usesInHeredoc(heredoc: Node): readonly Use[] {
  const isPlain = /^\w+$/.test(parts(heredoc)[0]?.text ?? "");
  return isPlain ? all(heredoc, "heredoc_body").flatMap(usesInPattern) : [];
}

/** `\$NAME` is text in a heredoc, too, which the grammar takes for a use in places. */
function isEscapedInHeredoc({ node, start }: Use, root: Node): boolean {
  if (!Array.from(ancestors(node)).some(({ type }) => type === "heredoc_body")) return false;
  const before = root.text.slice(0, start - root.startIndex);
  return (/(\\*)\$\{?$/.exec(before)?.[1]?.length ?? 0) % 2 === 1;
}

/** Names in `((…))` that are not assigned to. */
function operandsOf(arithmetic: Node): readonly Use[] {
  if (!/^(?:\$|for\s*)?\(\(/.test(arithmetic.text)) return [];
  return all(arithmetic, "variable_name", "word").flatMap((node) => {
    const { parent } = node;
    const isElement = parent?.type === "subscript";
    const isTarget = /^(?:postfix|prefix)_expression$/.test(parent?.type ?? "") && !/^[-+!~]$/.test(operatorOf(parent));
    const isAssigned =
      isSame(field(parent ?? undefined, "left"), node) && /[^=!<>]=$|^=$|<<=|>>=/.test(operatorOf(parent));
    const isNamed = isSame(field(parent ?? undefined, "name"), node);
    const isOther = isElement || isTarget || isAssigned || isNamed || isInExpansionOrBody(node, arithmetic);
    return isOther || !/^[A-Za-z_]\w*$/.test(node.text)
      ? []
      : [{ name: node.text, start: node.startIndex, node, operator: "" }];
  });
}

function isInExpansionOrBody(node: Node, arithmetic: Node): boolean {
  for (const around of ancestors(node)) {
    if (isSame(around, arithmetic)) return false;
    if (/expansion$|substitution|do_group|compound_statement|command/.test(around.type)) return true;
  }
  return true;
}

function operatorOf(node: Node | null): string {
  return field(node ?? undefined, "operator")?.text ?? "";
}

function referenceOf(use: Use, { assignments, own, hasSources }: Script): Found | undefined {
  const { name, start, node, operator } = use;
  if (!isEnvironmentName(name)) return undefined;
  const around = assignments.find((assignment) => isInside(use, assignment));
  const isForeign = !hasSources && !own.has(name);
  const isDefault = (around !== undefined || operator.endsWith("=")) && start < (own.get(name) ?? Infinity);
  if (!isForeign && !isDefault) return undefined;
  const isPart = around !== undefined && !isWholeValue(node, around);
  const optional = isPart || /[-=+]$/.test(operator) || isAsked(node);
  return { name, start, kind: "read", optional, via: "direct" };
}

/** `NAME=$NAME`, as opposed to `NAME="$NAME more"`. */
function isWholeValue(name: Node, { node }: Assignment): boolean {
  const value = field(node, "value");
  return new RegExp(`^"?\\$\\{?${name.text}\\}?"?$`).test(value?.text ?? "");
}

function isAsked(name: Node): boolean {
  const expansion = name.parent;
  if (expansion === null || !/^\$\{?\w+\}?$/.test(expansion.text)) return false;
  const { parent } = expansion;
  const value = parent?.type === "string" && /^"\$\{?\w+\}?"$/.test(parent.text) ? parent : expansion;
  return isTested(value);
}

function isTested(value: Node): boolean {
  const parent = value.parent ?? undefined;
  if (parent?.type === "unary_expression") {
    const operator = plain(field(parent, "operator"));
    return /^-[nz]$/.test(operator) || (operator === "!" && isTested(parent));
  }
  if (parent?.type === "binary_expression") {
    const isLeft = isSame(field(parent, "left"), value);
    const operator = operatorOf(parent);
    if (/^(?:&&|\|\|)$/.test(operator)) return true;
    if (/^-[ao]$/.test(operator)) return isLeft ? isTested(parent) : isComparedBehind(parent);
    // A pattern may be an operand in several parts.
    const others = parent.childrenForFieldName(isLeft ? "right" : "left").filter((each) => each !== null);
    return /^[!=]?==?$/.test(operator) && others.every(isWritten);
  }
  if (parent?.type === "command" && plain(field(parent, "name")) === "test") {
    const given = parent.childrenForFieldName("argument").flatMap((each) => each ?? []);
    const at = given.findIndex((each) => isSame(each, value));
    const isCompared = /^(?:==?|!=)$/.test(given[at + 1]?.text ?? "") && given[at + 2] !== undefined;
    if (isCompared && isSame(given[0]?.text === "!" ? given[1] : given[0], value)) return isWritten(given[at + 2]);
    return given.length === 1 || /^-[nz]$/.test(given[at - 1]?.text ?? "");
  }
  return outermost(value, "parenthesized_expression").parent?.type === "test_command";
}

/** Whether a text stands there as it is, with nothing filled in. Of `a = b -o c` the grammar may make `a = (b -o c)`. */
function isWritten(node: Node | undefined): boolean {
  if (/^-[ao]$/.test(operatorOf(node ?? null))) return isWritten(field(node, "left"));
  return node !== undefined && !/[$`\\]/.test(node.text);
}

/** Of `a -a b != c` the grammar makes `(a -a b) != c`. */
function isComparedBehind(join: Node): boolean {
  const parent = join.parent ?? undefined;
  if (parent?.type !== "binary_expression") return false;
  if (isSame(field(parent, "right"), join)) return isComparedBehind(parent);
  return /^[!=]?==?$/.test(operatorOf(parent)) && isWritten(field(parent, "right"));
}

/** What is unset, and what is asked for by its name. */
function otherReferences(root: Node, { own, hasSources }: Script): readonly Found[] {
  const deleted = all(root, "unset_command")
    .filter(({ text }) => !/^unset\s+-\w*f/.test(text))
    .flatMap((command) => parts(command).map((node) => ({ node, kind: "delete" as const })));
  const asked = all(root, "unary_expression")
    .filter((test) => plain(field(test, "operator")) === "-v")
    .flatMap((test) =>
      parts(test)
        .slice(1)
        .map((node) => ({ node, kind: "exists" as const })),
    );
  return [...deleted, ...asked].flatMap(({ node, kind }) => {
    const isMeant = isEnvironmentName(node.text) && !hasSources && !own.has(node.text);
    return isMeant
      ? [{ name: node.text, start: node.startIndex, kind, optional: kind === "exists", via: "direct" }]
      : [];
  });
}
