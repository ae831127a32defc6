import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import { Carried } from "../../../server/languages/carried";
import { referencesIn } from "../../../server/languages/javascript/javascript";
import { Outline } from "../../../server/languages/javascript/outline";
import { markupTable, typescriptTable } from "../../../server/languages/javascript/syntax";
import { WordIndex } from "../../../server/languages/wordIndex";
import { lex } from "../../../server/languages/lex";
import type { LexicalTable, Reader } from "../../../server/languages/lexicalTable";
import { forgetTyped } from "../../../server/languages/rereading";
import { forgetScript } from "../../../server/languages/shell/rescanning";
import { Scanner } from "../../../server/languages/shell/scanner";
import { forgetLines } from "../../../server/languages/yaml/typedLines";
import { Layout } from "../../../server/languages/python/layout";
import { pythonTable } from "../../../server/languages/python/syntax";
import { Tokens } from "../../../server/languages/tokens";
import { language } from "./check";
import { samples } from "./samples";

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

const pythonBlocks = [
  'from os import environ, getenv  # what the "process was given\nTEXT = f"{environ[\'A\']!r:>{width}} {{no}} {b}"\n',
  '"""Says <KEY>, and \'why\'.\n\n    It is # no note.\n"""\n',
  "def first(a, *b, c={'d': [1, (2, 3)]}):\n    return rb'\\x' + '''\nlong \"one\" {x}'''\n",
  "class Thing(Base, key=lambda x: x[0]):\n    x = [environ.get('X') for y in z if y < 1]\n",
  'note = rf"""\n{call(a, {"b": f\'{c}\'})}\n  }} """ + ""\n',
];

function programOf(length: number, pieces = blocks): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...pieces), { minLength: 8, maxLength: 24 })
    .map((picks) => picks.join(""))
    .map((text) => text.repeat(Math.ceil(length / text.length)));
}

const typed = fc.constantFrom(
  ...'` ${ } { ( ) [ ] < > / /* */ // \' " ; \n => ! <T>( <div> </div> return if(x){ }\n x; 😀 \\ case: process.env.NEW """ \'\'\' f" # {{'.split(
    " ",
  ),
  " ",
  "const x = 1;\n",
  ...["class ", "\nclass A\n", " extends x\n", "\nconst ", "\nfunction f(x", "): x is\n  y {\n", " x =>", ",\n"],
  ..."<script> </script> {{ :a=\" @b=' {#if <style> <!-- --> \n--- process.env.NEW}} ".split(" "),
  ...'<<~A <<<A <<A <<-A\n A \nA\n \n=begin \n=end \n__END__ <?php ?> <% %> %w[ %Q( %| q( qw[ s/ #= =# <# #> @"\n \n"@ [[ ]] -- r"( ~s( #{ $( case esac in\n \ndone\n (( X=1\n $X ${X:- ]]\n'.split(
    " ",
  ),
);

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  isNear: fc.boolean(),
  removed: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(9_000)),
  inserted: fc.array(typed, { maxLength: 3 }),
});

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** A text that somebody went on typing in, at a place or elsewhere, and where the cursor is then. */
function edited(text: string, cursor: number, { at: place, isNear, removed, inserted }: Edit) {
  const at = isNear ? cursor : Math.floor(place * text.length);
  const typed = inserted.join("");
  return { text: text.slice(0, at) + typed + text.slice(at + removed), at: at + typed.length };
}

const othersWithReach = [
  ..."go java kotlin scala groovy c csharp rust swift dart ruby erb php perl elixir fsharp terraform julia lua".split(
    " ",
  ),
  ..."powershell r shellscript vue svelte astro yaml github-actions-workflow dockercompose json toml".split(" "),
];

/** What starts a text, a line with a reference, and how a heredoc starts and ends. Without an end it is none. */
const heredocs = [
  ["ruby", "", 'a = ENV["NAME"] || "b"', "x = <<TEXT\n", "TEXT"],
  ["php", "<?php\n", '$a = getenv("NAME");', "$x = <<<TEXT\n", "TEXT;"],
  ["perl", "", "my $a = $ENV{NAME};", "print <<'TEXT';\n", "TEXT"],
  ["terraform", "", 'a = get_env("NAME")', "x = <<TEXT\n", "TEXT"],
] as const;

/** A line with a reference, and what opens a string, or a hole in one. */
const openStrings = [
  ["python", "import os\n", 'a = os.environ["NAME"]', 'x = f"{'],
  ["typescript", "", "const a = process.env.NAME;", "x = `${"],
  ["csharp", "", 'var a = Environment.GetEnvironmentVariable("NAME");', 'x = $"{'],
  ["csharp", "", 'var a = Environment.GetEnvironmentVariable("NAME");', 'x = $"""{'],
  ["ruby", "", 'a = ENV["NAME"]', 'x = "#{'],
  ["ruby", "", 'a = ENV["NAME"]', "x = %Q(a (#{"],
  ["ruby", "", 'a = ENV["NAME"]', "x = %("],
  ["ruby", "", 'a = ENV["NAME"]', "x = %w["],
  ["erb", "", '<%= ENV["NAME"] %>', "<%= %Q{"],
  ["perl", "", "my $a = $ENV{NAME};", "my $x = q("],
  ["perl", "", "my $a = $ENV{NAME};", "my $x = qq{"],
  ["perl", "", "my $a = $ENV{NAME};", "s{"],
  ["elixir", "", 'a = System.get_env("NAME")', 'x = "#{'],
  ["kotlin", "", 'val a = System.getenv("NAME")', 'x = "${'],
  ["scala", "", 'val a = sys.env("NAME")', 'x = s"${'],
  ["groovy", "", 'def a = System.getenv("NAME")', 'x = "${'],
  ["swift", "", 'let a = ProcessInfo.processInfo.environment["NAME"]', 'x = "\\('],
  ["swift", "", 'let a = ProcessInfo.processInfo.environment["NAME"]', 'x = #"\\#('],
  ["dart", "", 'var a = Platform.environment["NAME"];', 'x = "${'],
  ["powershell", "", "$a = $env:NAME", '$x = "$('],
  ["php", "<?php\n", '$a = getenv("NAME");', '$x = "{$'],
  ["terraform", "", 'a = get_env("NAME")', 'x = "${'],
] as const;

const code = "const some = process.env.SOME_NAME ?? other(1, [2], { a: `x ${b}` });\n".repeat(50);

/** Parts of a component in which a lexer comes by several times where it can go on, and what leaves them open. */
const longParts = [
  `<script>\n${code}</script>\n`,
  `<script lang="tsx">\n${code}return <p title={import.meta.env.NAME}>it's</p>\n</script>\n`,
  `<p>{ a(() => {\n${code}}) } it's "</p>\n`,
  `<p :a="b">{{ {\n${code}} }} \`</p>\n`,
  `---\n${code}---\n`,
  "<script>",
  "{",
];

const tables = { typescriptTable, markupTable, pythonTable };

describe("A text that somebody types in", () => {
  for (const [name, table] of Object.entries(tables))
    it(`is read as if it had never been seen before, whatever is typed (${name})`, () => {
      fc.assert(
        fc.property(
          programOf(30_000, table === pythonTable ? pythonBlocks : blocks),
          fc.array(edit, { minLength: 2, maxLength: 6 }),
          (start, edits) => {
            let text = start;
            let at = 0;
            for (const each of edits) {
              ({ text, at } = edited(text, at, each));
              assertSame(lex(text, table, at), lex(text, withoutReach(table), at));
            }
          },
        ),
        { numRuns: 25 },
      );
    });

  it("is read so, and its references are found, when it is not the only one", () => {
    // Texts a little longer and a little shorter than those of which the reading is kept.
    const open = fc.record({
      text: fc.constantFrom(18_000, 21_000, 30_000).chain(programOf),
      table: fc.constantFrom(typescriptTable, markupTable),
    });
    const step = fc.record({ which: fc.nat(1), edit });
    fc.assert(
      fc.property(fc.tuple(open, open), fc.array(step, { minLength: 3, maxLength: 8 }), (files, steps) => {
        const texts = files.map(({ text }) => text);
        for (const { which, edit: made } of steps) {
          const { text, at } = edited(texts[which] ?? "", 0, { ...made, isNear: false });
          texts[which] = text;
          const { table } = files[which]!;
          const expected = lex(text, withoutReach(table), at);
          const tokens = lex(text, table, at);
          assert.deepEqual(referencesIn(tokens), referencesIn(expected));
          assertSame(tokens, expected);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("has the scopes and words that it would have if it had never been seen before", () => {
    const asked = fc.oneof(fc.constant("all"), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }));
    const steps = fc.array(fc.record({ edit, asked }), { minLength: 3, maxLength: 6 });
    const programs = fc.tuple(programOf(12_000), programOf(12_000)).map(([before, inside]) => {
      return `${before}class Outer {\n  method(env, [x]) {\n${inside}\n  }\n}\n`;
    });
    fc.assert(
      fc.property(programs, steps, (start, made) => {
        const outlines = new Carried((tokens) => new Outline(tokens));
        const indexes = new Carried((tokens) => new WordIndex(tokens));
        let text = start;
        let at = text.length >> 1;
        for (const { edit, asked } of made) {
          ({ text, at } = edited(text, at, edit));
          const expected = lex(text, withoutReach(typescriptTable), at);
          const tokens = lex(text, typescriptTable, at);
          const outline = outlines.of(tokens);
          const words = indexes.of(tokens);
          const afresh = { outline: new Outline(expected), words: new WordIndex(expected) };
          const places = typeof asked === "string" ? [] : asked.map((place) => Math.floor(place * expected.count));
          const tokensAsked = typeof asked === "string" ? Array(expected.count).keys() : places;
          for (const token of tokensAsked) assertSameScope(outline, afresh.outline, token);
          for (const name of ["x", "env", "key", "f", "port"]) assert.deepEqual(words.of(name), afresh.words.of(name));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("has other scopes far in front of where a bracket is closed, and no more", () => {
    const outlines = new Carried((tokens) => new Outline(tokens));
    const functions = "function f<T>(x: T): T {\n  return x\n}\n".repeat(400);
    for (const typed of ["}", "} ", "", "f", "}"]) {
      const text = `${functions}class A {\n${functions}${typed}`;
      const tokens = lex(text, typescriptTable, text.length);
      const [outline, afresh] = [outlines.of(tokens), new Outline(tokens)];
      for (let token = 0; token < tokens.count; token++) assertSameScope(outline, afresh, token);
    }
  });

  it("has the lines of Python that it would have if it had never been seen before", () => {
    fc.assert(
      fc.property(programOf(25_000, pythonBlocks), fc.array(edit, { minLength: 4, maxLength: 12 }), (start, edits) => {
        const layouts = new Carried((tokens) => new Layout(tokens));
        let text = start;
        let at = text.length >> 1;
        for (const each of edits) {
          ({ text, at } = edited(text, at, each));
          const tokens = lex(text, pythonTable, at);
          const layout = layouts.of(tokens);
          const afresh = new Layout(tokens);
          assert.deepEqual([layout.firsts, layout.columns], [afresh.firsts, afresh.columns]);
          for (let token = 0; token < tokens.count; token++)
            if (layout.depth(token) !== afresh.depth(token)) assert.fail(`the depth of token ${token} differs`);
        }
      }),
      { numRuns: 25 },
    );
  });

  for (const languageId of othersWithReach)
    it(`holds the references that it would hold if it had never been seen before (${languageId})`, () => {
      const own = samples.filter(([id]) => id === languageId).map(([, text]) => `${text}\n`);
      assertHoldsTheSame(languageId, programOf(25_000, own), 4);
    });

  for (const languageId of ["vue", "svelte", "astro"])
    it(`holds the references that it would hold so in long scripts and holes, too (${languageId})`, () => {
      assertHoldsTheSame(languageId, programOf(25_000, longParts), 10);
    });

  for (const [languageId, start, line, announced, end] of heredocs)
    it(`notices the end of a heredoc that is typed far behind its start (${languageId})`, () => {
      const { references } = language(languageId);
      const [top, middle, bottom] = [200, 200, 200].map((count) => `${line}\n`.repeat(count));
      const holding = (typed: string): number => {
        const at = start.length + top!.length + announced.length + middle!.length + typed.length;
        return references(`${start}${top}${announced}${middle}${typed}${bottom}`, languageId, at).length;
      };
      assert.deepEqual(["", `${end}\n`, ""].map(holding), [600, 400, 600]);
    });

  it("is read as a script from where one begins, though what stands there would be the same in markup", () => {
    const { references } = language("svelte");
    const [holes, lines] = ["{a} {b} {c}\n".repeat(2_000), "it's {process.env.NAME}\n".repeat(10)];
    const counts = ["", "<script>", ""].map(
      (typed) => references(`${typed}\n${holes}${lines}</script>`, "svelte", typed.length).length,
    );
    assert.deepEqual(counts, [10, 0, 10]);
  });

  it("is only read near the place in a script of a shell", () => {
    const { references } = language("shellscript");
    const step = mock.method(Scanner.prototype, "step");
    const text = 'case $1 in\n  a) echo "$HOME_ONE" ;;\nesac\ncat <<END\n$HOME_TWO\nEND\n'.repeat(1_000);
    const half = text.indexOf("case", text.length / 2);
    const counts = ["x", "$X", "$X", "export HOME_TWO=1"].map((typed) => {
      step.mock.resetCalls();
      references(`${text.slice(0, half)}${typed}\n${text.slice(half)}`, "shellscript", half + typed.length);
      return step.mock.callCount();
    });
    step.mock.restore();
    const [all = 0, ...later] = counts;
    assert.ok(
      later.every((count) => count > 0 && count < all / 5),
      counts.join(),
    );
  });

  for (const [languageId, start, line, opened] of openStrings)
    it(`is only read near the place in an open string, or a hole in one (${languageId}: ${opened})`, () => {
      const { references } = language(languageId);
      const half = `${line}\n`.repeat(1_500);
      forgetTyped();
      const counts = ["", ...["a", "ab", "abc"].map((typed) => opened + typed)].map((typed) =>
        tokensAdded(() => {
          const text = `${start}${half}${typed}\n${half}`;
          const found = references(text, languageId, start.length + half.length + typed.length);
          assert.equal(found.length, 3_000);
        }),
      );
      const [all = 0, , ...later] = counts;
      assert.ok(
        later.every((count) => count < all / 5),
        counts.join(),
      );
    });

  it("takes nothing over from a file of another kind but the room", () => {
    const textOf = (length: number): string => blocks.join("").repeat(length / blocks.join("").length);
    const [large, small] = [textOf(40_000), textOf(18_000)];
    for (const typed of ["a", "ab"])
      assertSame(lex(large + typed, typescriptTable, large.length), lex(large + typed, withoutReach(typescriptTable)));
    const start = `other(file);\n${small}\nconst x = \``;
    const text = `${start}\nmore(of, it);\n`;
    assertSame(lex(text, markupTable, start.length), lex(text, withoutReach(markupTable), start.length));
  });

  it("is read in full again once it has been closed in between", () => {
    const text = blocks.join("").repeat(40);
    const seen = new Set<number>();
    const slash: Reader = (lexer) => {
      seen.add(lexer.position);
      return typescriptTable.readers?.["/"]?.(lexer) ?? false;
    };
    const table = { ...typescriptTable, readers: { ...typescriptTable.readers, "/": slash } };
    const readAgain = (typed: string): number => {
      seen.clear();
      lex(text + typed, table, text.length);
      return seen.size;
    };
    const all = readAgain("a");
    assert.ok(readAgain("ab") < all / 2);
    forgetTyped();
    assert.equal(readAgain("abc"), all);
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
    for (const piece of ["const a = 1 / 2;", "x`", "x`y", "x`yz", "x`yz`", "if (y) { z(); }", "/* a note */"]) {
      calls = 0;
      lex(`${text.slice(0, middle)}\n${piece}${text.slice(middle)}`, table, middle + 1 + piece.length);
      // What runs away from here does so in the same way at the next keystroke, and is not read again.
      const isOpen = piece === "x`";
      assert.ok(calls > 0 && calls < (isOpen ? all : all / 5), `${calls} of ${all} for ${piece}`);
    }
  });
});

/** How many tokens are made meanwhile, and not taken over. */
function tokensAdded(read: () => void): number {
  const made = Object.getOwnPropertyDescriptor(Tokens.prototype, "add")!;
  let count = 0;
  Object.defineProperty(Tokens.prototype, "add", {
    ...made,
    value(this: Tokens, ...given: Parameters<Tokens["add"]>): number {
      count++;
      return (made.value as Tokens["add"]).apply(this, given);
    },
  });
  read();
  Object.defineProperty(Tokens.prototype, "add", made);
  return count;
}

function assertSameScope(outline: Outline, expected: Outline, token: number): void {
  for (const column of ["parent", "role", "link"] as const)
    if (outline[column](token) !== expected[column](token)) assert.fail(`the ${column} of token ${token} differs`);
}

/** Holds what is found in each state of a text that somebody types in to what is found when nothing was kept of the one before. */
function assertHoldsTheSame(languageId: string, programs: fc.Arbitrary<string>, numRuns: number): void {
  const { references } = language(languageId);
  fc.assert(
    fc.property(programs, fc.array(edit, { minLength: 2, maxLength: 4 }), (start, edits) => {
      const states: { readonly text: string; readonly at: number }[] = [{ text: start, at: start.length >> 1 }];
      for (const each of edits) states.push(edited(states.at(-1)!.text, states.at(-1)!.at, each));
      const found = states.map(({ text, at }) => references(text, languageId, at));
      for (const [step, { text, at }] of states.entries()) {
        forgetTyped();
        forgetScript();
        forgetLines();
        assert.deepEqual(found[step], references(text, languageId, at));
      }
    }),
    { numRuns },
  );
}

function withoutReach(table: LexicalTable): LexicalTable {
  const copy: { -readonly [key in keyof LexicalTable]: LexicalTable[key] } = { ...table };
  delete copy.reach;
  return copy;
}

function assertSame(tokens: Tokens, expected: Tokens): void {
  assert.equal(tokens.runaways, expected.runaways);
  assert.deepEqual(tokens.watched, expected.watched);
  assert.equal(tokens.count, expected.count);
  const columns = ["kind", "start", "end", "partner", "code", "hash"] as const;
  for (let index = 0; index < expected.count; index++)
    for (const column of columns)
      if (tokens[column](index) !== expected[column](index)) assert.fail(`the ${column} of token ${index} differs`);
}
