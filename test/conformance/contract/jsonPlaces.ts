/** The way to a place in some JSON: keys and indexes. */
export type Place = readonly (string | number)[];

/** Every place in some JSON, of lists only the first item: the others are like it. */
export function placesIn(json: unknown, before: Place = []): readonly Place[] {
  if (Array.isArray(json)) return json.length === 0 ? [] : [[...before, 0], ...placesIn(json[0], [...before, 0])];
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [[...before, key], ...placesIn(value, [...before, key])]);
}

/** The JSON with something else at a place. */
export function changed(json: unknown, [key, ...rest]: Place, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(json))
    return json.map((item: unknown, index) => (index === key ? changed(item, rest, other) : item));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, name === key ? changed(value, rest, other) : value]),
  );
}
