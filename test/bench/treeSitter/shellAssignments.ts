import type { Node } from "web-tree-sitter";
import { all, field, parts, plain } from "./nodes";

/** A place where a script gives a variable a value, up to the end of the value. */
export interface Assignment {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly node: Node;
}

/** All assignments of a script, by `=` and by the commands that take names. Those for a single command are left out. */
export function assignmentsOf(root: Node): readonly Assignment[] {
  const written = all(root, "variable_assignment").filter((node) => !isForCommand(node));
  const declared = all(root, "declaration_command").flatMap(declaredNames);
  const looped = all(root, "for_statement").flatMap((loop) => field(loop, "variable") ?? []);
  const given = all(root, "command").flatMap(namesGivenTo);
  const calculated = [
    ...all(root, "postfix_expression", "prefix_expression", "unary_expression").filter(({ text }) =>
      /^(?:\+\+|--)|(?:\+\+|--)$/.test(text),
    ),
    ...all(root, "binary_expression").filter((node) => /^(?:[-+*/%&|^]|<<|>>)?=$/.test(plain(field(node, "operator")))),
  ]
    .filter(isInArithmetic)
    .map(
      (node) => field(node, "left") ?? parts(node).find(({ type }) => /^(?:word|variable_name)$/.test(type)) ?? node,
    );
  return [
    ...written.map((node) => ({ name: nameOf(field(node, "name")), start: node.startIndex, end: endOf(node), node })),
    ...[...declared, ...looped, ...given, ...calculated].map((node) => ({
      name: node.text,
      start: node.startIndex,
      end: node.endIndex,
      node,
    })),
  ];
}

/** Of `export NAME=a-$B-c:$NAME` the grammar makes an assignment and a word right behind it. */
function endOf(node: Node): number {
  const { nextSibling } = node;
  return nextSibling?.startIndex === node.endIndex && nextSibling.type === "concatenation"
    ? nextSibling.endIndex
    : node.endIndex;
}

/**
 * `NAME=value command` in one line: the grammar takes the next line for the command when several names are assigned, in
 * `NAME=$A/$B` what stands behind the second `$`, and in `NAME=some\` the rest of the value in the next line.
 */
function isForCommand({ parent, endIndex, text }: Node): boolean {
  const command = parent?.type === "command" ? field(parent, "name") : undefined;
  const between = parent?.text.slice(
    endIndex - parent.startIndex,
    (command?.startIndex ?? endIndex) - parent.startIndex,
  );
  return command !== undefined && !text.endsWith("$") && !/(?<!\\)\n|^\\\n$/.test(between ?? "");
}

function nameOf(node: Node | undefined): string {
  return (node?.type === "subscript" ? field(node, "name")?.text : node?.text) ?? "";
}

/** `local NAME`; `export NAME` passes on what is there. */
function declaredNames(command: Node): readonly Node[] {
  return /^(?:export|readonly)\b/.test(command.text)
    ? []
    : parts(command).filter(({ type }) => type === "variable_name");
}

const takingNames = new Set("read mapfile readarray getopts vared integer float local declare typeset".split(" "));

function namesGivenTo(command: Node): readonly Node[] {
  const given = command.childrenForFieldName("argument").flatMap((each) => each ?? []);
  let name = plain(field(command, "name"));
  if (/^(?:command|builtin)$/.test(name)) name = given.shift()?.text ?? "";
  const names = given.filter(({ type, text }) => type === "word" && /^[A-Za-z_]\w*$/.test(text));
  if (takingNames.has(name)) return names;
  return names.filter((each) => each.previousNamedSibling?.text === "-v" && name !== "test");
}

function isInArithmetic(node: Node): boolean {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (/^(?:\$|for\s*)?\(\(/.test(at.text)) return true;
    if (at.type === "test_command") return false;
  }
  return false;
}
