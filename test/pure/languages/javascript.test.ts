import { checkReferences } from "./check";

/** A sentence about what counts, and texts that hold it: TypeScript unless another language is named. */
type Table = Readonly<Record<string, string | readonly [string, string]>>;

function checkAll(title: string, table: Table): void {
  describe(title, () => {
    for (const [sentence, row] of Object.entries(table))
      it(sentence, () => {
        if (typeof row === "string") checkReferences("typescript", row);
        else checkReferences(...row);
      });
  });
}

checkAll("In JavaScript and TypeScript", {
  "a member of process.env is a name": `
process.env.OPENAI_API_KEY
            ^^^^^^^^^^^^^^ read
process.env["SLACK-TOKEN"] + process.env['A'] + process.env[\`B\`]
             ^^^^^^^^^^^ read
                                          ^ read
                                                             ^ read
process.env?.A; process?.env?.["B"]; process.env!.C!; process["env"].D
             ^ read
                                ^ read
                                                  ^ read
                                                                     ^ read
`,
  "a computed name is marked, whatever computes it": `
process.env[key]; process.env["A" + key]; process.env[\`A_\${key}\`]; process.env[0]
            ^^^ dynamic
                              ^^^^^^^^^ dynamic
                                                      ^^^^^^^^^^ dynamic
                                                                               ^ dynamic
`,
  "a method of process.env is none": `
process.env.toString(); process.env.hasOwnProperty(key);
                                                   ^^^ dynamic
`,
  "process.env is reached through the global object, parentheses and assertions": `
globalThis.process.env.A; window.process.env.B; (process.env as any).C; (<any>process).env.D; (process.env satisfies E).F
                       ^ read
                                             ^ read
                                                                     ^ read
                                                                                           ^ read
                                                                                                                        ^ read
`,
  "process alone is enough, where what follows is no other member": [
    "javascript",
    `
const p = process
p.env.A
      ^ read alias
`,
  ],
  "process is cast before it is given a name": `
const q = process as any; q.env.B
                                ^ read alias
`,
  "process is held to a type before it is given a name": `
const r = process satisfies NodeJS.Process; r.env.C
                                                  ^ read alias
`,
  "spaces, lines and comments stand around the dot": `
process . env . A; process /* of node */ .env.B; process
                ^ read
                                              ^ read
  .env.C
       ^ read
`,
  "each branch of a choice may be what is fallen back from": `
const a = (secure ? process.env.A : process.env.B) ?? "none";
                                ^ read optional
                                                ^ read optional
const b = (secure ? (other ?? process.env.C) : [process.env.D, 1][0]) || "none";
                                          ^ read optional
                                                            ^ read
const c = secure ? process.env.E : (process.env.F ?? "none");
                               ^ read
                                                ^ read optional
call(secure ? process.env.G : 1, 2) ?? "none";
                          ^ read
if (secure ? process.env.H : process.env.I) start();
                         ^ read optional
                                         ^ read optional
`,
  "Bun, Deno and import.meta have names too": `
Bun.env.A; import.meta.env.B; import.meta.env["C"]
        ^ read
                           ^ read
                                               ^ read
Deno.env.get("D"); Deno.env.has("E"); Deno.env.set("F", value); Deno.env.delete("G")
              ^ read
                                 ^ exists optional
                                                    ^ write
                                                                                 ^ delete
`,
  "what a worker of Cloudflare is handed has names": [
    "typescript",
    `
import { DurableObject } from "cloudflare:workers"; class A extends DurableObject { a() { return this.env.A } }
                                                                                                          ^ read alias
export default { async fetch(request: Request<A, B>, env: Env): Promise<Response> { return f(env.B ?? "b", x.env.NO) },
                                                                                                 ^ read optional alias
  scheduled: async (event, env) => { const { C } = env }, fetch(url, env) } satisfies ExportedHandler<Env>;
                                             ^ read alias
fetch(url, env.NO);
`,
  ],
  "so has what says that it is handed one": [
    "typescript",
    `
export async function ask(question: string, env: Env) { const { A } = env; return env.B(env.C) + (env.D ?? "d") }
                                                                ^ read alias
                                                                                            ^ read alias
                                                                                                      ^ read optional alias
`,
  ],
  "in a class, too": [
    "typescript",
    `
class Agent { constructor(private readonly env: Cloudflare.Env) { f(env.A) } ask() { return this.env.B + that.env.NO } }
                                                                        ^ read alias
                                                                                                     ^ read alias
interface Held { env: Env } const ask = (env?: CloudflareBindings["a"]) => env?.C;
                                                                                ^ read alias
`,
  ],
  "and what frameworks hand on": `
export const load = ({ platform, context, locals }) => platform?.env?.A + context.cloudflare.env.B + locals.runtime.env.C
                                                                      ^ read alias
                                                                                                 ^ read alias
                                                                                                                        ^ read alias
`,
  "as wholes, too": `
export const load = ({ context, locals }) => { const { A } = locals.runtime.env; const env = context?.cloudflare?.env; f(env.B) }
                                                       ^ read alias
                                                                                                                             ^ read alias
`,
  "and handlers that look at no request": `
export default { async fetch(_, env) { return env.A }, async scheduled(controller, env) { f(env.B) } }
                                                  ^ read alias
                                                                                                ^ read alias
`,
  "and what OpenNext gives": `
import { getCloudflareContext } from "@opennextjs/cloudflare"; const { env } = await getCloudflareContext({ async: true })
f(env.A, getCloudflareContext().env.B, (await getCloudflareContext({ async: true })).env.C, getCloudflareContext)
      ^ read alias
                                    ^ read alias
                                                                                         ^ read alias
`,
  "what is described as like a variable is not given to it": [
    "typescript",
    `
const env = process.env; const f = (own: typeof env = env) => own.A
                                                                  ^ read alias
`,
  ],
  "types in types in types end where they do": [
    "typescript",
    `
function f(env = process.env): Promise<A<B<C>>> { return env.A } const g = (env = process.env): A<B<C<D>>> => env.B
                                                             ^ read alias
                                                                                                                  ^ read alias
`,
  ],
  "an environment of expressions has none": [
    "typescript",
    `
function evaluate(e: Expression, env: Env) { return env.lookup(e) ?? env.NO } class A { env: Environment; f() { return this.env.NO } }
`,
  ],
  "a class, or what a schema makes of an environment, has none": [
    "typescript",
    `
const Env = z.object({ A: z.string() }); type Env = z.infer<typeof Env>;
class Runner { private env: Env; get A() { return this.env.NO } } function f(env: Env) { return env.NO }
`,
  ],
  "nor has another class of the name": [
    "typescript",
    `
export class Env { KEY = 1 } function f(env: Env) { return env.NO }
`,
  ],
  "so has what a handler of Hono is given": `
import { Hono } from "hono"; app.get("/", (c) => { const { B } = c.env; return c.env.A + x.c.env.NO + y.env.NO })
                                                           ^ read alias
                                                                                     ^ read alias
`,
  "and what Astro is asked for": `
import { A, getSecret, B as b } from "astro:env/server"
         ^ read
                       ^ read
`,
  "others are handed something else": `
export default { async load(request, env) { env.NO }, data: { fetch(request, env) { env.NO } } }
const fetch = (request, env) => env.NO; import { DurableObject } from "./own"; (c) => c.env.NO
`,
  "somebody else's env is none": `
my.process.env.A; my.env.B; env.C; this.env.D; processes.env.E; Meta.env.F; import.meta.environment.G
`,
  "comments, regular expressions and strings that look alike are none": `
// process.env.A
/* process.env.B */
const pattern = /process.env.C/g, half = total / process.env.D / 2;
                                                             ^ read
"process.env.E" + \`process.env.F\`
if (x) /"/.test(process.env.G); const y = (1) / process.env.H / 1;
                            ^ read
                                                            ^ read
`,
  "code inside a template is code": `
\`a \${process.env.A} \${\`\${process.env.B}\`} process.env.C\`
                 ^ read
                                     ^ read
`,
});

checkAll("What is done with a name", {
  "is a write when it is assigned to": `
process.env.A = "1"; process.env.B ??= "2"; process.env["C"] += "3"; process.env.D == "4"; process.env.E++;
            ^ write
                                 ^ write
                                                         ^ write
                                                                                 ^ read optional
                                                                                                       ^ write
`,
  "is a delete behind delete": `
delete process.env.A; delete process.env["B"];
                   ^ delete
                                          ^ delete
`,
  "is a question when it is asked for its type": `
typeof process.env.A === "string" && use(process.env.A); "undefined" !== (typeof process.env["B"]) ? process.env.B : "";
                   ^ exists optional
                                                     ^ read optional
                                                                                              ^ exists optional
                                                                                                                 ^ read optional
if (typeof process.env.C === "undefined") use(process.env.C); else use(process.env.C);
                       ^ exists optional
                                                          ^ read
                                                                                   ^ read optional
if (typeof process.env.D !== "string") throw new Error(process.env.E); use(process.env.D);
                       ^ exists optional
                                                                   ^ read
                                                                                       ^ read
typeof process.env.F && process.env.F; typeof process.env.G === type && process.env.G;
                   ^ exists optional
                                    ^ read
                                                          ^ exists optional
                                                                                    ^ read
!(typeof process.env.H == "undefined") && use(process.env.H) || typeof process.env.I !== "string" || use(process.env.I);
                     ^ exists optional
                                                          ^ read optional
                                                                                   ^ exists optional
                                                                                                                     ^ read optional
`,
  "is a question when only its presence matters": `
"A" in process.env; Object.hasOwn(process.env, "B"); process.env.hasOwnProperty("C"); typeof process.env.D; typeof process.env.E.length;
 ^ exists optional
                                                ^ exists optional
                                                                                 ^ exists optional
                                                                                                         ^ exists optional
                                                                                                                               ^ read
`,
  "is optional with a fallback": `
process.env.A ?? "a"; process.env.B || "b"; process.env.C! ?? "c"; (process.env.D as string) || "d"; process.env.E
            ^ read optional
                                  ^ read optional
                                                        ^ read optional
                                                                                ^ read optional
                                                                                                                 ^ read optional
  ?? "e";
`,
  "is required when it is the last resort itself": `
process.env.A ?? process.env.B; (process.env.C || process.env.D) ?? "d"; "x" + process.env.E || "e";
            ^ read optional
                             ^ read
                                             ^ read optional
                                                              ^ read optional
                                                                                           ^ read
`,
  "is optional when the code asks first": `
if (!process.env.A) stop(); if (process.env.B && process.env.C) start(); process.env.D ? 1 : process.env.E; process.env.F?.trim();
                 ^ read optional
                                            ^ read optional
                                                             ^ read optional
                                                                                     ^ read optional
                                                                                                         ^ read
                                                                                                                        ^ read optional
if (process.env.G === undefined) stop(); if (null != process.env.H) start(); if (process.env.I === "x") start();
                ^ read optional
                                                                 ^ read optional
                                                                                             ^ read optional
`,
  "is optional when it is compared with a text": `
on(process.env.A === "x"); on("x" != process.env.B); on(process.env.C !== \`x\` && ready); on(!(process.env.D! == "x"));
               ^ read optional
                                                 ^ read optional
                                                                    ^ read optional
                                                                                                          ^ read optional
on(process.env.E === ""); on(process.env.F === other); on("x" === process.env.G.y); on("x" + process.env.H === "y");
               ^ read optional
                                         ^ read
                                                                              ^ read
                                                                                                         ^ read
on(process.env.I === "x" + y); on("x" === process.env.J + y); on("a" + "x" === process.env.K); on(process.env.L > "x");
               ^ read
                                                      ^ read
                                                                                           ^ read
                                                                                                              ^ read
const mode = process.env.M; if (mode === "x") start();
                         ^ read optional
`,
  "is optional when it is one of several texts": `
on(["a", "b"].includes(process.env.A)); on(!["a"].includes(process.env.B as string)); on([a].includes(process.env.C));
                                   ^ read optional
                                                                       ^ read optional
                                                                                                                  ^ read
on([].includes(process.env.D)); on(["a"].includes(process.env.E, 1)); on(["a"].includes(process.env.F + "x")); on(["a"].push(process.env.G));
                           ^ read
                                                              ^ read
                                                                                                    ^ read
                                                                                                                                         ^ read
switch (process.env.H) { case "a": start(); break; case other: stop(); }
                    ^ read optional
switch (process.env.I) { case other: start() }
                    ^ read
switch (process.env.J) { case "a": start(); break; default: throw new Error() }
                    ^ read
switch (process.env.K) { case "a": start(); break
                    ^ read
  default: {
    log(); process.exit(1)
  }
}
switch (process.env.L as string) { case "a": throw new Error(); default: log(); return }
                    ^ read optional
switch (process.env.O) { case "a": log(); break; case "b": throw new Error() }; throw new Error();
                    ^ read optional
const mode = process.env.M; switch (mode) { case "a": start() }
                         ^ read optional
const kind = process.env.N; switch (kind) { case "a": return 1; default: fail(); throw new Error(kind) }
                         ^ read
`,
  "is optional when it is compared with a number, with true or false, or with an empty text": `
if (process.env.A === true || process.env.B != 1) start(); on(0x1 === process.env.C, false !== process.env.D!, process.env.E == 15);
                ^ read optional
                                          ^ read optional
                                                                                  ^ read optional
                                                                                                           ^ read optional
                                                                                                                           ^ read optional
if (process.env.F !== "" && process.env.F !== undefined) use(process.env.F); on("" === process.env.G);
                ^ read optional
                                        ^ read optional
                                                                         ^ read optional
                                                                                                   ^ read optional
if (process.env.H !== "") use(process.env.H); on(process.env.I === trueName, process.env.J === 1 + x, x - 1 === process.env.K);
                ^ read optional
                                          ^ read
                                                             ^ read
                                                                                         ^ read
                                                                                                                            ^ read
`,
  "is required when a member of it is asked for": `
if (!process.env.A.trim()) return; on(!!process.env.B.length, !process.env.C[0], !process.env.D?.trim(), !process.env.E!.trim());
                 ^ read
                                                    ^ read
                                                                           ^ read
                                                                                              ^ read optional
                                                                                                                      ^ read
`,
  "is required when the code fails instead": `
const a = process.env.A ?? fail("A"), b = process.env.B || raise(), c = process.env.C ?? (() => { throw new Error() })();
                      ^ read
                                                      ^ read
                                                                                    ^ read
use(process.env.D || process.exit(1), (process.env.E as string) ?? throwMissing("E"), process.env.F ?? configurationError());
                ^ read
                                                   ^ read
                                                                                                  ^ read
use(process.env.G ?? failoverAddress(), process.env.H || errors, process.env.I || errorPage(), process.env.J ?? (() => { return 1 })());
                ^ read optional
                                                    ^ read optional
                                                                             ^ read optional
                                                                                                           ^ read optional
use(process.env.K ?? process.env.L ?? missing("K"));
                ^ read optional
                                 ^ read
`,
  "is optional in a list that keeps what is there": `
const ids = [process.env.AA, process.env.BB!].filter(Boolean) as string[];
                         ^^ read optional
                                         ^^ read optional
use({ hosts: [own(), (process.env.CC as string), ].filter((host): host is string => !!host) });
                                  ^^ read optional
use([process.env.DD].filter((id) => id).join(), [process.env.EE].filter(id => id));
                 ^^ read optional
                                                             ^^ read optional
use([process.env.FF].filter(isGood), [process.env.GG].map(Boolean), [process.env.HH.trim()].filter(Boolean));
                 ^^ read
                                                  ^^ read
                                                                                 ^^ read
use(f(process.env.II).filter(Boolean), [f(process.env.JJ)].filter(Boolean), a[process.env.KK].filter(Boolean));
                  ^^ read
                                                      ^^ read
                                                                                          ^^ read
use([1, process.env.LL].filter((one, at) => one), [process.env.MM].filter((one) => one.ok));
                    ^^ read optional
                                                               ^^ read
const nn = process.env.NN; use([nn].filter(Boolean));
                       ^^ read optional
use([process.env.OO].filter((one): one is string => Boolean(one)), [process.env.PP].filter((one) => one !== undefined));
                 ^^ read optional
                                                                                ^^ read optional
use([process.env.QQ].filter((one) => one != null), [process.env.RR].filter((one) => one !== null));
                 ^^ read optional
                                                                ^^ read
`,
  "is optional when a function makes yes or no of it, or a number where it is not there": `
on(parseBoolean(process.env.AA), x.isTruthy(process.env.BB!), toBool(process.env.CC, false), isFeatureEnabled(process.env.DD));
                            ^^ read optional
                                                        ^^ read optional
                                                                                 ^^ read optional
                                                                                                                          ^^ read optional
on(parseEnvVarNumber(process.env.HH, 5), x.toInt(process.env.II, a + 1), getFloat(process.env.JJ!, 0.5), parseEnvList(process.env.KK, []));
                                 ^^ read optional
                                                             ^^ read optional
                                                                                              ^^ read optional
                                                                                                                                  ^^ read optional
on(toNumber(process.env.LL), toNumber(process.env.MM,), parseInt(process.env.NN, 10), print(process.env.OO, 1), ensureNumber(process.env.PP, "P"));
                        ^^ read
                                                  ^^ read
                                                                             ^^ read
                                                                                                        ^^ read
                                                                                                                                         ^^ read
on(boolean().parse(process.env.EE), new Boolean2(process.env.FF + 1), requireBool(process.env.GG));
                               ^^ read
                                                             ^^ read
                                                                                              ^^ read
`,
  "is optional when nothing is asked but whether it is there": `
on(Boolean(process.env.A)); on(!Boolean(process.env.B!)); on(a.Boolean(process.env.C)); on(Boolean(process.env.D + "x"));
                       ^ read optional
                                                    ^ read optional
                                                                                   ^ read
                                                                                                               ^ read
`,
  "is optional when all that is asked is whether it is there among others": `
on(Boolean(process.env.A && process.env.B && process.env.C)); on(Boolean(x || process.env.D)); on(!!(x && process.env.E));
                       ^ read optional
                                        ^ read optional
                                                         ^ read optional
                                                                                          ^ read optional
                                                                                                                      ^ read optional
on(Boolean(x && process.env.K,), Boolean(process.env.L,), isNaN(process.env.M,));
                            ^ read optional
                                                     ^ read optional
                                                                            ^ read optional
on(a.Boolean(x && process.env.H)); on(Boolean(f(x && process.env.I)));
                              ^ read
                                                                 ^ read
if (Boolean(process.env.J) === false) throw new Error(); else use(process.env.J);
                        ^ read optional
                                                                              ^ read
`,
  "is optional when a number that it does not hold falls back": `
Number(process.env.A) || 5; parseInt(process.env.B, 10) || 5; (Number.parseFloat(process.env.C!) || 5); x = +process.env.D || 5;
                   ^ read optional
                                                 ^ read optional
                                                                                             ^ read optional
                                                                                                                         ^ read optional
Number(process.env.E) ?? 5; Number(process.env.F); parseInt(x, process.env.G) || 5; f(process.env.H) || 5; a + process.env.I || 5;
                   ^ read
                                               ^ read
                                                                           ^ read
                                                                                                  ^ read
                                                                                                                           ^ read
`,
});

checkAll("Behind a question, a name", {
  "is optional where it stands for what something else may give": `
option({ default: process.env.AA, type: "string" }); const x = { a, "fallback": process.env.BB! }; y = { defaultValue: z.env(process.env.CC) };
                              ^^ read optional
                                                                                            ^^ read optional
                                                                                                                                         ^^ read
switch (x) { default: use(process.env.DD) } y = { default: process.env.EE + "x", key: process.env.FF };
                                      ^^ read
                                                                       ^^ read
                                                                                                  ^^ read
`,
  "is optional where something else is there behind a type that is a template": `
use(process.env.AA as \`0x\${string}\` || "0x0", process.env.BB as \`a\${B}c\${D}\`, process.env.CC as \`\${A}\` ?? "c");
                ^^ read optional
                                                          ^^ read
                                                                                          ^^ read optional
`,
  "is optional where a text says that it is there": `
if (process.env.A === "x") use(process.env.A); else use(process.env.A);
                ^ read optional
                                           ^ read optional
                                                                    ^ read
const b = process.env.B !== "x" ? process.env.B : use(process.env.B);
                      ^ read optional
                                              ^ read
                                                                  ^ read optional
if (process.env.C !== "x") throw new Error("x is all that there is");
                ^ read
if (process.env.D === "x") throw new Error("not x");
                ^ read optional
`,
  "is optional where its variable is given something else where there is nothing in it": `
let a = process.env.A; if (!a) { log(); a = "a"; } use(a);
                    ^ read optional
let b: string | undefined = x.b || process.env.B; if (b === undefined) b = "b"; use(b);
                                               ^ read optional
var c = process.env.C; c ??= "c"; let d = process.env.D
                    ^ read optional
                                                      ^ read optional
d ||= "d"
let e = process.env.E; use(e); if (!e) e = "e";
                    ^ read
let g = process.env.G; if (!g && x) g = "g"; use(g);
                    ^ read
let h = process.env.H; if (!h) { if (x) { h = "h"; } } use(h);
                    ^ read
let i = process.env.I; if (!i) { i = await ask(); if (!i) throw new Error(); } use(i);
                    ^ read
let j = process.env.J; if (x) { if (!j) j = "j"; } use(j);
                    ^ read
let k = process.env.K; if (k) k = "k"; use(k); let l = process.env.L; if (!l) l = undefined; use(l);
                    ^ read
                                                                   ^ read
let m = process.env.M; m ??= fail("M"); use(m);
                    ^ read
`,
  "is optional where one of several questions says that it is there": `
if (process.env.A === "x" || process.env.A === "y" || process.env.A === "z") use(process.env.A); else use(process.env.A);
                ^ read optional
                                         ^ read optional
                                                                  ^ read optional
                                                                                             ^ read optional
                                                                                                                      ^ read
function f() { const b = process.env.B; if (b === "x" || "y" === b || c) return b; return "z"; }
                                     ^ read
function g() { const c = process.env.C; if (c === "x" || c === "y" && d) { return c; } return "z"; }
                                     ^ read optional
function h() { const d = process.env.D; if (d !== "x" && d !== "y" && d !== "z") return "z"; return d; }
                                     ^ read optional
function i() { const e = process.env.E; return a && e === "x" || e === "y" ? e : "z"; }
                                     ^ read optional
function j() { const g = process.env.G; if (g !== "x" && g !== "y") throw new Error("neither"); return g; }
                                     ^ read
function k() { const h = process.env.H; if (h === "x" || i === "y") return h; return "z"; }
                                     ^ read
function l() { const i = process.env.I; if (i === "x" || i !== "y") return i; return "z"; }
                                     ^ read
`,
  "is optional where it is one of several texts": `
if (["a", "b"].includes(process.env.A)) use(process.env.A); else use(process.env.A);
                                    ^ read optional
                                                        ^ read optional
                                                                                 ^ read
if (!["a"].includes(process.env.B)) throw new Error();
                                ^ read
function f() { if (!["a"].includes(process.env.C!)) return; use(process.env.C) }
                                               ^ read optional
                                                                            ^ read optional
`,
  "is optional where something asks whether it is there": `
if (Boolean(process.env.A)) use(process.env.A); else use(process.env.A);
                        ^ read optional
                                            ^ read optional
                                                                     ^ read
if (!Boolean(process.env.B)) throw new Error();
                         ^ read
`,
  "is optional where the code only gets to with it": `
if (process.env.A) use(process.env.A); else use(process.env.A);
                ^ read optional
                                   ^ read optional
                                                            ^ read
process.env.A && use(process.env.A); !process.env.B || use(process.env.B);
            ^ read optional
                                 ^ read optional
                                                  ^ read optional
                                                                       ^ read optional
x = process.env.A !== undefined ? process.env.A : process.env.B; while (x && "C" in process.env) { use(process.env.C) }
                ^ read optional
                                              ^ read optional
                                                              ^ read
                                                                              ^ exists optional
                                                                                                                   ^ read optional
`,
  "is optional where the code only gets to with another one": `
if (process.env.PROXY) use({ server: process.env.PROXY, user: process.env.PROXY_USER }); else use(process.env.NONE);
                ^^^^^ read optional
                                                 ^^^^^ read optional
                                                                          ^^^^^^^^^^ read optional
                                                                                                              ^^^^ read
if (process.env.AUTH === "true") { if (!process.env.KEY) throw new Error(); use(process.env.KEY) }
                ^^^^ read optional
                                                    ^^^ read optional
                                                                                            ^^^ read optional
x = process.env.STORE === "s3" ? process.env.BUCKET : process.env.DISK; process.env.TRACE && use(process.env.TARGET)
                ^^^^^ read optional
                                             ^^^^^^ read optional
                                                                  ^^^^ read
                                                                                    ^^^^^ read optional
                                                                                                             ^^^^^^ read optional
const hasMail = !!process.env.MAIL; if (hasMail) use(process.env.MAIL_FROM)
                              ^^^^ read optional
                                                                 ^^^^^^^^^ read optional
`,
  "is optional where the code only gets to with what a chain makes of it, or a constant holds": `
if (process.env.A?.includes("a")) use(process.env.A); if (process.env.B?.split(",")[0] === "b") use(process.env.B);
                ^ read optional
                                                  ^ read optional
                                                                      ^ read optional
                                                                                                                ^ read optional
const level = process.env.C?.toLowerCase(); if (level && y) use(process.env.C); const plain = process.env.D; plain && use(process.env.D);
                          ^ read optional
                                                                            ^ read optional
                                                                                                          ^ read optional
                                                                                                                                      ^ read optional
`,
  "is required where it fails without what a chain makes of it, and where that says nothing": `
if (!process.env.A?.startsWith("a")) throw new Error(); if (process.env.B?.length !== 3) use(process.env.B);
                 ^ read
                                                                        ^ read optional
                                                                                                         ^ read
let plain = process.env.C; if (plain) use(process.env.C); const other = process.env.D + "d"; if (other) use(process.env.D);
                        ^ read
                                                      ^ read
                                                                                    ^ read
                                                                                                                        ^ read
`,
  "is required where the other one is missing, the code goes on behind the question, or it only tells where it runs": `
if (!process.env.A) use(process.env.B); if (process.env.C !== "no") use(process.env.D);
                 ^ read optional
                                    ^ read
                                                        ^ read optional
                                                                                    ^ read
function f() { if (!process.env.E) return; use(process.env.F) }
                                ^ read optional
                                                           ^ read
if (process.env.NODE_ENV === "production") use(process.env.G); process.env.CI && use(process.env.H);
                ^^^^^^^^ read optional
                                                           ^ read
                                                                           ^^ read optional
                                                                                                 ^ read
if (process.env.IS_PRODUCTION) use(process.env.M); process.env.IS_DEVELOPER && use(process.env.N);
                ^^^^^^^^^^^^^ read optional
                                               ^ read
                                                               ^^^^^^^^^^^^ read optional
                                                                                               ^ read optional
if (process.env.APP_ENV === "prod") use(process.env.J); if (process.env.K || x) use(process.env.L);
                ^^^^^^^ read optional
                                                    ^ read
                                                                        ^ read optional
                                                                                                ^ read
`,
  "is optional where the text of another one is chosen for, which nothing stands in for": `
switch (process.env.STORE) { case "s3": case "r2": use(process.env.KEY); break; default: use(process.env.DISK) }
                    ^^^^^ read optional
                                                                   ^^^ read optional
                                                                                                         ^^^^ read
const store = process.env.STORAGE || "local"; if (store === "s3") use(process.env.S3_KEY); else use(process.env.PATH_TO)
                          ^^^^^^^ read optional
                                                                                  ^^^^^^ read optional
                                                                                                                ^^^^^^^ read
switch (store) { case "gcs": { use(process.env.GCS_KEY); break } case "local": use(process.env.FOLDER); case "r2": use(process.env.R2_KEY) }
                                               ^^^^^^^ read optional
                                                                                               ^^^^^^ read
                                                                                                                                   ^^^^^^ read
if (store !== "local") use(process.env.A); if (store === "s3" || store === "r2") use(process.env.B); else use(process.env.C)
                                       ^ read optional
                                                                                                 ^ read optional
                                                                                                                          ^ read
if (store === "s3" || store === "local") use(process.env.D); if (store !== "s3") use(process.env.E); if (store) use(process.env.F)
                                                         ^ read
                                                                                                 ^ read
                                                                                                                                ^ read
const mail = process.env.MAIL; x = mail === "smtp" ? process.env.SMTP_URL : process.env.OUTBOX
                         ^^^^ read optional
                                                                 ^^^^^^^^ read optional
                                                                                        ^^^^^^ read
const kind = (process.env.KIND ?? "none").toLowerCase(); x = ["a", "b"].includes(kind) && process.env.G
                          ^^^^ read optional
                                                                                                      ^ read optional
switch ((process.env.WAY || "one").trim()) { case "two": return process.env.H; case other: use(process.env.I) }
                     ^^^ read optional
                                                                            ^ read optional
                                                                                                           ^ read
const env = process.env.APP_ENV || "dev"; if (env === "prod") use(process.env.J); let way = process.env.L || "no"; if (way === "yes") use(process.env.M)
                        ^^^^^^^ read optional
                                                                              ^ read
                                                                                                        ^ read optional
                                                                                                                                                      ^ read
const cased = (process.env.CASED || "Local ").trim().toLowerCase(); if (cased === "local") use(process.env.CASED_FOLDER); else use(process.env.CASED_KEY)
                           ^^^^^ read optional
                                                                                                           ^^^^^^^^^^^^ read
                                                                                                                                               ^^^^^^^^^ read optional
switch (cased) { case "local": use(process.env.CASED_DISK); break; case "s3": use(process.env.CASED_S3) }
                                               ^^^^^^^^^^ read
                                                                                              ^^^^^^^^ read optional

`,
  "is optional in the rest of the block that is left without it": `
function one() { if (!process.env.A || x) { log(); return } use(process.env.A) } use(process.env.A)
                                  ^ read optional
                                                                            ^ read optional
                                                                                                 ^ read
for (const x of all) { if (!process.env.B) continue; else y(); if (z) { use(process.env.B) } }
                                        ^ read optional
                                                                                        ^ read optional
if (!process.env.C) process.exit(0)
                 ^ read optional
use(process.env.C)
                ^ read optional
`,
  "is optional where the code asks by a name of the question": `
const isSet = !!process.env.AA; if (isSet) use(process.env.AA); use(process.env.AA);
                            ^^ read optional
                                                           ^^ read optional
                                                                                ^^ read
const isOff = !process.env.BB || x; const y = isOff ? use(process.env.BB) : use(process.env.BB);
                           ^^ read optional
                                                                      ^^ read
                                                                                            ^^ read optional
const isOn = () => process.env.CC !== undefined && x; function f() { if (!isOn()) return; use(process.env.CC) }
                               ^^ read optional
                                                                                                          ^^ read optional
const has = Boolean(process.env.DD); const may = has && x; may && use(process.env.DD);
                                ^^ read optional
                                                                                  ^^ read optional
`,
  "is required where it fails by a name of the question": `
const isSet = !!process.env.AA; if (!isSet) throw new Error(); use(process.env.AA);
                            ^^ read
                                                                               ^^ read
`,
  "is required where that name may stand for something else": `
let isSet = !!process.env.AA; isSet = true; if (isSet) use(process.env.AA);
                          ^^ read optional
                                                                       ^^ read
const isAny = process.env.BB || x; if (isAny) use(process.env.BB);
                          ^^ read optional
                                                              ^^ read
const isOn = () => !!process.env.CC; if (isOn) use(process.env.CC);
                                 ^^ read optional
                                                               ^^ read
const isOff = !!process.env.DD; function g(isOff) { if (isOff) use(process.env.DD) }
                            ^^ read optional
                                                                               ^^ read
const is = { set: !!process.env.EE }; if (is.set) use(process.env.EE);
                                ^^ read optional
                                                                  ^^ read
`,
  "is optional where it is given to a variable that is asked for by another name": `
const host = process.env.AA; const may = host && x; if (may) use(host);
                         ^^ read optional
`,
  "is required when the code fails without it": `
if (!process.env.A || process.env.A.length < 9) throw new Error(); use(process.env.A);
                 ^ read
                                  ^ read
                                                                                   ^ read
if (process.env.B && x) { use(process.env.B) } else { log(); process.exit(1) }
                ^ read
                                          ^ read
assert(process.env.C !== undefined, "C"); invariant(!!process.env.D);
                   ^ read
                                                                  ^ read
`,
  "is optional where the code asks whether there is a number": `
if (isNaN(Number(process.env.A))) return 5; use(Number(process.env.A), process.env.A);
                             ^ read optional
                                                                   ^ read optional
                                                                                   ^ read optional
x = Number.isFinite(+process.env.B!) ? parseInt(process.env.B, 10) : 5; y = Number.isNaN(parseInt(process.env.C, 10)) ? Number(process.env.C) : 5;
                                 ^ read optional
                                                            ^ read optional
                                                                                                              ^ read optional
                                                                                                                                           ^ read
if (Number.isNaN(Number(process.env.D))) throw new Error(); if (!Number.isInteger(process.env.E)) throw new Error();
                                    ^ read
                                                                                              ^ read
use(isNaN(process.env.F + 1), other.isFinite(process.env.G), isNaN(f(process.env.H)), Number(process.env.I));
                      ^ read
                                                         ^ read
                                                                                 ^ read
                                                                                                         ^ read
`,
  "is required when it is not sure that the question was for it": `
if (!process.env.A && x) return; use(process.env.A);
                 ^ read optional
                                                 ^ read
if (x || process.env.B) { use(process.env.B) } else if (!process.env.C) return; use(process.env.C);
                     ^ read optional
                                          ^ read
                                                                     ^ read optional
                                                                                                ^ read
switch (x) { case 1: if (!process.env.D) break; use(process.env.D); case 2: use(process.env.D) }
                                      ^ read optional
                                                                ^ read
                                                                                            ^ read
if (!process.env.E) { if (x) throw y; } use(process.env.E);
                 ^ read optional
                                                        ^ read
`,
});

checkAll("Given to a function of the script, a name", {
  "is optional where that gets along without it, also if its parameter goes by the name of its type": `
function normalize(number: string | number | undefined) { if (number === undefined) return; return String(number); }
normalize(process.env.A);
                      ^ read optional
function strict(string?: string) { return string.trim(); }
strict(process.env.B);
                   ^ read optional
function needs(number: string | number) { return number.trim(); }
needs(process.env.C);
                  ^ read
`,
  "is optional where the function gets along without": `
async function post(url: string | undefined, text: string) { if (!url) return "none"; await fetch(url); }
post(process.env.AA, x); post(process.env.BB!, x); post((process.env.CC as string), x);
                 ^^ read optional
                                          ^^ read optional
                                                                     ^^ read optional
const init = <T,>(one: T, dsn?: string) => { dsn && start(dsn); }; init({ a, b }, process.env.DD);
                                                                                              ^^ read optional
const level = async function (name = "info") { use(name) }; level(process.env.EE);
                                                                              ^^ read optional
`,
  "is optional where the parameter may be left out": `
const quoted = (path?: string) => path.trim(); run(quoted(process.env.AA));
                                                                      ^^ read optional
function send(one: string, two: string | undefined, three?: Three) { use(one, two, three) }
send(process.env.BB, process.env.CC, process.env.DD);
                 ^^ read
                                 ^^ read
                                                 ^^ read optional
function need(key?: string) { if (!key) throw new Error("key"); return key } need(process.env.EE);
                                                                                              ^^ read
const given = (key?: string) => { assert(key); return key }; given(process.env.FF);
                                                                               ^^ read
function must(key?: string): string { return key ?? fail("key"); } must(process.env.GG);
                                                                                    ^^ read
`,
  "is required where the default of the function is to fail": `
function need(v = required('v')) { return v } need(process.env.AA);
                                                               ^^ read
const must = (v = (() => { throw new Error() })()) => v; must(process.env.BB);
                                                                          ^^ read
function say(v = 'a name is required', w = make()) { use(v, w) } say(process.env.CC, process.env.DD);
                                                                                 ^^ read optional
                                                                                                 ^^ read optional
`,
  "is required where it does not, or is another one": `
function post(url: string | undefined) { if (!url) throw new Error(); fetch(url); } post(process.env.AA);
                                                                                                     ^^ read
function send(url) { fetch(url) } send(process.env.BB); other(process.env.CC);
                                                   ^^ read
                                                                          ^^ read
class Mail { send(url) { if (url) use(url) } constructor() { this.send(process.env.DD) } }
                                                                                   ^^ read
function pick(one, two) { if (two) use(two); use(one) } pick(process.env.EE, process.env.FF); pick(...all, process.env.GG);
                                                                         ^^ read
                                                                                         ^^ read optional
                                                                                                                       ^^ read
function Shape(x) { if (x) use(x) } new Shape(process.env.HH); function go(f, x) { if (x) f(x); } function k(go) { go(f, process.env.II) }
                                                          ^^ read
                                                                                                                                     ^^ read
function last({ x }, ...rest) { if (x) use(rest) } last(process.env.JJ, process.env.KK);
                                                                    ^^ read
                                                                                    ^^ read
`,
  "is optional where the parameter may be left out and is handed to what does not fail": `
function port(name: string, value?: string) { return value ?? name }
port("a", process.env.A)
                      ^ read optional
function must(name: string, value?: string) { return value ?? fail(name) }
must("a", process.env.B)
                      ^ read
function orOther(value?: string) { return value ?? other(value) }
orOther(process.env.C)
                    ^ read optional
`,
  "is optional where a function hands it to itself": `
function keep(value = "x") { return value ? keep(process.env.A) : "" }
                                                             ^ read optional
const f = function name(value) { name(process.env.B) }
                                                  ^ read
`,
  "is required where there is no call of a function of this script": `
use({ a }, process.env.A); (process.env.B, x); [process.env.C, x]; f[process.env.D]; new Port(process.env.E, 1)
                       ^ read
                                        ^ read
                                                            ^ read
                                                                                 ^ read
                                                                                                          ^ read
const a = process.env.A in object
                      ^ read
`,
});

checkAll("Taken apart, process.env", {
  "gives names, renamed or not, with defaults or without": `
const { A, B: b, C = "c", D: d = "d", "E": e, ["F"]: f, [key]: g, ...rest } = process.env;
        ^ read
           ^ read
                 ^ read optional
                          ^ read optional
                                       ^ read
                                                ^ read
({ G, H = "h" } = process.env);
   ^ read
      ^ read optional
`,
  "may be nested and typed": `
const { env: { A, B = 1 }, argv }: NodeJS.Process = process;
               ^ read
                  ^ read optional
const { C }: Record<string, string | undefined> = process.env;
        ^ read
`,
  "may be the default of a parameter": `
function start({ A, B = "b" } = process.env, { env: { C } } = process) {}
                 ^ read
                    ^ read optional
                                                      ^ read
const stop = ({ D } = process.env) => D;
                ^ read
`,
  "is an object like any other when it is not on the right": `
const { A } = { ...process.env }; use({ B: process.env }); const { C } = process.environment;
`,
});

checkAll("A variable stands for process.env", {
  "where it is declared so": `
const env = process.env, other = env;
env.A; env["B"]; other.C ?? 1;
    ^ read alias
            ^ read alias
                       ^ read optional alias
const { D } = env;
        ^ read alias
`,
  "when it is imported": `
import { env } from "node:process";
import { env as e } from "process";
import * as proc from "node:process";
import process from "node:process";
env.A; e.B; proc.env.C; process.env.D;
    ^ read alias
         ^ read alias
                     ^ read alias
                                    ^ read
`,
  "when it is required": `
const { env } = require("node:process");
env.A; require("process").env.B; (await import("node:process")).env.C;
    ^ read alias
                              ^ read
                                                                    ^ read
`,
  "when it is a parameter's default": `
function start(env = process.env, { env: inner } = process) { return env.A + inner.B; }
                                                                         ^ read alias
                                                                                   ^ read alias
env.C;
`,
  "when one of its choices does": `
const env = typeof process === "undefined" ? {} : process.env;
const all = options.env ?? process.env;
env.A + all.B;
    ^ read alias
            ^ read alias
const one = (isBrowser ? window.env : process.env) ?? {}, two = (a || (b ? process.env : {})) as Environment;
const three = call(isBrowser ? window.env : process.env) ?? {}, four = { x: (b ? process.env : {}) };
one.C + two.D + three.NO + four.NO;
    ^ read alias
            ^ read alias
`,
  "only in its scope": `
function one() { const env = process.env; { env.A; const inner = env; inner.B; } inner.C }
                                                ^ read alias
                                                                            ^ read alias
function two(env) { env.D }
const three = env => env.E
env.F
`,
  "not where something nearer has the name": `
const env = process.env;
function one(env) { env.A }
const two = ({ env }) => env.B
for (const env of all) { env.C }
try {} catch (env) { env.D }
{ let env = 1; env.E }
env.F
    ^ read alias
`,
  "not when it is given something else too": `
let env = process.env;
env = other;
env.A;
let late;
late = process.env;
late.B;
     ^ read alias
`,
});

checkAll("The name process", {
  "means something else where it is declared": `
function one(process) { process.env.A }
{ const process = fake; process.env.B }
process.env.C
            ^ read
`,
  "is not declared anew by what only describes it": `
declare const process: any;
process.env.A
            ^ read
`,
});

checkAll("In markup", {
  "text is no code, and holes are": [
    "typescriptreact",
    `
const page = <p title="process.env.A">don't process.env.B {process.env.C} <b>{\`\${process.env.D}\`}</b></p>;
                                                                       ^ read
                                                                                             ^ read
process.env.E
            ^ read
`,
  ],
  "type parameters are no tags": [
    "typescriptreact",
    `
const one = <T,>(x: T) => process.env.A, two = <T extends object>(x: T) => process.env.B;
                                      ^ read
                                                                                       ^ read
type F = <T>(x: T) => void;
process.env.C
            ^ read
`,
  ],
  "names in angle brackets are tags, except in strings": [
    "typescriptreact",
    `
const page = <p title="Use <API_KEY>"><FOO_BAR/>{"Use <OTHER_KEY>"}</p>;
                            ^^^^^^^ inline
                                                       ^^^^^^^^^ inline
`,
  ],
  "is not looked for in TypeScript": `
const x = <any>process.env.A; const don = "'";
                           ^ read
`,
  "a tag may hold comments, blanks and types, and text in it may look like a function": [
    "typescriptreact",
    `
const a = <a // process.env.NO "
  b={process.env.A} /* process.env.NO ' */ c= {process.env.B} d = "x" />
                 ^ read
                                                           ^ read
const c = <Table<(x: A) => B> rows={process.env.C} />
                                                ^ read
const e = <b>({process.env.D})</b>; const f = () => process.env.E
                           ^ read
                                                                ^ read
const g = <T>(x: T) => process.env.F
                                   ^ read
`,
  ],
  "a regular expression may stand behind a block, and a division behind a call": `
const r = map.for(x) / process.env.A / 2; if (a) { b } else { c } /process.env.NO'/.test(d); process.env.B
                                   ^ read
                                                                                                         ^ read
switch (x) { case 1: { f() } /process.env.NO'/.test(y); default: { g() } /process.env.NO'/.test(z) } process.env.C
                                                                                                                 ^ read
{ { f() } /process.env.NO'/.test(x) } use({ width: 2 } / process.env.D / 2)
                                                                     ^ read
`,
  "a tag may be unfinished": [
    "typescriptreact",
    `
const a = <p /
process.env.A
            ^ read
`,
  ],
  "an object may be divided": [
    "typescriptreact",
    `
const n = typeof {} / process.env.A / 2; const b = { a: {} / process.env.B / 2 }
                                  ^ read
                                                                         ^ read
`,
  ],
});

checkAll("Inline names", {
  "stand in strings and templates": `
call("Bearer <API_KEY>", 'x-<OTHER_KEY>', \`\${x} <THIRD_KEY> <secret>my-key</secret>\`)
              ^^^^^^^ inline
                             ^^^^^^^^^ inline
                                                 ^^^^^^^^^ inline
                                                                    ^^^^^^ inline tag
`,
  "are not types, comparisons or comments": `
const list: Array<API_KEY> = new Map<API_KEY, X>(); a <API_KEY> b; // <API_KEY>
`,
  "are not elements, generics, placeholders or heredocs": `
call("<BR> <TABLE>", "<CONTEXT>x</CONTEXT>", "List<ITEM>", "<YOUR_API_KEY>", "<TODO>", "cat <<EOF>x", "#include <FOO_H>", "<A>")
`,
});

checkAll("Unfinished", {
  "process.env. does not take its name from the next line": `
process.env.
start(); process.env.A
                     ^ read
`,
});

checkAll("Seldom written", {
  "what asks Deno or an object for a name may be a call": `
Deno.env.get("A") || "d"; Deno.env.get("B") ?? "d"; if (Deno.env.get("C")) f()
              ^ read optional
                                        ^ read optional
                                                                      ^ read optional
if (!Object.prototype.hasOwnProperty.call(process.env, "A")) return
                                                        ^ exists optional
use(process.env.A)
                ^ read optional
hasOwn(process.env, "NO"); lodash.has(process.env, "NO"); cookies.get(process.env, "NO"); _.set(process.env, "NO", 1)
`,
  "a call with types or a sign in front of its arguments is a call": `
createConfig<Env>(process.env).NO; const config = createConfig<Env>(process.env); config.NO; <Env>(process.env).A
                                                                                                                ^ read
const e = f(x, <Env>process.env); const b = <Env>process.env; b.B
                                                                ^ read alias
f!(a || process.env.A) || b; (a || process.env.B) || b
                    ^ read
                                               ^ read optional
`,
  "types may be indexed, and in the next line there are none": `
const a = process.env as Env["vars"]; a.A
                                        ^ read alias
const b = process.env as Record<string, string>[][0]; b.B
                                                        ^ read alias
const c = process.env as \`\${string}_X\` extends T ? A : B;
const last = process.env.D
                         ^ read
as
`,
  "a sign at the start of a line belongs to that line": `
const b = process.env.A
                      ^ read
!ready && start()
use(b)
`,
  "a call may begin in the next line, and so may what a word joins": `
import { createEnv } from "@t3-oss/env-nextjs"
export const create = createEnv
(x)
const isIn = "A"
              ^ exists optional
  in process.env
const ok = process.env.B && key
                       ^ read optional
  in list && process.env.B
                         ^ read optional
`,
  "what is given to process.exit ends nothing, and exit may go by its own name": `
if (!process.env.A) process.exit = fake
                 ^ read optional
if (!process.env.B) process.exit(1)
                 ^ read
import { exit } from "node:process"
function need(key) { const value = process.env[key]; if (!value) { exit(1) } return value }
                                               ^^^ dynamic
need("A")
      ^ read wrapper
if (!process.env.B) exit(1)
                 ^ read
if (!process.env.C) exit(0)
                 ^ read optional
use(process.env.C)
                ^ read optional
`,
  "for await is a loop": `
async function f() {
  if (process.env.A) for await (const x of y) use(process.env.A)
                  ^ read optional
                                                              ^ read optional
  use(process.env.A)
                  ^ read
}
`,
  "assert.ok fails, and console.assert does not": `
assert.ok(process.env.A); console.assert(!!process.env.B); use(process.env.A, process.env.B)
                      ^ read
                                                       ^ read optional
                                                                           ^ read
                                                                                          ^ read
assert.ok(!!process.env.C); assert(Boolean(process.env.D))
                        ^ read
                                                       ^ read
`,
  "do asks behind its body, and break in a switch leads to the clause behind it": `
while (!process.env.A) wait()
                    ^ read optional
do { wait(process.env.B) } while (process.env.B)
                      ^ read
                                              ^ read optional
while (process.env.C) use(process.env.C)
                   ^ read optional
                                      ^ read optional
switch (x) { case 1: if (!process.env.A) break; use(1)
                                      ^ read optional
  case 2: use(process.env.A) }
                          ^ read
`,
  "a condition may be a function of one word": `
const isSet = x => !!process.env.A
                                 ^ read optional
if (isSet(1)) use(process.env.A)
                              ^ read
`,
  "an operand ends with its line": `
const isSet = process.env.A && other
                          ^ read optional
use(process.env.A)
                ^ read
const b = process.env.B ? c
                      ^ read optional
  : d
`,
  "a text of a list is no list of texts": `
e["a", "b"].includes(process.env.A); ["a", "b"].includes(process.env.B) && x
                                 ^ read
                                                                     ^ read optional
`,
  "a bracket may be missing, or there may be one too many": `
parseInt(process.env.A,
                     ^ read
const a = process.env as (
`,
  "what is done to a text may be open, and stand at the very start as well": `
.trim(
const x = process.env.A.trim(
                      ^ read
`,
  "what a name goes to may be open, and the very start as well": `
.x[
const { A: b[ } = process.env
        ^ read
`,
  "nothing opened a bracket": `
x || process.env.B) || c
                 ^ read
`,
  "a name may be the first there is": `
process.env.A, x
            ^ read
`,
  "what else is given in a choice says nothing": `
let env; ok ? env = other : process.env
env.NO
`,
  "a property of a class is no variable, and neither is a member of an object": `
class A { env?: string = process.env.A; read?: Reader = (key) => process.env[key] }
                                     ^ read
                                                                             ^^^ dynamic
this.env = (key) => process.env[key]; env("NO")
                                ^^^ dynamic
list[0] = (key) => process.env[key]; list("NO")
                               ^^^ dynamic
`,
  "a word that declares may be a member, or stand in a line of its own": `
use(css.var, process, process.env.A)
                                  ^ read
const
  t = process.env
t.A
  ^ read alias
let a = 1, env
env.NO
`,
  "a variable without a value hides the global, and a module that is exported under a name does not": `
function f() { let a = 1, process
  process.env.NO }
class A { constructor(private readonly env = process.env, readonly Bun: P) { env.A; Bun.env.NO } }
                                                                                 ^ read alias
`,
  "export as gives no name": `
export * as process from "./process"; process.env.A
                                                  ^ read
`,
  "a block may be the first there is": `
{ const p = 1; p.env.NO }
const p = process; p.env.A
                         ^ read alias
`,
  "eight variables are followed one after the other": `
const a = process; const b = a; const c = b; const d = c; const e = d; const f = e; const g = f; const h = g; const i = h; const j = i
h.env.H; j.env.NO
      ^ read alias
`,
  "a module may be named in backticks, and a function of an object loads none": `
const p = require(\`process\`); p.env.A
                                    ^ read alias
const a = my.require("process"); a.env.NO; const b = require("process"); b.env.B
                                                                               ^ read alias
`,
  "a module's default may be imported beside others": `
import child, { fork } from "node:child_process"; import * as starter from "child_process"; import * as process from "process"
fork("x", { env: { A: "1" } }); starter.fork("x", { env: { B: "1" } }); process.env.C
                   ^ write
                                                           ^ write
                                                                                    ^ read
import type, { env } from "node:process"
env.A
    ^ read alias
`,
  "what is only exported again has no name here": `
export { env } from "node:process"; export * as p from "node:process"; env.NO; p.env.NO
`,
  "a key that is computed is none, and what it goes to may be a part of something": `
const [{ env }] = list; env.NO; function f([{ process }]) { process.env.NO }
const { ["A" + x]: a, B: b } = process.env; run({ ...process.env, ["A_" + x]: 1, ["C"]: 1 });
                      ^ read
                                                                                   ^ write
({ D: list[0] = "x", E: object.key = "y", F: list[1] } = process.env)
   ^ read optional
                     ^ read optional
                                          ^ read
`,
  "only what Object.entries lists is put in, and undefined is left out": `
for (const key of Object.values(object)) process.env[key] = 1
                                                     ^^^ dynamic
for (const [key, value] of Object.entries) process.env[key] = value
                                                       ^^^ dynamic
for (const [key, value] of Object.entries({ B: 1 })) process.env[key] = value
                                            ^ write
                                                                 ^^^ dynamic
import { fork } from "child_process"
fork("a", { env: { ...process.env, A: undefined, B: undefined ?? "x" } })
                                   ^ delete
                                                 ^ write
`,
  "a bracket in the line behind a type is none of the type": `
const a = process.env as Env
[b, c] = d
a.A
  ^ read alias
`,
  "the brackets of a type may be missing": `
const a = process.env as Env[
`,
  "break in a line of its own leads to the clause behind it": `
switch (x) {
  case 1:
    log()
    if (!process.env.A) break
                     ^ read optional
    use(1)
  case 2:
    use(process.env.A)
                    ^ read
}
`,
  "a member called class begins none": `
const key = process.env.A
                        ^ read
f(a.class, { key })
if (key) g(key)
`,
});
