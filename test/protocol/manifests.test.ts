import assert from "node:assert/strict";
import type { Location } from "vscode-languageserver/node";
import { ok } from "../../shared/failure";
import type { StoredSecret } from "../fakes/memoryProvider";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { withCursor, withNotes } from "../marked";
import { diagnose, hover, openFile, renderDiagnostics } from "./editing";
import type { TestServer } from "./server";
import { folder, settled, startTestServer } from "./server";

/** A manifest that asks for one name, so that code is held to manifests at all. */
const asks = { "inf.yml": "secrets:\n  - key: ASKED_FOR\n" };

const stored: readonly StoredSecret[] = [{ name: "ASKED_FOR", hasDefault: true }];

async function start(files: Record<string, string>, secrets = stored): Promise<TestServer> {
  const provider = createMemoryProvider(secrets);
  const server = await startTestServer({ createProvider: () => ok(provider), files });
  await settled(server);
  return server;
}

/** Holds the notes under the lines of `marked` to what the server reports for the file. */
async function check(server: TestServer, path: string, marked: string): Promise<void> {
  const document = await openFile(server, path, withNotes(marked).text);
  assert.equal(renderDiagnostics(document, await diagnose(server, document)), marked);
}

/** Each format with one way to know a name, and the words for it. */
const formats: Record<string, readonly [text: string, words: string]> = {
  "turbo.json": ['{ "globalEnv": ["SOME_NAME"] }', "listed in turbo.json"],
  "wrangler.toml": ['vars = { SOME_NAME = "x" }', "has its value in wrangler.toml"],
  "wrangler.jsonc": ['{ "vars": { "SOME_NAME": "x" } }', "has its value in wrangler.jsonc"],
  "compose.yaml": ["services:\n  a:\n    environment:\n      - SOME_NAME=x\n", "has its value in compose.yaml"],
  "docker-compose.yml": ["services:\n  a:\n    environment:\n      SOME_NAME:\n", "listed in docker-compose.yml"],
};

for (const [path, [text, words]] of Object.entries(formats))
  describe(`a name in ${path}`, () => {
    let server: TestServer;
    before(async () => {
      server = await start({ ...asks, [path]: text });
    });
    after(() => server.stop());

    it("is neither undeclared nor missing", async () => {
      await check(server, "a.ts", "use(process.env.SOME_NAME);");
      await check(server, path, text);
    });

    it("is said to be there on hover, in code and in the file", async () => {
      assert.equal(plain(await hover(server, "b.ts", "use(process.env.SOME_█NAME)")), `**SOME_NAME**\n\n${words}`);
      assert.match(plain(await hover(server, path, text.replace("SOME_NAME", "SOME_█NAME"))), new RegExp(words));
    });

    it("leads to its definition from code, and to its uses from the file", async () => {
      const at = text.split("\n").findIndex((line) => line.includes("SOME_NAME"));
      const [definition, ...others] = await locate(server, "definition", "c.ts", "use(process.env.SOME_█NAME)");
      assert.deepEqual([definition?.uri, definition?.range.start.line], [`${folder}/${path}`, at]);
      assert.deepEqual(others, []);
      const uses = await locate(server, "references", path, text.replace("SOME_NAME", "SOME_█NAME"));
      assert.ok(uses.some(({ uri }) => uri === `${folder}/c.ts`));
    });

    it("counts as it is typed, and as it last was while the file is broken", async () => {
      const code = await openFile(server, "d.ts", "use(process.env.OTHER_NAME)");
      assert.equal((await diagnose(server, code)).length, 1);
      await openFile(server, path, text.replace("SOME_NAME", "OTHER_NAME"));
      assert.deepEqual(await diagnose(server, code), []);
      const broken = await openFile(
        server,
        path,
        `${text.replace("SOME_NAME", "THIRD_NAME")}
  [ { "`,
      );
      const rules = new Set((await diagnose(server, broken)).map(({ code: rule }) => rule));
      assert.deepEqual([...rules], ["invalid-manifest"]);
      assert.deepEqual(await diagnose(server, code), []);
    });
  });

describe("a manifest that was never in order", () => {
  it("counts as it stands, until it is", async () => {
    const wrong = "secrets:\n  - key: ASKED_FOR\n    optional: sometimes\n";
    const server = await start({ "inf.yml": wrong });
    const code = await openFile(server, "a.ts", "use(process.env.OTHER_NAME)");
    assert.equal((await diagnose(server, code)).length, 1);
    await openFile(server, "inf.yml", `${wrong}  - key: OTHER_NAME\n    optional: true\n`);
    assert.deepEqual(await diagnose(server, code), []);
    await server.stop();
  });
});

describe("code is held to", () => {
  it("no list of what a task or a container gets to see", async () => {
    const files = {
      "sub/inf.yml": asks["inf.yml"],
      "turbo.json": '{ "globalEnv": ["A_NAME"] }',
      "compose.yaml": "services:\n",
    };
    const server = await start(files);
    await check(server, "a.ts", "use(process.env.OTHER_NAME);");
    await server.stop();
  });

  it("the secrets that Wrangler requires", async () => {
    const server = await start({ "wrangler.toml": '[secrets]\nrequired = ["ASKED_FOR", "NOT_SET"]\n' });
    await check(
      server,
      "a.ts",
      `use(process.env.OTHER_NAME, process.env.NOT_SET);
                ^^^^^^^^^^ warning undeclared: OTHER_NAME is not declared in wrangler.toml.
                                        ^^^^^^^ warning missing: NOT_SET is required by wrangler.toml, but not set in development.`,
    );
    await server.stop();
  });

  it("the nearest manifest, whatever its format", async () => {
    const server = await start({
      "wrangler.toml": '[secrets]\nrequired = ["ASKED_FOR", "NOT_SET"]\n',
      "sub/.env.schema": "# @optional\nNOT_SET=\n",
      "sub/deep/wrangler.jsonc": '{ "secrets": { "required": ["NOT_SET", "ASKED_FOR"] } }',
    });
    await check(server, "sub/a.ts", "use(process.env.NOT_SET);");
    await check(
      server,
      "sub/deep/a.ts",
      `use(process.env.NOT_SET);
                ^^^^^^^ warning missing: NOT_SET is required by sub/deep/wrangler.jsonc, but not set in development.`,
    );
    await server.stop();
  });

  it("no requirement further up of what has its value in a nearer folder", async () => {
    const server = await start({
      "inf.yml": "secrets:\n  - key: ASKED_FOR\n  - key: NOT_SET\n",
      "sub/wrangler.toml": '[vars]\nNOT_SET = "x"\n',
      "other/compose.yaml": "services:\n  a:\n    environment:\n      - NOT_SET\n",
    });
    await check(server, "sub/a.ts", "use(process.env.NOT_SET);");
    await check(
      server,
      "other/a.ts",
      `use(process.env.NOT_SET);
                ^^^^^^^ warning missing: NOT_SET is required by inf.yml, but not set in development.`,
    );
    await server.stop();
  });

  it("patterns of names, less those taken out again", async () => {
    const server = await start({ ...asks, "turbo.json": '{ "globalEnv": ["NEXT_PUBLIC_*", "!NEXT_PUBLIC_X"] }' });
    await check(
      server,
      "a.ts",
      `use(process.env.NEXT_PUBLIC_ANY, process.env.NEXT_PUBLIC_X);
                                             ^^^^^^^^^^^^^ warning undeclared: NEXT_PUBLIC_X is not declared in inf.yml.`,
    );
    await server.stop();
  });

  it("what is said outright before what is inferred, where manifests stand side by side", async () => {
    const server = await start({
      ".env.example": "NOT_SET=\n",
      "inf.yml": "secrets:\n  - key: NOT_SET\n    optional: true\n",
    });
    await check(server, "a.ts", "use(process.env.NOT_SET);");
    await server.stop();
  });

  it("nothing by a slip in a Compose file that passes it on", async () => {
    const server = await start(asks);
    await check(
      server,
      "compose.yaml",
      `services:
  a:
    environment:
      - AKSED_FOR
        ^^^^^^^^^ warning near-miss: AKSED_FOR is not declared in inf.yml. Did you mean ASKED_FOR?
      - ASKED_FOR
      - SOMETHING_ELSE
`,
    );
    await server.stop();
  });

  it("two names that nothing but a Compose file passes on as two, not as slips of each other", async () => {
    const server = await start(asks);
    await check(
      server,
      "compose.yaml",
      `services:
  a:
    environment:
      - TURN_HOST
      - TURNS_HOST
  b:
    environment:
      OWN_HOST: \${RELAY_HOST}
                  ^^^^^^^^^^ warning near-miss: RELAY_HOST is not declared in inf.yml. Did you mean RELAYS_HOST?
      RELAYS_HOST: x
`,
    );
    await server.stop();
  });
});

async function locate(server: TestServer, what: "definition" | "references", path: string, marked: string) {
  const { text, offset } = withCursor(marked);
  const document = await openFile(server, path, text);
  return server.connection.sendRequest<Location[]>(`textDocument/${what}`, {
    textDocument: { uri: document.uri },
    position: document.positionAt(offset),
    context: { includeDeclaration: false },
  });
}

/** Markdown with its escapes taken back. */
function plain(markdown: string | undefined): string {
  return (markdown ?? "").replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
