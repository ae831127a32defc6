import type { Page } from "playwright-core";
import { readElement, readElements } from "./elements";
import { exactly, plain, until } from "./wait";

/** The notifications on the screen. */
export function notifications(page: Page) {
  return readElements(page.locator(".notifications-toasts .notification-list-item"), {
    message: { in: ".notification-list-item-message" },
    severity: { in: ".notification-list-item-icon", classMatch: "codicon-(error|warning|info)" },
  });
}

/** Waits for a notification; presses one of its buttons when it is named. */
export async function notification(page: Page, pattern: RegExp, button?: string): Promise<string> {
  const found = await until(`the notification ${String(pattern)}`, async () =>
    (await notifications(page)).find((shown) => pattern.test(shown.message)),
  );
  if (button !== undefined) {
    const message = page.locator(".notification-list-item-message", { hasText: pattern });
    const toast = page.locator(".notifications-toasts .notification-list-item").filter({ has: message }).first();
    await toast.locator(".monaco-button", { hasText: exactly(button) }).click();
  }
  return found.message;
}

/** Waits for a modal dialog and reads it. */
export async function dialog(page: Page) {
  const box = page.locator(".monaco-dialog-box");
  await box.waitFor();
  const read = await readElement(box, {
    text: { in: ".dialog-message-text" },
    detail: { in: ".dialog-message-detail" },
  });
  const buttons = (await box.locator(".dialog-buttons .monaco-button").allTextContents()).map(plain);
  return { text: read?.text ?? "", detail: read?.detail ?? "", buttons };
}

/** Presses a button of the modal dialog. */
export async function pressInDialog(page: Page, button: string): Promise<void> {
  const box = page.locator(".monaco-dialog-box");
  await box
    .locator(".dialog-buttons .monaco-button")
    .filter({ hasText: exactly(button) })
    .click();
  await box.waitFor({ state: "detached" });
}
