import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { InferenceShServer } from "../../fakes/inferenceShServer";
import { startInferenceSh } from "../../fakes/inferenceShServer";
import type { InfisicalServer } from "../../fakes/infisicalServer";
import { startInfisical } from "../../fakes/infisicalServer";
import { accounts, signOutOf } from "../driver/accountsMenu";
import { runCommand } from "../driver/commands";
import { dialog, notification, notifications, pressInDialog } from "../driver/messages";
import { filterProblems, waitForProblems } from "../driver/problems";
import * as quickInput from "../driver/quickInput";
import { clickStatus, statusItem } from "../driver/statusBar";
import { until } from "../driver/wait";
import { sampleWorkspaceSaying } from "../sampleWorkspace";
import { openSecrets, waitForRow } from "../workbench/secretsView";
import { openForSuite } from "../workbench/session";

describe("accounts at services", () => {
  let inference: InferenceShServer;
  let infisical: InfisicalServer;
  const hostOf = ({ account }: InferenceShServer | InfisicalServer) => new URL(account.endpoint).host;
  const settingsFile = () => join(session.workbench().workspace, ".vscode/settings.json");

  before(async () => {
    inference = await startInferenceSh([{ name: "OPENAI_API_KEY", environments: ["team"] }]);
    infisical = await startInfisical([{ name: "STRIPE_KEY", environments: ["prod"] }]);
  });

  after(async () => {
    await inference.stop();
    await infisical.stop();
  });

  const session = openForSuite("accounts", {
    workspace: () => sampleWorkspaceSaying({ provider: "inferenceSh", address: inference.account.endpoint }),
  });

  it("are asked about once when the workspace names one, and nothing has gone out before", async () => {
    const page = session.page();
    await openSecrets(page);
    await waitForRow(page, `Signed out of ${hostOf(inference)}`, /Sign in/);
    await notification(page, /^This workspace wants names of secrets from http:\/\/127\.0\.0\.1/);
    await session.picture("wanted");
    assert.deepEqual(inference.requests, []);
  });

  it("are signed in to with a code in the browser", async () => {
    const page = session.page();
    await notification(page, /^This workspace wants names/, "Sign In");
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "Sign in with the browser");
    const { text } = await dialog(page);
    assert.equal(text, `Your code for ${hostOf(inference)}: WDJB-MJHT`);
    await session.picture("code");
    const opened = page.context().waitForEvent("page");
    await pressInDialog(page, "Copy Code and Open Browser");
    // The server of VS Code in the browser leads addresses of this machine over itself, so the page is another one here.
    await (await opened).close();
    inference.desk.decide("confirmed");
    await notification(page, new RegExp(`^Connected to ${hostOf(inference)}`));
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
    await statusItem(page, new RegExp(`^${hostOf(inference)} · `));
  });

  it("stand in the Accounts menu", async () => {
    const lines = await accounts(session.page(), () => session.picture("menu"));
    assert.ok(
      lines.some((line) => line.includes(`(inference.sh, ${hostOf(inference)})`)),
      lines.join("\n"),
    );
  });

  it("have a project, a folder and an environment to choose, and can be shared with the workspace", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    await session.picture("known");
    await quickInput.pick(page, "Infisical");
    await quickInput.wait(page, "Connect (2)");
    await quickInput.pick(page, "Another address…");
    await quickInput.message(page, /Address of your Infisical/);
    await quickInput.accept(page, infisical.account.endpoint);
    await until("the ways in", async () =>
      (await quickInput.items(page)).some(({ label }) => label.includes("universal auth")),
    );
    await quickInput.pick(page, "Machine identity (universal auth)");
    await quickInput.message(page, /Client ID/);
    await quickInput.accept(page, infisical.state.clientId);
    await quickInput.message(page, /Client secret/);
    assert.equal((await quickInput.state(page))?.password, true);
    await quickInput.accept(page, infisical.state.clientSecrets[0] ?? "");
    const choose = async (label: string) => {
      await until(label, async () => (await quickInput.items(page)).some((item) => item.label === label));
      await session.picture(label.replaceAll(/\W+/g, "-"));
      await quickInput.pick(page, label);
    };
    await choose(infisical.state.project.name);
    await choose(infisical.state.project.environments[1]?.name ?? "");
    await choose("Share with the workspace");
    await notification(page, new RegExp(`^Connected to ${hostOf(infisical)}`));
    await waitForRow(page, "STRIPE_KEY", /^set/);
    const written = readFileSync(settingsFile(), "utf8");
    assert.deepEqual(JSON.parse(written), {
      "inlineSecrets.account.provider": "infisical",
      "inlineSecrets.account.address": infisical.account.endpoint,
      "inlineSecrets.account.project": infisical.state.project.id,
      "inlineSecrets.account.environment": infisical.environments[1],
    });
    await session.picture("shared");
  });

  it("are gone back to without another sign-in", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    const known = (await quickInput.items(page)).find(({ label }) => label.endsWith(` at ${hostOf(inference)}`));
    await quickInput.pick(page, known?.label ?? "");
    await quickInput.pick(page, "Only for me");
    await notification(page, new RegExp(`^Connected to ${hostOf(inference)}`));
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
    assert.match(readFileSync(settingsFile(), "utf8"), /infisical/);
  });

  it("are asked before anything runs, and what they say stands at the line of the manifest", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Check Before Running");
    await notification(
      page,
      /^inference\.sh would not run this: \d problems? with \d declared secrets\.$/,
      "Show Problems",
    );
    await filterProblems(page, "would refuse to run this");
    const found = await waitForProblems(page, "what was found", (all) => all.some(({ code }) => code === "preflight"));
    assert.ok(found.every(({ file }) => ["app.yaml", "inf.yml"].includes(file)));
    await session.picture("preflight");
    await filterProblems(page, "");
  });

  it("say in the tree and the status bar that one has to sign in again, and lead there", async () => {
    const page = session.page();
    inference.expire();
    await runCommand(page, "Secrets: Refresh");
    await waitForRow(page, "Sign in again", /./);
    await session.picture("again");
    await clickStatus(page, /sign in again/);
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "Sign in with the browser");
    await dialog(page);
    await pressInDialog(page, "I Open It Myself");
    inference.desk.decide("confirmed");
    await statusItem(page, new RegExp(`^${hostOf(inference)} · Tests · \\d missing$`));
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
  });

  it("say which right is missing, and until when they wait", async () => {
    const page = session.page();
    inference.allow("nothing");
    await runCommand(page, "Secrets: Refresh");
    await waitForRow(page, "Not allowed to list the names", /secrets:read/);
    inference.allow("write");
    inference.faults.fault = { kind: "answer", status: 429, body: {}, headers: { "Retry-After": "3600" } };
    inference.faults.times = 100;
    await runCommand(page, "Secrets: Refresh");
    await statusItem(page, /waiting$/);
    await session.picture("waiting");
    inference.faults.fault = undefined;
    await runCommand(page, "Secrets: Refresh");
    await statusItem(page, /missing$/);
  });

  it("are signed out of in the Accounts menu, and the service hears of it", async () => {
    const page = session.page();
    await signOutOf(page, hostOf(inference));
    const { text, detail } = await dialog(page);
    assert.match(text + detail, /^Sign out of/);
    await pressInDialog(page, "Sign Out");
    await waitForRow(page, `Signed out of ${hostOf(inference)}`, /Sign in/);
    await until("the revocation", () => Promise.resolve(inference.desk.revoked.length > 0));
    await session.picture("signed-out");
  });

  it("are not asked about again after the window was reloaded", async () => {
    await session.workbench().reloadWith({});
    const page = session.page();
    await openSecrets(page);
    await waitForRow(page, `Signed out of ${hostOf(inference)}`, /Sign in/);
    await page.waitForTimeout(4000);
    assert.deepEqual(
      (await notifications(page)).filter(({ message }) => message.includes("wants names")),
      [],
    );
  });
});
