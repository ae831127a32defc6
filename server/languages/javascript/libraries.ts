import { forWords } from "../groups";

/**
 * What is called with a name. `strict` fails without it, `lenient` gives nothing by itself, and `given` nothing or its second argument;
 * `preset` is told by its options what to give, `chained` by what is called behind it, and `effect` by what it is handed to.
 */
type Reader = "strict" | "lenient" | "given" | "preset" | "chained" | "effect";

/** What holds the environment to a schema: `option` is given that as one, `types` behind a folder, and `convict` by keys that say what fills them. */
type Holder = "option" | "types" | "convict";

/** What a `maker` gives is the environment, what `context` gives has one, and what `choices` gives reads a name. */
type Maker = "maker" | "context" | "choices";

type Module =
  | "vite"
  | "openNext"
  | "prisma"
  | "firebase"
  | "envVar"
  | "effects"
  | "config"
  | "adonis"
  | "adonisCore"
  | "nest";

/** What libraries export, and what that leads to. */
export type LibraryThing = Module | "nestModule" | "adonisEnv" | Reader | Holder | Maker;

const effectReaders = "string redacted secret number integer boolean nonEmptyString url port duration date logLevel";

/** The modules of a library, what they stand for, and what its members do or lead to. What has no module is reached otherwise. */
const rows: readonly (readonly [
  modules: string,
  thing: LibraryThing,
  members: Readonly<Record<string, LibraryThing>>,
])[] = [
  // vite.dev/guide/api-javascript#loadenv
  ["vite", "vite", { loadEnv: "maker" }],
  // opennext.js.org/cloudflare/bindings
  ["@opennextjs/cloudflare", "openNext", { getCloudflareContext: "context" }],
  // docs.nestjs.com/techniques/configuration#schema-validation
  ["@nestjs/config", "nest", { ConfigModule: "nestModule" }],
  ["", "nestModule", { forRoot: "option" }],
  // prisma.io/docs/orm/reference/prisma-config-reference
  ["prisma/config @prisma/config", "prisma", { env: "strict" }],
  // docs.strapi.io/cms/configurations/environment
  ["", "given", { "int float bool json array date oneOf": "given" }],
  // firebase.google.com/docs/functions/config-env
  [
    "firebase-functions/params",
    "firebase",
    { defineSecret: "strict", "defineString defineInt defineFloat defineBoolean defineList": "preset" },
  ],
  // github.com/evanshortiss/env-var
  ["env-var", "envVar", { default: "envVar", get: "chained" }],
  // effect.website/docs/configuration
  ["effect", "effects", { Config: "config" }],
  ["effect/Config", "config", { [effectReaders]: "effect", literal: "choices" }],
  // github.com/mozilla/node-convict
  ["convict", "convict", { default: "convict" }],
  // docs.adonisjs.com/guides/environment-variables: what is needed is said where the environment is made.
  ["#start/env", "adonis", { default: "adonis", get: "lenient" }],
  ["@adonisjs/core/env", "adonisCore", { Env: "adonisEnv" }],
  ["", "adonisEnv", { create: "types" }],
];

export const libraryModules = rows.flatMap(([modules, thing]) => (modules === "" ? [] : forWords(modules, thing)));

export const libraryMembers = Object.fromEntries(
  rows.map(([, thing, members]) => [
    thing,
    new Map(Object.entries(members).flatMap(([words, next]) => forWords(words, next))),
  ]),
);

/** What leads to names by itself, in any text. Of `env-var` the end is rarer than the beginning, and it is a word where no quote follows. */
export const libraryNeedles = (
  "loadEnv prisma/config firebase-functions/params convict #start/env @adonisjs/core/env @netlify/ " + `-var" -var'`
).split(" ");

/** What calling a thing gives that is one, too. */
export function madeBy(thing: string): "env" | "process" | "effect" | undefined {
  if (thing === "maker") return "env";
  if (thing === "context") return "process";
  return thing === "choices" ? "effect" : undefined;
}

export function isHolder(thing: string): thing is Holder {
  return thing === "option" || thing === "types" || thing === "convict";
}
