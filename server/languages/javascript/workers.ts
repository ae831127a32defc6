import { openBefore } from "../lists";
import { occurrencesOf } from "../patterns";
import { Spellings } from "../spellings";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import type { Add } from "./finding";

/** What the handlers of a worker are called that get an environment, and what is imported where something else has one. */
export const workerWords = "fetch scheduled queue email hono";
const handlers = new Spellings("fetch scheduled queue email");

/**
 * The parameters by which a worker of Cloudflare gets its environment: `export default { fetch(request, env) { … } }`
 * (developers.cloudflare.com/workers/runtime-apis/handlers).
 */
export function findHandlers(tokens: Tokens, add: Add): void {
  let isTyped: boolean | undefined;
  for (const word of tokens.watched) {
    const token = tokens.isOneOf(word, handlers) && !tokens.isMember(word) ? parameterOf(tokens, word) : -1;
    if (token < 0) continue;
    const object = openBefore(tokens, word - 1);
    if (!tokens.is(object, "{")) continue;
    // Looked for once: there may be thousands of such functions.
    isTyped ??= tokens.text.includes("ExportedHandler");
    if (isTyped || tokens.is(object - 1, "default")) add({ kind: "variable", token, thing: "env" });
  }
}

/** How many tokens may stand in front of the parenthesis, and of the environment behind that. */
const farthest = 30;

/** `env` of `fetch(request, env) {` and `fetch: async (request, env) =>`; -1 where nothing is defined. */
function parameterOf(tokens: Tokens, word: number): number {
  let open = word + 1;
  if (tokens.is(open, ":"))
    do open++;
    while (tokens.isWord(open) && open < word + farthest);
  const close = tokens.partner(open);
  if (!tokens.is(open, "(") || !tokens.isAny(close + 1, "{ => :")) return -1;
  for (let at = open + 1; at < Math.min(close, open + farthest); at = tokens.next(at))
    if (tokens.is(at, "env") && tokens.is(at - 1, ",")) return at;
  return -1;
}

/**
 * `c.env` of a handler of Hono (hono.dev/docs/api/context#env), and `this.env` of a class of Cloudflare
 * (developers.cloudflare.com/durable-objects/api/base).
 */
export function contextEnvironments(tokens: Tokens): readonly Expression[] {
  const imports = (module: string): boolean =>
    tokens.watched.some((token) => tokens.isLiteral(token) && tokens.spelling(token) === module);
  const isHono = imports("hono");
  const isClass = imports("cloudflare:workers");
  if (!isHono && !isClass) return [];
  return Array.from(occurrencesOf(tokens, "env"), (last) => ({ first: last - 2, last })).filter(({ first, last }) => {
    const isContext = (isHono && tokens.isAny(first, "c ctx context")) || (isClass && tokens.is(first, "this"));
    return isContext && tokens.isAny(last - 1, ". ?.") && !tokens.isMember(first);
  });
}
