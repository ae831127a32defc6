import { addTo } from "../groups";
import { occurrencesOf } from "../patterns";
import { countUpTo } from "../sorted";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";

/** The tokens of a function, its parameters included; the whole module is the scope that has no outer one. */
export interface PythonScope {
  readonly first: number;
  last: number;
  readonly outer: PythonScope | undefined;
}

/** How many tokens before a name its `import` is looked for. */
const longestImport = 200;

/** The functions of a module and how deep in brackets each token is: one pass over the tokens. */
export class PythonScopes {
  readonly module: PythonScope;
  readonly #tokens: Tokens;
  readonly #scopes: PythonScope[] = [];
  readonly #depths: Uint16Array;
  readonly #occurrences = new Map<string, readonly number[]>();
  readonly #bindings = new Map<string, ReadonlyMap<PythonScope, readonly number[]>>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.module = { first: 0, last: tokens.count, outer: undefined };
    this.#depths = new Uint16Array(tokens.count);
    this.#findScopes();
  }

  /** The innermost function around a token. */
  scopeAt(token: number): PythonScope {
    const scopes = this.#scopes;
    let scope = scopes[countUpTo(token, scopes.length, (index) => scopes[index]?.first) - 1] ?? this.module;
    while (scope.last < token && scope.outer !== undefined) scope = scope.outer;
    return scope;
  }

  /** Whether a token stands outside of all brackets, where a name may be assigned to. */
  isTopLevel(token: number): boolean {
    return this.#depths[token] === 0;
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
    const remembered = this.#bindings.get(name);
    if (remembered !== undefined) return remembered;
    const found = new Map<PythonScope, number[]>();
    for (const token of this.occurrences(name)) {
      if (!this.#binds(token)) continue;
      const scope = this.#scopeOfBinding(token);
      addTo(found, scope, token);
    }
    this.#bindings.set(name, found);
    return found;
  }

  /** `import os` and `import os.path` bind `os`; `import os as o` and `import os.path as path` do not. */
  bindsModule(token: number): boolean {
    let last = token;
    while (this.#tokens.is(last + 1, ".")) last += 2;
    return !this.#tokens.is(last + 1, "as");
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

  /** The words behind `import`, in parentheses or not; each may be followed by `as`. */
  importedBehind(keyword: number): readonly number[] {
    const tokens = this.#tokens;
    const found: number[] = [];
    for (let at = tokens.is(keyword + 1, "(") ? keyword + 2 : keyword + 1; tokens.isWord(at); at += 2) {
      found.push(at);
      if (tokens.is(at + 1, "as")) at += 2;
      if (!tokens.is(at + 1, ",")) break;
    }
    return found;
  }

  /** Where a name stands that is no attribute. */
  occurrences(name: string): readonly number[] {
    const known = this.#occurrences.get(name);
    if (known !== undefined) return known;
    const tokens = this.#tokens;
    const found = [...occurrencesOf(tokens, name)].filter((token) => !tokens.is(token - 1, "."));
    this.#occurrences.set(name, found);
    return found;
  }

  /** The name of a function belongs to the scope around it. */
  #scopeOfBinding(token: number): PythonScope {
    const scope = this.scopeAt(token);
    const isOwnName = this.#tokens.is(token - 1, "def");
    return isOwnName ? (scope.outer ?? scope) : scope;
  }

  #binds(token: number): boolean {
    const tokens = this.#tokens;
    if (tokens.is(token - 1, "import")) return this.bindsModule(token);
    if (tokens.isAny(token - 1, "as def class for")) return true;
    if (tokens.is(token + 1, ":=")) return true;
    if (this.isTopLevel(token)) return this.#isAssigned(token) || this.#isImported(token);
    return this.#isParameter(token) || this.#isImported(token);
  }

  #isAssigned(token: number): boolean {
    const tokens = this.#tokens;
    if (tokens.is(token + 1, "=")) return true;
    return tokens.is(token + 1, ":") && (tokens.startsLine(token) || token === 0);
  }

  /** A name in the list behind `from … import`. */
  #isImported(token: number): boolean {
    const tokens = this.#tokens;
    if (!tokens.isAny(token - 1, ", (") || !this.bindsModule(token)) return false;
    const farthest = Math.max(0, token - longestImport);
    // Only a list in parentheses goes on in the next line.
    let isOneLine = !tokens.startsLine(token);
    for (let at = token - 1; at >= farthest && (tokens.isWord(at) || tokens.isAny(at, ", (")); at--) {
      if (tokens.is(at, "import")) return isOneLine;
      if (tokens.is(at, "(")) return tokens.is(at - 1, "import");
      isOneLine &&= !tokens.startsLine(at);
    }
    return false;
  }

  #isParameter(token: number): boolean {
    const tokens = this.#tokens;
    if (!tokens.isAny(token - 1, "( , * **") || this.#depths[token] !== 1) return false;
    const scope = this.scopeAt(token);
    const open = tokens.is(scope.first + 2, "(") ? scope.first + 2 : -1;
    return scope !== this.module && open > 0 && open < token && token < tokens.partner(open);
  }

  #findScopes(): void {
    const tokens = this.#tokens;
    const open: { readonly scope: PythonScope; readonly column: number }[] = [];
    let depth = 0;
    for (let token = 0; token < tokens.count; token++) {
      const kind = tokens.kind(token);
      if (kind === tokenKind.close && tokens.partner(token) >= 0) depth--;
      this.#depths[token] = depth;
      if (kind === tokenKind.open && tokens.partner(token) > token) depth++;
      if (depth > 0 || kind === tokenKind.close || !(token === 0 || tokens.startsLine(token))) continue;
      const column = tokens.column(token);
      while (open.length > 0 && (open[open.length - 1]?.column ?? 0) >= column) this.#end(open.pop()?.scope, token - 1);
      const def = tokens.is(token, "async") ? token + 1 : token;
      if (!tokens.is(def, "def")) continue;
      const scope = { first: def, last: tokens.count, outer: open[open.length - 1]?.scope ?? this.module };
      this.#scopes.push(scope);
      open.push({ scope, column });
    }
  }

  #end(scope: PythonScope | undefined, last: number): void {
    if (scope !== undefined) scope.last = last;
  }
}
