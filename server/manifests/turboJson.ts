import type { Node } from "jsonc-parser";
import { jsonAt, jsonEntries, jsonItems, jsonSpan, jsonString, parseJson } from "./jsonDocument";
import { stringAt, withElement, withoutElement } from "./listText";
import type { KnownName, ManifestFormat, NamePattern, TextChange } from "./manifest";

/**
 * `turbo.json`: `globalEnv`, `globalPassThroughEnv`, and `env` and `passThroughEnv` of each task (`pipeline` in version 1). What
 * is listed is a permission: the task gets to see the variable. That it is needed nobody says, so nothing listed is missing,
 * and code is not held to the lists.
 */
export const turboJson: ManifestFormat = {
  id: "turbo.json",
  isNamed: (fileName) => fileName === "turbo.json" || fileName === "turbo.jsonc",
  read: (text) => {
    const { root, errors } = parseJson(text);
    const lists = listsOf(root);
    return {
      declarations: [],
      known: lists.flatMap(namesIn),
      patterns: lists.flatMap(patternsIn),
      governs: false,
      errors,
    };
  },
  declare: (text, { name }) => declare(text, name),
  contextAt: (text, offset) => {
    const { root } = parseJson(text);
    const lists = listsOf(root);
    return stringAt(
      text,
      offset,
      lists.map(({ items }) => items.map((item) => ({ text: jsonString(item) ?? "", span: jsonSpan(item) }))),
    );
  },
  remove: (text, nameStart) => {
    const list = listsOf(parseJson(text).root).find(({ items }) => items.some((item) => item.offset + 1 === nameStart));
    const index = list?.items.findIndex((item) => item.offset + 1 === nameStart) ?? -1;
    return list && withoutElement(text, list.items.map(jsonSpan), index);
  },
};

interface EnvList {
  readonly path: string;
  readonly items: readonly Node[];
}

function listsOf(root: Node | undefined): readonly EnvList[] {
  const tasks = ["tasks", "pipeline"].flatMap((key) => jsonEntries(jsonAt(root, key)));
  const holders: readonly (readonly [path: string, node: Node | undefined, keys: readonly string[]])[] = [
    ["", root, ["globalEnv", "globalPassThroughEnv"]],
    ["global", jsonAt(root, "global"), ["env", "passThroughEnv"]],
    ...tasks.map(({ key, value }) => [String(key.value), value, ["env", "passThroughEnv"]] as const),
  ];
  return holders.flatMap(([path, node, keys]) =>
    keys.map((key) => ({ path: `${path}.${key}`, items: jsonItems(jsonAt(node, key)) })),
  );
}

function namesIn({ path, items }: EnvList): readonly KnownName[] {
  return items.flatMap((item) => {
    const name = jsonString(item) ?? "";
    if (!/^[A-Za-z_]\w*$/.test(name)) return [];
    const start = item.offset + 1;
    return [{ name, nameSpan: { start, end: start + name.length }, kind: "listed" as const, list: path }];
  });
}

function patternsIn({ items }: EnvList): readonly NamePattern[] {
  const words = items.flatMap((item) => jsonString(item) ?? []);
  const except = words.filter((word) => word.startsWith("!")).map((word) => word.slice(1));
  return words.filter((word) => /^[\w*]*\*[\w*]*$/.test(word)).map((pattern) => ({ pattern, except }));
}

/** Into the list of all tasks, the one there is. */
function declare(text: string, name: string): readonly TextChange[] | undefined {
  const { root, errors } = parseJson(text);
  // In the configuration of a package, which extends that of the root, turbo takes no list for all tasks:
  // turborepo.com/docs/reference/package-configurations.
  if (root?.type !== "object" || errors.length > 0 || jsonAt(root, "extends") !== undefined) return undefined;
  const list = jsonAt(root, "globalEnv") ?? jsonAt(root, "global", "env");
  if (list !== undefined)
    return list.type === "array"
      ? withElement(text, jsonSpan(list), jsonItems(list).map(jsonSpan), JSON.stringify(name))
      : undefined;
  const entries = (root.children ?? []).map(jsonSpan);
  return withElement(text, jsonSpan(root), entries, `"globalEnv": [${JSON.stringify(name)}]`);
}
