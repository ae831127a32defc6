import type { Node } from "yaml";
import type { Declaration, ManifestError, Span } from "./manifest";
import {
  asMap,
  asSequence,
  booleanOf,
  isName,
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
 * In a broken text entries may go on through what follows them, values included: they say nothing but their names.
 */
export function readSecretList(list: Node | undefined, text: string, isBroken: boolean): SecretListReading {
  if (list === undefined || isNull(list)) return { declarations: [], errors: [] };
  if (asSequence(list) === undefined) {
    return {
      declarations: [],
      errors: [{ message: "secrets must be a list of entries with a key.", span: firstLine(spanOf(list), text) }],
    };
  }
  const readings = itemsOf(list).map((item) => readEntry(item, text));
  return {
    declarations: readings
      .flatMap(({ declaration }) => declaration ?? [])
      .map((declaration) => (isBroken ? { ...declaration, description: "" } : declaration)),
    errors: isBroken ? [] : readings.flatMap(({ error }) => error ?? []),
  };
}

interface EntryReading {
  readonly declaration?: Declaration;
  readonly error?: ManifestError;
}

function readEntry(item: Node, text: string): EntryReading {
  if (isNull(item)) return {};
  if (isName(item, text)) return { declaration: declarationOf(item, { text, required: true, description: "" }) };
  const key = asMap(item) === undefined ? item : valueOf(item, "key");
  if (key === undefined || key === item || !isName(key, text)) {
    const isMore = key !== undefined && (stringOf(key) ?? "") !== "";
    const message = isMore
      ? "A name stands alone and on one line. Its value does not belong here."
      : "A secret must have a key: the name that the code refers to.";
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
