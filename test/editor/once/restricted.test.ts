import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InferenceShServer } from "../../fakes/inferenceShServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import { runCommand } from "../driver/commands";
import { notification } from "../driver/messages";
import * as quickInput from "../driver/quickInput";
import { waitForProblems } from "../driver/problems";
import { statusItem } from "../driver/statusBar";
import * as textEditor from "../driver/textEditor";
import { sampleWorkspaceSaying } from "../sampleWorkspace";
import { openSecrets, waitForNoRow, waitForRow } from "../workbench/secretsView";
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
    await waitForRow(page, "Embedded store", /^development$/);
    const { endpoint } = server.account;
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
    await runCommand(page, "Workspaces: Manage Workspace Trust");
    const trust = page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ });
    await trust.click();
    await notification(page, /^This workspace wants names of secrets from http:/);
    await statusItem(page, /signed out/);
    await waitForNoRow(page, "Restricted Mode");
    await session.picture("trusted");
    assert.deepEqual(server.requests, []);
  });
});
