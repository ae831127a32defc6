import type { Page } from "playwright-core";
import * as quickInput from "./quickInput";
import { until } from "./wait";

/** Runs a command by its title in the palette, for example `Secrets: Add`. Waits until the palette offers it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await until(`the command "${title}" in the palette`, async () => {
    await search(page, title);
    const labels = (await quickInput.items(page)).map((item) => item.label);
    const found = labels.find((label) => label.toLowerCase() === title.toLowerCase());
    if (found === undefined) return false;
    // What takes the focus just then closes the palette, and leaves its rows behind unseen: it is opened again.
    await quickInput.pick(page, found, 5_000);
    return true;
  });
}

async function search(page: Page, text: string): Promise<void> {
  const isOpen = async (): Promise<boolean> => (await quickInput.state(page))?.value.startsWith(">") === true;
  if (!(await isOpen())) {
    await page.keyboard.press("F1");
    // A key that is pressed while something else takes the focus may go nowhere: whoever waits in vain presses it again.
    await until("the palette", isOpen, 10_000);
  }
  await quickInput.type(page, `>${text}`);
  // The list follows the typing after a moment.
  await page.waitForTimeout(250);
}
