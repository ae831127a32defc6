// What is reported in whole projects, to be looked at one by one:
//   npx tsx test/bench/findings.ts [--stored NAME,NAME…|SHARE] [--list] FOLDER…
// Without `--list` only how many there are, by rule and severity. The account is complete and holds the names that are given; or,
// with a share such as 0.66, that part of what the project's own manifests require, and the rest in production only.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Diagnostic } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { isLenient } from "../../server/analysis/leniency";
import { readManifest } from "../../server/manifests/index";
import type { StoredSecret } from "../fakes/memoryProvider";
import { startInProcess } from "./inProcess";

/** The first look at a large project takes a while, and what nothing mentions is told last. On busy cores nothing is told for longer. */
const quietMilliseconds = 4000;
const firstMilliseconds = 20_000;

const folders: string[] = [];
let stored = "";
let isList = false;
const words = process.argv.slice(2);
for (let word = words.shift(); word !== undefined; word = words.shift()) {
  if (word === "--list") isList = true;
  else if (word === "--stored") stored = words.shift() ?? "";
  else folders.push(resolve(word));
}
if (folders.length === 0)
  throw new Error("Usage: npx tsx test/bench/findings.ts [--stored NAME,…|SHARE] [--list] FOLDER…");

void main();

async function main(): Promise<void> {
  for (const folder of folders) print(folder, await findingsIn(folder));
}

async function findingsIn(folder: string): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const found = new Map<string, readonly Diagnostic[]>();
  const root = URI.file(folder).toString();
  let last = performance.now();
  const connection = await startInProcess(root, {
    stored: storedFor(folder),
    onReport: (report) => {
      last = performance.now();
      if (report.kind === "full") found.set(decodeURIComponent(report.uri.slice(root.length + 1)), report.items);
    },
  });
  const longest = (): number => (found.size === 0 ? firstMilliseconds : quietMilliseconds);
  while (performance.now() - last < longest()) await new Promise((wait) => setTimeout(wait, 100));
  connection.dispose();
  return found;
}

function storedFor(folder: string): readonly StoredSecret[] {
  const share = Number(stored);
  if (stored === "") return [];
  if (Number.isNaN(share)) return stored.split(",").map((name) => ({ name, hasDefault: true }));
  return requiredIn(folder).map((name) => {
    const isEverywhere = isInShare(name, share);
    return { name, environments: isEverywhere ? ["production", "development"] : ["production"] };
  });
}

function requiredIn(folder: string): readonly string[] {
  const paths = execFileSync("git", ["ls-files", "-z"], { cwd: folder, encoding: "utf8", maxBuffer: 1e9 }).split("\0");
  const names = paths
    .filter((path) => path !== "" && !isLenient(path) && readManifest(path, "") !== undefined)
    .flatMap((path) => readManifest(path, readFileSync(join(folder, path), "utf8"))?.declarations ?? [])
    .filter(({ required }) => required)
    .map(({ name }) => name);
  return [...new Set(names)];
}

/** By chance, but by the same each time. */
function isInShare(name: string, share: number): boolean {
  return createHash("sha256").update(name).digest().readUInt16BE() < share * 65536;
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
