import { dynamicReference } from "../dynamic";
import type { Consequence } from "../guarded";
import { withConsequences } from "../guarded";
import type { NamedUse } from "../named";
import { namedReference } from "../named";
import type { Findings, ImportedWrappers, Reference, ReferenceKind } from "../reference";
import type { Tokens } from "../tokens";
import { isCaught } from "./caught";
import { isSpared } from "./givenVariable";
import { handedOverWith } from "./handedOver";
import { PythonLines } from "./lines";
import type { Condition } from "./questions";
import { regionsBehind } from "./questions";
import type { PythonScope } from "./scopes";
import { PythonScopes } from "./scopes";
import { isOptional, isSparing } from "./usage";
import type { ComputedName } from "./wrappers";
import { findWrappers } from "./wrappers";

/** What a word of Python can stand for on the way to a name. */
type Thing = "os" | "environ" | "copy" | "getenv" | "putenv" | "unsetenv";

/** What `os` offers. Those with a `b` take names as bytes. */
const membersOfOs: ReadonlyMap<string, Thing> = new Map([
  ["environ", "environ"],
  ["environb", "environ"],
  ["getenv", "getenv"],
  ["getenvb", "getenv"],
  ["putenv", "putenv"],
  ["unsetenv", "unsetenv"],
]);

/** What the functions of `os` do with the name they are given. */
const functions: ReadonlyMap<string, ReferenceKind> = new Map([
  ["getenv", "read"],
  ["putenv", "write"],
  ["unsetenv", "delete"],
]);

/** What the methods of `os.environ` do with the name they are given. */
const methods: ReadonlyMap<string, ReferenceKind> = new Map([
  ["get", "read"],
  ["pop", "delete"],
  ["setdefault", "write"],
  ["__contains__", "exists"],
]);

/** How many times a variable may be made from another one. */
const longestChain = 4;

/** How many tokens before a name its `import` is looked for. */
const longestImport = 200;

interface Variable {
  readonly name: string;
  readonly scope: PythonScope;
  readonly thing: Thing;
  readonly sources: Set<number>;
}

/** `os.environ`, or what stands for it, or for a copy, of which only what is set counts. */
interface Environment {
  readonly first: number;
  readonly last: number;
  readonly via: Reference["via"];
  readonly isCopy: boolean;
}

/**
 * The references of a module that go through `os.environ` and `os.getenv`, by themselves or in a function, in no particular
 * order, and the functions of it that read a name they are given.
 */
export function findPythonAccessors(tokens: Tokens, imports?: ImportedWrappers): Findings {
  const search = new Search(tokens);
  search.findImports();
  search.followGlobal();
  for (let round = 0; round < longestChain; round++) search.followVariables();
  const direct = search.spare(withConsequences(search.references, search.consequences()));
  if (search.computed.length === 0 && imports === undefined) return { references: direct, exported: new Map() };
  const { references, exported } = findWrappers(search, search.computed, imports);
  return { references: [...direct, ...references], exported };
}

class Search {
  readonly references: Reference[] = [];
  readonly computed: ComputedName[] = [];
  readonly tokens: Tokens;
  readonly scopes: PythonScopes;
  #knownLines: PythonLines | undefined;
  #handlesErrors: boolean | undefined;
  /** By where the name starts: the expression that gives nothing without it, rather than to fail. */
  readonly #readings = new Map<number, readonly [number, number]>();
  #found: Variable[] = [];
  /** By where it starts: the number of a reference. Two environments may go into one dictionary. */
  readonly #places = new Map<number, number>();
  readonly #followed = new Set<string>();
  readonly #questions: { readonly reference: Reference; readonly asked: Condition }[] = [];

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.scopes = new PythonScopes(tokens);
  }

  /** What it means wherever the code asks whether a name is there. */
  consequences(): readonly Consequence[] {
    const { tokens } = this;
    const questions = this.#questions;
    if (questions.length === 0) return [];
    const module = { tokens, lines: this.lines };
    return questions.map(({ reference, asked }) => {
      const regions = regionsBehind(module, asked);
      return { reference, isDemanded: regions === undefined, regions: regions ?? [] };
    });
  }

  /** What is given to a variable that the code gets along without is optional. */
  spare(references: readonly Reference[]): readonly Reference[] {
    return references.map((reference) => {
      const reading = reference.optional ? undefined : this.#readings.get(reference.start);
      return reading !== undefined && isSpared(this, reading) ? { ...reference, optional: true } : reference;
    });
  }

  get lines(): PythonLines {
    return (this.#knownLines ??= new PythonLines(this.tokens, this.scopes));
  }

  get handlesErrors(): boolean {
    return (this.#handlesErrors ??= this.tokens.text.includes("except"));
  }

  findImports(): void {
    const { tokens } = this;
    for (const token of this.scopes.occurrences("os")) {
      if (tokens.is(token - 1, "from") && tokens.is(token + 1, "import")) this.#takeImportList(token + 2);
      else if (!this.#isImported(token)) continue;
      else if (tokens.is(token + 1, "as")) this.#add(token + 2, "os");
      else if (this.scopes.bindsModule(token)) this.#add(token, "os");
    }
  }

  /** `os` that nobody imported in this file, as in a notebook's cell, means the module all the same. */
  followGlobal(): void {
    for (const token of this.scopes.occurrences("os"))
      if (this.scopes.resolve("os", token) === undefined) this.#follow(token, "os", "direct");
  }

  followVariables(): void {
    const variables = this.#found;
    this.#found = [];
    for (const { name, scope, thing, sources } of variables) {
      const key = `${scope.first} ${scope.last} ${name}`;
      const bindings = this.scopes.bindingsOf(name).get(scope) ?? [];
      if (this.#followed.has(key) || bindings.some((binding) => !sources.has(binding))) continue;
      this.#followed.add(key);
      const via = name === "os" ? "direct" : "alias";
      for (const token of this.scopes.occurrences(name))
        if (!sources.has(token) && this.scopes.resolve(name, token) === scope) this.#follow(token, thing, via);
    }
  }

  #isImported(token: number): boolean {
    const { tokens } = this;
    if (tokens.startsLine(token)) return false;
    const farthest = Math.max(0, token - longestImport);
    for (let at = token - 1; at >= farthest && (tokens.isWord(at) || tokens.isAny(at, ", .")); at--) {
      if (tokens.is(at, "import")) return this.#isPlainImport(at);
      if (tokens.startsLine(at)) return false;
    }
    return false;
  }

  #isPlainImport(keyword: number): boolean {
    return keyword === 0 || this.tokens.startsLine(keyword) || this.tokens.isAny(keyword - 1, ": ;");
  }

  #takeImportList(first: number): void {
    const { tokens } = this;
    const isBracketed = tokens.is(first, "(");
    for (let at = isBracketed ? first + 1 : first; tokens.isWord(at); at++) {
      const thing = membersOfOs.get(tokens.spelling(at));
      const isRenamed = tokens.is(at + 1, "as");
      if (thing !== undefined) this.#add(isRenamed ? at + 2 : at, thing);
      if (isRenamed) at += 2;
      if (!tokens.is(++at, ",")) return;
    }
  }

  #add(token: number, thing: Thing): void {
    const name = this.tokens.spelling(token);
    const scope = this.scopes.resolve(name, token);
    if (scope === undefined) return;
    const known = this.#found.find(
      (variable) => variable.scope === scope && variable.name === name && variable.thing === thing,
    );
    if (known === undefined) this.#found.push({ name, scope, thing, sources: new Set([token]) });
    else known.sources.add(token);
  }

  /** Follows what stands behind a word that is a thing. */
  #follow(token: number, thing: Thing, via: Reference["via"]): void {
    const { tokens } = this;
    let last = token;
    let current = thing;
    if (current === "os") {
      const member = tokens.is(last + 1, ".") ? membersOfOs.get(tokens.spelling(last + 2)) : undefined;
      if (member === undefined) {
        this.#takeAssigned(token, last, "os");
        return;
      }
      current = member;
      last += 2;
    }
    const kind = functions.get(current);
    if (kind !== undefined) this.#takeCall({ first: token, open: last + 1, kind, via });
    else this.#takeEnviron({ first: token, last, via, isCopy: current === "copy" });
    this.#takeAssigned(token, last, current);
  }

  #takeEnviron({ first, last, via, isCopy }: Environment): void {
    const { tokens } = this;
    this.#takeHandedOver(first, last, via);
    if (tokens.is(last + 1, "[") && tokens.isLiteral(last + 2) && tokens.is(last + 3, "]")) {
      const kind = this.#kindOfIndex(first, last + 3);
      const optional = kind === "read" && (isOptional(tokens, first, last + 3) || isCaught(this, first));
      if (!isCopy || kind !== "read") this.#push(last + 2, { kind, optional, via });
    } else if (tokens.is(last + 1, ".")) {
      const kind = methods.get(tokens.spelling(last + 2));
      if (kind !== undefined) this.#takeCall({ first, open: last + 3, kind, via, isCopy });
      else if (isCopy) return;
      else if (tokens.is(last + 2, "keys") && tokens.is(last + 4, ")") && tokens.is(first - 1, "in"))
        this.#takeQuestion(first - 1, last + 4, via);
    } else if (isCopy) return;
    else if (tokens.is(last + 1, "[")) this.#pushComputed({ first, open: last + 1, via });
    else if (tokens.is(first - 1, "in") && !tokens.isAny(last + 1, ". (")) this.#takeQuestion(first - 1, last, via);
  }

  #takeHandedOver(first: number, last: number, via: Reference["via"]): void {
    const found = handedOverWith(this.tokens, first, last);
    for (const key of found?.keys ?? []) this.#push(key, { kind: "write", optional: false, via });
    if (found?.copy !== undefined) this.#takeAssigned(...found.copy, "copy");
  }

  /** `"NAME" in os.environ` and `"NAME" not in os.environ`. */
  #takeQuestion(keyword: number, last: number, via: Reference["via"]): void {
    const { tokens } = this;
    const isPresence = !tokens.is(keyword - 1, "not");
    const literal = isPresence ? keyword - 1 : keyword - 2;
    if (!tokens.isLiteral(literal)) return;
    this.#push(literal, { kind: "exists", optional: true, via }, { first: literal, last, isPresence });
  }

  #kindOfIndex(first: number, close: number): ReferenceKind {
    const { tokens } = this;
    if (tokens.is(first - 1, "del")) return "delete";
    const isAssigned = tokens.isAny(close + 1, "= +=") && this.scopes.isTopLevel(first);
    return isAssigned ? "write" : "read";
  }

  #takeCall(call: {
    readonly first: number;
    readonly open: number;
    readonly kind: ReferenceKind;
    readonly via: Reference["via"];
    readonly isCopy?: boolean;
  }): void {
    const { tokens } = this;
    const { first, open, kind, via, isCopy = false } = call;
    const literal = tokens.is(open + 1, "key") && tokens.is(open + 2, "=") ? open + 3 : open + 1;
    if (!tokens.is(open, "(")) return;
    if (!tokens.isLiteral(literal) || !tokens.isAny(literal + 1, ", )")) {
      if (literal === open + 1 && !isCopy) this.#pushComputed({ first, open, via, kind });
      return;
    }
    const close = Math.max(open, tokens.partner(open));
    const isMethod = tokens.isAny(open - 1, "pop setdefault");
    // Neither fails without the name once there is something else to give, be it None.
    const hasDefault =
      tokens.is(literal + 1, ",") && !tokens.is(literal + 2, ")") && (isMethod || !tokens.is(literal + 2, "None"));
    const isRead = kind === "read" || (isMethod && !this.#isStatement(first, close));
    if (isCopy && (isRead || kind === "exists")) return;
    const optional = kind === "exists" || (isRead && (hasDefault || isSparing(tokens, first, close)));
    const asked = optional && !hasDefault && kind === "read" ? { first, last: close, isPresence: true } : undefined;
    if (kind === "read" && !optional) this.#readings.set(tokens.start(literal), [first, close]);
    this.#push(literal, { kind: isRead ? "read" : kind, optional, via }, asked);
  }

  /** Whether nothing is done with the value of an expression. */
  #isStatement(first: number, last: number): boolean {
    const { tokens } = this;
    const isFirst = first === 0 || tokens.startsLine(first) || tokens.isAny(first - 1, "; :");
    const isLast = last + 1 >= tokens.count || tokens.startsLine(last + 1) || tokens.is(last + 1, ";");
    return isFirst && isLast && this.scopes.isTopLevel(first);
  }

  /** `env = os.environ` and `def f(env=os.environ)`. */
  #takeAssigned(first: number, last: number, thing: Thing): void {
    const { tokens } = this;
    const isWhole = tokens.startsLine(last + 1) || last + 1 >= tokens.count || tokens.isAny(last + 1, ", ) ; or if");
    if (!isWhole || !tokens.is(first - 1, "=")) return;
    const target = this.scopes.targetOf(first - 1);
    if (this.scopes.bindingsOf(tokens.spelling(target)).get(this.scopes.scopeAt(target))?.includes(target) === true)
      this.#add(target, thing);
  }

  #pushComputed(computed: {
    readonly first: number;
    readonly open: number;
    readonly via: Reference["via"];
    readonly kind?: ReferenceKind;
  }): void {
    const { tokens } = this;
    const { first, open, via } = computed;
    const last = Math.max(open, tokens.partner(open));
    const kind = computed.kind ?? this.#kindOfIndex(first, last);
    const reference = computed.kind === undefined || kind === "read" ? dynamicReference(tokens, open, via) : undefined;
    if (reference !== undefined) this.references.push(reference);
    if (tokens.isWord(open + 1) && tokens.isAny(open + 2, ", ) ]"))
      this.computed.push({ key: open + 1, first, last, isRead: kind === "read" });
  }

  #push(literal: number, use: NamedUse, asked?: Condition): void {
    const { tokens } = this;
    const reference = namedReference(tokens, literal, use);
    if (!/^[^\s\\"']+$/.test(reference.name)) return;
    const known = this.#places.get(reference.start);
    if (known !== undefined && use.via !== "direct") return;
    if (known !== undefined) this.references[known] = reference;
    else this.#places.set(reference.start, this.references.push(reference) - 1);
    if (asked !== undefined) this.#questions.push({ reference, asked });
  }
}
