import assert from "node:assert/strict";
import fc from "fast-check";
import { markupTable, typescriptTable } from "../../../server/languages/javascript/syntax";
import { lex } from "../../../server/languages/lex";
import type { LexicalTable, Reader } from "../../../server/languages/lexicalTable";
import type { Tokens } from "../../../server/languages/tokens";
import { language } from "./check";

/** Pieces of a program that it takes different parts of the lexer to read. */
const blocks = [
  'import { env } from "node:process"; // what the process was given\nconst { A, B = "b" } = env;\n',
  "/**\n * Says <KEY>, and `why`.\n */\nexport function first<T extends object>(x: T[], y = /[/\"'`]/g): T | undefined {\n  return x[0]!;\n}\n",
  'const text = `${process.env.HOST}:${ports.map((port) => `${port}`).join(",")} <API_KEY>`;\n',
  "if (a / b / c > 1) {\n  for (const x of list) { call(x, { y: [1, 2, { z: '}' }] }); }\n} else /x{2}/.test(a)\n",
  "class Thing<K, V> extends Map<K, V> {\n  #x = process.env.X ?? 'x';\n  get y() { return this.#x!.length }\n}\n",
  "const page = (\n  <Layout title=\"it's\" {...props}>\n    <p>don't {list.map((x) => <li key={x}>{x}</li>)}</p>\n    <br />\n  </Layout>\n)\n",
  "switch (kind) {\n  case 1: { done(); break }\n  default: while (x--) y = x ? `a` : /b/\n}\n",
  "/* a note\n   that goes on */ const f = async <T,>(x: T) => (await g(x)) as T\nlabel: x = a\n++b\n",
];

const program = fc
  .array(fc.nat(blocks.length - 1), { minLength: 8, maxLength: 24 })
  .map((picks) => picks.map((pick) => blocks[pick]).join(""))
  .map((text) => text.repeat(Math.ceil(30_000 / text.length)));

const typed = fc.constantFrom(
  ..."` ${ } { ( ) [ ] < > / /* */ // ' \" ; \n => ! <T>( <div> </div> return if(x){ }\n x; 😀 \\ case: process.env.NEW".split(
    " ",
  ),
  " ",
  "const x = 1;\n",
);

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  isNear: fc.boolean(),
  removed: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(9_000)),
  inserted: fc.array(typed, { maxLength: 3 }),
});

const tables = { typescriptTable, markupTable };

describe("A text that somebody types in", () => {
  for (const [name, table] of Object.entries(tables))
    it(`is read as if it had never been seen before, whatever is typed (${name})`, () => {
      fc.assert(
        fc.property(program, fc.array(edit, { minLength: 2, maxLength: 6 }), (start, edits) => {
          let text = start;
          let at = 0;
          for (const { at: place, isNear, removed, inserted } of edits) {
            if (!isNear) at = Math.floor(place * text.length);
            text = text.slice(0, at) + inserted.join("") + text.slice(at + removed);
            at += inserted.join("").length;
            assertSame(lex(text, table, at), lex(text, withoutReach(table), at));
          }
        }),
        { numRuns: 25 },
      );
    });

  it("keeps what the brackets around a line hold that opens one of its own", () => {
    const schema = (typed: string) =>
      `import { z } from "zod";\nconst schema = z.object({ A: z.string(),\n${typed}\n  next: 1,\n  B: z.string() });\nschema.parse(process.env);\n`;
    for (const typed of ["const { ", "if (name) {", "call(name, [", "/* note", "`text ${"]) {
      const text = schema(typed);
      const references = language("typescript").references(text, "typescript", text.indexOf(typed) + typed.length);
      const names = references.map(({ name }) => name);
      assert.deepEqual([names.includes("A"), names.includes("B")], [true, true], `${typed} leaves ${names.join()}`);
    }
  });

  it("is only read near the place", () => {
    let calls = 0;
    const slash = typescriptTable.readers?.["/"];
    const counted: Reader = (lexer) => {
      calls++;
      return slash?.(lexer) ?? false;
    };
    const table = { ...typescriptTable, readers: { ...typescriptTable.readers, "/": counted } };
    const text = "const half = x / 2; // a note\nfunction f() { return `${half}`; }\n".repeat(3_000);
    const middle = text.indexOf("\n", text.length / 2);
    lex(text, table, middle);
    const all = calls;
    for (const piece of ["const a = 1 / 2;", "x`", "if (y) { z(); }", "/* a note */"]) {
      calls = 0;
      lex(`${text.slice(0, middle)}\n${piece}${text.slice(middle)}`, table, middle + 1 + piece.length);
      const isOpen = piece.includes("`");
      assert.ok(calls > 0 && calls < (isOpen ? all : all / 5), `${calls} of ${all} for ${piece}`);
    }
  });
});

function withoutReach(table: LexicalTable): LexicalTable {
  const copy: { -readonly [key in keyof LexicalTable]: LexicalTable[key] } = { ...table };
  delete copy.reach;
  return copy;
}

function assertSame(tokens: Tokens, expected: Tokens): void {
  assert.equal(tokens.runaways, expected.runaways);
  assert.deepEqual(tokens.watched, expected.watched);
  assert.equal(tokens.count, expected.count);
  const columns = ["kind", "start", "end", "partner", "code"] as const;
  for (let index = 0; index < expected.count; index++)
    for (const column of columns)
      if (tokens[column](index) !== expected[column](index)) assert.fail(`the ${column} of token ${index} differs`);
}
