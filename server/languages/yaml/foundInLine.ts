import { detached } from "../../detached";
import type { YamlLine } from "./lines";

/**
 * What is found in a line by what it says and what stands above it, its places counted from where the line starts: found once,
 * for as long as somebody types elsewhere.
 */
export function foundInLine<Found>(
  find: (said: string, line: YamlLine) => Found,
): (text: string, line: YamlLine) => Found {
  const known = new WeakMap<YamlLine, Found>();
  return (text, line) => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const found = find(detached(text.slice(line.start, line.end)), line);
    known.set(line, found);
    return found;
  };
}
