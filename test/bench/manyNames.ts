// Ten thousand names at a service: until the first of them are offered, until all of them are there, and how long somebody who
// types meanwhile waits for a completion at most: `npx tsx test/bench/manyNames.ts`
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompletionList } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import type { RemoteAccount } from "../../shared/account";
import type { Snapshot } from "../../shared/protocol";
import { credentialRequest, selectAccountNotification, snapshotRequest } from "../../shared/protocol";
import { startFakeSecretsApi } from "../fakes/secretsApiServer";
import { bundleAsShipped } from "./bundled";
import { quantile, say } from "./figure";
import { startServerProcess } from "./serverProcess";

const count = 10_000;
const rounds = 7;
const typed = "const key = process.env.";

void main();

async function main(): Promise<void> {
  const script = await bundleAsShipped("server/main.ts");
  const names = Array.from({ length: count }, (_, index) => `NAME_${index}`);
  const fake = await startFakeSecretsApi(names.map((name) => ({ name, environments: ["development"] })));
  const figures: Figures[] = [];
  for (let round = 0; round < rounds; round++) figures.push(await measure(script, fake));
  await fake.stop();
  const median = (of: keyof Figures): number =>
    quantile(
      figures.map((figure) => figure[of]),
      0.5,
    );
  const unit = "ms";
  say({
    measure: "10,000 names at a service: until the first are shown, median",
    value: median("first"),
    unit,
    digits: 0,
  });
  say({ measure: "10,000 names at a service: until all are there, median", value: median("all"), unit, digits: 0 });
  say({ measure: "longest wait for a completion meanwhile, median", value: median("longestWait"), unit, digits: 0 });
}

interface Figures {
  readonly first: number;
  readonly all: number;
  readonly longestWait: number;
}

async function measure(
  script: string,
  { account, credential }: { readonly account: RemoteAccount; readonly credential: object },
): Promise<Figures> {
  const root = mkdtempSync(join(tmpdir(), "many-names-"));
  const { connection, stop } = await startServerProcess(script, root);
  connection.onRequest(credentialRequest.method, () => ({ credential }));
  const uri = URI.file(join(root, "a.ts")).toString();
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "typescript", version: 1, text: typed },
  });
  const complete = () =>
    connection.sendRequest<CompletionList | null>("textDocument/completion", {
      textDocument: { uri },
      position: { line: 0, character: typed.length },
    });
  await complete();

  const begun = performance.now();
  await connection.sendNotification(selectAccountNotification.method, { account });
  let first = 0;
  let longestWait = 0;
  for (;;) {
    const asked = performance.now();
    const offered = (await complete())?.items.length ?? 0;
    longestWait = Math.max(longestWait, performance.now() - asked);
    if (first === 0 && offered > 0) first = performance.now() - begun;
    if (offered < count) continue;
    const { status } = await connection.sendRequest<Snapshot>(snapshotRequest.method, {});
    if (status.kind === "complete") break;
  }
  const all = performance.now() - begun;
  await stop();
  rmSync(root, { recursive: true });
  return { first, all, longestWait };
}
