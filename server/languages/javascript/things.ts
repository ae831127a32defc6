import type { ReferenceKind } from "../reference";

/** What an expression can stand for on the way to a name. */
export type Thing = "global" | "process" | "bun" | "deno" | "denoEnv" | "importMeta" | "env" | "reader";

/** What the members of each thing are. Every other member of `env` is a name. */
export const membersOf: Readonly<Record<Thing, Readonly<Record<string, Thing>>>> = {
  global: { process: "process", Bun: "bun", Deno: "deno", globalThis: "global", window: "global", global: "global" },
  process: { env: "env" },
  bun: { env: "env" },
  deno: { env: "denoEnv" },
  denoEnv: {},
  importMeta: { env: "env" },
  env: {},
  reader: {},
};

/** The methods that take a name, and what they do with it. */
export const methodsOf: Readonly<Partial<Record<Thing, ReadonlyMap<string, ReferenceKind>>>> = {
  denoEnv: new Map([
    ["get", "read"],
    ["has", "exists"],
    ["set", "write"],
    ["delete", "delete"],
  ]),
  env: new Map([["hasOwnProperty", "exists"]]),
};

/** Things that are there without being imported. */
export const globals: Readonly<Record<string, Thing>> = {
  process: "process",
  globalThis: "global",
  global: "global",
  window: "global",
  self: "global",
  Bun: "bun",
  Deno: "deno",
};

/** Modules that stand for a thing: what they export are its members. */
export const modules: Readonly<Record<string, Thing>> = {
  "node:process": "process",
  process: "process",
  bun: "bun",
  // svelte.dev/docs/kit/$env-static-private and its three siblings
  "$env/static/private": "env",
  "$env/static/public": "env",
  "$env/dynamic/private": "process",
  "$env/dynamic/public": "process",
  // developers.cloudflare.com/workers/runtime-apis/bindings
  "cloudflare:workers": "process",
};

/** A text without any of these lines holds no accessor. */
export const javascriptNeedles: readonly (readonly string[])[] = [
  ["process", "env"],
  ["import.meta", "env"],
  ["Bun", "env"],
  ["Deno", "env"],
  ["$env/"],
  ["cloudflare:workers"],
];
