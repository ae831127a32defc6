import { checkImported, checkReferences } from "./check";

/** A sentence about functions that read a name they are given, and a module that holds it. */
const table: Readonly<Record<string, string>> = {
  "refers to what it is called with": `
import os
def env(name, default=None):
    return os.environ.get(name, default)
                          ^^^^ dynamic
def need(key: str) -> str:
    return os.environ[key]
                      ^^^ dynamic
env("A"); env("B", "b"); env(name="C", default=""); env("D", None); env("E") or ""; need("F"); env(x); env("G" + g)
     ^ read wrapper
               ^ read optional wrapper
                                   ^ read optional wrapper
                                                         ^ read wrapper
                                                                         ^ read optional wrapper
                                                                                          ^ read wrapper
h = env("H")
         ^ read optional wrapper
if h: use(h)
`,
  "needs no name where it falls back by itself": `
from os import getenv
def flag(name, default="0"):
    return getenv(name, default) == "1"
                  ^^^^ dynamic alias
def level(name):
    value = getenv(name)
                   ^^^^ dynamic alias
    if value is None:
        return "info"
    return value
def must(name):
    value = getenv(name)
                   ^^^^ dynamic alias
    if not value:
        raise KeyError(name)
    return value
flag("A"); level("B"); must("C")
      ^ read optional wrapper
                  ^ read optional wrapper
                             ^ read wrapper
`,
  "may hand its parameter on to another one": `
import os
def get(name):
    return _env(name)
def _env(name, default=None):
    return os.environ.get(name, default)
                          ^^^^ dynamic
def both(key, other=None):
    return _env(key, default=other)
def port(name):
    return both(name, "80")
def joined(name):
    return get("APP_" + name)
def again(name):
    return again(name)
class Settings:
    def read(self, name):
        return get(name)
get("A"); both("B"); both("C", "c"); port("D"); joined("E"); again("F"); read("G")
     ^ read wrapper
                ^ read wrapper
                           ^ read optional wrapper
                                           ^ read optional wrapper
`,
  "is none where it sets the name, changes it first, or is a method": `
import os
def put(name, value):
    old = os.environ.get(name)
                         ^^^^ dynamic
    os.environ[name] = value
               ^^^^ dynamic
def prefixed(name):
    name = "APP_" + name
    return os.getenv(name)
                     ^^^^ dynamic
class Settings:
    def get(self, name):
        return os.getenv(name)
                         ^^^^ dynamic
def outer(name):
    return lambda key: os.getenv(key)
                                 ^^^ dynamic
put("A", 1); prefixed("B"); get("C", "C"); Settings().get("D"); outer("E")
`,
  "refers to nothing where it reads two, or is called with what is no name": `
def both(a, b): return os.getenv(a) or os.getenv(b)
                                 ^ dynamic
                                                 ^ dynamic
both("NO", "NO")
def env(name, other=None): return os.getenv(name)
                                            ^^^^ dynamic
env("no name"); env(...); env(other="NO"); env("A", other="x"); env(name="B"); env(
                                                ^ read wrapper
                                                                          ^ read wrapper
`,
  "may stand behind three others": `
def a(name): return os.environ[name]
                               ^^^^ dynamic
def b(name): return a(name)
def c(name): return b(name)
def d(name): return c(name)
def e(name): return d(name)
a("A"); b("B"); c("C"); d("D"); e("no_one_follows_it_this_far")
   ^ read wrapper
           ^ read wrapper
                   ^ read wrapper
                           ^ read wrapper
`,
  "may have types of its own": `
def env[T](name: str, cast: type[T], default: T | None = None) -> T:
    return cast(os.environ.get(name, default))
                               ^^^^ dynamic
env("A", int); env("B", int, 5); env(name="C", cast=str)
     ^ read wrapper
                    ^ read optional wrapper
                                           ^ read wrapper
def post[T](url: T):
    if url: use(url)
post(os.getenv("D"))
                ^ read optional
def send[T](url: T): use(url)
send(os.getenv("E"))
                ^ read
`,
  "may be unfinished": `
def broken: return os.getenv(name)
                             ^^^^ dynamic
def also [: return os.getenv(name)
                             ^^^^ dynamic
broken("NO"); also("NO")
`,
};

describe("A function of Python that reads what it is given", () => {
  for (const [sentence, marked] of Object.entries(table))
    it(sentence, () => {
      checkReferences("python", marked);
    });

  it("may be imported", () => {
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
