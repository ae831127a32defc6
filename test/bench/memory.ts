// How much larger the server's process becomes by 10,000 files: `npx tsx test/bench/memory.ts`
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../until";
import { bundle, bundleAsShipped } from "./bundled";
import { quantile, say } from "./figure";
import { generateWorkspace, withReferences } from "./generated";
import { startServerProcess } from "./serverProcess";

const rounds = 3;
/** How long a process is left alone before it is looked at, in milliseconds. */
const pause = 3_000;

void main();

async function main(): Promise<void> {
  const script = await bundleAsShipped("server/main.ts");
  const { root, remove } = generateWorkspace();
  const empty = mkdtempSync(join(tmpdir(), "empty-"));
  const differences: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const idle = await megabytes(script, empty, 0);
    const full = await megabytes(script, root, withReferences + 1);
    console.log(`idle ${idle.toFixed(1)} MB, with 10,000 files ${full.toFixed(1)} MB`);
    differences.push(full - idle);
  }
  remove();
  rmSync(empty, { recursive: true });
  say({
    measure: "memory of the server over its idle size, 10,000 files indexed",
    value: quantile(differences, 0.5),
    unit: "MB",
    target: { atMost: 40 },
    digits: 1,
  });
  spawnSync(process.execPath, ["--expose-gc", bundle("test/bench/bytesPerReference.ts")], { stdio: "inherit" });
}

/** The size of a server's process once so many files have been reported on. */
async function megabytes(script: string, folder: string, reports: number): Promise<number> {
  const server = await startServerProcess(script, folder);
  const reported = new Set<string>();
  server.followProblems((uri) => reported.add(uri));
  await until("the reports", () => reported.size >= reports, 60_000);
  await sleep(pause);
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", `${server.id}`], { encoding: "utf8" });
  await server.stop();
  return Number(stdout) / 1000;
}
