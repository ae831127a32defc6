import { checkReferences } from "./check";

/** What is handed to a child process is written: a sentence about it, and a text in a language that holds it. */
const table: Readonly<Record<string, readonly [languageId: string, marked: string]>> = {
  "a key beside a spread of process.env is written": [
    "typescript",
    `
spawn("node", [], { env: { ...process.env, RUN_ID: id, "LOG-LEVEL": level, ["MODE"]: mode, SHORT } });
                                           ^^^^^^ write
                                                        ^^^^^^^^^ write
                                                                             ^^^^ write
                                                                                           ^^^^^ write
fork(path, { env: { DEFAULT: "1", nested: { NO: 1 }, ...(process.env as Env) } });
                    ^^^^^^^ write
                                  ^^^^^^ write
const env: NodeJS.ProcessEnv = { ...process.env, [computed]: 1, method() {}, NODE_OPTIONS: undefined };
                                                                             ^^^^^^^^^^^^ delete
`,
  ],
  "a key is written once, and what it is given is read": [
    "typescript",
    `
const outer = process.env;
run({ ...outer, ...process.env, A: process.env.B, C: process.env.C ?? "" });
                                ^ write
                                               ^ read
                                                  ^ write
                                                                 ^ read optional
`,
  ],
  "what is assigned into process.env by Object.assign is written": [
    "typescript",
    `
Object.assign(process.env, { A: "1" }, load(), { B: "2", ...rest });
                             ^ write
                                                 ^ write
const env = Object.assign({ C: 1 }, process.env, { D: 2 });
                            ^ write
                                                   ^ write
assign(process.env, { E: 1 }); Object.assign({ F: 1 }, other);
`,
  ],
  "the keys of an object that a loop puts into process.env are written": [
    "typescript",
    `
const env = { AA: "a", ["BB"]: 1 };
              ^^ write
                         ^^ write
Object.assign(env, { CC: "c" }); env.DD = "d";
                     ^^ write alias
                                     ^^ write alias
for (const key in env) { if (!process.env[key]) { process.env[key] = env[key]; } }
                                          ^^^ dynamic
                                                              ^^^ dynamic
for (const [key, value] of Object.entries({ EE: 1 })) process.env[key] ??= value;
                                            ^^ write
                                                                  ^^^ dynamic
const more: Env = { FF: "f" }, none = { GG: "g" }, last = { HH: "h" };
                    ^^ write
                                                            ^^ write
Object.keys(more).forEach((key) => { process.env[key] = more[key] });
                                                 ^^^ dynamic
Object.entries(last).forEach(function ([key, value]) { Bun.env[key] = value });
                                                               ^^^ dynamic
for (const key in none) use(process.env[key]); for (const key of none) process.env[key] = 1;
                                        ^^^ dynamic
                                                                                   ^^^ dynamic
for (const key in none.more) process.env[key] = 1; keys(none).forEach((key) => { process.env[key] = 1 });
                                         ^^^ dynamic
                                                                                             ^^^ dynamic
`,
  ],
  "a copy of process.env is written to, and what is read from it is no concern": [
    "typescript",
    `
const env = { ...process.env };
env.A = "1"; env["B"] ??= "2"; delete env.C; use(env.D);
    ^ write alias
                  ^ write alias
                                          ^ delete alias
spawn("x", { env: { ...env, F: 1 } });
                            ^ write alias
let other: Env = { ...process.env } as Env;
other = {};
other.E = "1";
`,
  ],
  "what a child process is started with is written": [
    "typescript",
    `
import { fork, spawn as start } from "node:child_process";
import { Worker } from "worker_threads";
fork(path, { cwd, env: { ...inherited, A: a, B: undefined } }); start("x", [], { env: { C: "1" } });
                                       ^ write
                                             ^ delete
                                                                                        ^ write
new Worker(path, { env: { D: "1" }, workerData: { env: { NO: 1 } } }); other(path, { env: { NO: 1 } });
                          ^ write
const children = require("child_process");
children.execSync("x", { env: { E: process.env.E } }); fork(path, { env: named }); children.spawn("x", { "env": { F } });
                                ^ write
                                               ^ read
                                                                                                                  ^ write
`,
  ],
  "what a child process is started with may be a variable that was given an object": [
    "typescript",
    `
import { fork, spawn } from "node:child_process";
const env: Record<string, string> = { A: a, B: process.env.B };
                                      ^ write
                                            ^ write
                                                           ^ read
env.C = "1";
    ^ write alias
spawn("x", { cwd, env });
const more = { ...env, D: 1 };
                       ^ write alias
fork("y", { env: other });
let other = { E: undefined, "F": f };
              ^ delete
                             ^ write
const elsewhere = { NO: 1 }; run("z", { env: elsewhere }); spawn("x", { env: unknown, NO: elsewhere });
function start(env = load({ NO: 1 })) { spawn("x", { env: { ...env } }); fork("y", { env: env.NO }); }
`,
  ],
  "a child process may be started by a file that names no environment of its own": [
    "typescript",
    `
import { spawn } from "child_process";
spawn("x", { "env" : { A: "1" } });
                       ^ write
`,
  ],
  "what is only spread elsewhere is not written": [
    "typescript",
    `
const all = [...process.env, { A: 1 }]; use(...process.env, { B: 1 }); const { C, ...rest } = other;
const some = { ...(process.env.D ? { E: 1 } : {}), F: 1 };
                               ^ read optional
`,
  ],
  "in Python, a key beside the names of os.environ is written": [
    "python",
    `
import os
run(x, env={**os.environ, "A": a, 'B': os.environ["C"], **more, f"{d}": 1})
                           ^ write
                                   ^ write
                                                   ^ read
run(x, env=os.environ | {"D": d}); run(x, env={"E": e} | os.environ); os.environ |= {"F": f}
                          ^ write
                                                ^ write
                                                                                      ^ write
run(x, env=dict(os.environ, G=g)); run(x, env=dict(**os.environ, H=h)); os.environ.update({"I": 1}, J=2)
                            ^ write
                                                                 ^ write
                                                                                            ^ write
                                                                                                    ^ write
with mock.patch.dict(os.environ, {"K": "1"}, clear=True, L="2"): pass
                                   ^ write
                                                         ^ write
run(**dict(env=os.environ, cwd="none", text=True)); run(**dict(a, os.environ, cwd="none"))
other({"M": 1}, os.environ, N=1); {"O": 1} | other; dict({"P": 1}, Q=1); other.update({"R": 1})
`,
  ],
  "in Python, a key beside a copy of os.environ, or a chain with it, is written": [
    "python",
    `
import os
run(x, env={**dict(os.environ), "A": "1"}, y={**os.environ.copy(), "B": "1", **dict(more)})
                                 ^ write
                                                                    ^ write
run(x, env=dict(os.environ.copy(), C="1"), y=os.environ | {"D": "1"} | {"E": "1"}, z=more | os.environ | {"F": "1"} | more)
                                   ^ write
                                                            ^ write
                                                                         ^ write
                                                                                                           ^ write
env = {**dict(os.environ)}
env["G"] = "1"; run(x, env=dict(more(os.environ), H="1"))
     ^ write alias
`,
  ],
  "in Python, a copy of os.environ is written to": [
    "python",
    `
import os
def start():
    env = os.environ.copy()
    env["A"] = "1"; env["B"]
         ^ write alias
    del env["C"]
             ^ delete alias
    env.update({"D": "1"}, E="2")
                 ^ write alias
                           ^ write alias
    env.pop("F", None)
             ^ delete alias
    env.get("G")
    env.setdefault("H", "1")
                    ^ write alias
    run(x, env={**env, "I": "1"})
                        ^ write alias
def other(env):
    env["NO"] = "1"
named: Env = {**os.environ, "J": "1"}
                             ^ write
named["K"] = "1"
       ^ write alias
both = dict(os.environ)
both = other()
both["NO"] = "1"
`,
  ],
};

describe("What is handed to a child process", () => {
  for (const [sentence, [languageId, marked]] of Object.entries(table))
    it(sentence, () => {
      checkReferences(languageId, marked);
    });
});
