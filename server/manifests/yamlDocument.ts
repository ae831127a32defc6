import type { Alias, Document, Node, Pair, YAMLError, YAMLMap, YAMLSeq } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, parseDocument, visit } from "yaml";
import type { ManifestError, Span } from "./manifest";

/** A YAML text as a tree with positions, and what is wrong with it. */
export interface YamlDocument {
  readonly document: Document;
  readonly errors: readonly ManifestError[];
}

// Unknown tags (`!Ref`) and duplicate keys are other tools' concern.
const options = { logLevel: "silent", prettyErrors: false, uniqueKeys: false } as const;

/** Parses YAML the forgiving way: what can be read is, and the errors stand beside it. Of several documents the first counts. */
export function parseYaml(text: string): YamlDocument {
  return readingOf(parseDocument(text, options));
}

/** The same for a text whose documents all count. */
export function parseAllYaml(text: string): readonly YamlDocument[] {
  return [...parseAllDocuments(text, options)].map((document) => readingOf(document as Document));
}

function readingOf(document: Document): YamlDocument {
  const errors = [...document.errors, ...danglingIn(document)].map(({ pos: [start, end], ...error }) => ({
    message: `This file is not valid YAML: ${withoutSource(error)}`,
    span: { start, end: Math.max(end, start + 1) },
  }));
  return { document, errors };
}

type Wrong = Pick<YAMLError, "code" | "message" | "pos">;

/** What the aliases that were come upon stand for. */
const targets = new WeakMap<Alias, Node>();

/** Notes what each alias stands for: the last anchor of its name above it. Those without are errors. */
function danglingIn(document: Document): readonly Wrong[] {
  const anchors = new Map<string, Node>();
  const dangling: Wrong[] = [];
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      else dangling.push({ code: "BAD_ALIAS", message: "Unresolved alias", pos: [...rangeOf(node)] });
    },
  });
  return dangling;
}

/** A node, or what it stands for when it is an alias. */
export function targetOf(node: unknown): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

/** The library's messages quote the text in many ways. A value must not get into a message. */
function withoutSource({ code, message }: Pick<YAMLError, "code" | "message">): string {
  if (code === "TAG_RESOLVE_FAILED") return "Unresolved tag.";
  const [line = ""] = message.split("\n", 1);
  return line.replace(/(?<=\w): .*|(?<=escape sequence) .*/, "").replace(/[:.]?$/, ".");
}

/** Where a node stands, without the white space and comments behind it. */
export function spanOf(node: Node): Span {
  const [start, end] = rangeOf(node);
  return { start, end };
}

function rangeOf({ range }: Node): readonly [number, number] {
  return range == null ? [0, 0] : [range[0], range[1]];
}

/** Where the text of a scalar stands, without its quotes. */
export function textSpanOf(node: Node, text: string): Span {
  const { start, end } = spanOf(node);
  const quoted = /^["']/.test(text.slice(start, end));
  return quoted ? { start: start + 1, end: Math.max(start + 1, end - 1) } : { start, end };
}

/** The pair with this key that stands in a mapping itself. */
export function pairOf(node: unknown, key: string): Pair<Node, Node | null> | undefined {
  return ownPairs(node).find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** The value of this key in a mapping, or in one that is merged into it. */
export function valueOf(node: unknown, key: string): Node | undefined {
  const pair = pairsOf(node).find((each) => isScalar(each.key) && each.key.value === key);
  return (targetOf(pair?.value) as Node | null | undefined) ?? undefined;
}

function ownPairs(node: unknown): readonly Pair<Node, Node | null>[] {
  const map = targetOf(node);
  return isMap(map) ? (map.items as Pair<Node, Node | null>[]) : [];
}

/** The pairs of a mapping, and then those that `<<` merges into it. */
function pairsOf(node: unknown, seen = new Set<unknown>()): readonly Pair<Node, Node | null>[] {
  if (seen.has(targetOf(node))) return [];
  seen.add(targetOf(node));
  const own = ownPairs(node);
  const merged = own
    .filter(isMerge)
    .flatMap(({ value }): readonly unknown[] => (isSeq(targetOf(value)) ? itemsOf(value) : [value]));
  return [...own.filter((pair) => !isMerge(pair)), ...merged.flatMap((each) => pairsOf(each, seen))];
}

/** `<<: *other`. */
export function isMerge({ key }: { readonly key: unknown }): boolean {
  return isScalar(key) && key.value === "<<";
}

/** The items of a sequence that are there. */
export function itemsOf(node: unknown): readonly Node[] {
  const list = targetOf(node);
  return isSeq(list) ? list.items.map(targetOf).filter(isNode) : [];
}

/** The string that a scalar holds. */
export function stringOf(node: Node | undefined): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}

/**
 * Whether a scalar can be a name: it stands on one line and assigns nothing. Behind an `=`, and in the lines that a quote takes in
 * while nobody has closed it, are values.
 */
export function isName(node: Node, text: string): boolean {
  const { start, end } = spanOf(node);
  return (stringOf(node) ?? "") !== "" && !/[=\r\n]/.test(text.slice(start, end));
}

/** Whether a node says that there is nothing: `~`, `null`, or not a word. */
export function isNull(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

/** The boolean that a scalar holds. */
export function booleanOf(node: Node | undefined): boolean | undefined {
  return isScalar(node) && typeof node.value === "boolean" ? node.value : undefined;
}

/** The keys of a mapping that are strings, with those that are merged into it. */
export function keysOf(node: unknown): readonly Node[] {
  return pairsOf(node).flatMap(({ key }) => (isScalar(key) && typeof key.value === "string" ? [key] : []));
}

/** Narrowing for the places that edit. */
export function asMap(node: unknown): YAMLMap | undefined {
  return isMap(node) ? node : undefined;
}

/** Narrowing for the places that edit. */
export function asSequence(node: unknown): YAMLSeq | undefined {
  return isSeq(node) ? node : undefined;
}
