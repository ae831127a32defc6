import assert from "node:assert/strict";
import type { ClientCapabilities, WorkDoneProgressBegin, WorkDoneProgressReport } from "vscode-languageserver/node";
import type { WorkspaceFiles } from "../../server/workspace/files";
import { ok } from "../../shared/failure";
import { snapshotRequest, usageRequest, usesRequest } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { hover } from "./editing";
import type { ServerOptions, TestServer } from "./server";
import { filesOf, folder, settled, startTestServer } from "./server";

async function start(options: Partial<ServerOptions>): Promise<TestServer> {
  const server = await startTestServer({ createProvider: () => ok(createMemoryProvider()), ...options });
  await settled(server);
  return server;
}

async function usesOf(server: TestServer, name: string): Promise<number> {
  return (await server.request(usesRequest, { name })).references;
}

describe("files that the editor excludes", () => {
  const files = {
    "a.ts": "use(process.env.A_KEY)",
    "gen/b.ts": "use(process.env.A_KEY)",
    "gen/app.yaml": "requirements:\n  secrets:\n    - key: GENERATED\n",
    "c.min.ts": "use(process.env.A_KEY)",
    "app.yaml": "requirements:\n  secrets:\n    - key: A_KEY\n",
  };
  const names = async (server: TestServer) => (await server.request(snapshotRequest, {})).rows.map(({ name }) => name);

  it("are not looked into, neither for uses nor for declarations, as of when the settings change", async () => {
    const server = await start({ files, editorSettings: { "search.exclude": { "**/*.min.ts": true } } });
    await until("the manifests", async () => (await names(server)).length === 2);
    assert.equal(await usesOf(server, "A_KEY"), 2);
    server.editorSettings.current = { "files.exclude": { "**/gen": true }, "search.exclude": { "**/*.min.ts": false } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.equal(await usesOf(server, "A_KEY"), 2);
    await until("one manifest", async () => (await names(server)).join() === "A_KEY");
    server.editorSettings.current = {};
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.equal(await usesOf(server, "A_KEY"), 3);
    await until("both manifests", async () => (await names(server)).length === 2);
    await server.stop();
  });

  it("are none for an editor that cannot be asked for its settings", async () => {
    const server = await start({ files, editorSettings: { "files.exclude": { "**": true } }, capabilities: {} });
    assert.equal(await usesOf(server, "A_KEY"), 3);
    await server.stop();
  });
});

const fileCount = 640;

type Shown = WorkDoneProgressBegin | WorkDoneProgressReport | { readonly kind: "end" };

/** A server whose files take their time to be read, or to be listed, and what its editor shows of that. */
async function startSlow({ readMilliseconds = 0, isListed = true, capabilities = showing, count = fileCount } = {}) {
  const names = Array.from({ length: count }, (_, number) => `f${number}.ts`);
  const reads: string[] = [];
  const files: WorkspaceFiles = {
    list: (_folder, { signal }) =>
      new Promise((resolve) => {
        const answer = () => {
          resolve({ uris: names.map((name) => `${folder}/${name}`) });
        };
        if (isListed) answer();
        else signal.addEventListener("abort", answer);
      }),
    read: (uri) => {
      const end = performance.now() + readMilliseconds;
      while (performance.now() < end);
      reads.push(uri);
      return Buffer.from("process.env.A_KEY");
    },
    withholds: () => false,
    stamp: () => undefined,
  };
  const server = await start({ capabilities, world: { files } });
  const shown: Shown[] = [];
  const tokens: unknown[] = [];
  server.connection.onRequest("window/workDoneProgress/create", ({ token }: { token: unknown }) => {
    tokens.push(token);
    return null;
  });
  server.connection.onNotification("$/progress", ({ value }: { value: Shown }) => {
    shown.push(value);
  });
  const cancel = () => server.connection.sendNotification("window/workDoneProgress/cancel", { token: tokens[0] });
  return { server, shown, tokens, reads, cancel };
}

const showing: ClientCapabilities = { window: { workDoneProgress: true } };

describe("a hover, which is asked for often", () => {
  it("counts uses without listing the workspace again", async () => {
    const disk = new Map([["app.yaml", "requirements:\n  secrets:\n    - key: A_KEY\n"]]);
    const memory = filesOf(disk);
    let lists = 0;
    const list: WorkspaceFiles["list"] = (...given) => {
      lists++;
      return memory.list(...given);
    };
    const server = await start({ world: { files: { ...memory, list } }, files: Object.fromEntries(disk) });
    const text = "use(process.env.A█_KEY)";
    assert.match((await hover(server, "a.ts", text)) ?? "", /1 use in 1 file/);
    const before = lists;
    for (let times = 0; times < 5; times++) await hover(server, "a.ts", text);
    assert.equal(lists, before);
    await server.stop();
  });
});

describe("a search for references", () => {
  it("tells how many of them get along without the name", async () => {
    const files = {
      "a.ts": "use(process.env.A_KEY, process.env.A_KEY ?? 1); if (process.env.A_KEY) use(process.env.A_KEY)",
      "b.md": "Call it with <secret>A_KEY</secret>.",
    };
    const server = await start({ files });
    const { references, spared } = await server.request(usesRequest, { name: "A_KEY" });
    assert.deepEqual([references, spared], [5, 3]);
    await server.stop();
  });
});

describe("a search for references that takes long", () => {
  it("is shown, with how far it is", async () => {
    const { server, shown } = await startSlow({ readMilliseconds: 1.3 });
    const { complete, files } = await server.request(usesRequest, { name: "A_KEY" });
    assert.deepEqual([complete, files], [true, fileCount]);
    await until("the end", () => shown.at(-1)?.kind === "end");
    const [first, ...others] = shown;
    assert.ok(first?.kind === "begin");
    assert.deepEqual([first.title, first.cancellable], ["Finding references", true]);
    assert.match(first.message ?? "", /^\d+ of 640$/);
    assert.ok((first.percentage ?? 0) > 0);
    assert.equal(others.filter(({ kind }) => kind === "end").length, 1);
    await server.stop();
  });

  it("can be cancelled by the user, who is told that not all is known, and goes on when it is asked for again", async () => {
    const { server, shown, reads, cancel } = await startSlow({ readMilliseconds: 2 });
    const asked = server.request(usesRequest, { name: "A_KEY" });
    await until("the beginning", () => shown.length > 0);
    await cancel();
    assert.equal((await asked).complete, false);
    assert.ok(reads.length < fileCount);
    // Nobody may take a name for unused now.
    assert.equal((await server.request(usageRequest, {})).complete, false);
    const { complete, files } = await server.request(usesRequest, { name: "A_KEY" });
    assert.deepEqual([complete, files, reads.length], [true, fileCount, fileCount]);
    assert.equal((await server.request(usageRequest, {})).complete, true);
    await server.stop();
  });

  it("can be cancelled while the files are listed", async () => {
    const { server, shown, reads, cancel } = await startSlow({ isListed: false });
    const asked = server.request(usesRequest, { name: "A_KEY" });
    await until("the beginning", () => shown.length > 0);
    await cancel();
    assert.deepEqual(await asked, { references: 0, spared: 0, files: 0, complete: false, locations: [] });
    assert.deepEqual(reads, []);
    await server.stop();
  });

  it("is not shown to an editor that cannot show it, nor when it takes but a moment", async () => {
    for (const options of [{ capabilities: {}, readMilliseconds: 1.3 }, { count: 1 }]) {
      const { server, tokens } = await startSlow(options);
      assert.equal((await server.request(usesRequest, { name: "A_KEY" })).complete, true);
      assert.deepEqual(tokens, []);
      await server.stop();
    }
  });
});
