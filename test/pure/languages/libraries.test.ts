import assert from "node:assert/strict";
import { checkReferences, contextAt } from "./check";

/** A library, and a text that reads names with it. */
const table: Readonly<Record<string, string>> = {
  "Vite loads files into an object": `
import { loadEnv } from "vite"; const env = loadEnv(mode, process.cwd(), ""); env.ALPHA + (env.BETA ?? "")
                                                                                  ^^^^^ read alias
                                                                                               ^^^^ read optional alias
const { GAMMA = "" } = loadEnv(mode, "."); process.env = { ...process.env, ...loadEnv(mode, ".") }; process.env.DELTA
        ^^^^^ read optional alias
                                                                                                                ^^^^^ read
`,
  "others load theirs otherwise": `
import { loadEnv } from "./own"; loadEnv("").NO
`,
  "NestJS is told by Joi what there has to be": `
import { ConfigModule } from "@nestjs/config"; const required = Joi.string().required();
ConfigModule.forRoot({ validationSchema: Joi.object({ ALPHA: Joi.string().required(), BETA: Joi.string() }), x: { NO: 1 } })
                                                      ^^^^^ read schema
                                                                                      ^^^^ read optional schema
const validationSchema = Joi.object<Env>({ GAMMA: required.min(1), DELTA: Joi.any().default("") }).unknown();
                                           ^^^^^ read schema
                                                                   ^^^^^ read optional schema
ConfigModule.forRoot({ validationSchema }); ConfigModule.forRoot({ validationSchema: z.object({ NO: z.string() }) })
`,
  "the environment is held to Joi by itself": `
const schema = Joi.object().keys({ ALPHA: Joi.string().when("x", { then: Joi.required() }), BETA: Joi.number().required() });
                                   ^^^^^ read optional schema
                                                                                            ^^^^ read schema
const { error } = schema.prefs({}).validate(process.env, { abortEarly: false }); object({ NO: string() }).validate(process.env)
Joi.attempt(process.env, Joi.object({ GAMMA: Joi.string().exist() })); schema.validate(other); assert(process.env, schema)
                                      ^^^^^ read schema
`,
  "Prisma fails without": `
import { defineConfig, env } from "prisma/config"; export default { url: env("ALPHA"), direct: env<Env>("BETA") ?? env("no") }
                                                                              ^^^^^ read wrapper
                                                                                                         ^^^^ read wrapper
`,
  "settings of Strapi are handed what reads": `
export default ({ env }) => ({ host: env("ALPHA", "0.0.0.0"), keys: env.array("BETA"), x: env("GAMMA") || 1, y: env.no("NO") })
                                          ^^^^^ read optional wrapper
                                                                               ^^^^ read wrapper
                                                                                               ^^^^^ read optional wrapper
module.exports = ({ strapi, env }) => ({ x: env("DELTA"), connectionString: env("EPSILON") }); run(({ env }) => env("NO"))
                                                 ^^^^^ read wrapper
                                                                                 ^^^^^^^ read optional wrapper
`,
  "and export them further down": `
import type { Core } from "@strapi/strapi";
const config = ({ env }: Core.Shared): Core.Server => ({ keys: env.array("ALPHA") }); export default config
                                                                          ^^^^^ read wrapper
`,
  "Deno and Netlify have an object of names, and Astro what gives nothing": `
const { ALPHA } = Deno.env.toObject(); Netlify.env.get("BETA"); Netlify.env.has("GAMMA"); Deno.env.toObject().DELTA
        ^^^^^ read
                                                        ^^^^ read
                                                                                 ^^^^^ exists optional
                                                                                                              ^^^^^ read
import { getSecret } from "astro:env/server"; getSecret("EPSILON")
                                                         ^^^^^^^ read optional wrapper
`,
  "Firebase defines parameters": `
import { defineSecret, defineString, defineInt } from "firebase-functions/params"; const a = defineSecret("ALPHA")
                                                                                                           ^^^^^ read wrapper
const b = defineString("BETA", { default: "" }), c = defineInt("GAMMA", { description: "" }), d = own.defineSecret("NO")
                        ^^^^ read optional wrapper
                                                                ^^^^^ read wrapper
`,
  "env-var requires what is asked to": `
import env, { get } from "env-var"; env.get("ALPHA").required().asString(); get("BETA").default("").required().asString()
                                             ^^^^^ read wrapper
                                                                                 ^^^^ read optional wrapper
require("env-var").get("GAMMA").asString(); env.get("DELTA").required(isProduction); env.from(x).get("NO").required()
                        ^^^^^ read optional wrapper
                                                     ^^^^^ read optional wrapper
`,
  "Effect describes what is read": `
import { Config, Effect } from "effect"; Effect.gen(function* () { const a = yield* Config.string("ALPHA") }).pipe(Effect.option)
                                                                                                   ^^^^^ read wrapper
yield* Config.redacted(Config.string("BETA")).pipe(Config.withDefault("")); Config.literal("NO", "b")("GAMMA")
                                      ^^^^ read optional wrapper
                                                                                                       ^^^^^ read wrapper
Config.option(Config.all([Config.port("DELTA")])); Config.all({ x: Config.url("EPSILON") }).pipe(Effect.match({}))
                                       ^^^^^ read optional wrapper
                                                                               ^^^^^^^ read optional wrapper
const zeta = Config.string("ZETA"), eta = Config.string("ETA"); Config.option(zeta); Config.all([eta]); Config.number("no")
                            ^^^^ read optional wrapper
                                                         ^^^ read wrapper
`,
  "with something in front of its names they are others": `
import * as Config from "effect/Config"; Config.string("NO").pipe(Config.nested("HTTP"))
`,
  "convict says what fills its keys": `
import convict from "convict"; const keys = { b: { env: "BETA" } }; convict(keys)
                                                         ^^^^ read optional schema
convict({ a: { key: { doc: "NO", env: "ALPHA", default: null }, env: { env: "no" } } }); other({ c: { env: "NO" } })
                                       ^^^^^ read optional schema
`,
  "AdonisJS says what it needs where its environment is made": `
import env from "#start/env"; import { Env } from "@adonisjs/core/env"; env.get("ALPHA") + env.get("BETA", "") + env.set("NO", "")
                                                                                 ^^^^^ read optional wrapper
                                                                                                    ^^^^ read optional wrapper
await Env.create(new URL("../", import.meta.url), { GAMMA: Env.schema.string(), DELTA: Env.schema.string.optional() })
                                                    ^^^^^ read schema
                                                                                ^^^^^ read optional schema
`,
};

/** Half-typed texts with the cursor, and what is being typed there. */
const contexts: Readonly<Record<string, string>> = {
  'import { loadEnv } from "vite"; const env = loadEnv(mode, "."); env.█': "accessor [█]",
  'import { env } from "prisma/config"; export default { url: env("█") }': "accessor [█]",
  'import { env } from "prisma/config"; f(env("█': 'accessor [█]")',
  "export default ({ env }) => ({ key: env.array('█') })": "accessor [█]",
  'import type { Context } from "@netlify/functions"; Netlify.env.get("█")': "accessor [█]",
  'import env from "env-var"; env.get("OP█EN").required()': "accessor [OP█EN]",
  'import { Config } from "effect"; Config.option(Config.string("█"))': "accessor [█]",
  'import convict from "convict"; convict({ a: { env: "█" } })': "accessor [█]",
  'import { defineSecret } from "firebase-functions/params"; const a = defineSecret("█': 'accessor [█]")',
  'import { env } from "./own"; env("█")': "none",
};

describe("Of the libraries that read names", () => {
  for (const [sentence, text] of Object.entries(table))
    it(sentence, () => {
      checkReferences("typescript", text);
    });

  for (const [marked, expected] of Object.entries(contexts))
    it(`it is told where one is typed: ${marked}`, () => {
      assert.equal(contextAt("typescript", marked), expected);
    });
});
