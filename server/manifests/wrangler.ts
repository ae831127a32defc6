import type { ConfigDocument, ConfigEntry } from "./configEntry";
import { jsonAt, jsonSpan, parseJson, readJson } from "./jsonDocument";
import { newlineOf, stringAt, withElement, withoutElement } from "./listText";
import type { Declaration, KnownName, ManifestFormat, ManifestReading, TextChange } from "./manifest";
import { parseToml } from "./tomlDocument";

/** `wrangler.json` and `wrangler.jsonc`. */
export const wranglerJson: ManifestFormat = {
  ...formatOf(readJson),
  id: "wrangler.json",
  isNamed: (fileName) => fileName === "wrangler.json" || fileName === "wrangler.jsonc",
  declare: (text, { name, required }) =>
    required ? (declare(readJson(text), text, name) ?? addToJson(text, name)) : undefined,
};

/** `wrangler.toml`. */
export const wranglerToml: ManifestFormat = {
  ...formatOf(parseToml),
  id: "wrangler.toml",
  isNamed: (fileName) => fileName === "wrangler.toml",
  declare: (text, { name, required }) =>
    required ? (declare(parseToml(text), text, name) ?? addToToml(text, name)) : undefined,
};

/**
 * What both spellings of Wrangler's configuration share: `vars` have their values in the file, and bindings are given as well;
 * `secrets.required` must be stored. `env.<name>` has lists of its own; a secret that not all of them require is optional, as it is for `wrangler types`. Only
 * with `secrets` does the file mean to name them all.
 */
function formatOf(parse: (text: string) => ConfigDocument): Pick<ManifestFormat, "read" | "contextAt" | "remove"> {
  return {
    read: (text) => readingOf(parse(text), text),
    contextAt: (text, offset) => {
      const lists = requiredLists(parse(text).entries);
      return stringAt(
        text,
        offset,
        lists.map(({ items }) => items),
      );
    },
    remove: (text, nameStart) => {
      const list = requiredLists(parse(text).entries).find(({ items }) => items.some(isAt(nameStart)));
      return (
        list &&
        withoutElement(
          text,
          list.items.map(({ span }) => span),
          list.items.findIndex(isAt(nameStart)),
        )
      );
    },
  };
}

function isAt(nameStart: number) {
  return ({ span }: { readonly span: { readonly start: number } }): boolean => span.start + 1 === nameStart;
}

function readingOf({ entries, errors }: ConfigDocument, text: string): ManifestReading {
  const lists = requiredLists(entries);
  const isRequired = (name: string): boolean => lists.every(({ items }) => items.some(({ text }) => text === name));
  const declarations = lists.flatMap(({ level, items }) =>
    items
      .filter(({ text }) => isName(text))
      .map(({ text: name, span }): Declaration => {
        const nameSpan = { start: span.start + 1, end: span.start + 1 + name.length };
        return { name, nameSpan, required: isRequired(name), description: "", explicit: true, list: level };
      }),
  );
  return {
    declarations,
    known: entries.flatMap((entry) => [...varOf(entry), ...bindingOf(entry, text)]),
    patterns: [],
    governs: lists.length > 0,
    valuesElsewhere: true,
    errors,
  };
}

function requiredLists(entries: readonly ConfigEntry[]) {
  return entries.flatMap(({ path, items }) => {
    const level = levelOf(path);
    return level === undefined || items === undefined ? [] : [{ level, items }];
  });
}

/** What a list of secrets is for: `""`, or `env.<name>`; undefined when it is none. */
function levelOf(path: readonly string[]): string | undefined {
  const [key, name, ...inside] = path;
  const [level, rest] = key === "env" && name !== undefined ? [`env.${name}`, inside] : ["", path];
  return rest.join("\0") === "secrets\0required" ? level : undefined;
}

function varOf({ path, keySpan }: ConfigEntry): readonly KnownName[] {
  const [key = ""] = path;
  const rest = key === "env" ? path.slice(2) : path;
  const [vars, name = ""] = rest;
  if (vars !== "vars" || rest.length !== 2 || !isName(name)) return [];
  const { start } = keySpan;
  return [{ name, nameSpan: { start, end: start + name.length }, kind: "given", list: path.slice(0, -1).join("\0") }];
}

/** The lists whose elements call their binding `name`. */
const namedBindings: ReadonlySet<string> = new Set(["bindings", "send_email", "ratelimits"]);

/** Databases, queues and the like are members of `env` too: developers.cloudflare.com/workers/wrangler/configuration/#bindings. */
function bindingOf({ path, span }: ConfigEntry, text: string): readonly KnownName[] {
  const key = path.at(-1);
  if (key !== "binding" && !(key === "name" && namedBindings.has(path.at(-3) ?? ""))) return [];
  const nameSpan = { start: span.start + 1, end: span.end - 1 };
  const name = text.slice(nameSpan.start, nameSpan.end);
  return isName(name) ? [{ name, nameSpan, kind: "given" }] : [];
}

/** Into every list, since a name that only some of them have is not required. */
function declare({ entries, errors }: ConfigDocument, text: string, name: string): readonly TextChange[] | undefined {
  const lists = entries.filter(({ path, items }) => items !== undefined && levelOf(path) !== undefined);
  if (errors.length > 0 || lists.length === 0) return undefined;
  return lists
    .filter(({ items }) => items?.every((item) => item.text !== name))
    .sort((a, b) => a.span.start - b.span.start)
    .flatMap(({ span, items = [] }) =>
      withElement(
        text,
        span,
        items.map((item) => item.span),
        JSON.stringify(name),
      ),
    );
}

function addToJson(text: string, name: string): readonly TextChange[] | undefined {
  const { root, errors } = parseJson(text);
  const holder = jsonAt(root, "secrets") ?? root;
  if (holder?.type !== "object" || errors.length > 0) return undefined;
  const list = `"required": [${JSON.stringify(name)}]`;
  const written = holder === root ? `"secrets": { ${list} }` : list;
  return withElement(text, jsonSpan(holder), (holder.children ?? []).map(jsonSpan), written);
}

function addToToml(text: string, name: string): readonly TextChange[] | undefined {
  const { entries, errors } = parseToml(text);
  if (errors.length > 0 || entries.some(({ path }) => path[0] === "secrets")) return undefined;
  const newline = newlineOf(text);
  const list = `required = [${JSON.stringify(name)}]`;
  const header = /^[ \t]*\[[ \t]*secrets[ \t]*\][ \t]*(?:#.*?)?(?=\r?$)/m.exec(text);
  if (header !== null) {
    const end = header.index + header[0].length;
    return [{ span: { start: end, end }, text: newline + list }];
  }
  const gap = text === "" ? "" : text.endsWith("\n") ? newline : newline + newline;
  const lines = ["[secrets]", list, ""];
  return [{ span: { start: text.length, end: text.length }, text: gap + lines.join(newline) }];
}

/** Other names would need escapes, and then stand in the text otherwise than they are. */
function isName(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}
