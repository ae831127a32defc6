import assert from "node:assert/strict";
import type { Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver/node";
import { DiagnosticTag } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { openFile, quickFixes } from "./editing";
import type { TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

const appYaml = `requirements:
  secrets:
    - key: IN_CODE
    - key: IN_SCRIPT
    - key: BY_HALVES_ONE
    - key: NOWHERE_NOTED
    - key: OPENAI_API_KEY
`;

const files = {
  "app.yaml": appYaml,
  "a.ts": "use(process.env.IN_CODE, process.env[`BY_HALVES_${n}`]);",
  "deploy.txt": "in_script",
  ".env": "NOWHERE_NOTED=1",
  "turbo.json": '{ "globalEnv": ["NOWHERE_NOTED"] }',
};

async function start(more: Record<string, string> = {}, settings = {}): Promise<TestServer> {
  const provider = createMemoryProvider([]);
  const server = await startTestServer({ createProvider: () => ok(provider), files: { ...files, ...more }, settings });
  await settled(server);
  return server;
}

async function unusedIn(server: TestServer, path = "app.yaml"): Promise<readonly Diagnostic[]> {
  const report = await server.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
    textDocument: { uri: `${folder}/${path}` },
  });
  return report.kind === "full" ? report.items.filter(({ code }) => code === "unused") : [];
}

async function messages(server: TestServer, path?: string): Promise<readonly unknown[]> {
  return (await unusedIn(server, path)).map(({ message }) => message);
}

/** Waits until this is all that is said. */
async function only(server: TestServer, message: string, path?: string): Promise<void> {
  await until(message, async () => String(await messages(server, path)) === message);
}

const nowhere = "Nothing else in this workspace mentions NOWHERE_NOTED.";

describe("a declared name that nothing mentions", () => {
  it("is faded, and names that are mentioned in any way are not", async () => {
    const server = await start();
    const [found, ...others] = await until("the name", async () => {
      const all = await unusedIn(server);
      return all.length > 0 && all;
    });
    assert.deepEqual(others, []);
    assert.equal(found?.message, nowhere);
    assert.deepEqual(found.tags, [DiagnosticTag.Unnecessary]);
    assert.deepEqual(found.range.start, { line: 5, character: 11 });
    await server.stop();
  });

  it("follows the files: what is mentioned is not, and what is not any more is", async () => {
    const server = await start();
    await only(server, nowhere);
    const change = async (path: string, text: string, type: 1 | 2) => {
      server.disk.set(path, text);
      await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: `${folder}/${path}`, type }],
      });
    };
    await change("deploy.txt", "NOWHERE_NOTED", 2);
    await until("the other name", async () => String(await messages(server)).includes("IN_SCRIPT"));
    assert.equal((await unusedIn(server)).length, 1);
    await change("a.ts", "", 2);
    await until("three names", async () => (await unusedIn(server)).length === 3);
    await server.stop();
  });

  it("is not faded in an example of a file that is handed over as a whole", async () => {
    const example = { ".env.example": "NOWHERE_NOTED=\n" };
    const alone = await start(example);
    await only(alone, nowhere, ".env.example");
    await alone.stop();
    const handed = await start({ ...example, "compose.yaml": "services:\n  a:\n    env_file: .env\n" });
    await only(handed, nowhere);
    assert.deepEqual(await messages(handed, ".env.example"), []);
    await handed.stop();
  });

  it("can be taken out", async () => {
    const server = await start();
    await only(server, nowhere);
    const fixes = await quickFixes(server, await openFile(server, "app.yaml", appYaml));
    const fix = fixes.find(({ title }) => title === "Remove the unused NOWHERE_NOTED");
    assert.deepEqual(fix?.textsAfter, { "app.yaml": appYaml.replace("    - key: NOWHERE_NOTED\n", "") });
    await server.stop();
  });

  it("is not looked for where the rule is off, or the workspace is not looked at", async () => {
    for (const settings of [{ rules: { unused: "off" } }, { problems: { scope: "openFiles" } }]) {
      const server = await start({}, settings);
      assert.deepEqual(await messages(server), []);
      await server.stop();
    }
  });
});
