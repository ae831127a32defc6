import { namedReference } from "../named";
import type { Reference } from "../reference";
import type { Tokens } from "../tokens";
import type { PythonScopes } from "./scopes";

/** Where pydantic's `BaseSettings` comes from. */
const modules = /^(?:pydantic_settings|pydantic)(?:\.v1|\.env_settings)?$/;

/** What makes a class leave the names of its fields as they are, or make others of them: nothing is said of those. */
const renaming = ["case_sensitive", "alias_generator", "env_prefix_target"];

/** What puts something before names, but not before aliases: github.com/pydantic/pydantic-settings/pull/25 */
const prefixing = "env_prefix";

/** What has fields looked for by their names besides, which something stands before. */
const byName = ["populate_by_name", "validate_by_name"];

/** Types that one variable can hold. Others may be models of their own, whose fields are variables. */
const plainTypes =
  /^(?:str|int|float|bool|bytes|Optional|Union|Literal|[Ll]ist|[Ss]et|[Dd]ict|Secret\w*|\w*(?:Dsn|Url|Path|Int|Float|Str)|Decimal|UUID\d?|Any)$/;

/** How many tokens a field or the bases of a class may have. */
const longest = 400;

/** The names that pydantic looks for in the environment: fields of classes that derive from `BaseSettings`. */
export function findSettings(tokens: Tokens, scopes: PythonScopes): readonly Reference[] {
  if (!tokens.text.includes("BaseSettings")) return [];
  const bases = importedBases(tokens, scopes);
  const references: Reference[] = [];
  for (let token = 0; token < tokens.count && bases.size > 0; token++) {
    if (!tokens.is(token, "class") || !tokens.is(token + 2, "(") || !tokens.startsLine(token)) continue;
    const close = tokens.partner(token + 2);
    if (!derives(tokens, token + 2, bases)) continue;
    const fields = fieldsOf(tokens, token, close + 1);
    if (fields === undefined) continue;
    if (!fields.isPrefixed) bases.add(tokens.spelling(token + 1));
    references.push(...fields.references);
  }
  return references;
}

/** The words that mean `BaseSettings`, or the modules that it is in. */
function importedBases(tokens: Tokens, scopes: PythonScopes): Set<string> {
  const found = scopes.imports.filter(
    ({ module, name = "BaseSettings" }) => name === "BaseSettings" && modules.test(module),
  );
  return new Set(found.map(({ word }) => tokens.spelling(word)));
}

function derives(tokens: Tokens, open: number, bases: ReadonlySet<string>): boolean {
  for (let at = open + 1; at < tokens.partner(open) && at < open + longest; at++)
    if (tokens.isWord(at) && bases.has(tokens.spelling(at))) {
      if (tokens.isAny(at + 1, ", )")) return true;
      if (tokens.is(at + 1, ".") && tokens.is(at + 2, "BaseSettings")) return true;
    }
  return false;
}

interface Fields {
  readonly references: readonly Reference[];
  readonly isPrefixed: boolean;
}

/** `name: type = default` on the first level of the body of a class; undefined where the class names them in its own way. */
function fieldsOf(tokens: Tokens, keyword: number, colon: number): Fields | undefined {
  const outer = tokens.column(keyword);
  const column = tokens.column(colon + 1);
  const found: Reference[] = [];
  const named = new Set<number>();
  let isPrefixed = false;
  let isByName = false;
  for (let at = colon + 1; at < tokens.count;) {
    const current = tokens.column(at);
    if (current <= outer) break;
    const end = endOfLine(tokens, at);
    for (let inner = at; inner < end; inner++)
      if (byName.includes(tokens.spelling(inner))) isByName = true;
      else if (tokens.spelling(inner) === prefixing) isPrefixed ||= !isWithoutEffect(tokens, inner);
      else if (renaming.includes(tokens.spelling(inner)) && !isWithoutEffect(tokens, inner)) return undefined;
    if (current === column) found.push(...fieldAt(tokens, at, end));
    named.add(tokens.start(at));
    at = end;
  }
  return { references: isPrefixed ? found.filter(({ start }) => !isByName && !named.has(start)) : found, isPrefixed };
}

/** `env_prefix=""` and `case_sensitive=False` */
function isWithoutEffect(tokens: Tokens, word: number): boolean {
  if (!tokens.is(word + 1, "=")) return false;
  return tokens.is(word + 2, "False") || (tokens.isLiteral(word + 2) && tokens.spelling(word + 2) === "");
}

function fieldAt(tokens: Tokens, first: number, end: number): readonly Reference[] {
  const word = tokens.spelling(first);
  if (!tokens.isWord(first) || !tokens.is(first + 1, ":") || !/^[A-Za-z]\w*$/.test(word) || word === "model_config")
    return [];
  const equals = indexOf(tokens, "=", first + 2, end);
  const typeEnd = equals < 0 ? end : equals;
  const isField = equals >= 0 && tokens.is(equals + 1, "Field");
  if (indexOf(tokens, "Annotated", first + 2, typeEnd) >= 0) return [];
  if (!plainTypes.test(tokens.spelling(first + 2))) return [];
  const isLoose = tokens.isAny(first + 2, "Optional") || indexOf(tokens, "None", first + 2, typeEnd) >= 0;
  const optional = isLoose || (isField ? hasDefault(tokens, equals + 2) : equals >= 0);
  const use = { kind: "read", optional, via: "schema" } as const;
  const aliases = isField ? aliasesIn(tokens, equals + 2) : [];
  if (aliases === undefined) return [];
  if (aliases.length > 0) {
    // Any one of several will do.
    const some = { ...use, optional: optional || aliases.length > 1 };
    return aliases.map((token) => namedReference(tokens, token, some));
  }
  return [{ ...namedReference(tokens, first, use), name: word.toUpperCase() }];
}

/** The strings that say what a field is called; undefined where that is no string. */
function aliasesIn(tokens: Tokens, open: number): readonly number[] | undefined {
  for (const key of ["validation_alias", "env", "alias"]) {
    const at = indexOf(tokens, key, open + 1, tokens.partner(open));
    if (at < 0 || !tokens.is(at + 1, "=")) continue;
    const value = at + 2;
    const inner = tokens.is(value, "AliasChoices") ? value + 1 : tokens.is(value, "[") ? value : -1;
    const last = inner < 0 ? value + 1 : tokens.partner(inner);
    const found = [];
    for (let token = value; token < last; token++) if (tokens.isLiteral(token)) found.push(token);
    return found.length === 0 ? undefined : found;
  }
  return [];
}

/** `Field(...)` asks for a value; anything else in the first place is a default. */
function hasDefault(tokens: Tokens, open: number): boolean {
  const close = tokens.partner(open);
  if (indexOf(tokens, "default_factory", open + 1, close) >= 0) return true;
  const named = indexOf(tokens, "default", open + 1, close);
  const value = named < 0 ? open + 1 : named + 2;
  if (value >= close || tokens.text.startsWith("...", tokens.start(value))) return false;
  return named >= 0 || !tokens.is(value + 1, "=");
}

function indexOf(tokens: Tokens, spelling: string, first: number, end: number): number {
  for (let at = first; at < end && at < first + longest; at++) if (tokens.is(at, spelling)) return at;
  return -1;
}

/** The first token of the next line that is in no bracket. */
function endOfLine(tokens: Tokens, first: number): number {
  let at = tokens.next(first);
  while (at < tokens.count && !tokens.startsLine(at)) at = tokens.next(at);
  return at;
}
