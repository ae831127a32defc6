// `npm run check`: everything that needs no editor. The steps run beside each other, and all of them to their end.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { bundleTests, fastTests } from "./bundle.mjs";

const mocha = ["mocha", "--no-config", "--enable-source-maps", "--reporter", "test/reporter.cjs", "--timeout", "60000"];

/** The longest first. Languages and providers take as long as all other tests, so each half has a process of its own. */
const steps = [
  [...mocha, `${fastTests.folder}/**/*.test.mjs`, "--ignore", `${fastTests.folder}/pure/{languages,providers}/**`],
  [...mocha, `${fastTests.folder}/pure/{languages,providers}/**/*.test.mjs`],
  ["oxfmt", "--check"],
  ["tsc"],
  ["oxlint", "--deny-warnings", "--report-unused-disable-directives"],
  ["tsc", "-p", "client/webview"],
  ["knip"],
];

/** @type {string[]} */
const failed = [];
await bundleTests(fastTests);
const waiting = [...steps];
// One more than there are cores: tests also wait.
const workers = Math.min(steps.length, availableParallelism() + 1);
await Promise.all(Array.from({ length: workers }, work));
if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [name = "", ...args] = step;
    const started = Date.now();
    const { code, output } = await run(name, args);
    console.log(`${code === 0 ? "✔" : "✖"} ${name} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
    // What went well is not worth reading, but for the list of tests.
    if (code !== 0 || name === "mocha") process.stdout.write(output);
    if (code !== 0) failed.push(name);
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(name, args) {
  return new Promise((resolve) => {
    const child = spawn("npx", ["--no-install", name, ...args], { shell: process.platform === "win32" });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
