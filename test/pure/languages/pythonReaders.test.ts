import { checkReferences } from "./check";

/** A sentence about libraries that read the environment, and a module that holds it. */
const table: Readonly<Record<string, string>> = {
  "decouple's config reads what it is called with": `
from decouple import AutoConfig, config as read
KEY = read("KEY"); DEBUG = read("DEBUG", default=False, cast=bool); LEVEL = read('LEVEL', "info")
            ^^^ read wrapper
                                 ^^^^^ read optional wrapper
                                                                                  ^^^^^ read optional wrapper
config = AutoConfig(search_path=".")
config("A"); other.config("NONE"); config(name); config("B" + c)
        ^ read wrapper
`,
  "starlette's and environs' do likewise": `
from starlette.config import Config
config = Config(".env")
config("A", cast=bool, default=False)
        ^ read optional wrapper
import environs
env = environs.Env()
env.read_env(); env.str("B"); env.int("C", 1); env("D")
                         ^ read wrapper
                                       ^ read optional wrapper
                                                    ^ read wrapper
`,
  "django-environ's Env has defaults of its own": `
from pathlib import Path
import os, environ
env = environ.Env(DEBUG=(bool, False), TIMEOUT=int)
environ.Env.read_env(os.path.join(BASE_DIR, ".env"))
DEBUG = env("DEBUG"); env.int("TIMEOUT"); env.db("DATABASE_URL", default=None); env.db(); env.unknown("NONE")
             ^^^^^ read optional wrapper
                               ^^^^^^^ read wrapper
                                                  ^^^^^^^^^^^^ read optional wrapper
def f(env):
    env("NONE")
`,
  "what goes by their names without being imported is none of them": `
config("A"); env("B"); env.str("C")
class Env: pass
env = Env()
env("D")
from mine import config
config("E")
`,
  "names that get a prefix are not known": `
from environs import Env
env = Env()
with env.prefixed("APP_"):
    env.str("A")
`,
  "nor are those of a Config with a prefix": `
from starlette.config import Config
config = Config(env_prefix="APP_")
config("A")
`,
  "environs reads files that the environment names, too": `
from environs import FileAwareEnv
env = FileAwareEnv()
env("A"); env.str("B", "b")
     ^ read wrapper
                   ^ read optional wrapper
`,
  "what else a library has is no reader": `
import environs, environ
from x import use
check(environs, env); make = environs.EnvMaker(); make("NO")
read = environs.Env(); read("no name"); read("A"); check(environs, env("NO"))
                                              ^ read wrapper
use(environ.Env()); use("NO")
`,
  "a reader that an object has is not followed": `
from environs import Env
class A:
    def __init__(self):
        self.env = Env()
env = other()
env("NO")
`,
};

describe("Libraries of Python that read the environment", () => {
  for (const [sentence, marked] of Object.entries(table))
    it(sentence, () => {
      checkReferences("python", marked);
    });
});
