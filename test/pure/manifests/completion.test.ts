import assert from "node:assert/strict";
import { manifestFormatOf } from "../../../server/manifests/index";
import { withCursor } from "../../marked";

/** What is offered at `█`: words of the format, `NAME` with what follows it, and what it replaces; empty for nothing. */
function offered(fileName: string, marked: string): string {
  const { text, offset } = withCursor(marked);
  const context = manifestFormatOf(fileName)!.contextAt(text, offset);
  if (context === undefined) return "";
  const names = context.suffix === undefined ? [] : [`NAME${context.suffix}`];
  const words = context.words.map(({ insert }) => insert.trim());
  return `${[...words, ...names].join(" ")} for "${text.slice(context.start, context.end)}"`;
}

const cases: Record<string, readonly (readonly [marked: string, expected: string])[]> = {
  "inf.yml": [
    ["█", 'secrets: credentials: env: variants: for ""'],
    ["name: x\nsec█\n", 'secrets: credentials: env: variants: for "sec"'],
    ["secrets:\n  - KEY\ncr█edentials:\n  - x\n", 'credentials env variants for "credentials"'],
    ["secrets:\n  - █\n", 'key: description: optional: NAME for ""'],
    ["secrets:\n- AB█C\n", 'key: description: optional: NAME for "ABC"'],
    ["secrets:\n  - key: AB█\n", 'NAME for "AB"'],
    ["secrets:\n  - key: 'AB█'\n", 'NAME for "AB"'],
    ["secrets:\n  - key: A\n    █\n", 'description: optional: for ""'],
    ["secrets:\n- key: A\n  opt█\n  description: x\n", 'optional: for "opt"'],
    ["secrets:\n  - key: A\n    optional: █\n", 'true false for ""'],
    ["secrets:\n  - key: A\n    optional: t█rue\n", 'true false for "true"'],
    ["secrets:\n  - key: A\n  - key: B\n    description: b\n    █", 'optional: for ""'],
    ["credentials:\n  - provider: x\n    secrets:\n      - A█\n", 'NAME for "A"'],
    ["credentials:\n  - provider: x\n    █\n", 'secrets: for ""'],
    ["variants:\n  small:\n    █\n", 'env: for ""'],
    ["secrets:\n  - key: A\n    description: wo█rds\n", ""],
    ["secrets:\n  # - █\n", ""],
    ["env:\n  █\n", ""],
  ],
  "app.yaml": [
    ["req█", 'requirements: for "req"'],
    ["requirements:\n  █\n", 'secrets: for ""'],
    ["requirements:\n  memory: 1\n  sec█\n  gpu: 1\n", 'secrets: for "sec"'],
    ["requirements:\n  secrets:\n    - k█\n", 'key: description: optional: NAME for "k"'],
    ["requirements:\n  secrets:\n  - key: A\n    █\n", 'description: optional: for ""'],
    ["secrets:\n  - █\n", ""],
  ],
  ".env.example": [
    ["A=\n█\n", 'NAME= for ""'],
    ["export AB█C\n", 'NAME= for "ABC"'],
    ["AB█=x\n", 'NAME for "AB"'],
    ["A=█\n", ""],
    ["A='x\n█\n'\n", ""],
    ["stripe-k█\n", 'NAME= for "stripe-k"'],
    ["# words █\n", ""],
    ["# @█\n", 'required optional sensitive public for ""'],
    ["# words @opt█\n", 'required optional sensitive public for "opt"'],
  ],
  "turbo.json": [
    ['{ "globalEnv": ["A█"] }', 'NAME for "A"'],
    ['{ "globalEnv": ["█"] }', 'NAME for ""'],
    ['{ "globalEnv": ["A█', 'NAME" for "A"'],
    ['{ "tasks": { "build": { "env": ["A", "B█C"] } } }', 'NAME for "BC"'],
    ['{ "globalEnv": ["A"█] }', ""],
    ['{ "globalDependencies": ["A█"] }', ""],
  ],
  "wrangler.jsonc": [['{ "env": { "x": { "secrets": { "required": ["█"] } } } }', 'NAME for ""']],
  "wrangler.toml": [
    ["[secrets]\nrequired = ['A', 'B█']\n", 'NAME for "B"'],
    ['name = "x█"\n', ""],
  ],
  "compose.yaml": [
    ["services:\n  a:\n    environment:\n      - A█\n", 'NAME for "A"'],
    ["services:\n  a:\n    environment:\n    - █\n", 'NAME for ""'],
    ["services:\n  a:\n    environment:\n      A: x\n      B█\n", 'NAME: for "B"'],
    ["services:\n  a:\n    image: x█\n", ""],
    ["services:\n  a:\n    █\n", ""],
  ],
};

for (const [fileName, examples] of Object.entries(cases))
  describe(`completion in ${fileName}`, () => {
    for (const [marked, expected] of examples)
      it(`offers ${expected === "" ? "nothing" : expected} in ${JSON.stringify(marked)}`, () => {
        assert.equal(offered(fileName, marked), expected);
      });
  });

describe("completion in manifests", () => {
  it("knows which names stand in the list already", () => {
    const taken = (fileName: string, marked: string) => {
      const { text, offset } = withCursor(marked);
      return manifestFormatOf(fileName)!.contextAt(text, offset)?.taken;
    };
    assert.deepEqual(taken("inf.yml", "secrets:\n  - key: A\n  - key: B█\n  - C\n"), ["A", "C"]);
    assert.deepEqual(taken(".env.example", "A=\nB█=\n# C=\n"), ["A"]);
    assert.deepEqual(taken("turbo.json", '{ "globalEnv": ["A", "█"], "globalPassThroughEnv": ["B"] }'), ["A"]);
    assert.deepEqual(taken("compose.yaml", "services:\n  a:\n    environment:\n      A: 1\n      █\n      B: 1\n"), [
      "A",
      "B",
    ]);
  });

  it("survives a cursor anywhere in any text", () => {
    for (const [fileName, examples] of Object.entries(cases))
      for (const [marked] of examples)
        for (let at = 0; at < marked.length; at++) manifestFormatOf(fileName)!.contextAt(marked, at);
  });
});
