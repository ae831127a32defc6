import assert from "node:assert/strict";
import { isWorkedIn } from "../../../client/accounts/workedIn";
import { listedInShort, withoutLinks } from "../../../client/flows/words";

describe("Words", () => {
  it("are listed as far as somebody reads on", () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);
    assert.equal(listedInShort(words(2)), "0 and 1");
    assert.equal(listedInShort(words(11)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10");
    assert.equal(listedInShort(words(12)), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 others");
  });

  it("from outside become no link that runs something", () => {
    assert.equal(withoutLinks("[Trust me](command:x) is no name."), "[Trust me] (command:x) is no name.");
  });
});

describe("A document", () => {
  it("leads to its folder, or out of all folders, but not where somebody only looks", () => {
    assert.equal(isWorkedIn("file", "file:///web"), true);
    assert.equal(isWorkedIn("vscode-vfs", "vscode-vfs://github/web"), true);
    assert.equal(isWorkedIn("file", undefined), true);
    assert.equal(isWorkedIn("untitled", undefined), true);
    assert.equal(isWorkedIn("output", undefined), false);
    assert.equal(isWorkedIn("git", undefined), false);
  });
});
