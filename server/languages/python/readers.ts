import { namedReference } from "../named";
import type { Reference } from "../reference";
import type { Tokens } from "../tokens";
import { elementsOf, openBefore } from "../lists";
import { occurrencesOf } from "../patterns";
import { Spellings } from "../spellings";
import type { Imported } from "./imports";
import type { PythonScopes } from "./scopes";

/** What reads the names that it is called with, or that one of further arguments is, and what has to be called first to give that. */
type Reading = "reader" | "class" | number;

/** reference.langchain.com/python/langchain-core/utils/utils/secret_from_env */
const langchain: Readonly<Record<string, Reading>> = {
  from_env: 0,
  secret_from_env: 0,
  get_from_env: 1,
  get_from_dict_or_env: 2,
};

/**
 * Libraries by what is imported from them. github.com/HBNetwork/python-decouple, starlette.dev/config, github.com/sloria/environs,
 * django-environ.readthedocs.io, docs.dagster.io/guides/deploy/using-environment-variables-and-secrets
 */
const libraries: Readonly<Record<string, Readonly<Record<string, Reading>>>> = {
  decouple: { config: "reader", AutoConfig: "class", Config: "class" },
  "starlette.config": { Config: "class" },
  environs: { env: "reader", Env: "class", FileAwareEnv: "class" },
  environ: { Env: "class", FileAwareEnv: "class" },
  dagster: { EnvVar: "reader" },
  "langchain_core.utils": langchain,
  "langchain_core.utils.env": langchain,
  "langchain_core.utils.utils": langchain,
  "langchain.utils": langchain,
};

/**
 * Words in front of names, and what these have to stand in: options of commands (click.palletsprojects.com/en/stable/options/#values-from-environment-variables),
 * keys of secrets at Modal, and what it hands on (modal.com/docs/sdk/py/latest/modal.Secret).
 */
const lists: Readonly<Record<string, string | undefined>> = {
  envvar: undefined,
  required_keys: "from_name",
  from_local_environ: "Secret",
};

/** The words that stand in front of such a list. */
export const listWords = Object.keys(lists).join(" ");

/** What a text holds that imports from them, or has such words. */
export const readerNeedles = [
  ...["decouple", "starlette", "environs", "envvar", "Secret.from_local_environ"].map((word) => [word]),
  ...["from langchain_core.utils", "from langchain.utils"].map((start) => [start]),
  ["dagster", "EnvVar"],
  ["Secret.from_name", "required_keys"],
];

/** `env.str("NAME")` and its like. */
const methods = new Spellings(
  `str bool int float decimal list tuple dict json url db db_url cache cache_url email email_url search_url channels path bytes uuid
  enum date datetime time timedelta log_level`,
);

/** What stands in front of names from then on, so that others are meant. */
const prefixing = /\benv_prefix\s*=|\.prefix(?:ed)?\b/;

/** The names that libraries are asked for. Without the name they fail, unless they are told what to give instead. */
export function findReaders(tokens: Tokens, scopes: PythonScopes): readonly Reference[] {
  const search = new Search(tokens, scopes);
  for (const imported of scopes.imports) search.takeImport(imported);
  const read = search.references.length === 0 || prefixing.test(tokens.text) ? [] : search.references;
  return [...read, ...findListed(tokens)];
}

/** `envvar="NAME"`, `required_keys=["NAME"]`, `from_local_environ(["NAME"])` */
function findListed(tokens: Tokens): readonly Reference[] {
  return Object.entries(lists).flatMap(([word, owner]) =>
    Array.from(occurrencesOf(tokens, word)).flatMap((at) => {
      const isArgument = tokens.isAny(at - 1, "( ,") && tokens.is(at + 1, "=");
      const isOwned = owner === undefined || tokens.is(isArgument ? openBefore(tokens, at - 1) - 1 : at - 2, owner);
      if (!isOwned || !(isArgument || tokens.is(at + 1, "("))) return [];
      const keys = tokens.is(at + 2, "[") ? elementsOf(tokens, at + 2) : [at + 2];
      return keys
        .filter((key) => tokens.isLiteral(key) && /^\w+$/.test(tokens.spelling(key)))
        .map((key) => namedReference(tokens, key, { kind: "read", optional: owner === undefined, via: "direct" }));
    }),
  );
}

class Search {
  readonly scopes: PythonScopes;
  readonly references: Reference[] = [];
  readonly #tokens: Tokens;

  constructor(tokens: Tokens, scopes: PythonScopes) {
    this.#tokens = tokens;
    this.scopes = scopes;
  }

  /** `from decouple import config`, `import environ` */
  takeImport({ module, name, word }: Imported): void {
    const tokens = this.#tokens;
    const library = libraries[module];
    if (name !== undefined) this.#follow(word, library?.[name], new Set());
    else if (library !== undefined)
      for (const token of this.scopes.usesOf(word) ?? [])
        if (tokens.is(token + 1, ".")) this.#takeUse(token + 2, library[tokens.spelling(token + 2)], new Set());
  }

  /** `given`: names that the variable falls back to something for, whatever it is called with. */
  #follow(word: number, reading: Reading | undefined, given: ReadonlySet<string>): void {
    if (reading !== undefined) for (const token of this.scopes.usesOf(word) ?? []) this.#takeUse(token, reading, given);
  }

  #takeUse(token: number, reading: Reading | undefined, given: ReadonlySet<string>): void {
    const tokens = this.#tokens;
    const isMethod = reading === "reader" && tokens.is(token + 1, ".") && tokens.isOneOf(token + 2, methods);
    const open = isMethod ? token + 3 : token + 1;
    if (reading === undefined || !tokens.is(open, "(")) return;
    if (reading === "reader") this.#takeCall(open, given);
    else if (reading === "class") this.#takeInstance(token, open);
    else this.#takeFactory(token, reading);
  }

  /** `env = Env(DEBUG=(bool, False))` */
  #takeInstance(token: number, open: number): void {
    const tokens = this.#tokens;
    const first = tokens.is(token - 1, ".") ? token - 2 : token;
    if (!tokens.is(first - 1, "=")) return;
    const word = this.scopes.targetOf(first - 1);
    const names = elementsOf(tokens, open).filter((at) => tokens.is(at + 1, "=") && tokens.is(at + 2, "("));
    this.#follow(word, "reader", new Set(names.map((at) => tokens.spelling(at))));
  }

  #takeCall(open: number, given: ReadonlySet<string>): void {
    const tokens = this.#tokens;
    const [literal = -1, ...others] = elementsOf(tokens, open);
    const name = tokens.spelling(literal);
    // What is handed over without a name is a default for some, and for others something else.
    const isDefault = (at: number): boolean => !tokens.is(at + 1, "=") || tokens.is(at, "default");
    this.#take(literal, given.has(name) || others.some(isDefault) || this.#isAskedFor(tokens.partner(open) + 1));
  }

  /** `EnvVar("NAME").get_value("default")` */
  #isAskedFor(dot: number): boolean {
    const tokens = this.#tokens;
    return tokens.is(dot, ".") && tokens.is(dot + 1, "get_value") && !tokens.is(dot + 3, ")");
  }

  /** `secret_from_env(["NAME", "OLD_NAME"], default="")`. What stands before the name may be given by hand, and so may what a field is made with. */
  #takeFactory(token: number, place: number): void {
    const tokens = this.#tokens;
    const given = elementsOf(tokens, token + 1);
    const value = (key: string, at = -1): number => {
      const named = given.find((argument) => tokens.is(argument, key) && tokens.is(argument + 1, "="));
      return named === undefined ? (tokens.is(at + 1, "=") ? -1 : at) : named + 2;
    };
    const first = value("env_key", given[place]);
    const instead = value("default", place === 0 ? -1 : given[place + 1]);
    const names = tokens.isOpen(first) ? elementsOf(tokens, first) : [first];
    const isMade = place === 2 || tokens.is(token - 2, "default_factory");
    const isGiven = instead >= 0 && (place === 0 || !tokens.is(instead, "None"));
    for (const name of names) this.#take(name, isMade || isGiven || names.length > 1);
  }

  #take(literal: number, optional: boolean): void {
    const tokens = this.#tokens;
    if (!tokens.isLiteral(literal) || !tokens.isAny(literal + 1, ", ) ]")) return;
    if (!/^[\w.-]+$/.test(tokens.spelling(literal))) return;
    this.references.push(namedReference(tokens, literal, { kind: "read", optional, via: "wrapper" }));
  }
}
