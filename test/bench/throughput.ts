// How fast texts are read on one core, against web-tree-sitter with queries for the same accessors, over the same files:
//   npx tsx test/bench/throughput.ts FOLDER…
// Bundled, in a process of its own, as the loader for development slows down what is measured.
import { spawnSync } from "node:child_process";
import { bundle } from "./bundled";

const script = bundle("test/bench/throughputOnce.ts", ["web-tree-sitter", "tree-sitter-wasms"]);
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
