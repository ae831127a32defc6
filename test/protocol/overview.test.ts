import assert from "node:assert/strict";
import type { ClientCapabilities, CodeLens, SemanticTokens, SymbolInformation } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { openFile } from "./editing";
import type { TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

const files = {
  "app.yaml": "requirements:\n  secrets:\n    - key: A_KEY\n    - key: B_KEY\n      optional: true\n",
  "a.ts": "use(process.env.A_KEY, process.env.A_KEY, process.env.USED_ONLY);\nprocess.env.A_KEY = '';\n",
};

async function start(settings: Record<string, unknown> = {}, capabilities?: ClientCapabilities) {
  const provider = createMemoryProvider([{ name: "A_KEY", environments: ["production"] }]);
  const server = await startTestServer({
    createProvider: () => ok(provider),
    files,
    settings,
    ...(capabilities === undefined ? {} : { capabilities }),
  });
  await settled(server);
  return { server, provider };
}

async function lenses(server: TestServer): Promise<readonly string[]> {
  const { uri } = await openFile(server, "app.yaml", files["app.yaml"]);
  const found = await server.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  const resolved = await Promise.all(
    found.map((lens) => server.connection.sendRequest<CodeLens>("codeLens/resolve", lens)),
  );
  return resolved.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ""}`);
}

describe("code lens", () => {
  it("says at each declaration how often the name is used, and where it is set", async () => {
    const { server } = await start();
    assert.deepEqual(await lenses(server), [
      "2: 2 uses · set in production · missing in development",
      "3: 0 uses · not set in production, development",
    ]);
    await server.stop();
  });

  it("calls nothing missing while nothing is known", async () => {
    const provider = createMemoryProvider();
    provider.listFailure = { failure: { kind: "offline", message: "No network." }, afterPages: 0 };
    const server = await startTestServer({ createProvider: () => ok(provider), files });
    await settled(server);
    assert.deepEqual(await lenses(server), ["2: 2 uses", "3: 0 uses"]);
    await server.stop();
  });

  it("can be switched off", async () => {
    const { server } = await start({ codeLens: false });
    assert.deepEqual(await lenses(server), []);
    await server.stop();
  });
});

describe("code lens of a manifest beside the code", () => {
  it("counts anew when a file changed", async () => {
    const capabilities = { workspace: { configuration: true, codeLens: { refreshSupport: true } } };
    const { server } = await start({}, capabilities);
    let refreshes = 0;
    server.connection.onRequest("workspace/codeLens/refresh", () => {
      refreshes++;
      return null;
    });
    assert.match((await lenses(server)).join(), /2: 2 uses/);
    const before = refreshes;
    server.disk.set("a.ts", "use(process.env.A_KEY);\n");
    const changes = [{ uri: `${folder}/a.ts`, type: 2 }];
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    await until("the news", () => refreshes > before);
    assert.match((await lenses(server)).join(), /2: 1 use /);
    await server.stop();
  });
});

describe("workspace symbols", () => {
  it("are names by a part of them: where they are declared, or else used first", async () => {
    const { server } = await start();
    const find = async (query: string): Promise<readonly string[]> => {
      const found = await server.connection.sendRequest<SymbolInformation[]>("workspace/symbol", { query });
      return found.map(
        ({ name, location: { uri, range } }) => `${name} ${uri.slice(folder.length + 1)}:${range.start.line}`,
      );
    };
    assert.deepEqual(await find(""), ["A_KEY app.yaml:2", "B_KEY app.yaml:3", "USED_ONLY a.ts:0"]);
    assert.deepEqual(await find("bk"), ["B_KEY app.yaml:3"]);
    assert.deepEqual(await find("only used"), []);
    await server.stop();
  });
});

describe("semantic tokens", () => {
  it("mark inline names that mean a secret, and no placeholder", async () => {
    const { server } = await start();
    const { uri } = await openFile(server, "a.md", "Use <A_KEY>, <SOMETHING>\nor <secret>other</secret>.");
    const { data } = await server.connection.sendRequest<SemanticTokens>("textDocument/semanticTokens/full", {
      textDocument: { uri },
    });
    assert.deepEqual(data, [0, 5, 5, 0, 1, 1, 11, 5, 0, 1]);
    await server.stop();
  });

  it("are asked for anew when names may be written in other ways than before", async () => {
    const capabilities = { workspace: { configuration: true, semanticTokens: { refreshSupport: true } } };
    const { server } = await start({}, capabilities);
    const { uri } = await openFile(server, "a.md", "Use {{A_KEY}}.");
    const tokens = () =>
      server.connection.sendRequest<SemanticTokens>("textDocument/semanticTokens/full", { textDocument: { uri } });
    assert.deepEqual((await tokens()).data, []);
    let data: readonly number[] = [];
    server.connection.onRequest("workspace/semanticTokens/refresh", async () => {
      data = (await tokens()).data;
      return null;
    });
    server.settings.current = { inline: { patterns: ["{{NAME}}"] } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await until("the tokens", () => data.length > 0);
    assert.deepEqual(data, [0, 6, 5, 0, 1]);
    await server.stop();
  });
});
