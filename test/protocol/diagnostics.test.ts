import assert from "node:assert/strict";
import type { Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import { refreshRequest, selectEnvironmentNotification, snapshotRequest, createRequest } from "../../shared/protocol";
import type { StoredSecret } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withNotes } from "../marked";
import { until } from "../until";
import { diagnose, openFile, renderDiagnostics } from "./editing";
import type { ServerOptions, TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

const appYaml = `requirements:
  secrets:
    - key: OPENAI_API_KEY
    - key: STRIPE_KEY
    - key: SENTRY_DSN
      optional: true
`;

const stored: readonly StoredSecret[] = [
  { name: "OPENAI_API_KEY", environments: ["development"] },
  { name: "STRIPE_KEY", environments: ["production"] },
  { name: "UNUSED_KEY", hasDefault: true },
];

async function start(options: Partial<ServerOptions> & { readonly stored?: readonly StoredSecret[] } = {}) {
  const provider = createMemoryProvider(options.stored ?? stored);
  const files = { "app.yaml": appYaml };
  const server = await startTestServer({ createProvider: () => ok(provider), files, ...options });
  await settled(server);
  return { server, provider };
}

it("An editor that refuses to ask for problems anew does the server no harm", async () => {
  const { server } = await start();
  let refused = 0;
  server.connection.onRequest("workspace/diagnostic/refresh", () => {
    refused++;
    throw new Error("Not now.");
  });
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.prependListener("unhandledRejection", note);
  await server.notify(selectEnvironmentNotification, { environment: "production" });
  await until("the refusal", () => refused > 0);
  await server.request(snapshotRequest, {});
  await new Promise(setImmediate);
  process.off("unhandledRejection", note);
  assert.deepEqual(unhandled, []);
  await server.stop();
});

/** Holds the notes under the lines of `marked` to what the server reports for the file. */
async function check(server: TestServer, path: string, marked: string): Promise<void> {
  const { text } = withNotes(marked);
  const document = await openFile(server, path, text);
  assert.equal(renderDiagnostics(document, await diagnose(server, document)), marked);
}

const strict = { settings: { inline: { strict: true } } };
const missing =
  "warning other-environment: STRIPE_KEY is required by app.yaml, but not set in development. It is set in production.";

describe("diagnostics", () => {
  it("call nothing missing in an environment that the account does not have, or may not see", async () => {
    const { server } = await start();
    await server.notify(selectEnvironmentNotification, { environment: "moon" });
    await check(server, "a.ts", "const a = process.env.STRIPE_KEY;\nconst b = process.env.OPENAI_API_KEY;");
    await server.stop();
  });

  const cases: Record<
    string,
    { readonly path: string; readonly marked: string; readonly options?: Parameters<typeof start>[0] }
  > = {
    "a required secret that is missing, at its use": {
      path: "a.ts",
      marked: `const a = process.env.STRIPE_KEY;
                      ^^^^^^^^^^ ${missing}
const b = process.env.OPENAI_API_KEY;`,
    },
    "a required and an optional secret that are missing, at their declaration": {
      path: "app.yaml",
      marked: `requirements:
  secrets:
    - key: OPENAI_API_KEY
    - key: STRIPE_KEY
           ^^^^^^^^^^ warning other-environment: Required secret STRIPE_KEY is not set in development. It is set in production.
    - key: SENTRY_DSN
           ^^^^^^^^^^ hint missing-optional: Optional secret SENTRY_DSN is not set in development.
      optional: true
`,
    },
    "an undeclared name, a slip and a stored one": {
      path: "b.ts",
      marked: `use(process.env.OTHER, process.env.OPENAI_API_KY, process.env.UNUSED_KEY);
                ^^^^^ warning undeclared: OTHER is not declared in app.yaml.
                                   ^^^^^^^^^^^^^ warning near-miss: OPENAI_API_KY is not declared in app.yaml. Did you mean OPENAI_API_KEY?
                                                              ^^^^^^^^^^ information stored-but-undeclared: UNUSED_KEY is stored, but not declared in app.yaml: the app may not receive it.`,
    },
    "a name that differs in case alone": {
      path: "case.ts",
      marked: `use(process.env.openai_api_key, process.env.openai_api_key ?? "x");
                ^^^^^^^^^^^^^^ warning wrong-case: openai_api_key is not declared in app.yaml. Did you mean OPENAI_API_KEY?
                                            ^^^^^^^^^^^^^^ hint wrong-case: openai_api_key is not declared in app.yaml. Did you mean OPENAI_API_KEY?`,
    },
    "a required secret that is set nowhere": {
      path: "nowhere.ts",
      marked: `use(process.env.NOWHERE);
                ^^^^^^^ warning missing: NOWHERE is required by app.yaml, but not set in development.`,
      options: { files: { "app.yaml": `${appYaml}    - key: NOWHERE\n` } },
    },
    "a fallback as a hint only, and never as missing": {
      path: "c.ts",
      marked: `use(process.env.OTHER ?? "x", process.env.STRIPE_KEY || "y");
                ^^^^^ hint undeclared: OTHER is not declared in app.yaml.`,
    },
    "nothing for writes, deletes, computed names, comments, strings and plumbing": {
      path: "d.ts",
      marked: `process.env.OTHER = "x"; delete process.env.OTHER2; use(process.env[key]);
// process.env.OTHER
use("process.env.OTHER", process.env.NODE_ENV, process.env.PATH);`,
    },
    "inline names only when they are near a known one": {
      path: "a.md",
      marked: `Use <STRIPE_KEYS>, <STRIPE_KEY>, <SOMETHING_ELSE>, <OPENAI_API_KEY> and <YOUR_KEY>.
     ^^^^^^^^^^^ warning near-miss: STRIPE_KEYS is not declared in app.yaml. Did you mean STRIPE_KEY?
                    ^^^^^^^^^^ ${missing}`,
    },
    "every name in a tag, but for one that stands for any": {
      path: "tags.md",
      marked: `Use <secret>other</secret>, <secret>placeholder</secret>, <secret>YOUR_KEY</secret>, <secret>secret_name</secret>.
            ^^^^^ warning undeclared: other is not declared in app.yaml.`,
    },
    "every inline name in strict mode": {
      path: "b.md",
      marked: `Use <SOMETHING_ELSE>.
     ^^^^^^^^^^^^^^ warning undeclared: SOMETHING_ELSE is not declared in app.yaml.`,
      options: strict,
    },
    "everything between the tags": {
      path: "c.md",
      marked: `Use <secret>something_else</secret>.
            ^^^^^^^^^^^^^^ warning undeclared: something_else is not declared in app.yaml.`,
    },
    "in scripts and workflows only what is close to a known name, or missing": {
      path: "a.sh",
      marked: `echo "$SOMETHING_ELSE $STRIPE_KEYS $STRIPE_KEY"
                       ^^^^^^^^^^^ warning near-miss: STRIPE_KEYS is not declared in app.yaml. Did you mean STRIPE_KEY?
                                    ^^^^^^^^^^ ${missing}`,
    },
    "in workflows no secret of the CI system": {
      path: ".github/workflows/ci.yml",
      marked: `on: push
jobs:
  test:
    steps:
      - run: publish \${{ secrets.NPM_TOKEN }}
`,
    },
    "nothing that the settings ignore": {
      path: "e.ts",
      marked: "use(process.env.OTHER_ONE, process.env.STRIPE_KEY);",
      options: { settings: { ignore: ["OTHER_*", "STRIPE_KEY"] } },
    },
    "a rule that is off not at all, and one as loud as it is set": {
      path: "f.ts",
      marked: `use(process.env.OTHER, process.env.STRIPE_KEY);
                                   ^^^^^^^^^^ ${missing.replace("warning", "error")}`,
      options: { settings: { rules: { undeclared: "off", otherEnvironment: "error" } } },
    },
    "nothing for accessors where no manifest is in scope": {
      path: "g.ts",
      marked: "use(process.env.OTHER, process.env.STRIPE_KEY);",
      options: { files: { "sub/app.yaml": appYaml } },
    },
    "an unknown name between the tags even where no manifest is in scope": {
      path: "g.md",
      marked: `<secret>OTHER</secret> <secret>UNUSED_KEY</secret>
        ^^^^^ warning undeclared: OTHER is neither declared nor stored.`,
      options: { files: { "sub/app.yaml": appYaml } },
    },
    "what the nearest manifest says, and what those above it add": {
      path: "sub/a.ts",
      marked: `use(process.env.STRIPE_KEY, process.env.OPENAI_API_KEY, process.env.LOG_LEVEL);`,
      options: {
        files: {
          "app.yaml": appYaml,
          "sub/inf.yml": "secrets:\n  - key: STRIPE_KEY\n    optional: true\nenv:\n  LOG_LEVEL: info\n",
        },
      },
    },
    "a manifest that cannot be read": {
      path: "inf.yml",
      marked: `secrets:
  - description: nothing
    ^^^^^^^^^^^^^^^^^^^^ error invalid-manifest: A secret must have a key: the name that the code refers to.
`,
    },
  };
  for (const [what, { path, marked, options }] of Object.entries(cases))
    it(`show ${what}`, async () => {
      const { server } = await start(options);
      await check(server, path, marked);
      await server.stop();
    });
});

describe("a computed name", () => {
  it("is never reported, nor does it hide another one", async () => {
    const { server } = await start();
    await check(
      server,
      "a.ts",
      `use(process.env[key], process.env["APP_" + key], process.env.OTHER);
                                                             ^^^^^ warning undeclared: OTHER is not declared in app.yaml.`,
    );
    await server.stop();
  });
});

describe("while the catalog is not complete", () => {
  const text = "use(process.env.STRIPE_KEY, process.env.SENTRY_DSN);";
  const failure = { kind: "offline", message: "The server cannot be reached." } as const;

  it("nothing is called missing, neither when nothing is known nor when only a part is", async () => {
    for (const afterPages of [0, 1]) {
      const provider = createMemoryProvider(stored);
      provider.listFailure = { failure, afterPages };
      const server = await startTestServer({ createProvider: () => ok(provider), files: { "app.yaml": appYaml } });
      const snapshot = await settled(server);
      assert.equal(snapshot.status.kind, afterPages === 0 ? "failed" : "partial");
      await check(server, "a.ts", text);
      await check(server, "app.yaml", appYaml);
      await server.stop();
    }
  });

  it("what was missing is not called so any more once the provider fails, and is again when it answers", async () => {
    const { server, provider } = await start();
    const document = await openFile(server, "a.ts", text);
    assert.equal((await diagnose(server, document)).length, 1);
    provider.listFailure = { failure, afterPages: 0 };
    const offline = await server.request(refreshRequest, {});
    assert.deepEqual(offline.status, { kind: "failed", failure });
    assert.deepEqual(
      offline.rows.map(({ name, stored: state }) => `${name} ${state}`),
      ["OPENAI_API_KEY set", "SENTRY_DSN unknown", "STRIPE_KEY unknown", "UNUSED_KEY default"],
    );
    assert.equal((await diagnose(server, document)).length, 0);
    provider.listFailure = undefined;
    await server.request(refreshRequest, {});
    assert.equal((await diagnose(server, document)).length, 1);
    await server.stop();
  });
});

describe("problems follow", () => {
  it("the active environment", async () => {
    const { server } = await start();
    const document = await openFile(server, "a.ts", "use(process.env.STRIPE_KEY, process.env.OPENAI_API_KEY)");
    assert.match(messageOf(await diagnose(server, document)), /^STRIPE_KEY is required/);
    const before = server.refreshes();
    await server.notify(selectEnvironmentNotification, { environment: "production" });
    await until("the editor to be told", () => server.refreshes() > before);
    assert.match(messageOf(await diagnose(server, document)), /^OPENAI_API_KEY .* not set in production\./);
    await server.stop();
  });

  it("a secret that is added", async () => {
    const { server } = await start();
    const document = await openFile(server, "a.ts", "use(process.env.STRIPE_KEY)");
    assert.equal((await diagnose(server, document)).length, 1);
    const before = server.refreshes();
    const target = { kind: "default" } as const;
    await server.request(createRequest, {
      name: "STRIPE_KEY",
      value: { kind: "given", value: "v" },
      description: "",
      visibility: "masked",
      target,
    });
    await until("the editor to be told", () => server.refreshes() > before);
    assert.deepEqual(await diagnose(server, document), []);
    await server.stop();
  });

  it("a manifest as it is typed, and its last good reading while it is broken", async () => {
    const { server } = await start();
    const code = await openFile(server, "a.ts", "use(process.env.OTHER)");
    assert.equal((await diagnose(server, code)).length, 1);
    await openFile(server, "app.yaml", `${appYaml}    - key: OTHER\n      optional: true\n`);
    assert.deepEqual(await diagnose(server, code), []);
    const broken = await openFile(server, "app.yaml", "requirements:\n  secrets: [\n");
    assert.match(messageOf(await diagnose(server, broken)), /^This file is not valid YAML/);
    assert.deepEqual(await diagnose(server, code), [], "the last good reading stays in force");
    await server.stop();
  });

  it("a manifest that changes, appears or goes on disk", async () => {
    const { server } = await start();
    const code = await openFile(server, "a.ts", "use(process.env.OTHER)");
    const tell = async (type: 1 | 2 | 3, text?: string) => {
      if (text === undefined) server.disk.delete("app.yaml");
      else server.disk.set("app.yaml", text);
      await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: `${folder}/app.yaml`, type }],
      });
    };
    await tell(3);
    await until("no manifest, no problem", async () => (await diagnose(server, code)).length === 0);
    await tell(1, appYaml);
    await until("a manifest again", async () => (await diagnose(server, code)).length === 1);
    await tell(2, "requirements:\n  secrets:\n    - OTHER\n");
    await until("another problem", async () => only(await diagnose(server, code)).code === "missing");
    await server.stop();
  });

  it("settings", async () => {
    const { server } = await start();
    const code = await openFile(server, "a.ts", "use(process.env.OTHER)");
    assert.equal(only(await diagnose(server, code)).severity, 2);
    server.settings.current = { rules: { undeclared: "information" } };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    assert.equal(only(await diagnose(server, code)).severity, 3);
    await server.stop();
  });
});

describe("while somebody is typing", () => {
  it("an unfinished template on the edited line does not swallow what stands below it", async () => {
    const { server } = await start();
    const document = await openFile(server, "a.ts", "const a = ;\nuse(process.env.OTHER);\nconst b = 1;\n");
    const end = { line: 0, character: 10 };
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: document.uri, version: 2 },
      contentChanges: [{ range: { start: end, end }, text: "`open" }],
    });
    assert.match(messageOf(await diagnose(server, document)), /^OTHER is not declared/);
    await server.stop();
  });
});

describe("an editor that asks for problems again", () => {
  it("hears of them anew once the text was touched, as it moves what it underlines with each edit", async () => {
    const provider = createMemoryProvider(stored);
    const server = await startTestServer({ createProvider: () => ok(provider), files: { "app.yaml": appYaml } });
    await settled(server);
    const text = "use(process.env.STRIPE_KEY)";
    const { uri } = await openFile(server, "a.ts", text);
    const ask = async (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      server.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
    const first = await ask();
    assert.equal(first.kind === "full" && first.items.length, 1);
    assert.equal((await ask(first.resultId)).kind, "unchanged");
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text }],
    });
    const second = await ask(first.resultId);
    assert.equal(second.kind === "full" && second.items.length, 1);
    assert.equal((await ask(second.resultId)).kind, "unchanged");
    await server.stop();
  });
});

describe("an editor that cannot ask for problems", () => {
  it("is sent them, and again when something changes", async () => {
    const provider = createMemoryProvider(stored);
    const server = await startTestServer({
      createProvider: () => ok(provider),
      files: { "app.yaml": appYaml },
      capabilities: {},
    });
    const sent: { uri: string; diagnostics: Diagnostic[] }[] = [];
    server.connection.onNotification("textDocument/publishDiagnostics", (params: (typeof sent)[number]) => {
      sent.push(params);
    });
    await openFile(server, "a.ts", "use(process.env.STRIPE_KEY)");
    await until("the problem", () => sent.at(-1)?.diagnostics.length === 1);
    await server.notify(selectEnvironmentNotification, { environment: "production" });
    await until("no problem", () => sent.at(-1)?.diagnostics.length === 0);
    assert.equal((await server.request(snapshotRequest, {})).environment, "production");
    await server.stop();
  });
});

function only<T>(items: readonly T[]): T {
  assert.equal(items.length, 1);
  return items[0]!;
}

function messageOf(diagnostics: readonly Diagnostic[]): string {
  const { message } = only(diagnostics);
  return typeof message === "string" ? message : message.value;
}
