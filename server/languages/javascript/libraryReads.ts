import { elementsOf, openBefore } from "../lists";
import { occurrencesOf } from "../patterns";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import { skipAngles } from "./expression";
import type { Add } from "./finding";
import { addReference } from "./finding";
import { targetOf } from "./flow";
import { namesModule } from "./imports";
import type { Thing } from "./things";
import { usageOf } from "./usage";

const readers: Readonly<Partial<Record<Thing, (tokens: Tokens, call: Expression, open: number) => boolean>>> = {
  strict: () => false,
  lenient: () => true,
  given: (tokens, call, open) =>
    elementsOf(tokens, open).length > 1 ||
    usageOf(tokens, call).optional ||
    // Each project of Strapi begins with that, beside a host and a port, for one of three databases.
    tokens.is(call.first - 2, "connectionString"),
  preset: hasPreset,
  chained: isSparedBehind,
  effect: isSparedAround,
};

/** The name that a library is called with, behind what stands for its function. */
export function findRead(tokens: Tokens, { first, last }: Expression, thing: Thing, add: Add): void {
  const isSpared = readers[thing];
  const open = tokens.is(last + 1, "<") ? skipAngles(tokens, last + 1) : last + 1;
  const key = open + 1;
  if (isSpared === undefined || !tokens.is(open, "(") || !tokens.isLiteral(key)) return;
  if (!/^[A-Z][A-Z\d_]+$/.test(tokens.spelling(key))) return;
  if (!tokens.isAny(key + 1, ", )") && !tokens.startsLine(key + 1)) return;
  const call = { first, last: Math.max(key, tokens.partner(open)) };
  const optional = isSpared(tokens, call, open);
  const asked = thing === "given" && elementsOf(tokens, open).length < 2 ? call : undefined;
  const word = thing === "effect" && tokens.is(first - 1, "=") ? targetOf(tokens, first - 1) : undefined;
  addReference(tokens, key, { kind: "read", optional, via: "wrapper" }, add, asked, word);
}

/** `defineString("NAME", { default: "" })` */
function hasPreset(tokens: Tokens, _call: Expression, open: number): boolean {
  const options = elementsOf(tokens, open)[1] ?? -1;
  if (!tokens.is(options, "{")) return options >= 0;
  return elementsOf(tokens, options).some((key) => tokens.is(key, "default"));
}

/** How many calls behind one are looked at, and how many things around it. */
const mostCalls = 8;

/** `get("NAME").required().asString()` asks for a name, `get("NAME").asString()` does not. */
function isSparedBehind(tokens: Tokens, { last }: Expression): boolean {
  let isSpared = true;
  for (let at = last + 1, count = 0; count < mostCalls && tokens.isAny(at, ". ?."); count++) {
    const open = at + 2;
    const close = tokens.partner(open);
    if (!tokens.is(open, "(") || close < open) break;
    if (tokens.is(at + 1, "default")) return true;
    if (tokens.is(at + 1, "required") && (close === open + 1 || tokens.is(open + 1, "true"))) isSpared = false;
    at = close + 1;
  }
  return isSpared;
}

const sparing = /^(?:option|withDefault|firstSuccessOf|result|either|exit|ignore|(?:orElse|match|catch)\w*)$/;
const longestPipe = 200;

/** `Config.option(Config.string("NAME"))`, `Config.all([Config.string("NAME")]).pipe(Config.withDefault([]))` */
export function isSparedAround(tokens: Tokens, expression: Expression): boolean {
  let { first, last } = expression;
  for (let count = 0; count < mostCalls; count++) {
    for (let pipes = 0; tokens.is(last + 1, ".") && tokens.is(last + 2, "pipe") && pipes < mostCalls; pipes++) {
      const close = tokens.partner(last + 3);
      if (close < last) return false;
      for (let at = last + 4; at < Math.min(close, last + longestPipe); at++)
        if (tokens.isMember(at) && sparing.test(tokens.spelling(at))) return true;
      last = close;
    }
    const open = openBefore(tokens, first - 1);
    if (tokens.partner(open) < last) return false;
    // The body of a function is run as a whole.
    if (tokens.is(open, "{") && tokens.isAny(open - 1, ") =>")) return false;
    last = tokens.partner(open);
    first = open;
    if (!tokens.is(open, "(") || !tokens.isWord(open - 1)) continue;
    if (sparing.test(tokens.spelling(open - 1))) return true;
    first = open - 1;
    for (let members = 0; members < mostCalls && tokens.isMember(first); members++) first -= 2;
  }
  return false;
}

/** The package that has the types of Strapi, and the words by which a script exports. */
const strapi = "@strapi/strapi";
export const configuringWords = `default exports ${strapi}`;

/** What settings of Strapi read by: `export default ({ env }) => ({ host: env("HOST") })`, also where they are exported further down. */
export function findSettings(tokens: Tokens, add: Add): void {
  for (const word of tokens.watched)
    if (tokens.isAny(word, "default exports"))
      takeParameter(tokens, tokens.is(word + 1, "=") ? word + 2 : word + 1, add);
  for (const token of namesModule(tokens, strapi) ? occurrencesOf(tokens, "env") : [])
    if (tokens.is(token - 1, "{")) takeParameter(tokens, token - 2, add);
}

/** `({ env }) =>`, `({ strapi, env }: Config): Settings =>` */
function takeParameter(tokens: Tokens, open: number, add: Add): void {
  const close = tokens.partner(open);
  if (!tokens.is(open, "(") || !tokens.is(open + 1, "{") || !tokens.isAny(close + 1, "=> :")) return;
  for (const token of elementsOf(tokens, open + 1))
    if (tokens.is(token, "env") && tokens.isAny(token + 1, ", }")) add({ kind: "variable", token, thing: "given" });
}
