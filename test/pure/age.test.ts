import assert from "node:assert/strict";
import { ageInWords, timeInWords } from "../../shared/age";

describe("The age of what is known", () => {
  const now = new Date(2026, 5, 15, 14, 30);
  const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

  it("is told in the largest unit that fits", () => {
    const ages = [0, 0.9, 1, 2.5, 59.9, 60, 150, 24 * 60, 72 * 60 + 5].map((minutes) => ageInWords(ago(minutes), now));
    const expected = ["just now", "just now", "1 minute ago", "2 minutes ago", "59 minutes ago", "1 hour ago"];
    assert.deepEqual(ages, [...expected, "2 hours ago", "1 day ago", "3 days ago"]);
  });

  it("is told by the clock, with the day where it was not today", () => {
    assert.equal(timeInWords(ago(25), now), "at 14:05");
    assert.equal(timeInWords(ago(24 * 60), now), "on 2026-06-14 at 14:30");
  });

  it("is nothing for a time that is none", () => {
    for (const none of ["", "yesterday"]) assert.equal(ageInWords(none, now) + timeInWords(none, now), "");
  });
});
