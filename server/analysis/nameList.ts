/** Names that are written down. */
interface NameList {
  readonly has: (name: string) => boolean;
  /** Whether it starts as one that ends with `*` does. */
  readonly hasStart: (name: string) => boolean;
}

/** A list of names with blanks between them, where `NAME_*` stands for all that start so. */
export function nameList(rows: readonly string[]): NameList {
  const entries = rows.flatMap((names) => names.split(/\s+/));
  const exact = new Set(entries);
  const starts = entries.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));
  return {
    has: (name) => exact.has(name),
    hasStart: (name) => starts.some((start) => name.startsWith(start)),
  };
}
