import { Carried } from "../carried";
import { addTo, kept } from "../groups";
import { countUpTo } from "../sorted";
import type { Tokens } from "../tokens";
import { Outline, role } from "./outline";
import { endOfStatement } from "./statements";
import { globals } from "./things";
import { WordIndex } from "../wordIndex";

/** A word that declares a name, and the tokens between which it is meant by that name. */
export interface Binding {
  readonly token: number;
  readonly first: number;
  readonly last: number;
}

/** An occurrence of a name, and the declaration it means; undefined where it means the global one. */
export interface Occurrence {
  readonly token: number;
  readonly binding: Binding | undefined;
}

const words = new Carried((tokens) => new WordIndex(tokens));
const outlines = new Carried((tokens) => new Outline(tokens));

/** Which declaration each word of a script means. Nothing is looked at before it is asked for. */
export class Scopes {
  readonly #tokens: Tokens;
  #words: WordIndex | undefined;
  readonly #names = new Map<string, readonly Occurrence[]>();
  readonly #uses = new Map<string, ReadonlyMap<Binding, readonly number[]>>();
  #knownOutline: Outline | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** All occurrences of a name as a variable, in order. */
  #occurrences(name: string): readonly Occurrence[] {
    return kept(this.#names, name, () => this.#resolveAll(this.#wordsOf(name)));
  }

  /** Where a name stands and is not a member of something: globals are watched, all others are looked up. */
  #wordsOf(name: string): readonly number[] {
    const tokens = this.#tokens;
    if (globals.has(name)) return tokens.watched.filter((token) => tokens.is(token, name) && !tokens.isMember(token));
    this.#words ??= words.of(tokens);
    return this.#words.of(name);
  }

  /** Where a declaration is meant, in order; nowhere where there is none. */
  usesOf(binding: Binding | undefined): readonly number[] {
    if (binding === undefined) return [];
    const name = this.#tokens.spelling(binding.token);
    const uses = kept(this.#uses, name, () => groupByBinding(this.#occurrences(name)));
    return uses.get(binding) ?? [];
  }

  /** The declaration that the word at a token means. */
  bindingAt(token: number): Binding | undefined {
    const occurrences = this.#occurrences(this.#tokens.spelling(token));
    const found = occurrences[countUpTo(token, occurrences.length, (index) => occurrences[index]?.token) - 1];
    return found?.token === token ? found.binding : undefined;
  }

  isClassMember(token: number): boolean {
    return this.#outline.role(this.#outline.parent(token)) === role.classBody;
  }

  isImported(token: number): boolean {
    return this.#outline.role(token) === role.imported;
  }

  /** The bracket that is open around a token, or -1. */
  bracketAround(token: number): number {
    return this.#outline.parent(token);
  }

  /** The function that a parameter belongs to: where its list of parameters starts, and its body; undefined for others. */
  functionOf(parameter: number): { readonly open: number; readonly body: number } | undefined {
    const outline = this.#outline;
    if (outline.role(parameter) === role.arrowParameter) return { open: parameter, body: parameter + 1 };
    const open = outline.parent(parameter);
    return outline.role(open) === role.parameters ? { open, body: outline.link(open) } : undefined;
  }

  get #outline(): Outline {
    return (this.#knownOutline ??= outlines.of(this.#tokens));
  }

  /** What is followed by `.` cannot declare: where that is so throughout, no scope is needed. */
  #resolveAll(found: readonly number[]): readonly Occurrence[] {
    if (found.every((token) => this.#tokens.is(token + 1, ".")))
      return found.map((token) => ({ token, binding: undefined }));
    const declaring = found.filter((token) => this.#outline.mayDeclare(token) && this.#outline.role(token) > 0);
    const bindings = declaring.map((token) => this.#bindingOf(token));
    return resolve(found, bindings);
  }

  #bindingOf(token: number): Binding {
    const outline = this.#outline;
    switch (outline.role(token)) {
      case role.imported:
        return { token, first: 0, last: this.#tokens.count };
      case role.arrowParameter:
        return { token, first: token, last: this.#endOfBody(token + 1) };
      case role.functionName:
        return this.#scopeOfFunctionName(token);
      case role.variable:
        return this.#scopeWithin(token, this.#functionAround(token));
      default:
        return this.#scopeWithin(token, this.#throughPatterns(outline.parent(token)));
    }
  }

  #scopeWithin(token: number, bracket: number): Binding {
    if (bracket < 0) return { token, first: 0, last: this.#tokens.count };
    const bracketRole = this.#outline.role(bracket);
    if (bracketRole === role.parameters) return { token, first: bracket, last: this.#endOfParameters(bracket) };
    const close = this.#tokens.partner(bracket);
    return {
      token,
      first: bracket,
      last: bracketRole === role.forHead ? endOfStatement(this.#tokens, close + 1) : close,
    };
  }

  #throughPatterns(bracket: number): number {
    let at = bracket;
    while (this.#outline.role(at) === role.pattern) at = this.#outline.parent(at);
    return at;
  }

  #functionAround(token: number): number {
    const outline = this.#outline;
    let at = outline.parent(token);
    while (at >= 0 && outline.role(at) !== role.functionBody) at = outline.parent(at);
    return at;
  }

  /** The name of a function expression is known only inside it. */
  #scopeOfFunctionName(token: number): Binding {
    const tokens = this.#tokens;
    let keyword = tokens.is(token - 1, "*") ? token - 2 : token - 1;
    if (tokens.is(keyword - 1, "async")) keyword--;
    const isStatement =
      keyword === 0 || tokens.isAny(keyword - 1, "; { } ) export default") || tokens.startsLine(keyword);
    if (isStatement) return this.#scopeWithin(token, this.#outline.parent(token));
    return { token, first: token, last: this.#endOfParameters(token + 1) };
  }

  #endOfParameters(bracket: number): number {
    return this.#endOfBody(this.#outline.link(bracket));
  }

  #endOfBody(body: number): number {
    const tokens = this.#tokens;
    const brace = tokens.is(body, "=>") ? body + 1 : body;
    if (tokens.is(brace, "{")) return Math.max(brace, tokens.partner(brace));
    return tokens.is(body, "=>") ? Math.max(body, this.#outline.link(body)) : body;
  }
}

function groupByBinding(occurrences: readonly Occurrence[]): ReadonlyMap<Binding, readonly number[]> {
  const groups = new Map<Binding, number[]>();
  for (const { token, binding } of occurrences) if (binding !== undefined) addTo(groups, binding, token);
  return groups;
}

/** Gives each occurrence the innermost declaration around it; both lists are in order, so one sweep does. */
function resolve(found: readonly number[], bindings: readonly Binding[]): readonly Occurrence[] {
  const sorted = [...bindings].sort((a, b) => a.first - b.first || b.last - a.last);
  const open: Binding[] = [];
  let next = 0;
  return found.map((token) => {
    for (let binding = sorted[next]; binding !== undefined && binding.first <= token; binding = sorted[++next]) {
      while (open.length > 0 && (open[open.length - 1]?.last ?? 0) < binding.first) open.pop();
      open.push(binding);
    }
    while (open.length > 0 && (open[open.length - 1]?.last ?? 0) < token) open.pop();
    return { token, binding: open[open.length - 1] };
  });
}
