import assert from "node:assert/strict";
import type { Location } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { complete, diagnose, hover, openFile, renderDiagnostics } from "./editing";
import type { TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

const files = {
  "app.yaml": "requirements:\n  secrets:\n    - key: OPENAI_API_KEY\n    - key: DATABASE_URL\n",
  "lib/env.ts": "export const env = (key: string) => process.env[key];\n",
  "index.ts": 'export * from "./lib/env";\n',
  "uses.ts": 'import { env } from ".";\nimport { env as read } from "./lib/env";\nread("DATABASE_URL");\n',
};
const imported = 'import { env } from "./lib/env";\n';

describe("a name that is handed to a function of another file", () => {
  let server: TestServer;
  before(async () => {
    const provider = createMemoryProvider([{ name: "OPENAI_API_KEY", environments: ["development"] }]);
    server = await startTestServer({ createProvider: () => ok(provider), files });
    await settled(server);
  });
  after(() => server.stop());

  it("is completed behind the open quote", async () => {
    const { labels, textAfter } = await complete(server, "a.ts", `${imported}env("█`);
    assert.deepEqual([...labels].sort(), ["DATABASE_URL", "OPENAI_API_KEY"]);
    assert.equal(textAfter("OPENAI_API_KEY"), `${imported}env("OPENAI_API_KEY")`);
    assert.deepEqual((await complete(server, "a.ts", `${imported}other("█`)).labels, []);
  });

  it("is checked, as long as the function is imported", async () => {
    const text = `${imported}env("OPENAI_API_KYE");`;
    const rendered = renderDiagnostics(await openFile(server, "b.ts", text), await diagnoseText(server, "b.ts", text));
    assert.match(rendered, /^ {5}\^{14} \w+ [\w-]+: .*OPENAI_API_KEY/m);
    assert.deepEqual(await diagnoseText(server, "b.ts", 'const env = String;\nenv("OPENAI_API_KYE");'), []);
  });

  it("is explained", async () => {
    assert.match((await hover(server, "c.ts", `${imported}env("OPENAI_█API_KEY");`)) ?? "", /OPENAI/);
  });

  it("is found from the name anywhere else", async () => {
    const document = await openFile(server, "d.ts", "process.env.DATABASE_URL");
    const found = await server.connection.sendRequest<Location[]>("textDocument/references", {
      textDocument: { uri: document.uri },
      position: document.positionAt(15),
      context: { includeDeclaration: false },
    });
    const places = found.map(({ uri, range }) => `${uri.slice(folder.length + 1)} ${range.start.line}`);
    assert.deepEqual(places.sort(), ["d.ts 0", "uses.ts 2"]);
  });

  it("is checked anew when the other file changes", async () => {
    const text = `${imported}env("OPENAI_API_KYE");`;
    assert.equal((await diagnoseText(server, "e.ts", text)).length, 1);
    server.disk.set("lib/env.ts", "export const env = (key: string) => key;\n");
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${folder}/lib/env.ts`, type: 2 }],
    });
    assert.deepEqual(await diagnoseText(server, "e.ts", text), []);
  });
});

async function diagnoseText(server: TestServer, path: string, text: string) {
  return diagnose(server, await openFile(server, path, text));
}
