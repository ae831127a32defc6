import assert from "node:assert/strict";
import { filterProblems, problems } from "../../driver/problems";
import * as quickInput from "../../driver/quickInput";
import * as textEditor from "../../driver/textEditor";
import { until } from "../../driver/wait";
import { answerUpToVisibility } from "../addDialog";
import { rowTexts, waitForRow } from "../secretsView";
import type { Session } from "../session";

/** From a problem to a stored secret, and the fixes that need none. */
export function fillTheFirst(session: Session): void {
  it("adds a missing secret through its quick fix, and the problem goes without a reload", async () => {
    const page = session.page();
    await filterProblems(page, "OPENAI_API_KEY");
    await textEditor.openFile(page, "src/agent.ts");
    await textEditor.goTo(page, 8, 55);
    const isAsked = async () => (await quickInput.state(page)) !== undefined;
    await textEditor.applyQuickFix(page, "Set OPENAI_API_KEY…", isAsked);
    const step = await quickInput.wait(page, "Add Secret (2/5)");
    assert.match(step.message, /Value of OPENAI_API_KEY/);
    assert.equal(step.password, true);
    await session.picture("add-value");
    await answerUpToVisibility(page, { value: "sk-first", description: "Writes the answers" });

    const before = await problems(page);
    assert.ok(before.some(({ message }) => message.startsWith("OPENAI_API_KEY is required")));
    const started = Date.now();
    await quickInput.pick(page, "Masked");
    await until("the problem to be gone", async () =>
      (await problems(page)).every(({ message }) => !/(^| )OPENAI_API_KEY (is required|is not set)/.test(message)),
    );
    const milliseconds = Date.now() - started;
    // To be read, not to be held to: a busy machine is slower.
    console.log(`      (${milliseconds} ms from the last answer to no problem)`);
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
    await filterProblems(page, "");
    await session.picture("added");
  });

  it("replaces a mistyped name by the one that was meant", async () => {
    const page = session.page();
    await textEditor.goTo(page, 9, 55);
    const isReplaced = async () => !(await textEditor.text(page)).includes("OPENAI_API_KY");
    await textEditor.applyQuickFix(page, "Did you mean OPENAI_API_KEY?", isReplaced);
    await textEditor.save(page);
  });

  it("declares a name in the manifest", async () => {
    const page = session.page();
    await textEditor.goTo(page, 19, 60);
    const isDeclared = async () => (await rowTexts(page)).some((text) => text.startsWith("SUPPORT_CHANNEL_ID:"));
    await textEditor.applyQuickFix(page, "Declare SUPPORT_CHANNEL_ID in app.yaml (optional)", isDeclared);
    await until("the problem to be gone", async () =>
      (await problems(page)).every(({ message }) => !message.startsWith("SUPPORT_CHANNEL_ID is not declared")),
    );
    await waitForRow(page, "SUPPORT_CHANNEL_ID", /not set, optional/);
  });
}
