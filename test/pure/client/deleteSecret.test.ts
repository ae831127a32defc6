import assert from "node:assert/strict";
import { deleteSecret, usesInWords, whereInWords } from "../../../client/flows/deleteSecret";
import type { Snapshots } from "../../../client/snapshots";
import { failed, ok } from "../../../shared/failure";
import type { Result } from "../../../shared/failure";
import { deleteRequest, usesRequest } from "../../../shared/protocol";
import type { SecretRow } from "../../../shared/protocol";
import { account, fakeServer, leave, row, scripted, snapshotOf } from "./fakes";
import type { Scripted } from "./fakes";
import type { WriteOutcome } from "../../../shared/protocol";

const done: Result<WriteOutcome> = ok({ kind: "done" });

const uses = { references: 3, spared: 0, files: 2, complete: true, locations: [] };

function world(
  answers: readonly Scripted[],
  outcomes: readonly Result<WriteOutcome>[] = [done],
  fresh: readonly SecretRow[] = [],
) {
  const script = scripted(answers);
  const left = [...outcomes];
  const { server, sent } = fakeServer({ [usesRequest.method]: () => uses, [deleteRequest.method]: () => left.shift() });
  const snapshots = { refresh: () => Promise.resolve(snapshotOf(fresh)) };
  const deleted = (): unknown[] =>
    sent.filter(({ method }) => method === deleteRequest.method).map(({ params }) => params);
  return { script, deleted, world: { questions: script.questions, server, snapshots, snapshot: snapshotOf([]) } };
}

describe("Deleting a secret", () => {
  it("names the key, its environments and what would break, before anything happens", async () => {
    const { script, deleted, world: parts } = world([leave]);
    await deleteSecret(parts, row({ name: "API_KEY", environments: ["production", "development"] }));
    assert.deepEqual(script.asked, [
      "Delete API_KEY? It has a value in production and development. 3 references in 2 files of this workspace would break. This cannot be undone. [Delete] [Delete from development only]",
    ]);
    assert.deepEqual(deleted(), []);
  });

  it("deletes the name with all its values", async () => {
    const { script, deleted, world: parts } = world([{ press: "Delete" }]);
    await deleteSecret(parts, row({ name: "API_KEY" }));
    assert.deepEqual(deleted(), [{ account, name: "API_KEY", etag: '"1"' }]);
    assert.deepEqual(script.told, ["information: API_KEY was deleted."]);
  });

  it("deletes the value of the active environment alone", async () => {
    const { script, deleted, world: parts } = world([{ press: "Delete from development only" }]);
    await deleteSecret(parts, row({ name: "API_KEY", hasDefault: true }));
    assert.deepEqual(deleted(), [{ account, name: "API_KEY", etag: '"1"', environment: "development" }]);
    assert.deepEqual(script.told, ["information: API_KEY was deleted from development."]);
  });

  it("offers the active environment alone only when there is a value elsewhere, too", async () => {
    for (const only of [{ environments: ["development"] }, { environments: ["production"], hasDefault: true }]) {
      const { script, world: parts } = world([leave]);
      await deleteSecret(parts, row({ name: "API_KEY", ...only }));
      assert.match(script.asked[0] ?? "", /\[Delete\]$/);
    }
  });

  it("says why it failed and tries again, with the new version when somebody else changed it", async () => {
    const outcomes = [
      failed({ kind: "offline", message: "Not reachable." }),
      failed({ kind: "forbidden", message: "Not there. It is done in dev.", partly: true }),
      failed({ kind: "changedMeanwhile", message: "Changed." }),
      done,
    ];
    const answers = [{ press: "Delete" }, { press: "Retry" }, { press: "Retry" }, { press: "Refresh and Retry" }];
    const { script, deleted, world: parts } = world(answers, outcomes, [row({ name: "API_KEY", etag: '"2"' })]);
    await deleteSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.deepEqual(script.asked.slice(1), [
      "API_KEY was not deleted. Not reachable. [Retry]",
      "API_KEY was only partly deleted. Not there. It is done in dev. [Retry]",
      "API_KEY was not deleted. Changed. [Refresh and Retry]",
    ]);
    assert.deepEqual(
      deleted().map((deletion) => (deletion as { etag: string }).etag),
      ['"1"', '"1"', '"1"', '"2"'],
    );
  });
});

describe("Deleting what somebody else changed", () => {
  const changed = failed({ kind: "changedMeanwhile", message: "Changed." });
  const answers = [{ press: "Delete" }, { press: "Refresh and Retry" }];
  const refreshed: Record<string, Snapshots["refresh"]> = {
    "nobody is signed in any more": () =>
      Promise.resolve(snapshotOf([], { status: { kind: "unknown", reason: "signedOut" } })),
    "nobody answers": () => Promise.reject(new Error("No server.")),
  };
  for (const [what, refresh] of Object.entries(refreshed)) {
    it(`is not called done while ${what}`, async () => {
      const { script, deleted, world: parts } = world([...answers, leave], [changed, changed]);
      await deleteSecret({ ...parts, snapshots: { refresh } }, row({ name: "API_KEY" }));
      script.done();
      assert.equal(deleted().length, 2);
      assert.deepEqual(script.told, []);
    });
  }

  it("is done without a question where it is gone, and not where it is not known to be", async () => {
    const gone = failed({ kind: "notFound", message: "There is none any more." });
    const done = world([{ press: "Delete" }], [gone]);
    await deleteSecret(done.world, row({ name: "API_KEY" }));
    assert.deepEqual(done.script.told, ["information: API_KEY was deleted."]);
    const left = world([{ press: "Delete" }, leave], [gone], [row({ name: "API_KEY" })]);
    await deleteSecret(left.world, row({ name: "API_KEY" }));
    assert.equal(left.script.asked.at(-1), "API_KEY was not deleted. There is none any more. [Retry]");
  });

  it("is done where only a manifest has the name", async () => {
    const declared = row({ name: "API_KEY", stored: "missing", environments: [], etag: "" });
    const { script, deleted, world: parts } = world(answers, [changed], [declared]);
    await deleteSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.equal(deleted().length, 1);
    assert.deepEqual(script.told, ["information: API_KEY was deleted."]);
  });
});

describe("What deleting would break", () => {
  const cases: readonly (readonly [string, Parameters<typeof usesInWords>[0]])[] = [
    ["3 references in 2 files of this workspace would break.", uses],
    ["1 reference in 1 file of this workspace would break.", { references: 1, spared: 0, files: 1, complete: true }],
    ["3 references in 2 files of this workspace would break, but for 1 that does without it.", { ...uses, spared: 1 }],
    ["3 references in 2 files of this workspace would break, but for 2 that do without it.", { ...uses, spared: 2 }],
    ["3 references in 2 files of this workspace do without it.", { ...uses, spared: 3 }],
    [
      "At least 1 reference in 1 file of this workspace does without it.",
      { references: 1, spared: 1, files: 1, complete: false },
    ],
    ["At least 3 references in 2 files of this workspace would break.", { ...uses, complete: false }],
    ["Nothing in this workspace refers to it.", { references: 0, spared: 0, files: 0, complete: true }],
    [
      "No reference was found so far; not every file was looked at.",
      { references: 0, spared: 0, files: 0, complete: false },
    ],
    ["How many references in this workspace would break is not known.", undefined],
  ];
  for (const [words, known] of cases) {
    it(`is told as: ${words}`, () => {
      assert.equal(usesInWords(known), words);
    });
  }

  it("is told with the values there are", () => {
    const snapshot = snapshotOf([]);
    const of = (changes: Partial<SecretRow>): string => whereInWords(row({ name: "X", ...changes }), snapshot);
    assert.equal(of({ environments: [], hasDefault: true }), "It has a default value for all environments.");
    assert.equal(of({ hasDefault: true }), "It has a value in development, and a default value for all environments.");
    assert.equal(of({ environments: [] }), "It has no value in any environment.");
  });
});
