// From the start of the server's process to its first answered completion, in a workspace of 10,000 files that nobody has
// looked into yet: `npx tsx test/bench/start.ts`
import { spawnSync } from "node:child_process";
import type { CompletionList } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { bundleAsShipped } from "./bundled";
import { quantile, say } from "./figure";
import { generateWorkspace, pathOf } from "./generated";
import { startServerProcess } from "./serverProcess";

const rounds = 9;
const typed = "const key = process.env.";

void main();

async function main(): Promise<void> {
  const script = await bundleAsShipped("server/main.ts");
  const { root, remove } = generateWorkspace();
  const bare: number[] = [];
  const answered: number[] = [];
  const named: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    bare.push(performance.now() - begun);
    const times = await measure(script, root);
    answered.push(times.answered);
    named.push(times.named);
  }
  remove();
  console.log(`Node.js alone takes ${quantile(bare, 0.5).toFixed(0)} ms to start and to end`);
  say({
    measure: "server start to the first answered completion, 10,000 files, median",
    value: quantile(answered, 0.5),
    unit: "ms",
    target: { atMost: 100 },
    digits: 0,
  });
  say({
    measure: "server start to the first completion that offers what a manifest declares, median",
    value: quantile(named, 0.5),
    unit: "ms",
    digits: 0,
  });
}

async function measure(script: string, root: string): Promise<{ readonly answered: number; readonly named: number }> {
  const begun = performance.now();
  const { connection, stop } = await startServerProcess(script, root);
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
  await stop();
  return { answered, named };
}
