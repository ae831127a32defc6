import type { Node } from "yaml";
import type { Declaration, ManifestError } from "./manifest";
import { asMap, asSequence, booleanOf, itemsOf, pairOf, spanOf, stringOf, textSpanOf, valueOf } from "./yamlDocument";

/** What a list of secrets says. */
export interface SecretListReading {
  readonly declarations: readonly Declaration[];
  readonly errors: readonly ManifestError[];
}

/**
 * Reads a list of `{ key, description, optional }`; an entry that is only a name is required. No `optional` means required.
 */
export function readSecretList(list: Node | undefined, text: string): SecretListReading {
  if (list === undefined || isNull(list)) return { declarations: [], errors: [] };
  if (asSequence(list) === undefined) {
    return {
      declarations: [],
      errors: [{ message: "secrets must be a list of entries with a key.", span: spanOf(list) }],
    };
  }
  const readings = itemsOf(list).map((item) => readEntry(item, text));
  return {
    declarations: readings.flatMap(({ declaration }) => declaration ?? []),
    errors: readings.flatMap(({ error }) => error ?? []),
  };
}

interface EntryReading {
  readonly declaration?: Declaration;
  readonly error?: ManifestError;
}

function readEntry(item: Node, text: string): EntryReading {
  if (stringOf(item) !== undefined)
    return { declaration: declarationOf(item, { text, required: true, description: "" }) };
  if (isNull(item)) return {};
  if (asMap(item) === undefined) return { error: { message: "A secret must have a key.", span: spanOf(item) } };
  const key = valueOf(item, "key");
  if (key === undefined || stringOf(key) === undefined || stringOf(key) === "") {
    const at = spanOf(pairOf(item, "key")?.key ?? item);
    const end = at.start + text.slice(at.start, at.end).trimEnd().length;
    const message = "A secret must have a key: the name that the code refers to.";
    return { error: { message, span: { start: at.start, end } } };
  }
  const optional = valueOf(item, "optional");
  const description = stringOf(valueOf(item, "description")) ?? "";
  const declaration = declarationOf(key, { text, required: booleanOf(optional) !== true, description });
  if (optional === undefined || booleanOf(optional) !== undefined) return { declaration };
  return { declaration, error: { message: "optional must be true or false.", span: spanOf(optional) } };
}

function declarationOf(
  key: Node,
  { text, required, description }: { readonly text: string; readonly required: boolean; readonly description: string },
): Declaration {
  const name = stringOf(key) ?? "";
  const nameSpan = textSpanOf(key, text);
  return { name, nameSpan, required, description: description.trim(), explicit: true, list: "secrets" };
}

function isNull(node: Node): boolean {
  return "value" in node && node.value === null;
}
