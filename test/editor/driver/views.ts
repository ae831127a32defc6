import type { Locator, Page } from "playwright-core";
import { readElements } from "./elements";
import { exactly, plain, until } from "./wait";

/** A row of a tree. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly level: string;
  readonly aria: string;
}

/** In milliseconds: what does not happen by then is tried once more. */
const briefly = 5_000;

/** Opens a view container by its title in the activity bar. */
export async function openContainer(page: Page, title: string): Promise<void> {
  const heading = page.locator(".part.sidebar .composite.title").filter({ hasText: title, visible: true }).first();
  const icon = page.locator(`.part.activitybar a.action-label[aria-label^="${title}"]`).first();
  await icon.waitFor();
  await until(`the container ${title}`, async () => {
    if (await heading.isVisible()) return true;
    // A click on the icon of the open container closes it again, and a window that was just loaded opens the last one late.
    await page.waitForTimeout(500);
    if (await heading.isVisible()) return true;
    // The icon may lie below a badge, which is clicked as well.
    await icon.click({ force: true });
    await page.waitForTimeout(500);
    return heading.isVisible();
  });
}

/** The rows of a tree that are scrolled into view. */
export function treeRows(page: Page, view: string): Promise<readonly TreeRow[]> {
  return readElements(pane(page, view).locator(".monaco-list-row[role=treeitem]"), {
    label: { in: ".label-name" },
    description: { in: ".label-description" },
    icon: { in: ".custom-view-tree-node-item-icon", classMatch: "codicon-(?!modifier)([\\w-]+)" },
    level: { in: "", attribute: "aria-level" },
    aria: { in: "", attribute: "aria-label" },
  });
}

/** The row with exactly this label. */
export function treeRow(page: Page, view: string, label: string): Locator {
  const name = page.locator(".label-name", { hasText: exactly(label) });
  return pane(page, view).locator(".monaco-list-row[role=treeitem]").filter({ has: name }).first();
}

/** The text and the buttons of an empty view. */
export async function welcome(page: Page, view: string): Promise<{ text: string; buttons: readonly string[] }> {
  const content = pane(page, view).locator(".welcome-view-content");
  await content.first().waitFor();
  return {
    text: (await content.allTextContents()).map(plain).join("\n"),
    buttons: (await content.locator(".monaco-button").allTextContents()).map(plain),
  };
}

/** Clicks a button of an empty view. */
export async function pressWelcome(page: Page, view: string, button: string): Promise<void> {
  await pane(page, view).locator(".welcome-view-content .monaco-button", { hasText: button }).first().click();
}

/** Clicks the row with exactly this label. One that is drawn anew between press and release would not hear of it. */
export async function clickRow(page: Page, view: string, label: string): Promise<void> {
  let [last, same] = ["", 0];
  await until(`the rows of ${view} to stay as they are`, async () => {
    const shown = JSON.stringify(await treeRows(page, view));
    same = shown === last ? same + 1 : 0;
    last = shown;
    return same > 3;
  });
  await treeRow(page, view, label).click();
}

/** Clicks the button that a row shows under the pointer, which has to follow a row that moves when others come and go. */
export async function inlineAction(row: Locator, action: string): Promise<void> {
  await until(`the button "${action}"`, async () => {
    await row.hover({ timeout: briefly });
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click({ timeout: briefly });
    return true;
  });
}

/** Clicks a button in the title of a view. */
export async function viewAction(page: Page, view: string, action: string): Promise<void> {
  await pane(page, view).hover();
  const button = `.action-label[aria-label^="${action}"]`;
  // A container with one view merges the view's title into its own.
  await page
    .locator(`.part.sidebar .pane-header .actions ${button}, .part.sidebar .composite.title ${button}`)
    .filter({ visible: true })
    .first()
    .click();
}

/** Opens the context menu, clicks an entry when one is named, and gives back what all of them are called. */
export async function contextMenu(page: Page, on: Locator, entry?: string): Promise<readonly string[]> {
  const entries = page.locator(".context-view .monaco-menu .action-item:not(.disabled) .action-label:not(.separator)");
  await until("the context menu", async () => {
    await on.click({ button: "right", timeout: briefly });
    await entries.first().waitFor({ timeout: briefly });
    return true;
  });
  const labels = (await entries.allTextContents()).map(plain);
  // A menu ignores the mouse in its first tenth of a second.
  await page.waitForTimeout(200);
  if (entry === undefined) await page.keyboard.press("Escape");
  else await entries.filter({ hasText: entry }).first().click();
  return labels;
}

function pane(page: Page, view: string): Locator {
  return page.locator(`.part.sidebar .pane:has(> .pane-header[aria-label^="${view}"])`).first();
}
