// Run as a process of its own: writes numbers as a secret's description, and prints each once it is stored.
import { writeSync } from "node:fs";
import { createEmbeddedStore } from "../../../server/embedded/store";
import { describeSecret, put } from "./folder";

const [directory = "", name = "", writes = ""] = process.argv.slice(2);

async function write(): Promise<void> {
  const store = createEmbeddedStore({ directory, lock: { patience: 20_000, staleAfter: 15_000 } });
  writeSync(1, "ready\n");
  const created = await put(store, name);
  if (created.kind === "refused") throw new Error(created.problem.detail);
  for (let number = 1; number <= Number(writes); number++) {
    const written = await describeSecret(store, name, String(number));
    if (written.kind === "refused") throw new Error(written.problem.detail);
    writeSync(1, `${number}\n`);
  }
}

void write();
