import assert from "node:assert/strict";
import { safeDetail } from "../../../server/providers/safeDetail";

const value = "hunter2-is-not-a-password";

describe("a service's own words", () => {
  it("are shown when they are one short sentence", () => {
    assert.equal(safeDetail("The name is reserved.", [value]), "The name is reserved.");
  });

  const unsafe: readonly [what: string, detail: string][] = [
    ["the value", `The value ${value} will not do.`],
    ["a piece of the value", "It begins with hunter2."],
    ["the value in capitals", "HUNTER2-IS-NOT-A-PASSWORD"],
    ["the value in base64", Buffer.from(value).toString("base64")],
    ["the value in base64 within something longer", Buffer.from(`password=${value}`).toString("base64")],
    ["the value in hexadecimal", Buffer.from(value).toString("hex")],
    ["several lines", "One.\nTwo."],
    ["a hidden direction mark", "One \u202e two."],
    ["a terminal's escape", "\u001b[31mRed"],
    ["a novel", "x".repeat(401)],
    ["nothing", ""],
  ];
  for (const [what, detail] of unsafe) {
    it(`are not shown when they hold ${what}`, () => {
      assert.equal(safeDetail(detail, [value]), undefined);
    });
  }

  it("are not shown when a value of one letter could be in them", () => {
    assert.equal(safeDetail("No.", ["o"]), undefined);
    assert.equal(safeDetail("No.", ["x"]), "No.");
  });

  it("are not shown where there are none", () => {
    assert.equal(safeDetail(undefined, []), undefined);
  });

  it("hide values with characters that are written differently in URLs and JSON", () => {
    const odd = 'pass "word" / ✓';
    for (const detail of [encodeURIComponent(odd), JSON.stringify(odd)])
      assert.equal(safeDetail(detail, [odd]), undefined);
  });
});
