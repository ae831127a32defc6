import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachedDataVersionTag, setFlagsFromString } from "node:v8";
import { runProgram } from "../../server/keptCode";
import type { RunningProgram } from "../../server/keptCode";
import { keepYoungSpaceSmall } from "../../server/youngSpace";

/** What the program of these tests exports. */
interface Calculator {
  readonly double: (value: number) => number;
  readonly folder: string;
  readonly separator: string;
}

describe("code that is kept between starts", () => {
  const root = mkdtempSync(join(tmpdir(), "kept-code-"));
  const directory = join(root, "code");

  beforeEach(() => {
    writeFileSync(
      join(root, "program.js"),
      `const { double } = require("./other.js");
       module.exports = { double, folder: __dirname, separator: require("node:path").sep };`,
    );
    writeFileSync(join(root, "other.js"), "exports.double = function (value) { return value * 2; };");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  after(() => {
    rmSync(root, { recursive: true });
  });

  const start = (identity = "one"): RunningProgram => runProgram("program.js", { folder: root, identity, directory });
  const files = (): readonly string[] => readdirSync(directory).sort();
  const pathOf = (at: number): string => join(directory, files()[at] ?? "");

  /** Starts, uses the program, and tells whether anything had to be kept anew. */
  const keepsAnew = async (): Promise<boolean> => {
    const program = start();
    assert.equal((program.exports as Calculator).double(21), 42);
    const before = readFileSync(pathOf(0));
    await program.keepCode("started");
    return !readFileSync(pathOf(0)).equals(before);
  };

  it("runs a program and what it requires as Node.js would, without anything that is kept", () => {
    const { exports } = start();
    const { double, folder, separator } = exports as Calculator;
    assert.deepEqual([double(21), folder, separator], [42, root, join("/", "")]);
  });

  it("is used at the next start, and not written again", async () => {
    await start().keepCode("started");
    assert.equal(await keepsAnew(), false);
  });

  it("is written again once more of the program has run", async () => {
    // V8 remembers functions of texts that it has seen in this process.
    writeFileSync(join(root, "other.js"), "exports.double = function (first) { return first + first; };");
    const first = start();
    await first.keepCode("started");
    const { length } = readFileSync(pathOf(0));
    (first.exports as Calculator).double(1);
    await first.keepCode("indexed");
    assert.ok(readFileSync(pathOf(0)).length > length, "with the function that ran");
    const second = start();
    writeFileSync(pathOf(0), "as it was");
    await second.keepCode("indexed");
    assert.equal(readFileSync(pathOf(0), "utf8"), "as it was");
  });

  it("is not used for a program with another identity, though it be as long", async () => {
    await start().keepCode("started");
    const text = readFileSync(join(root, "other.js"), "utf8");
    writeFileSync(join(root, "other.js"), text.replace("* 2", "* 3"));
    const changed = start("two");
    assert.equal((changed.exports as Calculator).double(7), 21);
    await changed.keepCode("started");
    assert.equal(files().length, 2);
  });

  it("is not used where V8 finds that a text has another length", async () => {
    await start().keepCode("started");
    writeFileSync(join(root, "other.js"), "exports.double = function (value) { return value + value + 0; };");
    assert.equal(await keepsAnew(), true);
  });

  it("is not used by a process with other flags of V8", async () => {
    await start().keepCode("started");
    setFlagsFromString("--stack-size=985");
    try {
      const other = start();
      await other.keepCode("started");
    } finally {
      setFlagsFromString("--stack-size=984");
    }
    assert.equal(files().length, 2);
  });

  it("is not written under flags that the process did not begin with", async () => {
    const program = start();
    setFlagsFromString("--stack-size=985");
    try {
      await program.keepCode("started");
    } finally {
      setFlagsFromString("--stack-size=984");
    }
    assert.throws(files);
  });

  for (const [what, spoil] of [
    ["is empty", () => Buffer.alloc(0)],
    ["is garbage", () => Buffer.from("garbage\n".repeat(100))],
    ["was cut off", (content: Buffer) => content.subarray(0, content.length / 2)],
    ["has a bit flipped in its code", (content: Buffer) => flip(content, content.length - 100)],
    ["has a bit flipped in its header", (content: Buffer) => flip(content, 40)],
  ] as const) {
    it(`is made anew when its file ${what}`, async () => {
      await start().keepCode("started");
      writeFileSync(pathOf(0), spoil(readFileSync(pathOf(0))));
      assert.equal(await keepsAnew(), true);
      assert.equal(await keepsAnew(), false);
    });
  }

  it("costs nothing but time where it cannot be written", async () => {
    writeFileSync(directory, "a file in the place of the folder");
    const program = start();
    await program.keepCode("started");
    assert.equal((program.exports as Calculator).double(21), 42);
  });

  it("is kept in four versions at most, the newest", async () => {
    mkdirSync(directory);
    for (const [at, name] of ["oldest", "older", "old", "new", "newer"].entries()) {
      writeFileSync(join(directory, name), "");
      utimesSync(join(directory, name), 1_000 + at, 1_000 + at);
    }
    await start().keepCode("started");
    const others = files().filter((name) => !name.startsWith("one-"));
    assert.deepEqual([files().length, ...others], [4, "new", "newer", "old"]);
  });

  it("is made as if V8's space for young objects had never been kept small", async () => {
    const program = start();
    keepYoungSpaceSmall();
    const small = cachedDataVersionTag();
    try {
      await program.keepCode("started");
      assert.equal(cachedDataVersionTag(), small);
    } finally {
      setFlagsFromString("--semi-space-growth-factor=2");
    }
    assert.equal(await keepsAnew(), false);
  });
});

function flip(content: Buffer, at: number): Buffer {
  const flipped = Buffer.from(content);
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  return flipped;
}
