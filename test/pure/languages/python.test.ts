import { checkReferences } from "./check";

function check(sentence: string, marked: string): void {
  it(sentence, () => {
    checkReferences("python", marked);
  });
}

describe("In Python", () => {
  check(
    "os.environ and os.getenv give names",
    `
import os
os.environ["A"]; os.environ.get("B"); os.getenv('C'); os.environ["D"] = "d"; del os.environ["E"]
            ^ read
                                 ^ read
                                                 ^ read
                                                                  ^ write
                                                                                             ^ delete
os.environ.pop("F", None); os.environ.setdefault("G", "g"); "H" in os.environ; "I" not in os.environ.keys()
                ^ delete
                                                  ^ write
                                                             ^ exists optional
                                                                                ^ exists optional
os.getenv(r"J"); os.environb[b"K"]; os.getenvb(b"L"); os.putenv("M", "m"); os.unsetenv("N")
            ^ read
                               ^ read
                                                 ^ read
                                                                 ^ write
                                                                                        ^ delete
`,
  );

  for (const before of ["import os", "import os\nimport sys", "from sys import (\n  argv,\n)\nimport os"])
    check(
      `a call right below ${JSON.stringify(before)} is no part of the import`,
      `
${before}

print(os.environ["A"], os.getenv("B"))
                  ^ read
                                  ^ read
`,
    );

  check(
    "a name is optional where it stands for what something else may give",
    `
import os
value({"key": "x", "default": os.environ.get("AA", None)}, {"fallback": os.getenv("BB")})
                                              ^^ read optional
                                                                                   ^^ read optional
option("--x", default=os.environ.get("CC")); option("--y", default=int(os.environ.get("DD")), key=os.getenv("EE"))
                                      ^^ read optional
                                                                                       ^^ read
                                                                                                             ^^ read
default = os.environ.get("FF"); use({"default": os.environ["GG"]}, {"value": os.getenv("HH")})
                          ^^ read
                                                            ^^ read
                                                                                        ^^ read
`,
  );

  check(
    "a default or a condition makes a name optional",
    `
import os
os.environ.get("A", "a"); os.getenv("B") or "b"; os.getenv("C", None); x = 1 if os.getenv("D") else 2
                ^ read optional
                                     ^ read optional
                                                            ^ read optional
                                                                                           ^ read optional
if not os.environ.get("E"): pass
                       ^ read optional
if os.environ.get("F") == "1": pass
                   ^ read optional
while (os.environ.get("G")): pass
                       ^ read optional
`,
  );

  check(
    "a comparison with texts makes a name optional, unless the reading itself fails",
    `
import os
a = os.getenv("A") == "x"; b = os.getenv("B") != "x" or stop(); c = os.getenv("C") in ("x", "y"); d = not os.getenv("D") not in ["x"]
               ^ read optional
                                          ^ read optional
                                                                               ^ read optional
                                                                                                                     ^ read optional
e = os.environ["E"] == "x"; f = os.getenv("F") == ""; g = os.getenv("G") == g; h = os.getenv("H") in ("x"); i = os.getenv("I") in {"x": 1}
                ^ read
                                           ^ read
                                                                     ^ read
                                                                                              ^ read
                                                                                                                           ^ read
j = "x" + os.getenv("J") == "x"; k = os.getenv("K") == "x" + y; l = os.getenv("L") == "x" "y" == z; m = os.getenv("M") in [x, "y"]
                     ^ read
                                                ^ read
                                                                               ^ read
                                                                                                                   ^ read
if os.getenv("N") == "x":
              ^ read optional
    use(os.getenv("N"))
                   ^ read optional
if os.getenv("O") != "x":
              ^ read
    raise ValueError("x is all that there is")
mode = os.getenv("P")
                  ^ read optional
if mode in {"x", "y",}:
    start()
`,
  );

  check(
    "pop and setdefault read when something is done with what they return",
    `
import os
a = os.environ.pop("A"); b = os.environ.pop("B", None); use(os.environ.setdefault("C", "c"))
                    ^ read
                                             ^ read optional
                                                                                   ^ read optional
if a: os.environ.pop("D")
                      ^ delete
`,
  );

  check(
    "a name is optional whose variable is given something else where there is nothing in it",
    `
import os
def f(c):
    a = c.get("a") or os.getenv("A")
                                 ^ read optional
    b = os.getenv("B")
                   ^ read optional
    if not a:
        log()
        a = "a"
    if b is None: b = "b"
    c = os.getenv("C")
                   ^ read
    if not c:
        c = None
    d = os.getenv("D")
                   ^ read
    use(d)
    if not d:
        d = "d"
    e = os.getenv("E")
                   ^ read
    if not e or a:
        e = "e"
    g = os.getenv("G")
                   ^ read
    if not g:
        if a: g = "g"
    if a:
        h = os.getenv("H")
                       ^ read
    if not h:
        h = f"{h}"
    i = os.getenv("I")
                   ^ read
    if not i:
        i = ask()
        if not i: raise ValueError()
    return a + b
`,
  );

  check(
    "a name is optional that the code gets along without until its variable is given something else",
    `
import os
def f():
    v = os.environ.get("A")
                        ^ read optional
    if v:
        return v
    v = os.environ.get("B")
                        ^ read optional
    v = v or "b"
    use(v)
    v = os.environ.get("C")
                        ^ read
    v = v.strip()
    v = os.environ.get("D")
                        ^ read
    if x:
        v = 1
    v = 2
    v = os.environ.get("E")
                        ^ read
    v += 1
    v = 3
    v = os.environ.get("F")
                        ^ read
    return v
def h(x):
    y = x
    if not y:
        y = os.environ.get("H")
                            ^ read optional
    if y:
        use(y)
    z = x or os.environ.get("I")
                             ^ read optional
    if z: return z
    z = os.environ.get("J")
                        ^ read optional
    return z or "z"
def k(x=None):
    x = x or os.environ.get("K")
                             ^ read optional
    return use(x=x or "k")
async def m():
    x = await f() or os.environ.get("M")
                                     ^ read optional
    if not x: return None
    if await f() and os.environ.get("N") and g(os.environ["N"]): pass
                                     ^ read optional
                                                           ^ read optional
    y = await f() or os.environ.get("O")
                                     ^ read
    return use(x, y)
def l(x=None, y=None):
    x = x or os.environ.get("L")
                             ^ read
    return use(x=x)
def i(x):
    y = x
    while x:
        if y: use(y)
        y = os.environ.get("K")
                            ^ read
    y = x
    if not y:
        y = os.environ.get("L")
                            ^ read
    if not y:
        raise ValueError()
    if x:
        u = os.environ.get("M")
                            ^ read
    else:
        u = x
    return u or "u"
def g():
    global w
    w = os.environ.get("G")
                        ^ read
    if w:
        return w
    w = 1
`,
  );

  check(
    "a name is optional in a branch for another one, but not behind it, nor where that only tells where the program runs",
    `
import os
if os.environ.get("USE_PROXY") == "1":
                   ^^^^^^^^^ read optional
    use(os.environ["PROXY"])
                    ^^^^^ read optional
    if not os.getenv("PROXY_KEY"):
                      ^^^^^^^^^ read optional
        raise ValueError()
else:
    use(os.environ["DIRECT"])
                    ^^^^^^ read
x = os.environ["BUCKET"] if os.getenv("STORE") else os.environ["DISK"]
                ^^^^^^ read optional
                                       ^^^^^ read optional
                                                                ^^^^ read
def f():
    if not os.getenv("A"):
                      ^ read optional
        return
    use(os.environ["B"])
                    ^ read
if os.getenv("APP_ENV") == "production":
              ^^^^^^^ read optional
    use(os.environ["C"])
                    ^ read
`,
  );

  check(
    "a name is optional where the text of another one is chosen for, which nothing stands in for",
    `
import os
store = os.environ.get("STORE", "local").lower()
                        ^^^^^ read optional
if store == "s3":
    use(os.environ["S3_KEY"])
                    ^^^^^^ read optional
elif store in ("gcs", "r2"):
    use(os.environ["GCS_KEY"])
                    ^^^^^^^ read optional
elif store in ("local", "none"):
    use(os.environ["FOLDER"])
                    ^^^^^^ read
else:
    use(os.environ["OTHER"])
                    ^^^^^ read
if store != "local":
    use(os.environ["A"])
                    ^ read optional
if store:
    use(os.environ["B"])
                    ^ read
mail = os.getenv("MAIL")
                  ^^^^ read optional
if mail:
    use(os.environ["MAIL_FROM"])
                    ^^^^^^^^^ read optional
way = os.getenv("WAY") or "one"
                 ^^^ read optional
x = os.environ["C"] if way == "two" else os.environ["D"]
                ^ read optional
                                                     ^ read
if os.getenv("REPLICA", "0") == "1":
              ^^^^^^^ read optional
    use(os.environ["REPLICA_URL"])
                    ^^^^^^^^^^^ read optional
if os.getenv("COUNT", 3) == "4":
              ^^^^^ read optional
    use(os.environ["E"])
                    ^ read
stage = os.getenv("APP_ENV", "dev")
                   ^^^^^^^ read optional
if stage == "production":
    use(os.environ["F"])
                    ^ read
again = os.getenv("G", "no")
                   ^ read optional
again = "yes"
if again == "yes":
    use(os.environ["H"])
                    ^ read
if os.getenv("CASED", "True").lower() == "true":
              ^^^^^ read optional
    use(os.environ["CASED_URL"])
                    ^^^^^^^^^ read
else:
    use(os.environ["CASED_OTHER"])
                    ^^^^^^^^^^^ read optional

`,
  );

  check(
    "behind a question a name is optional where the code only gets to with it",
    `
import os
if os.environ.get("A") and os.environ["A"] != "x":
                   ^ read optional
                                       ^ read optional
    use(os.environ["A"])
                    ^ read optional
use(os.environ["A"], os.environ["B"] if "B" in os.environ else os.environ["B"])
                ^ read
                                 ^ read optional
                                         ^ exists optional
                                                                           ^ read
def f():
    if os.getenv("C") is None or x:
                  ^ read optional
        return
    if x:
        use(os.environ["C"])
                        ^ read optional
use(os.environ["C"])
                ^ read
if not os.getenv("D"): pytest.skip("D")
                  ^ read optional
use(os.environ["D"])
                ^ read optional
`,
  );

  check(
    "a name is required when the code fails without it",
    `
import os, sys
if not os.getenv("A") or len(os.environ["A"]) < 9:
                  ^ read
                                         ^ read
    log()
    raise ValueError()
if os.getenv("B"): use(os.environ["B"])
              ^ read
                                   ^ read
else: sys.exit("B is missing")
assert os.getenv("C") is not None, "C"
                  ^ read
if x: pass
elif not os.getenv("D"): raise ValueError()
                    ^ read
if not os.getenv("E") and x: raise ValueError()
                  ^ read optional
`,
  );

  check(
    "imports and variables may stand for them",
    `
import os as o, sys
from os import environ as e, getenv
import os.path
o.environ["A"]; e["B"]; getenv("C"); os.environ["D"]
           ^ read alias
                   ^ read alias
                                ^ read alias
                                                 ^ read
env = os.environ
env["E"]; env.get("F")
     ^ read alias
                   ^ read alias
def f(env=os.environ):
    return env["G"]
                ^ read alias
`,
  );

  check(
    "something nearer with the name is something else",
    `
import os
env = os.environ
def f(env): return env["A"]
def g(os): return os.environ["B"]
def h():
    env = {}
    return env["C"]
my.os.environ["D"]; env["E"]
                         ^ read alias
`,
  );

  check(
    "a function ends in front of a statement in brackets",
    `
import os
def f():
    os = {}
    return os.environ["A"]
(os.environ["B"])
             ^ read
[os.environ["C"]]
             ^ read
`,
  );

  check(
    "strings and comments are text, and the holes of f-strings are code",
    `
import os
# os.environ["A"]
"""os.environ["B"] <API_KEY>"""
                    ^^^^^^^ inline
f"{os.environ['C']} os.environ['D'] {{x}}"; r"\\"; os.getenv(key); os.environ[f"{x}"]
               ^ read
os.getenv("E")
           ^ read
`,
  );

  check(
    "a hole of a string may say what it holds",
    `
print(f"{os.environ['A']=}")
                     ^ read
`,
  );

  check(
    "a name may be given by the name of its parameter",
    `
os.getenv(key="A"); os.getenv(key="B", default="x"); os.environ.get(key="C", default=None)
               ^ read
                                   ^ read optional
                                                                         ^ read optional
`,
  );

  check(
    "__contains__ asks, and so does pop, behind which the name is gone",
    `
os.environ.__contains__("A"); e = os.environ.copy(); e.__contains__("NO")
                         ^ exists optional
`,
  );

  check(
    "pop takes the name away",
    `
if os.environ.pop("A"):
                   ^ read optional
    use(os.environ["A"])
                    ^ read
`,
  );

  check(
    "what is spread twice is written once, and a key that is computed is none",
    `
from os import environ as e
import os
use({**e, **os.environ, "A": "1"}); use({**os.environ, **os.environ, "B": "1"}); use({**os.environ, **e, "C": "1"})
                         ^ write
                                                                      ^ write
                                                                                                          ^ write
use({**os.environ, "A_" + x: "1", "D": "1"})
                                   ^ write
`,
  );

  check(
    "an error is caught by the function that it is in",
    `
async def f():
    try:
        async with x:
            return os.environ["A"]
                               ^ read optional
    except KeyError:
        return None
try:
    async def g():
        return os.environ["B"]
                           ^ read
except KeyError:
    pass
`,
  );

  check(
    "an except may be unfinished",
    `
try:
    x = os.environ["A"]
                    ^ read optional
except KeyError
`,
  );

  check(
    "copy and update do nothing that are not called",
    `
e = os.environ.copy
e["NO"] = "1"
os.environ.update
`,
  );

  check(
    "patch.dict has names for what it is given",
    `
patch.dict(in_dict=os.environ, values={"A": "1"}); model.dict(os.environ, NO="1"); use([os.environ, {"NO": 1}]); mock.patch.dict(os.environ, B="1", clear=True)
                                        ^ write
                                                                                                                                             ^ write
`,
  );

  check(
    "an import may be unfinished",
    `
from os import
environ["NO"]
`,
  );

  check(
    "a condition that is compared, or one of two, says nothing",
    `
is_set = bool(os.getenv("A"))
                         ^ read optional
if is_set is other: use(os.environ["A"])
                                    ^ read
if other is is_set and use(os.environ["A"]): pass
                                       ^ read
x = is_set and a or os.environ["A"]
                                ^ read
while not is_set: wait()
use(os.environ["A"])
                ^ read
if is_set: use(os.environ["A"])
                           ^ read optional
`,
  );

  check(
    "the guard of a case decides about nothing but that case",
    `
match x:
    case 1 if not os.getenv("A"):
                             ^ read optional
        raise ValueError
use(os.environ["A"])
                ^ read
`,
  );

  check(
    "a test that is skipped is left",
    `
def test_a():
    if not os.getenv("A"): raise SkipTest("A")
                      ^ read optional
    use(os.environ["A"])
                    ^ read optional
def test_b():
    if "B" not in os.environ:
        ^ exists optional
        raise unittest.SkipTest("B")
    use(os.environ["B"])
                    ^ read optional
`,
  );

  check(
    "what a text is compared with may be made of it",
    `
if os.getenv("A") in names: pass
              ^ read
if os.getenv("B") == "TEXT".lower(): use(os.environ["B"])
              ^ read optional
                                                     ^ read
if os.getenv("C") == "a" + b: pass
              ^ read
`,
  );

  check(
    "what deletes a variable needs no value of it",
    `
a = os.getenv("A")
               ^ read optional
if a:
    use(a)
    del a
b = os.getenv("B")
               ^ read optional
if b: use(b)
del b
c = os.getenv("C")
               ^ read
use(c)
del c
`,
  );

  check(
    "what is written by another name and by its own is written once",
    `
env = os.environ
use({**env, **os.environ, "A": "1"})
                           ^ write
`,
  );

  check(
    "a value is used that stands in a line of its own, in brackets",
    `
use(
    os.environ.pop("A")
                    ^ read
)
os.environ.pop("B")
                ^ delete
`,
  );
});
