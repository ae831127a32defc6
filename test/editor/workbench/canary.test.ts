import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newCanary, tracesIn, tracesInFiles } from "../../canary";
import type { SecretsApiServer } from "../../fakes/secretsApiServer";
import { startSecretsApiServer } from "../../fakes/secretsApiServer";
import { browserStorage } from "../driver/browserStorage";
import { runCommand } from "../driver/commands";
import { filesNamed } from "../driver/files";
import { hover, hoverOff } from "../driver/hover";
import { dialog, notification, pressInDialog } from "../driver/messages";
import * as quickInput from "../driver/quickInput";
import * as textEditor from "../driver/textEditor";
import * as views from "../driver/views";
import { answerAll, answerUpToVisibility } from "./addDialog";
import { isWriting } from "../../fakes/faults";
import { quotingFaults } from "../../fakes/quotingFaults";
import { openSecrets, rowOf, waitForRow } from "./secretsView";
import { openForSuite } from "./session";

describe("a value that must leave no trace", () => {
  const session = openForSuite("canary", { settings: { "inlineSecrets.trace.server": "verbose" } });
  const token = `token-${newCanary("t").replace(/[^\w-]/g, "")}`;
  const canaries: string[] = [];
  /** Everything that was on the screen at some time. */
  const seen: string[] = [];
  let server: SecretsApiServer;

  const canary = (kind: string) => {
    const made = newCanary(kind);
    canaries.push(made);
    return made;
  };
  const look = async () => {
    seen.push(await session.page().content());
  };
  const arrivals = (value: string) => server.requests.filter(({ body }) => body.includes(JSON.stringify(value)));

  before(async () => {
    server = await startSecretsApiServer({ tokens: { [token]: { name: "tester", project: "", canWrite: true } } });
  });

  after(async () => {
    await server.stop();
  });

  it("is stored in the embedded account: typed, from the clipboard, and changed", async () => {
    const page = session.page();
    await openSecrets(page);
    await runCommand(page, "Secrets: Add Secret…");
    await answerAll(page, { name: "STRIPE_KEY", value: canary("typed") });
    await views.inlineAction(rowOf(page, "SESSION_SECRET"), "Set Value…");
    await quickInput.wait(page, "Add Secret (2/5)");
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(canary("clipboard"))})`);
    await quickInput.press(page, "From clipboard");
    await quickInput.wait(page, "Add Secret (3/5)");
    await quickInput.press(page, "Back");
    await answerAll(page, { value: "" });
    await views.inlineAction(rowOf(page, "STRIPE_KEY"), "Edit Secret…");
    await quickInput.wait(page, "Edit STRIPE_KEY");
    await quickInput.accept(page, canary("changed"));
    await quickInput.wait(page, "Edit STRIPE_KEY (2/3)");
    await quickInput.accept(page);
    await quickInput.wait(page, "Edit STRIPE_KEY (3/3)");
    await quickInput.pick(page, "development");
    await notification(page, /^STRIPE_KEY was changed in development\.$/);
    await look();
  });

  it("is stored in a remote account, in one request", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    await quickInput.pick(page, "Secrets API");
    await quickInput.wait(page, "Connect (2)");
    await quickInput.accept(page, server.url);
    await quickInput.wait(page, "Connect (3)");
    await quickInput.accept(page, token);
    await quickInput.wait(page, "Connect (4/5)");
    await quickInput.pick(page, "development");
    await quickInput.wait(page, "Connect (5/5)");
    await quickInput.pick(page, "Only for me");
    await notification(page, /^Connected to/);
    const value = canary("remote");
    await runCommand(page, "Secrets: Add Secret…");
    await answerAll(page, { name: "STRIPE_KEY", value });
    await waitForRow(page, "STRIPE_KEY", /^set$/);
    assert.equal(arrivals(value).length, 1);
    await look();
  });

  for (const [index, [what, fault]] of Object.entries(quotingFaults).entries()) {
    // A name of its own each: where the answer was lost, the secret may be stored all the same.
    const name = `REFUSED_${index}`;

    it(`is not told again by a service that ${what}`, async () => {
      const page = session.page();
      const value = canary("refused");
      server.faults.fault = fault(value);
      server.faults.times = 1;
      server.faults.isMeant = isWriting;
      await runCommand(page, "Secrets: Add Secret…");
      await answerUpToVisibility(page, { name, value });
      await quickInput.pick(page, "Masked");
      const { text, detail } = await dialog(page);
      assert.match(text, new RegExp(`^${name} (?:was not|may not have been) added\\.$`));
      assert.deepEqual(tracesIn(detail, value), []);
      await look();
      await pressInDialog(page, "Cancel");
      assert.equal(arrivals(value).length, 1);
    });
  }

  it("is not told again by a service that sends it back with everything", async () => {
    const page = session.page();
    const value = canary("leaked");
    server.faults.fault = { kind: "leak", text: value };
    server.faults.times = 1000;
    delete server.faults.isMeant;
    await runCommand(page, "Secrets: Add Secret…");
    await answerAll(page, { name: "DATABASE_URL", value });
    await runCommand(page, "Secrets: Refresh");
    await waitForRow(page, "DATABASE_URL", /^set$/);
    await textEditor.openFile(page, "worker.py");
    seen.push(...(await hover(page, "DATABASE_URL")));
    await look();
    await hoverOff(page);
    await rowOf(page, "DATABASE_URL").hover();
    await page.locator(".workbench-hover").first().waitFor();
    await look();
    server.faults.fault = undefined;
    assert.equal(arrivals(value).length, 1);
  });

  it("is nowhere on the screen, not in tree, hover, message or error", () => {
    for (const secret of [...canaries, token]) assert.deepEqual(tracesIn(seen.join("\n"), secret), []);
  });

  it("was traced without the value, at the most talkative level", () => {
    const traces = filesNamed(session.workbench().profile.folder, /Inline Secrets Trace\.log$/);
    const text = traces.map((path) => readFileSync(path, "utf8")).join("\n");
    assert.match(text, /inlineSecrets\/create/);
    assert.match(text, /inlineSecrets\/credential/);
    assert.match(text, /"value": "\[blanked\]"/);
    assert.match(text, /"token": "\[blanked\]"/);
  });

  it("is in no file: log, store, storage of the editor, workspace", () => {
    const { profile, workspace } = session.workbench();
    assert.ok(filesNamed(profile.folder, /inline-secrets/).length > 0, "the store was not looked at");
    for (const folder of [profile.folder, join(workspace, "..")]) {
      assert.deepEqual(tracesInFiles(folder, [...canaries, token]), []);
    }
  });

  it("is not kept by the browser, nor said on a console", async () => {
    const { page, consoleLines, server: editor } = session.workbench();
    const kept = [await browserStorage(page), ...consoleLines, editor.process.output()].join("\n");
    assert.match(kept, /vscode/);
    for (const secret of [...canaries, token]) assert.deepEqual(tracesIn(kept, secret), []);
  });
});
