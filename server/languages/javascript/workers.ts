import { openBefore } from "../lists";
import { occurrencesOf } from "../patterns";
import { Spellings } from "../spellings";
import type { Tokens } from "../tokens";
import type { Expression } from "./expression";
import type { Add } from "./finding";
import { namesModule } from "./imports";

const environment = ".env";

/** How frameworks hand the environment on. */
export const handedOn = ["cloudflare", "cloudflare?", "platform", "platform?", "runtime", "runtime?"].map(
  (owner) => owner + environment,
);

/** What the handlers of a worker are called that get an environment, and what is imported where something else has one. */
export const workerWords = "fetch scheduled queue email hono Env CloudflareEnv CloudflareBindings";
const handlers = new Spellings("fetch scheduled queue email");
const types = new Spellings("Env CloudflareEnv CloudflareBindings");

/**
 * The parameters by which a worker of Cloudflare gets its environment: `export default { fetch(request, env) { … } }`
 * (developers.cloudflare.com/workers/runtime-apis/handlers).
 */
export function findHandlers(tokens: Tokens, add: Add): void {
  let isTyped: boolean | undefined;
  for (const word of tokens.watched) {
    const token = tokens.isOneOf(word, handlers) && !tokens.isMember(word) ? parameterOf(tokens, word) : -1;
    if (token < 0) continue;
    let object = word - 1;
    for (let steps = 0; steps < mostMembers && !tokens.isOpen(object); steps++) object = tokens.previous(object);
    if (!tokens.is(object, "{")) continue;
    // Looked for once: there may be thousands of such functions.
    isTyped ??= tokens.text.includes("ExportedHandler");
    if (isTyped || tokens.is(object - 1, "default")) add({ kind: "variable", token, thing: "env" });
  }
}

/** How far in front of a handler its object may begin, in tokens and brackets. */
const mostMembers = 60;

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
 * Where the environment is handed on: as a parameter that says so by the type that Wrangler makes for it, `env: Env`
 * (developers.cloudflare.com/workers/wrangler/commands/#types), as `this.env` of a class with such a type or of Cloudflare's own
 * (developers.cloudflare.com/durable-objects/api/base), and by frameworks, of which the expressions are given.
 */
export function findHandedOn(tokens: Tokens, add: Add): readonly Expression[] {
  const typed = typedIn(tokens);
  for (const token of typed)
    if (tokens.is(openBefore(tokens, token - 1), "(")) add({ kind: "variable", token, thing: "env" });
  const hono = namesModule(tokens, "hono") ? "c ctx context" : "";
  const own = typed.length > 0 || namesModule(tokens, "cloudflare:workers") ? "this" : "";
  if (hono === "" && own === "" && !isHandedOn(tokens.text)) return [];
  const isOwned = (last: number): boolean => {
    const owner = last - 2;
    if (!tokens.isAny(last - 1, ". ?.")) return false;
    const isFree = !tokens.isMember(owner) && tokens.isAny(owner, `${hono} ${own}`);
    return isFree || tokens.isAny(owner, owners) || (tokens.is(owner, "runtime") && tokens.is(owner - 2, "locals"));
  };
  return Array.from(occurrencesOf(tokens, "env"))
    .filter(isOwned)
    .map((last) => ({ first: startOf(tokens, last - 2), last }));
}

/** Whether a framework may hand it on. Sought by what they end with, which is rarer than what they begin with. */
function isHandedOn(text: string): boolean {
  for (let at = text.indexOf(environment); at >= 0; at = text.indexOf(environment, at + 1))
    if (handedOn.some((way) => text.startsWith(way, at + environment.length - way.length))) return true;
  return false;
}

/** Where `a.b.c` begins that leads to a word: `event` of `event.context.cloudflare`. */
function startOf(tokens: Tokens, word: number): number {
  let first = word;
  while (tokens.isMember(first) && tokens.isWord(first - 2) && first > word - farthest) first -= 2;
  return first;
}

/**
 * Of React Router and Nitro; of SvelteKit (svelte.dev/docs/kit/adapter-cloudflare). What Astro has is `locals.runtime`
 * (docs.astro.build/en/guides/integrations-guide/cloudflare), and what Hono has `c` (hono.dev/docs/api/context#env).
 */
const owners = "cloudflare platform";

/** Each `env` whose type says that it is the environment of a worker. */
function typedIn(tokens: Tokens): readonly number[] {
  const found = tokens.watched.flatMap((word) => {
    if (!tokens.isOneOf(word, types)) return [];
    const first = tokens.is(word - 1, ".") && tokens.is(word - 2, "Cloudflare") ? word - 2 : word;
    const token = tokens.is(first - 2, "?") ? first - 3 : first - 2;
    return tokens.is(first - 1, ":") && tokens.is(token, "env") ? [token] : [];
  });
  return found.length > 0 && (asked.test(tokens.text) || isMadeOtherwise(tokens.text)) ? [] : found;
}

/** Whether the script itself says that the type is what a schema makes of the environment, or a class. */
function isMadeOtherwise(text: string): boolean {
  return /\b(?:class|enum)\s+Env\b|\btype\s+Env\s*=\s*(?:typeof\b|(?:\w+\.)?(?:infer|input|output|Infer\w*|TypeOf|Static)\s*<)/.test(
    text,
  );
}

/** The environment of an interpreter may go by the same words: `env.lookup(name)`. */
const asked = /\benv\.(?!waitUntil)[a-z]\w*[.([]/;
