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

  it("knows which files to run again, and how many tests passed in others", () => {
    const results = [
      { state: "pass", title: "a", file: "one.test.ts" },
      { state: "pass", title: "b", file: "two.test.ts" },
      { state: "fail", title: "c", file: "two.test.ts" },
    ];
    const lines = (all: readonly object[]) => [...all, { state: "end" }].map((line) => JSON.stringify(line)).join("\n");
    assert.deepEqual(countResults(lines(results), false).flawed, { files: ["two.test.ts"], passedElsewhere: 1 });
    const unknown = { state: "fail", title: "d" };
    assert.equal(countResults(lines([...results, unknown]), false).flawed, undefined);
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

  it("is run again only where the tests that failed stand, and the others count as they were", async () => {
    const flawed = { files: ["two.test.ts"], passedElsewhere: 7 };
    const asked: (readonly string[] | undefined)[] = [];
    const { count } = await runWithSecondTry((files) => {
      asked.push(files);
      return Promise.resolve({ count: files ? { passed: 3, failed: 0 } : { ...bad, flawed }, output: "" });
    });
    assert.deepEqual(asked, [undefined, ["two.test.ts"]]);
    assert.deepEqual(count, { passed: 10, failed: 0 });
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
