/** Adds to what a map has for a key. */
export function addTo<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

/** The same value for each of several words with blanks between them, as a map takes them. */
export function forWords<const Value>(words: string, value: Value): readonly (readonly [word: string, value: Value])[] {
  return words.split(" ").map((word) => [word, value]);
}

/** What a map has for a key; made when it is asked for first. */
export function kept<Key, Value>(known: Known<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = make(key);
    known.set(key, value);
  }
  return value;
}

/** A map, weak or not. */
interface Known<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}
