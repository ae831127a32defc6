import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InferenceShServer } from "../../fakes/inferenceShServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import { runCommand } from "../driver/commands";
import type { TemporaryFolder } from "../driver/leftovers";
import { temporaryFolder } from "../driver/leftovers";
import { notification } from "../driver/messages";
import { problems, waitForProblems } from "../driver/problems";
import * as quickInput from "../driver/quickInput";
import { statusItem } from "../driver/statusBar";
import * as textEditor from "../driver/textEditor";
import { openSecrets, waitForRow } from "../workbench/secretsView";
import { openForSuite } from "../workbench/session";

describe("a workspace of two folders", () => {
  let server: InferenceShServer;
  const host = () => new URL(server.account.endpoint).host;

  before(async () => {
    server = await startInferenceSh([{ name: "API_KEY", environments: ["team"] }]);
  });

  after(async () => {
    await server.stop();
  });

  const session = openForSuite("folders", { workspace: twoFolders });

  /** Both need the same name. */
  function twoFolders(): TemporaryFolder {
    const folder = temporaryFolder("folders");
    for (const name of ["api", "web"]) {
      mkdirSync(join(folder.path, name, ".vscode"), { recursive: true });
      writeFileSync(join(folder.path, name, "app.yaml"), "requirements:\n  secrets:\n    - key: API_KEY\n");
      writeFileSync(join(folder.path, name, `${name}.js`), "use(process.env.API_KEY);\n");
    }
    const settings = {
      "inlineSecrets.account.provider": "inferenceSh",
      "inlineSecrets.account.address": server.account.endpoint,
    };
    writeFileSync(join(folder.path, "api/.vscode/settings.json"), JSON.stringify(settings));
    const path = join(folder.path, "both.code-workspace");
    hold(path, "api", "web");
    return { ...folder, path };
  }

  /** What somebody writes who adds a folder, or removes one. */
  function hold(path: string, ...folders: readonly string[]): void {
    writeFileSync(path, JSON.stringify({ folders: folders.map((path) => ({ path })), settings: {} }));
  }

  it("holds each folder to its own account, and shows that of the file in view", async () => {
    const page = session.page();
    await openSecrets(page);
    await notification(page, /^This workspace wants names of secrets/, "Sign In");
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "API key");
    await quickInput.message(page, /^API key/);
    await quickInput.accept(page, server.credential.kind === "token" ? server.credential.token : "");
    await notification(page, new RegExp(`^Connected to ${host()}`));
    await textEditor.openFile(page, "api.js");
    await waitForRow(page, "API_KEY", /^set$/);
    await statusItem(page, new RegExp(`^${host()} · Tests$`));
    await session.picture("api");
    await textEditor.openFile(page, "web.js");
    await statusItem(page, /^Embedded store · development · 1 missing$/);
    await waitForRow(page, "API_KEY", /^missing$/);
    await session.picture("web");
  });

  it("calls a name missing only in the folder whose account does not have it", async () => {
    const page = session.page();
    await waitForProblems(page, "one missing name", (all) => all.some(({ code }) => code === "missing"));
    const missing = (await problems(page)).filter(({ code }) => code === "missing");
    // Of two declarations and two uses, those of one folder.
    assert.deepEqual(missing.map(({ file }) => file).sort(), ["app.yaml", "web.js"]);
  });

  it("connects one folder alone, and writes what is shared into its own settings", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    const [known] = (await quickInput.items(page)).filter(({ label }) => label.endsWith(` at ${host()}`));
    await quickInput.pick(page, known?.label ?? "");
    await quickInput.pick(page, "Share with the workspace, in web");
    await statusItem(page, new RegExp(`^${host()} · Tests$`));
    await waitForRow(page, "API_KEY", /^set$/);
    const settings = join(session.workbench().workspace, "../web/.vscode/settings.json");
    assert.match(readFileSync(settings, "utf8"), /inferenceSh/);
    await session.picture("connected");
  });

  it("follows the file in view into a folder that comes to the workspace", async () => {
    const page = session.page();
    const { workspace } = session.workbench();
    mkdirSync(join(workspace, "../late"));
    writeFileSync(join(workspace, "../late/late.js"), "use(process.env.API_KEY);\n");
    hold(workspace, "api", "late");
    await statusItem(page, /^Embedded store · development/);
    await textEditor.openFile(page, "late.js");
    await textEditor.openFile(page, "web.js");
    await statusItem(page, /^Embedded store · development/);
    hold(workspace, "api", "late", "web");
    await statusItem(page, new RegExp(`^${host()} · Tests$`));
  });

  it("takes what its only folder says for the window, whichever file is in view", async () => {
    const page = session.page();
    await textEditor.openFile(page, "late.js");
    await statusItem(page, /^Embedded store · development/);
    hold(session.workbench().workspace, "api");
    await statusItem(page, new RegExp(`^${host()} · Tests$`));
  });

  it("ignores a name where the only folder has a list of its own", async () => {
    const page = session.page();
    const settings = join(session.workbench().workspace, "../api/.vscode/settings.json");
    const said = readFileSync(settings, "utf8");
    writeFileSync(settings, said.replace(/}\s*$/, ', "inlineSecrets.ignore": ["OTHER_KEY"] }'));
    await textEditor.openFile(page, "api.js");
    await textEditor.goTo(page, 1, 1);
    await textEditor.type(page, "use(process.env.API_KYE);");
    await waitForProblems(page, "a slip", (all) => all.some(({ code }) => code === "near-miss"));
    await textEditor.goTo(page, 1, 20);
    const ignored = () => Promise.resolve(/"OTHER_KEY",\s*"API_KYE"/.test(readFileSync(settings, "utf8")));
    await textEditor.applyQuickFix(page, "Ignore API_KYE in this workspace", ignored);
  });
});
