import assert from "node:assert/strict";
import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useUp } from "../../../server/providers/useUp";
import type { UsedOnce } from "../../../server/providers/useUp";
import { failed, ok } from "../../../shared/failure";
import type { Result } from "../../../shared/failure";
import { until } from "../../until";
import { makeFolder } from "../embedded/folder";

describe("A token that counts once", () => {
  let folder: ReturnType<typeof makeFolder>;
  let used: number;
  let isReplaced: boolean;

  beforeEach(() => {
    folder = makeFolder();
    used = 0;
    isReplaced = false;
  });
  afterEach(() => {
    folder.remove();
  });

  const notes = () => join(folder.data, "renewals");
  const ended = failed({ kind: "unauthorized", message: "Your sign-in has ended." });

  /** A window that uses it up, with this result. */
  function use(result: Result<string> = ok("new"), options: Partial<UsedOnce<string>> = {}): Promise<Result<string>> {
    return useUp({
      token: "t0ken",
      use: () => {
        used++;
        return Promise.resolve(result);
      },
      isReplaced: () => Promise.resolve(isReplaced),
      dataDirectory: folder.data,
      patience: 200,
      ...options,
    });
  }

  it("is used up by one window, and the others see what has taken its place", async () => {
    const first = use(ok("new"), {
      use: async () => {
        used++;
        await new Promise((resolve) => setTimeout(resolve, 60));
        isReplaced = true;
        return ok("new");
      },
    });
    await until("the first one to begin", () => used === 1);
    assert.deepEqual([(await use()).kind, (await first).kind, used], ["failed", "ok", 1]);
    assert.deepEqual([(await use()).kind, used, readdirSync(notes())], ["failed", 1, []]);
  });

  it("is used up by the next one when the first has ended before anything came of it", async () => {
    void use(ok("new"), { use: () => new Promise(() => undefined) });
    await until("the first one to begin", () => existsSync(notes()) && readdirSync(notes()).length === 1);
    assert.deepEqual([await use(), used], [ok("new"), 1]);
  });

  it("that is spent is not used again by a window that does not see what has taken its place", async () => {
    const isSpent = () => true;
    await use(ok("new"), { isSpent });
    const [name = ""] = readdirSync(notes());
    const yesterday = Date.now() / 1000 - 24 * 3600;
    utimesSync(join(notes(), name), yesterday, yesterday);
    const result = await use(ok("new"), { isSpent });
    assert.ok(result.kind === "failed");
    assert.match(
      result.failure.message,
      /^Another window has renewed the sign-in.*Reload the window, or sign in again\.$/,
    );
    assert.equal(used, 1);
  });

  it("is used up by the next one at once when the first could not", async () => {
    await use(failed({ kind: "offline", message: "There is no network." }));
    assert.deepEqual(readdirSync(notes()), []);
    assert.deepEqual([await use(ok("new"), { patience: 60_000 }), used], [ok("new"), 2]);
  });

  it("is used up by one of those who wait for the first, when that has ended", async () => {
    void use(ok("new"), { use: () => new Promise(() => undefined) });
    await until("the first one to begin", () => existsSync(notes()) && readdirSync(notes()).length === 1);
    const others = [1, 2, 3].map(() =>
      use(ok("new"), {
        use: async () => {
          used++;
          await new Promise((resolve) => setTimeout(resolve, 100));
          isReplaced = true;
          return ok("new");
        },
      }),
    );
    const results = await Promise.all(others);
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ["failed", "failed", "ok"]);
    assert.equal(used, 1);
  });

  it("may be given again", async () => {
    for (let times = 0; times < 2; times++)
      assert.deepEqual(await use(ok("the same"), { patience: 60_000 }), ok("the same"));
    assert.deepEqual(readdirSync(notes()), []);
  });

  it("is not waited for when the note about it is old, or from a time to come", async () => {
    void use(ok("new"), { use: () => new Promise(() => undefined) });
    await until("the first one to begin", () => existsSync(notes()) && readdirSync(notes()).length === 1);
    const [name = ""] = readdirSync(notes());
    for (const minutes of [-2, 2]) {
      const then = Date.now() / 1000 + minutes * 60;
      writeFileSync(join(notes(), name), "");
      utimesSync(join(notes(), name), then, then);
      assert.deepEqual(await use(ok("new"), { patience: 60_000 }), ok("new"));
    }
    assert.equal(used, 2);
  });

  it("is used up where nothing can be noted", async () => {
    writeFileSync(folder.data, "a file where a folder should be");
    assert.deepEqual(await use(ok("new"), { patience: 60_000 }), ok("new"));
    assert.deepEqual(await use(ok("new"), { patience: 60_000, dataDirectory: "" }), ok("new"));
  });

  it("that was refused is waited for a moment: a window on another machine may have been faster", async () => {
    const seen: boolean[] = [];
    setTimeout(() => (isReplaced = true), 100);
    const result = await use(ended, {
      isReplaced: () => {
        seen.push(isReplaced);
        return Promise.resolve(isReplaced);
      },
    });
    assert.deepEqual([result, seen.at(-1)], [ended, true]);
  });
});
