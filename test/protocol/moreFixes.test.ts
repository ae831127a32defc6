import assert from "node:assert/strict";
import type { CodeAction } from "vscode-languageserver/node";
import { failed, ok } from "../../shared/failure";
import type { Account } from "../../shared/account";
import { manifestDraftRequest } from "../../shared/protocol";
import type { StoredSecret } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { diagnose, openFile, quickFixes, textsAfter } from "./editing";
import type { ServerOptions, TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

const appYaml = "requirements:\n  secrets:\n    - key: OPENAI_API_KEY\n    - key: STRIPE_KEY\n";
const account: Account = { provider: "secretsApi", endpoint: "https://api.test/v1" };
const lazily = {
  workspace: { workspaceEdit: { changeAnnotationSupport: {} } },
  textDocument: { diagnostic: {}, codeAction: { resolveSupport: { properties: ["edit"] } } },
};

async function start(options: Partial<ServerOptions> & { readonly stored?: readonly StoredSecret[] } = {}) {
  const provider = createMemoryProvider(options.stored ?? []);
  const files = { "app.yaml": appYaml };
  const server = await startTestServer({ createProvider: () => ok(provider), files, ...options });
  await settled(server);
  return { server, provider };
}

async function titles(server: TestServer, path: string, text: string): Promise<readonly string[]> {
  const fixes = await quickFixes(server, await openFile(server, path, text));
  return fixes.map(({ title }) => title).filter((title) => !/^(Ignore|Declare .* in app)/.test(title));
}

describe("more fixes", () => {
  it("set all that is missing where that is more than one", async () => {
    const { server } = await start();
    assert.deepEqual(await titles(server, "a.ts", "use(process.env.STRIPE_KEY)"), [
      "Set STRIPE_KEY…",
      "Set all 2 missing secrets…",
    ]);
    await server.stop();
  });

  it("lead to the environment that has the name, and to why its value cannot be copied", async () => {
    const stored = [
      { name: "STRIPE_KEY", environments: ["production"] },
      { name: "OPENAI_API_KEY", hasDefault: true },
    ];
    const { server } = await start({ stored, account });
    assert.deepEqual(await titles(server, "a.ts", "use(process.env.STRIPE_KEY)"), [
      "Set STRIPE_KEY…",
      "Switch to production",
      "Copy from production…",
      "Refresh the names",
    ]);
    await server.stop();
  });

  it("are offered for a few problems at a time where very many are selected", async () => {
    const entries = Array.from({ length: 1_000 }, (_, index) => `    - key: SECRET_NUMBER_${index}\n`);
    const text = `requirements:\n  secrets:\n${entries.join("")}`;
    const { server } = await start({ files: { "app.yaml": text } });
    const sets = (await titles(server, "app.yaml", text)).filter((title) => title.startsWith("Set SECRET_NUMBER_"));
    assert.equal(sets.length, 20);
    await server.stop();
  });

  it("declare a name in a manifest as it is by now, where it changed without anybody hearing of it", async () => {
    const { server } = await start();
    const document = await openFile(server, "a.ts", "use(process.env.NEW_KEY)");
    await diagnose(server, document);
    server.disk.set("app.yaml", `# A word about this.\n${appYaml}`);
    const fixes = await quickFixes(server, document);
    const declare = fixes.find(({ title }) => title === "Declare NEW_KEY in app.yaml (required)");
    assert.equal(declare?.textsAfter["app.yaml"], `# A word about this.\n${appYaml}    - key: NEW_KEY\n`);
    await server.stop();
  });

  it("lead back in where nobody is signed in", async () => {
    const failure = { kind: "unauthorized", message: "The token was refused." } as const;
    const { server, provider } = await start({ account });
    provider.listFailure = { failure, afterPages: 0 };
    await server.request({ method: "inlineSecrets/refresh" }, {});
    const document = await openFile(server, "a.ts", "use(process.env.STRIPE_KEY)");
    const at = document.positionAt(20);
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: document.uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.map(({ title, command }) => [title, command?.command, command?.arguments]),
      [["Sign in again to api.test…", "inlineSecrets.connect", [{ account }]]],
    );
    await server.stop();
  });

  it("write what was meant in all files, looked for when the action is chosen", async () => {
    const files = { "app.yaml": appYaml, "b.py": 'import os\nos.environ["STRIPE_KY"]\n' };
    const { server } = await start({ files, capabilities: lazily });
    const document = await openFile(server, "a.ts", "use(process.env.STRIPE_KY, process.env.STRIPE_KY)");
    const action = (await quickFixes(server, document)).find(({ title }) => title.endsWith("everywhere"));
    assert.equal(action?.title, "Replace STRIPE_KY by STRIPE_KEY everywhere");
    assert.equal(action.edit, undefined);
    const resolved = await server.connection.sendRequest<CodeAction>("codeAction/resolve", action);
    assert.deepEqual(textsAfter(server, resolved.edit, document), {
      "a.ts": "use(process.env.STRIPE_KEY, process.env.STRIPE_KEY)",
      "b.py": 'import os\nos.environ["STRIPE_KEY"]\n',
    });
    assert.equal(resolved.edit?.changeAnnotations, undefined);
    await server.stop();
  });

  it("put all at once right what is wrong in case or repeated", async () => {
    const { server } = await start({ stored: [{ name: "OPENAI_API_KEY", hasDefault: true }] });
    const fixAll = async (path: string, text: string) => {
      const document = await openFile(server, path, text);
      await diagnose(server, document);
      const range = { start: document.positionAt(0), end: document.positionAt(text.length) };
      const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri: document.uri },
        range,
        context: { diagnostics: [], only: ["source.fixAll"] },
      });
      return actions.map(({ edit }) => textsAfter(server, edit, document)[path]);
    };
    assert.deepEqual(
      await fixAll("a.ts", "use(process.env.openai_api_key, process.env.Openai_Api_Key, process.env.X)"),
      ["use(process.env.OPENAI_API_KEY, process.env.OPENAI_API_KEY, process.env.X)"],
    );
    assert.deepEqual(await fixAll("app.yaml", `${appYaml}    - key: STRIPE_KEY\n`), [appYaml]);
    assert.deepEqual(await fixAll("b.ts", "use(process.env.OPENAI_API_KEY)"), []);
    // Of entries beside each other that share a comma, one goes at a time.
    const turbo = (...names: readonly string[]) => JSON.stringify({ globalEnv: names });
    assert.deepEqual(await fixAll("turbo.json", turbo("A", "A", "A")), [turbo("A", "A")]);
    await server.stop();
  });
});

describe("a manifest that is begun", () => {
  const files = {
    "src/a.ts": "use(process.env.B_KEY, process.env.A_KEY ?? 'a', process.env.NODE_ENV, process.env.MINE);\n",
    "src/b.ts": "process.env.SET_HERE = ''; use(process.env.A_KEY ?? 'b');\n",
    "src/a.test.ts": "use(process.env.TEST_ONLY);\n",
    "run.sh": 'echo "$FROM_ELSEWHERE"\n',
    "README.md": "Put <YOUR_NAME> here.\n",
  };

  it("declares what code needs, and leaves out what platforms, tests, scripts and documents bring with them", async () => {
    const provider = createMemoryProvider([{ name: "B_KEY", hasDefault: true, description: "for b" }]);
    const server = await startTestServer({ createProvider: () => ok(provider), files, settings: { ignore: ["MINE"] } });
    await settled(server);
    const draft = (format: "dotenv" | "app" | "inf") => server.request(manifestDraftRequest, { format, folder });
    assert.deepEqual(await draft("dotenv"), {
      text: "# @optional\nA_KEY=\n# for b\nB_KEY=\n",
      names: ["A_KEY", "B_KEY"],
      complete: true,
    });
    assert.equal(
      (await draft("app")).text,
      "requirements:\n  secrets:\n    - key: A_KEY\n      optional: true\n    - key: B_KEY\n      description: for b\n",
    );
    assert.match((await draft("inf")).text, /^secrets:\n {2}- key: A_KEY/);
    await server.stop();
  });

  it("requires no more than the problems do: what one place needs, and nobody gives", async () => {
    const server = await startTestServer({
      createProvider: () => ok(createMemoryProvider()),
      files: {
        "config/services.php": "<?php return [env('MAIL_KEY'), env('APP_KEY')];",
        "a.ts":
          "Sentry.init({ dsn: process.env.SENTRY_DSN }); use(process.env.OWN, process.env.FROM_IMAGE, process.env.NEEDED);",
        "b.ts": "use(process.env.NEEDED ?? 1, process.env.NEW_KEY || process.env.OLD_KEY); process.env.OWN = '1';",
        "c.ts": "z.object({ SPARED: z.string().optional() }).parse(process.env); use(process.env.SPARED);",
        Dockerfile: "FROM a\nENV FROM_IMAGE=1\n",
      },
    });
    const { text } = await server.request(manifestDraftRequest, { format: "dotenv", folder });
    const optional = ["FROM_IMAGE", "MAIL_KEY", "NEW_KEY", "OLD_KEY", "OWN", "SENTRY_DSN", "SPARED"];
    assert.deepEqual(
      Array.from(text.matchAll(/# @optional\n(\w+)=/g), ([, name]) => name),
      optional,
    );
    assert.deepEqual(text.replace(/# @optional\n\w+=\n/g, "").split("\n"), ["APP_KEY=", "NEEDED=", ""]);
    await server.stop();
  });

  it("leaves out what a manifest further down declares, and what one gives", async () => {
    const server = await startTestServer({
      createProvider: () => ok(createMemoryProvider()),
      files: {
        "a.ts": "use(process.env.A_KEY, process.env.DEEP_KEY, process.env.API_HOST);",
        ".env.example": "A_KEY=\n",
        "wrangler.toml": "[vars]\nAPI_HOST = 'a'\n",
        "deep/.env.example": "DEEP_KEY=\n",
        "deep/a.ts": "use(process.env.DEEP_KEY, process.env.OTHER_KEY);",
      },
    });
    const draft = (below: string) => server.request(manifestDraftRequest, { format: "app", folder: folder + below });
    assert.deepEqual((await draft("")).names, ["A_KEY", "DEEP_KEY", "OTHER_KEY"]);
    await openFile(server, "a.ts", "use(process.env.A_KEY, process.env.API_HOST);");
    assert.deepEqual((await draft("")).names, ["A_KEY", "OTHER_KEY"]);
    assert.deepEqual((await draft("/deep")).names, ["DEEP_KEY", "OTHER_KEY"]);
    await server.stop();
  });

  it("declares what is typed and not saved yet, too", async () => {
    const server = await startTestServer({ createProvider: () => ok(createMemoryProvider()), files: {} });
    await openFile(server, "a.ts", "use(process.env.NOT_SAVED);\n");
    const { names } = await server.request(manifestDraftRequest, { format: "dotenv", folder });
    assert.deepEqual(names, ["NOT_SAVED"]);
    await server.stop();
  });

  it("holds the one name that is asked for", async () => {
    const server = await startTestServer({
      createProvider: () => failed({ kind: "unavailable", message: "No account." }),
      files: {},
    });
    const draft = await server.request(manifestDraftRequest, { format: "dotenv", folder, name: "ONE_KEY" });
    assert.deepEqual(draft, { text: "ONE_KEY=\n", names: ["ONE_KEY"], complete: true });
    await server.stop();
  });
});
