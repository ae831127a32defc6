import { checkImported, checkReferences } from "./check";

function checkAll(title: string, table: Readonly<Record<string, string>>): void {
  describe(title, () => {
    for (const [sentence, marked] of Object.entries(table))
      it(sentence, () => {
        checkReferences("typescript", marked);
      });
  });
}

checkAll("A function that reads what it is given", {
  "refers to what it is called with": `
function env(key: string): string | undefined {
  return process.env[key];
                     ^^^ dynamic
}
env("OPENAI_API_KEY"); env<string>("A"); env?.("B"); (await env("C")) ?? ""; env(key); env("D" + key); env();
     ^^^^^^^^^^^^^^ read wrapper
                                    ^ read wrapper
                                                ^ read wrapper
                                                                 ^ read optional wrapper
`,
  "may be an arrow function or a function expression": `
const a = (key: string): string => process.env[key]!; a("A");
                                               ^^^ dynamic
                                                         ^ read wrapper
const b = key => { return process.env[key] }; b("B");
                                      ^^^ dynamic
                                                 ^ read wrapper
const c = function (key) { return process.env[key] }; c("C");
                                              ^^^ dynamic
                                                         ^ read wrapper
const d: Read = async <T,>(key: string) => process.env[key] as T; await d("D");
                                                       ^^^ dynamic
                                                                           ^ read wrapper
`,
  "may take several names": `
function oauth(make, idKey: string, secretKey: string, more?: object) {
  return () => make({ id: process.env[idKey]!, secret: process.env[secretKey] ?? "" });
                                      ^^^^^ dynamic
                                                                   ^^^^^^^^^ dynamic
}
oauth(GitHub, "GITHUB_ID", "GITHUB_SECRET"); const both = (a, b) => oauth(Google, a, b); both("GOOGLE_ID", "GOOGLE_SECRET");
               ^^^^^^^^^ read wrapper
                            ^^^^^^^^^^^^^ read optional wrapper
                                                                                               ^^^^^^^^^ read wrapper
                                                                                                            ^^^^^^^^^^^^^ read optional wrapper
const either = (a, b) => process.env[a] ?? process.env[b]; either("NEW_KEY", "OLD_KEY");
                                     ^ dynamic
                                                       ^ dynamic
                                                                   ^^^^^^^ read optional wrapper
                                                                              ^^^^^^^ read wrapper
`,
  "may have a type that depends on another one": `
function env<F extends string>(key: string, fallback?: F): F extends string ? string : string | undefined {
  return process.env[key] ?? (fallback as any);
                     ^^^ dynamic
}
env("A"); env("B", "b");
     ^ read wrapper
               ^ read optional wrapper
const b = <T,>(k: string): T extends A ? B[] : T extends C<D> ? (x: E) => F : G => process.env[k] as any; b("C");
                                                                                               ^ dynamic
                                                                                                             ^ read wrapper
`,
  "may go through an alias, Deno, and take its name as another argument": `
const env = process.env; const a = (k) => env[k]; a("A");
                                              ^ dynamic alias
                                                     ^ read wrapper
const b = (k) => Deno.env.get(k); b("B");
                              ^ dynamic
                                     ^ read wrapper
const c = (prefix, k) => prefix + process.env[k]; c("NO", "C");
                                              ^ dynamic
                                                           ^ read wrapper
`,
  "may call another one": `
const a = (key) => process.env[key]; const b = (name) => a(name) ?? ""; const c = (x) => b(x); const d = (x) => a(x);
                               ^^^ dynamic
c("C"); d("D");
   ^ read optional wrapper
           ^ read wrapper
`,
  "is no method, callback, or function that makes up the name": `
class C { get(key) { return process.env[key] } }
                                        ^^^ dynamic
new C().get("A"); ["B"].map((key) => process.env[key]);
                                                 ^^^ dynamic
const c = (key) => process.env[\`APP_\${key}\`]; c("C"); const d = (key) => process.env["APP_" + key]; d("D");
                               ^^^^^^^^^^^^ dynamic
                                                                                     ^^^^^^^^^^^^ dynamic
function e(key) { key = key.toUpperCase(); return process.env[key] } e("e");
                                                              ^^^ dynamic
function f({ key }) { return process.env[key] } f("F");
                                         ^^^ dynamic
`,
  "is none that sets or deletes": `
function a(key, value) { process.env[key] = value } a("A", "1");
                                     ^^^ dynamic
function b(key) { delete process.env[key] } b("B");
                                     ^^^ dynamic
function c(key, value) { const before = process.env[key]; process.env[key] = value; return before } c("C", "1");
                                                    ^^^ dynamic
                                                                      ^^^ dynamic
`,
  "is meant only where nothing nearer goes by its name": `
const env = (key) => process.env[key];
                                 ^^^ dynamic
{ const env = (key) => key; env("A"); }
function f(env) { return env("B") }
my.env("C"); env("D");
                  ^ read wrapper
let g = (key) => process.env[key]; g = other; g("E");
                             ^^^ dynamic
`,
  "is called with what it reads, and not with what it makes of it": `
const get = (key: string) => Deno.env.get(key.toUpperCase()); get("no")
                                          ^^^^^^^^^^^^^^^^^ dynamic
const of = (key: string) => process.env[key.toUpperCase()]; of("no")
                                        ^^^^^^^^^^^^^^^^^ dynamic
function env(key) { return process.env[key] }
                                       ^^^ dynamic
env("no name"); env("A")
                     ^ read wrapper
`,
  "may have types with types in them, or a text with holes in its type": `
const env = <T extends Map<string, Map<string, T>>>(key: string) => process.env[key]
                                                                                ^^^ dynamic
function get<T extends ZodType<unknown>>(key: string, type: T) { return type.parse(process.env[key]) }
                                                                                               ^^^ dynamic
env("A"); get("B", z)
     ^ read wrapper
               ^ read wrapper
function path(process): \`/\${string}\` { process.env.NO }
function way(name): \`/\${string}\` { return process.env[name] }
                                                      ^^^^ dynamic
way("A")
     ^ read wrapper
`,
  "may be a generator, a parameter with a default, or stand behind a line": `
function* env(key) { yield process.env[key] }
                                       ^^^ dynamic
env("A")
     ^ read wrapper
const read = (key = "NONE") => process.env[key]
                                           ^^^ dynamic
read("A")
      ^ read wrapper
const x = 5
function env(key) { return process.env[key] }
                                       ^^^ dynamic
env("A")
     ^ read wrapper
const f = function get<T>(key) { return process.env[key] }
                                                    ^^^ dynamic
f("B"); get("no")
   ^ read wrapper
`,
  "is not called with what is a part of another thing": `
function pick({ a }, key) { return process.env[key] }
                                               ^^^ dynamic
pick({}, "A")
          ^ read wrapper
function other({ key }) { return process.env[key] }
                                             ^^^ dynamic
other({ key: "NO" })
const f = (...key) => process.env[key]; f("no")
                                  ^^^ dynamic
function has(key) { return typeof process.env[key] === "string" }
                                              ^^^ dynamic
has("A")
     ^ read optional wrapper
const env = (key, fallback) => process.env[key] ?? fallback
                                           ^^^ dynamic
env("B"); env("C", "x")
     ^ read wrapper
               ^ read optional wrapper
function maybe(key) { return !process.env[key] || fail(key) }
                                          ^^^ dynamic
maybe("D")
       ^ read optional wrapper
function f(a, b, c, d, e, f, g, h, i, j, k, l, key) { return process.env[key] }
                                                                         ^^^ dynamic
`,
  "fails in its own way": `
async function env(key) { const value = await process.env[key]; return value ?? "" }
                                                          ^^^ dynamic
use(env("A"))
         ^ read optional wrapper
function must(key) { const value = process.env[key]; if (value) return value; else throw new Error(key) }
                                               ^^^ dynamic
must("B")
      ^ read wrapper
function need(key) { if (!process.env[key]) process.exit(1); return process.env[key] }
                                      ^^^ dynamic
                                                                                ^^^ dynamic
need("C")
      ^ read wrapper
function given(key, other) { return process.env[key] ?? fail(key) }
                                                ^^^ dynamic
given("E")
       ^ read wrapper
function either(key) { const value = process.env[key]; if (!value && isOpen) throw value; if (!value) return ""; return value }
                                                 ^^^ dynamic
either("F")
        ^ read wrapper
`,
  "has its fallback at the end of a line": `
function env(key: string, fallback?: string): string {
  return process.env[key] ?? fallback
                     ^^^ dynamic
}
env("A"); env("B", "x")
     ^ read wrapper
               ^ read optional wrapper
`,
  "may be one of several variables, and stand behind three others": `
const own = (key) => process.env[key], given = own("F")
                                 ^^^ dynamic
                                                    ^ read wrapper
const a = (key) => process.env[key]; const b = (x) => a(x); const c = (x) => b(x); const d = (x) => c(x); const e = (x) => d(x)
                               ^^^ dynamic
a("A"); b("B"); c("C"); d("D"); e("no one follows it this far")
   ^ read wrapper
           ^ read wrapper
                   ^ read wrapper
                           ^ read wrapper
`,
});

checkAll("A name that a function is given is optional where", {
  "the call says so": `
const env = (key) => process.env[key];
                                 ^^^ dynamic
env("A") ?? ""; if (env("B")) {} const c = env("C") || "c"; env("D")!; !env("E");
     ^ read optional wrapper
                         ^ read optional wrapper
                                                ^ read optional wrapper
                                                                 ^ read wrapper
                                                                             ^ read optional wrapper
`,
  "the function falls back to something whatever is asked for": `
const a = (key) => process.env[key] ?? ""; a("A");
                               ^^^ dynamic
                                              ^ read optional wrapper
const b = (key, fallback = "") => process.env[key] || fallback; b("B");
                                              ^^^ dynamic
                                                                   ^ read optional wrapper
function c(key) { const value = process.env[key]; if (value === undefined) return undefined; return Number(value) } c("C");
                                            ^^^ dynamic
                                                                                                                       ^ read optional wrapper
`,
  "the call hands over what the function falls back to": `
function env(key: string, fallback?: string): string {
  const value = process.env[key] ?? fallback;
                            ^^^ dynamic
  if (value === undefined) throw new Error(key);
  return value;
}
env("A"); env("B", "b"); env("C", undefined);
     ^ read wrapper
               ^ read optional wrapper
                              ^ read wrapper
const isOn = (key, fallback) => { const value = process.env[key]; if (!value) return fallback; return value === "1" };
                                                            ^^^ dynamic
isOn("F", true); isOn("G");
      ^ read optional wrapper
                       ^ read wrapper
const d = (key, instead) => { const value = process.env[key]; return value ? value : instead }; d("D"); d("E", "e");
                                                        ^^^ dynamic
                                                                                                   ^ read wrapper
                                                                                                           ^ read optional wrapper
`,
  "the call has options or says no": `
const a = (key, options = {}) => read(process.env[key], options); a("A"); a("B", { required: false });
                                                  ^^^ dynamic
                                                                     ^ read wrapper
                                                                             ^ read optional wrapper
function c(key, required = true) { const x = process.env[key]; if (!x && required) throw new Error(); return x }
                                                         ^^^ dynamic
c("C"); c("D", false); c("E", true);
   ^ read wrapper
           ^ read optional wrapper
                          ^ read wrapper
`,
  "the code only gets there with it": `
const env = (key) => process.env[key];
                                 ^^^ dynamic
const a = env("AA") ? Number(env("AA")) : 1; if (!env("BB")) return; use(env("BB"), process.env.BB, env("CC"));
               ^^ read optional wrapper
                                  ^^ read optional wrapper
                                                       ^^ read optional wrapper
                                                                              ^^ read optional wrapper
                                                                                                ^^ read optional
                                                                                                         ^^ read wrapper
if (process.env.DD) use(env("DD")); if (!env("EE")) throw new Error(); if (env("FF") !== "x") throw new Error();
                ^^ read optional
                             ^^ read optional wrapper
                                              ^^ read wrapper
                                                                                ^^ read wrapper
const post = (url) => { if (url) use(url) }; post(env("GG")); const isSet = !!env("HH"); if (isSet) use(env("HH"));
                                                       ^^ read optional wrapper
                                                                                   ^^ read optional wrapper
                                                                                                             ^^ read optional wrapper
const or = (key, fallback) => process.env[key] ?? fallback; if (or("II", "x") !== "y") throw new Error();
                                          ^^^ dynamic
                                                                    ^^ read optional wrapper
`,
  "not where the function throws": `
const a = (key: string, message = "Set it") => {
  const value = process.env[key];
                            ^^^ dynamic
  if (!value) { log(); throw new Error(message); }
  return value;
};
a("A"); a("B", "Please");
   ^ read wrapper
           ^ read wrapper
function c(key) { const value = process.env[key]; if (value) return value; throw new Error(key) } c("C");
                                            ^^^ dynamic
                                                                                                     ^ read wrapper
function d(key) { if (!process.env[key]) { console.error(key); process.exit(1) } return process.env[key] } d("D");
                                   ^^^ dynamic
                                                                                                    ^^^ dynamic
                                                                                                              ^ read wrapper
const e = (key) => process.env[key] ?? fail(key); e("E");
                               ^^^ dynamic
                                                     ^ read wrapper
`,
  "it is only warned of": `
function f(key) { const value = process.env[key]; if (!value) process.emitWarning(key); return value }
                                            ^^^ dynamic
f("A")
   ^ read optional wrapper
`,
});

checkAll("The keys of a schema", {
  "are those of createEnv": `
import { createEnv } from "@t3-oss/env-nextjs";
createEnv({
  server: { A: z.string(), B: z.string().optional() },
            ^ read schema
                           ^ read optional schema
  client: { "NEXT_PUBLIC_C": z.string() },
             ^^^^^^^^^^^^^ read schema
  shared: { D: z.string().default("d") },
            ^ read optional schema
  other: { E: z.string() },
});
`,
  "are found below a line that is being typed": `
import { createEnv } from "@t3-oss/env-nextjs";
createEnv({
  const name = "text"
  server: {
    A: z.string(),
    ^ read schema
    call
    B: c ?
    ^ read optional schema
      d : z.string(), C: z.string(),
                      ^ read schema
  },
});
`,
  "of createEnv say what its runtime environment needs": `
import { createEnv as make } from "@t3-oss/env-core";
make({ server: { A: z.string(), B: z.string().optional() }, runtimeEnv: { A: process.env.A, B: process.env.B, C: process.env.C } });
                 ^ read schema
                                ^ read optional schema
                                                                                         ^ read
                                                                                                           ^ read optional
                                                                                                                             ^ read
process.env.B;
            ^ read
`,
  "are those of objects that it is spread from": `
import { createEnv } from "@t3-oss/env-nextjs";
const get = (key) => process.env[key];
                                 ^^^ dynamic
const base = { AA: z.string() };
               ^^ read schema
const mail = {
  server: { ...base, BB: z.string().optional() },
                     ^^ read optional schema
  client: { NEXT_PUBLIC_CC: z.string().optional(), NEXT_PUBLIC_DD: z.string() },
            ^^^^^^^^^^^^^^ read optional schema
                                                   ^^^^^^^^^^^^^^ read schema
  runtimeEnv: { NEXT_PUBLIC_CC: get("NEXT_PUBLIC_CC"), NEXT_PUBLIC_DD: process.env.NEXT_PUBLIC_DD },
                                     ^^^^^^^^^^^^^^ read optional wrapper
                                                                                   ^^^^^^^^^^^^^^ read
};
createEnv({
  server: { ...mail.server, EE: z.string() },
                            ^^ read schema
  client: { ...mail.client, ...mail.other, ...(other ? mail.server : {}) },
  runtimeEnv: { ...mail.runtimeEnv, NEXT_PUBLIC_CC: process.env.NEXT_PUBLIC_CC },
                                                                ^^^^^^^^^^^^^^ read optional
});
get("NEXT_PUBLIC_CC");
     ^^^^^^^^^^^^^^ read wrapper
const shape = { ...base, FF: z.string().default("f") }; z.object({ ...shape, GG: z.string() }).parse(process.env);
                         ^^ read optional schema
                                                                             ^^ read schema
const round = { ...round, HH: z.string() }; z.object({ ...round }).parse(process.env);
                          ^^ read schema
`,
  "are none of a function of one's own, or of another module": `
import { createEnv } from "./env"; import { z } from "@t3-oss/env-core";
createEnv({ server: { A: z.string() } }, process.env);
function cleanEnv() {} cleanEnv(process.env, { B: str() });
`,
  "are those of cleanEnv and envsafe": `
import { cleanEnv, str } from "envalid"; import * as safe from "envsafe";
cleanEnv(process.env, { A: str(), B: str({ default: "" }), C: str({ devDefault: "c" }), D: str({ desc: "default" }) });
                        ^ read schema
                                  ^ read optional schema
                                                           ^ read optional schema
                                                                                        ^ read schema
safe.envsafe({ E: str(), F: str({ default: undefined }) });
               ^ read schema
                         ^ read optional schema
`,
  "are those of what zod parses the environment with": `
const base = z.object({ A: z.string(), B: z.object({ C: z.string() }) }).strict();
                        ^ read schema
                                       ^ read schema
const schema = base.extend({ D: z.string().default("") }).merge(z.object({ E: z.string() }));
                             ^ read optional schema
                                                                           ^ read schema
schema.safeParse(process.env); z.object({ F: z.string() }).parse(process.env); z.object({ G: z.string() }).parse(body);
                                          ^ read schema
`,
  "are those of what is made of the environment": `
const schema = z.object({ AA: z.string(), BB: z.string().optional(), own: z.string() });
                          ^^ read schema
                                          ^^ read optional schema
export const env = process.env.BUILD ? (process.env as any) : schema.parse(utils.withoutEmpty(process.env));
                               ^^^^^ read optional
z.object({ CC: z.string() }).parse(omit(process.env, "X")); parse(z.object({ DD: z.string() }), clean(process.env));
           ^^ read schema
                                                                             ^^ read schema
z.object({ EE: z.string() }).parse(load(config, process.env)); z.object({ FF: z.string() }).parse([process.env]);
z.object({ GG: z.string() }).parse(await one(two(process.env))); (process.env); f((process.env))
`,
  "decide about what an object is made of that is parsed": `
const schema = z.object({ a: z.string(), b: z.string().optional(), C: z.string().default("") });
const env = schema.parse({ a: process.env.A1, b: process.env.B1, C: process.env.C1 });
                                          ^^ read
                                                             ^^ read optional
                                                                                ^^ read optional
const raw = { a: process.env.A2, b: process.env.B2, "C": process.env.C2, d: process.env.D2 };
                             ^^ read
                                                ^^ read optional
                                                                     ^^ read optional
                                                                                        ^^ read
const parsed = v.safeParse(schema, raw); if (!parsed.success) throw new Error("no");
const both = { b: process.env.B3 }; schema.parse(both); z.object({ b: z.string() }).parse(both);
                              ^^ read
let late = { b: process.env.B4 }; schema.parse(late); other.parse({ b: process.env.B5 }); use({ b: process.env.B6 });
                            ^^ read
                                                                                   ^^ read
                                                                                                               ^^ read
`,
  "are optional where the code goes on when they do not fit": `
const one = z.object({ AA: z.string() }).safeParse(process.env); export const a = one.success ? one.data : undefined;
                       ^^ read optional schema
const schema = v.object({ BB: v.string() }); const two = v.safeParse(schema, process.env); if (two.success) use(two.output);
                          ^^ read optional schema
function f() { const three = z.object({ CC: z.string() }).safeParse(process.env); if (!three.success) return; use(three.data) }
                                        ^^ read optional schema
`,
  "are needed where it fails then, or does not ask": `
const one = z.object({ AA: z.string() }).safeParse(process.env); if (!one.success) { log(one.error); process.exit(1) }
                       ^^ read schema
const two = await z.object({ BB: z.string() }).safeParseAsync(process.env); if (two.success === false) throw new Error();
                             ^^ read schema
const three = z.object({ CC: z.string() }).safeParse(process.env); export default three.data;
                         ^^ read schema
const s = z.object({ DD: z.string() }); const four = s.safeParse(process.env); four.success && use(s.parse(process.env));
                     ^^ read schema
`,
  "are those of what valibot parses the environment with": `
import { object, optional, parse, string } from "valibot";
const schema = v.object({ A: v.string(), B: v.optional(v.string()), C: v.pipe(v.string(), v.nonEmpty()), D: v.nullish(v.string()) });
                          ^ read schema
                                         ^ read optional schema
                                                                    ^ read schema
                                                                                                         ^ read optional schema
v.parse(schema, process.env); parse(object({ E: string(), F: optional(string()) }), process.env);
                                             ^ read schema
                                                          ^ read optional schema
`,
  "are optional where nothing, or who knows what, will do": `
import { duration, flag } from "./flag";
const number = (fallback) =>
  z.coerce.number().default(fallback);
const needed = z.string(); const spare = z.string().nullish();
z.object({
  A: needed, B: spare, C: flag, D: flag(), E: z.coerce.boolean(), F: z.boolean(), G: z.string().catch(""),
  ^ read schema
             ^ read optional schema
                       ^ read optional schema
                                ^ read optional schema
                                           ^ read optional schema
                                                                  ^ read schema
                                                                                  ^ read optional schema
  H: z.preprocess(String, z.string().optional()), I: number(10), J: duration().default("1h"),
  ^ read optional schema
                                                  ^ read optional schema
                                                                 ^ read optional schema
}).parse(process.env);
`,
  "are none where only some are taken": `
z.object({ A: z.string(), B: z.string() }).omit({ A: true }).parse(process.env);
z.object({ C: z.string() }).partial().parse(process.env);
           ^ read optional schema
`,
  "may belong to what a part of an object holds": `
import flag from "./flag"
lib.z.object({ A: lib.z.string(), B: flag(), C: flag, D: "text" }).parse(process.env); parse(process.env)
               ^ read schema
                                  ^ read optional schema
                                             ^ read optional schema
                                                      ^ read schema
list[0].parse(process.env)
import { createEnv } from "@t3-oss/env-nextjs"
const mail = { server: { more: { NO: z.string() } } }
createEnv({ server: { ...mail.server.more, A: z.string() } })
                                           ^ read schema
createEnv({ server: {
  A
  B: z.string(),
  ^ read schema
} })
`,
  "are not those of a part of a schema": `
const schema = z.object({ server: z.object({ A: z.string() }) }); schema.shape.server.parse(process.env)
const base = z.object({ B: z.string() }); z.object({ C: z.string() }).extend(base.shape).parse(process.env)
                        ^ read schema
                                                     ^ read schema
`,
  "may go by a name": `
const object = z.object({ A: z.string() }); z.object({ B: z.string() }).merge(object).parse(process.env)
                          ^ read schema
                                                       ^ read schema
const keys = { C: z.string() }; z.object(keys).parse(process.env); z.object(other.keys).parse(process.env)
               ^ read schema
const typed: z.ZodType<Env> = z.object({ D: z.string() }); typed.parse(process.env)
                                         ^ read schema
let schema; parse(schema, process.env)
const spare = z.string().optional(); z.object({ spare, other }).parse(process.env)
                                                ^^^^^ read optional schema
                                                       ^^^^^ read optional schema
`,
  "are as needed as what goes by a name in another line": `
const spare = z.
  string().optional()
const number = z.number()
const shape = z.optional()
z.object({ A: spare, B: number }).parse(process.env)
           ^ read optional schema
                     ^ read schema
`,
  "are optional by what stands at the end": `
z.object({ A: number }).parse(process.env)
           ^ read optional schema
const number = z.number().default(1)
`,
  "are optional by keys of options, and not by what these hold": `
import { cleanEnv, str } from "envalid"
cleanEnv(process.env, { A: str({ choices: [devDefault, "b"] }), B: str({ devDefault: "b" }), C: str({ devDefault }) })
                        ^ read schema
                                                                ^ read optional schema
                                                                                             ^ read optional schema
`,
  "may belong to one of several environments": `
z.object({ A: z.string() }).parse(isTest ? fake : process.env); z.object({ B: z.string() }).parse(given ?? process.env)
           ^ read schema
                                                                           ^ read schema
`,
});

describe("The settings of NestJS", () => {
  it("are asked for names by whoever is given its ConfigService", () => {
    checkReferences(
      "typescript",
      `
import { ConfigModule, ConfigService } from "@nestjs/config";
class Mailer {
  constructor(private readonly config: ConfigService, @Inject() private other?: ConfigService<Env, true>) {
    use(config.get<string>("ALPHA"), this.config.getOrThrow<Array<string>>("BETA"), this.other?.get("GAMMA", "g"));
                            ^^^^^ read wrapper
                                                                            ^^^^ read wrapper
                                                                                                     ^^^^^ read optional wrapper
    use(this.config.get("DELTA", { infer: true }), this.config.get("mail.port"), cache.config.get("NO"), this.config.set("NO"));
                         ^^^^^ read wrapper
    use(this.config.get("EPSILON") ?? "", this.config.getOrThrow("ZETA") ?? "", config.get("NO" + o), map.get("NO"));
                         ^^^^^^^ read optional wrapper
                                                                  ^^^^ read wrapper
  }
}
class Environment {
  constructor(private config: ConfigService) {}
  kappa(): string { return this.config.get<string>("KAPPA"); }
                                                    ^^^^^ read optional wrapper
  lambda() { return this.config.getOrThrow("LAMBDA"); }
                                            ^^^^^^ read wrapper
  mu() { return this.config.get("MU").split(","); }
                                 ^^ read wrapper
}
const settings = app.get(ConfigService); app.listen(settings.get("ETA"));
                                                                  ^^^ read wrapper
const typed: ConfigService = app.get<ConfigService>(ConfigService); typed.get("THETA"); app.get(ConfigService, "NO");
                                                                               ^^^^^ read wrapper
JwtModule.registerAsync({ inject: [ConfigService], useFactory: (env: ConfigService) => ({ secret: env.get("IOTA") }) });
                                                                                                           ^^^^ read wrapper
`,
    );
  });

  it("are others where another module has a class of that name", () => {
    checkReferences(
      "typescript",
      'import { ConfigService } from "./config"; const f = (config: ConfigService) => config.get("NO");',
    );
  });
});

describe("A function of another module", () => {
  it("goes by the name that it is exported by", () => {
    checkImported(
      "typescript",
      {
        "./lib": `
export const one = (key) => process.env[key]
export async function two(key) { return process.env[key] }
function three(key) { return process.env[key] }
const four = (key) => process.env[key]
const hidden = (key) => process.env[key]
export { three, four as fifth }
export { hidden } from "./elsewhere"
export default (key) => process.env[key]`,
        "./again": `
import * as lib from "./lib"
export * from "./lib"
export { three as third, other } from "./lib"
export { lib }`,
        "./names": `
import * as again from "./again"
export { again }`,
      },
      `
import own, { one, two, third, fifth, four, hidden, lib } from "./again"
one("ONE"); two("TWO"); third("THREE"); fifth("FIVE"); own("NO"); four("NO"); hidden("NO"); lib.one("NO")
     ^^^ read wrapper
                 ^^^ read wrapper
                               ^^^^^ read wrapper
                                               ^^^^ read wrapper
import it from "./lib"; import * as all from "./lib"; it("IT"); all.two("ALL"); all.hidden("NO")
                                                          ^^ read wrapper
                                                                         ^^^ read wrapper
import { again } from "./names"; again("NO"); again.one("NO")
`,
    );
  });

  it("may be exported and loaded as in CommonJS", () => {
    checkImported(
      "typescript",
      {
        "./lib": `
const one = (key) => process.env[key]
const two = (key) => process.env[key]
exports.three = (key) => process.env[key]
module.exports.four = (key) => process.env[key]
exports.five = one
other.six = two; other.exports = two`,
        "./whole": `
const one = (key) => process.env[key]
const two = (key) => process.env[key]
module.exports = { one, second: two }
const three = { two }`,
        "./single": `
module.exports = (key) => process.env[key]`,
        "./chained": `
module.exports = exports = (key) => process.env[key]`,
      },
      `
const lib = require("./lib"); const { one, second, two: no } = require("./whole"); const single = require("./single")
lib.three("THREE"); lib.four("FOUR"); lib.five("FIVE"); lib.six("NO"); lib.default("NO"); one("ONE"); second("TWO"); no("NO"); single("IT")
           ^^^^^ read wrapper
                              ^^^^ read wrapper
                                                ^^^^ read wrapper
                                                                                               ^^^ read wrapper
                                                                                                              ^^^ read wrapper
                                                                                                                                       ^^ read wrapper
list[0] = require("./lib"); use(require("./lib")); this.lib = require("./lib"); this.lib.three("NO"); list[0].three("NO")
const chained = require("./chained"); chained.exports("NO")
`,
    );
  });
});

describe("A function of another module", () => {
  it("may take several names", () => {
    checkImported(
      "typescript",
      {
        "./lib": `
export const pair = (a, b) => [process.env[a], process.env[b]]
export default (a, b) => process.env[a] + process.env[b]`,
      },
      `
import read, { pair } from "./lib"; import * as all from "./lib"
pair("FIRST", "SECOND"); read("THIRD", "FOURTH"); all.pair("FIFTH", "SIXTH")
      ^^^^^ read wrapper
               ^^^^^^ read wrapper
                               ^^^^^ read wrapper
                                        ^^^^^^ read wrapper
                                                            ^^^^^ read wrapper
                                                                     ^^^^^ read wrapper
`,
    );
  });
});
