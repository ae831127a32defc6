import { withNotes } from "../../marked";
import { rows } from "./tables";

/** Texts of the languages that have tests of their own, with what makes reading them difficult. */
const difficult: Readonly<Record<string, string>> = {
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
  ruby: "# ENV['NO']\na = ENV['A'] || \"#{ENV.fetch(\"B\") { 'c' }} <INLINE_KEY>\"\nENV.key?('D')\n%Q(a (b #{ENV['E']} %w[<OTHER_KEY> []]) c) + %|#{d}|\n",
  json: '{ "a": "<INLINE_KEY>", /* <NO_NO> */ "b": ["\\"<secret>key</secret>"] }\n',
  toml: "# <NO_NO>\na = \"<INLINE_KEY>\"\nb = '''<OTHER_KEY>'''\n",
  dotenv: '# <NO_NO>\nA=<INLINE_KEY>\nB="x <OTHER_KEY>"\n',
  markdown: "# <INLINE_KEY>\n<!-- <NO_NO> -->\n`<OTHER_KEY>` <p>text</p> <secret>key</secret>\n",
  plaintext: "Use <INLINE_KEY> and <secret>key</secret>.\n",
};

/** Texts of all languages, by the editor's ids for them. */
export const samples: readonly (readonly [languageId: string, text: string])[] = [
  ...Object.entries(difficult),
  ...rows.map(({ languageId, marked }) => [languageId, withNotes(marked).text] as const),
];
