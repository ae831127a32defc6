import type { Findings, ImportedWrappers, Reference } from "../reference";
import type { Tokens } from "../tokens";
import type { Consequence } from "../guarded";
import { withConsequences, withSpared } from "../guarded";
import type { Expression } from "./expression";
import { flowOf } from "./flow";
import { exportedWrappers, reexported } from "./exports";
import type { ComputedName, Finding, NameUse, SchemaCall, Source } from "./finding";
import { follow } from "./follow";
import { findGiven, findPutIn } from "./handedOver";
import { isSpared, sparedArguments, wordGiven } from "./givenVariable";
import type { Binding } from "./scopes";
import { Scopes } from "./scopes";
import type { Thing } from "./things";
import { globals, modules } from "./things";
import { importClauseOf, importedWrappers, loadedBy } from "./imports";
import { findSettings, isSparedAround } from "./libraryReads";
import { findInNestConfig } from "./nestConfig";
import { chosenBy } from "./chosen";
import { isGivenToConstant, meaningOf } from "./questions";
import { findSchemas } from "./schemas";
import { usageOf } from "./usage";
import { findHandedOn, findHandlers } from "./workers";
import { findWrapperCalls } from "./wrappers";

/** How many times a variable may be made from another one, so that a chain of them cannot take quadratic time. */
const longestChain = 8;

/** How many uses of what is said once are looked at. */
const mostUses = 40;

/** What goes through `process.env` and its like in a script, in no particular order, and the wrappers that it exports. */
export function findAccessors(tokens: Tokens, imports?: ImportedWrappers): Findings {
  const search = new Search(tokens);
  search.findStarts();
  for (let round = 0; round < longestChain && search.hasVariables(); round++) search.followVariables();
  const { scopes, computed } = search;
  const imported = imports === undefined ? [] : importedWrappers(tokens, scopes, imports);
  const found = findWrapperCalls(tokens, scopes, { computed, imported });
  search.takeUses([...found.uses, ...findInNestConfig(tokens)]);
  const schemas = findSchemas(tokens, scopes, search);
  const guarded = search.spare(withConsequences(search.references, search.consequences()));
  const references = [...schemas.amend(guarded), ...schemas.references];
  return {
    references,
    exported: new Map([...reexported(tokens, imports), ...exportedWrappers(tokens, scopes, found)]),
  };
}

type GivenWord = Extract<Finding, { kind: "variable" }>;

/** A variable that stands for a thing. */
interface Variable {
  readonly binding: Binding;
  readonly thing: Thing;
  /** The words by which it was given its value. */
  readonly sources: Set<number>;
}

class Search {
  readonly references: Reference[] = [];
  readonly scopes: Scopes;
  readonly computed: ComputedName[] = [];
  /** Calls of functions that take schemas, by the parenthesis, and where the whole environment is an argument. */
  readonly calls: SchemaCall[] = [];
  readonly #tokens: Tokens;
  /** Words that things were given to and nobody has followed yet. */
  #pending: GivenWord[] = [];
  readonly #followed = new Set<number>();
  /** Variables whose keys go into an environment. */
  readonly #taken = new Set<number>();
  readonly #uses: NameUse[] = [];
  /** By where the name starts: the word that is given its value, or -1. */
  readonly #given = new Map<number, number>();
  /** By where the name starts: the whole of what reads it. */
  readonly readings = new Map<number, Expression>();
  /** By where it starts: the number of the reference that writes there. */
  readonly #written = new Map<number, number>();

  #isNesting: boolean | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.scopes = new Scopes(tokens);
  }

  /** `process`, `Bun`, `globalThis`, where nothing nearer goes by that name; `import.meta`; and modules. */
  findStarts(): void {
    const tokens = this.#tokens;
    for (const token of tokens.watched) {
      const spelling = tokens.spelling(token);
      if (tokens.isWord(token)) this.#findGlobal(token, globals.get(spelling));
      else this.#findModule(token, modules.get(spelling));
    }
    findHandlers(tokens, this.#add);
    findSettings(tokens, this.#add);
    for (const expression of findHandedOn(tokens, this.#add)) this.#take(expression, { thing: "env", via: "alias" });
  }

  hasVariables(): boolean {
    return this.#pending.length > 0;
  }

  /** Follows the variables found so far; that may find more of them. */
  followVariables(): void {
    for (const variable of this.#takePending()) {
      if (this.#followed.has(variable.binding.token) || this.#isGivenOtherwise(variable)) continue;
      this.#followed.add(variable.binding.token);
      const name = this.#tokens.spelling(variable.binding.token);
      const via = globals.get(name) === variable.thing ? "direct" : "alias";
      for (const token of this.scopes.usesOf(variable.binding))
        if (!variable.sources.has(token)) this.#take({ first: token, last: token }, { thing: variable.thing, via });
    }
  }

  takeUses(uses: readonly NameUse[]): void {
    uses.forEach(this.#add);
  }

  /** What it means wherever the code asks whether a name is there. */
  consequences(): readonly Consequence[] {
    const { scopes } = this;
    const tokens = this.#tokens;
    return this.#uses.flatMap(({ reference: { kind, optional }, reference, asked }) => {
      const isQuestion = kind === "exists" || (kind === "read" && optional);
      // By the name of a constant it may be asked for further down.
      const mayAsk = asked !== undefined && (isQuestion || (kind === "read" && isGivenToConstant(tokens, asked)));
      if (!mayAsk) return [];
      const meaning = meaningOf(tokens, scopes, asked);
      const chosen = meaning.isDemanded ? [] : chosenBy(tokens, scopes, asked);
      return [{ reference, ...meaning, regions: [...meaning.regions, ...chosen] }];
    });
  }

  /** What is given to a variable that the code gets along without is optional. */
  spare(references: readonly Reference[]): readonly Reference[] {
    const { scopes } = this;
    const tokens = this.#tokens;
    const given = this.#given;
    // By another name it may be what a child process is handed.
    const isWritten = (key: number, name: string): boolean => {
      const written = this.references[this.#written.get(tokens.start(key)) ?? -1];
      return written?.name === name && written.via === "direct";
    };
    const isSparedArgument = sparedArguments(tokens, scopes);
    return withSpared(references, ({ name, start, via }) => {
      const reading = this.readings.get(start);
      const word = given.get(start) ?? -1;
      if (reading !== undefined && isSparedArgument(reading)) return true;
      // What Effect is to read is often said in one place, and that it may be missing in another.
      if (reading === undefined && via === "wrapper" && word >= 0) {
        const uses = scopes.usesOf(scopes.bindingAt(word)).slice(0, mostUses);
        if (uses.some((token) => isSparedAround(tokens, { first: token, last: token }))) return true;
      }
      return isSpared(tokens, scopes, word, (key) => isWritten(key, name));
    });
  }

  #findGlobal(token: number, thing: Thing | undefined): void {
    const tokens = this.#tokens;
    if (tokens.isMember(token)) return;
    const isMeta = thing === undefined && tokens.is(token + 1, ".") && tokens.is(token + 2, "meta");
    if (isMeta) this.#take({ first: token, last: token + 2 }, { thing: "importMeta", via: "direct" });
    if (thing === undefined) return;
    const findings = findingsOf(tokens, { first: token, last: token }, { thing, via: "direct" });
    if (findings.length > 0 && this.scopes.bindingAt(token) === undefined) findings.forEach(this.#add);
  }

  #findModule(literal: number, thing: Thing | undefined): void {
    const tokens = this.#tokens;
    if (thing === undefined || !isQuote(tokens.text.charCodeAt(tokens.end(literal)))) return;
    // What stands in front of names that are nested is said elsewhere.
    const mayNest = thing === "effects" || thing === "config";
    if (mayNest && (this.#isNesting ??= tokens.text.includes(".nested("))) return;
    const source = { thing, via: "direct" } as const;
    const loaded = loadedBy(tokens, literal);
    if (loaded !== undefined) this.#take(loaded, source);
    else importClauseOf(tokens, literal, source, this.#add);
  }

  #take(expression: Expression, source: Source): void {
    findingsOf(this.#tokens, expression, source).forEach(this.#add);
  }

  readonly #add = (finding: Finding): void => {
    switch (finding.kind) {
      case "reference":
        this.#addUse(finding);
        this.#uses.push(finding);
        return;
      case "variable":
        this.#pending.push(finding);
        return;
      case "started":
        this.#takeGiven(this.scopes.bindingAt(finding.token)?.token ?? -1);
        return;
      case "computed":
        this.computed.push(finding);
        if (usageOf(this.#tokens, finding.expression).kind === "write")
          findPutIn(this.#tokens, this.scopes.bindingAt(finding.key)?.token ?? -1, this.#add);
        return;
      case "call":
        this.calls.push(finding);
    }
  };

  /** What a variable holds is taken once, however often it is used. */
  #takeGiven(declared: number): void {
    if (this.#taken.has(declared)) return;
    this.#taken.add(declared);
    findGiven(this.#tokens, declared, this.#add);
  }

  /** Two environments may be spread in one object, which then is written to once. */
  #addUse({ reference, asked, word }: NameUse): void {
    const { kind, start, via, optional } = reference;
    if (kind === "read" && !optional) {
      this.#given.set(start, word ?? (asked === undefined ? -1 : wordGiven(this.#tokens, asked)));
      if (asked !== undefined) this.readings.set(start, asked);
    }
    const known = this.#written.get(start);
    if (known === undefined) {
      if (kind === "write" || kind === "delete") this.#written.set(start, this.references.length);
      this.references.push(reference);
    } else if (via === "direct") this.references[known] = reference;
  }

  /** The variables that the pending words mean. */
  #takePending(): Iterable<Variable> {
    const { scopes } = this;
    const pending = this.#pending;
    this.#pending = [];
    const variables = new Map<number, Variable>();
    for (const { token, thing } of pending) {
      const binding = scopes.isClassMember(token) ? undefined : scopes.bindingAt(token);
      if (binding === undefined) continue;
      const known = variables.get(binding.token);
      if (known === undefined) variables.set(binding.token, { binding, thing, sources: new Set([token]) });
      else if (known.thing === thing) known.sources.add(token);
    }
    return variables.values();
  }

  /** Whether something else is assigned to the variable too, so that nobody can tell what it stands for. */
  #isGivenOtherwise({ binding, sources }: Variable): boolean {
    return this.scopes.usesOf(binding).some((token) => !sources.has(token) && this.#isAssigned(token));
  }

  /** Not the type in `own: typeof env = env`. */
  #isAssigned(token: number): boolean {
    return this.#tokens.isAny(token + 1, "= ??= ||= &&=") && !this.#tokens.is(token - 1, "typeof");
  }
}

/** What is found behind an expression that stands for a thing, or becomes of it. */
function findingsOf(tokens: Tokens, expression: Expression, source: Source): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (finding: Finding): void => {
    findings.push(finding);
  };
  const end = follow(tokens, expression, source, add);
  if (end !== undefined) flowOf(tokens, end.expression, end.source, add);
  return findings;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 96;
}
