import type { ReferenceKind } from "../reference";

/** What an expression can stand for on the way to a name. */
export type Thing = "global" | "process" | "bun" | "deno" | "denoEnv" | "importMeta" | "env";

/** The members of each thing that lead on. Every other member of `env` is a name. */
const members: Readonly<Record<Thing, ReadonlyMap<string, Thing>>> = {
  global: new Map([
    ["process", "process"],
    ["Bun", "bun"],
    ["Deno", "deno"],
    ["globalThis", "global"],
    ["window", "global"],
    ["global", "global"],
    ["self", "global"],
  ]),
  process: new Map([
    ["env", "env"],
    ["default", "process"],
  ]),
  bun: new Map([["env", "env"]]),
  deno: new Map([["env", "denoEnv"]]),
  importMeta: new Map([["env", "env"]]),
  denoEnv: new Map(),
  env: new Map(),
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

/** What a member of a thing is, or undefined where it leads nowhere, or is a name. */
export function memberOf(thing: Thing, key: string): Thing | undefined {
  return members[thing].get(key);
}

/** What a method of a thing does with the name it is given. */
export function methodOf(thing: Thing, key: string): ReferenceKind | undefined {
  return methods[thing]?.get(key);
}

/** Things that are there without being imported. */
export const globals: ReadonlyMap<string, Thing> = new Map([
  ["process", "process"],
  ["Bun", "bun"],
  ["Deno", "deno"],
  ["globalThis", "global"],
  ["global", "global"],
  ["window", "global"],
  ["self", "global"],
]);

/** Modules that stand for a thing: what they export are its members. */
export const modules: ReadonlyMap<string, Thing> = new Map([
  ["node:process", "process"],
  ["process", "process"],
  ["bun", "bun"],
  // svelte.dev/docs/kit/$env-static-private and its three siblings
  ["$env/static/private", "env"],
  ["$env/static/public", "env"],
  ["$env/dynamic/private", "process"],
  ["$env/dynamic/public", "process"],
  // developers.cloudflare.com/workers/runtime-apis/bindings
  ["cloudflare:workers", "process"],
]);

/** A text without any of these lines holds no accessor. */
export const javascriptNeedles: readonly (readonly string[])[] = [
  ["process", "env"],
  ["import.meta", "env"],
  ["Bun", "env"],
  ["Deno", "env"],
  ["$env/"],
  ["cloudflare:workers"],
];
