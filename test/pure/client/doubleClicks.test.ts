import assert from "node:assert/strict";
import { createDoubleClicks } from "../../../client/doubleClicks";

describe("A double click", () => {
  // A click: a name, when, and in what state the file is then. What is inserted makes it another one.
  const cases = [
    { what: "counts once", clicks: ["A at 1000 in f1", "A at 1180 in f2"], done: ["A at 1000 in f1"] },
    {
      what: "counts once where the second click comes before the first is done",
      clicks: ["A at 1000 in f1 pending", "A at 1180 in f1"],
      done: ["A at 1000 in f1 pending"],
    },
    {
      what: "with a third click counts once, too",
      clicks: ["A at 1000 in f1", "A at 1150 in f2", "A at 1300 in f2"],
      done: ["A at 1000 in f1"],
    },
    { what: "is none where the second click comes later", clicks: ["A at 1000 in f1", "A at 2100 in f2"] },
    { what: "is none on two rows", clicks: ["A at 1000 in f1", "B at 1100 in f2", "A at 1200 in f3"] },
    { what: "is none where the file was changed in between", clicks: ["A at 1000 in f1", "A at 1200 in f3"] },
    { what: "is none in two files", clicks: ["A at 1000 in f1", "A at 1200 in g1"] },
  ];
  for (const { what, clicks, done = clicks } of cases)
    it(what, () => {
      let now = 0;
      const doubleClicks = createDoubleClicks(() => now);
      const isDone = (click: string): boolean => {
        const [, name = "", at, file = "", pending] = /^(\w+) at (\d+) in (\w+)( pending)?$/.exec(click) ?? [];
        now = Number(at);
        const left = doubleClicks.click(name, file);
        if (pending === undefined) left?.(file.replace(/\d/, (version) => String(Number(version) + 1)));
        return left !== undefined;
      };
      assert.deepEqual(clicks.filter(isDone), done);
    });
});
