// How long it takes to find all names in a tree, against ripgrep with an equivalent pattern on the same tree:
//   npx tsx test/bench/indexing.ts FOLDER…
// Every run of ours is a process of its own, from its start to its end, like a run of ripgrep.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { bundle } from "./bundled";
import { quantile, say } from "./figure";
import { findRipgrep } from "./ripgrep";

const rounds = 7;
const pattern = String.raw`process\.env|import\.meta\.env|(?:Bun|Deno)\.env|os\.(?:environ|getenv|Getenv|LookupEnv)|\bENV(?:\[|\.fetch)|getenv|env::var|<[A-Z][A-Z0-9_]+>|<secret>`;

interface Timings {
  readonly build: number;
  readonly again: number;
  readonly references: number;
  readonly files: number;
  readonly megabytes: number;
}

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error("Usage: npx tsx test/bench/indexing.ts FOLDER…");

const ripgrep = findRipgrep();
const work = mkdtempSync(join(tmpdir(), "indexing-"));
const script = bundle("test/bench/indexOnce.ts");

const rows = folders.map((folder) => measure(resolve(folder), ripgrep.path));
console.log(`against ${ripgrep.version}`);
console.log("| tree | files | references | rg ms | first ÷ rg | opened again ÷ rg | warm ÷ rg | memory MB |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
for (const row of rows)
  console.log(
    `| ${row.tree} | ${row.files} | ${row.references} | ${row.rg.toFixed(0)} | ${row.first.toFixed(2)} | ${row.cached.toFixed(2)} | ${row.warm.toFixed(2)} | ${row.megabytes.toFixed(1)} |`,
  );
rmSync(work, { recursive: true });
const means = [
  { measure: "first index in a fresh process ÷ ripgrep", key: "first", most: 1.3 },
  { measure: "opening the same tree again ÷ ripgrep", key: "cached", most: 0.5 },
  { measure: "index again in a warm process ÷ ripgrep", key: "warm", most: 0.8 },
] as const;
for (const { measure: name, key, most } of means)
  say({
    measure: `${name}, geometric mean of ${rows.length} trees`,
    value: geometricMean(rows.map((row) => row[key])),
    target: { atMost: most },
  });

function measure(folder: string, rg: string) {
  const times = { rg: [] as number[], first: [] as number[], cached: [] as number[], warm: [] as number[] };
  let last: Timings | undefined;
  for (let round = 0; round < rounds; round++) {
    const cache = join(work, "cache");
    times.rg.push(timed(rg, ["--no-config", "--count-matches", "-e", pattern, folder]).milliseconds);
    rmSync(cache, { recursive: true, force: true });
    times.first.push(timed(process.execPath, [script, folder, cache]).milliseconds);
    times.cached.push(timed(process.execPath, [script, folder, cache]).milliseconds);
    const run = timed(process.execPath, [script, folder, "-"]);
    last = JSON.parse(run.output) as Timings;
    times.warm.push(last.again);
  }
  const rgTime = quantile(times.rg, 0.5);
  return {
    tree: basename(folder),
    files: last?.files ?? 0,
    references: last?.references ?? 0,
    megabytes: last?.megabytes ?? 0,
    rg: rgTime,
    first: quantile(times.first, 0.5) / rgTime,
    cached: quantile(times.cached, 0.5) / rgTime,
    warm: quantile(times.warm, 0.5) / rgTime,
  };
}

function timed(command: string, args: readonly string[]) {
  const start = performance.now();
  const { stdout, error, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  const milliseconds = performance.now() - start;
  if (error) throw error;
  if (stdout === "") throw new Error(stderr);
  return { milliseconds, output: stdout };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
