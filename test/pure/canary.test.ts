import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { newCanary, tracesIn, tracesInFiles } from "../canary";

describe("the search for a canary", () => {
  const canary = newCanary("value");
  const hidden: Readonly<Record<string, (text: string) => Buffer | string>> = {
    "as it is": (text) => `before ${text} after`,
    "in JSON": (text) => JSON.stringify({ value: text }),
    "in JSON in JSON": (text) => JSON.stringify(JSON.stringify({ value: text })),
    "in base64": (text) => Buffer.from(text).toString("base64"),
    "in base64, one place further": (text) => Buffer.from(`.${text}`).toString("base64"),
    "in base64, two places further": (text) => Buffer.from(`..${text}`).toString("base64"),
    "in base64 for addresses": (text) => Buffer.from(text).toString("base64url"),
    "in hexadecimal": (text) => Buffer.from(text).toString("hex"),
    "in hexadecimal capitals": (text) => Buffer.from(text).toString("hex").toUpperCase(),
    "in an address": (text) => `https://example.com/?value=${encodeURIComponent(text)}`,
    "in UTF-16": (text) => Buffer.from(text, "utf16le"),
    "as an array of bytes": (text) => JSON.stringify(Buffer.from(text)),
    packed: (text) => gzipSync(text),
  };

  for (const [writing, write] of Object.entries(hidden)) {
    it(`finds it ${writing}`, () => {
      assert.notDeepEqual(tracesIn(write(canary), canary), []);
    });
  }

  it("finds no other", () => {
    assert.deepEqual(tracesIn(`before ${newCanary("value")} after`, canary), []);
  });

  it("names the file", () => {
    const folder = mkdtempSync(join(tmpdir(), "canary-"));
    writeFileSync(join(folder, "a.log"), `value=${canary}`);
    writeFileSync(join(folder, "b.log"), "nothing");
    const traces = tracesInFiles(folder, [canary]);
    rmSync(folder, { recursive: true });
    assert.ok(traces.length > 0 && traces.every((trace) => trace.startsWith("a.log, ")), traces.join("\n"));
  });
});
