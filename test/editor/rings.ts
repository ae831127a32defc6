import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./driver/leftovers";
import { extensionHosts, prepareEditors, workbenches } from "./editorRings";
import { countResults, runWithSecondTry } from "./ring";
import type { Ring, RingCount, RingRun } from "./ring";
import { runScript } from "./runScript";
import { packageExtension } from "./setup/extension";

/** Everything that needs no editor: formatting, types, lint, unused code, and the tests of milliseconds. */
const check: Ring = {
  name: "check",
  run: (results, output) => runScript("check", { TEST_RESULTS: results }, output),
};

/** Providers and fakes of services against the contract and against what the vendors publish, and the store against crashes. */
const conformance: Ring = {
  name: "conformance",
  run: (results, output) => runScript("test:conformance", { TEST_RESULTS: results }, output),
};

/** Runs all rings, or only those in a real editor, and says at the very end how many tests passed and failed. */
async function runRings(onlyEditors: boolean): Promise<number> {
  const counts: RingCount[] = [];
  const lines: string[] = [];
  const run = async (ring: Ring): Promise<void> => {
    const started = Date.now();
    const isInEditor = ring !== check && ring !== conformance;
    const once = async () => ({ ...(await runRing(ring)), flaws: [] });
    const { count, output, flaws } = isInEditor
      ? await runWithSecondTry((files) => runRing(ring, files))
      : await once();
    counts.push(count);
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    lines.push(`${ring.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
    console.log(`\n=== ${ring.name}\n${output}\n${lines.at(-1)}`);
    // Said again at the very end: in between stand thousands of lines.
    lines.push(...(count.failures ?? []).map((failure) => `  ${failure}`));
    lines.push(...flaws.map((flaw) => `  run again, because at first: ${flaw}`));
  };
  // Begun before the editors are set up, which mostly waits for packages to arrive.
  const checked = onlyEditors ? undefined : run(check);
  const isReady = await prepared();
  await checked;
  if (isReady) {
    // They mostly wait, for what is on a screen or for a service: two of them leave each other enough of two cores.
    // The longest first, so that both come to their end at about the same time.
    const waiting = [...workbenches, ...(onlyEditors ? [] : [conformance]), ...extensionHosts];
    const work = async (): Promise<void> => {
      for (let ring = waiting.shift(); ring; ring = waiting.shift()) await run(ring);
    };
    await Promise.all([work(), work()]);
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
    .then(prepareEditors)
    .then(() => true)
    .catch(report);
}

/** A ring that did not run, or did not reach its end, has failed. */
async function runRing(ring: Ring, files?: readonly string[]): Promise<RingRun> {
  const folder = temporaryFolder("results");
  const results = join(folder.path, "results.jsonl");
  const output = join(folder.path, "output.txt");
  const code = await ring.run(results, output, files).catch(report);
  const { flawed, ...counted } = countResults(readFile(results), code === 0);
  const count = ring.byFile && flawed ? { ...counted, flawed } : counted;
  const reason = count.reason === undefined ? "" : `\n${ring.name}: ${count.reason}`;
  const said = readFile(output) + reason;
  folder.remove();
  return { count, output: said };
}

function report(error: unknown): false {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  return false;
}

function readFile(file: string): string {
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
