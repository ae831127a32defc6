import assert from "node:assert/strict";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { complete, itemCalled } from "./editing";
import type { TestServer } from "./server";
import { settled, startTestServer } from "./server";
import { ok } from "../../shared/failure";

const appYaml = `requirements:
  secrets:
    - key: OPENAI_API_KEY
      description: Talks to the *model*
    - key: SENTRY_DSN
      optional: true
`;

describe("completion", () => {
  let server: TestServer;
  before(async () => {
    const provider = createMemoryProvider([
      { name: "OPENAI_API_KEY", environments: ["development"] },
      { name: "DATABASE_URL", hasDefault: true, description: "Main <b>database</b>" },
      { name: "database_password", environments: ["production"] },
    ]);
    server = await startTestServer({ createProvider: () => ok(provider), files: { "app.yaml": appYaml } });
    await settled(server);
  });
  after(() => server.stop());

  const names = ["OPENAI_API_KEY", "DATABASE_URL", "SENTRY_DSN", "database_password"];
  const angles = ["<OPENAI_API_KEY>", "<DATABASE_URL>", "<SENTRY_DSN>"];
  const tags = names.map((name) => `<secret>${name}</secret>`);

  const offered: Record<string, readonly [path: string, marked: string, labels: readonly string[]]> = {
    "names after process.env.": ["a.ts", "const a = process.env.█;\n", names],
    "names with the beginning typed": ["a.ts", "const a = process.env.OPEN█\n", names],
    'names in process.env["': ["a.ts", 'const a = process.env["█', names],
    "names in process.env['…'] that is closed already": ["a.js", "const a = process.env['█'];", names],
    "inline forms after < in a string": ["a.ts", 'const a = "Bearer <█";', [...angles, ...tags]],
    "inline forms after < in a template": ["a.ts", "const a = `Bearer <█`;", [...angles, ...tags]],
    "inline forms after < in Markdown": ["a.md", "Use <█ here", [...angles, ...tags]],
    "inline forms after < in plain text": ["a.txt", "Use <█", [...angles, ...tags]],
    "inline forms after < in a YAML scalar": ["a.yaml", "key: <█", [...angles, ...tags]],
    "inline forms after < in a JSON string": ["a.json", '{ "key": "<█" }', [...angles, ...tags]],
    "names between the tags": ["a.md", "Use <secret>█</secret>", names],
    "names in a file whose language only its name tells": ["a.kt", 'val a = System.getenv("█")', names],
    "names in a component that the editor takes for plain text": ["a.vue", "<p>{{ import.meta.env.█ }}</p>", names],
    "nothing for a comparison": ["a.ts", "if (a <█ b) {}", []],
    "nothing for a generic": ["a.ts", "const a = new Map<█", []],
    "nothing for markup in TSX": ["a.tsx", "const a = <div><█</div>;", []],
    "nothing for markup in HTML": ["a.html", "<p><█</p>", []],
    "whole accessors where a name begins in code": ["a.ts", "f(OPEN█);", names.map((name) => `process.env.${name}`)],
    "whole accessors in Python": ["a.py", "import os\nf(OPEN█)", names.map((name) => `os.environ["${name}"]`)],
    "no accessor to write to": ["a.ts", "OPEN█ = 1;", []],
    "no accessor behind a dot": ["a.ts", "f(settings.OPEN█);", []],
    "no accessor in a string": ["a.ts", 'f("OPEN█");', []],
    "no accessor in a comment": ["a.ts", "// OPEN█", []],
    "no accessor for small letters": ["a.ts", "f(open█);", []],
    "no accessor in YAML": ["a.yaml", "OPEN█: 1", []],
    "names that the file uses before the others": [
      "a.ts",
      "f(process.env.database_password, process.env.SENTRY_DSN, process.env.█)",
      ["OPENAI_API_KEY", "DATABASE_URL", "SENTRY_DSN", "database_password"],
    ],
    "nothing in a comment": ["a.ts", "// process.env.█", []],
    "nothing after another dot": ["a.ts", "process.argv.█", []],
  };
  for (const [what, [path, marked, labels]] of Object.entries(offered))
    it(`offers ${what}`, async () => {
      const result = await complete(server, path, marked);
      assert.deepEqual(result.labels, labels);
    });

  const atColons: readonly (readonly [path: string, marked: string, labels: readonly string[]])[] = [
    ["a.json", '{ "key": "${env:█" }', names],
    ["a.ps1", "Write-Host $env:█", names],
    // Nothing is looked for then.
    ["a.ts", "const a = process.env.█", []],
  ];
  for (const [path, marked, labels] of atColons)
    it(`offers ${labels.length} names when the colon is typed in ${marked}`, async () => {
      assert.deepEqual((await complete(server, path, marked, ":")).labels, labels);
    });

  const taken: readonly (readonly [path: string, marked: string, label: string, after: string])[] = [
    ["b.ts", "f(process.env.OPEN█);", "OPENAI_API_KEY", "f(process.env.OPENAI_API_KEY);"],
    ["b.ts", 'f(process.env["█', "OPENAI_API_KEY", 'f(process.env["OPENAI_API_KEY"]'],
    ["b.ts", "f(process.env['OP█'])", "OPENAI_API_KEY", "f(process.env['OPENAI_API_KEY'])"],
    ["b.ts", 'f("Bearer <OPEN█");', "<OPENAI_API_KEY>", 'f("Bearer <OPENAI_API_KEY>");'],
    ["b.ts", 'f("Bearer <OPEN█>");', "<OPENAI_API_KEY>", 'f("Bearer <OPENAI_API_KEY>");'],
    ["b.ts", "f(OPEN█AI);", "process.env.OPENAI_API_KEY", "f(process.env.OPENAI_API_KEY);"],
    ["b.md", "Use <█ now", "<secret>DATABASE_URL</secret>", "Use <secret>DATABASE_URL</secret> now"],
    ["b.md", "Use <secret>DATA█</secret>", "DATABASE_URL", "Use <secret>DATABASE_URL</secret>"],
    ["b.json", '{ "key": "${env:OPEN█" }', "OPENAI_API_KEY", '{ "key": "${env:OPENAI_API_KEY}" }'],
    ["b.md", "Use <secret>DATA█", "DATABASE_URL", "Use <secret>DATABASE_URL</secret>"],
  ];
  for (const [path, marked, label, textAfter] of taken)
    it(`writes ${textAfter} after ${label} is taken in ${marked}`, async () => {
      assert.equal((await complete(server, path, marked)).textAfter(label), textAfter);
    });

  const inManifests: readonly (readonly [path: string, marked: string, label: string, after: string])[] = [
    ["sub/inf.yml", "secrets:\n  - █\n", "key", "secrets:\n  - key: \n"],
    ["sub/inf.yml", "secrets:\n  - DATA█\n", "DATABASE_URL", "secrets:\n  - DATABASE_URL\n"],
    ["sub/inf.yml", "secrets:\n  - key: █\n", "OPENAI_API_KEY", "secrets:\n  - key: OPENAI_API_KEY\n"],
    ["sub/.env.example", "A=\nDATA█", "DATABASE_URL", "A=\nDATABASE_URL="],
    ["sub/.env.example", "# @opt█\nA=\n", "optional", "# @optional\nA=\n"],
    ["sub/turbo.json", '{ "globalEnv": ["█"] }', "SENTRY_DSN", '{ "globalEnv": ["SENTRY_DSN"] }'],
    ["sub/wrangler.toml", '[secrets]\nrequired = ["D█"]\n', "DATABASE_URL", '[secrets]\nrequired = ["DATABASE_URL"]\n'],
    [
      "sub/compose.yaml",
      "services:\n  a:\n    environment:\n      █\n",
      "OPENAI_API_KEY",
      "services:\n  a:\n    environment:\n      OPENAI_API_KEY:\n",
    ],
  ];
  for (const [path, marked, label, textAfter] of inManifests)
    it(`writes ${JSON.stringify(textAfter)} after ${label} is taken in ${path}`, async () => {
      assert.equal((await complete(server, path, marked)).textAfter(label), textAfter);
    });

  it("offers no name in a manifest that has it already", async () => {
    const { labels } = await complete(server, "other/inf.yml", "secrets:\n  - DATABASE_URL\n  - █\n");
    assert.ok(labels.includes("OPENAI_API_KEY"));
    assert.ok(!labels.includes("DATABASE_URL"));
  });

  it("says state, declaration and description of each name", async () => {
    const { items } = await complete(server, "c.ts", "process.env.█");
    assert.equal(itemCalled(items, "OPENAI_API_KEY").detail, "set in development, required in app.yaml");
    assert.equal(itemCalled(items, "SENTRY_DSN").detail, "not set in development, optional in app.yaml");
    assert.equal(itemCalled(items, "DATABASE_URL").detail, "set by default, also in development");
    assert.equal(itemCalled(items, "database_password").detail, "not set in development");
  });

  it("says in which environments a name has a value", async () => {
    const { items } = await complete(server, "c.ts", "process.env.█");
    const places = items.map(({ documentation }) =>
      typeof documentation === "object" ? documentation.value.split("\n\n").at(-1)?.replaceAll("&#46;", ".") : "",
    );
    assert.deepEqual(places, [
      "Has a value in development.",
      "Has a default value for all environments.",
      "",
      "Has a value in production.",
    ]);
  });

  it("escapes descriptions, since they come from outside", async () => {
    const { items } = await complete(server, "c.ts", "process.env.█");
    const { documentation } = itemCalled(items, "DATABASE_URL");
    assert.deepEqual(documentation, {
      kind: "markdown",
      value: "Main &#60;b&#62;database&#60;&#47;b&#62;\n\nHas a default value for all environments&#46;",
    });
  });

  it("offers declared names at once, and asks to be asked again, while the stored ones are on their way", async () => {
    const provider = createMemoryProvider([{ name: "LATE_KEY", hasDefault: true }]);
    let open = (): void => undefined;
    provider.gate = new Promise((resolve) => (open = resolve));
    const slow = await startTestServer({ createProvider: () => ok(provider), files: { "app.yaml": appYaml } });
    await until("the manifests", async () => (await complete(slow, "a.ts", "process.env.█")).labels.length > 0);
    const early = await complete(slow, "a.ts", "process.env.█");
    assert.deepEqual(early.labels, ["OPENAI_API_KEY", "SENTRY_DSN"]);
    assert.equal(early.isIncomplete, true);
    assert.equal(itemCalled(early.items, "OPENAI_API_KEY").detail, "required in app.yaml");
    open();
    await settled(slow);
    const late = await complete(slow, "a.ts", "process.env.█");
    assert.deepEqual(late.labels, ["LATE_KEY", "OPENAI_API_KEY", "SENTRY_DSN"]);
    assert.equal(late.isIncomplete, false);
    await slow.stop();
  });
});
