import assert from "node:assert/strict";
import { languageOf } from "../../../server/languages/index";
import { parseInlinePattern, withInlinePatterns } from "../../../server/languages/inlinePatterns";
import type { InlinePattern } from "../../../server/languages/inlinePatterns";
import { withCursor } from "../../marked";

function parsed(written: readonly string[]): readonly InlinePattern[] {
  return written.map((text) => {
    const result = parseInlinePattern(text);
    assert.ok(typeof result !== "string", text);
    return result;
  });
}

const usual = ["{NAME}", "{{NAME}}", "${NAME}", "%NAME%", "op://vault/NAME", "secret(NAME)"];

/** The names that are found, with what was in angle brackets or an accessor left out. */
function namesIn(path: string, text: string, written = usual): readonly string[] {
  const language = withInlinePatterns(languageOf("", path)!, parsed(written));
  const references = language.references(text, "");
  // The index and the editor read modules by this.
  if (language.modules !== undefined) assert.deepEqual(language.modules.read(text, "").references, references);
  return references.map(({ name, start, end, form }) => {
    assert.equal(text.slice(start, end), name);
    return form === "angle" ? name : `${form} ${name}`;
  });
}

describe("A pattern for inline names", () => {
  const found: readonly (readonly [path: string, text: string, names: readonly string[]])[] = [
    [
      "a.md",
      "Use {A_KEY}, {{B_KEY}}, ${C_KEY}, %D_KEY%, op://vault/E_KEY and secret(F_KEY).",
      ["A_KEY", "B_KEY", "C_KEY", "D_KEY", "E_KEY", "F_KEY"],
    ],
    ["a.txt", "{a_key} {A} {A_KEY {A_key} { A_KEY } A_KEY}", []],
    ["a.ts", 'f("Bearer {A_KEY} <B_KEY>"); const { C_KEY } = d; // {E_KEY}', ["A_KEY", "B_KEY"]],
    ["a.ts", "f(`${A_KEY} {B_KEY}`, '${C_KEY}')", ["B_KEY", "C_KEY"]],
    ["a.tsx", "const a = <p title='{A_KEY}'>{B_KEY}</p>;", ["A_KEY"]],
    ["a.py", "f(f'{A_KEY}', '{B_KEY}')  # {C_KEY}", ["B_KEY"]],
    ["a.sh", 'echo "${A_KEY} {{B_KEY}}"', ["accessor A_KEY", "B_KEY"]],
    ["a.kt", 'f("${A_KEY} {{B_KEY}}")', ["B_KEY"]],
    ["a.php", '<?php f("${A_KEY} {{B_KEY}}");', ["B_KEY"]],
    ["a.yaml", "a: '{{A_KEY}}'\nb: text {B_KEY}\n# {C_KEY}\n", ["A_KEY", "B_KEY"]],
    ["a.json", '{ "a": "{{A_KEY}}", "b": {} }', ["A_KEY"]],
    ["a.toml", 'a = "${A_KEY}" # {B_KEY}', ["A_KEY"]],
    [".env", "URL=https://{A_KEY}@host\n", ["A_KEY"]],
    ["a.md", "Fill in {YOUR_API_KEY} and {TODO}.", []],
  ];
  for (const [path, text, names] of found)
    it(`finds ${names.join(", ") || "nothing"} in ${JSON.stringify(text)} of ${path}`, () => {
      assert.deepEqual(namesIn(path, text), names);
    });

  it("is not found in another one that nobody has asked for", () => {
    assert.deepEqual(namesIn("a.md", "{{A_KEY}} ${B_KEY} {C_KEY} {D_KEY}}", ["{NAME}"]), ["C_KEY"]);
  });

  it("counts only when somebody has asked for it", () => {
    assert.deepEqual(namesIn("a.md", "{A_KEY} <B_KEY>", []), ["B_KEY"]);
  });

  const completed: readonly (readonly [path: string, marked: string, suffix: string | undefined])[] = [
    ["a.md", "Use {{█", "}}"],
    ["a.md", "Use {{STR█}}", ""],
    ["a.ts", 'f("Bearer {STR█");', "}"],
    ["a.ts", "const a = {█};", undefined],
    ["a.ts", "f(`${█}`);", undefined],
    ["a.ts", 'f("Bearer █");', undefined],
  ];
  for (const [path, marked, suffix] of completed)
    it(`completes ${suffix === undefined ? "no name" : `a name and ${JSON.stringify(suffix)}`} in ${marked}`, () => {
      const { text, offset } = withCursor(marked);
      const context = withInlinePatterns(languageOf("", path)!, parsed(usual)).contextAt(text, offset, "");
      assert.deepEqual(
        context && [context.form, context.suffix],
        suffix === undefined ? undefined : ["pattern", suffix],
      );
    });

  const refused: readonly (readonly [written: string, reason: RegExp])[] = [
    ["", /NAME exactly once/],
    ["{}", /NAME exactly once/],
    ["{NAME}{NAME}", /NAME exactly once/],
    ["NAME", /Before NAME/],
    ["MY_NAME", /Before NAME/],
    ["$NAME", /Before NAME/],
    ["<NAME", /Before NAME/],
    ["{NAMED}", /Right behind NAME/],
    ["{\nNAME}", /one line/],
    [`${"(".repeat(41)}NAME`, /at most 40/],
    [`(NAME${")".repeat(41)}`, /at most 40/],
  ];
  for (const [written, reason] of refused)
    it(`is refused with a sentence when it is ${JSON.stringify(written)}`, () => {
      const result = parseInlinePattern(written);
      assert.match(typeof result === "string" ? result : "", reason);
    });

  it("takes linear time on a text of nothing but its beginning", () => {
    for (const text of ["{", "{{", "{A_KEY", "{A_KEY}"]) assert.ok(namesIn("a.md", text.repeat(100_000)).length >= 0);
  });
});
