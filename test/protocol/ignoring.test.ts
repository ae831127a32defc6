import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { diagnose, openFile, quickFixes } from "./editing";
import { settled, startTestServer } from "./server";

const appYaml = "requirements:\n  secrets:\n    - key: A_KEY\n";

async function start(files: Record<string, string> = {}) {
  const server = await startTestServer({
    createProvider: () => ok(createMemoryProvider()),
    files: { "app.yaml": appYaml, ...files },
  });
  await settled(server);
  return server;
}

describe("ignoring a problem here", () => {
  const cases: Record<string, readonly [path: string, before: string, after: string]> = {
    "above the line, as deep as it": [
      "a.ts",
      "function f() {\r\n  use(process.env.A_KEY);\r\n}\r\n",
      "function f() {\r\n  // secrets-ignore-next-line A_KEY\r\n  use(process.env.A_KEY);\r\n}\r\n",
    ],
    "between arguments": [
      "a.ts",
      "use(\n  process.env.A_KEY,\n);",
      "use(\n  // secrets-ignore-next-line A_KEY\n  process.env.A_KEY,\n);",
    ],
    "in markup": [
      "a.tsx",
      "const a = (\n  <b>\n    {process.env.A_KEY}\n  </b>\n);",
      "const a = (\n  <b>\n    {/* secrets-ignore-next-line A_KEY */}\n    {process.env.A_KEY}\n  </b>\n);",
    ],
    "in Python": [
      "a.py",
      'import os\n\nif x:\n    y = os.environ["A_KEY"]\n',
      'import os\n\nif x:\n    # secrets-ignore-next-line A_KEY\n    y = os.environ["A_KEY"]\n',
    ],
    "in shell scripts": ["a.sh", 'echo "$A_KEY"\n', '# secrets-ignore-next-line A_KEY\necho "$A_KEY"\n'],
    "in Markdown": ["a.md", "Use <A_KEY>.\n", "<!-- secrets-ignore-next-line A_KEY -->\nUse <A_KEY>.\n"],
    "at a declaration": [
      "app.yaml",
      appYaml,
      "requirements:\n  secrets:\n    # secrets-ignore-next-line A_KEY\n    - key: A_KEY\n",
    ],
  };
  for (const [what, [path, before, after]] of Object.entries(cases))
    it(`writes a comment ${what}, and the problem is gone`, async () => {
      const server = await start();
      const fixes = await quickFixes(server, await openFile(server, path, before));
      const fix = fixes.find(({ title }) => title === "Ignore A_KEY here");
      assert.deepEqual(fix?.textsAfter, { [path]: after });
      assert.deepEqual(await diagnose(server, await openFile(server, path, after)), []);
      await server.stop();
    });

  const impossible: Record<string, readonly [path: string, text: string]> = {
    "in a template that spans lines": ["a.ts", "use(`\n${process.env.A_KEY}\n`);"],
    "in a command that goes on from the line above": ["a.sh", 'echo \\\n  "$A_KEY"\n'],
    "in plain text": ["a.txt", "Use <A_KEY>."],
    "in JSON": ["a.json", '{ "a": "<A_KEY>" }'],
  };
  for (const [what, [path, text]] of Object.entries(impossible))
    it(`is not offered where no comment can stand: ${what}`, async () => {
      const server = await start();
      const fixes = await quickFixes(server, await openFile(server, path, text));
      assert.deepEqual(
        fixes.map(({ title }) => title).filter((title) => title.startsWith("Ignore")),
        ["Ignore A_KEY in this workspace"],
      );
      await server.stop();
    });
});

describe("ignoring a problem in the workspace", () => {
  it("is a command of the editor, which writes the setting", async () => {
    const server = await start();
    const fixes = await quickFixes(server, await openFile(server, "a.ts", "use(process.env.OTHER)"));
    assert.deepEqual(fixes.at(-1)?.command, {
      title: "Ignore OTHER in this workspace",
      command: "inlineSecrets.ignore",
      arguments: [{ name: "OTHER" }],
    });
    await server.stop();
  });

  it("is not offered where there is no name", async () => {
    const server = await start();
    const fixes = await quickFixes(server, await openFile(server, "inf.yml", "secrets:\n  - description: x\n"));
    assert.deepEqual(fixes, []);
    await server.stop();
  });
});
