import assert from "node:assert/strict";
import { add } from "../../../client/commands/add";
import { editSecret } from "../../../client/flows/changeSecret";
import type { Parts } from "../../../client/parts";
import type { Snapshots } from "../../../client/snapshots";
import { failed, ok } from "../../../shared/failure";
import type { Result } from "../../../shared/failure";
import { checkNameRequest, createRequest, updateRequest } from "../../../shared/protocol";
import type { SecretRow, Snapshot } from "../../../shared/protocol";
import { account, fakeServer, leave, row, scripted, snapshotOf } from "./fakes";
import type { Scripted } from "./fakes";
import type { WriteOutcome } from "../../../shared/protocol";

const done: Result<WriteOutcome> = ok({ kind: "done" });

const changedMeanwhile = failed({ kind: "changedMeanwhile", message: "Somebody else changed it." });

interface Case {
  readonly rows?: readonly SecretRow[];
  readonly outcomes?: readonly Result<WriteOutcome>[];
  /** What comes of adding. */
  readonly created?: Result<WriteOutcome>;
  /** What a refresh finds. */
  readonly fresh?: readonly SecretRow[];
}

function world(
  answers: readonly Scripted[],
  { rows = [row({ name: "API_KEY" })], outcomes = [done], created = done, fresh = rows }: Case = {},
) {
  const script = scripted(answers);
  const left = [...outcomes];
  const { server, sent } = fakeServer({
    [updateRequest.method]: () => left.shift(),
    [createRequest.method]: () => created,
    [checkNameRequest.method]: () => null,
  });
  const snapshot = snapshotOf(rows);
  const load = (): Promise<Snapshot> => Promise.resolve(snapshot);
  const snapshots = { load, current: () => snapshot, refresh: () => Promise.resolve(snapshotOf(fresh)) };
  return {
    script,
    updates: () => sent.map(({ params }) => params),
    world: { questions: script.questions, server, snapshots, snapshot, signIn: () => Promise.resolve() },
  };
}

/** Runs *Add* as the editor does, with what a quick fix or a row passes. */
function runAdd(parts: ReturnType<typeof world>["world"], argument: unknown): Promise<void> {
  return add({ ...parts, isTrusted: () => true } as unknown as Parts, argument);
}

describe("Editing a secret", () => {
  it("changes the description alone when the value is left blank", async () => {
    const { script, updates, world: parts } = world(["", "what it is for"]);
    await editSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.deepEqual(script.asked, ["Edit API_KEY (1)", "Edit API_KEY (2/2)"]);
    assert.deepEqual(updates(), [{ account, name: "API_KEY", etag: '"1"', description: "what it is for" }]);
    assert.deepEqual(script.told, ["information: API_KEY was changed."]);
  });

  it("leaves a description of several lines as it is, which a box of one line shows as one", async () => {
    const description = "For billing.\n\nAsk the team\tfirst. ";
    const { script, updates, world: parts } = world(["new", "For billing. Ask the team first.", ""]);
    await editSecret(parts, row({ name: "API_KEY", description }));
    script.done();
    assert.equal(script.texts[1]?.initial, "For billing. Ask the team first.");
    assert.equal("description" in (updates()[0] as object), false);
  });

  it("changes the value where the user says, the active environment by default", async () => {
    const { script, updates, world: parts } = world(["new", "", ""]);
    await editSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.deepEqual(script.asked, ["Edit API_KEY (1)", "Edit API_KEY (2/3)", "Edit API_KEY (3/3)"]);
    const target = { kind: "environments", ids: ["development"] };
    assert.deepEqual(updates(), [
      { account, name: "API_KEY", etag: '"1"', value: { kind: "given", value: "new" }, target },
    ]);
    assert.deepEqual(script.told, ["information: API_KEY was changed in development."]);
  });

  it("changes the default value by default when the active environment has none of its own", async () => {
    const { updates, world: parts } = world(["new", "", ""]);
    await editSecret(parts, row({ name: "API_KEY", stored: "default", hasDefault: true, environments: [] }));
    assert.deepEqual((updates()[0] as { target: unknown }).target, { kind: "default" });
  });

  it("says when there is nothing to save, and sends nothing", async () => {
    const { script, updates, world: parts } = world(["", "same"]);
    await editSecret(parts, row({ name: "API_KEY", description: "same" }));
    assert.deepEqual(script.told, ["information: No changes to save"]);
    assert.deepEqual(updates(), []);
  });

  it("offers to refresh when somebody else changed it, and sends with the new version", async () => {
    const fresh = [row({ name: "API_KEY", etag: '"2"' })];
    const {
      script,
      updates,
      world: parts,
    } = world(["new", "", "", { press: "Refresh and Retry" }], { outcomes: [changedMeanwhile, done], fresh });
    await editSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.equal(script.asked.at(-1), "API_KEY was not changed. Somebody else changed it. [Refresh and Retry] [Edit]");
    assert.deepEqual(
      updates().map((update) => (update as { etag: string }).etag),
      ['"1"', '"2"'],
    );
  });

  it("leaves a description alone that somebody else changed, unless the user changed it as well", async () => {
    const fresh = [row({ name: "API_KEY", etag: '"2"', description: "theirs" })];
    for (const [typed, sent] of [
      ["before", undefined],
      ["mine", "mine"],
    ] as const) {
      const answers = ["new", typed, "", { press: "Refresh and Retry" }];
      const { updates, world: parts } = world(answers, { outcomes: [changedMeanwhile, done], fresh });
      await editSecret(parts, row({ name: "API_KEY", description: "before" }));
      assert.equal((updates()[1] as { description?: string }).description, sent);
    }
  });

  it("keeps what was typed while nobody knows whether it was deleted, or nobody answers", async () => {
    const unknown = snapshotOf([], { status: { kind: "unknown", reason: "signedOut" } });
    for (const refresh of [() => Promise.resolve(unknown), () => Promise.reject(new Error("No server."))]) {
      const answers = ["new", "", "", { press: "Refresh and Retry" }];
      const { script, updates, world: parts } = world(answers, { outcomes: [changedMeanwhile, done] });
      await editSecret({ ...parts, snapshots: { refresh } }, row({ name: "API_KEY" }));
      script.done();
      assert.deepEqual(updates()[0], updates()[1]);
      assert.deepEqual(script.told, ["information: API_KEY was changed in development."]);
    }
  });

  it("asks anew for the folder that the dialog is about, whatever is in view by now", async () => {
    const asked: unknown[] = [];
    const { world: parts } = world(["new", "", "", { press: "Refresh and Retry" }], {
      outcomes: [changedMeanwhile, done],
    });
    const refresh: Snapshots["refresh"] = (how) => {
      asked.push(how?.of);
      return Promise.resolve(snapshotOf([row({ name: "API_KEY" })]));
    };
    const snapshot = snapshotOf([], { folder: "file:///web" });
    await editSecret({ ...parts, snapshot, snapshots: { refresh } }, row({ name: "API_KEY" }));
    assert.deepEqual(asked, [{ folder: "file:///web" }]);
  });

  it("offers to add it again when somebody else deleted it meanwhile, with all that was typed", async () => {
    const declared = row({ name: "API_KEY", stored: "missing", environments: [], etag: "" });
    for (const fresh of [[], [declared]]) {
      const answers = ["new", "what for", "", { press: "Refresh and Retry" }, { press: "Add Again" }];
      const { script, updates, world: parts } = world(answers, { outcomes: [changedMeanwhile], fresh });
      await editSecret(parts, row({ name: "API_KEY", visibility: "restricted" }));
      script.done();
      assert.equal(
        script.asked.at(-1),
        "API_KEY was not changed. API_KEY no longer exists. [Add Again] [Refresh and Retry]",
      );
      const target = { kind: "environments", ids: ["development"] };
      const value = { kind: "given", value: "new" };
      assert.deepEqual(updates().slice(1), [
        { account, name: "API_KEY", value, description: "what for", target, visibility: "restricted" },
      ]);
      assert.deepEqual(script.told, ["information: API_KEY was added to development."]);
    }
  });

  it("asks for the value when it is added again and only the description was typed", async () => {
    const gone = failed({ kind: "notFound", message: "The service has no API_KEY any more." });
    const answers = ["", "what for", { press: "Add Again" }, "new", "", "", ""];
    const { script, updates, world: parts } = world(answers, { outcomes: [gone] });
    await editSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.deepEqual(script.asked.slice(2), [
      "API_KEY was not changed. The service has no API_KEY any more. [Add Again] [Refresh and Retry]",
      "Add Secret (2/5)",
      "Add Secret (3/5)",
      "Add Secret (4/5)",
      "Add Secret (5/5)",
    ]);
    assert.equal(script.texts[3]?.initial, "what for");
    assert.equal(updates().length, 2);
  });

  it("does not offer to add it again when it is the environment that is gone", async () => {
    const gone = failed({ kind: "notFound", message: "There is no development.", field: "environment" });
    const { script, world: parts } = world(["new", "", "", leave], { outcomes: [gone] });
    await editSecret(parts, row({ name: "API_KEY" }));
    assert.equal(script.asked.at(-1), "API_KEY was not changed. There is no development. [Retry] [Edit]");
  });
});

describe("Adding a name that somebody else added meanwhile", () => {
  const there = failed({ kind: "alreadyExists", message: "There is API_KEY already." });
  const answers = ["new", "what for", "", "", { press: "Set Its Value" }];

  it("gives it the value that was typed, if the user wants it", async () => {
    const theirs = row({ name: "API_KEY", etag: '"7"', description: "theirs" });
    const { script, updates, world: parts } = world(answers, { rows: [], created: there, fresh: [theirs] });
    await runAdd(parts, { name: "API_KEY" });
    script.done();
    assert.equal(script.asked.at(-1), "API_KEY was not added. There is API_KEY already. [Edit] [Set Its Value]");
    const target = { kind: "environments", ids: ["development"] };
    assert.deepEqual(updates().at(-1), {
      account,
      name: "API_KEY",
      etag: '"7"',
      value: { kind: "given", value: "new" },
      target,
    });
    assert.deepEqual(script.told, ["information: API_KEY was set in development."]);
  });

  it("keeps what was typed where nobody can say what is there", async () => {
    const { script, world: parts } = world([...answers, leave], { rows: [], created: there, fresh: [] });
    await runAdd(parts, { name: "API_KEY" });
    script.done();
  });
});

describe("Setting a name that is stored elsewhere", () => {
  const elsewhere = row({ name: "API_KEY", stored: "missing", environments: ["production"] });

  it("asks for the value alone and gives it to the active environment", async () => {
    const { script, updates, world: parts } = world(["new"], { rows: [elsewhere] });
    await runAdd(parts, { name: "API_KEY" });
    script.done();
    assert.deepEqual(script.asked, ["Set API_KEY in development (1/1)"]);
    const target = { kind: "environments", ids: ["development"] };
    assert.deepEqual(updates(), [
      { account, name: "API_KEY", etag: '"1"', value: { kind: "given", value: "new" }, target },
    ]);
    assert.deepEqual(script.told, ["information: API_KEY was set in development."]);
  });

  it("does the same for the row of the tree", async () => {
    const { script, world: parts } = world([leave], { rows: [elsewhere] });
    await runAdd(parts, { kind: "secret", row: elsewhere });
    assert.deepEqual(script.asked, ["Set API_KEY in development (1/1)"]);
  });

  it("wants a value", async () => {
    const { script, world: parts } = world([leave], { rows: [elsewhere] });
    await runAdd(parts, { name: "API_KEY" });
    assert.equal(await script.texts[0]?.check?.("", new AbortController().signal), "Secret value is required");
  });

  it("leaves managed names alone and says why", async () => {
    const { script, updates, world: parts } = world([], { rows: [{ ...elsewhere, managed: true }] });
    await runAdd(parts, { name: "API_KEY" });
    assert.deepEqual(script.told, [
      "warning: API_KEY is managed by the provider: it can be referred to, but not changed here.",
    ]);
    assert.deepEqual(updates(), []);
  });
});
