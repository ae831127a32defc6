import fc from "fast-check";
import type { Case } from "../pure/languages/promises";
import { samples } from "../pure/languages/samples";

/** What makes reading difficult: openers without an end, ends without a beginning, other scripts, halves of characters. */
const pieces = [
  ...Array.from("`\"'(){}[]<>/\\#$%@:;,.=!?&|*-~^_ \t\n\r"),
  ...Array.from("é😀\u200b\u2028\ufeff\0"),
  "\ud83d",
  "\ude00",
  "\r\n",
  "/*",
  "*/",
  "//",
  "<!--",
  "-->",
  '"""',
  "'''",
  "${",
  "${{ ",
  "#{",
  "$(",
  "<<EOF\n",
  "<<~'EOF'\n",
  "\nEOF\n",
  "<script>",
  "</script>",
  "<?php ",
  "?>",
  "---\n",
  "<secret>",
  "</secret>",
  "<API_KEY>",
  "process.env.",
  "process.env",
  "import.meta.env.X",
  "const { A = ",
  " } = process.env",
  'os.environ["',
  "import os as ",
  'ENV["A"]',
  'getenv("A")',
  "=begin\n",
  'r#"',
  "q{",
  '@"',
  "=> ",
  "function f(",
  "\n  - ",
  ": |\n  ",
];

type Change = (text: string, other: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const at = (text: string, part: number): number => Math.floor(part * (text.length + 1));

/** Something done to a text; `other` is a second text of the language. */
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(place, fc.constantFrom(...pieces)).map(([part, piece]) => insert(part, piece)) },
  fc.tuple(place, fc.constantFrom(...pieces), fc.nat(300)).map(([part, piece, n]) => insert(part, piece.repeat(n))),
  fc.tuple(place, fc.string({ unit: "binary", maxLength: 10 })).map(([part, piece]) => insert(part, piece)),
  place.map(
    (part): Change =>
      (text) =>
        text.slice(0, at(text, part)),
  ),
  place.map(
    (part): Change =>
      (text) =>
        text.slice(at(text, part)),
  ),
  fc.tuple(place, fc.nat(12)).map(([part, n]): Change => (text) => {
    const from = at(text, part);
    return text.slice(0, from) + text.slice(from + n);
  }),
  fc.tuple(place, place).map(([part, from]): Change => (text, other) => {
    return text.slice(0, at(text, part)) + other.slice(at(other, from)) + text.slice(at(text, part));
  }),
  fc.constantFrom(/["'`]/, /[()[\]{}]/, /[<>]/, /\n/).chain((what) =>
    place.map((part): Change => (text) => {
      const from = at(text, part);
      return text.slice(0, from) + text.slice(from).replace(what, "");
    }),
  ),
  fc.constantFrom("\r\n", "\r", "\n\n", " ").map(
    (end): Change =>
      (text) =>
        text.replaceAll("\n", end),
  ),
  fc.nat(2).map(
    (n): Change =>
      (text) =>
        text.repeat(1 + n),
  ),
);

function insert(part: number, piece: string): Change {
  return (text) => text.slice(0, at(text, part)) + piece + text.slice(at(text, part));
}

/** Texts of a language as nobody would write them. */
export function casesOf(languageId: string): fc.Arbitrary<Case> {
  const texts = samples.filter(([id]) => id === languageId).map(([, text]) => text);
  const sample = fc.constantFrom(...texts);
  return fc
    .tuple(check, sample, sample, fc.array(change, { maxLength: 4 }), place)
    .map(([what, text, other, changes, part]) => {
      const changed = changes.reduce((before, each) => each(before, other), text);
      return { check: what, languageId, text: changed, editedAt: at(changed, part) };
    });
}

/** Most texts are only read: the rest takes far longer. */
const check: fc.Arbitrary<Case["check"]> = fc.oneof(
  { weight: 20, arbitrary: fc.constant("reading" as const) },
  fc.constantFrom("typing" as const, "time" as const),
);
