// From the start of the server's process to its first answered completion, in a workspace of 10,000 files that nobody has
// looked into yet: `npx tsx test/bench/start.ts`. The usual start runs code that was compiled at an earlier one; the very first
// of a version, or of an editor that brings another V8, has to compile it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompletionList } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { until } from "../until";
import { bundleAsShipped } from "./bundled";
import { quantile, say } from "./figure";
import type { Target } from "./figure";
import { generateWorkspace, pathOf } from "./generated";
import { startServerProcess } from "./serverProcess";

const rounds = 9;
const typed = "const key = process.env.";

void main();

async function main(): Promise<void> {
  const script = await bundleAsShipped("server/main.ts");
  const { root, remove } = generateWorkspace();
  const home = mkdtempSync(join(tmpdir(), "start-"));
  await keepCode({ script, root, home });
  const bare: number[] = [];
  const usual: Times[] = [];
  const first: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    bare.push(performance.now() - begun);
    usual.push(await measure({ script, root, home }));
    first.push(await measure({ script, root }));
  }
  remove();
  rmSync(home, { recursive: true });
  console.log(`Node.js alone takes ${quantile(bare, 0.5).toFixed(0)} ms to start and to end`);
  sayTimes("server start", usual, { atMost: 100 });
  sayTimes("very first server start of a version", first);
}

function sayTimes(what: string, times: readonly Times[], target?: Target): void {
  const median = (of: keyof Times): number =>
    quantile(
      times.map((time) => time[of]),
      0.5,
    );
  say({
    measure: `${what} to the first answered completion, 10,000 files, median`,
    value: median("answered"),
    unit: "ms",
    ...(target === undefined ? {} : { target }),
    digits: 0,
  });
  say({
    measure: `${what} to the first completion that offers what a manifest declares, median`,
    value: median("named"),
    unit: "ms",
    digits: 0,
  });
}

/** Lets the server keep its code, as it does once it rests after the first completion. */
async function keepCode(start: Start & { readonly home: string }): Promise<void> {
  // Where that is depends on the platform; what is still being written has another name.
  const isKept = (): boolean =>
    readdirSync(start.home, { recursive: true }).some((path) => /\bcode[\\/][0-9a-f]+-[0-9a-f]+$/.test(String(path)));
  await measure(start, () => until("the code to be kept", isKept));
}

interface Start {
  readonly script: string;
  readonly root: string;
  /** The folder that was there at earlier starts. */
  readonly home?: string;
}

interface Times {
  readonly answered: number;
  readonly named: number;
}

async function measure({ script, root, home }: Start, meanwhile?: () => Promise<unknown>): Promise<Times> {
  const begun = performance.now();
  const { connection, stop } = await startServerProcess(script, root, { home });
  const uri = URI.file(`${root}/${pathOf(0)}`).toString();
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "typescript", version: 1, text: typed },
  });
  const names = async (): Promise<number> => {
    const answer = await connection.sendRequest<CompletionList | null>("textDocument/completion", {
      textDocument: { uri },
      position: { line: 0, character: typed.length },
    });
    if (answer === null) throw new Error("Nothing was offered");
    return answer.items.length;
  };
  let offered = await names();
  const answered = performance.now() - begun;
  while (offered === 0) offered = await names();
  const named = performance.now() - begun;
  await meanwhile?.();
  await stop();
  return { answered, named };
}
