import type { AST } from "toml-eslint-parser";
import { ParseError, parseTOML } from "toml-eslint-parser";
import type { ConfigDocument, ConfigEntry } from "./configEntry";

/** Parses TOML. A broken text has no entries. */
export function parseToml(text: string): ConfigDocument {
  try {
    return { entries: parseTOML(text).body[0].body.flatMap((node) => entriesOf(node, [])), errors: [] };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const start = Math.max(0, Math.min(error.index, text.length - 1));
    // Of what is written nothing gets into a message: it may be part of a value.
    const words = error.message.replace(/(?<=code point) \S+/, "").replace(/\.?$/, ".");
    const message = `This file is not valid TOML: ${words}`;
    return { entries: [], errors: [{ message, span: { start, end: start + 1 } }] };
  }
}

function entriesOf(node: AST.TOMLTable | AST.TOMLKeyValue, above: readonly string[]): readonly ConfigEntry[] {
  if (node.type === "TOMLTable") {
    const path = node.resolvedKey.map(String);
    return node.body.flatMap((each) => entriesOf(each, path));
  }
  const { keys } = node.key;
  const path = [...above, ...keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value))];
  const last = keys.at(-1);
  if (last === undefined) return [];
  const [start, end] = last.range;
  const quote = last.type === "TOMLBare" ? 0 : 1;
  const span = { start: node.value.range[0], end: node.value.range[1] };
  const entry = { path, keySpan: { start: start + quote, end: end - quote }, span, items: itemsOf(node.value) };
  return [entry, ...entriesIn(node.value, path)];
}

function entriesIn(value: AST.TOMLContentNode, path: readonly string[]): readonly ConfigEntry[] {
  if (value.type === "TOMLInlineTable") return value.body.flatMap((each) => entriesOf(each, path));
  if (value.type !== "TOMLArray") return [];
  return value.elements.flatMap((each, index) => entriesIn(each, [...path, `${index}`]));
}

function itemsOf(value: AST.TOMLContentNode): ConfigEntry["items"] {
  if (value.type !== "TOMLArray") return undefined;
  return value.elements.map((element) => ({
    text: element.type === "TOMLValue" && element.kind === "string" ? element.value : "",
    span: { start: element.range[0], end: element.range[1] },
  }));
}
