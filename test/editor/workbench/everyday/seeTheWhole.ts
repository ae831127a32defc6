import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { runCommand } from "../../driver/commands";
import * as quickInput from "../../driver/quickInput";
import * as textEditor from "../../driver/textEditor";
import { until } from "../../driver/wait";
import * as views from "../../driver/views";
import { webviewWith } from "../../driver/webview";
import { openSecrets, view } from "../secretsView";
import type { Session } from "../session";

/** The matrix of names and environments, and what stands above a declaration. */
export function seeTheWhole(session: Session, account: () => string): void {
  it("shows names by environments in one matrix, which the keyboard walks through", async () => {
    const page = session.page();
    await openSecrets(page);
    await views.viewAction(page, view, "Show Coverage");
    const frame = await webviewWith(page, "matrix");
    await until("the account in the title", async () => {
      const title = await frame.locator("#title").textContent();
      return title === `Secrets coverage · ${account()}`;
    });
    const head = await texts(frame, "thead th");
    assert.deepEqual(head.slice(0, 2), ["Name", "Declared"]);
    assert.ok(head.includes("production") && head.includes("development (active)"), head.join(" "));
    await until("uses", async () => /^[1-9]\d*$/.test((await row(frame, "OPENAI_API_KEY"))?.at(-1) ?? ""));
    await session.picture("coverage");
    await frame.locator("#filter").fill("missing");
    const missing = await texts(frame, "tbody tr");
    assert.ok(missing.length > 0 && missing.every((text) => text.includes("missing")), missing.join("\n"));
    // From the filter down to the first name, and along its row to the first environment that misses it.
    await page.keyboard.press("ArrowDown");
    await until("the focus in the first row", () => frame.locator("tbody tr:first-child th:focus").isVisible());
    const cells = await frame.locator("tbody tr:first-child > *").allTextContents();
    for (const _cell of cells.slice(0, cells.indexOf("missing"))) await page.keyboard.press("ArrowRight");
    assert.match(
      (await frame.locator("td:focus").getAttribute("title")) ?? "",
      /^Set \w+ in \w+ \(double click or Enter\)$/,
    );
    await page.keyboard.press("Enter");
    const dialog = await until("the dialog that sets it", () => quickInput.state(page));
    assert.match(dialog.title, /^(Add Secret \(2\/5\)|Set \w+ in \w+)/);
    await quickInput.cancel(page);
    // The keyboard goes on where it was.
    await until("the focus in the cell", () => frame.locator("td.missing:focus").isVisible());
    await page.keyboard.press("ArrowLeft");
    await until("the focus beside it", () => frame.locator("td:focus + td.missing").isVisible());
  });

  it("keeps a place for the keyboard where the matrix loses columns", async () => {
    const frame = await webviewWith(session.page(), "matrix");
    await frame.locator("tbody tr:first-child > :last-child").focus();
    const row = { name: "MISSING", description: "", declared: "no", uses: 1, cells: [] };
    const show = { kind: "show", coverage: { account: "", environments: [], rows: [row], notice: "" } };
    await frame.evaluate(`window.postMessage(${JSON.stringify(show)})`);
    await until("three columns", async () => (await texts(frame, "thead th")).length === 3);
    assert.equal(await frame.locator("#matrix [tabindex='0']").count(), 1);
    await frame.locator("#refresh").click();
  });

  it("copies the matrix as Markdown", async () => {
    const page = session.page();
    await page.evaluate("navigator.clipboard.writeText('')");
    await runCommand(page, "Secrets: Copy Coverage as Markdown");
    const copied = await until("the copy", async () => {
      const text = await page.evaluate<string>("navigator.clipboard.readText()");
      return text !== "" && text;
    });
    assert.match(copied, /^\| Name \| Declared \| .*production.* \| Uses \|$/m);
    assert.match(copied, /^\| OPENAI\\_API\\_KEY \| required \|/m);
    await runCommand(page, "View: Close Editor");
  });

  it("says above each declaration how often the name is used and where it is set", async () => {
    const page = session.page();
    await textEditor.openFile(page, "app.yaml");
    const lens = page.locator(".codelens-decoration").filter({ hasText: /^\d+ uses? · .*set in/ });
    await lens.first().waitFor();
    await session.picture("code-lens");
  });
}

function texts(frame: Frame, selector: string): Promise<readonly string[]> {
  return frame.locator(selector).allTextContents();
}

async function row(frame: Frame, name: string): Promise<readonly string[] | undefined> {
  const line = frame.locator("tbody tr").filter({ has: frame.locator("th", { hasText: name }) });
  return (await line.count()) === 0 ? undefined : line.first().locator("th, td").allTextContents();
}
