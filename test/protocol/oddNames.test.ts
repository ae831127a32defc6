import assert from "node:assert/strict";
import type { WorkspaceEdit } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { complete, openFile, quickFixes, textsAfter } from "./editing";
import type { TestServer } from "./server";
import { settled, startTestServer } from "./server";

const names = ["STRIPE_KEY", "stripe-key", "a.b", "it's"];

async function start(files: Record<string, string> = {}): Promise<TestServer> {
  const provider = createMemoryProvider(names.map((name) => ({ name, hasDefault: true })));
  const anything = { ...provider, capabilities: { ...provider.capabilities, namePattern: /^\S+$/ } };
  const server = await startTestServer({ createProvider: () => ok(anything), files });
  await settled(server);
  return server;
}

/** Services take more in a name than code does. */
describe("names that are no word of code", () => {
  const offered: Record<string, readonly [path: string, marked: string, names: readonly string[]]> = {
    "only between quotes": ["a.ts", 'use(process.env["█"])', ["STRIPE_KEY", "stripe-key", "a.b"]],
    "not behind a dot": ["b.ts", "use(process.env.█)", ["STRIPE_KEY"]],
    "not in a pattern": ["c.ts", "const { █ } = process.env;", ["STRIPE_KEY"]],
    "not in a shell's braces": ["d.sh", "echo ${█}", ["STRIPE_KEY"]],
    "between tags what is read there": ["e.md", "<secret>█</secret>", ["STRIPE_KEY", "stripe-key", "a.b"]],
    "as tags what is read there": [
      "f.md",
      "Use <█",
      ["<STRIPE_KEY>", "<secret>STRIPE_KEY</secret>", "<secret>a.b</secret>", "<secret>stripe-key</secret>"],
    ],
    "in a manifest what a bare word may hold": [
      "app.yaml",
      "requirements:\n  secrets:\n    - key: █\n",
      ["STRIPE_KEY", "a.b", "stripe-key"],
    ],
    "in an example what dotenv reads": [".env.example", "A=\n█", ["STRIPE_KEY", "a.b", "stripe-key"]],
    "whole accessors with quotes": [
      "g.ts",
      "use(STR█)",
      ["STRIPE_KEY", '["a.b"]', '["it\'s"]', '["stripe-key"]'].map((name) =>
        name.startsWith("[") ? `process.env${name}` : `process.env.${name}`,
      ),
    ],
  };
  for (const [what, [path, marked, labels]] of Object.entries(offered)) {
    it(`are offered ${what}`, async () => {
      const server = await start();
      const all = (await complete(server, path, marked)).labels;
      assert.deepEqual([...all].sort(), [...labels].sort());
      await server.stop();
    });
  }

  it("are no fix where they would break the code", async () => {
    const server = await start({ "app.yaml": "requirements:\n  secrets:\n    - key: send-grid\n" });
    const titles = async (path: string, text: string) => {
      const fixes = await quickFixes(server, await openFile(server, path, text));
      return fixes.map(({ title }) => title).filter((title) => title.startsWith("Did you mean"));
    };
    assert.deepEqual(await titles("a.ts", 'use(process.env["send_grid"]);'), ["Did you mean send-grid?"]);
    assert.deepEqual(await titles("b.ts", "use(process.env.send_grid);"), []);
    await server.stop();
  });

  it("are declared only where a manifest has room for them", async () => {
    const server = await start({ "app.yaml": "requirements:\n  secrets:\n    - key: A\n", "b/.env.example": "A=\n" });
    const titles = async (path: string) => {
      const fixes = await quickFixes(server, await openFile(server, path, 'use(process.env["1st-key"]);'));
      return fixes.map(({ title }) => title).filter((title) => title.startsWith("Declare"));
    };
    assert.deepEqual(await titles("a.ts"), [
      "Declare 1st-key in app.yaml (required)",
      "Declare 1st-key in app.yaml (optional)",
    ]);
    assert.deepEqual(await titles("b/a.ts"), []);
    await server.stop();
  });
});

describe("renaming", () => {
  const renamed = async (server: TestServer, text: string, newName: string): Promise<Record<string, string>> => {
    const document = await openFile(server, "a.ts", text);
    const edit = await server.connection.sendRequest<WorkspaceEdit>("textDocument/rename", {
      textDocument: { uri: document.uri },
      position: document.positionAt(text.indexOf("STRIPE_KEY")),
      newName,
    });
    return textsAfter(server, edit, document);
  };

  it("gives a name that is no word of code where all places take it", async () => {
    const server = await start({ "b.yaml": 'a: "<secret>STRIPE_KEY</secret>"\n' });
    assert.deepEqual(await renamed(server, 'use(process.env["STRIPE_KEY"]);', "stripe-live"), {
      "a.ts": 'use(process.env["stripe-live"]);',
      "b.yaml": 'a: "<secret>stripe-live</secret>"\n',
    });
    await server.stop();
  });

  it("is refused where a place would say something else then, and says where", async () => {
    for (const [text, newName] of [
      ["process.env.STRIPE_KEY", "stripe-live"],
      ["const { STRIPE_KEY } = process.env", "stripe-live"],
      ["use(process.env['STRIPE_KEY'])", "it's"],
      ["use('<STRIPE_KEY>')", "stripe_live"],
    ] as const) {
      const server = await start();
      await assert.rejects(renamed(server, text, newName), /cannot be written in a\.ts the way the name is used there/);
      await server.stop();
    }
  });

  it("leaves a file alone that changed without anybody hearing of it", async () => {
    const server = await start({ "b.ts": "use(process.env.STRIPE_KEY);\n" });
    await server.connection.sendRequest("workspace/symbol", { query: "" });
    server.disk.set("b.ts", "// one more line\nuse(process.env.STRIPE_KEY);\n");
    const texts = await renamed(server, "use(process.env.STRIPE_KEY);", "STRIPE_LIVE");
    assert.deepEqual(texts["b.ts"], "// one more line\nuse(process.env.STRIPE_KEY);\n");
    assert.deepEqual(texts["a.ts"], "use(process.env.STRIPE_LIVE);");
    await server.stop();
  });
});
