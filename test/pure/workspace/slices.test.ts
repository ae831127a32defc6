import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { eachInSlices } from "../../../server/workspace/slices";

/** Holds the thread for so many milliseconds. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("Work on many things in slices", () => {
  it("lets others have their turn", async () => {
    const turns: number[] = [];
    let done = 0;
    const others = (async () => {
      while (done < 100) turns.push(await turn(done));
    })();
    await eachInSlices(Array.from({ length: 100 }), () => {
      hold(1);
      done++;
    });
    await others;
    const between = new Set(turns.filter((at) => at > 0 && at < 100));
    assert.ok(between.size >= 3, `others had their turn after ${[...between].join(", ")}`);
  });

  it("gets through all of them in order, also through what is added and taken away meanwhile", async () => {
    const items = new Set(["a", "b", "c"]);
    const seen: string[] = [];
    await eachInSlices(items, (item) => {
      seen.push(item);
      items.delete("b");
      if (item === "a") items.add("d");
    });
    assert.deepEqual(seen, ["a", "c", "d"]);
  });

  it("fails where the work fails", async () => {
    await assert.rejects(
      eachInSlices(["a"], () => {
        throw new Error("broken");
      }),
      /broken/,
    );
  });
});
