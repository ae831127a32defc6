import { addTo } from "../groups";
import { defaultOf, elementsOf } from "../lists";
import { namedReference } from "../named";
import type { ImportedWrappers, Reference, Wrapper, Wrappers } from "../reference";
import type { Tokens } from "../tokens";
import { isSpared } from "./givenVariable";
import type { PythonScope } from "./scopes";
import { isOptional } from "./usage";
import type { Module } from "./variables";
import { isInClass } from "./variables";

/** A word whose value is a name: `key` of `os.environ[key]`, the whole of which is from `first` to `last`. */
export interface ComputedName {
  readonly key: number;
  readonly first: number;
  readonly last: number;
  readonly isRead: boolean;
  /** Where it is handed to another wrapper: what is used without the name, or -1, and whether that wrapper needs none. */
  readonly handed?: { readonly instead: number; readonly optional: boolean };
}

/** The references that calls of wrappers make, and the wrappers that a module has for others. */
interface WrapperFindings {
  readonly references: readonly Reference[];
  readonly exported: Wrappers;
}

/** Follows computed names to parameters, and these to the calls of their functions; and what is imported likewise. */
export function findWrappers(
  module: Module,
  computed: readonly ComputedName[],
  imports: ImportedWrappers | undefined,
): WrapperFindings {
  const references: Reference[] = [];
  const exported = new Map<string, Wrapper>();
  let pending: ComputedName[] = [...computed];
  const follow = (word: number, called: Called): void => {
    for (const token of module.scopes.usesOf(word) ?? []) {
      const { reference, name } = callAt(module, token, called);
      if (reference !== undefined) references.push(reference);
      if (name !== undefined) pending.push(name);
    }
  };
  for (const { module: specifier, name, word } of imports === undefined ? [] : module.scopes.imports) {
    const wrappers = name === undefined ? undefined : imports?.get(specifier);
    const wrapper = wrappers?.get(name ?? "");
    if (name === "*") for (const each of wrappers ?? []) exported.set(...each);
    if (wrapper === undefined) continue;
    exported.set(module.tokens.spelling(word), wrapper);
    follow(word, { wrapper, parameters: [] });
  }
  const done = new Set<PythonScope>();
  for (let round = 0; round < longestChain && pending.length > 0; round++) {
    const functions = byFunction(module, pending);
    pending = [];
    for (const [scope, names] of functions) {
      const called = done.has(scope) ? undefined : wrapperOf(module, scope, names);
      done.add(scope);
      if (called === undefined) continue;
      follow(scope.first + 1, called);
      if (scope.outer === module.scopes.module) exported.set(module.tokens.spelling(scope.first + 1), called.wrapper);
    }
  }
  return { references, exported };
}

/** How many functions may hand a name on to each other. */
const longestChain = 4;

/** A wrapper, with the names of its parameters as far as they are known. */
interface Called {
  readonly wrapper: Wrapper;
  readonly parameters: readonly string[];
}

function byFunction(
  { scopes }: Module,
  computed: readonly ComputedName[],
): ReadonlyMap<PythonScope, readonly ComputedName[]> {
  const groups = new Map<PythonScope, ComputedName[]>();
  for (const name of computed) {
    const scope = scopes.scopeAt(name.key);
    if (scope !== scopes.module) addTo(groups, scope, name);
  }
  return groups;
}

/** Undefined where the function sets the name, or changes it first, or is a method. */
function wrapperOf(module: Module, scope: PythonScope, names: readonly ComputedName[]): Called | undefined {
  const { tokens, scopes, lines } = module;
  if (isInClass(tokens, lines, scope.first)) return undefined;
  const words = elementsOf(tokens, scopes.parametersOf(scope.first + 1));
  const parameters = words.map((word) => tokens.spelling(word));
  const name = parameters.indexOf(tokens.spelling(names[0]?.key ?? -1));
  const isOwn = ({ key, isRead }: ComputedName): boolean => isRead && tokens.spelling(key) === parameters[name];
  if (name < 0 || !names.every(isOwn) || scopes.bindingsOf(parameters[name] ?? "").get(scope)?.length !== 1)
    return undefined;
  const instead = names
    .map(({ key, handed }) => handed?.instead ?? (tokens.is(key + 1, ",") ? key + 2 : -1))
    .filter((word) => word >= 0);
  const fallback = parameters.findIndex(
    (parameter, at) => at !== name && instead.some((word) => tokens.is(word, parameter)),
  );
  const hasOwnDefault = fallback >= 0 && isDefault(tokens, words[fallback] ?? -1);
  const isConstant = fallback < 0 && instead.some((word) => !tokens.is(word, "None"));
  const isSparing = ({ first, last, handed }: ComputedName): boolean =>
    handed?.optional === true || isOptional(tokens, first, last) || isSpared(module, [first, last]);
  const optional = hasOwnDefault || isConstant || names.some(isSparing);
  return { wrapper: { name, fallback: fallback < 0 ? undefined : fallback, optional }, parameters };
}

/** `default=""` and `default: str = ""`, but not `= None`. */
function isDefault(tokens: Tokens, parameter: number): boolean {
  const value = defaultOf(tokens, parameter);
  return value >= 0 && !tokens.is(value, "None");
}

/** What a call of a wrapper refers to; or the word that it is handed, which may be a parameter itself. */
interface Call {
  readonly reference?: Reference;
  readonly name?: ComputedName;
}

function callAt(module: Module, token: number, { wrapper, parameters }: Called): Call {
  const { tokens } = module;
  const open = token + 1;
  const close = tokens.partner(open);
  if (!tokens.is(open, "(")) return {};
  const given = elementsOf(tokens, open);
  const argument = (place: number): number => {
    const byName = given.find((at) => tokens.is(at + 1, "=") && tokens.is(at, parameters[place] ?? ""));
    const byPlace = given[place] ?? -1;
    return byName === undefined ? (tokens.is(byPlace + 1, "=") ? -1 : byPlace) : byName + 2;
  };
  const literal = argument(wrapper.name);
  const name = tokens.spelling(literal);
  const instead = wrapper.fallback === undefined ? -1 : argument(wrapper.fallback);
  if (!tokens.isAny(literal + 1, ", )") || !/^[\w.-]+$/.test(name)) return {};
  if (tokens.isWord(literal)) {
    const handed = { instead, optional: wrapper.optional };
    return { name: { key: literal, first: token, last: close, isRead: true, handed } };
  }
  if (!tokens.isLiteral(literal)) return {};
  // Of a function of another module, the names of parameters are not known.
  const isNamed = parameters.length === 0 && given.some((at) => tokens.is(at + 1, "="));
  const falls = wrapper.optional || (instead >= 0 && !tokens.is(instead, "None")) || isNamed;
  const optional = falls || isOptional(tokens, token, close) || isSpared(module, [token, close]);
  return { reference: namedReference(tokens, literal, { kind: "read", optional, via: "wrapper" }) };
}
