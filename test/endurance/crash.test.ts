import assert from "node:assert/strict";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { createEmbeddedStore } from "../../server/embedded/store";
import { makeFolder, put } from "../pure/embedded/folder";

const kills = 105;
/** Writers at the same time. */
const lanes = 3;

describe("the embedded store under several processes", function () {
  let folder: ReturnType<typeof makeFolder>;
  let program: string;

  before(() => {
    folder = makeFolder();
    program = join(folder.data, "..", "writer.cjs");
    // Bundled once: a process that has to compile first would hardly ever be killed while it writes.
    buildSync({
      entryPoints: [join("test", "pure", "embedded", "writer.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
    });
  });
  after(() => {
    folder.remove();
  });

  const start = (directory: string, name: string, writes: number) =>
    spawn(process.execPath, [program, directory, name, String(writes)]);

  it(`loses no acknowledged write and never breaks when writers are killed ${kills} times`, async () => {
    const directory = join(folder.data, "killed");
    const acknowledged = new Map<string, number>();
    let next = 0;
    const lane = async () => {
      while (next < kills) {
        const number = next++;
        const name = `WRITER_${number}`;
        acknowledged.set(name, await killAfter(number % 3, start(directory, name, Infinity)));
        // A new store each time: nothing may come from memory.
        const contents = await createEmbeddedStore({ directory }).read();
        assert.equal(contents.kind, "ok", JSON.stringify(contents));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    assert.deepEqual(await lostWrites(directory, acknowledged), []);
    assert.ok(sum(acknowledged.values()) >= kills, "hardly anything was written before the kills");
    const left = readdirSync(directory);
    assert.ok(
      left.some((name) => name.startsWith("lock.")),
      "nobody was killed while it held the lock",
    );
    // Whatever the last one left behind goes with the next change.
    assert.equal((await put(createEmbeddedStore({ directory }), "AFTERWARDS")).kind, "ok");
    const files = readdirSync(directory).filter((name) => !name.startsWith("lock."));
    assert.deepEqual(files.sort(), ["vault", "vault.key"]);
  });

  it("loses nothing when several processes write at once", async () => {
    const directory = join(folder.data, "together");
    const acknowledged = new Map<string, number>();
    const run = async (name: string) => {
      const count = await acknowledgements(start(directory, name, 25));
      acknowledged.set(name, count);
      assert.equal(count, 25);
    };
    await Promise.all(["ONE", "TWO", "THREE"].map(run));
    assert.deepEqual(await lostWrites(directory, acknowledged), []);
    assert.deepEqual(readdirSync(directory).sort(), ["vault", "vault.key"]);
  });
});

/**
 * The last write that a process has acknowledged by the time it is killed: at some moment of the write behind its first
 * `writes` ones. How long such a moment lasts is taken from the process itself, as disks and machines differ.
 */
async function killAfter(writes: number, child: ChildProcessWithoutNullStreams): Promise<number> {
  let lines = 0;
  let since = performance.now();
  child.stdout.on("data", (chunk: Buffer) => {
    const before = lines;
    lines += chunk.toString().split("\n").length - 1;
    const now = performance.now();
    // The first line says only that the process is ready.
    if (before <= writes && lines > writes) setTimeout(() => child.kill("SIGKILL"), Math.random() * (now - since));
    since = now;
  });
  return acknowledgements(child);
}

/** The last number that a process has printed by the time it has ended. */
function acknowledgements(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.on("close", () => {
      const numbers = output
        .split("\n")
        .slice(0, -1)
        .filter((line) => line !== "ready");
      if (errors === "") resolve(Number(numbers.at(-1) ?? 0));
      else reject(new Error(errors));
    });
  });
}

/** The writers whose last acknowledged number is not in the vault. */
async function lostWrites(directory: string, acknowledged: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const contents = await createEmbeddedStore({ directory }).read();
  assert.equal(contents.kind, "ok");
  return [...acknowledged].flatMap(([name, count]) => {
    const stored = Number(contents.value.secrets.get(name)?.description ?? 0);
    return stored < count ? [`${name}: ${count} acknowledged, ${stored} stored`] : [];
  });
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
