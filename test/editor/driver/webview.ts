import type { Frame, Page } from "playwright-core";
import { until } from "./wait";

/** The page of an extension that shows an element of this id. */
export function webviewWith(page: Page, id: string): Promise<Frame> {
  return until(`a page with ${id}`, async () => {
    for (const frame of page.frames()) if (await frame.locator(`#${id}`).isVisible()) return frame;
    return undefined;
  });
}
