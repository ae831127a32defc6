import type { Wrapper } from "../reference";
import { addTo } from "../groups";
import { elementsOf } from "../lists";
import { namedReference } from "../named";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { skipType } from "./expression";
import type { ComputedName, NameUse } from "./finding";
import { functionAround } from "./functions";
import type { Binding, Scopes } from "./scopes";
import { usageOf } from "./usage";
import { wrapperOf } from "./wrapperOf";

/** How many functions may stand between a literal and the environment. */
const longestChain = 4;

/** A variable that stands for a wrapper, or for a module of them. */
export interface WrapperVariable {
  readonly binding: Binding;
  readonly wrapper?: Wrapper | undefined;
  readonly members?: ReadonlyMap<string, Wrapper> | undefined;
}

/** The wrappers of a script, and the references that their calls make. */
export interface WrapperFindings {
  readonly uses: readonly NameUse[];
  readonly variables: readonly WrapperVariable[];
  /** Functions without a name of their own, by the token that they start with. */
  readonly nameless: ReadonlyMap<number, Wrapper>;
}

/** Follows computed names to parameters, and these to the calls of their functions. */
export function findWrapperCalls(
  tokens: Tokens,
  scopes: Scopes,
  { computed, imported }: { readonly computed: readonly ComputedName[]; readonly imported: readonly WrapperVariable[] },
): WrapperFindings {
  const uses: NameUse[] = [];
  const variables = new Map<Binding, WrapperVariable>();
  const nameless = new Map<number, Wrapper>();
  let pending = computed;
  let found = imported;
  for (let round = 0; round < longestChain && (pending.length > 0 || found.length > 0); round++) {
    const local = new Map<Binding, Wrapper>();
    for (const [parameter, names] of byParameter(scopes, pending)) {
      const around = functionAround(tokens, scopes, parameter.token);
      const wrapper = around && wrapperOf(tokens, scopes, { parameter, names, around });
      if (around === undefined || wrapper === undefined) continue;
      const binding = around.name === undefined ? undefined : scopes.bindingAt(around.name);
      if (binding === undefined) nameless.set(around.first, withOthers(nameless.get(around.first), wrapper));
      else local.set(binding, withOthers(local.get(binding), wrapper));
    }
    const named = [...local].map(([binding, wrapper]) => ({ binding, wrapper }));
    const next: ComputedName[] = [];
    for (const variable of [...found, ...named]) {
      if (variables.has(variable.binding) || isReassigned(tokens, scopes, variable.binding)) continue;
      variables.set(variable.binding, variable);
      for (const token of scopes.usesOf(variable.binding)) takeUse(tokens, variable, { token, uses, next });
    }
    pending = next;
    found = [];
  }
  return { uses, variables: [...variables.values()], nameless };
}

/** A function may read several of its parameters, and stand there more than once. */
function withOthers(first: Wrapper | undefined, wrapper: Wrapper): Wrapper {
  if (first === undefined) return wrapper;
  const others = first.others ?? [];
  const isKnown = [first, ...others].some(({ name }) => name === wrapper.name);
  return isKnown ? first : { ...first, others: [...others, wrapper] };
}

function byParameter(scopes: Scopes, computed: readonly ComputedName[]): ReadonlyMap<Binding, readonly ComputedName[]> {
  const groups = new Map<Binding, ComputedName[]>();
  for (const name of computed) {
    const binding = scopes.bindingAt(name.key);
    if (binding !== undefined) addTo(groups, binding, name);
  }
  return groups;
}

/** Whether something is assigned to the variable behind its declaration. */
function isReassigned(tokens: Tokens, scopes: Scopes, binding: Binding): boolean {
  return scopes.usesOf(binding).some((token) => token !== binding.token && tokens.isAny(token + 1, "= ??= ||= += ++"));
}

/** Where a variable stands, and where to put what its call turns out to be. */
interface Site {
  readonly token: number;
  readonly uses: NameUse[];
  readonly next: ComputedName[];
}

function takeUse(tokens: Tokens, { binding, wrapper, members }: WrapperVariable, site: Site): void {
  const { token } = site;
  if (token === binding.token) return;
  const member = tokens.isAny(token + 1, ". ?.") ? members?.get(tokens.spelling(token + 2)) : undefined;
  const called = member ?? wrapper;
  if (called === undefined) return;
  const callee = { first: token, last: member === undefined ? token : token + 2 };
  for (const each of [called, ...(called.others ?? [])]) takeCall(tokens, callee, each, site);
}

/** The call of a wrapper with a literal is a reference; with a word, that may be a parameter of another wrapper. */
function takeCall(tokens: Tokens, { first, last }: Expression, wrapper: Wrapper, { uses, next }: Site): void {
  const behind = tokens.is(last + 1, "?.") ? last + 2 : last + 1;
  const open = tokens.is(behind, "<") ? skipType(tokens, last) : behind;
  const close = tokens.partner(open);
  if (!tokens.is(open, "(") || close < open) return;
  const given = elementsOf(tokens, open);
  const key = given[wrapper.name] ?? -1;
  if (!tokens.isAny(key + 1, ", )")) return;
  const expression = { first: tokens.is(first - 1, "await") ? first - 1 : first, last: close };
  const mayBeLeftOut = wrapper.optional || givesFallback(tokens, given, wrapper);
  const optional = mayBeLeftOut || usageOf(tokens, expression).optional;
  if (tokens.isWord(key)) next.push({ kind: "computed", key, expression, wrapper: { ...wrapper, optional } });
  const name = tokens.spelling(key);
  if (!tokens.isLiteral(key) || !/^[\w.-]+$/.test(name)) return;
  const reference = namedReference(tokens, key, { kind: "read", optional, via: "wrapper" });
  // What the function falls back to says nothing of the name.
  uses.push({ kind: "reference", reference, asked: mayBeLeftOut ? undefined : expression });
}

/** A fallback, `false`, or options: whatever they say, nobody can be sure that the name is needed. */
function givesFallback(tokens: Tokens, given: readonly number[], { name, fallback }: Wrapper): boolean {
  return given.some((first, place) => {
    if (place === fallback) return !tokens.isAny(first, "undefined null");
    return place > name && tokens.isAny(first, "false {");
  });
}
