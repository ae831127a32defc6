// How long it takes to find all names in a tree, against ripgrep with an equivalent pattern on the same tree:
//   npx tsx test/bench/indexing.ts FOLDER…
// Every run of ours is a process of its own, from its start to its end, like a run of ripgrep. A server is there anyway when
// it begins to look for names; so the part of each run from there on stands beside it. The code that the first run compiled is
// kept for the others, as it is between two starts of the server.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { bundleAsShipped } from "./bundled";
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
// Where runs keep their compiled code, as the server does on each machine.
const env = { ...process.env, HOME: work, XDG_DATA_HOME: work, LOCALAPPDATA: work };

const ratios = {
  first: { column: "first", measure: "first index in a fresh process", most: 1.3 },
  firstServing: { column: "first, server up", measure: "first index of a server that is up", most: 1.3 },
  cached: { column: "opened again", measure: "opening the same tree again", most: 0.5 },
  cachedServing: { column: "opened again, server up", measure: "opening again with a server that is up", most: 0.5 },
  warm: { column: "warm", measure: "index again in a warm process", most: 0.8 },
};
type Ratio = keyof typeof ratios;
const keys = Object.keys(ratios) as Ratio[];

void main();

async function main(): Promise<void> {
  const script = await bundleAsShipped("test/bench/indexOnce.ts");
  const rows = folders.map((folder) => measure(script, resolve(folder)));
  const columns = [
    "tree",
    "files",
    "references",
    "rg ms",
    ...keys.map((key) => `${ratios[key].column} ÷ rg`),
    "memory MB",
  ];
  console.log(`against ${ripgrep.version}, node -e 0 takes ${emptyProcess().toFixed(0)} ms`);
  console.log(`| ${columns.join(" | ")} |`);
  console.log(`|${" --- |".repeat(columns.length)}`);
  for (const { tree, files, references, rg, megabytes, ...row } of rows) {
    const figures = keys.map((key) => row[key].toFixed(2));
    console.log(`| ${[tree, files, references, rg.toFixed(0), ...figures, megabytes.toFixed(1)].join(" | ")} |`);
  }
  rmSync(work, { recursive: true });
  for (const key of keys)
    say({
      measure: `${ratios[key].measure} ÷ ripgrep, geometric mean of ${rows.length} trees`,
      value: geometricMean(rows.map((row) => row[key])),
      target: { atMost: ratios[key].most },
    });
}

function measure(script: string, folder: string) {
  const rgTimes: number[] = [];
  const times: Record<Ratio, number[]> = { first: [], firstServing: [], cached: [], cachedServing: [], warm: [] };
  const cache = join(work, "cache");
  let last: Timings | undefined;
  const run = (where: string): Run & Timings => {
    const { milliseconds, output } = timed(process.execPath, [script, folder, where]);
    return { milliseconds, output, ...(JSON.parse(output) as Timings) };
  };
  run("-");
  for (let round = 0; round < rounds; round++) {
    rgTimes.push(timed(ripgrep.path, ["--no-config", "--count-matches", "-e", pattern, folder]).milliseconds);
    rmSync(cache, { recursive: true, force: true });
    const first = run(cache);
    times.first.push(first.milliseconds);
    times.firstServing.push(first.build);
    const again = run(cache);
    times.cached.push(again.milliseconds);
    times.cachedServing.push(again.build);
    last = run("-");
    times.warm.push(last.again);
  }
  const median = quantile(rgTimes, 0.5);
  const ratio = (key: Ratio): number => quantile(times[key], 0.5) / median;
  return {
    tree: basename(folder),
    files: last?.files ?? 0,
    references: last?.references ?? 0,
    megabytes: last?.megabytes ?? 0,
    rg: median,
    first: ratio("first"),
    firstServing: ratio("firstServing"),
    cached: ratio("cached"),
    cachedServing: ratio("cachedServing"),
    warm: ratio("warm"),
  };
}

/** What any process of Node takes, at the least. */
function emptyProcess(): number {
  const times = Array.from({ length: rounds }, () => timed(process.execPath, ["-e", "console.log(0)"]).milliseconds);
  return quantile(times, 0.5);
}

interface Run {
  readonly milliseconds: number;
  readonly output: string;
}

function timed(command: string, args: readonly string[]): Run {
  const start = performance.now();
  const { stdout, error, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, env });
  const milliseconds = performance.now() - start;
  if (error) throw error;
  if (stdout === "") throw new Error(stderr);
  return { milliseconds, output: stdout };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
