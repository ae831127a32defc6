import assert from "node:assert/strict";
import { runCommand } from "../../driver/commands";
import { dialog, notification, pressInDialog } from "../../driver/messages";
import * as quickInput from "../../driver/quickInput";
import * as textEditor from "../../driver/textEditor";
import * as views from "../../driver/views";
import { answerAll } from "../addDialog";
import { openSecrets, rowOf, view, waitForNoRow, waitForRow } from "../secretsView";
import type { Session } from "../session";

/** Adding, editing and deleting from the tree and the palette. */
export function changeSecrets(session: Session): void {
  it("says what is wrong with a name and a value, and keeps both over a loss of focus and on the way back", async () => {
    const page = session.page();
    await openSecrets(page);
    await views.viewAction(page, view, "Add Secret…");
    await quickInput.wait(page, "Add Secret (1/5)");
    await quickInput.accept(page, "");
    await quickInput.message(page, /Secret key is required/);
    await quickInput.type(page, "9 lives");
    await quickInput.message(page, /letters, digits and underscores/i);
    await quickInput.type(page, "OPENAI_API_KEY");
    await quickInput.message(page, /OPENAI_API_KEY .*(already|taken|exists)/);
    await session.picture("add-name-taken");
    await quickInput.accept(page, "WEATHER_API_KEY");
    await quickInput.wait(page, "Add Secret (2/5)");
    await quickInput.accept(page, "");
    await quickInput.message(page, /Secret value is required/);
    await quickInput.type(page, "sunny");
    await textEditor.area(page).click({ position: { x: 300, y: 250 } });
    assert.equal((await quickInput.state(page))?.value, "sunny");
    await quickInput.press(page, "Back");
    assert.equal((await quickInput.wait(page, "Add Secret (1/5)")).value, "WEATHER_API_KEY");
    await quickInput.accept(page);
    assert.equal((await quickInput.wait(page, "Add Secret (2/5)")).value, "sunny");
    await quickInput.accept(page);
    await quickInput.wait(page, "Add Secret (3/5)");
    await quickInput.accept(page);
    await quickInput.wait(page, "Add Secret (4/5)");
    await quickInput.pick(page, "development");
    await page.keyboard.press("Enter");
    await notification(page, /^Choose at least one environment\.$/);
    await quickInput.cancel(page);
    await quickInput.closed(page);
  });

  it("adds a restricted secret that nobody declares", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Add Secret…");
    await answerAll(page, {
      name: "WEATHER_API_KEY",
      value: "sunny",
      description: "Small talk",
      visibility: "Restricted",
    });
    await waitForRow(page, "WEATHER_API_KEY", /^set · restricted · not declared$/);
  });

  it("adds a generated value, which is never shown", async () => {
    const page = session.page();
    await views.inlineAction(rowOf(page, "SESSION_SECRET"), "Set Value…");
    await quickInput.wait(page, "Add Secret (2/5)");
    await quickInput.press(page, "Generate");
    await quickInput.wait(page, "Add Secret (3/5)");
    await quickInput.press(page, "Back");
    const step = await quickInput.wait(page, "Add Secret (2/5)");
    assert.deepEqual([step.value, step.placeholder], ["", "To be generated; Enter keeps it so"]);
    await answerAll(page, { value: "" });
    await waitForRow(page, "SESSION_SECRET", /^set$/);
  });

  it("adds a value of several lines from the clipboard", async () => {
    const page = session.page();
    await page.evaluate("navigator.clipboard.writeText('-----BEGIN KEY-----\\nline\\n-----END KEY-----\\n')");
    await views.inlineAction(rowOf(page, "INVOICE_SIGNING_KEY"), "Set Value…");
    await quickInput.wait(page, "Add Secret (2/5)");
    await quickInput.press(page, "From clipboard");
    await quickInput.wait(page, "Add Secret (3/5)");
    await quickInput.press(page, "Back");
    await answerAll(page, { value: "" });
    await waitForRow(page, "INVOICE_SIGNING_KEY", /^set$/);
  });

  it("has nothing to save when an edit changes nothing", async () => {
    const page = session.page();
    await views.inlineAction(rowOf(page, "OPENAI_API_KEY"), "Edit Secret…");
    const step = await quickInput.wait(page, "Edit OPENAI_API_KEY");
    assert.deepEqual([step.value, step.placeholder, step.password], ["", "Unchanged", true]);
    await quickInput.accept(page);
    await quickInput.wait(page, "Edit OPENAI_API_KEY (2/2)");
    await quickInput.accept(page);
    await notification(page, /^No changes to save$/);
  });

  it("changes the description alone, and keeps the value", async () => {
    const page = session.page();
    await views.inlineAction(rowOf(page, "OPENAI_API_KEY"), "Edit Secret…");
    await quickInput.wait(page, "Edit OPENAI_API_KEY");
    await quickInput.accept(page);
    await quickInput.wait(page, "Edit OPENAI_API_KEY (2/2)");
    await quickInput.accept(page, "Writes and reviews the answers");
    await notification(page, /^OPENAI_API_KEY was changed\.$/);
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
  });

  it("changes the value where the user says", async () => {
    const page = session.page();
    await views.inlineAction(rowOf(page, "OPENAI_API_KEY"), "Edit Secret…");
    await quickInput.wait(page, "Edit OPENAI_API_KEY");
    await quickInput.accept(page, "sk-second");
    const step = await quickInput.wait(page, "Edit OPENAI_API_KEY (2/3)");
    assert.equal(step.value, "Writes and reviews the answers");
    await quickInput.accept(page);
    await quickInput.wait(page, "Edit OPENAI_API_KEY (3/3)");
    await session.picture("edit-where");
    await quickInput.pick(page, "development");
    await notification(page, /^OPENAI_API_KEY was changed in development\.$/);
  });

  it("says before a deletion what would break, and leaves everything as it is on Cancel", async () => {
    const page = session.page();
    await views.inlineAction(rowOf(page, "OPENAI_API_KEY"), "Delete Secret…");
    const { text, detail, buttons } = await dialog(page);
    assert.equal(text, "Delete OPENAI_API_KEY?");
    assert.match(detail, /It has a value in development\. 3 references in 2 files of this workspace would break\./);
    assert.deepEqual([...buttons].sort(), ["Cancel", "Delete"]);
    await session.picture("delete");
    await pressInDialog(page, "Cancel");
    await waitForRow(page, "OPENAI_API_KEY", /^set$/);
  });

  it("takes the row that has the focus when a key is pressed", async () => {
    const page = session.page();
    await runCommand(page, "Secrets: Focus on Secrets View");
    for (const key of ["ArrowDown", "End"]) await page.keyboard.press(key);
    const last = (await views.treeRows(page, view)).at(-1)?.label ?? "";
    await page.keyboard.press("Delete");
    assert.equal((await dialog(page)).text, `Delete ${last}?`);
    await pressInDialog(page, "Cancel");
    await page.keyboard.press("F2");
    await quickInput.wait(page, `Edit ${last}`);
    await quickInput.cancel(page);
    await quickInput.closed(page);
  });

  it("deletes", async () => {
    const page = session.page();
    await views.contextMenu(page, rowOf(page, "WEATHER_API_KEY"), "Delete Secret…");
    assert.match((await dialog(page)).detail, /Nothing in this workspace refers to it\./);
    await pressInDialog(page, "Delete");
    await notification(page, /^WEATHER_API_KEY was deleted\.$/);
    await waitForNoRow(page, "WEATHER_API_KEY");
  });
}
