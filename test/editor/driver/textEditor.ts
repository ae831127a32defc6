import type { Locator, Page } from "playwright-core";
import { runCommand } from "./commands";
import { readElements } from "./elements";
import * as quickInput from "./quickInput";
import { plain, until } from "./wait";

/** Opens a file of the workspace by its path. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = path.split("/").at(-1) ?? path;
  const tab = page.locator(`.part.editor .tab.active[data-resource-name="${name}"]`).first();
  // While another list is still going away, what is typed may go away with it; a list that is still being filled takes no clicks.
  await until(`${path} to be open`, async () => {
    if ((await quickInput.state(page)) === undefined) await page.keyboard.press("Control+P");
    await quickInput.type(page, path);
    if ((await quickInput.state(page))?.value !== path) return false;
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first().click({ timeout: 5000 });
    return appears(tab);
  });
  await focus(page);
}

/** Puts the keyboard into the text. */
async function focus(page: Page): Promise<void> {
  await area(page).locator(".view-lines").waitFor();
  await page.keyboard.press("Control+1");
}

/** Moves the cursor; both numbers count from one. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  const place = `:${line}:${column}`;
  await until("the line prompt", async () => {
    if ((await quickInput.state(page))?.value.startsWith(":") !== true) await page.keyboard.press("Control+G");
    await until("a prompt", async () => (await quickInput.state(page))?.value.startsWith(":") === true);
    await quickInput.type(page, place);
    return (await quickInput.state(page))?.value === place;
  });
  await quickInput.accept(page);
  await quickInput.closed(page);
  await page.locator(".part.editor .monaco-editor.focused").first().waitFor();
}

/** Types as a person does, one key after the other. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 30 });
}

/** The text of the open file that is scrolled into view. */
export async function text(page: Page): Promise<string> {
  const lines = await readElements(area(page).locator(".view-lines .view-line"), { text: { in: "" } });
  return lines.map((line) => line.text).join("\n");
}

/** Saves the changed file and waits until it is on disk. */
export async function save(page: Page): Promise<void> {
  await until("a changed file", () => isDirty(page));
  await page.keyboard.press("Control+S");
  await until("the file to be saved", async () => !(await isDirty(page)));
}

/** Takes back every change since the file was saved. */
export async function revert(page: Page): Promise<void> {
  await runCommand(page, "File: Revert File");
  await until("the changes to be gone", async () => !(await isDirty(page)));
}

/** The suggestions that come by themselves while a text is typed. */
export async function suggestions(page: Page, typed: string) {
  await type(page, typed);
  const rows = page.locator(".suggest-widget.visible .monaco-list-row");
  await until("suggestions", async () => {
    if (await appears(rows.first())) return true;
    // On a busy machine VS Code may have given up waiting for the last key: a person would type it once more.
    await page.keyboard.press("Backspace");
    await type(page, typed.slice(-1));
    return false;
  });
  return readElements(rows, {
    label: { in: ".label-name" },
    detail: { in: ".details-label" },
    qualifier: { in: ".qualifier-label" },
    aria: { in: "", attribute: "aria-label" },
  });
}

/** The text beside the list of suggestions. */
export async function suggestionDetails(page: Page): Promise<string> {
  const details = page.locator(".suggest-details-container .suggest-details");
  if (!(await details.isVisible())) await page.keyboard.press("Control+Space");
  await details.waitFor();
  return plain(await details.textContent());
}

/** Takes the suggestion with this label. */
export async function acceptSuggestion(page: Page, label: string): Promise<void> {
  const name = page.locator(".label-name", { hasText: label });
  const rows = page.locator(".suggest-widget.visible .monaco-list-row");
  // While what was typed still narrows the list down, another row may come to stand where this one is clicked.
  let [last, same] = ["", 0];
  await until(`${label} in a list at rest`, async () => {
    const shown = (await rows.allTextContents()).join("\n");
    same = shown === last && shown.includes(label) ? same + 1 : 0;
    last = shown;
    return same > 3;
  });
  await rows.filter({ has: name }).first().click();
  await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
}

/**
 * Takes the quick fix at the cursor, and waits for what it does. A list that is made anew just then takes no key: a person would
 * ask for it once more, and so does this, and says so.
 */
export async function applyQuickFix(page: Page, fix: string, isApplied: () => Promise<boolean>): Promise<void> {
  let times = 0;
  await until(`what comes of "${fix}"`, async () => {
    if (await isApplied()) return true;
    if (times++ > 0) console.log(`      (nothing came of "${fix}": it is asked for once more)`);
    await takeQuickFix(page, fix);
    const end = Date.now() + 10_000;
    while (Date.now() < end) {
      if (await isApplied()) return true;
      await page.waitForTimeout(50);
    }
    return false;
  });
}

/** Chooses one of the quick fixes at the cursor. */
async function takeQuickFix(page: Page, fix: string): Promise<void> {
  const rows = page.locator(".action-widget .monaco-list-row.action");
  await until("quick fixes", async () => {
    await page.keyboard.press("Control+.");
    return appears(rows.first());
  });
  const titles = (await rows.allTextContents()).map(plain);
  // The list does not take clicks until the mouse has moved: keys always do.
  const focused = page.locator(".action-widget .monaco-list-row.action.focused");
  for (const _ of titles) {
    if (plain(await focused.textContent({ timeout: 5000 })) === fix) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Escape");
  throw new Error(`There is no "${fix}" among: ${titles.join(", ")}`);
}

/** Whether the file in the active editor has changes that are not saved. */
async function isDirty(page: Page): Promise<boolean> {
  const tab = page.locator(".part.editor .editor-group-container.active .tab.active").first();
  return /\bdirty\b/.test((await tab.getAttribute("class")) ?? "");
}

/** Whether something is on the screen within five seconds. */
function appears(what: Locator): Promise<boolean> {
  return what.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
}

/** The visible part of the active editor. */
export function area(page: Page): Locator {
  return page.locator(".part.editor .editor-group-container.active .editor-instance .monaco-editor").first();
}
