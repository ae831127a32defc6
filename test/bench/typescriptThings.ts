import ts from "typescript6";
import type { Reference } from "../../server/languages/reference";

/** What an expression can stand for on the way to a name. */
export type Thing =
  | "global"
  | "process"
  | "bun"
  | "deno"
  | "denoEnv"
  | "importMeta"
  | "env"
  | "copy"
  | "starters"
  | "starter"
  | "vite"
  | "maker"
  | "openNext"
  | "context";
type Via = Reference["via"];
export interface Value {
  readonly thing: Thing;
  readonly via: Via;
}

export const things: Readonly<Record<string, Thing>> = {
  process: "process",
  globalThis: "global",
  global: "global",
  window: "global",
  self: "global",
  Bun: "bun",
  Deno: "deno",
  Netlify: "deno",
};

export const moduleThings: Readonly<Record<string, Thing>> = {
  process: "process",
  "node:process": "process",
  bun: "bun",
  "$env/static/private": "env",
  "$env/static/public": "env",
  "$env/dynamic/private": "process",
  "$env/dynamic/public": "process",
  "cloudflare:workers": "process",
  vite: "vite",
  "@opennextjs/cloudflare": "openNext",
  "astro:env/server": "env",
  "astro:env/client": "env",
  "node:child_process": "starters",
  child_process: "starters",
  "node:worker_threads": "starters",
  worker_threads: "starters",
  execa: "starters",
};

export function memberOf(thing: Thing, key: string): Thing | undefined {
  if (thing === "global" && Object.hasOwn(things, key)) return things[key];
  if (thing === "process" && key === "default") return "process";
  if (thing === "starters" && key === "default") return "starters";
  if (thing === "starters" && /^(?:fork|(?:spawn|exec|execFile|execa)(?:Sync)?|execaNode|Worker)$/.test(key))
    return "starter";
  if (thing === "openNext" && key === "getCloudflareContext") return "context";
  if ((thing === "vite" && key === "loadEnv") || (thing === "denoEnv" && key === "toObject")) return "maker";
  if (key !== "env") return undefined;
  if (thing === "process" || thing === "bun" || thing === "importMeta") return "env";
  return thing === "deno" ? "denoEnv" : undefined;
}

export function isEnvironment(value: Value | undefined): value is Value {
  return value?.thing === "env" || value?.thing === "copy";
}

export function directly(values: readonly (Value | undefined)[]): Value | undefined {
  const environments = values.filter(isEnvironment);
  return environments.find(({ via }) => via === "direct") ?? environments[0];
}

export function member(value: Value | undefined, key: string): Value | undefined {
  const next = value === undefined ? undefined : memberOf(value.thing, key);
  return next === undefined || value === undefined ? undefined : { thing: next, via: value.via };
}

export function requiredThing(node: ts.CallExpression): Value | undefined {
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isRequire && node.arguments[0] !== undefined ? ofModule(node.arguments[0]) : undefined;
}

/** What is made by calling something. */
export function madeThing(called: Value | undefined): Value | undefined {
  if (called?.thing === "context") return { thing: "process", via: called.via };
  return called?.thing === "maker" ? { thing: "env", via: called.via } : undefined;
}

export function importedThing(node: ts.CallExpression): Value | undefined {
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport && node.arguments[0] !== undefined ? ofModule(node.arguments[0]) : undefined;
}

export function ofModule(node: ts.Expression): Value | undefined {
  if (!ts.isStringLiteralLike(node) || !Object.hasOwn(moduleThings, node.text)) return undefined;
  return { thing: moduleThings[node.text]!, via: "direct" };
}
