import { checkReferences } from "./check";

/** What a variable that was given a name says of it: a sentence, and a text in a language that holds it. */
const table: Readonly<Record<string, readonly [languageId: string, marked: string]>> = {
  "is optional where the code leaves without it": [
    "typescript",
    `
function f() {
  const a = process.env.A;
                        ^ read optional
  if (!a) return;
  use(a, () => a.length);
}
const { B, C: c, D } = process.env, { env: { E } } = process;
        ^ read optional
           ^ read optional
                 ^ read
                                             ^ read optional
if (!B || c === undefined) process.exit(0);
use(B, { c }, D, E ? E : 1);
const g = ({ F } = process.env) => F && F;
             ^ read
`,
  ],
  "is optional where every use of it falls back, or is behind a question": [
    "typescript",
    `
const a: string | undefined = process.env.A as string | undefined;
                                          ^ read optional
use(a ?? "", a ? a.length : 0, a?.length, typeof a === "string");
if (a) use(a);
const b = process.env["B"];
                       ^ read optional
const options = b && { b };
const c = Deno.env.get("C"); for (;;) { if (!c) break; use(c); }
                        ^ read optional
`,
  ],
  "is optional where it is asked for its type": [
    "typescript",
    `
const a = process.env.A, b = process.env.B, c = process.env.C;
                      ^ read optional
                                         ^ read optional
                                                            ^ read
if (typeof a === "string") use(a);
if (typeof b !== "string") return; use(b);
if (typeof c !== "string") throw new Error("C"); use(c);
`,
  ],
  "is optional as a number that the code asks for": [
    "typescript",
    `
const a = Number.parseInt(process.env.A, 10);
                                      ^ read optional
use(Number.isInteger(a) && a >= 0 ? a : 0);
const b = Number(process.env.B); if (!Number.isFinite(b) || b <= 1 || !c) { log("off"); return; } use(b);
                             ^ read optional
const d = parseInt(process.env.D!), e = +process.env.E; const f = Number(process.env.F) * 2;
                               ^ read optional
                                                     ^ read optional
                                                                                     ^ read
if (isNaN(d)) return; use(d, e || 5, isNaN(f) ? 1 : f);
const g = Number(process.env.G); for (let i = 0; i < g; i++) run();
                             ^ read
`,
  ],
  "is required where a use does neither": [
    "typescript",
    `
const a = process.env.A;
                      ^ read
if (a) use(a);
use(a);
const { B, C } = process.env;
        ^ read
           ^ read
log(B); if (!B) return;
const options = { C };
const d = process.env.D;
                      ^ read
const e = process.env.E + "/"; if (!e) return;
                      ^ read
`,
  ],
  "is required where the code fails without it": [
    "typescript",
    `
const a = process.env.A, { B } = process.env;
                      ^ read
                           ^ read
if (!a) throw new Error("A");
if (!B) { log(); process.exit(1); }
const c = process.env.C;
                      ^ read
assert(c);
`,
  ],
  "says nothing where others may use it, or give it something else": [
    "typescript",
    `
export const a = process.env.A; if (!a) return;
                             ^ read
let b = process.env.B; if (!b) return;
                    ^ read
export const { C } = process.env; if (!C) return;
               ^ read
const d = process.env.D; if (!d) return;
                      ^ read optional
function f(d) { use(d); }
var e = process.env.E; if (!e) return;
                    ^ read
`,
  ],
  "is told of the call of a function that reads it, too": [
    "typescript",
    `
const env = (key: string) => process.env[key];
                                         ^^^ dynamic
const a = env("A"), b = env("B"), d = env("D");
               ^ read wrapper
                             ^ read wrapper
                                           ^ read optional wrapper
const c = env("C"); if (!c) return; use(a, b, c, d ?? "");
               ^ read optional wrapper
`,
  ],
  "is told from what else goes by its name": [
    "typescript",
    `
const a = process.env.A;
                      ^ read optional
if (!a) return;
interface Options { a: string }
const other = { a: 1, b: { a } }; other.a; function f(a: string) { use(a); }
const b = process.env.B;
                      ^ read optional
function g(b: string, c = { b: 1 }) { use(b); }
class K { b = 1; m() { return this.b; } }
use(b || "");
`,
  ],
  "is optional where it is only one of what a constant may be given": [
    "typescript",
    `
const a = process.env.A0 || process.env.A;
                      ^^ read optional
                                        ^ read optional
use(a ? a.length : 0);
const b = (process.env.B0 ?? c(1) ?? process.env.B) as string;
                       ^^ read optional
                                                 ^ read optional
if (!b) return;
const d = c ? process.env.D : process.env.E!, f = g && process.env.F
                          ^ read optional
                                          ^ read optional
                                                                   ^ read optional
const h = c ? (g || process.env.H) : "";
                                ^ read optional
use(d || b, f ?? 1, h?.length);
const k = process.env.K0 || process.env.K;
                      ^^ read optional
                                        ^ read
if (!k) throw new Error("K");
const l = g
c || process.env.L
                 ^ read
const m = process.env.M0 || () => process.env.M, n = c || [process.env.N];
                      ^^ read optional
                                              ^ read
                                                                       ^ read
if (l && m && n) use();
`,
  ],
  "is optional below a declaration with a type and without a semicolon": [
    "typescript",
    `
let other: string
try { other = f() } finally {}
const a = process.env.A
                      ^ read optional
if (a) use(a)
`,
  ],
  "is optional where all that is done with it is to put it back": [
    "typescript",
    `
const a = process.env.A, b = process.env["B"], c = Deno.env.get("C"), { D } = process.env;
                      ^ read optional
                                          ^ read optional
                                                                 ^ read optional
                                                                        ^ read optional
process.env.A = "a"; Deno.env.set("C", "c");
            ^ write
                                   ^ write
afterEach(() => {
  if (a === undefined) delete process.env.A; else process.env.A = a;
                                          ^ delete
                                                              ^ write
  process.env["B"] = b!
               ^ write
  Deno.env.set("C", c as string)
                ^ write
})
afterAll(() => (process.env.D = D))
                            ^ write
`,
  ],
  "is required where more is done with it than to put it back": [
    "typescript",
    `
const a = process.env.A, b = process.env.B, c = process.env.C, d = process.env.D, e = process.env.E, f = Deno.env.get("F");
                      ^ read
                                         ^ read
                                                            ^ read
                                                                               ^ read
                                                                                                  ^ read
                                                                                                                       ^ read
process.env.A = a; use(a);
            ^ write
process.env.B = b + "/";
            ^ write
process.env.C = d;
            ^ write
start({ ...process.env, C: c, D: d });
                        ^ write
                              ^ write
process.env.E += e; Deno.env.set("F", "f", f); use("F", f);
            ^ write
                                  ^ write
`,
  ],
  "is told in Python by any variable that is given nothing else": [
    "python",
    `
import os
A = os.getenv("A")
               ^ read optional
if not A:
    sys.exit()
use(A)
def f():
    b: str | None = os.environ.get("B")
                                    ^ read optional
    c = os.environ["C"]
                    ^ read
    if b is None or c is None:
        return
    use(b, f"{b}", b=b)
    if (d := os.getenv("D")) is not None and d:
                        ^ read optional
        use(d)
    e = os.getenv("E"); g = os.getenv("G"); h = os.getenv("H")
                   ^ read optional
                                       ^ read
                                                           ^ read
    use(e or "", g)
    if not h:
        raise ValueError(
            "h"
        )
class K:
    def f(
        self,
    ):
        k = os.getenv("K")
                       ^ read optional
        return k or None
`,
  ],
  "is optional in Python where it is only one of what a variable may be given": [
    "python",
    `
import os
A = os.getenv("B") or os.getenv("A")
               ^ read optional
                                 ^ read optional
if A:
    use(A)
C = (
    os.getenv("D")
               ^ read optional
    or f(1)
    or os.getenv("C")
                  ^ read optional
)
use(C or "")
if (g := os.getenv("H") or os.getenv("G")) is not None:
                    ^ read optional
                                      ^ read optional
    use(g)
k = os.getenv("L") or os.getenv("K")
               ^ read optional
                                 ^ read
if not k:
    raise ValueError("k")
m = os.getenv("N") or f(os.getenv("M"))
               ^ read optional
                                   ^ read
n = lambda: A or os.getenv("O")
                            ^ read
o = 1 + (C or os.getenv("P"))
                         ^ read
if m and n and o:
    use(m)
`,
  ],
  "is required where it is handed to a child process": [
    "typescript",
    `
import { spawn } from "child_process";
const a = process.env.A, env = { ...process.env }, b = process.env.B, other = {};
                      ^ read
                                                                   ^ read
env.A = a; other.B = b; spawn("a", { env }); spawn("b", { env: other });
    ^ write alias
                 ^ write alias
`,
  ],
  "is required in Python where it is handed to a child process": [
    "python",
    `
import os
a = os.environ.get("A"); env = os.environ.copy()
                    ^ read
env["A"] = a
     ^ write alias
`,
  ],
  "is optional in Python where all that is done with it is to put it back": [
    "python",
    `
import os
A = os.environ.get("A")
                    ^ read optional
os.environ["A"] = "a"
            ^ write
def f():
    b = os.getenv("B"); c = os.getenv("C"); d = os.getenv("D")
                   ^ read optional
                                       ^ read
                                                           ^ read
    try:
        os.environ["B"] = "b"
                    ^ write
    finally:
        if b is None: del os.environ["B"]
                                      ^ delete
        else: os.environ["B"] = b
                          ^ write
        os.environ["A"] = A
                    ^ write
        os.putenv("C", c); use(c)
                   ^ write
        os.environ["C"] = d; os.environ["D"] = d + "/"
                    ^ write
                                         ^ write
def g():
    e = os.environ["E"]; h = os.getenv("H"); k = os.getenv("K")
                    ^ read
                                        ^ read optional
                                                            ^ read
    os.environ["E"] = e
                ^ write
    os.putenv("H", h)
               ^ write
    subprocess.run(["k"], env={**os.environ, "K": k})
                                              ^ write
`,
  ],
  "is optional in Python where the code goes on when it is missing": [
    "python",
    `
import os
try:
    a = os.environ["A"]
                    ^ read optional
    if b:
        b = os.environ["B"]
                        ^ read optional
    def f():
        return os.environ["C"]
                           ^ read
except (TypeError, KeyError) as error:
    a = None
try: d = os.environ["D"]
                     ^ read optional
except: pass
try:
    e = os.environ["E"]
                    ^ read
except KeyError:
    raise RuntimeError("E")
else:
    use(os.environ["G"])
                    ^ read
try:
    h = os.environ["H"]
                    ^ read
except ValueError:
    pass
`,
  ],
  "says nothing in Python of variables that others may change or have": [
    "python",
    `
import os
A = os.getenv("A")
               ^ read
if A:
    A += "/"
B = os.getenv("B")
               ^ read
def f():
    global B
    if B: use(B)
class Settings:
    c = os.getenv("C")
                   ^ read
    if c: use(c)
d = os.getenv("D")
               ^ read
if d: d, e = d.split()
use(g := os.getenv("G"), h=os.getenv("H"))
                    ^ read
                                      ^ read
if g: use(g)
k = m = os.getenv("K")
                   ^ read
if m: use(m)
`,
  ],
  "may be put back by the last line": [
    "typescript",
    `
const old = process.env.A
                        ^ read optional
delete process.env.A
                   ^ delete
process.env.A = old
            ^ write
`,
  ],
  "is used by no field of a type that is called so": [
    "typescript",
    `
const port = process.env.PORT
                         ^^^^ read optional
interface Options {
  host: string
  port: number
}
if (port) use(port)
`,
  ],
  "is used by no method that is called so": [
    "typescript",
    `
const port = process.env.A
                         ^ read optional
class Server { port() { return 1 } }
if (port) listen(port)
`,
  ],
  "is used by no key behind a choice": [
    "typescript",
    `
const { env: { A } } = process
               ^ read optional
const b = { c: isThere ? 1 :
  2,
  A: 2 }
A && use(A)
`,
  ],
};

describe("A name that a variable was given", () => {
  for (const [sentence, [languageId, marked]] of Object.entries(table))
    it(sentence, () => {
      checkReferences(languageId, marked);
    });
});
