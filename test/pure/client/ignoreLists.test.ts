import assert from "node:assert/strict";
import { ignoreLists } from "../../../client/ignoreLists";

describe("a name that is not to be reported in a workspace", () => {
  const folders = [
    { uri: "file:///plain", own: undefined },
    { uri: "file:///picky", own: ["OTHER"] },
    { uri: "file:///done", own: ["NAME"] },
  ];

  it("is added to what counts everywhere, and to each folder that has a list of its own", () => {
    assert.deepEqual(ignoreLists("NAME", { workspace: ["OLD_*"], folders }), [
      { folder: undefined, names: ["OLD_*", "NAME"] },
      { folder: "file:///picky", names: ["OTHER", "NAME"] },
    ]);
  });

  it("is added nowhere twice", () => {
    assert.deepEqual(ignoreLists("NAME", { workspace: ["NAME"], folders: folders.slice(0, 1) }), []);
  });
});
