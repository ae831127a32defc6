import assert from "node:assert/strict";
import { countResults } from "../editor/ring";

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
