import type { Page } from "playwright-core";
import * as views from "../driver/views";
import { until } from "../driver/wait";

/** How the container and the tree in it are called. */
export const view = "Secrets";

/** Opens the container. */
export async function openSecrets(page: Page): Promise<void> {
  await views.openContainer(page, view);
}

/** The row of a name, or of the account. */
export function rowOf(page: Page, label: string) {
  return views.treeRow(page, view, label);
}

/** Clicks the row of a name. */
export async function clickRow(page: Page, label: string): Promise<void> {
  await views.clickRow(page, view, label);
}

/** The rows as `label: words`, from top to bottom. */
export async function rowTexts(page: Page): Promise<readonly string[]> {
  return (await views.treeRows(page, view)).map(({ label, description }) => `${label}: ${description}`);
}

/** Waits until the row of a name says so. */
export async function waitForRow(page: Page, name: string, words: RegExp): Promise<void> {
  await until(`the row of ${name} to say ${String(words)}`, async () =>
    (await views.treeRows(page, view)).some(({ label, description }) => label === name && words.test(description)),
  );
}

/** Waits until there is no row of that name. */
export async function waitForNoRow(page: Page, name: string): Promise<void> {
  await until(`the row of ${name} to be gone`, async () =>
    (await views.treeRows(page, view)).every(({ label }) => label !== name),
  );
}
