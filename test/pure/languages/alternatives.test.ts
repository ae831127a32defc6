import assert from "node:assert/strict";
import { withAlternatives } from "../../../server/languages/alternatives";
import { language } from "./check";

/** By language, texts where each name in lower case is only read where the one before it is not there, and no other name is. */
const texts: Readonly<Record<string, readonly string[]>> = {
  typescript: [
    'use(process.env.A || process.env.b, process.env["C"] ?? (process.env["d"] ?? Deno.env.get("e")))',
    "const A = Number(process.env.A ?? import.meta.env.b) || 5; const { C, D } = process.env; use(C ?? D)",
    "const env = process.env;\nconst a = env.A\n  ?? env.b\n  ?? env.c;\nuse(process.env.D! || String(process.env.e))",
    "use(process.env.A || 1, process.env.B); use(process.env.C && process.env.D); use(process.env.E || !process.env.F)",
    "use(process.env.A ? process.env.B : process.env.C); use(process.env.D); use(process.env.E || f(1, process.env.F))",
    "const a = process.env.A // || process.env.X\n|| 1; use(process.env.B, process.env.C ?? x ?? process.env.D)",
    'use(!process.env.A || process.env.B, "c" === process.env["C"] || process.env.D, !(process.env.E || process.env.f))',
  ],
  python: [
    'import os\na = os.getenv("A") or os.getenv("b") or os.environ["c"]\nd = os.environ.get("D", os.environ.get("e"))',
    'import os\nf(os.getenv("A") or "", os.getenv("B"))\nos.getenv("C") and os.getenv("D")\nx = os.getenv("E", "e"), os.getenv("F")',
    'import os\nif not os.getenv("A") or os.getenv("B"): pass',
    'import os\na = (\n    os.getenv("A")\n    or os.getenv("b")\n)',
  ],
  php: ["<?php f(getenv('A') ?: getenv('b'), $_ENV['C'] ?? $_ENV['d']);"],
  ruby: [
    'f(ENV["A"] || ENV["b"], ENV.fetch("C", ENV["d"]), ENV.fetch("E") { ENV["f"] })\nENV["G"] = ENV["H"] || ENV["i"]',
  ],
  csharp: ['var a = Environment.GetEnvironmentVariable("A") ?? Environment.GetEnvironmentVariable("b");'],
  kotlin: ['val a = System.getenv("A") ?: System.getenv("b")'],
  rust: ['let a = env::var("A").or_else(|_| env::var("b"));'],
};

describe("A name that is only read where another one is not there", () => {
  for (const [languageId, some] of Object.entries(texts))
    for (const text of some)
      it(`is told in ${languageId}: ${text}`, () => {
        const found = withAlternatives(text, language(languageId).references(text, languageId));
        const told = found.filter(({ instead }) => instead === true).map(({ name }) => name);
        assert.deepEqual(
          told,
          found.map(({ name }) => name).filter((name) => name === name.toLowerCase()),
        );
        assert.ok(found.length > 1);
      });
});
