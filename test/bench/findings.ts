// What is reported in whole projects, to be looked at one by one:
//   npx tsx test/bench/findings.ts [--stored NAME,NAME…] [--list] FOLDER…
// Without `--list` only how many there are, by rule and severity. The account is complete and holds the names that are given.
import { basename, resolve } from "node:path";
import type { Diagnostic } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { startInProcess } from "./inProcess";

/** The first look at a large project takes a while, and what nothing mentions is told last. */
const quietMilliseconds = 4000;

const folders: string[] = [];
let stored: readonly string[] = [];
let isList = false;
const words = process.argv.slice(2);
for (let word = words.shift(); word !== undefined; word = words.shift()) {
  if (word === "--list") isList = true;
  else if (word === "--stored") stored = (words.shift() ?? "").split(",");
  else folders.push(resolve(word));
}
if (folders.length === 0) throw new Error("Usage: npx tsx test/bench/findings.ts [--stored NAME,…] [--list] FOLDER…");

void main();

async function main(): Promise<void> {
  for (const folder of folders) print(folder, await findingsIn(folder));
}

async function findingsIn(folder: string): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const found = new Map<string, readonly Diagnostic[]>();
  const root = URI.file(folder).toString();
  let last = performance.now();
  const connection = await startInProcess(root, {
    stored: stored.map((name) => ({ name, hasDefault: true })),
    onReport: (report) => {
      last = performance.now();
      if (report.kind === "full") found.set(decodeURIComponent(report.uri.slice(root.length + 1)), report.items);
    },
  });
  while (performance.now() - last < quietMilliseconds) await new Promise((wait) => setTimeout(wait, 100));
  connection.dispose();
  return found;
}

function print(folder: string, found: ReadonlyMap<string, readonly Diagnostic[]>): void {
  console.log(`## ${basename(folder)}`);
  const counts = new Map<string, number>();
  for (const [path, problems] of [...found].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const { range, severity, code, message } of problems) {
      const rule = `${code ?? ""} ${["", "error", "warning", "information", "hint"][severity ?? 0] ?? ""}`;
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
      const sentence = typeof message === "string" ? message : message.value;
      if (isList) console.log(`${path}:${range.start.line + 1} ${rule}: ${sentence}`);
    }
  for (const [rule, count] of [...counts].sort()) console.log(`${count} × ${rule}`);
}
