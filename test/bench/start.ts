// From the start of the server's process to its first answered completion, in a workspace of 10,000 files that nobody has
// looked into yet: `npx tsx test/bench/start.ts`
import type { CompletionList } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { bundle } from "./bundled";
import { quantile, say } from "./figure";
import { generateWorkspace, pathOf } from "./generated";
import { startServerProcess } from "./serverProcess";

const rounds = 9;
const typed = "const key = process.env.";

void main();

async function main(): Promise<void> {
  const script = bundle("server/main.ts");
  const { root, remove } = generateWorkspace();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await measure(script, root));
  remove();
  console.log(`from ${quantile(times, 0).toFixed(0)} to ${quantile(times, 1).toFixed(0)} ms`);
  say({
    measure: "server start to the first answered completion, 10,000 files, median",
    value: quantile(times, 0.5),
    unit: "ms",
    target: { atMost: 100 },
    digits: 0,
  });
}

async function measure(script: string, root: string): Promise<number> {
  const begun = performance.now();
  const server = await startServerProcess(script, root);
  const uri = URI.file(`${root}/${pathOf(0)}`).toString();
  await server.connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "typescript", version: 1, text: typed },
  });
  const answer = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
    textDocument: { uri },
    position: { line: 0, character: typed.length },
  });
  const time = performance.now() - begun;
  console.log(`${time.toFixed(0)} ms, ${answer?.items.length ?? 0} names`);
  if (answer === null) throw new Error("Nothing was offered");
  await server.stop();
  return time;
}
