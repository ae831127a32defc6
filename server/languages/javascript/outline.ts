import { Spellings } from "../spellings";
import type { Range } from "../lexer";
import type { Likeness, Tokens } from "../tokens";
import { copyInto, tokenKind } from "../tokens";
import { findBody } from "./functionBody";

/** What a word or a bracket is to the scopes. Everything else is 0. */
export const role = {
  /** A word that declares: in its block, in its function, in the whole file, in a function's parameters and body. */
  lexical: 1,
  variable: 2,
  imported: 3,
  parameter: 4,
  /** The one parameter of `x => …`. */
  arrowParameter: 5,
  /** A name behind `function`. */
  functionName: 6,
  /** A bracket: parameters, the head of `for`, a function's body, a class's body, a pattern, names of an import. */
  parameters: 11,
  forHead: 12,
  functionBody: 13,
  classBody: 14,
  pattern: 15,
  importList: 16,
} as const;

/** Words that stand between a declaration's keyword or a parameter list's bracket and the name. */
const modifiers = "public private protected readonly override";
const declarators = "const let var using";
const typeLikes = "class enum namespace";

/** So many tokens around a bracket may matter to what is in it: most of them for the type behind parameters. */
const lookAhead = 256;
const lookBehind = 8;

const declaratorWords = new Spellings(declarators);
/** Words right behind which a name may be declared. */
const declaringWords = new Spellings(`${modifiers} ${declarators} ${typeLikes} function import type as`);

/**
 * Where scopes start and end, and which words declare, without looking at names. Brackets are only looked into when something
 * inside is asked for.
 */
export class Outline {
  #tokens: Tokens;
  /** By token: the bracket that is open around it, or -1. */
  #parents: Int32Array;
  #roles: Uint8Array;
  /** By bracket of parameters: one more than the `=>` or `{` of the body. By `=>`: than the last token of its body. Else 0. */
  #links: Int32Array;
  /** By bracket of a pattern: what the names in it are declared as. */
  #declared: Uint8Array;
  /** The brackets that have been looked into. */
  readonly #known = new Set<number>();
  /** By bracket that was looked into before somebody typed: its state then. Else 0. */
  #kept: Uint16Array | undefined;
  /** Where what stands outside of all brackets may not be what it was when they were last looked at; undefined if they never were. */
  #changed: Range | undefined;
  /** The bracket being looked into, what it is, and what a name behind the next comma would be declared as, or 0. */
  #frame = -1;
  #frameRole = 0;
  #declaring = 0;
  /** Arrows whose bodies are expressions that have not ended. */
  #arrows: number[] = [];
  #classAhead = false;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#parents = tokens.parents();
    this.#roles = new Uint8Array(tokens.count);
    this.#declared = new Uint8Array(tokens.count);
    this.#links = new Int32Array(tokens.count);
  }

  /** Goes on with tokens that are like these: what stands away from the change need not be looked into again. */
  moveTo(tokens: Tokens, { same, from, by }: Likeness): void {
    const count = this.#tokens.count;
    const isRootKnown = this.#known.has(-1);
    const kept = this.#keep(tokens.count);
    const front = Math.max(0, same - lookAhead);
    const rest = from + lookBehind;
    const top = this.#outermost(front);
    const bottom = this.#tokens.next(this.#outermost(rest));
    if (by !== 0 && rest < count) this.#moveRest(rest, count, by);
    const end = rest < count ? rest + by : kept.length;
    for (const column of [this.#roles, this.#declared, this.#links, kept])
      column.fill(0, front, end).fill(0, tokens.count);
    this.#tokens = tokens;
    this.#parents = tokens.parents(this.#parents);
    for (let around = this.parent(front); around >= 0; around = this.parent(around)) kept[around] = 0;
    const isNestedAlike = this.#outermost(front) === top && tokens.next(this.#outermost(end)) === bottom + by;
    this.#changed = isRootKnown && isNestedAlike ? { from: front, to: end } : undefined;
  }

  /** Notes which brackets are known, and makes room. */
  #keep(count: number): Uint16Array {
    const kept = (this.#kept ??= new Uint16Array(this.#roles.length));
    for (const bracket of this.#known) kept[bracket] = this.#state(bracket);
    this.#known.clear();
    if (count <= kept.length) return kept;
    const room = count + (count >> 3);
    this.#roles = copyInto(new Uint8Array(room), this.#roles);
    this.#declared = copyInto(new Uint8Array(room), this.#declared);
    this.#links = copyInto(new Int32Array(room), this.#links);
    return (this.#kept = copyInto(new Uint16Array(room), kept));
  }

  #moveRest(rest: number, count: number, by: number): void {
    const links = this.#links;
    for (const column of [this.#roles, this.#declared, links, this.#kept]) column?.copyWithin(rest + by, rest, count);
    for (let index = rest + by; index < count + by; index++)
      if (links[index] !== 0) links[index] = (links[index] ?? 0) + by;
  }

  /** What a bracket is: what is in it is seen accordingly. */
  #state(bracket: number): number {
    return bracket < 0 ? -1 : 1 + ((this.#roles[bracket] ?? 0) << 3) + (this.#declared[bracket] ?? 0);
  }

  /** The bracket that is open around a token, or -1. */
  parent(token: number): number {
    return this.#parents[token] ?? -1;
  }

  role(token: number): number {
    if (token < 0) return 0;
    this.#reach(token);
    return this.#roles[token] ?? 0;
  }

  /** Whether a word can declare, by the tokens next to it. Most cannot, and nothing around those has to be looked into. */
  mayDeclare(word: number): boolean {
    const tokens = this.#tokens;
    const before = word - 1;
    if (tokens.is(word + 1, "=>")) return true;
    switch (tokens.kind(before)) {
      case tokenKind.word:
        return tokens.isOneOf(before, declaringWords);
      case tokenKind.open:
        return tokens.isAny(word + 1, ", ) = : ? } ]");
      case tokenKind.mark:
        return tokens.isAny(before, ", ... : *");
      default:
        return false;
    }
  }

  /** The body that belongs to these brackets, or the end of what this arrow begins; -1 when there is none. */
  link(token: number): number {
    this.#reach(token);
    return (this.#links[token] ?? 0) - 1;
  }

  /** Looks into all brackets around a token, from the outermost on. */
  #reach(token: number): void {
    const parent = this.parent(token);
    if (this.#known.has(parent)) return;
    const unknown: number[] = [];
    for (let at = parent; !this.#known.has(at); at = this.parent(at)) {
      unknown.push(at);
      if (at < 0) break;
    }
    while (unknown.length > 0) {
      const bracket = unknown.pop() ?? -1;
      if (this.#kept?.[bracket] !== this.#state(bracket)) this.#lookInto(bracket);
      this.#known.add(bracket);
    }
  }

  #lookInto(bracket: number): void {
    const tokens = this.#tokens;
    const changed = bracket < 0 ? this.#changed : undefined;
    const end = bracket < 0 ? tokens.count : tokens.partner(bracket);
    const start = changed === undefined ? bracket + 1 : this.#statementFrom(changed.from - lookAhead, "previous");
    const stop = changed === undefined ? end : this.#statementFrom(changed.to + lookAhead, "next");
    if (this.#kept !== undefined) this.#forget(start, stop);
    this.#frame = bracket;
    this.#frameRole = bracket < 0 ? 0 : (this.#roles[bracket] ?? 0);
    this.#declaring = bracket < 0 ? 0 : (this.#declared[bracket] ?? 0);
    this.#classAhead = false;
    for (let index = start; index < stop; index = tokens.next(index)) this.#take(index);
    this.#endArrows(stop - 1);
  }

  /** A token, or the outermost bracket that it stands in. */
  #outermost(token: number): number {
    let at = token;
    while (this.parent(at) >= 0) at = this.parent(at);
    return at;
  }

  /** Where a statement starts outside of all brackets, looking from a token to one side: nothing in front of it matters to what is behind. */
  #statementFrom(token: number, step: "previous" | "next"): number {
    const tokens = this.#tokens;
    // Behind a word, a line might still go on with a type, and with the body of a function behind that.
    const isStart = (at: number): boolean =>
      tokens.isWord(at) && !tokens.isWord(at - 1) && (tokens.is(at - 1, ";") || this.#startsStatement(at));
    let at = this.#outermost(token);
    while (at > 0 && at < tokens.count && !isStart(at)) at = tokens[step](at);
    return Math.min(at, tokens.count);
  }

  #forget(from: number, stop: number): void {
    const tokens = this.#tokens;
    for (let index = from; index < stop; index = tokens.next(index))
      this.#roles[index] = this.#declared[index] = this.#links[index] = 0;
  }

  #take(index: number): void {
    switch (this.#tokens.kind(index)) {
      case tokenKind.word:
        this.#takeWord(index);
        return;
      case tokenKind.open:
        if (this.#tokens.partner(index) > index) this.#takeOpen(index);
        return;
      case tokenKind.mark:
        this.#takeMark(index);
    }
  }

  /** Ends the arrow functions whose bodies are expressions, at a token. */
  #endArrows(last: number): void {
    for (const arrow of this.#arrows) this.#links[arrow] = last + 1;
    if (this.#arrows.length > 0) this.#arrows = [];
  }

  #takeMark(index: number): void {
    const code = this.#tokens.code(index);
    if (code === 59 || code === 44) this.#endArrows(index - 1);
    if (code === 59) {
      this.#declaring = 0;
      this.#classAhead = false;
    }
    if (code === 61 && this.#tokens.is(index, "=>") && !this.#tokens.is(index + 1, "{")) this.#arrows.push(index);
  }

  #takeOpen(index: number): void {
    if (this.#roles[index] === 0) this.#roles[index] = this.#roleOfBracket(index);
    if (this.#roles[index] === role.pattern) this.#declared[index] = this.#declaredInPattern(index);
  }

  #roleOfBracket(index: number): number {
    const tokens = this.#tokens;
    const before = index - 1;
    if (tokens.is(index, "(")) return this.#roleOfParenthesis(index);
    if (this.#isPattern(index)) return role.pattern;
    if (!tokens.is(index, "{")) return 0;
    if (tokens.is(before, "=>")) return role.functionBody;
    if (this.#isImportList(before)) return role.importList;
    if (!this.#classAhead || tokens.is(before, "<")) return 0;
    this.#classAhead = false;
    return role.classBody;
  }

  #roleOfParenthesis(index: number): number {
    const tokens = this.#tokens;
    if (tokens.is(index - 1, "for") || (tokens.is(index - 1, "await") && tokens.is(index - 2, "for")))
      return role.forHead;
    const body = tokens.is(index - 1, "catch") ? tokens.partner(index) + 1 : findBody(tokens, index);
    if (body < 0) return 0;
    this.#links[index] = body + 1;
    if (tokens.is(body, "{")) this.#roles[body] = role.functionBody;
    return role.parameters;
  }

  #isImportList(before: number): boolean {
    const tokens = this.#tokens;
    if (tokens.is(before, "import")) return true;
    if (tokens.is(before, "type")) return tokens.is(before - 1, "import");
    return tokens.is(before, ",") && tokens.isWord(before - 1) && tokens.isAny(before - 2, "import type");
  }

  #isPattern(index: number): boolean {
    const tokens = this.#tokens;
    const before = index - 1;
    if (tokens.isOneOf(before, declaratorWords)) return true;
    switch (this.#frameRole) {
      case role.parameters:
        return tokens.isAny(before, "( , ...");
      case role.pattern:
        return tokens.is(this.#frame, "{") ? tokens.is(before, ":") : tokens.isAny(before, ", [ ...");
      default:
        return tokens.is(before, ",") && this.#declaring > 0;
    }
  }

  #declaredInPattern(index: number): number {
    if (this.#frameRole === role.parameters) return role.parameter;
    if (this.#tokens.isAny(index - 1, declarators)) return this.#declarationOf(index - 1);
    return this.#declaring;
  }

  /** What a `const`, `let` or `var` declares: nothing new, where it only describes what is there (`declare const`). */
  #declarationOf(keyword: number): number {
    if (this.#tokens.is(keyword - 1, "declare")) return 0;
    return this.#tokens.is(keyword, "var") ? role.variable : role.lexical;
  }

  #takeWord(index: number): void {
    const tokens = this.#tokens;
    if ((this.#arrows.length > 0 || this.#declaring !== 0 || this.#classAhead) && this.#startsStatement(index)) {
      this.#endArrows(index - 1);
      this.#classAhead = false;
      if (this.#frameRole !== role.pattern) this.#declaring = 0;
    }
    const declared = this.#declaredBy(index);
    if (declared !== 0) this.#roles[index] = declared;
    const length = tokens.end(index) - tokens.start(index);
    if (length < 3 || length > 5) return;
    if (tokens.isOneOf(index, declaratorWords) && !tokens.is(index - 1, "."))
      this.#declaring = this.#declarationOf(index);
    else if (tokens.is(index, "class") && !tokens.is(index - 1, ".")) this.#classAhead = true;
  }

  /** A word at the start of a line behind a complete operand: the statement before it ended without a semicolon. */
  #startsStatement(index: number): boolean {
    const tokens = this.#tokens;
    const before = tokens.kind(index - 1);
    if (before === tokenKind.mark || before === tokenKind.open || !tokens.startsLine(index)) return false;
    if (tokens.isAny(index, "in of instanceof as satisfies extends implements")) return false;
    return before !== tokenKind.word || !tokens.isAny(index - 1, "const let var using return await new typeof class");
  }

  #declaredBy(index: number): number {
    const tokens = this.#tokens;
    const before = index - 1;
    if (tokens.is(index + 1, "=>") && !tokens.is(before, ".")) return role.arrowParameter;
    switch (tokens.kind(before)) {
      case tokenKind.word:
        return this.#declaredBehindWord(index);
      case tokenKind.mark:
      case tokenKind.open:
        return this.#declaredInList(index);
      default:
        return 0;
    }
  }

  #declaredBehindWord(index: number): number {
    const tokens = this.#tokens;
    const before = index - 1;
    if (!tokens.isOneOf(before, declaringWords)) return 0;
    if (tokens.isOneOf(before, declaratorWords)) return this.#declarationOf(before);
    if (tokens.is(before, "function")) return role.functionName;
    if (tokens.isAny(before, typeLikes)) return role.lexical;
    if (tokens.isAny(before, "import type") && tokens.isAny(index + 1, "from , ="))
      return tokens.is(before, "import") || tokens.is(before - 1, "import") ? role.imported : 0;
    if (tokens.isAny(before, modifiers)) return this.#frameRole === role.parameters ? role.parameter : 0;
    return tokens.isAny(before, "as type") ? this.#declaredByImport(index) : 0;
  }

  #declaredByImport(index: number): number {
    const tokens = this.#tokens;
    const isAll = tokens.is(index - 1, "as") && tokens.is(index - 2, "*");
    const isImported = isAll
      ? !tokens.is(index - 3, "export")
      : this.#frameRole === role.importList && tokens.isAny(index + 1, ", }");
    return isImported ? role.imported : 0;
  }

  #declaredInList(index: number): number {
    const tokens = this.#tokens;
    const before = index - 1;
    if (this.#frameRole === role.importList) return this.#declaredByImport(index);
    if (this.#frameRole === role.pattern) return this.#declaredAsElement(index);
    if (this.#frameRole === role.parameters)
      return tokens.isAny(before, "( , ...") && tokens.isAny(index + 1, ", ) = : ?") ? role.parameter : 0;
    if (tokens.is(before, "*") && tokens.is(before - 1, "function")) return role.functionName;
    const isNext = tokens.is(before, ",") && this.#declaring > 0;
    return isNext && (tokens.isAny(index + 1, "= : , ; !") || tokens.startsLine(index + 1)) ? this.#declaring : 0;
  }

  #declaredAsElement(index: number): number {
    const tokens = this.#tokens;
    const isObject = tokens.is(this.#frame, "{");
    const starts = isObject ? "{ , ... :" : "[ , ...";
    const stops = isObject ? ", } =" : ", ] =";
    const isElement = tokens.isAny(index - 1, starts) && tokens.isAny(index + 1, stops);
    return isElement ? this.#declaring : 0;
  }
}
