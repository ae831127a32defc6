import assert from "node:assert/strict";
import { language } from "./check";

const typedInto: readonly (readonly [string, string])[] = [
  ["vue", '<p :a="import.meta.env.A">█</p>\n<!-- b -->\n<p :c="import.meta.env.C">{{ import.meta.env.D }}</p>'],
  [
    "vue",
    "<script setup>\nconst a = import.meta.env.A;█\nconst b = `${import.meta.env.B}`; // c\n</script>\n<p>{{ b }}</p>",
  ],
  [
    "svelte",
    "<script>\nimport { env } from '$env/dynamic/private';█\nlet b = `${env.B}`; /* c */\n</script>\n<p>{env.D}</p>",
  ],
  ["svelte", "<p a={process.env.A}>█</p>\n{#if process.env.B}<p>{`${process.env.C}`}</p>{/if}\n<!-- d -->"],
  ["svelte", '<p a={process.env.A}>█</p>\n<p>it\'s "{process.env.B}"</p>'],
  [
    "astro",
    "---\nconst a = import.meta.env.A;█\nconst b = `${import.meta.env.B}`;\n---\n<p>{import.meta.env.C} /* d */</p>",
  ],
  ["astro", "<p>{import.meta.env.A}</p>█\n{list.map((x) => (\n  <p>{`${import.meta.env.B}`}</p>\n))}<!-- c -->"],
  [
    "astro",
    "{list.map((x) => (\n  <p>{import.meta.env.A}</p>█\n  <p>{`${import.meta.env.B}`}</p>\n))}\n<p>{process.env.C}</p>",
  ],
];

const halves = [
  "`text",
  "`text ${a",
  "/* note",
  "<!-- note",
  "{`text",
  "{a",
  "{{ `text",
  '<p :title="text',
  "'text",
  "<p a={`text",
];

describe("In components that somebody types into", () => {
  for (const [languageId, marked] of typedInto)
    for (const half of halves)
      it(`${languageId} keeps what stands elsewhere: ${JSON.stringify(half)} in ${JSON.stringify(marked.slice(0, 30))}`, () => {
        const at = marked.indexOf("█");
        const text = `${marked.slice(0, at)}\n${half}${marked.slice(at + 1)}`;
        const namesOf = (typed: string, editedAt?: number): readonly string[] =>
          language(languageId)
            .references(typed, languageId, editedAt)
            .map(({ name }) => name);
        assert.deepEqual(namesOf(text, at + 1 + half.length), namesOf(marked.replace("█", "")));
      });
});
