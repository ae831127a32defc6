import type { Page } from "playwright-core";
import { readElements } from "./elements";
import { until } from "./wait";

/** A row of the Problems panel. */
export interface ProblemRow {
  readonly file: string;
  readonly message: string;
  readonly severity: string;
  readonly source: string;
  readonly code: string;
}

/** What the panel of a page is to be filtered by. */
const filters = new WeakMap<Page, string>();

/** Shows in the Problems panel, which is opened first, only what has to do with a text. */
export async function filterProblems(page: Page, text: string): Promise<void> {
  filters.set(page, text);
  await until("the filter of the Problems panel", async () => {
    await openPanel(page);
    await fillFilter(page);
    return true;
  });
}

/** A panel that is still being drawn may empty the box again, or be hidden: then it is filled once more. */
async function fillFilter(page: Page): Promise<void> {
  const wanted = filters.get(page);
  if (wanted === undefined) return;
  const filter = page.locator(".part.panel .viewpane-filter-container input").filter({ visible: true });
  const timeout = 2000;
  if ((await filter.inputValue({ timeout })) !== wanted) await filter.fill(wanted, { timeout });
}

/** The rows of the Problems panel: those that are scrolled into view. */
export async function problems(page: Page): Promise<readonly ProblemRow[]> {
  await openPanel(page);
  const panel = page.locator(".markers-panel");
  const rows = await readElements(panel.locator(".monaco-list-row"), {
    file: { in: ".resource-label-container .label-name, .file-icon .label-name" },
    message: { in: ".marker-message" },
    severity: { in: ".marker-icon .codicon", classMatch: "codicon-(error|warning|info)" },
    source: { in: ".marker-source" },
    code: { in: ".marker-code" },
  });
  let file = "";
  return rows.flatMap((row) => {
    // A row without a message is the heading for those below it.
    if (row.message === "") file = row.file;
    return row.message === "" ? [] : [{ ...row, file }];
  });
}

/** Waits until the problems are such. */
export function waitForProblems(
  page: Page,
  what: string,
  fits: (problems: readonly ProblemRow[]) => boolean,
): Promise<readonly ProblemRow[]> {
  return until(what, async () => {
    const shown = await problems(page);
    await fillFilter(page);
    return fits(shown) && shown;
  });
}

/** The key hides a panel that something else has just opened: then it is pressed once more. */
async function openPanel(page: Page): Promise<void> {
  const panel = page.locator(".markers-panel");
  await until("the Problems panel", async () => {
    if (await panel.isVisible()) return true;
    await page.keyboard.press("Control+Shift+M");
    return panel.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
}
