import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { declare, known, read, removeLast } from "./reading";

describe(".env.example", () => {
  it("is not misled by what stands in a value of several lines", () => {
    const text = 'KEY="-----BEGIN KEY-----\nMIIE=\nOTHER=x\n-----END KEY-----"\nNEXT=\nOPEN="\nLAST=\n';
    assert.deepEqual(read(".env.example", text), ["KEY optional", "NEXT required", "OPEN optional", "LAST required"]);
  });

  it("takes no comment for a description that a blank line or a divider sets apart", () => {
    const text = "# A section\n\nA=\n# --------\nB=\n# the third\nC=\n";
    assert.deepEqual(read(".env.example", text), ["A required", "B required", "C required: the third"]);
  });

  it("knows what is said outright from what is inferred", () => {
    const { declarations } = readManifest(".env.example", "A=\n# @required\nB=1\n")!;
    assert.deepEqual(
      declarations.map(({ explicit }) => explicit),
      [false, true],
    );
  });

  it("asks for nothing that its own words call optional", () => {
    const text =
      "# OPTIONAL: the port\nA=\n# The key (optional)\nB=\n# [Optional] a host\nC=\n# Not optional at all\nD=\n";
    assert.deepEqual(
      read(".env.example", text).map((line) => line.replace(/:.*/, "")),
      ["A optional", "B optional", "C optional", "D required"],
    );
  });

  it("gets a new entry with its description", () => {
    const after = declare(".env.example", "A=\r\n", "NEW", { required: false, description: "Talks to\nthe model" });
    assert.equal(after, "A=\r\n# Talks to the model\r\n# @optional\r\nNEW=\r\n");
  });

  it("takes linear time, whatever stands in its comments and values", () => {
    const texts = ["# words\n".repeat(200_000) + "A=\n", `# ${'@a="'.repeat(100_000)}\nA=\n`, 'A="\n'.repeat(100_000)];
    const started = performance.now();
    for (const text of texts) assert.ok(readManifest(".env.schema", text)!.declarations.length > 0);
    assert.ok(performance.now() - started < 3000);
  });

  it("is not told what is required by a description from elsewhere", () => {
    const after = declare(".env.example", "", "NEW", { description: "mind @optional\n# @required" });
    assert.deepEqual(read(".env.example", after ?? ""), ["NEW required: mind optional # required"]);
  });

  it("loses an entry with the comments that belong to it", () => {
    const text = '# one\nA=\n\n# two\nB="x\ny"\nC=\n';
    assert.equal(removeLast(".env.example", text, "B"), "# one\nA=\n\nC=\n");
    assert.equal(removeLast(".env.example", text, "C"), '# one\nA=\n\n# two\nB="x\ny"\n');
  });
});

describe("an example", () => {
  it("knows a name that stands in a comment all by itself", () => {
    const text = "# Sentry\n# SAMPLE_RATE\n#  LOG_LEVEL  \r\n# SENTRY_DSN=\n# see SOME_NAME\nA=\n";
    assert.deepEqual(known(".env.example", text), ["SAMPLE_RATE listed", "LOG_LEVEL listed"]);
  });

  it("takes a list or an object for a value, and what is in brackets for a request", () => {
    const text = `HOSTS='["a.example"]'\nPORTS=[1, 2]\nNONE=[]\nMAP='{"a":1}'\nKEY=[your key]\nID={id}\n`;
    const required = read(".env.example", text).filter((line) => line.endsWith("required"));
    assert.deepEqual(required, ["KEY required", "ID required"]);
  });
});

describe(".env.schema", () => {
  const cases: Record<string, readonly [text: string, declarations: readonly string[]]> = {
    "asks for everything that it has no value for": [
      "NO_VALUE=\nWITH_VALUE=bar\nCOMPUTED=exec('op read')\n",
      ["NO_VALUE required", "WITH_VALUE optional", "COMPUTED optional"],
    ],
    "does what @required and @optional say, true or false": [
      "A= # @required\nB=1 # @required=true\nC= # @required=false\nD= # @optional\nE= # @optional=false\n",
      ["A required", "B required", "C optional", "D optional", "E required"],
    ],
    "keeps to the default where a decorator is undefined": ["A= # @required=undefined\n", ["A required"]],
    "requires nothing on a condition, since nobody knows here how that turns out": [
      "A= # @required=forEnv(prod)\nB= # @optional=forEnv(dev)\n",
      ["A optional", "B optional"],
    ],
    "is turned by @defaultRequired": [
      "# @currentEnv=$APP_ENV @defaultRequired=false\n# ---\nA=\n# @required\nB=\n",
      ["A optional", "B required"],
    ],
    "asks for nothing that it infers from a value it has": [
      "# @defaultRequired=infer\n# ---\nA=\nB=foo\n",
      ["A optional", "B optional"],
    ],
    "describes without decorators": [
      '# Stripe key\n# @sensitive @type=string(startsWith="sk_") # from the dashboard\n# @docs(https://x.y/z)\nA=\n',
      ["A required: Stripe key from the dashboard"],
    ],
    "takes no decorator out of the middle of a sentence": ["# mind @optional words\nA=\n", ["A required: mind words"]],
    "has no entries that are switched off": ["# A=\nB=\n", ["B required"]],
  };
  for (const [what, [text, declarations]] of Object.entries(cases))
    it(what, () => {
      assert.deepEqual(read(".env.schema", text), declarations);
    });

  it("gets a new entry that is read as it was meant, whatever the default is", () => {
    for (const initial of ["", "# @defaultRequired=false\n# ---\nA=\n", "# @defaultRequired\n# ---\nA=\n"])
      for (const required of [true, false]) {
        const after = declare(".env.schema", initial, "NEW", { required }) ?? "";
        assert.equal(read(".env.schema", after).at(-1), `NEW ${required ? "required" : "optional"}`);
      }
  });

  it("says what is sensitive", () => {
    const text = "# @sensitive\nA=\n# @public\nB=\n# @sensitive=false\nC=\nD=\n";
    assert.deepEqual(
      readManifest(".env.schema", text)!.declarations.map(({ sensitive }) => sensitive),
      [true, false, false, undefined],
    );
  });
});
