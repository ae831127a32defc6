import { forWords } from "../groups";
import { asPattern, byFirstCharacter, mayHoldAccessors } from "../prefilter";
import type { ReferenceKind } from "../reference";
import type { LibraryThing } from "./libraries";
import { handedOn } from "./workers";
import { isHolder, libraryMembers, libraryModules, libraryNeedles } from "./libraries";

/** What an expression can stand for on the way to a name. */
export type Thing =
  | "global"
  | "process"
  | "bun"
  | "deno"
  | "denoEnv"
  | "importMeta"
  | "env"
  /** An object made of the environment and more: what is set in it counts. */
  | "copy"
  // Modules that start processes, and what they do it with.
  | "starters"
  | "starter"
  // Modules that hold the environment to a schema, and the functions that they do it with.
  | "schemas"
  | SchemaFunction
  | LibraryThing;

/** `t3`: lists of keys by who may see them. `second`: keys behind the environment. `first`: keys, and nothing else. */
type Validator = "t3" | "second" | "first";
export type SchemaFunction = Validator | Extract<LibraryThing, "option" | "types" | "convict">;

/** Things that are there without being imported. */
export const globals: ReadonlyMap<string, Thing> = new Map<string, Thing>([
  ["process", "process"],
  ["Bun", "bun"],
  // docs.netlify.com/build/functions/api/#netlify-global-object
  ...forWords("Deno Netlify", "deno"),
  ...forWords("globalThis global window self", "global"),
]);

/** The members of each thing that lead on. Every other member of `env` is a name. */
const members: Readonly<Partial<Record<Thing, ReadonlyMap<string, Thing>>>> = {
  ...libraryMembers,
  global: globals,
  process: new Map([
    ["env", "env"],
    ["default", "process"],
  ]),
  bun: new Map([["env", "env"]]),
  deno: new Map([["env", "denoEnv"]]),
  denoEnv: new Map([["toObject", "maker"]]),
  importMeta: new Map([["env", "env"]]),
  starters: new Map<string, Thing>([
    ["default", "starters"],
    ...forWords("fork spawn exec execFile spawnSync execSync execFileSync Worker execa execaSync execaNode", "starter"),
  ]),
  schemas: new Map([
    ["createEnv", "t3"],
    ["cleanEnv", "second"],
    ["customCleanEnv", "second"],
    ["envsafe", "first"],
    ["default", "schemas"],
  ]),
};

/** The methods that take a name, and what they do with it. */
const methods: Readonly<Partial<Record<Thing, ReadonlyMap<string, ReferenceKind>>>> = {
  denoEnv: new Map([
    ["get", "read"],
    ["has", "exists"],
    ["set", "write"],
    ["delete", "delete"],
  ]),
  env: new Map([["hasOwnProperty", "exists"]]),
};

/** Functions that take `env` and then a name, by the word before the parenthesis. */
export const functionsOnEnv: ReadonlyMap<string, ReferenceKind> = new Map([
  ["hasOwn", "exists"],
  ["call", "exists"],
  ["has", "exists"],
  ["get", "read"],
  ["set", "write"],
  ["deleteProperty", "delete"],
]);

export function isSchemaFunction(thing: Thing): thing is SchemaFunction {
  return thing === "t3" || thing === "second" || thing === "first" || isHolder(thing);
}

/** What a member of a thing is, or undefined where it leads nowhere, or is a name. */
export function memberOf(thing: Thing, key: string): Thing | undefined {
  return members[thing]?.get(key);
}

/** What a method of a thing does with the name it is given. */
export function methodOf(thing: Thing, key: string): ReferenceKind | undefined {
  return methods[thing]?.get(key);
}

/** Modules that stand for a thing: what they export are its members. */
export const modules: ReadonlyMap<string, Thing> = new Map<string, Thing>([
  ...libraryModules,
  ["node:process", "process"],
  ["process", "process"],
  ["bun", "bun"],
  // svelte.dev/docs/kit/$env-static-private and its three siblings
  ["$env/static/private", "env"],
  ["$env/static/public", "env"],
  ["$env/dynamic/private", "process"],
  ["$env/dynamic/public", "process"],
  // docs.astro.build/en/guides/environment-variables/#type-safe-environment-variables
  ["astro:env/server", "env"],
  ["astro:env/client", "env"],
  // developers.cloudflare.com/workers/runtime-apis/bindings
  ["cloudflare:workers", "process"],
  // env.t3.gg/docs, github.com/af/envalid, github.com/KATT/envsafe
  ...forWords("@t3-oss/env-core @t3-oss/env-nextjs @t3-oss/env-nuxt envalid envsafe", "schemas"),
  // nodejs.org/api/child_process.html, nodejs.org/api/worker_threads.html, github.com/sindresorhus/execa
  ...forWords("node:child_process child_process node:worker_threads worker_threads execa", "starters"),
]);

/** Words that lead to `env`, modules that are given one, and modules that lead to names by themselves. */
const owners = ["process", "import.meta", "Bun", "Deno"];
const takers = ["child_process", "worker_threads", "execa"];
const leadersOfEnv = ["$env/", "cloudflare:workers", "@t3-oss/env-", "astro:env/"];
const otherLeaders = ["envsafe", "@nestjs/config"];
/** What is there where a worker of Cloudflare is handed its environment, in one line or in several, and settings of Strapi. */
const handlers = "fetch(request fetch(_request fetch(req fetch(_req fetch(_, ExecutionContext ExportedHandler"
  .split(" ")
  .concat("({ env }");
/** What it says itself to be where it is handed on, and what gives it. */
const types = [
  "env: Env",
  "env: Cloudflare.Env",
  "env: CloudflareEnv",
  "env: CloudflareBindings",
  "getCloudflareContext",
];
/** The same by words whose first character is rare. */
const typePatterns: ReadonlyMap<string, string> = new Map([
  ["Env", String.raw`(?<=\benv: )Env\b`],
  ["Cloudflare", String.raw`(?<=\benv: )Cloudflare|(?<=\bget)CloudflareContext\b`],
]);
/** How a handler of Hono says it: most scripts that import Hono never do. */
const contexts = ["c.env", "ctx.env", "context.env"];

/** What is there where Effect is told what to read. */
const configuring = ["Config.", "effect"] as const;

/** A text without any of these lines holds no accessor. Nearly all ask for `env` first, which most scripts do not say. */
export const javascriptNeedles: readonly (readonly string[])[] = [
  ...[...owners, ...takers, ...leadersOfEnv, ...handlers, ...types, ...handedOn].map((word) => ["env", word]),
  ...contexts.map((word) => ["env", "hono", word]),
  ...[...otherLeaders, ...libraryNeedles].map((word) => [word]),
  configuring,
];

/**
 * What does not lead from `process` to a name: another member, as in `process.cwd()`, a function of that name, and prose, as in
 * "process the rest", "a process's", "in-process" and the end of 'Starting to process'. A parenthesis is written by its number, as
 * what stands in one is cut out for POSIX.
 */
function elsewhere(word: string): string {
  const isMember = String.raw`\s*[?!]*\.\s*(?!env\b)[\w#]`;
  const isProse = String.raw`[ /-](?!as\b|satisfies\b)\w|'s\b|(?<= ${word})["'\`]|(?<=-${word})[^.?!\[]`;
  return String.raw`(?!${isMember}|\s*\x28|${isProse})`;
}

const ownerPatterns = owners.map((word) => asPattern(word) + elsewhere(word.replace(".", String.raw`\.`)));

/** What a text with such a line has besides, if it holds an accessor: one of these, each within a line. */
export const wayPatterns: readonly string[] = [
  ...byFirstCharacter(
    [
      ...owners,
      ...takers,
      ...leadersOfEnv,
      ...otherLeaders,
      ...handlers,
      ...libraryNeedles,
      configuring[0],
      ...typePatterns.keys(),
    ],
    (word) => ownerPatterns[owners.indexOf(word)] ?? typePatterns.get(word) ?? asPattern(word),
  ),
  // Sought by the dot, which is rarer than what contexts begin with.
  String.raw`(?<=${[...contexts, ...handedOn].map((word) => asPattern(word.slice(0, -".env".length))).join("|")})\.env\b`,
];

const ownWays = ownerPatterns.map((pattern) => new RegExp(pattern));
const otherNeedles = javascriptNeedles.filter(([, word = ""]) => !owners.includes(word));
const env = { needles: [["env"]] };

/** Whether something in a text leads to a name. Asked one by one: what begins with many things is looked for at each place. */
export function leadsToNames(text: string): boolean {
  const isOwned = mayHoldAccessors(text, env) && ownWays.some((way) => way.test(text));
  return isOwned || mayHoldAccessors(text, { needles: otherNeedles });
}
