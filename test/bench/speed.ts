// Throughput and keystrokes over any directory, on one core: `npx tsx test/bench/speed.ts <directory>…`
// The engine is measured as it is shipped, bundled and minified, in a process without a loader.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const work = mkdtempSync(join(tmpdir(), "speed-"));
const script = join(work, "speedOnce.js");
buildSync({
  entryPoints: [join(__dirname, "speedOnce.ts")],
  bundle: true,
  platform: "node",
  minify: true,
  outfile: script,
});
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
rmSync(work, { recursive: true });
process.exitCode = status ?? 1;
