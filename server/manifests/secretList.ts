import type { Node } from "yaml";
import type { Declaration, ManifestError, Span } from "./manifest";
import {
  asMap,
  asSequence,
  booleanOf,
  isNull,
  itemsOf,
  pairOf,
  spanOf,
  stringOf,
  textSpanOf,
  valueOf,
} from "./yamlDocument";

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
      errors: [{ message: "secrets must be a list of entries with a key.", span: firstLine(spanOf(list), text) }],
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
  if (asMap(item) === undefined)
    return { error: { message: "A secret must have a key.", span: firstLine(spanOf(item), text) } };
  const key = valueOf(item, "key");
  if (key === undefined || stringOf(key) === undefined || stringOf(key) === "") {
    const message = "A secret must have a key: the name that the code refers to.";
    return { error: { message, span: firstLine(spanOf(pairOf(item, "key")?.key ?? item), text) } };
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

/** An entry may be long: what is wrong with it is told where it begins. */
function firstLine({ start, end }: Span, text: string): Span {
  const [line = ""] = text.slice(start, end).split(/\r?\n/, 1);
  return { start, end: start + line.trimEnd().length };
}
