import assert from "node:assert/strict";
import type { Location } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { complete, diagnose, openFile, renderDiagnostics } from "./editing";
import { settled, startTestServer } from "./server";

const files = {
  "app.yaml": "requirements:\n  secrets:\n    - key: A_KEY\n",
  "b.md": "Use {{A_KEY}}.",
};

async function start(patterns: readonly string[]) {
  const provider = createMemoryProvider([{ name: "A_KEY", hasDefault: true }]);
  const settings = { inline: { patterns } };
  const server = await startTestServer({ createProvider: () => ok(provider), files, settings });
  await settled(server);
  return server;
}

describe("the user's own patterns for inline names", () => {
  it("are completed, checked and followed over the workspace", async () => {
    const server = await start(["{{NAME}}"]);
    assert.equal((await complete(server, "a.md", "Use {{█")).textAfter("A_KEY"), "Use {{A_KEY}}");
    const text = "Use {{A_KEY}}, {{A_KY}}, {{SOMETHING}}.";
    const document = await openFile(server, "a.md", text);
    assert.equal(
      renderDiagnostics(document, await diagnose(server, document)),
      `${text}\n                 ^^^^ warning near-miss: A_KY is not declared in app.yaml. Did you mean A_KEY?`,
    );
    const found = await server.connection.sendRequest<Location[]>("textDocument/references", {
      textDocument: { uri: document.uri },
      position: document.positionAt(8),
      context: { includeDeclaration: false },
    });
    assert.deepEqual(found.map(({ uri }) => uri.slice(-4)).sort(), ["a.md", "b.md"]);
    await server.stop();
  });

  it("follow the settings without a restart", async () => {
    const server = await start([]);
    const document = await openFile(server, "a.md", "Use {{A_KY}}.");
    assert.deepEqual(await diagnose(server, document), []);
    server.settings.current = { inline: { patterns: ["{{NAME}}", "NAME"] } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await until("the slip", async () => (await diagnose(server, document)).length === 1);
    await server.stop();
  });
});
