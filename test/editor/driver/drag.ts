import type { Locator, Page } from "playwright-core";
import { area } from "./textEditor";

/** Drags something into the first line of the text, with Shift held as VS Code asks for. */
export async function dragIntoText(page: Page, what: Locator): Promise<void> {
  const line = area(page).locator(".view-lines .view-line").first();
  await what.hover();
  await page.mouse.down();
  await page.keyboard.down("Shift");
  const box = await line.boundingBox();
  if (!box) throw new Error("There is no line to drop into.");
  await page.mouse.move(box.x + 40, box.y + box.height / 2, { steps: 12 });
  // The overlay that opens files instead goes away when it sees the key.
  await page.waitForTimeout(300);
  await page.mouse.move(box.x + 44, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
}
