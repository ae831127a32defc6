import { namedReference } from "../named";
import { occurrencesOf } from "../patterns";
import type { Tokens } from "../tokens";
import { beforeAngles, skipAngles } from "./expression";
import type { NameUse } from "./finding";
import { targetOf } from "./flow";
import { usageOf } from "./usage";

/** The module that a script imports it from. */
const nestConfig = "@nestjs/config";

/** How many names a script may have for it. */
const mostNames = 8;

/**
 * What NestJS is asked for by the name of a variable: `this.config.get<string>("NAME")` of a parameter or a property that is a
 * `ConfigService`, or `app.get(ConfigService)` (docs.nestjs.com/techniques/configuration). Other keys are those of its settings.
 */
export function findInNestConfig(tokens: Tokens): readonly NameUse[] {
  if (!tokens.text.includes(nestConfig)) return [];
  const names = Array.from(occurrencesOf(tokens, "ConfigService"), (type) => nameGiven(tokens, type));
  return [...new Set(names)]
    .slice(0, mostNames)
    .flatMap((name) => (name === undefined ? [] : [...occurrencesOf(tokens, name)]))
    .flatMap((word) => useAt(tokens, word) ?? []);
}

/** `config: ConfigService`, `const config = app.get(ConfigService)` */
function nameGiven(tokens: Tokens, type: number): string | undefined {
  let word = tokens.is(type - 2, "?") ? type - 3 : type - 2;
  if (tokens.is(type - 1, "(")) {
    let first = beforeAngles(tokens, type - 1) - 1;
    while (tokens.isMember(first)) first -= 2;
    word = tokens.is(first - 1, "=") ? targetOf(tokens, first - 1) : -1;
  } else if (!tokens.is(type - 1, ":")) return undefined;
  return tokens.isWord(word) ? tokens.spelling(word) : undefined;
}

function useAt(tokens: Tokens, word: number): NameUse | undefined {
  const first = tokens.is(word - 1, ".") ? word - 2 : word;
  const method = word + 2;
  if (first < word && !tokens.is(first, "this")) return undefined;
  if (!tokens.isAny(word + 1, ". ?.") || !tokens.isAny(method, "get getOrThrow")) return undefined;
  const open = tokens.is(method + 1, "<") ? skipAngles(tokens, method + 1) : method + 1;
  const key = open + 1;
  const last = tokens.partner(open);
  if (!tokens.is(open, "(") || !tokens.isLiteral(key) || !/^[A-Z][A-Z\d_]+$/.test(tokens.spelling(key)))
    return undefined;
  if (!tokens.isAny(key + 1, ", )") && !tokens.startsLine(key + 1)) return undefined;
  const asked = { first, last: Math.max(last, key) };
  const hasDefault = tokens.is(key + 1, ",") && !tokens.isAny(key + 2, ") {");
  // What a service of the project's own hands on may be missing: whoever needs it asks by `getOrThrow`.
  const isHandedOn = tokens.is(first - 1, "return") && tokens.isAny(last + 1, "; }");
  const isSpared = hasDefault || isHandedOn || (last > key && usageOf(tokens, asked).optional);
  const optional = tokens.is(method, "get") && isSpared;
  return {
    kind: "reference",
    reference: namedReference(tokens, key, { kind: "read", optional, via: "wrapper" }),
    asked,
  };
}
