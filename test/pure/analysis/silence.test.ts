import assert from "node:assert/strict";
import { languageIdOf, languageOf } from "../../../server/languages/index";
import { readReferences } from "../../../server/workspace/readReferences";

/** The names of a file that are used, and whether each is silenced. */
function silencedIn(path: string, text: string): string {
  const language = languageOf("", path);
  assert.ok(language !== undefined);
  const { references } = readReferences(language, { text, languageId: languageIdOf(path) });
  return references.map(({ name, silenced }) => `${name}${silenced === true ? " silenced" : ""}`).join(", ");
}

describe("comments that silence", () => {
  const cases: Record<string, readonly [path: string, text: string, expected: string]> = {
    "the next line": [
      "a.ts",
      "use(process.env.A1);\n// secrets-ignore-next-line\nuse(process.env.B1, process.env.C1);\nuse(process.env.D1);",
      "A1, B1 silenced, C1 silenced, D1",
    ],
    "their own line": ["a.ts", "use(process.env.A1); // secrets-ignore-line\nuse(process.env.B1);", "A1 silenced, B1"],
    "the file, from anywhere in it": [
      "a.ts",
      "use(process.env.A1);\n/*\n * secrets-ignore-file: generated\n */\nuse(process.env.B1);",
      "A1 silenced, B1 silenced",
    ],
    "only the names that they give": [
      "a.ts",
      "// secrets-ignore-next-line A1_X, B1_X -- set by the platform, unlike C1_X\nuse(process.env.A1_X, process.env.B1_X, process.env.C1_X);",
      "A1_X silenced, B1_X silenced, C1_X",
    ],
    "a name with a reason behind a colon": [
      "a.ts",
      "// secrets-ignore-next-line A1_X: not C1_X\nuse(process.env.A1_X, process.env.C1_X);",
      "A1_X silenced, C1_X",
    ],
    "everything, when there is only a reason": [
      "a.ts",
      "// secrets-ignore-next-line set by the platform\nuse(process.env.A1);\n// secrets-ignore-next-line: see A_README\nuse(process.env.B1);",
      "A1 silenced, B1 silenced",
    ],
    "with several of them above one another": [
      "a.ts",
      "// secrets-ignore-next-line A1_X\n// secrets-ignore-next-line B1_X\nuse(process.env.A1_X, process.env.B1_X, process.env.C1_X);",
      "A1_X silenced, B1_X silenced, C1_X",
    ],
    "between lines that end as on Windows": [
      "a.ts",
      "// secrets-ignore-next-line\r\nuse(process.env.A1);\r\nuse(process.env.B1);\r\n",
      "A1 silenced, B1",
    ],
    "in markup": [
      "a.tsx",
      "const a = <b>\n  {/* secrets-ignore-next-line */}\n  {process.env.A1}\n</b>;",
      "A1 silenced",
    ],
    "in Python": [
      "a.py",
      "import os\n# secrets-ignore-next-line\nos.environ['A1']\nos.environ['B1']",
      "A1 silenced, B1",
    ],
    "in shell scripts": ["a.sh", 'echo "$A1" # secrets-ignore-line\necho "$B1"', "A1 silenced, B1"],
    "in Lua": ["a.lua", 'os.getenv("A1") -- secrets-ignore-line', "A1 silenced"],
    "in YAML": ["a.yaml", "# secrets-ignore-next-line\na: <A1>\nb: <B1>", "A1 silenced, B1"],
    "in Markdown": ["a.md", "<!-- secrets-ignore-next-line -->\nUse <A1> and\n<B1>", "A1 silenced, B1"],
    "in dotenv files": [".env", "# secrets-ignore-next-line\nA=<A1>\nB=<B1>", "A1 silenced, B1"],
    "not in strings that look alike": [
      "a.ts",
      'use("// secrets-ignore-line", process.env.A1);\nuse(`\n// secrets-ignore-next-line\n${process.env.B1}`);',
      "A1, B1",
    ],
    "not in strings of Python, nor in text": ["a.py", 'import os\nx = "# secrets-ignore-file"\nos.environ["A1"]', "A1"],
    "not in prose": ["a.txt", "// secrets-ignore-next-line\n<A1>", "A1"],
    "not outside of comments": ["a.ts", "secrets-ignore-file; use(process.env.A1);", "A1"],
    "not when they are spelled otherwise": ["a.ts", "// secrets-ignore-files\n// secrets-ignore\nprocess.env.A1", "A1"],
  };
  for (const [what, [path, text, expected]] of Object.entries(cases))
    it(`count: ${what}`, () => {
      assert.equal(silencedIn(path, text), expected);
    });

  it("take linear time, however many there are in one line", () => {
    const text = "/* secrets-ignore-line */ process.env.A1; ".repeat(20_000);
    assert.ok(silencedIn("a.ts", text).startsWith("A1 silenced, A1 silenced"));
  });
});
