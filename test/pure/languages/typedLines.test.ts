import assert from "node:assert/strict";
import fc from "fast-check";
import { yamlLines } from "../../../server/languages/yaml/lines";
import { forgetLines, typedLines } from "../../../server/languages/yaml/typedLines";
import { language } from "./check";

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

/** Lines that name something, and what makes a name the workflow's own. */
const namingPiece = fc.constantFrom(
  "      - if: secrets.A && env.B\n",
  "        with: { a: '${{ secrets.C || env.A }}', b: \"${{ env.B }}\" }\n",
  "      - run: echo A=b >> $GITHUB_ENV\n",
  "      - run: |\n          B=1 [ -n ${{ secrets.B }} ] && echo $GITHUB_ENV\n",
  "    environment: production\n",
  "  other:\n",
  "    env:\n      B: [\n",
  "${{ secrets.C }} ",
  "if: ",
);

const editWith = (inserted: fc.Arbitrary<string>) =>
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(300), fc.nat(60_000)),
    inserted: fc.array(inserted, { maxLength: 3 }),
  });

/** The states of a text of some pieces, repeated until it is large enough, as it is edited. */
const typing = (pieces: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(
      fc.array(pieces, { minLength: 5, maxLength: 40 }),
      fc.array(editWith(pieces), { minLength: 1, maxLength: 8 }),
    )
    .map(([start, edits]) => {
      const whole = start.join("");
      const states = [whole.repeat(Math.ceil(25_000 / whole.length))];
      for (const { at: part, removed, inserted } of edits) {
        const text = states.at(-1)!;
        const at = Math.floor(part * text.length);
        states.push(text.slice(0, at) + inserted.join("") + text.slice(at + removed));
      }
      return states;
    });

describe("The lines of a YAML text that somebody types in", () => {
  afterEach(forgetLines);

  it("are those that they would be if it had never been seen before", () => {
    fc.assert(
      fc.property(typing(piece), (states) => {
        forgetLines();
        for (const text of states) assert.deepEqual(typedLines(text), yamlLines(text));
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
    const [first, last] = [before[0]!, before.at(-1)!];
    const { start } = last;
    const after = typedLines(`${text.slice(0, 15_000)}x${text.slice(15_000)}`);
    assert.equal(after[0], first);
    assert.equal(after.length, before.length);
    assert.equal(after.at(-1), last);
    assert.equal(last.start, start + 1);
  });

  it("name what they would name if it had never been seen before", () => {
    const { references } = language("github-actions-workflow");
    fc.assert(
      fc.property(typing(fc.oneof(piece, namingPiece)), (states) => {
        forgetLines();
        for (const text of states)
          assert.deepEqual(references(text, "github-actions-workflow", 0), references(text, "github-actions-workflow"));
      }),
      { numRuns: 40 },
    );
  });
});
