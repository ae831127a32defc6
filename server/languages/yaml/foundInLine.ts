import { detached } from "../../detached";
import { kept } from "../groups";
import type { YamlLine } from "./lines";

/**
 * What is found in a line by what it says and what stands above it, its places counted from where the line starts: found once,
 * for as long as somebody types elsewhere.
 */
export function foundInLine<Found>(
  find: (said: string, line: YamlLine) => Found,
): (text: string, line: YamlLine) => Found {
  const known = new WeakMap<YamlLine, Found>();
  return (text, line) => kept(known, line, () => find(detached(text.slice(line.start, line.end)), line));
}
