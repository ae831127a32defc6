import { openBefore } from "../lists";
import { occurrencesOf } from "../patterns";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import type { Add } from "./finding";

/** Where a handler says what it is given: the request, or what else there is, and then the environment. */
const handler = /\b(?:fetch|scheduled|queue|email)\s*(?::[a-z\s]*)?\([^,()]+,\s*(?=env\b)/g;

/**
 * The parameters by which a worker of Cloudflare gets its environment: `export default { fetch(request, env) { … } }`
 * (developers.cloudflare.com/workers/runtime-apis/handlers).
 */
export function findHandlers(tokens: Tokens, add: Add): void {
  const { text } = tokens;
  const isTyped = text.includes("ExportedHandler");
  if (!isTyped && !text.includes("export default {")) return;
  for (const { 0: all, index } of text.matchAll(handler)) {
    const token = tokens.indexAt(index + all.length);
    const open = openBefore(tokens, token - 1);
    const object = openBefore(tokens, tokens.indexAt(index) - 1);
    const isHandler = tokens.isAny(tokens.partner(open) + 1, "{ => :") && tokens.is(object, "{");
    if (tokens.isWord(token) && isHandler && (isTyped || tokens.is(object - 1, "default")))
      add({ kind: "variable", token, thing: "env" });
  }
}

/**
 * `c.env` of a handler of Hono (hono.dev/docs/api/context#env), and `this.env` of a class of Cloudflare
 * (developers.cloudflare.com/durable-objects/api/base).
 */
export function contextEnvironments(tokens: Tokens): readonly Expression[] {
  const { text } = tokens;
  const isHono = text.includes('"hono"') || text.includes("'hono'");
  const isClass = text.includes("cloudflare:workers");
  if (!isHono && !isClass) return [];
  return Array.from(occurrencesOf(tokens, "env"), (last) => ({ first: last - 2, last })).filter(({ first, last }) => {
    const isContext = (isHono && tokens.isAny(first, "c ctx context")) || (isClass && tokens.is(first, "this"));
    return isContext && tokens.isAny(last - 1, ". ?.") && !tokens.isMember(first);
  });
}
