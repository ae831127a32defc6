import assert from "node:assert/strict";
import type { CodeAction, Diagnostic } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { ok } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { diagnose, diagnoseNow, openFile } from "./editing";
import type { ServerOptions, TestServer } from "./server";
import { filesOf, folder, settled, startTestServer } from "./server";

const appYaml = "requirements:\n  secrets:\n    - key: STRIPE_KEY\n";

const files = {
  "app.yaml": appYaml,
  "setup.ts": 'process.env.SET_UP = "1";',
  "start.py": "import os\nos.environ['STRIPE_KYE'] = key\n",
  "setup.test.ts": 'process.env.BY_TEST = "1";',
};

const text = "use(process.env.SET_UP, process.env.STRIPE_KYE, process.env.STRIPE_KEY, process.env.BY_TEST);";
const missing = "STRIPE_KEY missing";
const byTest = "BY_TEST undeclared";

const openFilesOnly = { problems: { scope: "openFiles" } };

/** A server whose files can be listed and read, but the code among them not before `letGo`. */
async function start(options: Partial<ServerOptions> = {}) {
  const disk = new Map(Object.entries(options.files ?? files));
  const memory = filesOf(disk);
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld = false;
  let lists = 0;
  const world: ServerOptions["world"] = {
    files: {
      ...memory,
      list: async (...given) => {
        lists++;
        if (isHeld) await Promise.race([gate, aborted(given[1].signal)]);
        return memory.list(...given);
      },
    },
  };
  const createProvider: ServerOptions["createProvider"] = () => ok(createMemoryProvider([]));
  const server = await startTestServer({ createProvider, files, world, ...options });
  await settled(server);
  isHeld = true;
  const change = async (path: string, now: string): Promise<void> => {
    disk.set(path, now);
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${folder}/${path}`, type: 2 }],
    });
  };
  return { server, letGo, change, lists: () => lists };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}

function words(document: TextDocument, diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ range, code }) => `${document.getText(range)} ${code ?? ""}`);
}

async function found(server: TestServer, document: TextDocument): Promise<readonly string[]> {
  return words(document, await diagnoseNow(server, document));
}

async function titles(server: TestServer, document: TextDocument): Promise<readonly string[]> {
  const range = { start: document.positionAt(0), end: document.positionAt(document.getText().length) };
  const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri: document.uri },
    range,
    context: { diagnostics: [] },
  });
  return actions.map(({ title }) => title);
}

/** Cancels the first long work, once there is some. */
function canceller({ connection }: TestServer): () => Promise<void> {
  const tokens: unknown[] = [];
  connection.onRequest("window/workDoneProgress/create", ({ token }: { token: unknown }) => {
    tokens.push(token);
    return null;
  });
  return async () => {
    await until("something to cancel", () => tokens.length > 0);
    await connection.sendNotification("window/workDoneProgress/cancel", { token: tokens[0] });
  };
}

const capabilities = {
  ...{ workspace: { configuration: true, diagnostics: { refreshSupport: true } } },
  ...{ textDocument: { diagnostic: {} }, window: { workDoneProgress: true } },
};

describe("a name that another file may write", () => {
  for (const [scope, settings] of Object.entries({ workspace: {}, openFiles: openFilesOnly }))
    it(`is not called undeclared before all files have been looked into, with the scope ${scope}`, async () => {
      const { server, letGo } = await start({ settings });
      const document = await openFile(server, "a.ts", text);
      assert.deepEqual(await found(server, document), [missing]);
      assert.ok(!(await titles(server, document)).some((title) => /SET_UP|BY_TEST|STRIPE_KYE/.test(title)));
      const before = server.refreshes();
      letGo();
      await until("the editor to be told", () => server.refreshes() > before);
      assert.deepEqual(await found(server, document), [missing, byTest]);
      assert.ok((await titles(server, document)).includes("Ignore BY_TEST in this workspace"));
      await server.stop();
    });

  it("is not called undeclared when a file of the project gives it a value, as long as that does", async () => {
    const given = {
      "docker/Dockerfile": "FROM a\nENV SET_THERE=1\n",
      Makefile: "export MADE = 1\n",
      "api/Procfile": "web: STARTED=1 run\n",
      "package.json": "{}",
      "test/Dockerfile": "ENV IN_TEST=1",
    };
    const { server, letGo, change } = await start({ files: { ...files, ...given } });
    letGo();
    const document = await openFile(
      server,
      "a.ts",
      "use(process.env.SET_THERE, process.env.IN_SCRIPT, process.env.IN_TEST, process.env.MADE, process.env.STARTED);",
    );
    assert.deepEqual(words(document, await diagnose(server, document)), ["IN_SCRIPT undeclared", "IN_TEST undeclared"]);
    await change("package.json", '{"scripts":{"dev":"IN_SCRIPT=1 vite"}}');
    await change("docker/Dockerfile", "FROM a\n");
    await change("Makefile", "MADE = 1\n");
    const expected = "SET_THERE undeclared,IN_TEST undeclared,MADE undeclared";
    await until("all changes", async () => String(words(document, await diagnose(server, document))) === expected);
    await server.stop();
  });

  it("is told in the end to an editor that cannot ask", async () => {
    const { server, letGo } = await start({ capabilities: {} });
    const sent: (readonly string[])[] = [];
    server.connection.onNotification("textDocument/publishDiagnostics", (params: { diagnostics: Diagnostic[] }) => {
      sent.push(words(document, params.diagnostics));
    });
    const document = await openFile(server, "a.ts", text);
    await until("what is known", () => sent.length > 0);
    letGo();
    await until("the rest", () => sent.at(-1)?.includes(byTest));
    assert.deepEqual(new Set(sent.map(String)), new Set([String([missing]), String([missing, byTest])]));
    await server.stop();
  });

  it("is not looked for when nothing depends on it", async () => {
    const { server, lists } = await start({ settings: openFilesOnly });
    const before = lists();
    const document = await openFile(server, "a.ts", "use(process.env.STRIPE_KEY, process.env.NODE_ENV);");
    assert.deepEqual(await found(server, document), [missing]);
    assert.deepEqual(await found(server, await openFile(server, "app.yaml", appYaml)), [missing]);
    assert.equal(lists(), before);
    await server.stop();
  });

  it("is followed where only open files are looked at: in files that change, and in others that are open", async () => {
    const { server, letGo, change } = await start({ settings: openFilesOnly });
    letGo();
    const document = await openFile(server, "a.ts", "use(process.env.SET_UP, process.env.LATER, process.env.TYPED);");
    assert.deepEqual(words(document, await diagnose(server, document)), ["LATER undeclared", "TYPED undeclared"]);
    await change("setup.ts", 'process.env.LATER = "1";');
    await until(
      "the other name",
      async () => (await found(server, document)).join() === "SET_UP undeclared,TYPED undeclared",
    );
    await openFile(server, "new.ts", 'process.env.TYPED = "1";');
    assert.deepEqual(await found(server, document), ["SET_UP undeclared"]);
    await server.stop();
  });

  it("is called undeclared when the user does not want to wait", async () => {
    const { server } = await start({ settings: openFilesOnly, capabilities });
    const cancel = canceller(server);
    const document = await openFile(server, "a.ts", text);
    assert.deepEqual(await found(server, document), [missing]);
    await cancel();
    await until("what is known then", async () => (await found(server, document)).includes("SET_UP undeclared"));
    await server.stop();
  });

  it("is called undeclared where there are no other files, because no folder is open", async () => {
    const createProvider: ServerOptions["createProvider"] = () => ok(createMemoryProvider([]));
    const server = await startTestServer({ createProvider, isWithoutFolder: true });
    const prompt = 'process.env.OWN = "1";\nask("Use <secret>OWN</secret> and <secret>OTHER</secret>.");';
    const document = await openFile(server, "a.ts", prompt);
    await until("the problem", async () => (await found(server, document)).join() === "OTHER undeclared");
    await server.stop();
  });
});

describe("a name that an example shows, and whose need other files tell", () => {
  const example = "NEEDED_KEY=\nSPARED_KEY=\nUNREAD_KEY=\n# @required\nASKED_KEY=\nA_KEY=\nB_KEY=\nC_KEY=\nD_KEY=\n";
  const code = "use(process.env.NEEDED_KEY, process.env.SPARED_KEY ?? 1);";
  const createProvider: ServerOptions["createProvider"] = () =>
    ok(createMemoryProvider(["A_KEY", "B_KEY", "C_KEY", "D_KEY"].map((name) => ({ name, hasDefault: true }))));
  const startWith = (options: Partial<ServerOptions>) =>
    start({ createProvider, files: { ".env.example": example, "a.ts": code }, ...options });

  const told = async (server: TestServer): Promise<readonly string[]> => {
    const document = await openFile(server, ".env.example", example);
    const diagnostics = await diagnoseNow(server, document);
    return diagnostics.map(({ range, severity }) => `${document.getText(range)}${severity === 4 ? " (hint)" : ""}`);
  };
  const all = ["NEEDED_KEY", "SPARED_KEY (hint)", "UNREAD_KEY (hint)", "ASKED_KEY"];

  for (const [scope, settings] of Object.entries({ workspace: {}, openFiles: openFilesOnly }))
    it(`is not called missing before all files have been looked into, with the scope ${scope}`, async () => {
      const { server, letGo } = await startWith({ settings });
      assert.deepEqual(await told(server), ["ASKED_KEY"]);
      const before = server.refreshes();
      letGo();
      await until("the editor to be told", () => server.refreshes() > before);
      assert.deepEqual(await told(server), all);
      await server.stop();
    });

  it("is needed for as long as a file that changed has not been looked into again", async () => {
    const { server, letGo, change } = await startWith({ settings: openFilesOnly });
    letGo();
    await until("all", async () => (await told(server)).length === all.length);
    await change("a.ts", `${code}\nuse(process.env.UNREAD_KEY);`);
    assert.ok((await told(server)).includes("NEEDED_KEY"));
    await until("the change", async () => (await told(server)).includes("UNREAD_KEY"));
    await server.stop();
  });

  it("is called missing when the user does not want to wait", async () => {
    const { server } = await startWith({ settings: openFilesOnly, capabilities });
    const cancel = canceller(server);
    assert.deepEqual(await told(server), ["ASKED_KEY"]);
    await cancel();
    const expected = ["NEEDED_KEY", "SPARED_KEY", "UNREAD_KEY", "ASKED_KEY"];
    await until("what is known then", async () => (await told(server)).join() === expected.join());
    await server.stop();
  });
});
