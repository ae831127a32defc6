import type { Node } from "web-tree-sitter";
import type { Reference } from "../../../server/languages/reference";

/** A reference as an oracle tells it. */
export type Found = Pick<Reference, "name" | "start" | "kind" | "optional" | "via">;

/** How one language is read with tree-sitter: another way to the engine's answer, slow and independent of it. */
export interface TreeOracle {
  readonly languageId: string;
  readonly grammar: string;
  readonly endings: readonly string[];
  /** What a text must hold to be worth reading. */
  readonly mayHold: RegExp;
  /** What the grammar reads as something else without noticing, so that files with it are not compared. */
  readonly misread?: RegExp;
  /** Whether the grammar understood enough of a file, for languages where any part of it may concern the others. */
  readonly isRead?: (root: Node) => boolean;
  readonly references: (root: Node) => readonly Found[];
  /** Whether the code gets along without the value of an expression right where that stands. */
  readonly isOptional?: (expression: Node) => boolean;
}

/** All nodes of some types, in the order they stand. */
export function all(root: Node, ...types: readonly string[]): readonly Node[] {
  return root.descendantsOfType([...types]).filter((node) => node !== null);
}

export function field(node: Node | undefined, name: string): Node | undefined {
  return node?.childForFieldName(name) ?? undefined;
}

/** The named children, without comments. */
export function parts(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return node.namedChildren.filter((child) => child !== null).filter(({ type }) => !type.includes("comment"));
}

export function isSame(one: Node | undefined, other: Node | undefined): boolean {
  return one !== undefined && one.id === other?.id;
}

/** The spelling without white space. */
export function plain(node: Node | undefined): string {
  return node?.text.replace(/\s+/g, "") ?? "";
}

export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at !== null; at = at.parent) yield at;
}

/** The expression with the parentheses around it, or whatever else changes nothing. */
export function outermost(node: Node, ...wrapping: readonly string[]): Node {
  let at = node;
  while (at.parent !== null && wrapping.includes(at.parent.type)) at = at.parent;
  return at;
}

/** A whole string that is not empty, without holes. */
export function isText(node: Node | undefined): boolean {
  if (!node?.type.includes("string")) return false;
  const isPlain = parts(node).every(({ type }) => /content|escape|fragment|string/.test(type));
  return isPlain && /^[@$]*(["'`]|""")(?!\1).+\1$/s.test(node.text);
}

/** The name in a whole string of the form `NAME=value`. */
export function nameInPair(node: Node | undefined, ...types: readonly string[]): ReturnType<typeof nameIn> {
  const [, opening = "", name = ""] = /^(["'`])([A-Za-z_][\w.-]*)=/.exec(node?.text ?? "") ?? [];
  if (node === undefined || name === "" || !types.includes(node.type)) return undefined;
  return { name, start: node.startIndex + opening.length };
}

/** The name in a whole string without holes and escapes, and where it starts. */
export function nameIn(node: Node | undefined, ...types: readonly string[]): Pick<Found, "name" | "start"> | undefined {
  if (node === undefined || !types.includes(node.type)) return undefined;
  const found = /^([@r$]?#*(["'`]|"""))([A-Za-z_][\w.-]*)\2#*$/.exec(node.text);
  const [, opening = "", , name = ""] = found ?? [];
  return found === null ? undefined : { name, start: node.startIndex + opening.length };
}
