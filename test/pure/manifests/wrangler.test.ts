import assert from "node:assert/strict";
import { readManifest } from "../../../server/manifests/index";
import { declare, known, read, removeLast } from "./reading";

const toml = `name = "worker"
vars = { API_HOST = "example.com", "QUOTED" = 1 }

[secrets]
# what must be stored
required = ["API_KEY", 'DB_PASSWORD']

[env.staging.vars]
API_HOST = "staging.example.com"

[env.staging.secrets]
required = ["API_KEY"]
`;

const json = `{
  // the same
  "vars": { "API_HOST": "example.com", "QUOTED": { "INNER": 1 } },
  "secrets": { "required": ["API_KEY", "DB_PASSWORD"] },
  "env": {
    "staging": { "vars": { "API_HOST": "staging.example.com" }, "secrets": { "required": ["API_KEY"] } },
  },
}
`;

for (const [fileName, text] of Object.entries({ "wrangler.toml": toml, "wrangler.jsonc": json }))
  describe(fileName, () => {
    it("requires what every list of secrets has; what only some have is optional", () => {
      assert.deepEqual(read(fileName, text), ["API_KEY required", "DB_PASSWORD optional", "API_KEY required"]);
      assert.equal(readManifest(fileName, text)!.governs, true);
    });

    it("gives vars their values", () => {
      assert.deepEqual(known(fileName, text), ["API_HOST given", "QUOTED given", "API_HOST given"]);
    });

    it("requires a new name in every list, or it would count as optional", () => {
      const after = declare(fileName, text, "NEW") ?? "";
      assert.deepEqual(
        read(fileName, after).filter((line) => line.startsWith("NEW")),
        ["NEW required", "NEW required"],
      );
      assert.equal(after.replace(/, "NEW"/g, ""), text);
    });

    it("cannot say that a secret is optional", () => {
      assert.equal(declare(fileName, text, "NEW", { required: false }), undefined);
    });
  });

describe("the bindings of a worker", () => {
  const bindings = {
    "wrangler.toml": `ai = { binding = "AI" }
services = [{ binding = "SERVICE", service = "name" }]
[[kv_namespaces]]
binding = 'CACHE'
id = "KV_ID"
[[env.staging.durable_objects.bindings]]
name = "ROOM"
class_name = "Room"
[[migrations]]
name = "NO"
`,
    "wrangler.jsonc": `{
  "ai": { "binding": "AI" },
  "services": [{ "binding": "SERVICE", "service": "name" }],
  "kv_namespaces": [{ "binding": "CACHE", "id": "KV_ID" }],
  "env": { "staging": { "durable_objects": { "bindings": [{ "name": "ROOM", "class_name": "Room" }] } } },
  "migrations": [{ "name": "NO" }],
}
`,
  };
  for (const [fileName, text] of Object.entries(bindings))
    it(`are given in ${fileName}`, () => {
      assert.deepEqual(known(fileName, text), ["AI given", "SERVICE given", "CACHE given", "ROOM given"]);
      for (const { name, nameSpan } of readManifest(fileName, text)!.known)
        assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
    });
});

describe("wrangler.toml", () => {
  it("does not mean to name all secrets when it names none", () => {
    assert.equal(readManifest("wrangler.toml", 'name = "x"\n[vars]\nA = "1"\n')!.governs, false);
  });

  it("says what is wrong with it", () => {
    const text = 'name = "x"\n[vars\n';
    const { errors } = readManifest("wrangler.toml", text)!;
    assert.equal(errors.length, 1);
    assert.match(errors[0]!.message, /^This file is not valid TOML: .*\.$/);
    assert.ok(errors[0]!.span.end <= text.length);
  });

  it("quotes no value when it says what is wrong", () => {
    for (const text of [
      'A = "hunter2\n',
      "A = hunter2\n",
      '[vars]\nA = """hunter2',
      "A = 'hunter2' hunter2",
      'A = "\\uDEAD hunter2"',
    ])
      for (const { message } of readManifest("wrangler.toml", text)!.errors)
        assert.doesNotMatch(message, /hunter2|DEAD/);
  });

  it("gets a new name in its list, or a list", () => {
    const list = "[secrets]\nrequired = ['A']\n";
    assert.equal(declare("wrangler.toml", list, "NEW"), "[secrets]\nrequired = ['A', \"NEW\"]\n");
    const header = "[secrets] # none\r\n\r\n[vars]\r\n";
    assert.equal(declare("wrangler.toml", header, "NEW"), header.replace("none", 'none\r\nrequired = ["NEW"]'));
    assert.equal(declare("wrangler.toml", 'name = "x"', "NEW"), 'name = "x"\n\n[secrets]\nrequired = ["NEW"]\n');
    assert.equal(declare("wrangler.toml", "a = [", "NEW"), undefined);
  });

  it("loses a name", () => {
    assert.equal(removeLast("wrangler.toml", toml, "DB_PASSWORD"), toml.replace(", 'DB_PASSWORD'", ""));
  });
});

describe("wrangler.jsonc", () => {
  it("gets a new name in its list, or a list", () => {
    const list = '{ "secrets": { "required": ["A"] } }';
    assert.equal(declare("wrangler.jsonc", list, "NEW"), list.replace('"A"]', '"A", "NEW"]'));
    assert.equal(
      declare("wrangler.json", '{\n  "name": "x"\n}\n', "NEW"),
      '{\n  "name": "x",\n  "secrets": { "required": ["NEW"] }\n}\n',
    );
    assert.equal(declare("wrangler.json", '{ "name": ', "NEW"), undefined);
  });
});
