import type { Page } from "playwright-core";
import { readElements } from "./elements";
import { until } from "./wait";

/** The texts in the status bar. */
function statusItems(page: Page) {
  return readElements(page.locator(".part.statusbar .statusbar-item"), {
    id: { in: "", attribute: "id" },
    text: { in: ".statusbar-item-label" },
    aria: { in: ".statusbar-item-label", attribute: "aria-label" },
  });
}

/** Waits for an item whose text matches. */
export function statusItem(page: Page, pattern: RegExp) {
  return until(`the status ${String(pattern)}`, async () =>
    (await statusItems(page)).find((item) => pattern.test(item.text)),
  );
}

/** Clicks the item whose text matches. */
export async function clickStatus(page: Page, pattern: RegExp): Promise<void> {
  const item = await statusItem(page, pattern);
  await page.locator(`.part.statusbar [id="${item.id}"] .statusbar-item-label`).first().click();
}
