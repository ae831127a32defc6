import assert from "node:assert/strict";
import type { Range, WorkspaceEdit } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withCursor } from "../marked";
import { until } from "../until";
import { openFile, textsAfter } from "./editing";
import type { ServerOptions } from "./server";
import { settled, startTestServer } from "./server";

const files = {
  "app.yaml": "requirements:\n  secrets:\n    - key: OLD_KEY # keep\n",
  "b.ts": "const { OLD_KEY } = process.env;\n",
  "c.py": 'import os\nos.environ["OLD_KEY"]\n',
  "other.ts": "process.env.OLD_KEY_TOO;\n",
};

async function start(options: Partial<ServerOptions> = {}) {
  const provider = createMemoryProvider([{ name: "OLD_KEY", hasDefault: true }]);
  const server = await startTestServer({ createProvider: () => ok(provider), files, ...options });
  const told: unknown[] = [];
  server.connection.onNotification("inlineSecrets/renamed", (renaming) => {
    told.push(renaming);
  });
  await settled(server);
  return { server, told };
}

async function rename(server: Awaited<ReturnType<typeof start>>["server"], marked: string, newName: string) {
  const { text, offset } = withCursor(marked);
  const document = await openFile(server, "a.ts", text);
  const at = { textDocument: { uri: document.uri }, position: document.positionAt(offset) };
  const prepared = await server.connection.sendRequest<{ range: Range; placeholder: string } | null>(
    "textDocument/prepareRename",
    at,
  );
  const edit = await server.connection.sendRequest<WorkspaceEdit | null>("textDocument/rename", { ...at, newName });
  return { prepared, edit, document };
}

describe("rename", () => {
  it("changes code and manifests, keeps variables and comments, and offers to store the new name", async () => {
    const { server, told } = await start();
    const { prepared, edit, document } = await rename(server, "use(process.env.OLD_█KEY, '<OLD_KEY>');\n", "NEW_KEY");
    assert.equal(prepared?.placeholder, "OLD_KEY");
    assert.deepEqual(textsAfter(server, edit, document), {
      "a.ts": "use(process.env.NEW_KEY, '<NEW_KEY>');\n",
      "app.yaml": "requirements:\n  secrets:\n    - key: NEW_KEY # keep\n",
      "b.ts": "const { NEW_KEY: OLD_KEY } = process.env;\n",
      "c.py": 'import os\nos.environ["NEW_KEY"]\n',
    });
    await until("the offer", () => told.length > 0);
    assert.deepEqual(told, [{ from: "OLD_KEY", to: "NEW_KEY" }]);
    await server.stop();
  });

  it("is done without another question in several files, whatever the editor could show first", async () => {
    const capabilities = { workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } };
    const { server } = await start({ capabilities });
    const { edit } = await rename(server, "use(process.env.OLD_█KEY);\n", "NEW_KEY");
    assert.equal(edit?.changeAnnotations, undefined);
    assert.equal(edit?.documentChanges?.length, 4);
    await server.stop();
  });

  it("is told by URI alone to an editor that knows no versions of documents", async () => {
    const { server } = await start({ capabilities: {} });
    const { edit, document } = await rename(server, "use(process.env.OLD_█KEY);\n", "NEW_KEY");
    assert.equal(edit?.documentChanges, undefined);
    const texts = textsAfter(server, edit, document);
    assert.deepEqual(Object.keys(texts).sort(), ["a.ts", "app.yaml", "b.ts", "c.py"]);
    assert.equal(texts["a.ts"], "use(process.env.NEW_KEY);\n");
    await server.stop();
  });

  it("refuses a name that the provider would refuse, in words", async () => {
    const { server } = await start();
    await assert.rejects(rename(server, "use(process.env.OLD_█KEY);\n", "1 NEW"), /A secret key takes letters, digits/);
    await server.stop();
  });

  it("has nothing to rename elsewhere", async () => {
    const { server, told } = await start();
    const { prepared, edit } = await rename(server, "const OLD_█KEY = 1;\n", "NEW_KEY");
    assert.deepEqual([prepared, edit, told], [null, null, []]);
    await server.stop();
  });
});
