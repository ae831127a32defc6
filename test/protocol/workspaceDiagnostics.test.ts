import assert from "node:assert/strict";
import type {
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
} from "vscode-languageserver/node";
import { CancellationTokenSource, ProgressType, WorkspaceDiagnosticRequest } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { selectEnvironmentNotification } from "../../shared/protocol";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";
import { diagnose, openFile } from "./editing";
import type { ServerOptions, TestServer } from "./server";
import { filesOf, folder, settled, startTestServer } from "./server";

const appYaml = `requirements:
  secrets:
    - key: OPENAI_API_KEY
    - key: STRIPE_KEY
    - key: SENTRY_DSN
      optional: true
`;

const files = {
  "app.yaml": appYaml,
  "a.ts": "use(process.env.STRIPE_KEY);",
  "sub/b.ts": 'const s = "👍";\r\nuse(process.env.OTHER, s, process.env.OTHER2 ?? "x");\r\n',
  "c.md": "Use <STRIPE_KEYS> and <OPENAI_API_KEY>.",
  "clean.ts": "use(process.env.OPENAI_API_KEY);",
  "notes.txt": "STRIPE_KEY stays mentioned when no code uses it.",
};

async function start(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const provider = createMemoryProvider([
    { name: "OPENAI_API_KEY", environments: ["development"] },
    { name: "STRIPE_KEY", environments: ["production"] },
  ]);
  const server = await startTestServer({ createProvider: () => ok(provider), files, ...options });
  await settled(server);
  return server;
}

/** What an editor has after it took over these reports: codes by path. */
class Problems {
  readonly byPath = new Map<string, readonly string[]>();
  readonly ids = new Map<string, string>();
  /** How many reports came for each path. */
  readonly received: string[] = [];

  take({ items }: WorkspaceDiagnosticReportPartialResult): void {
    for (const report of items) {
      assert.ok(report.kind === "full", "a report that the editor has is not sent again");
      const path = report.uri.slice(folder.length + 1);
      this.received.push(path);
      if (report.items.length === 0) this.byPath.delete(path);
      else this.byPath.set(path, report.items.map(describeDiagnostic));
      this.ids.set(report.uri, report.resultId ?? "");
    }
  }
}

function describeDiagnostic({ range: { start, end }, code }: Diagnostic): string {
  return `${start.line}:${start.character}-${end.character} ${code ?? ""}`;
}

/** Asks and leaves the question open, as editors do that take partial results. */
function follow(server: TestServer) {
  const problems = new Problems();
  const cancellation = new CancellationTokenSource();
  const token = `follow${Math.random()}`;
  server.connection.onProgress(new ProgressType<WorkspaceDiagnosticReportPartialResult>(), token, (part) => {
    problems.take(part);
  });
  const answer = server.connection.sendRequest(
    WorkspaceDiagnosticRequest.method,
    { previousResultIds: [], partialResultToken: token },
    cancellation.token,
  );
  return {
    problems,
    until: (path: string, codes: readonly string[] | undefined) =>
      until(`${path} to have ${String(codes)}`, () => String(problems.byPath.get(path)) === String(codes)),
    stop: async (): Promise<unknown> => {
      cancellation.cancel();
      return answer;
    },
  };
}

async function change(server: TestServer, path: string, text: string | undefined): Promise<void> {
  const existed = server.disk.has(path);
  if (text === undefined) server.disk.delete(path);
  else server.disk.set(path, text);
  const type = text === undefined ? 3 : existed ? 2 : 1;
  await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: `${folder}/${path}`, type }],
  });
}

const initially = {
  "app.yaml": ["3:11-21 other-environment", "4:11-21 missing-optional"],
  "a.ts": ["0:16-26 other-environment"],
  "sub/b.ts": ["1:16-21 undeclared", "1:38-44 undeclared"],
  "c.md": ["0:5-16 near-miss"],
};

/** Everything that editors are told, before anything changes. */
async function followFromStart(options: Partial<ServerOptions> = {}) {
  const server = await start(options);
  const following = follow(server);
  await until("all problems", () => following.problems.byPath.size === Object.keys(initially).length);
  return { server, following };
}

describe("problems of the whole workspace", () => {
  it("are those of all files, open or not, and come in parts while the question stays open", async () => {
    const { server, following } = await followFromStart();
    assert.deepEqual(Object.fromEntries(following.problems.byPath), initially);
    assert.deepEqual(await following.stop(), { items: [] });
    await server.stop();
  });

  it("come for the file that changed, and for no other", async () => {
    const { server, following } = await followFromStart();
    following.problems.received.length = 0;
    await change(server, "a.ts", "\nuse(process.env.STRIPE_KEY);");
    await following.until("a.ts", ["1:16-26 other-environment"]);
    await change(server, "a.ts", "");
    await following.until("a.ts", undefined);
    await change(server, "new.ts", "use(process.env.NEW_ONE)");
    await following.until("new.ts", ["0:16-23 undeclared"]);
    await change(server, "new.ts", undefined);
    await following.until("new.ts", undefined);
    assert.deepEqual(following.problems.received, ["a.ts", "a.ts", "new.ts", "new.ts"]);
    await following.stop();
    await server.stop();
  });

  it("come for all that an example governs once the code needs less than would make it a short one", async () => {
    const many = Array.from({ length: 15 }, (_, number) => `use(process.env.NAME_${number});`).join("\n");
    const server = await start({
      files: {
        ".env.example": "A_KEY=a\n",
        "a.ts": "use(process.env.OTHER, process.env.A_KEY);",
        "b.ts": many,
        "c.ts": "use(process.env.C);",
      },
    });
    const following = follow(server);
    // Slips are told whatever an example leaves out, and this is the last file to be looked into.
    await change(server, "d.ts", "use(process.env.A_KEYY);");
    await following.until("d.ts", ["0:16-22 near-miss"]);
    assert.deepEqual(Object.fromEntries(following.problems.byPath), { "d.ts": ["0:16-22 near-miss"] });
    await change(server, "b.ts", "use(process.env.NAME_0);");
    await following.until("a.ts", ["0:16-21 undeclared"]);
    await following.until("b.ts", ["0:16-22 undeclared"]);
    await following.until("c.ts", ["0:16-17 undeclared"]);
    await change(server, "b.ts", many);
    await following.until("a.ts", undefined);
    await following.until("b.ts", undefined);
    await following.stop();
    await server.stop();
  });

  it("follow what a manifest says of who may read a value", async () => {
    const schema = "# ---\nPUBLIC_DB_PASSWORD=\n";
    const server = await start({
      files: {
        ".env.schema": schema,
        "a.ts": "use(import.meta.env.PUBLIC_DB_PASSWORD);",
        "b.ts": "use(process.env.OTHER);",
      },
    });
    const following = follow(server);
    const shipped = "0:20-38 public-prefix";
    await until("what is shipped", () => following.problems.byPath.get("a.ts")?.includes(shipped));
    await change(server, ".env.schema", `# ---\n# @public\nPUBLIC_DB_PASSWORD=\n`);
    await until("that to be meant", () => following.problems.byPath.get("a.ts")?.includes(shipped) !== true);
    await following.stop();
    await server.stop();
  });

  it("follow the manifest of an app in the packages that it may use", async () => {
    const server = await start({
      files: { "app.yaml": appYaml, "apps/a/app.yaml": appYaml, "packages/b/b.ts": "use(process.env.MAIL_KEY);" },
    });
    const following = follow(server);
    await following.until("packages/b/b.ts", ["0:16-24 undeclared"]);
    await change(server, "apps/a/app.yaml", `${appYaml}    - key: MAIL_KEY\n`);
    await following.until("packages/b/b.ts", undefined);
    await following.stop();
    await server.stop();
  });

  it("say nothing of names that the program sets itself, in this file or another, unless a test does", async () => {
    const setting = {
      "app.yaml": appYaml,
      "child.ts": "use(process.env.RUN_ID, process.env.TOKEN, process.env.BY_TEST, process.env.OTHER);",
      "parent.ts": "fork(child, { env: { ...process.env, RUN_ID: id, TOKEN: process.env.TOKEN } });",
      "parent.test.ts": 'process.env.BY_TEST = "1";',
      "own.ts": 'process.env.OWN ??= "1";\nuse(process.env.OWN);',
    };
    const server = await start({ files: setting });
    const following = follow(server);
    await following.until("child.ts", ["0:36-41 undeclared", "0:55-62 undeclared", "0:76-81 undeclared"]);
    await following.until("parent.ts", ["0:68-73 undeclared"]);
    assert.equal(following.problems.byPath.has("own.ts"), false);
    await change(server, "parent.py", "import os\nos.environ['OTHER'] = other\n");
    await following.until("child.ts", ["0:36-41 undeclared", "0:55-62 undeclared"]);
    await change(server, "parent.ts", "fork(child);");
    await following.until("child.ts", ["0:16-22 undeclared", "0:36-41 undeclared", "0:55-62 undeclared"]);
    const document = await openFile(
      server,
      "new.ts",
      'process.env.NEW = "1";\nuse(process.env.NEW, process.env.OTHER);',
    );
    assert.deepEqual(await diagnose(server, document), []);
    await following.stop();
    await server.stop();
  });

  it("take reading one file when one file changed", async () => {
    const disk = new Map<string, string>(Object.entries(files));
    const read: string[] = [];
    let listings = 0;
    const inMemory = filesOf(disk);
    const counted: typeof inMemory = {
      ...inMemory,
      list: (uri, signal) => {
        listings++;
        return inMemory.list(uri, signal);
      },
      read: (uri) => {
        read.push(uri.slice(folder.length + 1));
        return inMemory.read(uri);
      },
    };
    const { server, following } = await followFromStart({ world: { files: counted } });
    read.length = 0;
    listings = 0;
    disk.set("a.ts", "\nuse(process.env.STRIPE_KEY);");
    await change(server, "a.ts", "");
    await following.until("a.ts", ["1:16-26 other-environment"]);
    assert.deepEqual(read, ["a.ts"]);
    assert.equal(listings, 0);
    await following.stop();
    await server.stop();
  });

  it("follow manifests, the environment and settings", async () => {
    const { server, following } = await followFromStart();
    await change(server, "sub/inf.yml", "secrets:\n  - key: OTHER\n    optional: true\n");
    await following.until("sub/b.ts", ["1:38-44 undeclared"]);
    following.problems.received.length = 0;
    await server.notify(selectEnvironmentNotification, { environment: "production" });
    await following.until("clean.ts", ["0:16-30 other-environment"]);
    await following.until("a.ts", undefined);
    server.settings.current = { rules: { otherEnvironment: "off" } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await following.until("clean.ts", undefined);
    assert.ok(!following.problems.received.includes("sub/b.ts"), "its problems stayed the same");
    await following.stop();
    await server.stop();
  });

  it("are only those of manifests where the settings want no more", async () => {
    const server = await start({ settings: { problems: { scope: "openFiles" } } });
    const following = follow(server);
    await following.until("app.yaml", initially["app.yaml"]);
    server.settings.current = {};
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await following.until("a.ts", initially["a.ts"]);
    assert.equal(following.problems.received[0], "app.yaml");
    await following.stop();
    await server.stop();
  });

  it("are left to the editor's own question while a file is open, and come again when it is closed", async () => {
    const { server, following } = await followFromStart();
    const document = await openFile(server, "a.ts", "use(process.env.UNSAVED);");
    assert.equal((await diagnose(server, document)).length, 1);
    following.problems.received.length = 0;
    await change(server, "a.ts", files["a.ts"]);
    await change(server, "clean.ts", "use(process.env.OTHER);");
    await following.until("clean.ts", ["0:16-21 undeclared"]);
    assert.deepEqual(following.problems.received, ["clean.ts"]);
    await server.connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
    // What the editor asks when it closes a file, and keeps.
    const last = await server.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri: document.uri },
    });
    assert.ok(last.kind === "full");
    assert.deepEqual(last.items.map(describeDiagnostic), initially["a.ts"]);
    await until("the report again", () => following.problems.received.includes("a.ts"));
    await following.stop();
    await server.stop();
  });

  it("are answered at once to an editor that takes no parts, and then as soon as there is news", async () => {
    const server = await start();
    const problems = new Problems();
    const pull = async () => {
      const previousResultIds = [...problems.ids].map(([uri, value]) => ({ uri, value }));
      problems.take(
        await server.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds }),
      );
    };
    await until("all problems", async () => {
      await pull();
      return problems.byPath.size === Object.keys(initially).length;
    });
    const next = pull();
    problems.received.length = 0;
    await change(server, "a.ts", undefined);
    await next;
    assert.deepEqual(problems.received, ["a.ts"]);
    assert.equal(problems.byPath.has("a.ts"), false);
    await server.stop();
  });
});

describe("the problems of a file that nobody has open", () => {
  const texts: Record<string, string> = {
    "a.ts": 'process.env.STRIPE_KEY;\nuse(process.env.OTHER || "x", process.env["OPENAI_API_KY"]);\n',
    "silenced.ts": "// secrets-ignore-next-line OTHER -- elsewhere\nuse(process.env.OTHER, process.env.STRIPE_KEY);",
    "crlf.py": 'import os\r\nx = "👍", os.environ["STRIPE_KEY"], os.getenv("OTHER")\r\n',
    "run.sh": 'echo "$STRIPE_KEY $STRIPE_KEYS $HOME"\n',
    "compose.yaml": 'services:\n  a:\n    image: "x:${STRIPE_KEYS}"\n',
    "prompt.md": "<STRIPE_KEYS> <secret>nothing</secret> <SOMETHING>",
    "sub/app.yaml": "requirements:\n  secrets:\n    - key: STRIPE_KEY # secrets-ignore-line\n    - key: MISSING\n",
    "inf.yml": "secrets:\n  - description: nothing\n",
  };
  // What nothing mentions is told a little later.
  const mentioned = "MISSING";
  for (const [path, text] of Object.entries(texts))
    it(`are those that it has when it is open: ${path}`, async () => {
      const server = await start({ files: { "app.yaml": appYaml, "words.txt": mentioned, [path]: text } });
      const uri = `${folder}/${path}`;
      const question = { textDocument: { uri } };
      const closed = await server.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", question);
      const document = await openFile(server, path, text);
      assert.ok(closed.kind === "full");
      assert.ok(closed.items.length > 0);
      assert.deepEqual(closed.items, await diagnose(server, document));
      await server.stop();
    });
});
