import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../server/replaceFile";
import { temporaryFolder } from "./workspace/temporaryFolder";

describe("Replacing a file", () => {
  it("leaves one of two contents as a whole, where both are written at the same time", async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, "names");
    const contents = ["a".repeat(8_000_000), "b".repeat(4_000_000)];
    await Promise.all(contents.map((content) => replaceFile(path, content)));
    assert.ok(contents.includes(readFileSync(path, "utf8")));
    assert.deepEqual(readdirSync(folder.path), ["names"]);
    folder.remove();
  });
});
