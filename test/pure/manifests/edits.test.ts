import assert from "node:assert/strict";
import fc from "fast-check";
import { readManifest } from "../../../server/manifests/index";
import { declare, removeLast } from "./reading";

/** How a list is laid out, and what stands in it. */
interface Layout {
  readonly names: readonly string[];
  readonly lines: boolean;
  readonly comments: boolean;
  readonly commaAtEnd: boolean;
  readonly newline: string;
}

const name = fc.constantFrom("A_KEY", "B_KEY", "C_KEY", "D_KEY", "E_KEY", "F_KEY");
const layouts: fc.Arbitrary<Layout> = fc.record({
  names: fc.uniqueArray(name, { maxLength: 5 }),
  lines: fc.boolean(),
  comments: fc.boolean(),
  commaAtEnd: fc.boolean(),
  newline: fc.constantFrom("\n", "\r\n"),
});

/** A list in brackets: on one line, or with an element on each, comments behind them or not. */
function bracketed({ names, lines, comments, commaAtEnd, newline }: Layout, hash: string): string {
  const isLong = lines && names.length > 0;
  const elements = names.map((each, index) => {
    const comma = index < names.length - 1 || commaAtEnd ? "," : "";
    return `"${each}"${comma}${isLong && comments ? ` ${hash} about ${each}` : ""}`;
  });
  if (!isLong) return `[${elements.join(" ")}]`;
  return `[${newline}${elements.map((element) => `    ${element}${newline}`).join("")}  ]`;
}

function block({ names, comments, newline }: Layout): string {
  const lines = names.map((each) => `  - key: ${each}${comments ? ` # about ${each}` : ""}`);
  return ["secrets:", ...lines, "name: x", ""].join(newline);
}

function assignments({ names, comments, newline }: Layout): string {
  return names.map((each) => `${comments ? `# about ${each}${newline}` : ""}${each}=${newline}`).join("");
}

const formats: Record<string, (layout: Layout) => string> = {
  "turbo.json": (layout) => `{${layout.newline}  "globalEnv": ${bracketed(layout, "//")}${layout.newline}}`,
  "wrangler.jsonc": (layout) => `{ "secrets": { "required": ${bracketed(layout, "//")} } }`,
  "wrangler.toml": (layout) => `[secrets]${layout.newline}required = ${bracketed(layout, "#")}${layout.newline}`,
  "inf.yml": block,
  ".env.example": assignments,
};

for (const [fileName, write] of Object.entries(formats))
  describe(`edits of ${fileName}`, () => {
    it("add a name behind the others, and keep every comment", () => {
      fc.assert(
        fc.property(layouts, (layout) => {
          const after = declare(fileName, write(layout), "NEW") ?? "";
          assert.deepEqual(namesIn(fileName, after), [...layout.names, "NEW"]);
          assert.deepEqual(commentsIn(after), commentsIn(write(layout)));
        }),
      );
    });

    it("take a name out with its own comment, and leave every other", () => {
      fc.assert(
        fc.property(layouts, name, (layout, taken) => {
          fc.pre(layout.names.includes(taken) && layout.names.length > 1);
          const after = removeLast(fileName, write(layout), taken) ?? "";
          assert.deepEqual(
            namesIn(fileName, after),
            layout.names.filter((each) => each !== taken),
          );
          const others = commentsIn(write(layout)).filter((comment) => !comment.endsWith(taken));
          assert.deepEqual(
            commentsIn(after).filter((comment) => !comment.endsWith(taken)),
            others,
          );
        }),
      );
    });

    it("take out what they added, and nothing else", () => {
      fc.assert(
        fc.property(layouts, (layout) => {
          fc.pre(layout.names.length > 0);
          const before = write(layout);
          assert.equal(removeLast(fileName, declare(fileName, before, "NEW") ?? "", "NEW"), before);
        }),
      );
    });
  });

function namesIn(fileName: string, text: string): readonly string[] {
  const { declarations, known, errors } = readManifest(fileName, text)!;
  assert.deepEqual(errors, []);
  return [...declarations, ...known].map((each) => each.name);
}

function commentsIn(text: string): readonly string[] {
  return text.match(/about \w+/g) ?? [];
}
