import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InferenceShServer } from "../../fakes/inferenceShServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import { runCommand } from "../driver/commands";
import type { TemporaryFolder } from "../driver/leftovers";
import { temporaryFolder } from "../driver/leftovers";
import { notification } from "../driver/messages";
import * as quickInput from "../driver/quickInput";
import { waitForProblems } from "../driver/problems";
import { statusItem } from "../driver/statusBar";
import * as textEditor from "../driver/textEditor";
import { sampleWorkspaceSaying } from "../sampleWorkspace";
import { answerAll } from "../workbench/addDialog";
import { clickRow, openSecrets, waitForNoRow, waitForRow } from "../workbench/secretsView";
import { openForSuite } from "../workbench/session";

describe("a workspace that nobody trusts", () => {
  let server: InferenceShServer;

  before(async () => {
    server = await startInferenceSh();
  });

  after(async () => {
    await server.stop();
  });

  const session = openForSuite("restricted", {
    restricted: true,
    workspace: () => sampleWorkspaceSaying({ provider: "inferenceSh", address: server.account.endpoint }),
  });

  it("has nothing sent to the address in its settings, nor by the command to connect", async () => {
    const page = session.page();
    await openSecrets(page);
    const { endpoint } = server.account;
    await waitForRow(page, new URL(endpoint).host, /^development$/);
    const named = new RegExp(
      `^inference\\.sh at ${endpoint} is contacted once this workspace is trusted · Manage trust$`,
    );
    await waitForRow(page, "Restricted Mode", named);
    // Whether they are set where the settings say is what nobody knows yet.
    await waitForRow(page, "STRIPE_KEY", /^state unknown/);
    await textEditor.openFile(page, "src/agent.ts");
    await waitForProblems(page, "a slip, and no missing name", (all) => {
      const codes = all.map(({ code }) => code);
      return codes.includes("near-miss") && !codes.includes("missing") && !codes.includes("other-environment");
    });
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "inference.sh");
    await notification(page, /^In Restricted Mode no remote account is contacted\. Trust this workspace first\.$/);
    await session.picture("refused");
    assert.deepEqual(server.requests, []);
  });

  it("has nothing stored, there or anywhere else, and leads to where trust is decided", async () => {
    const page = session.page();
    const words = new RegExp(
      `^inference\\.sh at ${server.account.endpoint} is only used once this workspace is trusted, and nothing is written elsewhere`,
    );
    await runCommand(page, "Secrets: Add Secret…");
    await notification(page, words);
    await session.picture("not-added");
    await notification(page, words, "Manage Workspace Trust");
    const trust = page.locator(".workspace-trust-editor");
    await trust.waitFor();
    await runCommand(page, "View: Close Editor");
    await trust.waitFor({ state: "hidden" });
    assert.deepEqual(server.requests, []);
  });

  it("follows the settings while nobody trusts it", async () => {
    const page = session.page();
    const file = join(session.workbench().workspace, ".vscode/settings.json");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replaceAll("inferenceSh", "secretsApi"));
    await waitForRow(page, "Restricted Mode", /^Secrets API at http:/);
    writeFileSync(file, before);
    await waitForRow(page, "Restricted Mode", /^inference\.sh at http:/);
    assert.deepEqual(server.requests, []);
  });

  it("leads to the question only once it is trusted", async () => {
    const page = session.page();
    await clickRow(page, "Restricted Mode");
    const trust = page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ });
    await trust.click();
    await notification(page, /^This workspace wants names of secrets from http:/);
    await statusItem(page, /signed out/);
    await waitForNoRow(page, "Restricted Mode");
    await session.picture("trusted");
    assert.deepEqual(server.requests, []);
  });
});

describe("a workspace of two folders that nobody trusts", () => {
  const session = openForSuite("restricted-folders", { restricted: true, workspace: twoFolders });

  /** One of them says where its secrets are. */
  function twoFolders(): TemporaryFolder {
    const folder = temporaryFolder("folders");
    for (const name of ["api", "web"]) {
      mkdirSync(join(folder.path, name, ".vscode"), { recursive: true });
      writeFileSync(join(folder.path, name, `${name}.js`), "use(process.env.API_KEY);\n");
    }
    const settings = { "inlineSecrets.account.provider": "doppler", "inlineSecrets.account.environment": "prd" };
    writeFileSync(join(folder.path, "api/.vscode/settings.json"), JSON.stringify(settings));
    const path = join(folder.path, "both.code-workspace");
    writeFileSync(path, JSON.stringify({ folders: [{ path: "api" }, { path: "web" }], settings: {} }));
    return { ...folder, path };
  }

  it("has nothing stored for the folder that names an account", async () => {
    const page = session.page();
    await openSecrets(page);
    await textEditor.openFile(page, "api/api.js");
    await statusItem(page, /^Doppler · prd · restricted$/);
    await runCommand(page, "Secrets: Add Secret…");
    await notification(page, /^Doppler at https:\/\/api\.doppler\.com is only used once this workspace is trusted/);
    await session.picture("api");
  });

  it("stores in the embedded store what the other folder needs, as anywhere", async () => {
    const page = session.page();
    await textEditor.openFile(page, "web/web.js");
    await statusItem(page, /^Embedded store · development$/);
    await runCommand(page, "Secrets: Add Secret…");
    await answerAll(page, { name: "WEB_KEY", value: "typed once" });
    await waitForRow(page, "WEB_KEY", /^set/);
    // Trust is for all folders, so whoever decides has to know of each.
    await waitForRow(page, "Restricted Mode", /^Doppler at https:\/\/api\.doppler\.com is contacted once/);
    await session.picture("web");
  });

  it("follows the file of the workspace, which lies in none of its folders", async () => {
    const page = session.page();
    const file = session.workbench().workspace;
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace('"settings":{}', '"settings":{"inlineSecrets.account.provider":"inferenceSh"}'));
    await statusItem(page, /^inference\.sh · development · restricted$/);
    writeFileSync(file, before);
    await statusItem(page, /^Embedded store · development$/);
  });

  it("takes what its only folder says for the window", async () => {
    const file = session.workbench().workspace;
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace(',{"path":"web"}', ""));
    await statusItem(session.page(), /^Doppler · prd · restricted$/);
    writeFileSync(file, before);
    await statusItem(session.page(), /^Embedded store · development$/);
  });

  it("takes the embedded store for a folder whose user wants it, whatever its settings say", async () => {
    const page = session.page();
    await textEditor.openFile(page, "api/api.js");
    await statusItem(page, /^Doppler · prd · restricted$/);
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "Embedded store");
    await waitForRow(page, "WEB_KEY", /^set/);
    await waitForNoRow(page, "Restricted Mode");
    await session.picture("chosen");
  });
});
