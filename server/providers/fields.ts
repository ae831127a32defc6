/**
 * Readers for answers of services: what is asked for is copied, and everything else, a value among it, is dropped unread.
 * Undefined stands for something that is not what it should be.
 */
export type Fields = Readonly<Record<string, unknown>> | undefined;

/** The fields of an object. */
export function fieldsOf(answer: unknown): Fields {
  const isObject = typeof answer === "object" && answer !== null && !Array.isArray(answer);
  return isObject ? (answer as Readonly<Record<string, unknown>>) : undefined;
}

/** The items of a list, each of which has to be what it should be. */
export function listOf<T>(list: unknown, parse: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const items: T[] = [];
  for (const item of list as readonly unknown[]) {
    const parsed = parse(item);
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}

const maxTextLength = 2_000;

/** A text; `absent` counts where there is none. */
export function textOf(fields: Fields, key: string, absent?: string): string | undefined {
  const text = fields?.[key] ?? absent;
  return typeof text === "string" && text.length <= maxTextLength ? text : undefined;
}

/** What somebody noted down: nothing where there is none, or where it is too long to be shown. */
export function noteOf(fields: Fields, key: string): string | undefined {
  const note = fields?.[key] ?? "";
  return typeof note === "string" && note.length > maxTextLength ? "" : textOf(fields, key, "");
}

/** A list of texts. */
export function textsOf(fields: Fields, key: string): readonly string[] | undefined {
  return listOf(fields?.[key], (text) => (typeof text === "string" && text.length <= maxTextLength ? text : undefined));
}

/** Texts by what somebody calls them: tags, annotations. What is none is left out. */
export function labelsOf(fields: Fields, key: string): Readonly<Record<string, string>> {
  const pairs = Object.entries(fieldsOf(fields?.[key]) ?? {});
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

/** A yes or no; `absent` counts where there is none. */
export function flagOf(fields: Fields, key: string, absent?: boolean): boolean | undefined {
  const flag = fields?.[key] ?? absent;
  return typeof flag === "boolean" ? flag : undefined;
}

/** A whole number that is not negative. */
export function countOf(fields: Fields, key: string): number | undefined {
  const count = fields?.[key];
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Whether every field is there. */
export function isComplete<T extends object>(fields: T): fields is { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.values(fields).every((value) => value !== undefined);
}

/** A timestamp of RFC 3339; anything else counts as none. */
export function timestampOf(text: string | undefined): string | undefined {
  return text === undefined || /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : "";
}
