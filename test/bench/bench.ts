// Everything that the engine is measured by, in one run: `npm run bench -- [--only MEASURE,…] FOLDER…`
// Each measure is a process of its own, one after the other; what it prints goes to the standard error, the table to the
// standard output.
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { figuresIn } from "./figure";
import type { Measure } from "./measures";
import { measures } from "./measures";

const { values, positionals } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
const folders = positionals.map((folder) => resolve(folder));
const only = values.only?.split(",");

void bench(measures.filter(({ script }) => only?.includes(script) ?? true));

async function bench(wanted: readonly Measure[]): Promise<void> {
  const lines: string[] = [];
  for (const measure of wanted) {
    if (measure.needsFolders && folders.length === 0) {
      lines.push(row([`${measure.script}: ${measure.about}`, "", "needs folders", ""]));
      continue;
    }
    process.stderr.write(`\n=== ${measure.script}: ${measure.about}\n`);
    const { output, code } = await run(measure);
    lines.push(...figuresIn(output).map(row));
    if (code !== 0) lines.push(row([`${measure.script}: ${measure.about}`, "", `failed with ${code}`, ""]));
  }
  console.log(
    `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${new Date().toISOString()}`,
  );
  console.log(`Folders: ${folders.map((folder) => basename(folder)).join(", ") || "none"}\n`);
  console.log(
    [row(["measure", "target", "figure", "reached"]), row(["---", "---", "---", "---"]), ...lines].join("\n"),
  );
}

/** Runs a measure, shows what it says, and gives it back. */
function run({ script, needsFolders }: Measure): Promise<{ readonly output: string; readonly code: number }> {
  const args = ["--import", "tsx", join(__dirname, `${script}.ts`), ...(needsFolders ? folders : [])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stderr.write(text);
  });
  return new Promise((done) =>
    child.on("close", (code) => {
      done({ output, code: code ?? 1 });
    }),
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
