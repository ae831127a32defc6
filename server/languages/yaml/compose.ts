import type { Reference } from "../reference";
import type { YamlLine } from "./lines";
import { readOf } from "./readOf";

/**
 * Compose files: what is filled in (`${NAME}`, `${NAME:-default}`), what is handed on to a container or a build (`- NAME`
 * without a value), and secrets that come from the environment.
 */
export function findInCompose(text: string, lines: readonly YamlLine[]): readonly Reference[] {
  return lines.flatMap((line, index) => [...filledIn(text, line), ...handedOn(text, line, lines[index + 1])]);
}

function filledIn(text: string, { valueStart, end }: YamlLine): readonly Reference[] {
  const value = text.slice(valueStart, end);
  if (!value.includes("$")) return [];
  return Array.from(value.matchAll(/\$\$|\$\{([A-Za-z_]\w*)(:?[-+])?|\$([A-Za-z_]\w*)/g)).flatMap((match) => {
    const [, inBraces, operator, bare] = match;
    const name = inBraces ?? bare;
    if (name === undefined) return [];
    const start = valueStart + match.index + (inBraces === undefined ? 1 : 2);
    return [readOf(name, start, operator !== undefined)];
  });
}

const scalar = /^(["']?)([A-Za-z_]\w*)\1\s*$/;

function handedOn(text: string, line: YamlLine, next: YamlLine | undefined): readonly Reference[] {
  const { path, key, keyStart, valueStart, end, isText, isItem } = line;
  if (isText) return [];
  const value = text.slice(valueStart, end).trim();
  const parent = path.at(-1);
  const isHandedOn = parent === "environment" || (parent === "args" && path.at(-2) === "build");
  if (isHandedOn && key !== undefined)
    return value === "" && !isBelow(next, line) && scalar.test(key) ? [readOf(key, keyStart, false)] : [];
  const isNamed = (isHandedOn && isItem) || (path.length === 2 && path[0] === "secrets" && key === "environment");
  const found = isNamed ? scalar.exec(value) : null;
  return found === null ? [] : [readOf(found[2] ?? "", valueStart + (found[1] ?? "").length, false)];
}

function isBelow(next: YamlLine | undefined, { path }: YamlLine): boolean {
  return next !== undefined && next.path.length > path.length;
}
