import type { Node } from "yaml";
import { isNode } from "yaml";
import type { NewDeclaration, TextChange } from "./manifest";
import { asMap, asSequence, pairOf, parseYaml, spanOf, stringOf } from "./yamlDocument";

/**
 * The edits that add an entry to the list at `path` (for example `requirements`, `secrets`), making what is not there yet.
 * Only text is added, so comments and order stay. Undefined when the text is broken or has something else in that place.
 */
export function declareInYaml(
  text: string,
  path: readonly string[],
  declaration: NewDeclaration,
): readonly TextChange[] | undefined {
  const { document, errors } = parseYaml(text);
  if (errors.length > 0) return undefined;
  const root = document.contents;
  if (root !== null && !isEmpty(root) && asMap(root) === undefined) return undefined;
  return declareBelow({ text, node: root, path, declaration });
}

interface Place {
  readonly text: string;
  readonly node: Node | null;
  readonly path: readonly string[];
  readonly declaration: NewDeclaration;
}

function declareBelow({ text, node, path, declaration }: Place): readonly TextChange[] | undefined {
  const [key = "", ...below] = path;
  const pair = pairOf(node, key);
  if (pair === undefined) return addKeys({ text, node, path, declaration });
  const value = pair.value;
  if (value === null || isEmpty(value)) {
    // A block cannot stand within brackets.
    if (asMap(node)?.flow === true) return undefined;
    const parent = indentAt(text, spanOf(pair.key).start);
    const lines = blockLines(below, declaration, parent + "  ");
    return below.length === 0 && isOpen(text, value)
      ? [{ span: { start: spanOf(value).start + 1, end: spanOf(value).start + 1 }, text: inBrackets(declaration) }]
      : fillEmpty({ text, key: pair.key, value, lines });
  }
  if (below.length > 0)
    return asMap(value) === undefined ? undefined : declareBelow({ text, node: value, path: below, declaration });
  return asSequence(value) === undefined ? undefined : appendItem(text, value, declaration);
}

/** The mapping lacks the key: the rest of the path goes behind its last entry. */
function addKeys({ text, node, path, declaration }: Place): readonly TextChange[] | undefined {
  const first = asMap(node)?.items[0]?.key as Node | undefined;
  if (asMap(node)?.flow === true) return undefined;
  const indent = first === undefined ? "" : indentAt(text, spanOf(first).start);
  const at = node === null || first === undefined ? text.trimEnd().length : contentEnd(text, node);
  const lines = blockLines(path, declaration, indent);
  return [insertLines(text, at, lines)];
}

/** `key:` with nothing or an empty list behind it, and perhaps a comment, which stays there. */
function fillEmpty(place: {
  readonly text: string;
  readonly key: Node;
  readonly value: Node | null;
  readonly lines: readonly string[];
}): readonly TextChange[] | undefined {
  const { text, value } = place;
  const behindKey = spanOf(place.key).end;
  const colon = text.indexOf(":", behindKey) + 1;
  // A value that is not written (`key:`) has its position somewhere behind.
  const isWritten = value !== null && spanOf(value).end > spanOf(value).start;
  const span = isWritten ? spanOf(value) : { start: colon, end: colon };
  const end = lineEnd(text, span.end);
  const comment = text.slice(span.end, end).trim();
  // Anchors, tags and `? key` are left to people.
  const others = text.slice(behindKey, colon - 1) + text.slice(colon, span.start) + comment.replace(/^#.*/, "");
  if (others.trim() !== "") return undefined;
  const lines = place.lines.map((line) => newline(text) + line).join("");
  return [{ span: { start: colon, end }, text: (comment && ` ${comment}`) + lines }];
}

/** An empty list in brackets that goes on over several lines, or holds a comment. */
function isOpen(text: string, value: Node | null): value is Node {
  return value !== null && asSequence(value) !== undefined && textOf(text, value).includes("\n");
}

function textOf(text: string, node: Node): string {
  return text.slice(spanOf(node).start, spanOf(node).end);
}

function appendItem(text: string, list: Node, declaration: NewDeclaration): readonly TextChange[] | undefined {
  const last = asSequence(list)?.items.filter(isNode).at(-1);
  if (last === undefined) return undefined;
  if (asSequence(list)?.flow === true) {
    const end = spanOf(last).end;
    return [{ span: { start: end, end }, text: `, ${inBrackets(declaration)}` }];
  }
  const dash = indentAt(text, spanOf(list).start);
  return [insertLines(text, contentEnd(text, last), itemLines(declaration, dash))];
}

function blockLines(path: readonly string[], declaration: NewDeclaration, indent: string): readonly string[] {
  const keys = path.map((key, depth) => `${indent}${"  ".repeat(depth)}${key}:`);
  return [...keys, ...itemLines(declaration, indent + "  ".repeat(path.length))];
}

function inBrackets(declaration: NewDeclaration): string {
  return `{ ${fieldsOf(declaration).join(", ")} }`;
}

function itemLines(declaration: NewDeclaration, indent: string): readonly string[] {
  return fieldsOf(declaration).map((field, index) => `${indent}${index === 0 ? "- " : "  "}${field}`);
}

function fieldsOf({ name, required, description }: NewDeclaration): readonly string[] {
  // Quoted wherever anything in it could mean something to YAML, in brackets too.
  const plain = /^[\p{L}\p{N}][\p{L}\p{N} ./()'-]*$/u.test(description) && meansItself(description);
  const words = plain ? description : JSON.stringify(description.replace(/\s+/g, " "));
  const key = /^[\w./-]+$/.test(name) && meansItself(name) ? name : JSON.stringify(name);
  return [
    `key: ${key}`,
    ...(description === "" ? [] : [`description: ${words}`]),
    ...(required ? [] : ["optional: true"]),
  ];
}

/** Whether YAML reads words as they are written: no number, no `true`, no sign of a document. */
function meansItself(words: string): boolean {
  return stringOf(parseYaml(words).document.contents ?? undefined) === words;
}

function insertLines(text: string, at: number, lines: readonly string[]): TextChange {
  const end = lineEnd(text, at);
  const start = text.slice(0, end).trim() === "" ? "" : newline(text);
  return {
    span: { start: end, end },
    text: start + lines.join(newline(text)) + (end === text.length ? newline(text) : ""),
  };
}

/** The end of the last line that belongs to the node, with the comments that are indented like it, before blank lines. */
function contentEnd(text: string, node: Node): number {
  const { start, end } = spanOf(node);
  let at = lineEnd(text, start + text.slice(start, end).trimEnd().length);
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).length;
  for (;;) {
    const comment = /^\r?\n(?<indent>[ \t]+)#[^\r\n]*/.exec(text.slice(at, at + 1000));
    if (comment === null || (comment.groups?.["indent"] ?? "").length < indent) return at;
    at += comment[0].length;
  }
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  if (found < 0) return text.length;
  return text[found - 1] === "\r" ? found - 1 : found;
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? "";
}

function newline(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function isEmpty(node: Node): boolean {
  if ("value" in node) return node.value === null;
  return "items" in node && Array.isArray(node.items) && node.items.length === 0;
}
