import { Carried } from "../carried";
import { addTo, kept } from "../groups";
import { occurrencesOf } from "../patterns";
import { countUpTo } from "../sorted";
import type { Tokens } from "../tokens";
import { WordIndex } from "../wordIndex";
import type { Imported } from "./imports";
import { importsIn } from "./imports";
import type { Layout } from "./layout";
import { isFirst, layouts } from "./layout";
import { PythonLines } from "./lines";

/** The tokens of a function, its parameters included; the whole module is the scope that has no outer one. */
export interface PythonScope {
  readonly first: number;
  last: number;
  readonly outer: PythonScope | undefined;
}

const words = new Carried((tokens) => new WordIndex(tokens));

/** In longer texts to look for a few names takes as long as to take note of where all of them are. */
const worthAnIndex = 20_000;

/** Behind any token. A number that is no small integer would make all code that asks for the end of a scope slow at first. */
const behindAll = 0x3fffffff;

/** The functions and lines of a module. */
export class PythonScopes {
  readonly module: PythonScope;
  readonly lines: PythonLines;
  readonly #tokens: Tokens;
  readonly #scopes: PythonScope[] = [];
  readonly #layout: Layout;
  #words: WordIndex | undefined;
  readonly #occurrences = new Map<string, readonly number[]>();
  readonly #bindings = new Map<string, ReadonlyMap<PythonScope, readonly number[]>>();
  readonly #places = new Map<string, ReadonlyMap<PythonScope | undefined, readonly number[]>>();
  readonly #shared = new Map<string, boolean>();
  #imports: readonly Imported[] | undefined;
  #importedWords: ReadonlySet<number> | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#layout = layouts.of(tokens);
    this.module = { first: 0, last: behindAll, outer: undefined };
    this.lines = new PythonLines(this.#layout, tokens);
    this.#findScopes();
  }

  /** The innermost function around a token. */
  scopeAt(token: number): PythonScope {
    const scopes = this.#scopes;
    let scope = scopes[countUpTo(token, scopes.length, (index) => scopes[index]?.first) - 1] ?? this.module;
    while (scope.last < token) scope = scope.outer ?? this.module;
    return scope;
  }

  /** Whether a token stands outside of all brackets, where a name may be assigned to. */
  isTopLevel(token: number): boolean {
    return this.#layout.depth(token) === 0;
  }

  /** The scope whose variable a name means at a token. */
  resolve(name: string, token: number): PythonScope | undefined {
    const known = this.bindingsOf(name);
    for (let scope: PythonScope | undefined = this.scopeAt(token); scope !== undefined; scope = scope.outer)
      if (known.has(scope)) return scope;
    return undefined;
  }

  /** The words that bind a name, by the scope that they bind it in. */
  bindingsOf(name: string): ReadonlyMap<PythonScope, readonly number[]> {
    return kept(this.#bindings, name, () => {
      const found = new Map<PythonScope, number[]>();
      for (const token of this.occurrences(name))
        if (this.#binds(token)) addTo(found, this.#scopeOfBinding(token), token);
      return found;
    });
  }

  /** The words that bind the name that another one means. */
  bindingsAt(token: number): readonly number[] {
    const name = this.#tokens.spelling(token);
    return this.bindingsOf(name).get(this.resolve(name, token) ?? this.module) ?? [];
  }

  /** Whether a word binds a name in the scope that it stands in. */
  isBinding(token: number): boolean {
    if (this.#tokens.is(token - 1, ".") || !this.#binds(token)) return false;
    return this.#scopeOfBinding(token) === this.scopeAt(token);
  }

  /** Whether some function says that it has a variable of that name from further out. */
  isShared(name: string): boolean {
    const isSharedAt = (token: number): boolean => this.#tokens.isAny(this.lines.statementOf(token), "global nonlocal");
    return kept(this.#shared, name, () => this.occurrences(name).some(isSharedAt));
  }

  /** The parenthesis behind the name of a function, and behind types of its own: `def f[T](x: T)`. */
  parametersOf(name: number): number {
    const tokens = this.#tokens;
    return (tokens.is(name + 1, "[") ? tokens.partner(name + 1) : name) + 1;
  }

  /** What stands before `=`, without its annotation. */
  targetOf(equals: number): number {
    const tokens = this.#tokens;
    for (let at = equals - 1; at > equals - 12 && at > 0; at--) {
      if (tokens.is(at, ":")) return at - 1;
      if (tokens.startsLine(at) || tokens.isAny(at, ", (")) break;
    }
    return equals - 1;
  }

  /** Where the variable is used that a word declares; undefined where something else is given to it. */
  usesOf(word: number): readonly number[] | undefined {
    const bindings = this.bindingsAt(word);
    if (bindings.length !== 1 || bindings[0] !== word) return undefined;
    const name = this.#tokens.spelling(word);
    return this.placesOf(name, this.resolve(name, word)).filter((token) => token !== word);
  }

  /** Where a name means the variable of a scope, its bindings among that; of no scope, where it means none. */
  placesOf(name: string, scope: PythonScope | undefined): readonly number[] {
    return this.#placesByScope(name).get(scope) ?? [];
  }

  #placesByScope(name: string): ReadonlyMap<PythonScope | undefined, readonly number[]> {
    return kept(this.#places, name, () => {
      const found = new Map<PythonScope | undefined, number[]>();
      for (const token of this.occurrences(name)) addTo(found, this.resolve(name, token), token);
      return found;
    });
  }

  /** What imports give names to. */
  get imports(): readonly Imported[] {
    return (this.#imports ??= importsIn(this.#tokens));
  }

  /** Where a name stands that is no attribute. */
  occurrences(name: string): readonly number[] {
    return kept(this.#occurrences, name, () =>
      [...this.#wordsOf(name)].filter((token) => !this.#tokens.is(token - 1, ".")),
    );
  }

  #wordsOf(name: string): Iterable<number> {
    const tokens = this.#tokens;
    if (tokens.text.length < worthAnIndex || tokens.watching?.has(name) === true) return occurrencesOf(tokens, name);
    return (this.#words ??= words.of(tokens)).of(name);
  }

  /** The name of a function belongs to the scope around it. */
  #scopeOfBinding(token: number): PythonScope {
    const scope = this.scopeAt(token);
    return this.#tokens.is(token - 1, "def") ? (scope.outer ?? scope) : scope;
  }

  #binds(token: number): boolean {
    const tokens = this.#tokens;
    if (tokens.isAny(token - 1, "as def class for") || tokens.is(token + 1, ":=")) return true;
    if (tokens.isAny(token - 1, "import , (") && this.#isImported(token)) return true;
    return this.isTopLevel(token) ? this.#isAssigned(token) : this.#isParameter(token);
  }

  #isImported(token: number): boolean {
    return (this.#importedWords ??= new Set(this.imports.map(({ word }) => word))).has(token);
  }

  #isAssigned(token: number): boolean {
    const tokens = this.#tokens;
    return tokens.is(token + 1, "=") || (tokens.is(token + 1, ":") && isFirst(tokens, token));
  }

  #isParameter(token: number): boolean {
    const tokens = this.#tokens;
    if (!tokens.isAny(token - 1, "( , * **") || this.#layout.depth(token) !== 1) return false;
    const scope = this.scopeAt(token);
    return scope !== this.module && token < tokens.partner(this.parametersOf(scope.first + 1));
  }

  #findScopes(): void {
    const tokens = this.#tokens;
    const { firsts, columns } = this.#layout;
    const open: { readonly scope: PythonScope; readonly column: number }[] = [];
    for (const [line, first] of firsts.entries()) {
      const column = columns[line] ?? 0;
      for (let inner = open.at(-1); inner !== undefined && inner.column >= column; inner = open.at(-1)) {
        inner.scope.last = first - 1;
        open.pop();
      }
      const def = tokens.is(first, "async") ? first + 1 : first;
      if (!tokens.is(def, "def")) continue;
      const scope = { first: def, last: tokens.count, outer: open.at(-1)?.scope ?? this.module };
      this.#scopes.push(scope);
      open.push({ scope, column });
    }
  }
}
