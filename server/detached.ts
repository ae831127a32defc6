/**
 * The same string in memory of its own. V8 takes what is cut out of a text for a view of it from 13 characters on, and the whole
 * text stays in memory for as long as the view does (`SlicedString` in `src/objects/string.h`). So whatever outlives the
 * reading of a file is detached from it.
 */
export function detached(part: string): string {
  return part.length < shortestView ? part : (JSON.parse(JSON.stringify(part)) as string);
}

const shortestView = 13;
