import type { Document, Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { ManifestError, Span } from "./manifest";

/** A YAML text as a tree with positions, and what is wrong with it. */
export interface YamlDocument {
  readonly document: Document;
  readonly errors: readonly ManifestError[];
}

/** Parses YAML the forgiving way: what can be read is, and the errors stand beside it. */
export function parseYaml(text: string): YamlDocument {
  // Unknown tags (`!Ref`) and duplicate keys are other tools' concern.
  const document = parseDocument(text, { lineCounter: new LineCounter(), logLevel: "silent", uniqueKeys: false });
  const errors = document.errors.map((error) => ({
    message: `This file is not valid YAML: ${firstLine(error.message)}`,
    span: { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) },
  }));
  return { document, errors };
}

/** The library's messages go on with an excerpt of the text, which does not belong in a message. */
function firstLine(message: string): string {
  return (message.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "").replace(/[:.]?$/, ".");
}

/** Where a node stands, without the white space and comments behind it. */
export function spanOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** Where the text of a scalar stands, without its quotes. */
export function textSpanOf(node: Node, text: string): Span {
  const { start, end } = spanOf(node);
  const quoted = /^["']/.test(text.slice(start, end));
  return quoted ? { start: start + 1, end: Math.max(start + 1, end - 1) } : { start, end };
}

/** The pair with this key in a mapping. */
export function pairOf(node: unknown, key: string): Pair<Node, Node | null> | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
  return pair as Pair<Node, Node | null> | undefined;
}

/** The value of this key in a mapping. */
export function valueOf(node: unknown, key: string): Node | undefined {
  return pairOf(node, key)?.value ?? undefined;
}

/** The items of a sequence that are there. */
export function itemsOf(node: unknown): readonly Node[] {
  return isSeq(node) ? node.items.filter(isNode) : [];
}

/** The string that a scalar holds. */
export function stringOf(node: Node | undefined): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}

/** The boolean that a scalar holds. */
export function booleanOf(node: Node | undefined): boolean | undefined {
  return isScalar(node) && typeof node.value === "boolean" ? node.value : undefined;
}

/** The keys of a mapping that are strings. */
export function keysOf(node: unknown): readonly Node[] {
  return isMap(node)
    ? node.items.flatMap(({ key }) => (isScalar(key) && typeof key.value === "string" ? [key] : []))
    : [];
}

/** Narrowing for the places that edit. */
export function asMap(node: unknown): YAMLMap | undefined {
  return isMap(node) ? node : undefined;
}

/** Narrowing for the places that edit. */
export function asSequence(node: unknown): YAMLSeq | undefined {
  return isSeq(node) ? node : undefined;
}
