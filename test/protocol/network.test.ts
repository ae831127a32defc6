import assert from "node:assert/strict";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { settled, startTestServer } from "./server";
import type { ServerOptions } from "./server";

async function start(options: Partial<ServerOptions>) {
  let read: (() => Promise<unknown>) | undefined;
  const server = await startTestServer({
    createProvider: () => ok(createMemoryProvider([])),
    world: {
      followNetwork: (given) => {
        read = given;
      },
    },
    ...options,
  });
  await settled(server);
  return { server, network: () => read?.() };
}

describe("the editor's settings of the network", () => {
  it("are those of the moment, without a reload", async () => {
    const { server, network } = await start({ editorSettings: { http: { proxy: "http://one.test" } } });
    assert.deepEqual(await network(), { proxy: "http://one.test" });
    server.editorSettings.current = { http: { proxy: "http://other.test" } };
    assert.deepEqual(await network(), { proxy: "http://one.test" }, "asked for once");
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await until("the settings to be asked for again", async () => {
      const settings = (await network()) as { readonly proxy: string };
      return settings.proxy === "http://other.test";
    });
    await server.stop();
  });

  it("are none where the editor cannot be asked", async () => {
    const { server, network } = await start({
      editorSettings: { http: { proxy: "http://one.test" } },
      capabilities: {},
    });
    assert.equal(await network(), undefined);
    await server.stop();
  });
});
