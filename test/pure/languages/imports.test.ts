import { checkImported } from "./check";

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

  it("may be imported in Python", () => {
    checkImported(
      "python",
      {
        lib: `
import os
def env(name, default=None): return os.environ.get(name, default)
def must(name): return os.environ[name]`,
        again: `
from lib import *
from lib import must as need`,
      },
      `
import lib
from again import env, must, need, no
from lib import must as own
env("A"); env("B", default="x"); env("C", "x"); must("D"); need("E"); own("F"); lib.env("NO"); no("NO")
     ^ read wrapper
               ^ read optional wrapper
                                      ^ read optional wrapper
                                                      ^ read wrapper
                                                                 ^ read wrapper
                                                                           ^ read wrapper
`,
    );
  });
});
