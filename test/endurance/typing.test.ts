import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { language } from "../pure/languages/check";

/** A line that is repeated, with names that V8 would cut out of the text as views of it, and what stands above. */
const texts: Readonly<Record<string, readonly [top: string, line: string]>> = {
  "github-actions-workflow": ["on: push\njobs:\n", "    some_key_of_a_length: ${{ secrets.SOME_NAME_OF_A_LENGTH }}\n"],
  yaml: ["apiVersion: v1\nsecretKeyRef:\n", "    some_key_of_a_length: <SOME_NAME_OF_A_LENGTH>\n"],
  shellscript: ["", "export SOME_NAME_OF_A_LENGTH=$OTHER_NAME_OF_A_LENGTH\n"],
  python: ["import os\n", 'some_name_of_a_length = os.environ["SOME_NAME_OF_A_LENGTH"]\n'],
  typescript: ["", "const someNameOfALength = process.env.SOME_NAME_OF_A_LENGTH;\n"],
  ruby: ["", 'some_name_of_a_length = ENV["SOME_NAME_OF_A_LENGTH"]\n'],
  vue: ["<script>\n", "const someNameOfALength = import.meta.env.SOME_NAME_OF_A_LENGTH;\n"],
};

const edits = 40;

describe("what is known of a text that somebody types in", () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const heap = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  for (const [languageId, [top, line]] of Object.entries(texts))
    it(`holds on to no text as it was before (${languageId})`, () => {
      const { references } = language(languageId);
      const count = Math.ceil(100_000 / line.length);
      let text = top + line.repeat(count);
      references(text, languageId, 0);
      const before = heap();
      for (let edit = 1; edit <= edits; edit++) {
        const behindName = top.length + Math.floor((count * edit) / (edits + 1)) * line.length + edit + 24;
        // A text of its own, not one that is put together of others.
        text = Buffer.from(`${text.slice(0, behindName)}x${text.slice(behindName)}`).toString("latin1");
        references(text, languageId, behindName + 1);
      }
      const grown = (heap() - before) / text.length;
      assert.ok(grown < edits / 2, `${grown.toFixed(1)} texts are kept`);
    });
});
