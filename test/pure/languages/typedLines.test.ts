import assert from "node:assert/strict";
import fc from "fast-check";
import { yamlLines } from "../../../server/languages/yaml/lines";
import { forgetLines, typedLines } from "../../../server/languages/yaml/typedLines";

/** Lines of which a text is made, of several depths, and what opens texts of several lines and ends them. */
const piece = fc.constantFrom(
  "on: push\n",
  "jobs:\n",
  "  build: # c\n",
  "    env:\n      A: ${{ secrets.A }}\n",
  "    steps:\n",
  "      - run: |\n          echo $A\n\n          # no comment\n",
  "      - name: x\n        if: >-\n          env.A\n",
  "  - - a: b\n      c: 'd # e'\n",
  "\n",
  "   \t\n",
  "\r\n",
  "- key: |2\n",
  "text: >\n",
  '"quoted": { a: b }\n',
  "half",
  "  half:",
  " ",
  "\n  ",
  "😀: x\n",
);

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(300), fc.nat(60_000)),
  inserted: fc.array(piece, { maxLength: 3 }),
});

describe("The lines of a YAML text that somebody types in", () => {
  afterEach(forgetLines);

  it("are those that they would be if it had never been seen before", () => {
    const pieces = fc.array(piece, { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(pieces, fc.array(edit, { minLength: 1, maxLength: 8 }), (start, edits) => {
        forgetLines();
        const whole = start.join("");
        let text = whole.repeat(Math.ceil(25_000 / whole.length));
        assert.deepEqual(typedLines(text), yamlLines(text));
        for (const { at: part, removed, inserted } of edits) {
          const at = Math.floor(part * text.length);
          text = text.slice(0, at) + inserted.join("") + text.slice(at + removed);
          assert.deepEqual(typedLines(text), yamlLines(text));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("change below where a text of several lines is opened, and back", () => {
    const [top, bottom] = ["a:\n  b: c\n".repeat(1500), "      deep:\n        er: x\n".repeat(500)];
    for (const typed of ["  run: |\n", "  run: x\n", "  run: |\n", "", "  run: >-\n\n"]) {
      const text = `${top}${typed}${bottom}`;
      assert.deepEqual(typedLines(text), yamlLines(text));
    }
  });

  it("are those of the other places, moved", () => {
    const text = "a:\n  b: c\n".repeat(3000);
    const before = typedLines(text);
    const after = typedLines(`${text.slice(0, 15_000)}x${text.slice(15_000)}`);
    assert.equal(after[0], before[0]);
    assert.equal(after.length, before.length);
    assert.equal(after.at(-1)!.path, before.at(-1)!.path);
    assert.equal(after.at(-1)!.start, before.at(-1)!.start + 1);
  });
});
