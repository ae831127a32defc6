import assert from "node:assert/strict";
import type { SecretsApiServer } from "../../fakes/secretsApiServer";
import { isWriting } from "../../fakes/faults";
import { startSecretsApiServer } from "../../fakes/secretsApiServer";
import { runCommand } from "../driver/commands";
import { dialog, notification, pressInDialog } from "../driver/messages";
import { filterProblems, problems, waitForProblems } from "../driver/problems";
import * as quickInput from "../driver/quickInput";
import { statusItem } from "../driver/statusBar";
import * as textEditor from "../driver/textEditor";
import { answerAll, answerUpToVisibility } from "./addDialog";
import { everydayUse } from "./everyday/day";
import { openSecrets, waitForRow } from "./secretsView";
import { isNewestEditor, openForSuite } from "./session";

const token = "token-of-the-tests";
const tester = { name: "tester", project: "support-agent", canWrite: true };

describe("a remote account on loopback", () => {
  const session = openForSuite("remote");
  let server: SecretsApiServer;
  const host = () => new URL(server.url).host;

  before(async () => {
    server = await startSecretsApiServer({ tokens: { [token]: tester } });
  });

  after(async () => {
    await server.stop();
  });

  it("is connected to by its endpoint and a token, and a wrong token is not kept", async () => {
    const page = session.page();
    await openSecrets(page);
    await runCommand(page, "Secrets: Connect…");
    await quickInput.wait(page, "Connect");
    await session.picture("services");
    await quickInput.pick(page, "Secrets API");
    await quickInput.wait(page, "Connect (2)");
    await quickInput.accept(page, "http://secrets.example.com");
    await quickInput.message(page, /has to begin with https:/);
    await quickInput.accept(page, server.url);
    assert.equal((await quickInput.wait(page, "Connect (3)")).password, true);
    await session.picture("token");
    await quickInput.accept(page, "another-token");
    const { text, detail } = await dialog(page);
    assert.equal(text, `Not connected to ${host()}.`);
    assert.doesNotMatch(detail, /another-token/);
    // What was refused is typed anew: that is what Enter does.
    await page.keyboard.press("Enter");
    await quickInput.wait(page, "Connect (3)");
    await quickInput.accept(page, token);
    await quickInput.wait(page, "Connect (4/5)");
    await session.picture("environments");
    await quickInput.pick(page, "development");
    await quickInput.wait(page, "Connect (5/5)");
    await session.picture("sharing");
    await quickInput.pick(page, "Only for me");
    await notification(page, new RegExp(`^Connected to ${host()} as tester\\.$`));
    await statusItem(page, new RegExp(`^${host()} · development`));
  });

  if (isNewestEditor) everydayUse(session, host);
  else
    it("gets a first secret", async () => {
      const page = session.page();
      await runCommand(page, "Secrets: Add Secret…");
      await answerAll(page, { name: "OPENAI_API_KEY", value: "sk-first" });
      await waitForRow(page, "OPENAI_API_KEY", /^set/);
      assert.ok(server.requests.some(({ body }) => body.includes("sk-first")));
    });

  it("keeps what was typed when a request fails, and adds it on another try", async () => {
    const page = session.page();
    server.faults.fault = { kind: "answer", status: 500, body: { detail: "It hurts." } };
    server.faults.isMeant = isWriting;
    server.faults.times = 1;
    await runCommand(page, "Secrets: Add Secret…");
    await answerUpToVisibility(page, { name: "RETRY_KEY", value: "typed once", description: "kept" });
    await quickInput.pick(page, "Masked");
    assert.equal((await dialog(page)).text, "RETRY_KEY was not added.");
    await session.picture("failed");
    await pressInDialog(page, "Edit");
    assert.equal((await quickInput.wait(page, "Add Secret (1/5)")).value, "RETRY_KEY");
    await quickInput.accept(page);
    assert.equal((await quickInput.wait(page, "Add Secret (2/5)")).value, "typed once");
    await quickInput.accept(page);
    assert.equal((await quickInput.wait(page, "Add Secret (3/5)")).value, "kept");
    await quickInput.accept(page);
    await quickInput.wait(page, "Add Secret (4/5)");
    await quickInput.accept(page);
    await quickInput.wait(page, "Add Secret (5/5)");

    server.faults.times = 1;
    await quickInput.pick(page, "Masked");
    await dialog(page);
    await pressInDialog(page, "Retry");
    await notification(page, /^RETRY_KEY was added/);
    await waitForRow(page, "RETRY_KEY", /^set/);
    assert.match(server.requests.findLast(({ method }) => method !== "GET")?.body ?? "", /typed once/);
  });

  it("calls nothing missing while the names cannot be listed", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/agent.ts");
    await filterProblems(page, "");
    await waitForProblems(page, "a missing name", (all) => all.some(({ code }) => code === "missing"));
    server.tokens.delete(token);
    await runCommand(page, "Secrets: Refresh");
    await waitForRow(page, "Sign in again", /Sign in/);
    await waitForProblems(page, "no missing name", (all) =>
      all.every(({ code }) => code !== "missing" && code !== "other-environment"),
    );
    assert.ok((await problems(page)).some(({ code }) => code === "near-miss"));
    await session.picture("refused");
    server.tokens.set(token, tester);
    await runCommand(page, "Secrets: Refresh");
    await waitForProblems(page, "a missing name", (all) => all.some(({ code }) => code === "missing"));
  });

  it("is still connected after the window was reloaded", async () => {
    await session.workbench().reloadWith({});
    await openSecrets(session.page());
    await statusItem(session.page(), new RegExp(`^${host()} · development`));
    await waitForRow(session.page(), "OPENAI_API_KEY", /^set$/);
  });

  it("is forgotten with its token on Sign Out", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Sign Out");
    await notification(page, new RegExp(`^Signed out of ${host()}\\. Its credential is forgotten\\.$`));
    await statusItem(page, /^Embedded store · development/);
    await waitForRow(page, "OPENAI_API_KEY", /^missing$/);
  });

  it("hears nothing of what goes to the embedded store", async () => {
    const before = server.requests.length;
    await runCommand(session.page(), "Secrets: Add Secret…");
    await answerAll(session.page(), { name: "LOCAL_KEY", value: "local" });
    await runCommand(session.page(), "Secrets: Refresh");
    await waitForRow(session.page(), "LOCAL_KEY", /^set/);
    assert.equal(server.requests.length, before);
  });

  it("was asked by name and with the token alone", () => {
    const authorized = server.requests.filter(({ headers }) => headers["authorization"] === `Bearer ${token}`);
    assert.ok(authorized.length > 10);
    assert.deepEqual(
      server.requests.filter(({ path }) => path.includes(token)),
      [],
    );
  });
});
