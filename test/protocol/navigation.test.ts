import assert from "node:assert/strict";
import type { DocumentHighlight, Location, Range } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withCursor } from "../marked";
import { openFile } from "./editing";
import type { TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

const files = {
  "app.yaml": "requirements:\n  secrets:\n    - key: A_KEY\n",
  "sub/.env.example": "OTHER=\nA_KEY=\n",
  "b.md": "Use <A_KEY>.",
  "c.py": 'import os\nos.environ["A_KEY"]',
};

async function ask<T>(method: string, path: string, marked: string, more: object = {}): Promise<T> {
  const server: TestServer = await startTestServer({ createProvider: () => ok(createMemoryProvider()), files });
  await settled(server);
  const { text, offset } = withCursor(marked);
  const document = await openFile(server, path, text);
  const answer = await server.connection.sendRequest<T>(method, {
    textDocument: { uri: document.uri },
    position: document.positionAt(offset),
    ...more,
  });
  await server.stop();
  return answer;
}

const place = ({ start, end }: Range) => `${start.line}:${start.character}-${end.character}`;
const places = (locations: readonly Location[]) =>
  locations.map(({ uri, range }) => `${uri.slice(folder.length + 1)} ${place(range)}`).sort();

describe("navigation", () => {
  const declared = ["app.yaml 2:11-16", "sub/.env.example 1:0-5"];

  it("leads from a use to the declarations in all manifests", async () => {
    assert.deepEqual(places(await ask("textDocument/definition", "a.ts", "use(process.env.A█_KEY)")), declared);
  });

  it("leads nowhere from anything else", async () => {
    assert.equal(await ask("textDocument/definition", "a.ts", "const A█_KEY = 1"), null);
    assert.equal(await ask("textDocument/references", "a.ts", "u█se(process.env.A_KEY)", context(true)), null);
  });

  it("leads from a use or a declaration to all uses, with or without the declarations", async () => {
    const uses = ["a.ts 0:16-21", "b.md 0:5-10", "c.py 1:12-17"];
    const fromUse = await ask<Location[]>("textDocument/references", "a.ts", "use(process.env.A█_KEY)", context(false));
    assert.deepEqual(places(fromUse), uses);
    const manifest = files["app.yaml"].replace("A_KEY", "A_█KEY");
    const fromManifest = await ask<Location[]>("textDocument/references", "app.yaml", manifest, context(true));
    assert.deepEqual(places(fromManifest), [...declared, ...uses.slice(1)].sort());
  });

  it("highlights the same name in the file", async () => {
    const text = "use(process.env.A█_KEY, process.env.B, '<A_KEY>')";
    const found = await ask<DocumentHighlight[]>("textDocument/documentHighlight", "a.ts", text);
    assert.deepEqual(
      found.map(({ range }) => place(range)),
      ["0:16-21", "0:40-45"],
    );
  });
});

function context(includeDeclaration: boolean) {
  return { context: { includeDeclaration } };
}
