import assert from "node:assert/strict";
import { manifestFormatOf, manifestFormats, readManifest } from "../../../server/manifests/index";
import { declare, known, read } from "./reading";

describe("manifests", () => {
  it("are told by the name of the file", () => {
    const ids = ["file:///a/app.yaml", "/a/App.yml", "inf.yml", "x/.env.example", ".env", "app.yaml.bak"].map(
      (path) => manifestFormatOf(path)?.id,
    );
    assert.deepEqual(ids, ["app.yaml", "app.yaml", "inf.yml", ".env.example", undefined, undefined]);
  });

  const named: Record<string, string> = {
    ".env.example": ".env.example",
    ".env.sample": ".env.example",
    ".env.template": ".env.example",
    ".env.schema": ".env.example",
    ".env.local.example": ".env.example",
    ".env.example.docker": ".env.example",
    ".env.next-js.example": ".env.example",
    ".env.dev-azure.example": ".env.example",
    ".env-example": ".env.example",
    "env.example": ".env.example",
    "env.local.example": ".env.example",
    "example.env": ".env.example",
    "prod.sample.env": ".env.example",
    ".dev.vars.example": ".env.example",
    "inf.yaml": "inf.yml",
    "turbo.jsonc": "turbo.json",
    "wrangler.jsonc": "wrangler.json",
    "wrangler.toml": "wrangler.toml",
    "compose.yml": "compose.yaml",
    "compose.override.yaml": "compose.yaml",
    "docker-compose.dev.yml": "compose.yaml",
    "docker-compose.yaml": "compose.yaml",
  };
  for (const [fileName, id] of Object.entries(named))
    it(`of the name ${fileName} are read as ${id}`, () => {
      assert.deepEqual(
        manifestFormats.filter(({ isNamed }) => isNamed(fileName)).map((format) => format.id),
        [id],
      );
    });

  for (const fileName of "env.schema.ts env.example.js .env.gcp.yaml.example .env .env.local .env.example.bak environment.d.ts compose.ts env.json decompose.yml example.com".split(
    " ",
  ))
    it(`are not taken for one by the name ${fileName}`, () => {
      assert.equal(manifestFormatOf(fileName), undefined);
    });

  it("are said to be nested too deeply, and harm nothing, when they are", () => {
    const texts = {
      "turbo.json": "[".repeat(20_000),
      "wrangler.jsonc": '{"a":'.repeat(20_000),
    };
    for (const [fileName, text] of Object.entries(texts)) {
      const messages = readManifest(fileName, text)!.errors.map(({ message }) => message);
      assert.deepEqual(messages, ["This file is nested too deeply to be read."]);
      assert.equal(declare(fileName, text, "NEW"), undefined);
      assert.equal(manifestFormatOf(fileName)!.remove(text, 3), undefined);
      assert.equal(manifestFormatOf(fileName)!.contextAt(text, 3), undefined);
    }
  });

  it("can be read when cut off anywhere", () => {
    const texts = {
      "app.yaml": appYaml,
      "inf.yml": infYml,
      ".env.example": envExample,
      "turbo.json": '{ "globalEnv": ["A_KEY", "B_*", "!B_C"], "tasks": { "build": { "env": null } } }',
      "wrangler.jsonc": '{ "vars": { "A": 1 }, "secrets": { "required": ["B"] }, "env": { "x": { "vars": {} } } }',
      "wrangler.toml": 'vars = { A = 1 }\n[secrets]\nrequired = ["B"]\n[env.x.vars]\nC = """\nd"""\n',
      "compose.yaml":
        "services:\n  a: &a\n    environment: &e\n      - A\n      - B=${B:-x}\n  b: { environment: *e }\n",
    };
    for (const [fileName, text] of Object.entries(texts))
      for (let end = 0; end <= text.length; end++) {
        read(fileName, text.slice(0, end));
        declare(fileName, text.slice(0, end), "NEW");
      }
  });
});

const appYaml = `# what the app needs
requirements:
  secrets:
    - key: OPENAI_API_KEY
      description: Talks to the model
    - key: "SLACK_TOKEN" # for alerts
      optional: true
    - PLAIN_NAME
`;

describe("app.yaml", () => {
  it("declares what stands under requirements.secrets", () => {
    assert.deepEqual(read("app.yaml", appYaml), [
      "OPENAI_API_KEY required: Talks to the model",
      "SLACK_TOKEN optional",
      "PLAIN_NAME required",
    ]);
  });

  it("declares nothing when the list is absent or empty", () => {
    for (const text of [
      "",
      "name: x\n",
      "requirements:\n",
      "requirements:\n  secrets:\n",
      "requirements:\n  secrets: []\n",
    ])
      assert.deepEqual(read("app.yaml", text), []);
  });

  it("says what is wrong with an entry and reads the others", () => {
    const text = "requirements:\n  secrets:\n    - description: no key\n    - key: FINE\n      optional: sometimes\n";
    const { errors, declarations } = readManifest("app.yaml", text)!;
    assert.deepEqual(
      errors.map(({ message, span }) => [text.slice(span.start, span.end), message]),
      [
        ["description: no key", "A secret must have a key: the name that the code refers to."],
        ["sometimes", "optional must be true or false."],
      ],
    );
    assert.deepEqual(
      declarations.map(({ name }) => name),
      ["FINE"],
    );
  });

  it("reports YAML that cannot be read, without an excerpt of the text", () => {
    const { errors } = readManifest("app.yaml", 'requirements:\n  secrets: ["hunter2\n')!;
    assert.ok(errors.length > 0);
    for (const { message } of errors) {
      assert.match(message, /^This file is not valid YAML: /);
      assert.doesNotMatch(message, /hunter2|\n/);
    }
  });

  it("gets a new entry behind the last one, comments and order kept", () => {
    assert.equal(declare("app.yaml", appYaml, "NEW"), appYaml + "    - key: NEW\n");
    assert.equal(
      declare("app.yaml", appYaml, "NEW", { required: false }),
      appYaml + "    - key: NEW\n      optional: true\n",
    );
  });

  const cases: Record<string, readonly [before: string, after: string]> = {
    "an empty file": ["", "requirements:\n  secrets:\n    - key: NEW\n"],
    "a file with other things": ["name: x\n", "name: x\nrequirements:\n  secrets:\n    - key: NEW\n"],
    "no newline at the end": ["name: x", "name: x\nrequirements:\n  secrets:\n    - key: NEW\n"],
    "an empty list": [
      "requirements:\n  secrets: []\nname: x\n",
      "requirements:\n  secrets:\n    - key: NEW\nname: x\n",
    ],
    "a key without a value": [
      "requirements:\n  secrets:\nname: x\n",
      "requirements:\n  secrets:\n    - key: NEW\nname: x\n",
    ],
    "another requirement": [
      "requirements:\n    memory: 1G # enough\nname: x\n",
      "requirements:\n    memory: 1G # enough\n    secrets:\n      - key: NEW\nname: x\n",
    ],
    "a list that is not indented": [
      "requirements:\n  secrets:\n  - key: A\n\n# the end\n",
      "requirements:\n  secrets:\n  - key: A\n  - key: NEW\n\n# the end\n",
    ],
    "a list in brackets": [
      "requirements:\n  secrets: [{ key: A }]\n",
      "requirements:\n  secrets: [{ key: A }, { key: NEW }]\n",
    ],
    "Windows line endings": [
      "requirements:\r\n  secrets:\r\n    - key: A\r\n",
      "requirements:\r\n  secrets:\r\n    - key: A\r\n    - key: NEW\r\n",
    ],
    "a comment behind the last entry": [
      "requirements:\n  secrets:\n    - key: A # a\n      # more about A\nname: x\n",
      "requirements:\n  secrets:\n    - key: A # a\n      # more about A\n    - key: NEW\nname: x\n",
    ],
  };
  for (const [what, [before, after]] of Object.entries(cases)) {
    it(`gets a new entry in ${what}`, () => {
      assert.equal(declare("app.yaml", before, "NEW"), after);
      assert.ok(read("app.yaml", after).includes("NEW required"), "and it is read again");
    });
  }

  it("says nothing, not even what is wrong, when it is somebody else's", () => {
    const appEngine = "runtime: nodejs22\nenv_variables:\n  A_KEY: x\n";
    const kubernetes = "apiVersion: v1\n---\nkind: {{ .Values.kind }}\n";
    for (const text of [appEngine, kubernetes, "", "secrets: [a"]) {
      const { declarations, governs, errors } = readManifest("app.yaml", text)!;
      assert.deepEqual({ declarations, governs, errors }, { declarations: [], governs: false, errors: [] });
    }
  });

  it("gets the description that is known, quoted where YAML needs it", () => {
    const entry = (description: string) =>
      declare("app.yaml", "requirements:\n  secrets:\n    - key: A\n", "NEW", { description })?.split("A\n")[1];
    assert.equal(entry("Talks to the model"), "    - key: NEW\n      description: Talks to the model\n");
    assert.equal(entry('a: "b" #c'), '    - key: NEW\n      description: "a: \\"b\\" #c"\n');
    assert.equal(
      declare("app.yaml", "requirements:\n  secrets: [{ key: A }]\n", "NEW", { required: false, description: "a, b" }),
      'requirements:\n  secrets: [{ key: A }, { key: NEW, description: "a, b", optional: true }]\n',
    );
  });

  it("is left alone when it is too broken to edit", () => {
    assert.equal(declare("app.yaml", "requirements: [\n", "NEW"), undefined);
    assert.equal(declare("app.yaml", "requirements:\n  secrets: text\n", "NEW"), undefined);
  });
});

const infYml = `secrets:
  - key: OPENAI_API_KEY
    description: Talks to the model
  - key: SENTRY_DSN
    optional: true
env:
  LOG_LEVEL: info
variants:
  small:
    env: { WORKERS: "1" }
credentials:
  - provider: google
    secrets: [GOOGLE_REFRESH_TOKEN]
integrations:
  - provider: slack
    secrets:
      - key: SLACK_TOKEN
`;

describe("inf.yml", () => {
  it("declares its secrets, required unless said otherwise", () => {
    assert.deepEqual(read("inf.yml", infYml), ["OPENAI_API_KEY required: Talks to the model", "SENTRY_DSN optional"]);
  });

  it("knows the names that it provides itself", () => {
    assert.deepEqual(known("inf.yml", infYml), [
      "LOG_LEVEL given",
      "WORKERS given",
      "GOOGLE_REFRESH_TOKEN given",
      "SLACK_TOKEN given",
    ]);
  });

  it("gets a new entry under secrets", () => {
    const expected = infYml.replace("    optional: true\n", "    optional: true\n  - key: NEW\n");
    assert.equal(declare("inf.yml", infYml, "NEW"), expected);
  });
});

const envExample = `# Database
# where the data lives
DATABASE_URL=

export STRIPE_KEY="" # @optional charges cards
LOG_LEVEL=info
API_KEY=your-key-here
# SENTRY_DSN=
# a note with x=1 in it
# @required
WITH_DEFAULT=5
`;

describe(".env.example", () => {
  it("asks for what has no value, and takes comments as descriptions", () => {
    assert.deepEqual(read(".env.example", envExample), [
      "DATABASE_URL required: Database where the data lives",
      "STRIPE_KEY optional: charges cards",
      "LOG_LEVEL optional",
      "API_KEY required",
      "SENTRY_DSN optional",
      "WITH_DEFAULT required: a note with x=1 in it",
    ]);
  });

  it("reads files with Windows line endings", () => {
    assert.deepEqual(read(".env.example", "A_KEY=\r\nB_KEY=1\r\n"), ["A_KEY required", "B_KEY optional"]);
  });

  it("gets a new line at the end", () => {
    assert.equal(declare(".env.example", "A=1", "NEW"), "A=1\nNEW=\n");
    assert.equal(declare(".env.example", "", "NEW", { required: false }), "# @optional\nNEW=\n");
  });
});
