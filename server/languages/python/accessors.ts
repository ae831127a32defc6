import { dynamicReference } from "../dynamic";
import type { Consequence } from "../guarded";
import { withConsequences, withSpared } from "../guarded";
import type { NamedUse } from "../named";
import { namedReference } from "../named";
import type { Findings, ImportedWrappers, Reference, ReferenceKind } from "../reference";
import type { Tokens } from "../tokens";
import { isCaught } from "./caught";
import { isHandedOn, isSpared, sparedArguments } from "./givenVariable";
import { handedOverWith } from "./handedOver";
import type { PythonLines } from "./lines";
import { isEnd, startsStatement } from "./lines";
import type { Reading } from "./chosen";
import { chosenBy } from "./chosen";
import type { Condition } from "./questions";
import { regionsBehind } from "./questions";
import type { PythonScope, PythonScopes } from "./scopes";
import { isOptional, isSparing } from "./usage";
import type { ComputedName } from "./wrappers";
import { findWrappers } from "./wrappers";

/** What a word of Python can stand for on the way to a name. */
type Thing = "os" | "environ" | "copy" | "getenv" | "putenv" | "unsetenv" | "dotenv" | "loader" | "loaded";

/** What `os` offers. Those with a `b` take names as bytes. */
const membersOfOs: ReadonlyMap<string, Thing> = new Map([
  ["environ", "environ"],
  ["environb", "environ"],
  ["getenv", "getenv"],
  ["getenvb", "getenv"],
  ["putenv", "putenv"],
  ["unsetenv", "unsetenv"],
]);

/** Modules that lead to names. What a `.env` holds: saurabh-kumar.com/python-dotenv/reference/#dotenv.dotenv_values */
const modules: ReadonlyMap<string, ReadonlyMap<string, Thing>> = new Map([
  ["os", membersOfOs],
  ["dotenv", new Map<string, Thing>([["dotenv_values", "loader"]])],
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

/** How far it is looked for what a file is called. */
const longestPath = 200;

/** How many times a variable may be made from another one. */
const longestChain = 4;

interface Variable {
  readonly name: string;
  readonly scope: PythonScope;
  readonly thing: Thing;
  readonly sources: Set<number>;
}

/** The tokens of `os.environ`, of a function like `os.getenv`, or of what stands for it. */
interface Access {
  readonly first: number;
  readonly last: number;
  readonly via: Reference["via"];
  /** Of a copy of the environment, only what is set counts, and of a file that was read only what is asked for. */
  readonly counts: "all" | "written" | "read";
}

/**
 * The references of a module that go through `os.environ` and `os.getenv`, by themselves or in a function, in no particular
 * order, and the functions of it that read a name they are given.
 */
export function findPythonAccessors(tokens: Tokens, scopes: PythonScopes, imports?: ImportedWrappers): Findings {
  const search = new Search(tokens, scopes);
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
  /** By where the name starts: the expression that gives nothing without it, rather than to fail. */
  readonly #readings = new Map<number, readonly [number, number]>();
  #found = new Map<string, Variable>();
  /** By where it starts: the number of a reference. Two environments may go into one dictionary. */
  readonly #places = new Map<number, number>();
  readonly #questions: { readonly reference: Reference; readonly asked: Condition }[] = [];
  readonly #choices: { readonly reference: Reference; readonly reading: Reading }[] = [];

  constructor(tokens: Tokens, scopes: PythonScopes) {
    this.tokens = tokens;
    this.scopes = scopes;
  }

  /** What it means wherever the code asks whether a name is there. */
  consequences(): readonly Consequence[] {
    const chosen = this.#choices.map(({ reference, reading }) => {
      return { reference, isDemanded: false, regions: chosenBy(this, reading) };
    });
    return this.#questions
      .map(({ reference, asked }): Consequence => {
        const regions = regionsBehind(this, asked);
        return { reference, isDemanded: regions === undefined, regions: regions ?? [] };
      })
      .concat(chosen);
  }

  /** What is given to a variable that the code gets along without is optional. */
  spare(references: readonly Reference[]): readonly Reference[] {
    // By another name it may be what a child process is handed.
    const isWritten = (key: number, name: string): boolean => {
      const written = this.references[this.#places.get(this.tokens.start(key)) ?? -1];
      return written?.kind === "write" && written.name === name && written.via === "direct";
    };
    const isSparedArgument = sparedArguments(this);
    const spared = withSpared(references, ({ name, start }) => {
      const reading = this.#readings.get(start);
      if (reading === undefined) return false;
      return isSparedArgument(...reading) || isSpared(this, reading, (key) => isWritten(key, name));
    });
    return spared.map((reference) => {
      const reading = reference.optional ? undefined : this.#readings.get(reference.start);
      return reading !== undefined && isHandedOn(this, reading) ? { ...reference, gives: true } : reference;
    });
  }

  get lines(): PythonLines {
    return this.scopes.lines;
  }

  findImports(): void {
    for (const { module, name, word } of this.scopes.imports) {
      const thing = name === undefined ? (module as Thing) : modules.get(module)?.get(name);
      if (modules.has(module) && thing !== undefined) this.#add(word, thing);
    }
  }

  /** `os` that nobody imported in this file, as in a notebook's cell, means the module all the same. */
  followGlobal(): void {
    for (const token of this.scopes.placesOf("os", undefined)) this.#follow(token, "os", "direct");
  }

  followVariables(): void {
    const variables = this.#found;
    this.#found = new Map();
    for (const { name, scope, thing, sources } of variables.values()) {
      const bindings = this.scopes.bindingsOf(name).get(scope) ?? [];
      if (bindings.some((binding) => !sources.has(binding))) continue;
      const via = name === "os" ? "direct" : "alias";
      for (const token of this.scopes.placesOf(name, scope)) if (!sources.has(token)) this.#follow(token, thing, via);
    }
  }

  #add(token: number, thing: Thing): void {
    const name = this.tokens.spelling(token);
    const scope = this.scopes.resolve(name, token);
    if (scope === undefined) return;
    const key = `${scope.first} ${scope.last} ${name} ${thing}`;
    const known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, { name, scope, thing, sources: new Set([token]) });
    else known.sources.add(token);
  }

  /** Follows what stands behind a word that is a thing. */
  #follow(first: number, thing: Thing, via: Reference["via"]): void {
    const { tokens } = this;
    const member = tokens.is(first + 1, ".") ? modules.get(thing)?.get(tokens.spelling(first + 2)) : undefined;
    const current = member ?? thing;
    const last = member === undefined ? first : first + 2;
    const counts = current === "copy" ? "written" : current === "loaded" ? "read" : "all";
    const access: Access = { first, last, via, counts };
    const kind = functions.get(current);
    if (kind !== undefined) this.#takeCall(access, last + 1, kind);
    else if (current === "loader") this.#takeLoaded(access);
    else if (!modules.has(current)) this.#takeEnviron(access);
    this.#takeAssigned(first, last, current);
  }

  /** `dotenv_values(".env")`. A file of another name may be anything, and one by a variable is mostly what a tool looks into. */
  #takeLoaded({ first, last, via }: Access): void {
    const { tokens } = this;
    const close = tokens.is(last + 1, "(") ? tokens.partner(last + 1) : -1;
    const start = tokens.end(last);
    const file = tokens.text.slice(start, Math.min(tokens.end(Math.max(close, last)), start + longestPath));
    if (!/["'][^"'\n]*env|find_dotenv|^\(\s*\)/.test(file)) return;
    this.#takeEnviron({ first, last: close, via, counts: "read" });
    this.#takeAssigned(first, close, "loaded");
  }

  #takeEnviron(environment: Access): void {
    const { tokens } = this;
    const { first, last, via, counts } = environment;
    this.#takeHandedOver(environment);
    if (tokens.is(last + 1, "[") && tokens.isLiteral(last + 2) && tokens.is(last + 3, "]")) {
      const kind = this.#kindOfIndex(first, last + 3);
      const optional = kind === "read" && (isOptional(tokens, first, last + 3) || isCaught(this, first));
      if (counts === "all" || (kind === "read") === (counts === "read")) this.#push(last + 2, { kind, optional, via });
      return;
    }
    const isMember = tokens.is(last + 1, ".");
    const method = isMember ? methods.get(tokens.spelling(last + 2)) : undefined;
    if (method !== undefined) this.#takeCall(environment, last + 3, method);
    if (method !== undefined || counts === "written") return;
    const isAsked = tokens.is(first - 1, "in");
    const isKeys = isMember && tokens.is(last + 2, "keys");
    if (tokens.is(last + 1, "[")) this.#pushComputed(environment, last + 1);
    else if (isAsked && (isKeys || !tokens.isAny(last + 1, ". ("))) this.#takeQuestion(environment, isKeys ? 4 : 0);
  }

  /** What is handed on with an environment, and with the copies of it that are made on the spot. */
  #takeHandedOver({ first, last, via, counts }: Access): void {
    let copy: readonly [number, number] | undefined = [first, last];
    for (let depth = 0; copy !== undefined && depth < longestChain; depth++) {
      const found = handedOverWith(this.tokens, ...copy);
      for (const key of counts === "read" ? [] : (found?.keys ?? []))
        this.#push(key, { kind: "write", optional: false, via });
      copy = found?.copy;
      if (copy !== undefined) this.#takeAssigned(...copy, counts === "read" ? "loaded" : "copy");
    }
  }

  /** `"NAME" in os.environ` and `"NAME" not in os.environ`. */
  #takeQuestion({ first, last, via }: Access, behind: number): void {
    const { tokens } = this;
    const isPresence = !tokens.is(first - 2, "not");
    const literal = isPresence ? first - 2 : first - 3;
    if (!tokens.isLiteral(literal)) return;
    const asked = { first: literal, last: last + behind, isPresence };
    this.#push(literal, { kind: "exists", optional: true, via }, asked);
  }

  #kindOfIndex(first: number, close: number): ReferenceKind {
    const { tokens } = this;
    if (tokens.is(first - 1, "del")) return "delete";
    const isAssigned = tokens.isAny(close + 1, "= +=") && this.scopes.isTopLevel(first);
    return isAssigned ? "write" : "read";
  }

  #takeCall(access: Access, open: number, kind: ReferenceKind): void {
    const { tokens } = this;
    const { first, via, counts } = access;
    const literal = tokens.is(open + 1, "key") && tokens.is(open + 2, "=") ? open + 3 : open + 1;
    if (!tokens.is(open, "(")) return;
    if (!tokens.isLiteral(literal) || !tokens.isAny(literal + 1, ", )")) {
      if (literal === open + 1 && counts !== "written") this.#pushComputed(access, open, kind);
      return;
    }
    const close = Math.max(open, tokens.partner(open));
    const isMethod = tokens.isAny(open - 1, "pop setdefault");
    // Who writes down what to give instead, be it None, reckons with the name not being there.
    const hasDefault = tokens.is(literal + 1, ",") && !tokens.is(literal + 2, ")");
    const isRead = kind === "read" || (isMethod && !this.#isStatement(first, close));
    if (counts !== "all" && (isRead || kind === "exists") !== (counts === "read")) return;
    const optional = kind === "exists" || (isRead && (hasDefault || isSparing(tokens, first, close)));
    const asked = optional && !hasDefault && kind === "read" ? { first, last: close, isPresence: true } : undefined;
    if (kind === "read" && !optional) this.#readings.set(tokens.start(literal), [first, close]);
    const reference = this.#push(literal, { kind: isRead ? "read" : kind, optional, via }, asked);
    const otherwise = otherwiseOf(tokens, literal + 1);
    if (kind === "read" && reference !== undefined && otherwise !== undefined)
      this.#choices.push({ reference, reading: { first, last: close, otherwise } });
  }

  /** Whether nothing is done with the value of an expression. */
  #isStatement(first: number, last: number): boolean {
    const { tokens } = this;
    return isEnd(tokens, last + 1, ";") && startsStatement(tokens, first) && this.scopes.isTopLevel(first);
  }

  /** `env = os.environ` and `def f(env=os.environ)`. */
  #takeAssigned(first: number, last: number, thing: Thing): void {
    const { tokens } = this;
    if (!isEnd(tokens, last + 1, ", ) ; or if") || !tokens.is(first - 1, "=")) return;
    const target = this.scopes.targetOf(first - 1);
    if (this.scopes.isBinding(target)) this.#add(target, thing);
  }

  /** `os.environ[key]` and, with what the function does, `os.getenv(key)`. */
  #pushComputed({ first, via }: Access, open: number, kind?: ReferenceKind): void {
    const { tokens } = this;
    const last = Math.max(open, tokens.partner(open));
    const isRead = (kind ?? this.#kindOfIndex(first, last)) === "read";
    const reference = kind === undefined || isRead ? dynamicReference(tokens, open, via) : undefined;
    if (reference !== undefined) this.references.push(reference);
    if (tokens.isWord(open + 1) && tokens.isAny(open + 2, ", ) ]"))
      this.computed.push({ key: open + 1, first, last, isRead });
  }

  #push(literal: number, use: NamedUse, asked?: Condition): Reference | undefined {
    const { tokens } = this;
    const reference = namedReference(tokens, literal, use);
    if (!/^[^\s\\"']+$/.test(reference.name)) return undefined;
    const known = this.#places.get(reference.start);
    if (known !== undefined && use.via !== "direct") return undefined;
    if (known !== undefined) this.references[known] = reference;
    else this.#places.set(reference.start, this.references.push(reference) - 1);
    if (asked !== undefined) this.#questions.push({ reference, asked });
    return reference;
  }
}

/** The text that a call gives where a name is not there, by what stands behind the name; -1 where it gives nothing, undefined where nobody knows. */
function otherwiseOf(tokens: Tokens, behind: number): number | undefined {
  const isLast = tokens.is(behind, ")") || (tokens.is(behind, ",") && tokens.is(behind + 1, ")"));
  if (isLast) return -1;
  if (!tokens.is(behind + 2, ")")) return undefined;
  if (tokens.isText(behind + 1)) return behind + 1;
  return tokens.isLiteral(behind + 1) || tokens.is(behind + 1, "None") ? -1 : undefined;
}
