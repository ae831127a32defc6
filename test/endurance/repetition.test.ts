import assert from "node:assert/strict";
import { samples } from "../pure/languages/samples";
import { growthOf, repeated } from "./growth";
import { nestings } from "./nestings";

/** Holds a text to a time that grows with its length, and no faster. */
function checkGrowth(languageId: string, make: (size: number) => string): void {
  const growth = growthOf(languageId, make);
  const piece = JSON.stringify(make(1).slice(0, 200));
  assert.ok(growth?.isTooFast !== true, `${growth?.short} and ${growth?.long} ms for many of ${piece}`);
}

const languageIds = [...new Set(samples.map(([languageId]) => languageId))];

describe("Reading takes time that grows with the text and no faster", () => {
  for (const languageId of languageIds)
    it(`where a text of ${languageId} says the same many times`, () => {
      for (const [, text] of samples.filter(([id]) => id === languageId))
        checkGrowth(languageId, (size) => repeated(size, text.length, () => text));
    });

  for (const languageId of languageIds)
    it(`where a text of ${languageId} says it in one long line`, () => {
      for (const [, text] of samples.filter(([id]) => id === languageId)) {
        const line = text.replaceAll(/\s*\n\s*/g, " ");
        checkGrowth(languageId, (size) => `${line} `.repeat(Math.ceil(size / (line.length + 1))));
      }
    });

  for (const { languageId, start, around } of nestings)
    it(`where a text of ${languageId} nests`, () => {
      for (const each of around) {
        const [open = "", close = ""] = each.split("█");
        checkGrowth(languageId, (size) => {
          const depth = Math.ceil(size / (each.length + 2));
          return start + `${open}\n`.repeat(depth) + `${close}\n`.repeat(depth);
        });
      }
    });
});
