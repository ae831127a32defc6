import assert from "node:assert/strict";
import { setMissing } from "../../../client/flows/setMissing";
import { failed, ok } from "../../../shared/failure";
import type { Result } from "../../../shared/failure";
import { createRequest, updateRequest } from "../../../shared/protocol";
import type { CatalogStatus } from "../../../shared/protocol";
import { account, fakeServer, leave, row, scripted, snapshotOf } from "./fakes";
import type { Scripted } from "./fakes";
import type { WriteOutcome } from "../../../shared/protocol";

const done: Result<WriteOutcome> = ok({ kind: "done" });

const absent = { stored: "missing", environments: [], etag: "" } as const;
const rows = [
  row({ name: "A_KEY", ...absent, description: "for a" }),
  row({ name: "B_KEY", ...absent, environments: ["production"], etag: '"7"' }),
  row({ name: "C_KEY", ...absent }),
  row({ name: "OPTIONAL", ...absent, declared: "optional" }),
  row({ name: "THERE" }),
];

async function run(
  answers: readonly Scripted[],
  outcomes: readonly Result<WriteOutcome>[] = [],
  snapshot = snapshotOf(rows),
  fresh = snapshot,
) {
  const script = scripted(answers);
  const left = [...outcomes];
  const outcome = (): Result<WriteOutcome> => left.shift() ?? done;
  const { server, sent } = fakeServer({ [createRequest.method]: outcome, [updateRequest.method]: outcome });
  const snapshots = { refresh: () => Promise.resolve(fresh) };
  const signIn = (): Promise<void> => Promise.resolve();
  await setMissing({ questions: script.questions, server, snapshots, snapshot, signIn });
  script.done();
  return { script, sent: sent.map(({ params }) => params) };
}

describe("Setting what is missing", () => {
  it("asks for one required name after the other, and says how far it is", async () => {
    const { script, sent } = await run(["1", "2", "3"]);
    assert.deepEqual(script.asked, [
      "Set A_KEY in development (1/3)",
      "Set B_KEY in development (2/3)",
      "Set C_KEY in development (3/3)",
    ]);
    assert.ok(script.texts.every(({ masked }) => masked));
    const target = { kind: "environments", ids: ["development"] };
    const value = (text: string) => ({ kind: "given", value: text });
    assert.deepEqual(sent, [
      { account, name: "A_KEY", value: value("1"), description: "for a", visibility: "masked", target },
      { account, name: "B_KEY", etag: '"7"', value: value("2"), target },
      { account, name: "C_KEY", value: value("3"), description: "", visibility: "masked", target },
    ]);
    assert.deepEqual(script.told, ["information: A_KEY, B_KEY and C_KEY were set in development."]);
  });

  it("passes over a name that is left blank", async () => {
    const { script } = await run(["1", "", "3"]);
    assert.deepEqual(script.told, ["information: 2 of 3 were set in development. Still missing: B_KEY."]);
  });

  it("says that nothing was set where the user stops at once", async () => {
    const { script } = await run([leave]);
    assert.deepEqual(script.told, [
      "information: Nothing was set in development. Still missing: A_KEY, B_KEY and C_KEY.",
    ]);
  });

  it("keeps what is done when the user stops", async () => {
    const { script, sent } = await run(["1", leave]);
    assert.equal(sent.length, 1);
    assert.deepEqual(script.told, ["information: 1 of 3 was set in development. Still missing: B_KEY and C_KEY."]);
  });

  it("goes on to the next where one waits for an approval", async () => {
    const { script, sent } = await run(["1", "2", "3"], [ok({ kind: "pendingApproval" })]);
    assert.equal(sent.length, 3);
    assert.equal(script.told.at(-1), "information: 2 of 3 were set in development. Still missing: A_KEY.");
  });

  it("names a few where very many are left", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => row({ name: `KEY_${index}`, ...absent }));
    const { script } = await run([leave], [], snapshotOf(many));
    assert.match(script.told.join(), /^information: Nothing was set .* KEY_0, KEY_1, .*, KEY_9 and 4990 others\.$/);
  });

  it("keeps the value when one cannot be stored, and tries again", async () => {
    const offline = failed({ kind: "offline", message: "No network." });
    const { script, sent } = await run(["1", { press: "Retry" }, leave], [offline]);
    assert.deepEqual(sent[0], sent[1]);
    assert.deepEqual(script.told, ["information: 1 of 3 was set in development. Still missing: B_KEY and C_KEY."]);
  });

  it("adds a name that somebody deleted meanwhile, if the user wants it", async () => {
    const gone = failed({ kind: "notFound", message: "There is no B_KEY any more." });
    const { script, sent } = await run(["", "2", { press: "Add Again" }, ""], [gone]);
    assert.equal(script.asked[2], "B_KEY was not changed. There is no B_KEY any more. [Add Again] [Refresh and Retry]");
    assert.ok(!("etag" in (sent[1] as object)));
    assert.deepEqual(script.told, ["information: 1 of 3 was set in development. Still missing: A_KEY and C_KEY."]);
  });

  it("sets a name that somebody added meanwhile, if the user wants it", async () => {
    const there = failed({ kind: "alreadyExists", message: "There is A_KEY already." });
    const fresh = snapshotOf([row({ name: "A_KEY", environments: ["production"], etag: '"9"' })]);
    const { script, sent } = await run(["1", { press: "Refresh and Retry" }, "", ""], [there], snapshotOf(rows), fresh);
    assert.equal(script.asked[1], "A_KEY was not changed. There is A_KEY already. [Edit] [Refresh and Retry]");
    assert.equal((sent[1] as { readonly etag: string }).etag, '"9"');
  });

  it("has nothing to ask where nothing is missing, or nobody can tell", async () => {
    const whole = await run([], [], snapshotOf([row({ name: "THERE" })]));
    assert.deepEqual(whole.script.told, ["information: No required secret is missing in development."]);
    const unsaid = await run([], [], snapshotOf([row({ name: "THERE", declared: "no" })], { hasManifest: false }));
    assert.deepEqual(unsaid.script.told, [
      "information: No manifest says which names this project needs, so none is known to be missing.",
    ]);
  });

  for (const [status, help] of [
    [{ kind: "partial", reason: "" }, "Not all of the account's names are known. Refresh first."],
    [
      { kind: "unknown", reason: "untrusted" },
      "The account is not contacted in Restricted Mode. Trust the workspace first.",
    ],
    [{ kind: "unknown", reason: "signedOut" }, "Nobody is signed in to the account. Sign in first."],
    [{ kind: "unknown", reason: "loading" }, "They are still being listed. Try again in a moment."],
    [{ kind: "failed", failure: { kind: "offline", message: "No network." } }, "No network."],
  ] satisfies readonly (readonly [CatalogStatus, string])[])
    it(`says what helps where nobody can tell: ${help}`, async () => {
      const { script } = await run([], [], snapshotOf(rows, { status }));
      assert.deepEqual(script.told, [`warning: Nobody can tell which names are missing. ${help}`]);
    });
});
