import type { Frame, Page } from "playwright-core";
import { until } from "./wait";

/** The page of an extension that shows an element of this id. */
export function webviewWith(page: Page, id: string): Promise<Frame> {
  return frameShowing(page, `#${id}`);
}

/** The page of an extension that says this. */
export function webviewSaying(page: Page, words: string): Promise<Frame> {
  return frameShowing(page, `text="${words}"`);
}

function frameShowing(page: Page, selector: string): Promise<Frame> {
  return until(`a page with ${selector}`, async () => {
    const frames = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of frames) if (await frame.locator(selector).first().isVisible()) return frame;
    return undefined;
  });
}
