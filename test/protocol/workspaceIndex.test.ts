import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { snapshotRequest, usesRequest } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import type { ServerOptions, TestServer } from "./server";
import { settled, startTestServer } from "./server";

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
