import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleProgram } from "../../bundling.mjs";
import type { ServerProcess } from "../bench/serverProcess";
import { startServerProcess } from "../bench/serverProcess";
import { git, track } from "../pure/workspace/gitFolder";
import type { TemporaryFolder } from "../pure/workspace/temporaryFolder";
import { temporaryFolder } from "../pure/workspace/temporaryFolder";
import { until } from "../until";

/** Stands in every text, and nowhere else. */
const mark = "m4rk-of-a-text";

/** Of each, something is remembered longer than it is read: what it uses, exports or imports. */
const onDisk: Record<string, string> = {
  "environment.ts": "export const readEnvironmentOf = (name: string) => process.env[name];",
  "uses.ts": "use(process.env.A_NAME_OF_SOME_LENGTH);",
  "calls.ts": `import { readEnvironmentOf } from "./environment";\nuse(readEnvironmentOf("ANOTHER_NAME_OF_SOME_LENGTH"));`,
  "hands-on.ts": `import { readEnvironmentOf } from "./environment";\nexport const again = (name: string) => readEnvironmentOf(name);`,
  "others.ts": `import { other } from "./not-there/environment";\nother("ANOTHER_NAME_OF_SOME_LENGTH");`,
  "packages.ts": `import { something } from "@some-scope/some-package";\nexport const readByKey = (key: string) => process.env[key];`,
  "tool.py": "import os\ndef read_environment_of(name):\n    return os.environ[name]\n",
  "deploy.yaml": `env:\n  - name: A_NAME_GIVEN_BY_A_DEPLOYMENT\n    value: ${mark}`,
  Dockerfile: `ENV A_NAME_GIVEN_BY_AN_IMAGE=${mark}`,
};

/** A name that is nearly a declared one, and so is compared with those. */
const name = "A_DECLARED_NAME_OF_SOME_LENGHT";
const open: Record<string, string> = {
  "open.ts": `use(process.env.${name});`,
  "open.py": `import os\nuse(os.environ["${name}"])`,
  "open.go": `package main\nvar key = os.Getenv("${name}")`,
  "open.sh": `echo $${name}`,
  "open.vue": `<script setup>\nuse(import.meta.env.${name})\n</script>`,
  "open.md": `<${name}> <secret>${name}</secret>`,
  "compose.yaml": `services:\n  web:\n    environment:\n      KEY: \${${name}}`,
  "open.json": `{"key": "<${name}>"}`,
  ".env": `${name}=value`,
};

describe("the memory of a server", () => {
  let folder: TemporaryFolder;
  let server: ServerProcess;
  let snapshots: string;

  before(async () => {
    folder = temporaryFolder({ "package.json": "{}", ".gitignore": ".env\n", ".env": `A_VALUE=${mark}\n` });
    folder.write(".env.example", "A_DECLARED_NAME_OF_SOME_LENGTH=\n");
    for (const [path, text] of Object.entries(onDisk)) {
      const marked = `${path.endsWith(".ts") ? "//" : "#"} ${mark}\n${text}\n`;
      // Of as many, git is asked which hold anything.
      for (let number = 0; number < 100; number++) folder.write(`${number}/${path}`, marked);
    }
    track(folder.path);
    git(folder.path, "rm", "--cached", ".env");
    snapshots = mkdtempSync(join(tmpdir(), "snapshots-"));
    const options = `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${snapshots}`;
    // As it is shipped, but that nothing is made shorter.
    const program = "out/endurance";
    await bundleProgram({ entry: "server/main.ts", folder: program, production: false });
    server = await startServerProcess(join(program, "server.js"), folder.path, { options });
  });
  after(async () => {
    await server.stop();
    folder.remove();
    rmSync(snapshots, { recursive: true });
  });

  /** The strings in the server's memory that are not garbage. */
  const heldStrings = async (): Promise<readonly string[]> => {
    const before = readdirSync(snapshots);
    process.kill(server.id, "SIGUSR2");
    const isNew = (path: string): boolean => !before.includes(path);
    const path = await until("a snapshot of the heap", () => readdirSync(snapshots).find(isNew), 60_000);
    // It is written at one go: whoever is answered is answered afterwards.
    await server.connection.sendRequest("workspace/symbol", { query: "NAME" });
    return (JSON.parse(readFileSync(join(snapshots, path), "utf8")) as { readonly strings: readonly string[] }).strings;
  };

  const openDocument = async (uri: string, text: string): Promise<string> => {
    const ending = uri.slice(uri.lastIndexOf(".") + 1);
    const languageId = { ts: "typescript", py: "python", md: "markdown", sh: "shellscript", env: "dotenv" }[ending];
    const textDocument = { uri, languageId: languageId ?? ending, version: 1, text };
    await server.connection.sendNotification("textDocument/didOpen", { textDocument });
    const start = { line: 0, character: 0 };
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start, end: start }, text: "\n" }],
    });
    const position = { line: text.split("\n").length, character: 12 };
    for (const method of ["diagnostic", "completion", "hover"])
      await server.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, position });
    return uri;
  };

  const close = (uri: string): Promise<void> =>
    server.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });

  /** V8 holds the text that a regular expression looked at last; from now on it is this one. */
  const lookElsewhere = async (): Promise<void> =>
    close(await openDocument("untitled:elsewhere.ts", "use(process.env.ELSEWHERE);"));

  it("holds names when a workspace has been read, and nothing of its texts", async () => {
    const found = await server.connection.sendRequest("workspace/symbol", { query: "NAME" });
    assert.match(JSON.stringify(found), /ANOTHER_NAME_OF_SOME_LENGTH/);
    await lookElsewhere();
    const held = await heldStrings();
    assert.notDeepEqual(held.filter(mentions("ANOTHER_NAME_OF_SOME_LENGTH")), []);
    assert.deepEqual(held.filter(mentions(mark)), []);
  });

  it("holds nothing of a document any more once that is closed", async () => {
    const uris = [];
    for (const [path, text] of Object.entries(open))
      uris.push(await openDocument(`${folder.uri}/${path}`, `${text}\n# ${mark}`));
    assert.notDeepEqual((await heldStrings()).filter(mentions(mark)), []);
    for (const uri of uris) await close(uri);
    await lookElsewhere();
    assert.deepEqual((await heldStrings()).filter(mentions(mark)), []);
  });
});

function mentions(wanted: string): (text: string) => boolean {
  return (text) => text.includes(wanted);
}
