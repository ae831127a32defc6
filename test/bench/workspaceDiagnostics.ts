// How long it takes from a change to fresh problems of the whole workspace: 10,000 files, 2,000 of them with references.
//   npx tsx test/bench/workspaceDiagnostics.ts
// The real server speaks the real protocol in this process; the files are on disk.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { URI } from "vscode-uri";
import { selectEnvironmentNotification } from "../../shared/protocol";
import { quantile, say } from "./figure";
import { generateWorkspace, manifestWith, pathOf, textWith, withReferences } from "./generated";
import { startInProcess } from "./inProcess";

const rounds = 300;
const manifestRounds = 10;

const { root, remove } = generateWorkspace();
const folder = URI.file(root).toString();
// Names that nothing mentions are reported a little later, and in a report of its own.
writeFileSync(
  join(root, "notes.txt"),
  `LAST ${Array.from({ length: manifestRounds }, (_, at) => `ROUND_${at}`).join(" ")}`,
);
void main().finally(remove);

async function main(): Promise<void> {
  const start = performance.now();
  const { connection, waitFor, received } = await connect();
  await waitFor(() => received.size === withReferences + 1);
  console.log(`first reports on ${received.size} files: ${(performance.now() - start).toFixed(0)} ms after the start`);
  await untilQuiet(received);

  const changes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const path = pathOf((round * 7) % withReferences);
    writeFileSync(join(root, path), `${"\n".repeat((round % 5) + 1)}${textWith(round)}`);
    received.clear();
    const begun = performance.now();
    await connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${folder}/${path}`, type: 2 }],
    });
    await waitFor(() => received.has(`${folder}/${path}`));
    changes.push(performance.now() - begun);
    if (received.size !== 1) throw new Error(`${received.size} reports came for one changed file`);
  }
  print("one changed file", changes);
  say({
    measure: "one changed file to updated problems of a workspace of 10,000 files, p95",
    value: quantile(changes, 0.95),
    unit: "ms",
    target: { atMost: 20 },
    digits: 1,
  });

  const manifests: number[] = [];
  for (let round = 0; round < manifestRounds; round++) {
    // A name is required that no file uses: every file has to be looked at, and none is reported anew.
    writeFileSync(join(root, "app.yaml"), manifestWith(`ROUND_${round}`));
    received.clear();
    const begun = performance.now();
    await connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${folder}/app.yaml`, type: 2 }],
    });
    await waitFor(() => received.has(`${folder}/app.yaml`));
    manifests.push(performance.now() - begun);
  }
  print(`a changed manifest that governs all ${withReferences}`, manifests);

  const switches: number[] = [];
  for (let round = 0; round < manifestRounds; round++) {
    received.clear();
    const begun = performance.now();
    const environment = round % 2 === 0 ? "production" : "development";
    await connection.sendNotification(selectEnvironmentNotification.method, { environment });
    await waitFor(() => received.size === withReferences + 1);
    switches.push(performance.now() - begun);
  }
  print(`another environment, ${withReferences + 1} new reports`, switches);
  connection.dispose();
}

async function connect() {
  const stored = Array.from({ length: 40 }, (_, index) => ({
    name: `STORED_${index}`,
    environments: ["development"],
  }));
  const received = new Set<string>();
  let check = (): void => undefined;
  const connection = await startInProcess(folder, {
    stored,
    onReport: ({ uri }) => {
      received.add(uri);
      check();
    },
  });
  const waitFor = (isDone: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (isDone()) resolve();
      };
      check();
    });
  return { connection, received, waitFor };
}

/** What is stored and what is declared may arrive one after the other. */
async function untilQuiet(received: Set<string>): Promise<void> {
  for (received.add(""); received.size > 0;) {
    received.clear();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function print(what: string, milliseconds: readonly number[]): void {
  const at = (share: number): string => quantile(milliseconds, share).toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms`);
}
