import assert from "node:assert/strict";
import fc from "fast-check";
import { languageIdOf } from "../../../server/languages/index";
import type { Reference } from "../../../server/languages/reference";
import { processorTime } from "../../processorTime";
import { checkLinear, language } from "./check";
import { checkReading } from "./promises";
import { samples } from "./samples";

const languageIds = [...new Set(samples.map(([languageId]) => languageId))];

const pieces = fc.constantFrom(
  ...[
    "`",
    '"',
    "'",
    "${",
    "{",
    "}",
    "<",
    "/*",
    "(",
    ")",
    "\n",
    "<!--",
    "#",
    "\\",
    "/",
    "<<EOF\n",
    "é",
    "😀",
    "process.env.",
    "import os as ",
    " as ",
    "\r\n",
  ],
);

describe("Reading", () => {
  for (const languageId of languageIds) {
    const texts = samples.filter(([id]) => id === languageId).map(([, text]) => text);

    it(`${languageId} gets through anything put in anywhere`, () => {
      const place = fc.constantFrom(...texts).chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length)));
      fc.assert(
        fc.property(place, fc.array(pieces, { maxLength: 4 }), ([text, at], inserted) => {
          checkReading(languageId, text.slice(0, at) + inserted.join("") + text.slice(at), at);
        }),
        { numRuns: 60 },
      );
    });

    it(`${languageId} gets through any text cut off anywhere, with the cursor at its end`, () => {
      const text = texts[0]!;
      for (let end = 0; end <= text.length; end++) checkReading(languageId, text.slice(0, end), end);
    });

    it(`${languageId} gets through any text at all`, () => {
      fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
          checkReading(languageId, text, text.length);
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe("Pathological scripts", () => {
  const repeated = [
    "=<T>(",
    "=<a ",
    "<a>",
    "<a {",
    "x=>",
    "a=b,",
    "const a,",
    "process.env,",
    "process.env=",
    "const {process:",
    "(process=",
    "{process",
    "e=process.env;",
    "</AA>",
    "as (",
    ":(",
    "<T,",
    "([{",
    "}",
    "*/*",
    "`${",
  ];
  for (const languageId of ["typescript", "typescriptreact", "vue", "svelte", "astro", "python"])
    it(`in ${languageId} take linear time`, () => {
      const seed = 'import { env as e } from "process"; process.env.A; os.environ; <API_KEY> ';
      const read = (text: string): unknown => language(languageId).references(text, languageId);
      for (const piece of repeated) checkLinear(read, seed, piece);
      const megabyte = (piece: string): string => seed + piece.repeat(1_000_000 / piece.length);
      const taken = processorTime(() => ["<", "${", '"'].map((piece) => read(megabyte(piece))));
      assert.ok(taken < 5000, "a megabyte takes no more than a second or two");
    });
});

describe("A name in thousands of parentheses", () => {
  const groups = [
    ["(", ")"],
    ["(y or ", ")"],
    ["(y && ", ")"],
    ["!(", ")"],
  ] as const;
  for (const languageId of languageIds)
    it(`is read all the same (${languageId})`, () => {
      const { accessor, references } = language(languageId);
      for (const [open, close] of groups) {
        const nested = `${open.repeat(20_000)}${accessor("MY_NAME")}${close.repeat(20_000)}`;
        references(`import os\nx = ${nested}\n`, languageId);
      }
    });
});

describe("A script with very many", () => {
  const scripts: Readonly<Record<string, (index: number) => string>> = {
    "variables for the environment": (index) => `const e${index} = process.env; e${index}.NAME_${index};\n`,
    "functions that read it": (index) =>
      `function f${index}(n${index}) { return f(n${index}); } f${index}("NAME_${index}");\n`,
  };
  for (const [what, line] of Object.entries(scripts))
    it(`${what} is read in linear time, whatever they are called`, () => {
      const lines = Array.from({ length: 5_000 }, (_, index) => line(index));
      const text = `const f = (k) => process.env[k];\n${lines.join("")}`;
      let references: readonly Reference[] = [];
      const taken = processorTime(() => (references = language("typescript").references(text, "typescript")));
      assert.ok(taken < 1500, `${taken} ms`);
      // The computed name itself stands in the first line.
      assert.equal(references.length, lines.length + 1);
    });
});

describe("A long text with many references", () => {
  const starts = {
    typescript: "// ",
    python: "import os # ",
    go: "// ",
    java: "// ",
    ruby: "# ",
    php: "<?php // ",
    rust: "// ",
  };
  for (const [languageId, start] of Object.entries(starts))
    it(`is not gone through for each of them (${languageId})`, () => {
      const { references, accessor } = language(languageId);
      checkLinear(
        (text) => references(text, languageId),
        `${start}${"x".repeat(1_500_000)}\n`,
        `${accessor("NAME")}\n`,
      );
    });
});

describe("A script full of questions whether a name is there", () => {
  for (const piece of [
    "process.env.A&&",
    "process.env.A?",
    "!process.env.A||",
    "(process.env.A&&",
    "if(!process.env.A)return;",
    "if(process.env.A)",
  ])
    it(`is read in linear time: ${piece}`, () => {
      checkLinear((text) => language("typescript").references(text, "typescript"), "", piece);
    });
});

describe("A module full of questions whether a name is there", () => {
  const question = 'os.getenv("A")';
  const pieces = [`${question} and `, `not ${question} or `, `(${question} and `, `if not ${question}: return\n`];
  for (const piece of [...pieces, `${question} if `, `if ${question}:\n `])
    it(`is read in linear time: ${JSON.stringify(piece)}`, () => {
      checkLinear((text) => language("python").references(text, "python"), "import os\n", piece);
    });
});

describe("The editor's id for the language of a file", () => {
  it("is told by the ending", () => {
    assert.deepEqual(["a.ts", "a.tsx", "a.mjs", "a.vue", "a.py", "a.bin"].map(languageIdOf), [
      "typescript",
      "typescriptreact",
      "javascript",
      "vue",
      "python",
      "plaintext",
    ]);
  });
});
