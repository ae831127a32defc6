import type { Reference } from "../reference";
import type { Tokens } from "../tokens";
import { tokenKind } from "../tokens";
import type { Expression } from "./expression";
import { flowOf } from "./flow";
import type { Finding, Source } from "./finding";
import { follow } from "./follow";
import type { Binding } from "./scopes";
import { Scopes } from "./scopes";
import type { Thing } from "./things";
import { globals, modules } from "./things";
import { importClauseOf } from "./imports";

/** How many times a variable may be made from another one, so that a chain of them cannot take quadratic time. */
const longestChain = 8;

/** The references of a script that go through `process.env` and its like, in no particular order. */
export function findAccessors(tokens: Tokens): readonly Reference[] {
  const search = new Search(tokens);
  search.findGlobals();
  search.findModules();
  for (let round = 0; round < longestChain && search.hasVariables(); round++) search.followVariables();
  return search.references;
}

/** A variable that stands for a thing. */
interface Variable {
  readonly binding: Binding;
  readonly thing: Thing;
  /** The words by which it was given its value. */
  readonly sources: Set<number>;
}

class Search {
  readonly references: Reference[] = [];
  private readonly tokens: Tokens;
  private readonly scopes: Scopes;
  private found = new Map<number, Variable>();
  private readonly followed = new Set<number>();

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.scopes = new Scopes(tokens);
  }

  /** `process`, `Bun`, `globalThis`, where nothing nearer goes by that name; and `import.meta`. */
  findGlobals(): void {
    const { tokens } = this;
    for (const [name, thing] of globals) {
      if (!tokens.text.includes(name)) continue;
      for (const { token, binding } of this.scopes.occurrences(name))
        if (binding === undefined) this.take({ first: token, last: token }, { thing, via: "direct" });
    }
    for (const token of wordsAt(tokens, "import.meta"))
      if (tokens.is(token + 1, ".") && tokens.is(token + 2, "meta"))
        this.take({ first: token, last: token + 2 }, { thing: "importMeta", via: "direct" });
  }

  findModules(): void {
    const { tokens } = this;
    for (const [name, thing] of modules)
      for (const literal of literalsOf(tokens, name)) {
        const source = { thing, via: "direct" } as const;
        const loaded = loadedBy(tokens, literal);
        if (loaded !== undefined) this.take(loaded, source);
        else
          importClauseOf(tokens, literal, source, (finding) => {
            this.add(finding);
          });
      }
  }

  hasVariables(): boolean {
    return this.found.size > 0;
  }

  /** Follows the variables found so far; that may find more of them. */
  followVariables(): void {
    const variables = [...this.found.values()];
    this.found = new Map();
    for (const variable of variables) {
      if (this.followed.has(variable.binding.token) || this.isGivenOtherwise(variable)) continue;
      this.followed.add(variable.binding.token);
      const name = this.tokens.spelling(variable.binding.token);
      const via = globals.get(name) === variable.thing ? "direct" : "alias";
      for (const token of this.scopes.usesOf(variable.binding))
        if (!variable.sources.has(token)) this.take({ first: token, last: token }, { thing: variable.thing, via });
    }
  }

  private take(expression: Expression, source: Source): void {
    const add = (finding: Finding): void => {
      this.add(finding);
    };
    const end = follow(this.tokens, expression, source, add);
    if (end !== undefined) flowOf(this.tokens, end.expression, end.source, add);
  }

  private add(finding: Finding): void {
    if (finding.kind === "reference") {
      this.references.push(finding.reference);
      return;
    }
    const { token, thing } = finding;
    if (this.scopes.isClassMember(token)) return;
    const binding = this.scopes.bindingAt(token);
    if (binding === undefined) return;
    const known = this.found.get(binding.token);
    if (known === undefined) this.found.set(binding.token, { binding, thing, sources: new Set([token]) });
    else known.sources.add(token);
  }

  /** Whether something else is assigned to the variable too, so that nobody can tell what it stands for. */
  private isGivenOtherwise({ binding, sources }: Variable): boolean {
    return this.scopes.usesOf(binding).some((token) => !sources.has(token) && this.isAssigned(token));
  }

  private isAssigned(token: number): boolean {
    return this.tokens.isAny(token + 1, ["=", "??=", "||=", "&&="]);
  }
}

/** Words at the places where the text says `spelling`. */
function wordsAt(tokens: Tokens, spelling: string): readonly number[] {
  const found: number[] = [];
  const { text } = tokens;
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + spelling.length)) {
    const index = tokens.indexAt(at);
    if (tokens.isWord(index) && tokens.start(index) === at) found.push(index);
  }
  return found;
}

/** Whole strings that say `content`. */
function literalsOf(tokens: Tokens, content: string): readonly number[] {
  const found: number[] = [];
  const { text } = tokens;
  for (let at = text.indexOf(content); at >= 0; at = text.indexOf(content, at + content.length)) {
    if (!isQuote(text.charCodeAt(at - 1)) || !isQuote(text.charCodeAt(at + content.length))) continue;
    const index = tokens.indexAt(at);
    const isWhole = tokens.start(index) === at && tokens.end(index) === at + content.length;
    if (isWhole && tokens.kind(index) === tokenKind.literal) found.push(index);
  }
  return found;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}

/** `require("…")`, and `await import("…")` without which there is only a promise. */
function loadedBy(tokens: Tokens, literal: number): Expression | undefined {
  if (!tokens.is(literal - 1, "(") || !tokens.is(literal + 1, ")")) return undefined;
  if (tokens.is(literal - 2, "require") && !tokens.is(literal - 3, "."))
    return { first: literal - 2, last: literal + 1 };
  const isAwaited = tokens.is(literal - 2, "import") && tokens.is(literal - 3, "await");
  return isAwaited ? { first: literal - 3, last: literal + 1 } : undefined;
}
