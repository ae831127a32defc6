import assert from "node:assert/strict";
import { runCommand } from "../driver/commands";
import { temporaryFolder } from "../driver/leftovers";
import * as quickInput from "../driver/quickInput";
import { statusItem } from "../driver/statusBar";
import * as views from "../driver/views";
import { until } from "../driver/wait";
import { webviewWith } from "../driver/webview";
import { answerAll } from "./addDialog";
import { openSecrets, view, waitForRow } from "./secretsView";
import { openForSuite } from "./session";

describe("a workspace that asks for nothing, with an empty account", () => {
  const session = openForSuite("welcome", { workspace: () => temporaryFolder("empty") });

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
