import assert from "node:assert/strict";
import { languages } from "../../../server/languages/index";
import { withNotes } from "../../marked";
import { checkLinear, language } from "./check";
import { checkPromises } from "./promises";
import { rows } from "./tables";

/** As many of each of these as there may be must not take more than linear time. */
const pathological = [
  "<",
  "${",
  '"',
  "'",
  "`",
  "(",
  "{",
  "[",
  "/",
  "\\",
  "#",
  "$",
  "<<A\n",
  "\n",
  "=",
  "%",
  "~",
  "@",
].concat([
  "a ",
  "-",
  "/*",
  '"""',
  "<secret>",
  "<AB",
  "$(",
  "${{ ",
  "{{",
  "env.",
  "q(",
  "s/",
  'x = "<',
  "ENV[",
  "$X ",
  ": ",
  "- ",
]);

describe("Every language", () => {
  it("has an id, editor ids and file names of its own", () => {
    const ids = languages.map(({ id }) => id);
    const languageIds = languages.flatMap((each) => each.languageIds);
    const fileNames = languages.flatMap((each) => each.fileNames);
    for (const list of [ids, languageIds, fileNames]) assert.deepEqual(list, [...new Set(list)]);
    assert.deepEqual(
      fileNames,
      fileNames.map((name) => name.toLowerCase()),
    );
  });

  for (const each of languages) {
    const languageId = each.languageIds[0]!;
    const samples = rows.filter((row) => language(row.languageId) === each).map(({ marked }) => withNotes(marked).text);

    it(`sees in ${each.id} what it writes itself`, () => {
      const text = each.accessor("OPENAI_API_KEY");
      const written = [text, `x = "${text}"`, `<script>${text}</script>`];
      const found = written.flatMap((file) => each.references(file, languageId));
      assert.ok(
        found.some(({ name }) => name === "OPENAI_API_KEY"),
        text,
      );
    });

    it(`keeps its promises in ${each.id} wherever a text is cut off`, () => {
      for (const text of samples)
        for (let end = 0; end <= text.length; end++) checkPromises(each, languageId, text.slice(0, end));
    });

    it(`keeps them in ${each.id} whatever is left out at the start`, () => {
      for (const text of samples)
        for (let start = 1; start < text.length; start += 3) checkPromises(each, languageId, text.slice(start));
    });

    it(`reads pathological text in ${each.id} in linear time`, () => {
      const seed = each.needles.flat().join(" ");
      for (const piece of pathological)
        checkLinear(
          (text) => {
            checkPromises(each, languageId, text);
          },
          seed,
          piece,
        );
    });
  }
});
