// How long it takes from a keystroke to fresh references in a large file of each language, side by side:
//   npx tsx test/bench/keystrokes.ts [--only ruby,vue] [--size 1000000] FOLDER…
// Bundled, in a process of its own, as the loader for development slows down what is measured.
import { spawnSync } from "node:child_process";
import { bundle } from "./bundled";

const script = bundle("test/bench/keystrokesOnce.ts");
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
