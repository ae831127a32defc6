import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realDisk } from "../../../server/embedded/disk";
import { acquireLock } from "../../../server/embedded/lock";
import { createProvider } from "../../../server/providers/index";
import type { Provider } from "../../../server/providers/provider";
import { until } from "../../until";

describe("the embedded provider", () => {
  let directory: string;
  const { signal } = new AbortController();
  const secret = { name: "API_KEY", value: "a value", description: "Pays", visibility: "masked" } as const;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), "inline-secrets-")), "data");
  });
  afterEach(() => {
    rmSync(join(directory, ".."), { recursive: true, force: true });
  });

  const open = (): Provider => {
    const world = { fetch: neverFetch, dataDirectory: directory, now: () => new Date() };
    const nobody = { credential: () => Promise.resolve(null), renewed: () => undefined };
    const provider = createProvider({ provider: "embedded" }, world, nobody);
    assert.equal(provider.kind, "ok");
    return provider.value;
  };

  it("lists names before anything was ever stored, and creates nothing on the disk by that", async () => {
    const listed = await open().listSecrets(undefined, signal);
    assert.deepEqual(listed, { kind: "ok", value: { secrets: [], nextCursor: undefined } });
    assert.deepEqual(readdirSync(join(directory, "..")), []);
  });

  it("keeps what was created for the next window", async () => {
    assert.equal((await open().createSecret({ ...secret, target: { kind: "default" } }, signal)).kind, "ok");
    const listed = await open().listSecrets(undefined, signal);
    assert.equal(listed.kind, "ok");
    assert.deepEqual(
      listed.value.secrets.map(({ name, description, hasDefault }) => ({ name, description, hasDefault })),
      [{ name: "API_KEY", description: "Pays", hasDefault: true }],
    );
  });

  it("tells when another window has written", async () => {
    const here = open();
    let told = 0;
    const stop = here.watch?.(() => told++);
    await open().createSecret({ ...secret, target: { kind: "default" } }, signal);
    await until("the news", () => told === 1);
    stop?.();
  });

  it("does not even begin once the caller has given up", async () => {
    const provider = open();
    const result = await provider.createSecret({ ...secret, target: { kind: "default" } }, AbortSignal.abort());
    assert.equal(result.kind === "failed" && result.failure.kind, "cancelled");
    assert.equal((await provider.listSecrets(undefined, signal)).kind, "ok");
    assert.deepEqual(readdirSync(join(directory, "..")), []);
  });

  it("stores nothing after the caller has given up while another window was writing", async () => {
    const provider = open();
    const lock = await acquireLock(directory, realDisk, { patience: 100, staleAfter: 60_000 });
    const caller = new AbortController();
    const given = provider.createSecret({ ...secret, target: { kind: "default" } }, caller.signal);
    await until("somebody to wait for the lock", () => readdirSync(directory).length > 1);
    caller.abort();
    const result = await given;
    assert.equal(result.kind === "failed" && result.failure.kind, "cancelled");
    await lock?.release();
    // Whoever writes next has waited for the one that was given up.
    await provider.createSecret({ ...secret, name: "NEXT", target: { kind: "default" } }, signal);
    const listed = await provider.listSecrets(undefined, signal);
    assert.deepEqual(listed.kind === "ok" && listed.value.secrets.map(({ name }) => name), ["NEXT"]);
  });
});

const neverFetch: typeof fetch = () => {
  throw new Error("The embedded provider must not reach a network.");
};
