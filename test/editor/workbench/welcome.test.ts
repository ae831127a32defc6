import assert from "node:assert/strict";
import { runCommand } from "../driver/commands";
import { temporaryFolder } from "../driver/leftovers";
import * as quickInput from "../driver/quickInput";
import { statusItem } from "../driver/statusBar";
import * as views from "../driver/views";
import { until } from "../driver/wait";
import { webviewSaying, webviewWith } from "../driver/webview";
import { answerAll } from "./addDialog";
import { openSecrets, view, waitForRow } from "./secretsView";
import { openForSuite } from "./session";

describe("a workspace that asks for nothing, with an empty account", () => {
  const session = openForSuite("welcome", { workspace: () => temporaryFolder("empty") });

  it("is led through the first steps by a walkthrough, which ticks off what was done", async () => {
    const page = session.page();
    // Where there is little room, newer editors show no page beside the steps.
    await page.keyboard.press("Control+B");
    await runCommand(page, "Welcome: Open Walkthrough...");
    await quickInput.pick(page, "Get Started with Inline Secrets");
    const step = (title: string) => page.locator(".getting-started-step").filter({ hasText: title });
    const press = (title: string) => step(title).locator(".monaco-button").first().click();
    const done = (title: string) => step(title).locator(".codicon-getting-started-step-checked").waitFor();
    await webviewSaying(page, "A name, from manifest to code");
    await session.picture("walkthrough");
    await press("Look at the names");
    await done("Look at the names");
    await step("Say which names the project needs").click();
    await press("Say which names the project needs");
    await quickInput.wait(page, "Create Manifest");
    await quickInput.cancel(page);
    await done("Say which names the project needs");
    await session.picture("walkthrough-half-done");
  });

  it("is welcomed with what to do", async () => {
    await openSecrets(session.page());
    const { text, buttons } = await views.welcome(session.page(), view);
    assert.match(text, /This account holds no secrets yet/);
    assert.deepEqual(buttons, ["Add Secret…", "Create Manifest…", "Connect…"]);
    await statusItem(session.page(), /^Embedded store · development$/);
    await session.picture("welcome");
  });

  it("gets its first secret from there", async () => {
    await views.pressWelcome(session.page(), view, "Add Secret…");
    await quickInput.wait(session.page(), "Add Secret (1/5)");
    await answerAll(session.page(), { name: "FIRST_KEY", value: "first" });
    await waitForRow(session.page(), "FIRST_KEY", /^set/);
  });

  it("counts it in the matrix", async () => {
    await runCommand(session.page(), "Secrets: Show Coverage");
    const count = (await webviewWith(session.page(), "matrix")).locator("#count");
    await until("the number of names", async () => (await count.textContent()) === "1 name");
  });
});
