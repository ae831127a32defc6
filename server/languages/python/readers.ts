import { namedReference } from "../named";
import type { Reference } from "../reference";
import type { Tokens } from "../tokens";
import { elementsOf } from "../lists";
import { occurrencesOf } from "../patterns";
import { Spellings } from "../spellings";
import type { Imported } from "./imports";
import type { PythonScopes } from "./scopes";

/** What reads the names that it is called with, and what has to be called first to give that. */
type Reading = "reader" | "class";

/**
 * Libraries by what is imported from them. github.com/HBNetwork/python-decouple, starlette.dev/config, github.com/sloria/environs,
 * django-environ.readthedocs.io
 */
const libraries: Readonly<Record<string, Readonly<Record<string, Reading>>>> = {
  decouple: { config: "reader", AutoConfig: "class", Config: "class" },
  "starlette.config": { Config: "class" },
  environs: { env: "reader", Env: "class", FileAwareEnv: "class" },
  environ: { Env: "class", FileAwareEnv: "class" },
};

/** What a text holds that imports from them. */
export const readerNeedles = ["decouple", "starlette", "environs", "envvar"];

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
  return [...read, ...findOptions(tokens)];
}

/** Options of commands that may come from a variable: `envvar="NAME"`, click.palletsprojects.com/en/stable/options/#values-from-environment-variables. */
function findOptions(tokens: Tokens): readonly Reference[] {
  return Array.from(occurrencesOf(tokens, "envvar")).flatMap((word) => {
    if (!tokens.isAny(word - 1, "( ,") || !tokens.is(word + 1, "=")) return [];
    const keys = tokens.is(word + 2, "[") ? elementsOf(tokens, word + 2) : [word + 2];
    return keys
      .filter((key) => tokens.isLiteral(key) && /^\w+$/.test(tokens.spelling(key)))
      .map((key) => namedReference(tokens, key, { kind: "read", optional: true, via: "direct" }));
  });
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
    else this.#takeInstance(token, open);
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
    if (!tokens.isLiteral(literal) || !tokens.isAny(literal + 1, ", )")) return;
    if (!/^[\w.-]+$/.test(name)) return;
    // What is handed over without a name is a default for some, and for others something else.
    const optional = given.has(name) || others.some((at) => !tokens.is(at + 1, "=") || tokens.is(at, "default"));
    this.references.push(namedReference(tokens, literal, { kind: "read", optional, via: "wrapper" }));
  }
}
