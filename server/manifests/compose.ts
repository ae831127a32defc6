import type { Node, Pair, YAMLMap } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import type { KnownName, ManifestFormat } from "./manifest";
import { yamlContextAt } from "./yamlContext";
import type { YamlDocument } from "./yamlDocument";
import { isMerge, parseAllYaml, spanOf, stringOf, targetOf, textSpanOf, valueOf } from "./yamlDocument";
import { removeFromYaml } from "./yamlRemove";

/**
 * `environment` of the services in a Compose file, as a list or a mapping. `X: value` is set there; `X`, `X:` and `X: ${X}` pass
 * on what comes from outside, and so does any `${Y}` without a default. Neither says what the code around it needs, so code is
 * not held to it. Which container a new name is meant for nobody can tell, so none is added.
 */
export const compose: ManifestFormat = {
  id: "compose.yaml",
  isNamed: (fileName) => /^(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/.test(fileName),
  read: (text) => {
    const documents = parseAllYaml(text);
    // A template of such a file, as Helm has them, is no YAML and does not claim to be.
    const errors = /^services\s*:/m.test(text) && !text.includes("{{") ? documents.flatMap(({ errors }) => errors) : [];
    return { declarations: [], known: knownIn(documents, text), patterns: [], governs: false, errors };
  },
  declare: () => undefined,
  contextAt: (text, offset) => {
    const context = yamlContextAt(text, offset);
    if (context?.side !== "key" || context.path[0] !== "services" || context.path[2] !== "environment")
      return undefined;
    const { word, path, hasColon, siblings } = context;
    const isItem = path[3] === "-" && path.length === 4;
    if (!isItem && path.length !== 3) return undefined;
    return { ...word, suffix: isItem || hasColon ? "" : ":", taken: siblings, words: [] };
  },
  remove: removeFromYaml,
};

function knownIn(documents: readonly YamlDocument[], text: string): readonly KnownName[] {
  // Anchors let several services share one list; each is read once.
  const lists = new Set<unknown>();
  const add = (node: unknown): void => {
    const found = targetOf(node);
    if (lists.has(found)) return;
    if (isMap(found) || isSeq(found)) lists.add(found);
    if (isMap(found)) for (const pair of found.items) if (isMerge(pair)) addAll(targetOf(pair.value));
  };
  const addAll = (node: unknown): void => {
    for (const each of isSeq(node) ? node.items : [node]) add(each);
  };
  for (const { document } of documents) {
    const services = valueOf(document.contents, "services");
    if (isMap(services)) for (const { value } of services.items) add(valueOf(value, "environment"));
  }
  return [...lists].flatMap((list, index) => namesIn(list, String(index), text));
}

function namesIn(list: unknown, id: string, text: string): readonly KnownName[] {
  if (isMap(list)) return (list as YAMLMap<Node, Node | null>).items.flatMap((pair) => pairIn(pair, id, text));
  if (!isSeq(list)) return [];
  return list.items.flatMap((item) => {
    const written = stringOf(item as Node) ?? "";
    const [, name = "", value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(written) ?? [];
    if (name === "") return [];
    const { start } = textSpanOf(item as Node, text);
    const isPassedOn = value === undefined || isItself(name, value);
    return [known(name, { start, isPassedOn, list: id }), ...filledIn(item as Node, name, text)];
  });
}

function pairIn({ key, value }: Pair<Node, Node | null>, list: string, text: string): readonly KnownName[] {
  const name = stringOf(key) ?? "";
  if (!/^[A-Za-z_]\w*$/.test(name)) return [];
  const isEmpty = value === null || (isScalar(value) && value.value === null);
  const isPassedOn = isEmpty || isItself(name, stringOf(value) ?? "");
  const { start } = textSpanOf(key, text);
  return [known(name, { start, isPassedOn, list }), ...(value === null ? [] : filledIn(value, name, text))];
}

/** Other names that a value is made of: `${NAME}` comes from outside, with a default it need not. */
function filledIn(value: Node, own: string, text: string): readonly KnownName[] {
  const { start, end } = spanOf(value);
  const found = text.slice(start, end).matchAll(/\$\$|\$\{([A-Za-z_]\w*)(?::?\?[^}]{0,500})?\}|\$([A-Za-z_]\w*)/g);
  return Array.from(found).flatMap(({ 1: inBraces, 2: bare, index }) => {
    const name = inBraces ?? bare;
    if (name === undefined || name === own) return [];
    const at = start + index + (inBraces === undefined ? 1 : 2);
    return [{ name, nameSpan: { start: at, end: at + name.length }, kind: "listed" as const }];
  });
}

/** `${X}`, or `${X:?sentence}` which insists on it. With a default, the file has a value to go on with. */
function isItself(name: string, value: string): boolean {
  const [, inBraces, bare] = /^\$(?:\{(\w+)(?::?\?[^}]*)?\}|(\w+))$/.exec(value.trim()) ?? [];
  return (inBraces ?? bare) === name;
}

function known(
  name: string,
  { start, isPassedOn, list }: { readonly start: number; readonly isPassedOn: boolean; readonly list: string },
): KnownName {
  return { name, nameSpan: { start, end: start + name.length }, kind: isPassedOn ? "listed" : "given", list };
}
