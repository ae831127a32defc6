// How long it takes from a keystroke to fresh references, and how fast files are read on one core:
//   npx tsx test/bench/speed.ts FOLDER…
// Bundled, in a process of its own, as the loader for development slows down what is measured.
import { spawnSync } from "node:child_process";
import { bundle } from "./bundled";

const script = bundle("test/bench/speedOnce.ts");
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
