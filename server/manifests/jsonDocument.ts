import type { Node, ParseError } from "jsonc-parser";
import { findNodeAtLocation, parseTree, printParseErrorCode } from "jsonc-parser";
import type { ConfigDocument, ConfigEntry } from "./configEntry";
import type { ManifestError, Span } from "./manifest";

/** A JSON text as a tree with positions, and what is wrong with it. */
export interface JsonDocument {
  readonly root: Node | undefined;
  readonly errors: readonly ManifestError[];
}

/** Parses JSON with comments and trailing commas, the forgiving way. */
export function parseJson(text: string): JsonDocument {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return { root, errors: errors.map((error) => errorOf(error, text)) };
}

function errorOf({ error, offset, length }: ParseError, text: string): ManifestError {
  // `CommaExpected` → `comma expected`.
  const words = printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  const start = Math.min(offset, Math.max(0, text.length - 1));
  return {
    message: `This file is not valid JSON: ${words}.`,
    span: { start, end: Math.max(start + 1, offset + length) },
  };
}

/** What stands at a path of keys. */
export function jsonAt(root: Node | undefined, ...path: readonly string[]): Node | undefined {
  return root === undefined ? undefined : findNodeAtLocation(root, [...path]);
}

/** The keys of an object with what they stand for. */
export function jsonEntries(
  node: Node | undefined,
): readonly { readonly key: Node; readonly value: Node | undefined }[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined ? [] : [{ key, value }],
  );
}

/** The elements of an array. */
export function jsonItems(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}

/** The string that a node is. */
export function jsonString(node: Node): string | undefined {
  return node.type === "string" ? (node.value as string) : undefined;
}

/** Where a node stands. */
export function jsonSpan({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Where the text of a string stands, without its quotes. */
function jsonTextSpan({ offset, length }: Node): Span {
  return { start: offset + 1, end: Math.max(offset + 1, offset + length - 1) };
}

/** The keys of a JSON text, of objects in objects and lists too. */
export function readJson(text: string): ConfigDocument {
  const { root, errors } = parseJson(text);
  return { entries: entriesBelow(root, []), errors };
}

function entriesBelow(node: Node | undefined, above: readonly string[]): readonly ConfigEntry[] {
  if (node?.type === "array")
    return jsonItems(node).flatMap((item, index) => entriesBelow(item, [...above, `${index}`]));
  return jsonEntries(node).flatMap(({ key, value }) => {
    if (value === undefined) return [];
    const path = [...above, String(key.value)];
    const items =
      value.type === "array"
        ? jsonItems(value).map((item) => ({ text: jsonString(item) ?? "", span: jsonSpan(item) }))
        : undefined;
    return [{ path, keySpan: jsonTextSpan(key), span: jsonSpan(value), items }, ...entriesBelow(value, path)];
  });
}
