import assert from "node:assert/strict";
import { createExclusion } from "../../../server/workspace/exclusion";

const files = ["a.js", "a.ts", "b.js", ".hidden/c.js", "src/a.js", "src/gen/x.y.js", "src/gen/x.y.ts", "src/gen.ts"];

/** The files that these settings leave. */
function left(...settings: unknown[]): string {
  const exclusion = createExclusion(settings);
  return files.filter((path) => !exclusion.ofFile(path, (other) => files.includes(other))).join(" ");
}

/** The files without those that are named. */
function without(...names: string[]): string {
  return files.filter((path) => !names.includes(path)).join(" ");
}

describe("what an editor excludes", () => {
  const cases: Record<string, readonly [setting: unknown, left: string]> = {
    "is nothing where nothing is set": [{}, files.join(" ")],
    "is nothing where it has no such setting": [null, files.join(" ")],
    "is nothing where the setting makes no sense": [{ "**": "yes", "**/*": { when: 1 } }, files.join(" ")],
    "is a folder with all that is in it": [{ "**/gen": true }, without("src/gen/x.y.js", "src/gen/x.y.ts")],
    "is a folder with a slash, or with stars behind it": [
      { "src/gen/": true, ".hidden/**": true },
      without("src/gen/x.y.js", "src/gen/x.y.ts", ".hidden/c.js"),
    ],
    "is what fits from the root on": [{ "*.js": true }, without("a.js", "b.js")],
    "is what fits one of several endings anywhere": [{ "**/*.{js,tsx}": true }, "a.ts src/gen/x.y.ts src/gen.ts"],
    "is what fits single characters": [{ "[!a].js": true, "?.ts": true }, without("b.js", "a.ts")],
    "is not what is set to false": [{ "**/*.js": false }, files.join(" ")],
    "is what has another file beside it": [
      { "**/*.js": { when: "$(basename).ts" } },
      without("a.js", "src/gen/x.y.js"),
    ],
  };
  for (const [what, [setting, expected]] of Object.entries(cases))
    it(what, () => {
      assert.equal(left(setting), expected);
    });

  it("is what any of several settings says", () => {
    assert.equal(left({ "a.*": true }, { src: true }), "b.js .hidden/c.js");
  });

  it("is asked of folders too, so that nobody walks into them", () => {
    const { ofFolder } = createExclusion([{ "**/gen": true, "src/*": { when: "x" } }]);
    assert.deepEqual(["src", "src/gen", "src/gen/deep", "generated"].map(ofFolder), [false, true, true, false]);
  });
});
