import assert from "node:assert/strict";
import { runCommand } from "../../driver/commands";
import { dragIntoText } from "../../driver/drag";
import { notification } from "../../driver/messages";
import * as quickInput from "../../driver/quickInput";
import * as textEditor from "../../driver/textEditor";
import { until } from "../../driver/wait";
import { clickRow, openSecrets, rowOf } from "../secretsView";
import type { Session } from "../session";

/** From the tree into the text, in the form of the file. */
export function insertReferences(session: Session): void {
  const cases = [
    { file: "src/store.ts", text: "process.env.STRIPE_KEY" },
    { file: "worker.py", text: 'os.environ["STRIPE_KEY"]' },
    { file: "prompts/system.md", text: "<STRIPE_KEY>" },
  ];
  for (const { file, text } of cases) {
    it(`inserts ${text} into ${file} on a click`, async () => {
      const page = session.page();
      await textEditor.openFile(page, file);
      await textEditor.goTo(page, 1, 1);
      await openSecrets(page);
      await clickRow(page, "STRIPE_KEY");
      await until("the reference", async () => (await textEditor.text(page)).startsWith(text));
      await textEditor.revert(page);
    });
  }

  it("finishes on a click what somebody has begun to type", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/store.ts");
    await textEditor.goTo(page, 1, 1);
    await textEditor.suggestions(page, "process.env.");
    // The list, and what it says of a name, may lie above the tree.
    await page.keyboard.press("Escape");
    await openSecrets(page);
    await clickRow(page, "STRIPE_KEY");
    await until("the reference", async () => (await textEditor.text(page)).includes("STRIPE_KEY"));
    assert.match(await textEditor.text(page), /^process\.env\.STRIPE_KEY/);
    await textEditor.revert(page);
  });

  it("inserts a reference once on a double click", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/store.ts");
    await textEditor.goTo(page, 1, 1);
    await openSecrets(page);
    await rowOf(page, "STRIPE_KEY").dblclick({ delay: 60 });
    await until("a reference", async () => (await textEditor.text(page)).startsWith("process.env.STRIPE_KEY"));
    await page.locator(".part.editor .monaco-editor.focused").waitFor();
    // It stands behind whatever the double click has inserted.
    await clickRow(page, "DATABASE_URL");
    await until("another reference", async () =>
      (await textEditor.text(page)).startsWith("process.env.STRIPE_KEYprocess.env.DATABASE_URL"),
    );
    await textEditor.revert(page);
  });

  it("inserts the first name of the list on Enter, for who uses no mouse", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/store.ts");
    await textEditor.goTo(page, 1, 1);
    await runCommand(page, "Secrets: Insert Reference…");
    await quickInput.wait(page, "Insert Reference");
    const first = (await quickInput.items(page))[0]?.label ?? "";
    await quickInput.accept(page);
    await until("the reference", async () => (await textEditor.text(page)).startsWith(`process.env.${first}`));
    await textEditor.revert(page);
  });

  it("copies the reference where the open file is read-only, and says so", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/store.ts");
    await runCommand(page, "File: Set Active Editor Read-only in Session");
    await openSecrets(page);
    await clickRow(page, "STRIPE_KEY");
    await notification(page, /No file is open that takes text: process\.env\.STRIPE_KEY was copied/);
    await runCommand(page, "File: Reset Active Editor Read-only in Session");
  });

  it("inserts a reference into a comparison, and leads nobody out of it", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/store.ts");
    await runCommand(page, "File: Compare Active File with Saved");
    const comparison = page.locator(".part.editor .tab.active").filter({ hasText: "(in file)" });
    await comparison.waitFor();
    await openSecrets(page);
    await clickRow(page, "STRIPE_KEY");
    const changed = page.locator(".part.editor .editor.modified .monaco-editor");
    await changed.filter({ hasText: "process.env.STRIPE_KEY" }).waitFor();
    await changed.and(page.locator(".focused")).waitFor();
    assert.ok(await comparison.isVisible());
    await textEditor.revert(page);
    await runCommand(page, "View: Close Editor");
  });

  it("inserts a reference where a name is dropped", async () => {
    const page = session.page();
    await textEditor.openFile(page, "src/store.ts");
    await openSecrets(page);
    await dragIntoText(page, rowOf(page, "STRIPE_KEY"));
    await until("the reference", async () => (await textEditor.text(page)).includes("process.env.STRIPE_KEY"));
    await session.picture("dropped");
    await textEditor.revert(page);
  });
}
