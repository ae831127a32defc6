import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./driver/leftovers";
import { editorRings } from "./editorRings";
import { countResults } from "./ring";
import type { Ring, RingCount } from "./ring";
import { runMocha, runScript } from "./runScript";
import { packageExtension } from "./setup/extension";

/** Everything that needs no editor: formatting, types, lint, unused code, and the tests of milliseconds. */
const check: Ring = {
  name: "check",
  run: (results) => runScript("check", { TEST_RESULTS: results }),
};

/** Providers and fakes of services against the contract and against what the vendors publish, and the store against crashes. */
const conformance: Ring = {
  name: "conformance",
  run: (results) => runMocha("test/{conformance,endurance}/**/*.test.ts", 60_000, { TEST_RESULTS: results }),
};

/** Runs all rings, or only those in a real editor, and says at the very end how many tests passed and failed. */
async function runRings(onlyEditors: boolean): Promise<number> {
  const rings = onlyEditors ? editorRings : [check, conformance, ...editorRings];
  const counts: RingCount[] = [];
  const lines: string[] = [];
  if (await prepared()) {
    for (const ring of rings) {
      const started = Date.now();
      console.log(`\n=== ${ring.name}`);
      const count = await runRing(ring);
      counts.push(count);
      const seconds = ((Date.now() - started) / 1000).toFixed(0);
      lines.push(`${ring.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
      console.log(lines.at(-1));
    }
  } else {
    counts.push({ passed: 0, failed: 1 });
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`\n${lines.join("\n")}\n\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function prepared(): Promise<boolean> {
  return Promise.resolve()
    .then(packageExtension)
    .then(() => true)
    .catch(report);
}

/** A ring that did not run, or did not reach its end, has failed. */
async function runRing(ring: Ring): Promise<RingCount> {
  const folder = temporaryFolder("results");
  const file = join(folder.path, "results.jsonl");
  const code = await ring.run(file).catch(report);
  const count = countResults(readResults(file), code === 0);
  if (count.reason !== undefined) console.error(`${ring.name}: ${count.reason}`);
  folder.remove();
  return count;
}

function report(error: unknown): false {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  return false;
}

function readResults(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

runRings(process.argv.includes("--editor")).then(
  (code) => process.exit(code),
  (error: unknown) => {
    report(error);
    process.exit(1);
  },
);
