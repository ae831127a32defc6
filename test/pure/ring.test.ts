import assert from "node:assert/strict";
import { countResults, runWithSecondTry } from "../editor/ring";
import type { RingCount } from "../editor/ring";

const passed = '{"state":"pass"}\n{"state":"pass"}\n';

describe("the count of a ring", () => {
  it("is what the reporter wrote when the run reached its end", () => {
    const failed = '{"state":"fail","title":"a list is sorted","message":"it was not"}\n';
    assert.deepEqual(countResults(`${passed}${failed}{"state":"end"}\n`, false), {
      passed: 2,
      failed: 1,
      failures: ["a list is sorted: it was not"],
    });
    assert.deepEqual(countResults(`${passed}{"state":"end"}\n`, true), { passed: 2, failed: 0 });
  });

  it("holds a failure when the run broke off, even with a friendly exit code", () => {
    assert.deepEqual(countResults(passed, true), { passed: 2, failed: 1, reason: "the run broke off" });
  });

  it("holds a failure when nothing was run", () => {
    assert.equal(countResults("", true).failed, 1);
    assert.equal(countResults('{"state":"end"}\n', true).failed, 1);
  });

  it("holds a failure for every test that was skipped", () => {
    assert.equal(countResults(`${passed}{"state":"pending"}\n{"state":"end"}\n`, true).failed, 1);
  });

  it("holds a failure when all tests passed but the exit code says no", () => {
    assert.equal(countResults(`${passed}{"state":"end"}\n`, false).failed, 1);
  });
});

describe("a ring in an editor", () => {
  const bad: RingCount = { passed: 9, failed: 1, failures: ["a click: it was lost"] };
  const worse: RingCount = { passed: 7, failed: 3, failures: ["a", "b", "c"] };
  const brokenOff: RingCount = { passed: 5, failed: 1, reason: "the run broke off" };
  const good: RingCount = { passed: 10, failed: 0 };

  async function runs(...counts: readonly RingCount[]) {
    let done = 0;
    const end = await runWithSecondTry(() => Promise.resolve({ count: counts[done] ?? good, output: `${++done}` }));
    return { done, failed: end.count.failed, flaws: end.flaws };
  }

  it("is run again when a test or two failed, and what failed at first is told", async () => {
    assert.deepEqual(await runs(bad, good), { done: 2, failed: 0, flaws: bad.failures });
  });

  it("has failed when it fails again", async () => {
    assert.deepEqual(await runs(bad, bad), { done: 2, failed: 1, flaws: bad.failures });
  });

  it("is run once when all is well, when many tests failed, and when it broke off", async () => {
    assert.deepEqual(await runs(good), { done: 1, failed: 0, flaws: [] });
    assert.deepEqual(await runs(worse), { done: 1, failed: 3, flaws: [] });
    assert.deepEqual(await runs(brokenOff), { done: 1, failed: 1, flaws: [] });
  });
});
