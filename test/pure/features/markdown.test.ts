import assert from "node:assert/strict";
import { fingerprint } from "../../../server/features/fingerprint";
import { escapeMarkdown } from "../../../server/features/markdown";

describe("text from outside, as Markdown", () => {
  it("keeps its words and loses its powers", () => {
    const hostile = "[a](command:x) <img src=x> $(key) **b** `c` | d\n# e ![f](https://g.h) &lt; ~~i~~ j@k.l";
    const escaped = escapeMarkdown(hostile);
    assert.doesNotMatch(escaped.replace(/&#\d+;/g, ""), /[^\p{L}\p{N} =?";]/u);
    const shown = escaped.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    assert.equal(shown, hostile.replace(/\s+/g, " "));
  });
});

describe("fingerprints", () => {
  it("tell texts apart and are the same for the same text", () => {
    const texts = ["", "[]", "[1]", "a", "b", "ab", "ba", "x".repeat(1000), "x".repeat(1001)];
    assert.equal(new Set(texts.map(fingerprint)).size, texts.length);
    assert.equal(fingerprint("[]"), fingerprint("[]"));
  });
});
