import assert from "node:assert/strict";
import { replacementFor } from "../../../server/analysis/renaming";

const renamed: Record<string, string> = {
  "use(process.env.█OLD)": "use(process.env.NEW)",
  'use(process.env["█OLD"])': 'use(process.env["NEW"])',
  "const { █OLD } = process.env": "const { NEW: OLD } = process.env",
  "const { A, █OLD, B } = process.env": "const { A, NEW: OLD, B } = process.env",
  'const { █OLD = "x", B } = process.env': 'const { NEW: OLD = "x", B } = process.env',
  "const { █OLD: old } = process.env": "const { NEW: old } = process.env",
  "const { env: { █OLD } } = process": "const { env: { NEW: OLD } } = process",
  "let {\n  A = f({ b: 1 }),\n  █OLD,\n} = process.env": "let {\n  A = f({ b: 1 }),\n  NEW: OLD,\n} = process.env",
  "function f({ █OLD } = process.env) {}": "function f({ NEW: OLD } = process.env) {}",
  "({ █OLD } = process.env)": "({ NEW: OLD } = process.env)",
  'import { █OLD } from "$env/static/private"': 'import { NEW as OLD } from "$env/static/private"',
  'import { █OLD as old } from "$env/static/private"': 'import { NEW as old } from "$env/static/private"',
  "const env = { ...process.env, █OLD }": "const env = { ...process.env, NEW: OLD }",
  "return { █OLD, ...process.env }": "return { NEW: OLD, ...process.env }",
  "return { ...process.env, █OLD: 1 }": "return { ...process.env, NEW: 1 }",
  "url={█OLD}, and more": "url={NEW}, and more",
  "f(a, process.env.█OLD, b)": "f(a, process.env.NEW, b)",
  "const a = { b: 1, c: process.env.█OLD }": "const a = { b: 1, c: process.env.NEW }",
  '"<█OLD>"': '"<NEW>"',
  "echo ${A},${█OLD}": "echo ${A},${NEW}",
  "secrets:\n  - █OLD\n": "secrets:\n  - NEW\n",
};

describe("A name that is renamed", () => {
  for (const [marked, expected] of Object.entries(renamed))
    it(`makes ${marked} ${expected}`, () => {
      const start = marked.indexOf("█");
      const text = marked.replace("█", "");
      const to = replacementFor(text, start, start + 3, "NEW");
      assert.equal(text.slice(0, start) + to + text.slice(start + 3), expected);
    });
});
