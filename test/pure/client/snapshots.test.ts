import assert from "node:assert/strict";
import { watched } from "../../../client/flows/watched";
import { createSnapshots } from "../../../client/snapshots";
import type { Snapshot, Where } from "../../../shared/protocol";
import { refreshRequest } from "../../../shared/protocol";
import { row, snapshotOf } from "./fakes";

/** Snapshots of folders whose server answers when a test says so, in the order that it wants. */
function start() {
  let folder: string | undefined;
  let came = (): void => undefined;
  const asked: { readonly method: string; readonly of: Where; readonly answer: (name: string) => void }[] = [];
  const request = ({ method }: { readonly method: string }, of: Where): Promise<Snapshot> =>
    new Promise((resolve) => {
      const answer = (name: string): void => {
        resolve(snapshotOf([row({ name })], of));
      };
      asked.push({ method, of, answer });
    });
  const nothing = { dispose: () => undefined };
  const warned: string[] = [];
  const snapshots = createSnapshots(
    {
      request: request as never,
      onDidChange: (listener: () => void) => {
        came = listener;
        return nothing;
      },
      onDidChangeState: () => nothing,
    },
    { current: () => folder, onDidChange: () => nothing },
    (message) => warned.push(message),
  );
  return {
    snapshots,
    asked,
    view: (next: string) => {
      folder = next;
    },
    change: () => {
      came();
    },
    shown: () => snapshots.current()?.rows.map(({ name }) => name),
  };
}

const rest = (): Promise<void> => new Promise(setImmediate);

describe("A snapshot that a command asks for", () => {
  it("is waited for before the user's eyes, who may stop that", async () => {
    const shown: string[] = [];
    const signals: unknown[] = [];
    const answer = (signal: AbortSignal | undefined): Promise<Snapshot> => {
      signals.push(signal);
      return Promise.resolve(snapshotOf([]));
    };
    const { signal } = new AbortController();
    const busy = <T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> => {
      shown.push(title);
      return task(signal);
    };
    const { snapshots } = start();
    const asked = watched({ ...snapshots, load: answer, refresh: (how) => answer(how?.signal) }, { busy });
    await asked.load();
    await asked.refresh();
    assert.deepEqual(shown, ["Waiting for the language server…", "Refreshing secrets…"]);
    assert.deepEqual(signals, [signal, signal]);
  });
});

describe("The snapshot that is shown", () => {
  it("is not replaced by an answer about a folder that is not in view any more", async () => {
    const { snapshots, asked, view, shown } = start();
    view("file:///api");
    const refreshed = snapshots.refresh();
    view("file:///web");
    const loaded = snapshots.load();
    asked[1]?.answer("OF_WEB");
    asked[0]?.answer("OF_API");
    await loaded;
    assert.deepEqual((await refreshed).rows[0]?.name, "OF_API");
    assert.deepEqual(shown(), ["OF_WEB"]);
  });

  it("stays what is in view when a dialog asks anew for another folder", async () => {
    const { snapshots, asked, view, shown } = start();
    view("file:///web");
    const loaded = snapshots.load();
    asked[0]?.answer("OF_WEB");
    await loaded;
    const refreshed = snapshots.refresh({ of: { folder: "file:///api" } });
    asked[1]?.answer("OF_API");
    assert.equal((await refreshed).folder, "file:///api");
    assert.deepEqual([asked[1]?.method, shown()], [refreshRequest.method, ["OF_WEB"]]);
  });

  it("follows many changes with as many questions as it takes, and tells of what is new", async () => {
    const { snapshots, asked, change, shown } = start();
    let told = 0;
    const listener = snapshots.onDidChange(() => told++);
    for (let count = 0; count < 5; count++) change();
    asked[0]?.answer("FIRST");
    await rest();
    asked[1]?.answer("LAST");
    await rest();
    assert.deepEqual([asked.length, told, shown()], [2, 2, ["LAST"]]);
    listener.dispose();
    change();
    asked[2]?.answer("UNHEARD");
    await rest();
    assert.deepEqual([told, shown()], [2, ["UNHEARD"]]);
  });
});
