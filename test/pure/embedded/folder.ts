import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmbeddedStore } from "../../../server/embedded/store";
import type { Disk } from "../../../server/embedded/disk";
import { realDisk } from "../../../server/embedded/disk";
import type { SecretStore } from "../../../server/embedded/secretStore";
import { patchSecret, putSecret } from "../../../server/embedded/edits";

/** A folder for one test. `data` in it does not exist yet. */
export function makeFolder(): { readonly data: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "inline-secrets-"));
  return {
    data: join(folder, "data"),
    remove: () => {
      // A note that is being made of a renewal may come in between.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const unconditional = { ifMatch: undefined, ifNoneMatch: undefined };
const plain = { description: "", type: "secret", visibility: "masked", environments: undefined } as const;
let versions = 0;

/** Stores a new secret as the service does. */
export function put(store: SecretStore, name: string, value = "a value", environments?: readonly string[]) {
  const stamp = { now: "2026-01-01T00:00:00.000Z", version: `v${versions++}` };
  return store.change(putSecret({ ...plain, name, value, environments, conditions: unconditional }, stamp));
}

/** Changes a description as the service does. */
export function describeSecret(store: SecretStore, name: string, description: string) {
  const stamp = { now: "2026-01-01T00:00:00.000Z", version: `v${versions++}` };
  const change = { value: undefined, visibility: undefined, environments: undefined, description };
  return store.change(patchSecret({ ...change, name, conditions: unconditional }, stamp));
}

/** A store that waits for nobody longer than a test may take. */
export function openStore(directory: string, disk: Disk = realDisk) {
  return createEmbeddedStore({ directory, disk, lock: { patience: 300, staleAfter: 15_000 }, watchInterval: 10 });
}

/** An error as the file system throws it. */
export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: the disk refuses`), { code });
}
