import type { ManifestContext, ManifestWord } from "./manifest";
import type { YamlContext } from "./yamlContext";
import { yamlContextAt } from "./yamlContext";

/** What a format takes at which place. A `*` in a path stands for any key. */
export interface YamlShape {
  /** By path, `requirements secrets -`: the keys that belong there, each with what it is for. */
  readonly keys: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The lists that names stand in, as `- NAME`, and the keys that they stand behind, `key: NAME`. */
  readonly names: readonly string[];
}

/** What is being typed in a YAML text of this shape. `taken` are the names that it has already. */
export function yamlWordsAt(
  text: string,
  offset: number,
  shape: YamlShape,
  taken: () => readonly string[],
): ManifestContext | undefined {
  const context = yamlContextAt(text, offset);
  if (context === undefined) return undefined;
  const { word, side, path } = context;
  const here = side === "key" ? path : [...path, side.valueOf];
  // An entry that has keys already is no mere name.
  const isAlone = side !== "key" || context.siblings.length === 0;
  const isName = isAlone && shape.names.some((pattern) => matches(pattern, here));
  const words = side === "key" ? keysAt(context, shape) : valuesOf(side.valueOf, context, shape);
  if (!isName && words.length === 0) return undefined;
  const own = text.slice(word.start, word.end);
  return { ...word, suffix: isName ? "" : undefined, taken: taken().filter((name) => name !== own), words };
}

function keysAt({ path, siblings, hasColon }: YamlContext, { keys }: YamlShape): readonly ManifestWord[] {
  return Object.entries(keysOf(path, keys))
    .filter(([key]) => !siblings.includes(key))
    .map(([label, description]) => ({ label, description, insert: hasColon ? label : `${label}: ` }));
}

/** `optional` is the one key that takes a word of the format. */
function valuesOf(key: string, { path }: YamlContext, { keys }: YamlShape): readonly ManifestWord[] {
  if (key !== "optional" || keysOf(path, keys)[key] === undefined) return [];
  return [
    { label: "true", insert: "true", description: "The project gets along without it." },
    { label: "false", insert: "false", description: "The project needs it." },
  ];
}

function keysOf(path: readonly string[], keys: YamlShape["keys"]): Readonly<Record<string, string>> {
  return Object.entries(keys).find(([pattern]) => matches(pattern, path))?.[1] ?? {};
}

function matches(pattern: string, path: readonly string[]): boolean {
  const parts = pattern === "" ? [] : pattern.split(" ");
  return parts.length === path.length && parts.every((part, index) => part === "*" || part === path[index]);
}

/** The keys of an entry in a list of secrets. */
export const secretKeys: Readonly<Record<string, string>> = {
  key: "The name that the code refers to.",
  description: "What it is for.",
  optional: "Whether the project gets along without it; without a word it does not.",
};
