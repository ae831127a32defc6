import type { Page } from "playwright-core";
import { area } from "./textEditor";
import { plain, until } from "./wait";

/** Rests the pointer on the first occurrence of a word and gives back what pops up. */
export async function hover(page: Page, word: string): Promise<readonly string[]> {
  await page.mouse.move(5, 5);
  const place = await until(`the word ${word}`, () => placeOf(page, word));
  await page.mouse.move(place.x, place.y, { steps: 3 });
  const parts = page.locator(".monaco-hover:not(.hidden) .hover-row:not(.status-bar)").filter({ visible: true });
  // What a problem says is there at once; the rest may come a moment later.
  let [last, same] = ["", 0];
  return until(`a hover on ${word}`, async () => {
    const texts = [...new Set((await parts.allTextContents()).map(plain))].filter((text) => text !== "");
    const shown = texts.join("\n");
    same = shown === last ? same + 1 : 0;
    last = shown;
    return texts.length > 0 && !texts.some((text) => text.startsWith("Loading")) && same > 5 && texts;
  });
}

/** Takes the pointer away. */
export async function hoverOff(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
  await page.keyboard.press("Escape");
  await page.locator(".monaco-hover:not(.hidden)").filter({ visible: true }).first().waitFor({ state: "hidden" });
}

/**
 * Where a word stands on the screen. Words that are coloured alike are one element; the place inside it follows from the
 * number of characters before the word, as the font is of one width.
 */
async function placeOf(page: Page, word: string): Promise<{ x: number; y: number } | undefined> {
  const spans = area(page).locator(".view-lines .view-line span:not(:has(span))").filter({ hasText: word });
  const span = spans.first();
  if ((await spans.count()) === 0) return undefined;
  const box = await span.boundingBox();
  const text = (await span.textContent()) ?? "";
  if (!box || text === "") return undefined;
  const middle = text.indexOf(word) + word.length / 2;
  return { x: box.x + (box.width * middle) / text.length, y: box.y + box.height / 2 };
}
