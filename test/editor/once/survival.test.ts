import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { runCommand } from "../driver/commands";
import { filesNamed } from "../driver/files";
import { notification, notifications } from "../driver/messages";
import { languageServers } from "../driver/processes";
import * as quickInput from "../driver/quickInput";
import { clickStatus } from "../driver/statusBar";
import * as textEditor from "../driver/textEditor";
import { until } from "../driver/wait";
import { answerAll } from "../workbench/addDialog";
import { openSecrets, waitForRow } from "../workbench/secretsView";
import { openForSuite } from "../workbench/session";

/** Code that lets a server hang as soon as it has told that it reads this file. */
function hangsAt(path: string): string {
  const isReading = `message.method === "inlineSecrets/reading" && String(message.params.uri).endsWith("${path}")`;
  return `const send = process.send.bind(process);
process.send = (message, ...rest) => {
  const sent = send(message, ...rest);
  while (${isReading});
  return sent;
};`;
}

describe("what was stored and shown", () => {
  const session = openForSuite("survival");

  it("is still there after the language server was killed", async () => {
    const page = session.page();
    await openSecrets(page);
    await runCommand(page, "Secrets: Add Secret…");
    await answerAll(page, { name: "STRIPE_KEY", value: "sk-kept" });
    await waitForRow(page, "STRIPE_KEY", /^set$/);
    const before = languageServers(session.workbench().profile);
    assert.equal(before.length, 1);
    for (const id of before) process.kill(id, "SIGKILL");
    await until("another language server", () =>
      languageServers(session.workbench().profile).some((id) => !before.includes(id)),
    );
    await waitForRow(page, "STRIPE_KEY", /^set$/);
    await textEditor.openFile(page, "src/store.ts");
    await textEditor.goTo(page, 1, 1);
    await textEditor.suggestions(page, "process.env.STRI");
    assert.match(await textEditor.suggestionDetails(page), /set in development, required in app\.yaml/);
    await page.keyboard.press("Escape");
    await textEditor.revert(page);
    assert.equal(session.workbench().loads(), 1);
  });

  it("is still there after servers that ended as they began, and nobody is told of it in the words of a protocol", async () => {
    const page = session.page();
    const { profile } = session.workbench();
    const ended = new Set<number>();
    await until("several ends", () => {
      for (const id of languageServers(profile)) {
        process.kill(id, "SIGKILL");
        ended.add(id);
      }
      return ended.size > 5;
    });
    // By now it waits for a while before the next one, unless somebody wants something.
    await clickStatus(page, /^Secrets: restarting$/);
    await quickInput.wait(page, "Environment in Embedded store");
    await quickInput.cancel(page);
    await waitForRow(page, "STRIPE_KEY", /^set$/);
    assert.deepEqual(await notifications(page), []);
  });

  it("is waited for before the user's eyes while no server stays up, until the user stops that", async () => {
    const page = session.page();
    const { profile } = session.workbench();
    const [file = ""] = filesNamed(profile.extensions, /dist\/server\.js$/);
    const program = readFileSync(file);
    writeFileSync(file, "process.exit(1);");
    for (const id of languageServers(profile)) process.kill(id, "SIGKILL");
    await runCommand(page, "Secrets: Add Secret…");
    await notification(page, /^Waiting for the language server…/, "Cancel");
    writeFileSync(file, program);
    await until("no notification", async () => (await notifications(page)).length === 0);
    await runCommand(page, "Secrets: Add Secret…");
    await quickInput.wait(page, "Add Secret");
    await quickInput.cancel(page);
    // A server that took its time was waited for once more: that is over, too, and nothing else is said.
    await until("no notification", async () => (await notifications(page)).length === 0);
  });

  it("is still there after the window was reloaded", async () => {
    await session.workbench().reloadWith({});
    await openSecrets(session.page());
    await waitForRow(session.page(), "STRIPE_KEY", /^set$/);
  });

  it("is still there after servers that did not answer any more, and what one of them hung at is left out", async () => {
    const page = session.page();
    const { profile } = session.workbench();
    const [file = ""] = filesNamed(profile.extensions, /dist\/server\.js$/);
    const program = readFileSync(file, "utf8");
    const [first = 0] = languageServers(profile);
    process.kill(first, "SIGSTOP");
    writeFileSync(file, `${hangsAt("/src/store.ts")}\n${program}`);
    await textEditor.openFile(page, "src/store.ts");
    // Nobody is told of the first one: it is not known what it did.
    await until("another language server", () => languageServers(profile).some((id) => id !== first));
    assert.deepEqual(await notifications(page), []);
    const message = await notification(page, /^src\/store\.ts is left out until the window is reloaded/);
    assert.match(message, /reading it did not come to an end/);
    await waitForRow(page, "STRIPE_KEY", /^set$/);
    writeFileSync(file, program);
    assert.equal(session.workbench().loads(), 2);
  });
});
