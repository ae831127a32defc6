import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { openFile, quickFixes } from "./editing";
import { settled, startTestServer } from "./server";

const appYaml = `requirements:
  secrets:
    - key: OPENAI_API_KEY # the model
`;

/** What is offered, apart from ignoring the problem, which is always possible and tested elsewhere. */
async function fixesIn(path: string, text: string, files: Record<string, string> = { "app.yaml": appYaml }) {
  const server = await startTestServer({ createProvider: () => ok(createMemoryProvider()), files });
  await settled(server);
  const document = await openFile(server, path, text);
  const fixes = await quickFixes(server, document);
  await server.stop();
  return fixes.filter(({ title }) => !title.startsWith("Ignore "));
}

describe("quick fixes", () => {
  it("offer to set what is missing, through the command that adds a secret", async () => {
    const [fix, ...others] = await fixesIn("a.ts", "use(process.env.OPENAI_API_KEY)");
    assert.equal(fix?.title, "Set OPENAI_API_KEY…");
    assert.deepEqual(fix.command, {
      title: "Set OPENAI_API_KEY…",
      command: "inlineSecrets.add",
      arguments: [{ name: "OPENAI_API_KEY" }],
    });
    assert.equal(fix.isPreferred, true);
    assert.deepEqual(others, []);
  });

  it("offer the same at the declaration", async () => {
    const fixes = await fixesIn("app.yaml", appYaml);
    assert.deepEqual(
      fixes.map(({ title }) => title),
      ["Set OPENAI_API_KEY…"],
    );
  });

  it("declare a name, required or optional, in the manifest on disk", async () => {
    const fixes = await fixesIn("a.ts", "use(process.env.OTHER)");
    assert.deepEqual(
      fixes.map(({ title, textsAfter }) => [title, textsAfter]),
      [
        ["Declare OTHER in app.yaml (required)", { "app.yaml": `${appYaml}    - key: OTHER\n` }],
        ["Declare OTHER in app.yaml (optional)", { "app.yaml": `${appYaml}    - key: OTHER\n      optional: true\n` }],
      ],
    );
  });

  it("declare a name in the nearest folder that has a manifest", async () => {
    const fixes = await fixesIn("sub/deep/a.ts", "use(process.env.OTHER)", {
      "app.yaml": appYaml,
      "sub/inf.yml": "name: x\n",
      "sub/.env.example": "A=1\n",
    });
    assert.deepEqual(
      fixes.map(({ title, textsAfter }) => [title, textsAfter]),
      [
        ["Declare OTHER in sub/.env.example (required)", { "sub/.env.example": "A=1\nOTHER=\n" }],
        ["Declare OTHER in sub/.env.example (optional)", { "sub/.env.example": "A=1\n# @optional\nOTHER=\n" }],
        ["Declare OTHER in sub/inf.yml (required)", { "sub/inf.yml": "name: x\nsecrets:\n  - key: OTHER\n" }],
        [
          "Declare OTHER in sub/inf.yml (optional)",
          { "sub/inf.yml": "name: x\nsecrets:\n  - key: OTHER\n    optional: true\n" },
        ],
      ],
    );
  });

  it("declare a name in the nearest Wrangler configuration, which has no word for optional, and list it for Turborepo", async () => {
    const wrangler = '[secrets]\nrequired = ["OPENAI_API_KEY"]\n';
    const fixes = await fixesIn("sub/a.ts", "use(process.env.OTHER)", {
      "turbo.json": '{ "globalEnv": ["A"] }\n',
      "sub/wrangler.toml": wrangler,
      "sub/deeper/turbo.json": "{}",
    });
    assert.deepEqual(
      fixes.map(({ title, textsAfter }) => [title, textsAfter]),
      [
        [
          "Declare OTHER in sub/wrangler.toml (required)",
          { "sub/wrangler.toml": wrangler.replace('KEY"]', 'KEY", "OTHER"]') },
        ],
        ["List OTHER in turbo.json", { "turbo.json": '{ "globalEnv": ["A", "OTHER"] }\n' }],
      ],
    );
  });

  it("take the description along that the provider has", async () => {
    const provider = createMemoryProvider([{ name: "OTHER", hasDefault: true, description: "for: [you]" }]);
    const server = await startTestServer({ createProvider: () => ok(provider), files: { "app.yaml": appYaml } });
    await settled(server);
    const [fix] = await quickFixes(server, await openFile(server, "a.ts", "use(process.env.OTHER)"));
    assert.deepEqual(fix?.textsAfter, { "app.yaml": `${appYaml}    - key: OTHER\n      description: "for: [you]"\n` });
    await server.stop();
  });

  it("correct the case", async () => {
    const [fix] = await fixesIn("a.ts", "use(process.env.openai_api_key)");
    assert.equal(fix?.title, "Correct the case: OPENAI_API_KEY");
    assert.deepEqual(fix.textsAfter, { "a.ts": "use(process.env.OPENAI_API_KEY)" });
  });

  it("write what was meant", async () => {
    const [fix] = await fixesIn("a.md", "Use <OPENAI_API_KY> here");
    assert.equal(fix?.title, "Did you mean OPENAI_API_KEY?");
    assert.deepEqual(fix.textsAfter, { "a.md": "Use <OPENAI_API_KEY> here" });
  });
});
