import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { snapshotRequest } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { openFile } from "./editing";
import type { ServerOptions, TestServer } from "./server";
import { filesOf, folder, settled, startTestServer } from "./server";

const files = { ".env.example": "A_KEY=\n" };

async function start(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const provider = createMemoryProvider();
  const editorSettings = { "files.exclude": { dist: true } };
  const server = await startTestServer({ createProvider: () => ok(provider), files, editorSettings, ...options });
  await settled(server);
  return server;
}

async function declared(server: TestServer): Promise<string> {
  return (await server.request(snapshotRequest, {})).rows.map(({ name }) => name).join(" ");
}

/** Waits until the names are these, and makes sure that they stay. */
async function become(server: TestServer, names: string): Promise<void> {
  await until(`the names ${names}`, async () => (await declared(server)) === names);
  await server.connection.sendRequest("workspace/symbol", { query: "" });
  assert.equal(await declared(server), names);
}

function tell(server: TestServer, ...paths: readonly string[]): Promise<void> {
  const changes = paths.map((path) => ({ uri: `${folder}/${path}`, type: server.disk.has(path) ? 1 : 3 }));
  return server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
}

function close(server: TestServer, path: string): Promise<void> {
  return server.connection.sendNotification("textDocument/didClose", { textDocument: { uri: `${folder}/${path}` } });
}

describe("manifests on disk", () => {
  it("count when they are new, and no more when they are gone", async () => {
    const server = await start();
    server.disk.set("web/.env.example", "B_KEY=\n");
    await tell(server, "web/.env.example");
    await become(server, "A_KEY B_KEY");
    server.disk.delete("web/.env.example");
    await tell(server, "web/.env.example");
    await become(server, "A_KEY");
    await server.stop();
  });

  it("count for an editor that says it follows files, and refuses to", async () => {
    const server = await start({ refusesToFollow: true });
    assert.equal(await declared(server), "A_KEY");
    await server.stop();
  });

  it("count for an editor that knows of one folder alone", async () => {
    const server = await start({ knowsOneFolder: true, capabilities: {} });
    assert.equal(await declared(server), "A_KEY");
    await server.stop();
  });

  it("do not count where files are left out, as what a build writes", async () => {
    const server = await start();
    server.disk.set("dist/.env.example", "B_KEY=\n");
    await tell(server, "dist/.env.example");
    await become(server, "A_KEY");
    server.disk.set("dist/.env.example", "C_KEY=\n");
    await tell(server, "dist/.env.example");
    await become(server, "A_KEY");
    await server.stop();
  });

  it("count there as long as somebody has them open", async () => {
    const server = await start();
    server.disk.set("dist/.env.example", "B_KEY=\n");
    await openFile(server, "dist/.env.example", "B_KEY=\n");
    assert.equal(await declared(server), "A_KEY B_KEY");
    await close(server, "dist/.env.example");
    await become(server, "A_KEY");
    await server.stop();
  });

  it("come and go with their folder, of which an editor tells nothing else", async () => {
    const server = await start();
    server.disk.set("web/api/.env.example", "B_KEY=\n");
    await tell(server, "web");
    await become(server, "A_KEY B_KEY");
    server.disk.delete("web/api/.env.example");
    await tell(server, "web");
    await become(server, "A_KEY");
    server.disk.set("web/api/.env.example", "C_KEY=\n");
    await tell(server, "web");
    await become(server, "A_KEY C_KEY");
    await server.stop();
  });

  it("are not looked for whenever git writes down something of its own", async () => {
    let lists = 0;
    const inMemory = filesOf(new Map(Object.entries(files)));
    const list: typeof inMemory.list = (...parameters) => {
      lists++;
      return inMemory.list(...parameters);
    };
    const server = await start({ world: { files: { ...inMemory, list } } });
    const before = lists;
    await tell(server, ".git/HEAD", ".git/refs/heads/main");
    await declared(server);
    assert.equal(lists, before);
    await server.stop();
  });

  it("are looked for anew when what is ignored changes", async () => {
    const server = await start();
    server.disk.set("dist/.env.example", "B_KEY=\n");
    await tell(server, "dist/.env.example");
    await become(server, "A_KEY");
    server.editorSettings.current = {};
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await become(server, "A_KEY B_KEY");
    await server.stop();
  });

  it("say what the editor holds, saved or not, when settings change", async () => {
    const server = await start();
    await openFile(server, ".env.example", "A_KEY=\nNOT_SAVED=\n");
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await become(server, "A_KEY NOT_SAVED");
    await server.stop();
  });

  it("are not brought back by a list that is older", async () => {
    const disk = new Map(Object.entries({ ...files, "web/.env.example": "B_KEY=\n" }));
    const inMemory = filesOf(disk);
    let release = (): void => undefined;
    let isHeldBack = false;
    let isOldThere = false;
    const list: typeof inMemory.list = async (...parameters) => {
      const listing = await inMemory.list(...parameters);
      isOldThere = isHeldBack;
      if (isHeldBack) await new Promise<void>((resolve) => (release = resolve));
      return listing;
    };
    const server = await start({ world: { files: { ...inMemory, list } } });
    await become(server, "A_KEY B_KEY");
    isHeldBack = true;
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await until("the older list", () => isOldThere);
    isHeldBack = false;
    server.editorSettings.current = { "files.exclude": { web: true } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    // Time enough for the newer one to overtake it.
    for (let round = 0; round < 20; round++) await declared(server);
    release();
    await become(server, "A_KEY");
    await server.stop();
  });
});
