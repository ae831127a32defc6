import assert from "node:assert/strict";
import { CancellationTokenSource } from "vscode-languageserver/node";
import type { Failure } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import {
  addEnvironmentRequest,
  changedNotification,
  checkNameRequest,
  createRequest,
  deleteEnvironmentRequest,
  deleteRequest,
  manifestDraftRequest,
  referenceTextRequest,
  refreshRequest,
  selectAccountNotification,
  snapshotRequest,
  tryConnectionRequest,
  updateRequest,
  usageRequest,
  usesRequest,
} from "../../shared/protocol";
import type { Snapshot } from "../../shared/protocol";
import type { CredentialSource } from "../../server/world";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { openFile } from "./editing";
import { folder, settled, startTestServer } from "./server";

const newSecret = {
  name: "NEW_KEY",
  value: { kind: "given", value: "v4lue" },
  description: "new",
  visibility: "masked",
  target: { kind: "environments", ids: ["development"] },
} as const;

async function start(files: Record<string, string> = {}) {
  const provider = createMemoryProvider([
    { name: "A_KEY", environments: ["development", "production"] },
    { name: "B_KEY", hasDefault: true },
    { name: "C_KEY", environments: ["production"], managed: true },
  ]);
  const server = await startTestServer({ createProvider: () => ok(provider), files });
  await settled(server);
  return { server, provider };
}

describe("the snapshot", () => {
  it("lists what is stored and what is declared, each with its state", async () => {
    const { server } = await start({
      "app.yaml": "requirements:\n  secrets:\n    - key: D_KEY\n      optional: true\n",
      "sub/inf.yml": "secrets:\n  - key: D_KEY\n    description: about D\n  - key: A_KEY\n",
    });
    const snapshot = await server.request(snapshotRequest, {});
    assert.deepEqual(
      snapshot.rows.map(({ name, stored, declared, managed }) => [name, stored, declared, managed]),
      [
        ["A_KEY", "set", "required", false],
        ["B_KEY", "default", "no", false],
        ["C_KEY", "missing", "no", true],
        ["D_KEY", "missing", "required", false],
      ],
    );
    assert.equal(snapshot.rows.at(-1)?.description, "about D");
    assert.equal(snapshot.accountName, "Embedded store");
    assert.equal(snapshot.environment, "development");
    await server.stop();
  });

  it("reads every page", async () => {
    const { server, provider } = await start();
    assert.equal((await server.request(snapshotRequest, {})).rows.length, 3);
    assert.equal(provider.listCalls, 2);
    await server.stop();
  });
});

describe("refreshing", () => {
  it("asks once, however many want to know", async () => {
    const { server, provider } = await start();
    let open = (): void => undefined;
    provider.gate = new Promise((resolve) => (open = resolve));
    const calls = provider.listCalls;
    const answers = Promise.all([1, 2, 3].map(() => server.request(refreshRequest, {})));
    // Messages are taken in their order: once this one is answered, all three are under way.
    await server.request(snapshotRequest, {});
    open();
    await answers;
    assert.equal(provider.listCalls, calls + 2);
    await server.stop();
  });

  it("waits no longer than the user wants", async () => {
    const { server, provider } = await start();
    let open = (): void => undefined;
    provider.gate = new Promise((resolve) => (open = resolve));
    const cancellation = new CancellationTokenSource();
    const refreshed = server.connection.sendRequest<Snapshot>(refreshRequest.method, {}, cancellation.token);
    cancellation.cancel();
    assert.equal((await refreshed).rows.length, 3);
    open();
    await server.stop();
  });

  it("does not undo a write that came in between", async () => {
    const { server, provider } = await start();
    let open = (): void => undefined;
    provider.gate = new Promise((resolve) => (open = resolve));
    const refreshed = server.request(refreshRequest, {});
    await server.request(deleteRequest, { name: "A_KEY", etag: '"1"' });
    await server.request(createRequest, newSecret);
    open();
    const { rows } = await refreshed;
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["B_KEY", "C_KEY", "NEW_KEY"],
    );
    await server.stop();
  });
});

describe("writing", () => {
  it("goes to the account that the user looked at, or to none", async () => {
    const { server, provider } = await start();
    const account = { provider: "secretsApi", endpoint: "https://other.test" } as const;
    const meant = { name: "A_KEY", etag: '"1"', account };
    const { environments } = await server.request(snapshotRequest, {});
    const outcomes = [
      await server.request(createRequest, { ...newSecret, account }),
      await server.request(updateRequest, { ...meant, value: newSecret.value }),
      await server.request(deleteRequest, meant),
      await server.request(addEnvironmentRequest, { name: "staging", account }),
      await server.request(deleteEnvironmentRequest, { id: "production", account }),
    ];
    for (const outcome of outcomes)
      assert.match(outcome.kind === "failed" ? outcome.failure.message : "done", /^Another account counts here by now/);
    const after = await server.request(snapshotRequest, {});
    assert.deepEqual([provider.received, after.environments], [[], environments]);
    const mine = await server.request(createRequest, { ...newSecret, account: { provider: "embedded" } });
    assert.equal(mine.kind, "ok");
    await server.stop();
  });

  it("adds a secret, shows it at once and tells the editor", async () => {
    const { server, provider } = await start();
    let told = 0;
    server.connection.onNotification(changedNotification.method, () => {
      told++;
    });
    assert.deepEqual(await server.request(createRequest, newSecret), ok({ kind: "done" }));
    const row = (await server.request(snapshotRequest, {})).rows.find(({ name }) => name === "NEW_KEY");
    assert.equal(row?.stored, "set");
    assert.deepEqual(provider.received, ["v4lue"]);
    await until("the editor to be told", () => told > 0);
    await server.stop();
  });

  it("makes a value up when asked to, and never tells it", async () => {
    const { server, provider } = await start();
    await server.request(createRequest, { ...newSecret, value: { kind: "generate" } });
    await server.request(updateRequest, { name: "NEW_KEY", etag: "", value: { kind: "generate" } });
    assert.deepEqual(provider.received, ["generated", "generated"]);
    assert.doesNotMatch(server.wire(), /generated/);
    await server.stop();
  });

  it("changes a description alone, or a value for one environment", async () => {
    const { server, provider } = await start();
    await server.request(updateRequest, { name: "A_KEY", etag: '"1"', description: "about A" });
    assert.deepEqual(provider.received, []);
    const target = { kind: "environments", ids: ["development"] } as const;
    const value = { kind: "given", value: "other" } as const;
    await server.request(updateRequest, { name: "C_KEY", etag: '"1"', value, target });
    const { rows } = await server.request(snapshotRequest, {});
    assert.equal(rows.find(({ name }) => name === "A_KEY")?.description, "about A");
    assert.equal(rows.find(({ name }) => name === "C_KEY")?.stored, "set");
    await server.stop();
  });

  it("deletes in one environment or everywhere", async () => {
    const { server } = await start();
    await server.request(deleteRequest, { name: "A_KEY", etag: '"1"', environment: "development" });
    const stored = async () =>
      (await server.request(snapshotRequest, {})).rows.find(({ name }) => name === "A_KEY")?.stored;
    assert.equal(await stored(), "missing");
    await server.request(deleteRequest, { name: "A_KEY", etag: "" });
    assert.equal(await stored(), undefined);
    await server.stop();
  });

  it("gives failures back as they are", async () => {
    const { server, provider } = await start();
    const failure: Failure = { kind: "forbidden", message: "This token may not write." };
    provider.writeFailure = failure;
    const change = { name: "A_KEY", etag: '"0"', description: "x" };
    assert.deepEqual(await server.request(updateRequest, change), failed(failure));
    await server.stop();
  });

  for (const kind of ["changedMeanwhile", "alreadyExists", "notFound", "timeout", "cancelled", "offline"] as const)
    it(`looks anew after a write that ended with ${kind}: what it knew may be out of date`, async () => {
      const { server, provider } = await start();
      provider.writeFailure = { kind, message: "It did not work out." };
      const calls = provider.listCalls;
      await server.request(updateRequest, { name: "A_KEY", etag: '"0"', description: "x" });
      await until("a new listing", () => provider.listCalls > calls);
      await server.stop();
    });

  it("adds and removes environments", async () => {
    const { server } = await start();
    assert.deepEqual(
      await server.request(addEnvironmentRequest, { name: "staging" }),
      ok({ id: "staging", name: "staging" }),
    );
    const ids = async () => (await server.request(snapshotRequest, {})).environments.map(({ id }) => id);
    assert.deepEqual(await ids(), ["production", "development", "staging"]);
    await server.request(deleteEnvironmentRequest, { id: "staging" });
    assert.deepEqual(await ids(), ["production", "development"]);
    await server.stop();
  });
});

describe("a name for a new secret", () => {
  it("is checked as it is typed", async () => {
    const { server } = await start();
    const check = (name: string) => server.request(checkNameRequest, { name });
    assert.equal(await check(""), "Secret key is required");
    assert.match((await check("no good")) ?? "", /^A secret key takes letters/);
    assert.equal(await check("A_KEY"), "A secret named A_KEY already exists");
    assert.equal(await check("FINE"), null);
    await server.stop();
  });
});

describe("uses of a name", () => {
  const files = {
    "a.ts": "use(process.env.A_KEY);\nuse(process.env.A_KEY, process.env.B_KEY);\n",
    "b.md": "Use <A_KEY>.",
    "c.bin": "process.env.A_KEY",
  };

  it("are counted over the workspace, with their places", async () => {
    const { server } = await start(files);
    const { references, files: count, complete, locations } = await server.request(usesRequest, { name: "A_KEY" });
    assert.deepEqual([references, count, complete], [3, 2, true]);
    assert.deepEqual(locations[1], { uri: `${folder}/a.ts`, line: 1, character: 16, length: 5 });
    await server.stop();
  });

  it("are not what only sets a name, nor what stands in an example for what is to be put there", async () => {
    const more = {
      "d.ts": "process.env.A_KEY = 'a';\n",
      ".env.example": "A_KEY=<A_KEY>\nC_KEY=<secret>B_KEY</secret>\n",
    };
    const { server } = await start({ ...files, ...more });
    assert.equal((await server.request(usesRequest, { name: "A_KEY" })).references, 3);
    assert.deepEqual((await server.request(usageRequest, {})).uses, { A_KEY: 3, B_KEY: 2 });
    await server.stop();
  });

  it("are those that the editor holds where it has the file open, and the disk's again when it is closed", async () => {
    const { server } = await start(files);
    const count = async () => (await server.request(usesRequest, { name: "A_KEY" })).references;
    await openFile(server, "a.ts", "nothing");
    assert.equal(await count(), 1);
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri: `${folder}/a.ts` } });
    assert.equal(await count(), 3);
    await server.stop();
  });

  it("are counted for all names with what is typed and not saved yet", async () => {
    const { server } = await start(files);
    await openFile(server, "b.ts", "use(process.env.A_KEY);");
    const { complete, uses } = await server.request(usageRequest, {});
    assert.deepEqual([complete, uses], [true, { A_KEY: 4, B_KEY: 1 }]);
    await server.stop();
  });

  it("are known of no name where no folder is open, so that nobody takes one for unused", async () => {
    const createProvider = () => ok(createMemoryProvider([{ name: "A_KEY" }]));
    const server = await startTestServer({ createProvider, isWithoutFolder: true });
    assert.deepEqual(await server.request(usageRequest, {}), { complete: false, uses: {} });
    await openFile(server, "a.ts", "use(process.env.A_KEY);");
    const { references, complete } = await server.request(usesRequest, { name: "A_KEY" });
    assert.deepEqual([references, complete], [1, false]);
    await server.stop();
  });

  it("are not known where a folder is not on this machine, as nobody looks into it", async () => {
    const { server } = await start(files);
    server.connection.onRequest("workspace/workspaceFolders", () => [
      { uri: folder, name: "here" },
      { uri: "vscode-vfs://github/owner/name", name: "elsewhere" },
    ]);
    await server.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [] },
    });
    const isKnown = async () => (await server.request(usesRequest, { name: "A_KEY" })).complete;
    await until("the folder that is elsewhere", async () => !(await isKnown()));
    assert.equal((await server.request(usageRequest, {})).complete, false);
    const isDrafted = async (draft: string) =>
      (await server.request(manifestDraftRequest, { format: "dotenv", folder: draft })).complete;
    assert.deepEqual([await isDrafted("vscode-vfs://github/owner/name"), await isDrafted(folder)], [false, true]);
    await server.stop();
  });

  it("follow files that are changed, added and removed on disk", async () => {
    const { server } = await start(files);
    const count = async () => (await server.request(usesRequest, { name: "A_KEY" })).references;
    assert.equal(await count(), 3);
    server.disk.set("a.ts", "use(process.env.A_KEY)");
    server.disk.set("d.ts", "use(process.env.A_KEY)");
    server.disk.delete("b.md");
    const changes = [
      { uri: `${folder}/a.ts`, type: 2 },
      { uri: `${folder}/d.ts`, type: 1 },
      { uri: `${folder}/b.md`, type: 3 },
    ];
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    assert.equal(await count(), 2);
    await server.stop();
  });
});

describe("the text that refers to a name", () => {
  it("is what the file's language wants, also inside a string", async () => {
    const { server } = await start();
    const textFor = (languageId: string) => server.request(referenceTextRequest, { name: "A_KEY", languageId });
    assert.equal(await textFor("typescript"), "process.env.A_KEY");
    assert.equal(await textFor("python"), 'os.environ["A_KEY"]');
    assert.equal(await textFor("markdown"), "<A_KEY>");
    assert.equal(await textFor("unheard-of"), "<A_KEY>");
    const document = await openFile(server, "a.ts", 'const a = "Bearer ";');
    const inString = { name: "A_KEY", languageId: "typescript", uri: document.uri, position: document.positionAt(18) };
    assert.equal(await server.request(referenceTextRequest, inString), "<A_KEY>");
    await server.stop();
  });

  it("finishes what somebody has begun to write", async () => {
    const { server } = await start();
    // The selection, and what the text becomes.
    const cases = [
      ["a.ts", "use(process.env.«»)", "use(process.env.A_KEY)"],
      ["b.ts", "use(process.env.A_«»)", "use(process.env.A_KEY)"],
      ["c.ts", "use(process.env.«OTHER»)", "use(process.env.A_KEY)"],
      ["d.ts", "use(process.env.B_KEY«»)", "use(process.env.B_KEYprocess.env.A_KEY)"],
      ["e.ts", "use(process.env.A_KEY«»)", "use(process.env.A_KEYprocess.env.A_KEY)"],
      ["f.ts", "const { «» } = process.env;", "const { A_KEY } = process.env;"],
      ["g.ts", "use(«»);", "use(process.env.A_KEY);"],
      ["h.ts", 'use("<«»");', 'use("<A_KEY>");'],
      ["i.py", "import os\nos.environ['«»']", "import os\nos.environ['A_KEY']"],
      ["j.py", 'import os\nos.environ["«»', 'import os\nos.environ["A_KEY"]'],
      ["k.md", "Hello <«»", "Hello <A_KEY>"],
      ["l.md", "Hello <A«»>", "Hello <A_KEY>"],
      ["m.md", "Hello <secret>«»", "Hello <secret>A_KEY</secret>"],
      ["o.ts", "process.env.«»import a from 'a'", "process.env.A_KEYimport a from 'a'"],
      ["n.sh", 'echo "${«»}"', 'echo "${A_KEY}"'],
    ] as const;
    for (const [path, marked, expected] of cases) {
      const [before = "", selected = "", behind = ""] = marked.split(/[«»]/);
      const document = await openFile(server, path, before + selected + behind);
      const [begin, end] = [before.length, before.length + selected.length].map((at) => document.positionAt(at));
      const { languageId, uri } = document;
      const place = { name: "A_KEY", languageId, uri, position: begin!, end: end! };
      const inserted = await server.request(referenceTextRequest, place);
      assert.equal(before + inserted + behind, expected, path);
    }
    await server.stop();
  });
});

describe("accounts", () => {
  it("are switched without a restart, each with the token of its own origin", async () => {
    const asked: (string | null)[] = [];
    const embedded = createMemoryProvider([{ name: "LOCAL" }]);
    const server = await startTestServer({
      tokens: { "https://one.example": "t0ken-one" },
      createProvider: (account, { credential }: CredentialSource) => {
        if (account.provider === "embedded") return ok(embedded);
        const remote = createMemoryProvider([{ name: "REMOTE" }]);
        return ok({
          ...remote,
          listSecrets: async (cursor, signal) => {
            const given = await credential(account);
            asked.push(given?.kind === "token" ? given.token : null);
            return remote.listSecrets(cursor, signal);
          },
        });
      },
    });
    await settled(server);
    const account = { provider: "secretsApi", endpoint: "https://one.example" } as const;
    await server.notify(selectAccountNotification, { account });
    const snapshot = await settled(server);
    assert.equal(snapshot.accountName, "one.example");
    assert.deepEqual(
      snapshot.rows.map(({ name }) => name),
      ["REMOTE"],
    );
    assert.deepEqual(asked, ["t0ken-one"]);
    await server.stop();
  });

  it("that cannot be used say why, and writing to them fails with the same words", async () => {
    const failure: Failure = { kind: "invalid", message: "That is no address.", field: "endpoint" };
    const server = await startTestServer({ createProvider: () => failed(failure) });
    const attempt = {
      account: { provider: "secretsApi", endpoint: "x" },
      credential: { kind: "token", token: "t" },
    } as const;
    assert.deepEqual((await settled(server)).status, { kind: "failed", failure });
    assert.deepEqual(await server.request(createRequest, newSecret), failed(failure));
    assert.deepEqual(await server.request(tryConnectionRequest, attempt), failed(failure));
    await server.stop();
  });
});
