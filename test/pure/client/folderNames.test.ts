import assert from "node:assert/strict";
import { toldApart } from "../../../client/folderNames";

describe("The names of folders to choose from", () => {
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ["/home/me/web", "/home/me/api"],
      ["web", "api"],
    ],
    [
      ["/one/api", "/two/api", "/two/web"],
      ["api (one/api)", "api (two/api)", "web"],
    ],
    [
      ["/one/a/api", "/two/a/api"],
      ["api (one/a/api)", "api (two/a/api)"],
    ],
    [
      ["/api", "/my%20work/api"],
      ["api (api)", "api (my work/api)"],
    ],
  ];
  for (const [paths, names] of cases)
    it(`are ${names.join(", ")} for ${paths.join(", ")}`, () => {
      const folders = paths.map((path) => ({ name: path.split("/").at(-1) ?? "", uri: `file://${path}` }));
      assert.deepEqual(
        toldApart(folders),
        folders.map(({ uri }, index) => ({ uri, name: names[index] })),
      );
    });
});
