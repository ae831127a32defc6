import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { declare, known, read, removeLast } from "./reading";

const turboJson = `{
  "$schema": "https://turborepo.com/schema.json",
  // for every task
  "globalEnv": ["CI_TOKEN", "NEXT_PUBLIC_*", "!NEXT_PUBLIC_DRAFT"],
  "globalPassThroughEnv": ["AWS_KEY"],
  "tasks": {
    "build": { "env": ["$TURBO_EXTENDS$", "DATABASE_URL"], "passThroughEnv": null, },
    "web#test": { "passThroughEnv": ["SENTRY_DSN"] },
  },
}
`;

describe("turbo.json", () => {
  it("lists what all tasks and each task get to see, and asks for nothing", () => {
    assert.deepEqual(read("turbo.json", turboJson), []);
    assert.deepEqual(known("turbo.json", turboJson), [
      "CI_TOKEN listed",
      "AWS_KEY listed",
      "DATABASE_URL listed",
      "SENTRY_DSN listed",
      "NEXT_PUBLIC_* but NEXT_PUBLIC_DRAFT",
    ]);
    assert.equal(readManifest("turbo.json", turboJson)!.governs, false);
  });

  it("is read in the words of version 1, and in those of the global key", () => {
    const text = '{ "pipeline": { "build": { "env": ["A"] } }, "global": { "env": ["B"], "passThroughEnv": ["C"] } }';
    assert.deepEqual(known("turbo.json", text), ["B listed", "C listed", "A listed"]);
  });

  it("says what is wrong and reads the rest", () => {
    const { errors, known: names } = readManifest("turbo.json", '{ "globalEnv": ["A" "B"] }')!;
    assert.deepEqual(
      errors.map(({ message }) => message),
      ["This file is not valid JSON: comma expected."],
    );
    assert.deepEqual(
      names.map(({ name }) => name),
      ["A", "B"],
    );
  });

  const cases: Record<string, readonly [before: string, after: string]> = {
    "a list on one line": ['{ "globalEnv": ["A"] }', '{ "globalEnv": ["A", "NEW"] }'],
    "a list of lines": [
      '{\n  "globalEnv": [\n    "A", // a\n    "B" // b\n  ]\n}\n',
      '{\n  "globalEnv": [\n    "A", // a\n    "B", // b\n    "NEW"\n  ]\n}\n',
    ],
    "a list with a comma at its end": [
      '{\n  "globalEnv": [\n    "A",\n  ],\n}\n',
      '{\n  "globalEnv": [\n    "A",\n    "NEW",\n  ],\n}\n',
    ],
    "a list of nothing but a comment": [
      '{\n  "globalEnv": [ // none yet\n  ]\n}\n',
      '{\n  "globalEnv": ["NEW" // none yet\n  ]\n}\n',
    ],
    "an empty list": ['{ "globalEnv": [] }', '{ "globalEnv": ["NEW"] }'],
    "a file without one": [
      '{\n  "tasks": {\n    "build": {}\n  }\n}\n',
      '{\n  "tasks": {\n    "build": {}\n  },\n  "globalEnv": ["NEW"]\n}\n',
    ],
    "an empty object": ["{}", '{"globalEnv": ["NEW"]}'],
  };
  for (const [what, [before, after]] of Object.entries(cases))
    it(`gets a new name in ${what}`, () => {
      assert.equal(declare("turbo.json", before, "NEW"), after);
      assert.ok(known("turbo.json", after).includes("NEW listed"), "and it is read again");
    });

  it("gets no list for all tasks where it belongs to a package", () => {
    assert.equal(declare("turbo.json", '{ "extends": ["//"], "tasks": {} }', "NEW"), undefined);
  });

  it("is left alone when it is too broken to edit", () => {
    assert.equal(declare("turbo.json", '{ "globalEnv": [', "NEW"), undefined);
    assert.equal(declare("turbo.json", '{ "globalEnv": "A" }', "NEW"), undefined);
    assert.equal(declare("turbo.json", "[]", "NEW"), undefined);
  });

  it("loses a name with its comma, and no comment of another", () => {
    assert.equal(removeLast("turbo.json", '{ "globalEnv": ["A", "B"] }', "A"), '{ "globalEnv": ["B"] }');
    assert.equal(removeLast("turbo.json", '{ "globalEnv": ["A", "B"] }', "B"), '{ "globalEnv": ["A"] }');
    const lines = '{\n  "globalEnv": [\n    "A", // a\n    "B"\n  ]\n}\n';
    assert.equal(removeLast("turbo.json", lines, "B"), '{\n  "globalEnv": [\n    "A" // a\n  ]\n}\n');
  });

  const removals: Record<string, readonly [before: string, name: string, after: string]> = {
    "the only one, before a comma": ['["A",]', "A", "[]"],
    "the only one, before a comma further down": ['[\n  "A" // a\n  , // c\n]', "A", "[\n   // c\n]"],
    "one before a comma on the next line": ['[\n  "A"\n  , "B"\n]', "A", '[\n  "B"\n]'],
    "one behind a comma on its line": ['[\n  "A"\n  , "B"\n]', "B", '[\n  "A"\n]'],
    "one before the comment of the next": ['["A", /* b, */ "B"]', "A", '[ /* b, */ "B"]'],
    "the last one, behind the comment of another": ['["A", // a\n "B"]', "B", '["A" // a\n ]'],
    "the last one, behind a comma further up": ['[\n  "A" // a\n  ,\n  "B"\n]', "B", '[\n  "A" // a\n  \n]'],
    "one before a comment and a comma": ['["A" /* a */, "B"]', "A", '[ /* a */ "B"]'],
  };
  for (const [what, [before, name, after]] of Object.entries(removals))
    it(`loses ${what}`, () => {
      const text = `{ "globalEnv": ${before} }`;
      assert.equal(removeLast("turbo.json", text, name), `{ "globalEnv": ${after} }`);
    });
});
