import assert from "node:assert/strict";
import fc from "fast-check";
import { languageIdOf } from "../../../server/languages/index";
import { withNotes } from "../../marked";
import { checkLinear, language } from "./check";
import { rows } from "./tables";

/** Texts of the languages that have tests of their own, with what makes reading them difficult. */
const samples: Readonly<Record<string, string>> = {
  typescriptreact: `#!/usr/bin/env node
import { env as e } from "node:process";
const { A, B: b = "d", ...rest } = process.env; // process.env.NO
function f({ C } = process.env, env = process.env) { return env.D ?? \`\${process.env.E} <INLINE_KEY>\` }
const page = () => <p title="<OTHER_KEY>">don't {process.env.F}</p>;
const half = x / process.env.G / 2, re = /[/"]/g; delete e.H;
export default class { env = process.env; get [\`x\`]() { return Deno.env.get("I") } }
`,
  svelte: `<script lang="ts">import { env } from "$env/dynamic/private"; const a = \`<INLINE_KEY>\${env.A}\`;</script>
<p title={env.B}>{#if env.C}{:else}{@html x}{/if} it's</p><style>a { b: c }</style><!-- {x} -->
`,
  vue: `<template><p :title="import.meta.env.A" @click="x">{{ import.meta.env.D }}</p></template><script>process.env.B</script>`,
  astro: `---\nconst { A } = import.meta.env;\n---\n<p>{import.meta.env.B && <b>don't</b>}</p>`,
  python: `import os as o, sys
from os import environ as e, getenv
# os.environ["NO"]
def f(x=e.get("A")): return o.environ["B"], getenv("C", 'd'), f"{o.getenv('D')} {{x}} <INLINE_KEY>", r"\\"
"""os.environ["NO"]"""
`,
  go: 'func main() { a := os.Getenv("A") /* no */; r := \'"\'; s := `<INLINE_KEY>`; os.LookupEnv("B") }\n',
  ruby: "# ENV['NO']\na = ENV['A'] || \"#{ENV.fetch(\"B\") { 'c' }} <INLINE_KEY>\"\nENV.key?('D')\n",
  json: '{ "a": "<INLINE_KEY>", /* <NO_NO> */ "b": ["\\"<secret>key</secret>"] }\n',
  toml: "# <NO_NO>\na = \"<INLINE_KEY>\"\nb = '''<OTHER_KEY>'''\n",
  dotenv: '# <NO_NO>\nA=<INLINE_KEY>\nB="x <OTHER_KEY>"\n',
  markdown: "# <INLINE_KEY>\n<!-- <NO_NO> -->\n`<OTHER_KEY>` <p>text</p> <secret>key</secret>\n",
  plaintext: "Use <INLINE_KEY> and <secret>key</secret>.\n",
};

const all = [
  ...Object.entries(samples),
  ...rows.map(({ languageId, marked }) => [languageId, withNotes(marked).text] as const),
];

const languageIds = [...new Set(all.map(([languageId]) => languageId))];

/** Reads a text the ways the server does, and holds what comes back to what every language promises. */
function read(languageId: string, text: string, editedAt: number): void {
  const family = language(languageId);
  for (const references of [family.references(text, languageId), family.references(text, languageId, editedAt)]) {
    let last = -1;
    for (const { name, start, end } of references) {
      assert.equal(text.slice(start, end), name);
      assert.ok(start > last, "references stand in order");
      last = start;
    }
  }
  family.contextAt(text, editedAt, languageId);
}

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
    const texts = all.filter(([id]) => id === languageId).map(([, text]) => text);

    it(`${languageId} gets through anything put in anywhere`, () => {
      const place = fc.constantFrom(...texts).chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length)));
      fc.assert(
        fc.property(place, fc.array(pieces, { maxLength: 4 }), ([text, at], inserted) => {
          read(languageId, text.slice(0, at) + inserted.join("") + text.slice(at), at);
        }),
        { numRuns: 60 },
      );
    });

    it(`${languageId} gets through any text cut off anywhere, with the cursor at its end`, () => {
      const text = texts[0]!;
      for (let end = 0; end <= text.length; end++) read(languageId, text.slice(0, end), end);
    });

    it(`${languageId} gets through any text at all`, () => {
      fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
          read(languageId, text, text.length);
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
      const started = performance.now();
      for (const piece of ["<", "${", '"']) read(seed + piece.repeat(1_000_000 / piece.length));
      assert.ok(performance.now() - started < 5000, "a megabyte takes no more than a second or two");
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
      const started = performance.now();
      const text = `const f = (k) => process.env[k];\n${lines.join("")}`;
      const references = language("typescript").references(text, "typescript");
      assert.ok(performance.now() - started < 1500);
      // The computed name itself stands in the first line.
      assert.equal(references.length, lines.length + 1);
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
