import type { ImportedWrappers, Wrapper, Wrappers } from "../reference";
import type { Tokens } from "../tokens";
import { listed, specifiersOf } from "./imports";
import type { Scopes } from "./scopes";
import type { WrapperFindings } from "./wrappers";

/** The wrappers that a script exports, by the names that it exports them by. */
export function exportedWrappers(tokens: Tokens, scopes: Scopes, found: WrapperFindings): Wrappers {
  const exported = new Map<string, Wrapper>();
  const add = (name: string | undefined, wrapper: Wrapper | undefined): void => {
    if (name !== undefined && wrapper !== undefined) exported.set(name, wrapper);
  };
  for (const { binding, wrapper } of found.variables)
    for (const token of scopes.usesOf(binding)) add(nameAt(tokens, scopes, token), wrapper);
  for (const [first, wrapper] of found.nameless)
    add(tokens.is(first - 1, "=") ? memberOfExports(tokens, first - 2) : defaultAt(tokens, first), wrapper);
  return exported;
}

/** What a script exports of what it imports, without giving it a name of its own. */
export function reexported(tokens: Tokens, imports: ImportedWrappers | undefined): Wrappers {
  const exported = new Map<string, Wrapper>();
  for (const literal of imports === undefined ? [] : specifiersOf(tokens)) {
    const members = tokens.is(literal - 1, "from") ? imports?.get(tokens.spelling(literal)) : undefined;
    if (members === undefined) continue;
    const open = tokens.partner(literal - 2);
    if (tokens.is(literal - 2, "*"))
      for (const [name, wrapper] of members) if (name !== "default") exported.set(name, wrapper);
    if (!tokens.is(literal - 2, "}") || !tokens.is(open - 1, "export")) continue;
    for (const { name, word } of listed(tokens, open, "as")) {
      const wrapper = members.get(name ?? "");
      if (wrapper !== undefined) exported.set(tokens.spelling(word), wrapper);
    }
  }
  return exported;
}

/** The name under which a variable is exported by one of its occurrences. */
function nameAt(tokens: Tokens, scopes: Scopes, token: number): string | undefined {
  const before = token - 1;
  const own = tokens.spelling(token);
  if (tokens.is(before, "=")) return memberOfExports(tokens, before - 1);
  if (tokens.isAny(before, "const let var")) return tokens.is(before - 1, "export") ? own : undefined;
  if (tokens.is(before, "function")) {
    const first = tokens.is(before - 1, "async") ? before - 1 : before;
    return tokens.is(first - 1, "export") ? own : defaultAt(tokens, first);
  }
  return defaultAt(tokens, token) ?? nameInList(tokens, scopes.bracketAround(token), token);
}

/** In `export { env as getEnv }`, and in `module.exports = { env, getEnv: env }`. */
function nameInList(tokens: Tokens, open: number, token: number): string | undefined {
  if (!tokens.is(open, "{")) return undefined;
  if (tokens.is(open - 1, "export")) {
    const isElsewhere = tokens.is(tokens.partner(open) + 1, "from");
    return isElsewhere ? undefined : tokens.spelling(tokens.is(token + 1, "as") ? token + 2 : token);
  }
  const isExported = tokens.is(open - 1, "=") && memberOfExports(tokens, open - 2) === "default";
  return isExported ? tokens.spelling(tokens.is(token - 1, ":") ? token - 2 : token) : undefined;
}

/** `module.exports` is the default, `exports.name` a name. */
function memberOfExports(tokens: Tokens, target: number): string | undefined {
  if (tokens.is(target, "exports") && tokens.is(target - 2, "module")) return "default";
  return tokens.is(target - 2, "exports") && tokens.is(target - 1, ".") ? tokens.spelling(target) : undefined;
}

function defaultAt(tokens: Tokens, first: number): string | undefined {
  return tokens.is(first - 1, "default") ? "default" : undefined;
}
