import assert from "node:assert/strict";
import { endsInARow, restartDelay } from "../../../client/restartDelay";

describe("A server that ended", () => {
  it("is started again at once after the first end", () => {
    assert.equal(restartDelay(endsInARow(0, 100)), 0);
  });

  it("is started again for ever, ever less often, but at least twice a minute", () => {
    const delays = Array.from({ length: 100 }, (_, ends) => restartDelay(ends + 1));
    assert.deepEqual(
      delays,
      [...delays].sort((a, b) => a - b),
    );
    assert.equal(delays.at(-1), 30_000);
  });

  it("is started again at once when it had been running well", () => {
    assert.equal(restartDelay(endsInARow(50, 120_000)), 0);
  });
});
