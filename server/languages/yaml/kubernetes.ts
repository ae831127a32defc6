import type { Reference } from "../reference";
import type { YamlLine } from "./lines";
import { readOf } from "./readOf";

/** Objects of Kubernetes: the `key` of a `secretKeyRef`. */
export function findInKubernetes(text: string, lines: readonly YamlLine[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.key === "secretKeyRef") found.push(...inBraces(text, line));
    else if (line.key === "key" && isOfReference(line)) found.push(...inBlock(text, lines, index, line));
  }
  return found;
}

const scalar = /^(["']?)([A-Za-z_][\w.-]*)\1\s*$/;

function isOfReference(line: YamlLine | undefined): line is YamlLine {
  return line?.path.at(-1) === "secretKeyRef";
}

function inBlock(text: string, lines: readonly YamlLine[], index: number, line: YamlLine): readonly Reference[] {
  const found = scalar.exec(text.slice(line.valueStart, line.end));
  if (found === null) return [];
  const siblings = [...siblingsOf(lines, index, -1), ...siblingsOf(lines, index, 1)];
  const isOptional = siblings.some(
    ({ key, valueStart, end }) => key === "optional" && /^true\b/.test(text.slice(valueStart, end)),
  );
  return [readOf(found[2] ?? "", line.valueStart + (found[1] ?? "").length, isOptional)];
}

/** A `secretKeyRef` has three keys. */
const mostSiblings = 3;

function siblingsOf(lines: readonly YamlLine[], index: number, step: 1 | -1): readonly YamlLine[] {
  const found: YamlLine[] = [];
  for (let at = index + step; found.length < mostSiblings; at += step) {
    const line = lines[at];
    if (!isOfReference(line)) break;
    found.push(line);
  }
  return found;
}

/** `secretKeyRef: { name: store, key: NAME }` */
function inBraces(text: string, { valueStart, end }: YamlLine): readonly Reference[] {
  const value = text.slice(valueStart, end);
  const found = /^\{(.*[\s,{]|)key:\s*(["']?)([A-Za-z_][\w.-]*)\2\s*[,}]/.exec(value);
  if (found === null) return [];
  const [all, , , name = ""] = found;
  return [readOf(name, valueStart + all.lastIndexOf(name), /\boptional:\s*true\b/.test(value))];
}
