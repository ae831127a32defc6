import assert from "node:assert/strict";
import { createDoubleClicks } from "../../../client/doubleClicks";

describe("A double click", () => {
  const cases = [
    { what: "counts once", clicks: ["A at 1000", "A at 1180"], done: ["A at 1000"] },
    {
      what: "with a third click counts once, too",
      clicks: ["A at 1000", "A at 1150", "A at 1300"],
      done: ["A at 1000"],
    },
    { what: "is none where the second click comes later", clicks: ["A at 1000", "A at 2100"] },
    { what: "is none on two rows", clicks: ["A at 1000", "B at 1100", "A at 1200"] },
  ];
  for (const { what, clicks, done = clicks } of cases)
    it(what, () => {
      let now = 0;
      const isSecondClick = createDoubleClicks(() => now);
      const isDone = (click: string): boolean => {
        const [name = "", , at] = click.split(" ");
        now = Number(at);
        return !isSecondClick(name);
      };
      assert.deepEqual(clicks.filter(isDone), done);
    });
});
