import type { Locator, Page } from "playwright-core";
import { plain, until } from "./wait";

/** Opens the Accounts menu in the activity bar and reads its lines; `look` sees it open. */
export async function accounts(page: Page, look: () => Promise<void>): Promise<readonly string[]> {
  await open(page);
  const lines = (await items(page).allTextContents()).map(plain);
  await look();
  await page.keyboard.press("Escape");
  return lines;
}

/** Signs out of the account whose line begins so, as the menu offers it. */
export async function signOutOf(page: Page, account: string): Promise<void> {
  await open(page);
  const before = await items(page).count();
  await items(page).filter({ hasText: account }).first().hover();
  await until("the menu of the account", async () => (await items(page).count()) > before);
  await page.waitForTimeout(ignored);
  await items(page).filter({ hasText: "Sign Out" }).last().click();
}

/** How long a menu may ignore clicks after it has opened, in milliseconds. */
const ignored = 200;

async function open(page: Page): Promise<void> {
  await page.locator('.part.activitybar .action-label[aria-label^="Accounts"]').click();
  await items(page).first().waitFor();
  await page.waitForTimeout(ignored);
}

function items(page: Page): Locator {
  return page.locator(".monaco-menu .action-label").filter({ visible: true });
}
