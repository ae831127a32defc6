import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { declare, known, read, removeLast } from "./reading";

function messagesOf(fileName: string, text: string): readonly string[] {
  return readManifest(fileName, text)!.errors.map(({ message }) => message);
}

describe("manifests in YAML", () => {
  it("are followed through anchors, aliases and merges", () => {
    const list = "all: &all\n  - A\n  - key: B\n    optional: true\nsecrets: *all\n";
    assert.deepEqual(read("inf.yml", list), ["A required", "B optional"]);
    const entries =
      "x: &x { key: A, description: a }\ny: &y\n  optional: true\nsecrets:\n  - *x\n  - <<: *y\n    key: B\n";
    assert.deepEqual(read("inf.yml", entries), ["A required: a", "B optional"]);
    const nested = "x: &x\n  secrets: [A]\nrequirements:\n  <<: [*x]\n";
    assert.deepEqual(read("app.yaml", nested), ["A required"]);
    const env = "e: &e { A: 1 }\nenv:\n  <<: *e\n  B: 1\nvariants:\n  small: &s\n    env: *e\n  big: *s\n";
    assert.deepEqual([...new Set(known("inf.yml", env))], ["B given", "A given"]);
    for (const text of [list, entries, env]) assert.deepEqual(messagesOf("inf.yml", text), []);
  });

  it("survive what refers to itself, or to nothing", () => {
    assert.deepEqual(known("inf.yml", "env: &e\n  <<: *e\n  A: 1\n"), ["A given"]);
    assert.deepEqual(messagesOf("inf.yml", "secrets: *nothing\n"), ["This file is not valid YAML: Unresolved alias."]);
  });

  const values = [
    "*hunter2",
    "*hunter2: x",
    "|hunter2",
    ">hunter2",
    "}hunter2",
    "]hunter2",
    "!hunter2!x",
    "!hunter2!",
    "!<hunter2",
    '"\\hunter2"',
    '"\\xhunter2"',
    "'x'hunter2",
    "hunter2: 2",
    "%hunter2",
    "&a &hunter2 x",
  ];
  it("quote no value in what is wrong with them", () => {
    for (const value of values) {
      const messages = messagesOf("compose.yaml", `services:\n  a:\n    environment:\n      A: ${value}\n`);
      assert.ok(messages.length > 0, value);
      for (const message of messages)
        assert.match(message, /^This file is not valid YAML: (?!.*(?:hunter|\\h|\\x)).*[^.:]\.$/, value);
    }
  });

  const unseen: Record<string, string> = {
    "behind the name of a secret": "secrets:\n  - A=hunter2\n  - key: B=hunter2\n  - C\n",
    "behind a name that comes along": "secrets: [C]\ncredentials:\n  - secrets: [A=hunter2]\n",
    "behind a name in quotes that nobody has closed": 'secrets:\n  - C\n  - key: "B\nenv:\n  D: hunter2\n  E: "x"\n',
    "behind a description that nobody has closed":
      'secrets:\n  - key: C\n    description: "words\nenv:\n  D: hunter2\n  E: "x"\n',
    "on the next line": "secrets:\n  - C\n  - key: B\n      hunter2\n  - B\n    hunter2\n",
  };
  for (const [what, text] of Object.entries(unseen))
    it(`take no value for a part of a name: ${what}`, () => {
      assert.doesNotMatch(JSON.stringify(readManifest("inf.yml", text)), /hunter2/);
      assert.deepEqual(read("inf.yml", text), ["C required"]);
    });

  it("are marked at the beginning of what is wrong, not all through it", () => {
    const marked = (text: string) =>
      readManifest("inf.yml", text)!.errors.map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(marked("secrets:\n  A: x\n  B: y\n\nname: x\n"), ["A: x"]);
    assert.deepEqual(marked("secrets:\r\n  - description: >\r\n      a\r\n    optional: true\r\n"), ["description: >"]);
    assert.deepEqual(marked("secrets:\n  - - A\n    - B\n"), ["- A"]);
  });
});

describe("app.yaml", () => {
  it("is somebody else's when its requirements are no mapping", () => {
    for (const text of ["requirements: requirements.txt\n", "requirements: [a]\n", "text: |\nrequirements:\n  - a\n"])
      assert.equal(readManifest("app.yaml", text)!.governs, false, text);
    for (const text of ["requirements:\n", "requirements:\n  gpu: 1\n", '"requirements": { "secrets": ["A"] }\n'])
      assert.equal(readManifest("app.yaml", text)!.governs, true, text);
  });
});

describe("compose.yaml", () => {
  it("is read in all its documents, and in what services share", () => {
    const text = `x-common: &common
  environment: { SHARED: 1 }
services:
  a:
    <<: *common
  b: *common
---
services:
  c:
    environment: [LATER]
`;
    assert.deepEqual(known("compose.yaml", text), ["SHARED given", "LATER listed"]);
  });
});

describe("an entry that is added to YAML", () => {
  const cases: Record<string, readonly [before: string, after: string | undefined]> = {
    "an empty list over several lines": ["secrets: [\n]\n", "secrets: [{ key: NEW }\n]\n"],
    "an empty list with a comment": ["secrets: [ # none\n]\nx: 1\n", "secrets: [{ key: NEW } # none\n]\nx: 1\n"],
    "nothing but a comment": ["secrets: # none yet\r\nx: 1", "secrets: # none yet\r\n  - key: NEW\r\nx: 1"],
    "an empty list before a comment": ["secrets: []  # none: yet\n", "secrets: # none: yet\n  - key: NEW\n"],
    "a list that ends in an alias": [
      "x: &x A\nsecrets:\n  - *x # a\ny: 1\n",
      "x: &x A\nsecrets:\n  - *x # a\n  - key: NEW\ny: 1\n",
    ],
    "the first of several documents": ["a: 1\n---\nb: 1\n", "a: 1\nsecrets:\n  - key: NEW\n---\nb: 1\n"],
    "a document in brackets": ["{ secrets: [] }\n", undefined],
    "a list with an anchor": ["secrets: &s []\nb: *s\n", undefined],
    "a list that is an alias": ["a: &a [A]\nsecrets: *a\n", undefined],
    "a key with a question mark": ["? secrets\n: - A\n", undefined],
    "nothing, in a word": ["~\n", undefined],
  };
  for (const [what, [before, after]] of Object.entries(cases))
    it(`goes${after === undefined ? " not" : ""} into ${what}`, () => {
      assert.equal(declare("inf.yml", before, "NEW"), after);
      if (after !== undefined) assert.ok(read("inf.yml", after).includes("NEW required"));
    });

  it("is quoted where its name means something to YAML", () => {
    for (const name of ["null", "true", "123", "1e5", "a: b", "a,b", "-", "key-with.dots"])
      for (const text of ["", "secrets: [A]\n"])
        assert.equal(read("inf.yml", declare("inf.yml", text, name) ?? "").at(-1), `${name} required`);
  });
});

describe("an entry that is taken out of YAML", () => {
  it("goes with its dash, whatever stands between them", () => {
    const text = "secrets:\n  -\n    # some-comment\n    key: A\n  - &b-b\n    key: B\n  - C\n";
    assert.equal(removeLast("inf.yml", text, "A"), "secrets:\n  - &b-b\n    key: B\n  - C\n");
    assert.equal(removeLast("inf.yml", text, "B"), "secrets:\n  -\n    # some-comment\n    key: A\n  - C\n");
  });

  it("stays when something else refers to it", () => {
    assert.equal(removeLast("inf.yml", "secrets:\n  - &a\n    key: A\n  - key: B\nx: *a\n", "A"), undefined);
    assert.equal(removeLast("inf.yml", "x: &a { key: A }\nsecrets:\n  - *a\n  - key: B\n", "A"), undefined);
  });

  it("leaves an empty list", () => {
    assert.equal(removeLast("inf.yml", "secrets: [A,]\n", "A"), "secrets: []\n");
  });
});
