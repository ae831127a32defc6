import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Disk } from "../../../server/embedded/disk";
import { realDisk } from "../../../server/embedded/disk";
import { machine } from "../../../server/embedded/lock";
import type { Outcome } from "../../../server/embedded/problem";
import type { SecretStore } from "../../../server/embedded/secretStore";
import { createEmbeddedStore } from "../../../server/embedded/store";
import { generateKeyFile } from "../../../server/embedded/vaultKey";
import { until } from "../../until";
import { describeSecret, diskError, makeFolder, openStore, put } from "./folder";

describe("the embedded store", () => {
  let folder: ReturnType<typeof makeFolder>;
  let data: string;
  beforeEach(() => {
    folder = makeFolder();
    ({ data } = folder);
  });
  afterEach(() => {
    folder.remove();
  });
  const vault = () => join(data, "vault");
  const key = () => join(data, "vault.key");

  it("holds nothing at first, and creates nothing by being read", async () => {
    assert.deepEqual(await namesIn(openStore(data)), []);
    assert.equal(existsSync(data), false);
  });

  it("creates its folder, file and key for their owner only", async () => {
    await put(openStore(data), "API_KEY");
    assert.deepEqual(readdirSync(data).sort(), ["vault", "vault.key"]);
    if (process.platform === "win32") return;
    const modes = [data, vault(), key()].map((path) => (statSync(path).mode & 0o777).toString(8));
    assert.deepEqual(modes, ["700", "600", "600"]);
  });

  it("leaves no trace of a value on the disk, in any usual spelling", async () => {
    const canary = "canary-4f1c9a7e";
    const store = openStore(data);
    await put(store, "API_KEY", canary);
    await put(store, "OTHER", canary, ["production"]);
    const bytes = Buffer.from(canary);
    const spellings = [
      canary,
      bytes.toString("hex"),
      ...[0, 1, 2].map((skip) => bytes.subarray(skip).toString("base64").slice(0, 12)),
    ];
    for (const name of readdirSync(data)) {
      const text = readFileSync(join(data, name), "latin1");
      for (const spelling of spellings) assert.ok(!text.includes(spelling), `${name}: ${spelling}`);
    }
  });

  it("reads what another window has written, and tells of it", async () => {
    const here = openStore(data);
    const there = openStore(data);
    await put(here, "FIRST");
    let told = 0;
    const stop = here.watch(() => told++);
    await put(there, "SECOND");
    await until("the news", () => told === 1);
    assert.deepEqual(await namesIn(here), ["FIRST", "SECOND"]);
    await put(here, "THIRD");
    rmSync(vault());
    await until("the loss", () => told === 2);
    stop();
  });

  it("tells of each foreign write once, and of none of its own", async () => {
    const here = openStore(data);
    let told = 0;
    const stop = here.watch(() => told++);
    for (let number = 0; number < 20; number++) await put(here, `OURS_${number}`);
    await put(openStore(data), "THEIRS");
    await until("the other's write", () => told > 0);
    await put(here, "OURS_AGAIN");
    await put(openStore(data), "THEIRS_AGAIN");
    await until("the other's second write", () => told > 1);
    assert.equal(told, 2);
    stop();
  });

  it("tells of a foreign write that its own has followed at once", async () => {
    const here = createEmbeddedStore({ directory: data, watchInterval: 200 });
    let told = 0;
    const stop = here.watch(() => told++);
    await put(here, "OURS");
    await put(openStore(data), "THEIRS");
    await put(here, "OURS_AGAIN");
    await until("the other's write", () => told === 1);
    stop();
  });

  it("tells of nothing that was there before, and of nothing any more once it was stopped", async () => {
    await put(openStore(data), "BEFORE");
    const here = openStore(data);
    const told = [0, 0];
    const stops = told.map((_, index) => here.watch(() => told[index]!++));
    await put(openStore(data), "AFTER");
    await until("the write", () => told.every((count) => count > 0));
    stops[0]?.();
    await put(openStore(data), "LATER");
    await until("the next write", () => told[1] === 2);
    assert.deepEqual(told, [1, 2]);
    stops[1]?.();
  });

  it("tells when the disk can be asked again that could not for a while: somebody may have been refused meanwhile", async () => {
    await put(openStore(data), "BEFORE");
    let isAway = false;
    const asked = { times: 0 };
    const here = openStore(data, {
      ...realDisk,
      stamp: (path) => {
        asked.times++;
        return isAway ? Promise.reject(diskError("EIO")) : realDisk.stamp(path);
      },
    });
    let told = 0;
    const stop = here.watch(() => told++);
    await until("the first look", () => asked.times > 1);
    isAway = true;
    assert.equal((await here.read()).kind, "refused");
    const before = asked.times;
    await until("a look in vain", () => asked.times > before + 1);
    assert.equal(told, 0);
    isAway = false;
    await until("the news", () => told === 1);
    stop();
  });

  it("keeps every one of many changes at once, in one window and in several", async () => {
    const stores = [
      openStore(data),
      createEmbeddedStore({ directory: data }),
      createEmbeddedStore({ directory: data }),
    ];
    const names = Array.from({ length: 30 }, (_, index) => `N${100 + index}`);
    const patient = stores.slice(1);
    const results = await Promise.all(names.map((name, index) => put(patient[index % 2]!, name)));
    assert.deepEqual(
      results.filter(({ kind }) => kind === "refused"),
      [],
    );
    assert.deepEqual([...(await namesIn(stores[0]!))].sort(), names);
  });

  it("writes nothing when an edit is refused", async () => {
    const store = openStore(data);
    await put(store, "API_KEY");
    const before = readFileSync(vault());
    const refused = await put(store, "API_KEY");
    assert.equal(refused.kind === "refused" && refused.problem.code, "already-exists");
    assert.deepEqual(readFileSync(vault()), before);
    assert.deepEqual(readdirSync(data).sort(), ["vault", "vault.key"]);
  });

  describe("that cannot be read", () => {
    const damages: readonly [what: string, damage: () => void, sentence: RegExp][] = [
      [
        "because its key is gone",
        () => {
          rmSync(key());
        },
        /The key .*vault\.key is gone.*Restore the key/,
      ],
      [
        "because its key is another",
        () => {
          writeFileSync(key(), generateKeyFile());
        },
        /does not belong to/,
      ],
      [
        "because its key is damaged",
        () => {
          writeFileSync(key(), "x");
        },
        /The key .* is damaged/,
      ],
      [
        "because its file is gone",
        () => {
          rmSync(vault());
        },
        /vault is gone, but its key is there/,
      ],
      [
        "because its file is empty",
        () => {
          writeFileSync(vault(), "");
        },
        /vault is damaged/,
      ],
      [
        "because its file was cut off",
        () => {
          writeFileSync(vault(), readFileSync(vault()).subarray(0, -9));
        },
        /vault is damaged/,
      ],
      [
        "because its file is something else",
        () => {
          writeFileSync(vault(), "hello");
        },
        /vault is damaged/,
      ],
    ];
    for (const [what, damage, sentence] of damages) {
      it(`${what} says so, is never empty, and is never overwritten`, async () => {
        const store = openStore(data);
        await put(store, "API_KEY");
        damage();
        const before = snapshotOf(data);
        for (const attempt of [openStore(data).read(), put(openStore(data), "OTHER"), put(store, "OTHER")])
          assert.match(problemOf(await attempt, "storage"), sentence);
        assert.deepEqual(snapshotOf(data), before);
      });
    }

    it("works again once it was restored", async () => {
      const store = openStore(data);
      await put(store, "API_KEY");
      renameSync(key(), join(data, "..", "backup"));
      problemOf(await put(store, "OTHER"), "storage");
      renameSync(join(data, "..", "backup"), key());
      await put(store, "OTHER");
      assert.deepEqual(await namesIn(store), ["API_KEY", "OTHER"]);
    });
  });

  describe("on a disk that refuses", () => {
    const faults: readonly [what: string, operation: keyof Disk, code: string, sentence: RegExp][] = [
      ["is full", "writeNew", "ENOSPC", /disk is full: nothing was changed/],
      ["is full by quota", "writeNew", "EDQUOT", /disk is full/],
      ["is read-only", "makeFolder", "EROFS", /disk is read-only/],
      ["may not be written", "writeNew", "EACCES", /Permission is missing/],
      ["does not rename", "rename", "EPERM", /Permission is missing/],
      ["has a fault", "list", "EIO", /refused an operation .*\(EIO\)/],
      ["cannot be read", "read", "EACCES", /Permission is missing/],
    ];
    for (const [what, operation, code, sentence] of faults) {
      it(`because it ${what} says so and loses nothing`, async () => {
        await put(openStore(data), "API_KEY");
        const before = readFileSync(vault());
        const refusing = { ...realDisk, [operation]: refuse(operation, code) };
        assert.match(problemOf(await put(openStore(data, refusing), "OTHER"), "storage"), sentence);
        assert.deepEqual(readFileSync(vault()), before);
        assert.deepEqual(
          readdirSync(data).filter((name) => name.endsWith(".tmp")),
          [],
        );
        assert.deepEqual(await namesIn(openStore(data)), ["API_KEY"]);
        rmSync(join(data, "lock"), { recursive: true, force: true });
        await put(openStore(data), "OTHER");
        assert.deepEqual(await namesIn(openStore(data)), ["API_KEY", "OTHER"]);
      });
    }

    it("says that it does not know when only the confirmation failed", async () => {
      await put(openStore(data), "API_KEY");
      const refusing = { ...realDisk, syncFolder: () => Promise.reject(diskError("EIO")) };
      const detail = problemOf(await put(openStore(data, refusing), "OTHER"), "storage");
      assert.match(detail, /did not confirm it \(EIO\)/);
    });

    it("can still be read when it cannot be written", async () => {
      await put(openStore(data), "API_KEY");
      const readOnly: Disk = { ...realDisk, makeFolder: () => Promise.reject(diskError("EROFS")) };
      assert.deepEqual(await namesIn(openStore(data, readOnly)), ["API_KEY"]);
    });
  });

  describe("after a crash", () => {
    it("of the very first write begins anew, or goes on with the key that was waiting", async () => {
      const dies: Disk = { ...realDisk, rename: dieOn(/vault$/) };
      await put(openStore(data, dies), "LOST");
      assert.match(readdirSync(data).join(), /^vault\.key\.\w+\.new$/);
      assert.deepEqual(await namesIn(openStore(data)), []);
      const diesLater: Disk = { ...realDisk, rename: dieOn(/vault\.key$/) };
      await put(openStore(data, diesLater), "KEPT");
      assert.equal(existsSync(key()), false);
      assert.deepEqual(await namesIn(openStore(data)), ["KEPT"]);
      for (const name of ["NEXT", "LAST"]) await put(openStore(data), name);
      assert.deepEqual(readdirSync(data).sort(), ["vault", "vault.key"]);
      assert.deepEqual(await namesIn(openStore(data)), ["KEPT", "NEXT", "LAST"]);
    });

    it("sweeps temporary files away with the next change", async () => {
      const store = openStore(data);
      await put(store, "API_KEY");
      writeFileSync(join(data, "vault.0123.tmp"), "half");
      await describeSecret(store, "API_KEY", "d");
      assert.deepEqual(readdirSync(data).sort(), ["vault", "vault.key"]);
    });

    it("of the holder of the lock goes on at once", async () => {
      const store = openStore(data);
      await put(store, "API_KEY");
      const { pid } = spawnSync(process.execPath, ["--version"]);
      lockFor({ token: "dead", pid, machine: machine() });
      assert.equal((await put(store, "OTHER")).kind, "ok");
    });

    it("of a holder elsewhere, or one that left nothing readable, goes on after a while", async () => {
      const store = openStore(data);
      await put(store, "API_KEY");
      for (const owner of [{ token: "elsewhere", pid: 1, machine: "another machine" }, "garbage"]) {
        lockFor(owner);
        problemOf(await put(store, "OTHER"), "unavailable");
        const impatient = createEmbeddedStore({ directory: data, lock: { patience: 2_000, staleAfter: 20 } });
        assert.equal((await describeSecret(impatient, "API_KEY", "d")).kind, "ok");
      }
    });
  });

  it("is not held up by a lock from a time to come, which a wrong clock left behind", async () => {
    await put(openStore(data), "API_KEY");
    lockFor({ token: "of the future", pid: process.pid, machine: machine() });
    const early: Disk = { ...realDisk, age: () => Promise.resolve(-3_600_000) };
    const store = createEmbeddedStore({ directory: data, disk: early, lock: { patience: 50, staleAfter: 15_000 } });
    assert.equal((await put(store, "OTHER")).kind, "ok");
  });

  it("takes a folder that cannot be forced to the medium as it is, as one that a host shares with its guest", async () => {
    // No file system that is there on every machine is like that, but that of processes on Linux.
    if (process.platform === "linux") await realDisk.syncFolder("/proc/self");
    await assert.rejects(realDisk.syncFolder(join(data, "nowhere")));
  });

  it("says when another window does not let go, and touches nothing of it", async () => {
    const store = openStore(data);
    await put(store, "API_KEY");
    lockFor({ token: "alive", pid: process.pid, machine: machine() });
    writeFileSync(join(data, "vault.4567.tmp"), "being written");
    assert.match(problemOf(await put(store, "OTHER"), "unavailable"), /Another window is writing/);
    assert.ok(existsSync(join(data, "vault.4567.tmp")));
    assert.deepEqual(readdirSync(data).sort(), ["lock", "vault", "vault.4567.tmp", "vault.key"]);
  });

  for (const [moment, operation, end, isFirst] of [
    ["before it writes", "writeNew", ".tmp", false],
    ["before it renames", "rename", ".tmp", false],
    ["before it writes the very first key", "writeNew", ".new", true],
    ["before it writes the very first vault", "writeNew", ".tmp", true],
    ["before it renames the very first vault", "rename", ".tmp", true],
  ] as const) {
    it(`is not overwritten by a window that sleeps ${moment}, is taken for dead and wakes up`, async () => {
      if (!isFirst) await put(openStore(data), "API_KEY");
      const other = createEmbeddedStore({ directory: data, lock: { patience: 2_000, staleAfter: 1 } });
      let slept = false;
      const sleepy: Disk = {
        ...realDisk,
        [operation]: async (path: string, second: never) => {
          if (!slept && path.endsWith(end)) {
            slept = true;
            assert.equal((await put(other, "MEANWHILE")).kind, "ok");
          }
          await (realDisk[operation] as (path: string, second: never) => Promise<void>)(path, second);
        },
      };
      assert.match(problemOf(await put(openStore(data, sleepy), "LATE"), "unavailable"), /another window went ahead/);
      assert.ok(slept);
      assert.deepEqual(await namesIn(openStore(data)), isFirst ? ["MEANWHILE"] : ["API_KEY", "MEANWHILE"]);
      await put(openStore(data), "NEXT");
      assert.deepEqual(
        readdirSync(data)
          .filter((name) => !name.startsWith("lock."))
          .sort(),
        ["vault", "vault.key"],
      );
    });
  }

  const lockFor = (owner: unknown) => {
    mkdirSync(join(data, "lock"));
    writeFileSync(join(data, "lock", "owner"), JSON.stringify(owner));
  };
});

async function namesIn(store: SecretStore): Promise<readonly string[]> {
  const contents = await store.read();
  assert.equal(contents.kind, "ok", JSON.stringify(contents));
  return [...contents.value.secrets.keys()];
}

function problemOf(outcome: Outcome<unknown>, code: string): string {
  assert.equal(outcome.kind, "refused", JSON.stringify(outcome));
  assert.equal(outcome.problem.code, code, outcome.problem.detail);
  return outcome.problem.detail;
}

function snapshotOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "hex")]));
}

/** An operation that fails as the disk of a real machine would; the lock's own files are left alone where that can be. */
function refuse(operation: keyof Disk, code: string) {
  return (path: string, second?: unknown): Promise<unknown> => {
    const ofLock = path.includes("lock") && operation !== "makeFolder";
    if (ofLock) return (realDisk[operation] as (path: string, second?: unknown) => Promise<unknown>)(path, second);
    return Promise.reject(diskError(code));
  };
}

/** A process that is gone by the time it would move a file there: what it leaves behind stays. */
function dieOn(target: RegExp): Disk["rename"] {
  return (from, to) => (target.test(to) ? Promise.reject(diskError("EIO")) : realDisk.rename(from, to));
}
