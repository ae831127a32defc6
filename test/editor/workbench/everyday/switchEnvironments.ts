import assert from "node:assert/strict";
import { notification } from "../../driver/messages";
import { waitForProblems } from "../../driver/problems";
import * as quickInput from "../../driver/quickInput";
import { clickStatus, statusItem } from "../../driver/statusBar";
import * as textEditor from "../../driver/textEditor";
import * as views from "../../driver/views";
import { openSecrets, rowOf, waitForRow } from "../secretsView";
import type { Session } from "../session";

/** Everything follows the active environment. */
export function switchEnvironments(session: Session, account: () => string): void {
  const choose = async (item: string) => {
    await clickStatus(session.page(), new RegExp(`^${account()}`));
    await quickInput.wait(session.page(), `Environment in ${account()}`);
    await quickInput.pick(session.page(), item);
  };

  it("switches the environment in the status bar, and tree and problems follow", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/agent.ts");
    await openSecrets(page);
    await clickStatus(page, new RegExp(`^${account()}`));
    await quickInput.wait(page, `Environment in ${account()}`);
    const labels = (await quickInput.items(page)).map(({ label }) => label);
    assert.ok(labels.includes("production") && labels.includes("development"), labels.join(" "));
    await session.picture("environments");
    await quickInput.pick(page, "production");
    await statusItem(page, new RegExp(`${account()} · production`));
    await waitForRow(page, "OPENAI_API_KEY", /^missing$/);
    await waitForProblems(page, "the problem in production", (all) =>
      all.some(({ message }) =>
        /^OPENAI_API_KEY .*not set in (.+ › )?production\b.*It is set in development\./.test(message),
      ),
    );
    await session.picture("production");
  });

  it("sets a name that is stored elsewhere in the active environment", async () => {
    const page = session.page();
    await views.inlineAction(rowOf(page, "OPENAI_API_KEY"), "Set Value…");
    await quickInput.wait(page, "Set OPENAI_API_KEY in production");
    await quickInput.accept(page, "sk-production");
    await notification(page, /^OPENAI_API_KEY was set in production\.$/);
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
  });

  it("adds an environment and makes it the active one", async () => {
    const page = session.page();
    await choose("Add environment…");
    await quickInput.wait(page, "Add Environment");
    await quickInput.accept(page, "staging");
    await statusItem(page, new RegExp(`${account()} · staging`));
    await waitForRow(page, "OPENAI_API_KEY", /^missing$/);
  });

  it("goes back to the environment that it began with", async () => {
    await choose("development");
    await statusItem(session.page(), new RegExp(`${account()} · development`));
    await waitForRow(session.page(), "OPENAI_API_KEY", /^set$/);
  });
}
