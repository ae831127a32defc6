import type { Locator, Page } from "playwright-core";
import { readElement, readElements } from "./elements";
import { exactly, patience, until } from "./wait";

/** An open input box or list at the top of the window. */
export interface QuickInput {
  readonly title: string;
  /** The step counter, for example `2/4`, or `2` while nobody knows how many there are. */
  readonly step: string;
  readonly value: string;
  readonly placeholder: string;
  readonly password: boolean;
  /** The prompt, or what is wrong with the input. */
  readonly message: string;
  readonly severity: string;
}

/** What is shown, or undefined when none is open. */
export async function state(page: Page): Promise<QuickInput | undefined> {
  const widget = page.locator(".quick-input-widget").filter({ visible: true });
  const read = await readElement(widget, {
    title: { in: ".quick-input-title" },
    step: { in: ".quick-input-count, .quick-input-step" },
    placeholder: { in: "input", attribute: "placeholder" },
    type: { in: "input", attribute: "type" },
    message: { in: ".quick-input-message" },
    severity: { in: ".quick-input-box .monaco-inputbox", classMatch: "\\b(error|warning|info)\\b" },
  });
  if (!read) return undefined;
  const value = await input(page).inputValue();
  return {
    ...read,
    step: /\((\d+(?:\/\d+)?)\)/.exec(read.title)?.[1] ?? "",
    value,
    password: read.type === "password",
  };
}

/** Waits for one whose title starts so. */
export function wait(page: Page, title: string): Promise<QuickInput> {
  return until(`the input "${title}"`, async () => {
    const shown = await state(page);
    return shown?.title.startsWith(title) === true && shown;
  });
}

/** Waits until none is open. */
export async function closed(page: Page): Promise<void> {
  await page.locator(".quick-input-widget").filter({ visible: true }).waitFor({ state: "hidden" });
}

/** Replaces what stands in the box. */
export async function type(page: Page, text: string): Promise<void> {
  // A box that just went away is asked for again by whoever waits, so not for long.
  await input(page).fill(text, { timeout: 10_000 });
}

/** Waits until the message below the box matches. */
export function message(page: Page, pattern: RegExp): Promise<QuickInput> {
  return until(`the message ${String(pattern)}`, async () => {
    const shown = await state(page);
    return shown !== undefined && pattern.test(shown.message) && shown;
  });
}

/** Types a text, when one is given, and presses Enter. */
export async function accept(page: Page, text?: string): Promise<void> {
  if (text !== undefined) await type(page, text);
  await page.keyboard.press("Enter");
}

/** Presses Escape. */
export async function cancel(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
}

/** The rows of the list: those that are scrolled into view. */
export function items(page: Page) {
  return readElements(rows(page), {
    label: { in: ".label-name" },
    description: { in: ".label-description" },
    detail: { in: ".quick-input-list-label-meta" },
  });
}

/** Clicks the row with exactly this label, in so many milliseconds. */
export async function pick(page: Page, label: string, timeout = patience): Promise<void> {
  const name = page.locator(".label-name", { hasText: exactly(label) });
  await rows(page).filter({ has: name }).first().click({ timeout });
}

/** Clicks a button of the title or the box, found by its tooltip. */
export async function press(page: Page, button: string): Promise<void> {
  await page
    .locator(`.quick-input-widget .action-label[aria-label^="${button}"]`)
    .filter({ visible: true })
    .first()
    .click();
}

function input(page: Page): Locator {
  return page.locator(".quick-input-widget .quick-input-box input");
}

function rows(page: Page): Locator {
  return page.locator(".quick-input-list .monaco-list-row");
}
