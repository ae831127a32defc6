import assert from "node:assert/strict";
import { createDoubleClicks } from "../../../client/doubleClicks";

describe("a double click", () => {
  const cases = [
    { what: "is done once", calls: ["insert A at 1000", "insert A at 1180"], done: ["insert A at 1000"] },
    {
      what: "with a third click, too",
      calls: ["insert A at 1000", "insert A at 1150", "insert A at 1300"],
      done: ["insert A at 1000"],
    },
    { what: "is none where the second click comes later", calls: ["insert A at 1000", "insert A at 2100"] },
    { what: "is none on two rows", calls: ["insert A at 1000", "insert B at 1100", "insert A at 1200"] },
    { what: "is none of two commands", calls: ["copy A at 1000", "insert A at 1100"] },
  ];
  for (const { what, calls, done = calls } of cases)
    it(what, () => {
      let now = 0;
      const isSecondClick = createDoubleClicks(() => now);
      const isDone = (call: string): boolean => {
        const [command = "", name = "", , at] = call.split(" ");
        now = Number(at);
        return !isSecondClick(command, name);
      };
      assert.deepEqual(calls.filter(isDone), done);
    });
});
