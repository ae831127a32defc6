import assert from "node:assert/strict";
import { createLanguageChoice } from "../../../server/workspace/languageChoice";
import { likelySearches } from "../../../server/workspace/likelySearches";
import { queriesFor } from "../../../server/workspace/readFiles";

const languages = createLanguageChoice();
const folder = "file:///project";

/** The searches that git begins with in a folder where these files stand. */
function searchesBeside(...names: readonly string[]) {
  const uris = new Set(names.map((name) => `${folder}/${name}`));
  const stamp = (uri: string) => (uris.has(uri) ? { modified: 0, size: 0 } : undefined);
  return likelySearches(folder, { stamp }, languages);
}

describe("searches that are likely to be asked for", () => {
  for (const [manifest, sources] of [
    ["package.json", "main.ts main.vue"],
    ["pyproject.toml", "main.py"],
    ["go.mod", "main.go"],
    ["Cargo.toml", "main.rs"],
    ["Gemfile", "main.rb"],
    ["composer.json", "main.php"],
    ["pom.xml", "Main.java"],
    ["CMakeLists.txt", "main.cpp"],
    ["configure.ac", "main.c"],
  ] as const)
    it(`are those for ${sources} beside ${manifest}`, async () => {
      assert.deepEqual(await searchesBeside(manifest), await queriesFor(sources.split(" "), languages));
    });

  it("are one for each family of a project with several manifests", async () => {
    assert.deepEqual(
      await searchesBeside("go.mod", "CMakeLists.txt"),
      await queriesFor(["main.go", "main.c"], languages),
    );
  });

  it("are none where nothing tells what a folder holds", async () => {
    assert.deepEqual(await searchesBeside("README.md"), []);
  });
});
