import assert from "node:assert/strict";
import { addSecret } from "../../../client/flows/addSecret";
import { chooseTarget, settleTarget } from "../../../client/flows/chooseTarget";
import type { Questions } from "../../../client/flows/questions";
import { failed, ok } from "../../../shared/failure";
import type { Failure, Result } from "../../../shared/failure";
import { checkNameRequest, createRequest } from "../../../shared/protocol";
import { account, fakeServer, leave, scripted, snapshotOf } from "./fakes";
import type { Scripted } from "./fakes";
import type { WriteOutcome } from "../../../shared/protocol";

const done: Result<WriteOutcome> = ok({ kind: "done" });

const offline: Failure = { kind: "offline", message: "The store cannot be reached." };

function world(answers: readonly Scripted[], outcomes: readonly Result<WriteOutcome>[] = [done], more = {}) {
  const script = scripted(answers, more);
  const left = [...outcomes];
  const { server, sent } = fakeServer({
    [createRequest.method]: () => left.shift(),
    [checkNameRequest.method]: ({ name }: { name: string }) =>
      name === "TAKEN" ? "A secret named TAKEN already exists" : null,
  });
  const created = (): unknown[] =>
    sent.filter(({ method }) => method === createRequest.method).map(({ params }) => params);
  const signedIn: unknown[] = [];
  const signIn = (...again: unknown[]): Promise<void> => Promise.resolve(void signedIn.push(again));
  const snapshot = snapshotOf([]);
  return { script, created, signedIn, world: { questions: script.questions, server, snapshot, signIn } };
}

const typed = {
  account,
  name: "API_KEY",
  value: { kind: "given", value: " s3cret " },
  description: "for tests",
  target: { kind: "environments", ids: ["development"] },
  visibility: "restricted",
};

describe("Adding a secret", () => {
  it("asks for name, value, description, environments and visibility, and sends what was typed", async () => {
    const {
      script,
      created,
      world: parts,
    } = world([" API_KEY ", " s3cret ", "for tests", "", { pick: ["Restricted"] }]);
    await addSecret(parts, {});
    script.done();
    assert.deepEqual(
      script.asked,
      [1, 2, 3, 4, 5].map((step) => `Add Secret (${step}/5)`),
    );
    assert.deepEqual(created(), [typed]);
    assert.deepEqual(script.told, ["information: API_KEY was added to development."]);
  });

  it("hides the value, and only the value, while it is typed", async () => {
    const { script, world: parts } = world(["API_KEY", "s3cret", "", "", ""]);
    await addSecret(parts, {});
    assert.deepEqual(
      script.texts.map(({ masked }) => masked ?? false),
      [false, true, false],
    );
  });

  it("keeps what is typed when a button brings nothing, as a file that is not chosen after all", async () => {
    for (const button of ["From file…", "From clipboard"]) {
      const { script, created, world: parts } = world(["API_KEY", { button, after: "half" }, "half", "", "", ""]);
      await addSecret(parts, {});
      assert.deepEqual(
        script.texts.slice(1, 3).map(({ initial }) => initial),
        ["", "half"],
      );
      assert.deepEqual((created()[0] as typeof typed).value, { kind: "given", value: "half" });
    }
  });

  it("says what is wrong with a name and with no value", async () => {
    const { script, world: parts } = world(["API_KEY", leave]);
    await addSecret(parts, {});
    const [name, value] = script.texts;
    const { signal } = new AbortController();
    assert.equal(await name?.check?.("  ", signal), "Secret key is required");
    assert.equal(await name?.check?.("TAKEN", signal), "A secret named TAKEN already exists");
    assert.equal(await value?.check?.("", signal), "Secret value is required");
    assert.equal(await value?.check?.(" ", signal), undefined);
  });

  it("begins at the value when the name is given, with the way back to the name", async () => {
    const { script, created, world: parts } = world([{ back: "half" }, "OTHER", "half", "d", "", ""]);
    await addSecret(parts, { name: "API_KEY", description: "declared" });
    script.done();
    assert.equal(script.asked[0], "Add Secret (2/5)");
    assert.deepEqual(
      script.texts.map(({ initial }) => initial),
      ["", "API_KEY", "half", "declared"],
    );
    assert.equal((created()[0] as typeof typed).name, "OTHER");
  });

  it("begins at the name when the one that is given will not do", async () => {
    const { script, world: parts } = world([leave]);
    await addSecret(parts, { name: "TAKEN" });
    assert.deepEqual(script.asked, ["Add Secret (1/5)"]);
    assert.equal(script.texts[0]?.initial, "TAKEN");
  });

  it("claims no more than is known when the answer got lost on its way", async () => {
    const lost: Failure = { kind: "timeout", message: "It did not answer in time." };
    const { script, world: parts } = world(["API_KEY", "v", "", "", { pick: ["Masked"] }, leave], [failed(lost)]);
    await addSecret(parts, {});
    assert.equal(script.asked.at(-1), "API_KEY may not have been added. It did not answer in time. [Retry] [Edit]");
  });

  it("keeps everything typed when the request fails, and sends it again on Retry", async () => {
    const answers = ["API_KEY", " s3cret ", "for tests", "", { pick: ["Restricted"] }, { press: "Retry" }];
    const { script, created, world: parts } = world(answers, [failed(offline), done]);
    await addSecret(parts, {});
    script.done();
    assert.equal(script.asked.at(-1), "API_KEY was not added. The store cannot be reached. [Retry] [Edit]");
    assert.deepEqual(created(), [typed, typed]);
  });

  it("keeps everything typed while the user signs in again, and sends it then", async () => {
    const refused: Failure = { kind: "unauthorized", message: "The token has expired." };
    const answers = ["API_KEY", " s3cret ", "for tests", "", { pick: ["Restricted"] }, { press: "Sign In Again" }];
    const { script, created, signedIn, world: parts } = world(answers, [failed(refused), done]);
    await addSecret(parts, {});
    script.done();
    assert.equal(script.asked.at(-1), "API_KEY was not added. The token has expired. [Sign In Again] [Retry]");
    assert.deepEqual(signedIn, [[account, undefined]]);
    assert.deepEqual(created(), [typed, typed]);
  });

  it("leads back to the steps with what was typed on Edit, to the input that was wrong", async () => {
    const tooLarge = failed({ kind: "tooLarge", message: "Too large.", field: "value" });
    const answers = ["API_KEY", "long", "for tests", "", "", { press: "Edit" }, "short", "for tests", "", ""];
    const { script, created, world: parts } = world(answers, [tooLarge, done]);
    await addSecret(parts, {});
    script.done();
    assert.equal(script.asked[5], "API_KEY was not added. Too large. [Edit] [Retry]");
    assert.equal(script.asked[6], "Add Secret (2/5)");
    assert.equal(script.texts[3]?.initial, "long");
    assert.deepEqual((created()[1] as typeof typed).value, { kind: "given", value: "short" });
  });

  it("sends nothing more after Cancel, and nothing at all when a step is left", async () => {
    const given = world(["API_KEY", "v", "", "", "", leave], [failed(offline)]);
    await addSecret(given.world, {});
    assert.equal(given.created().length, 1);
    assert.deepEqual(given.script.told, []);
    const left = world(["API_KEY", "v", leave]);
    await addSecret(left.world, {});
    assert.deepEqual(left.created(), []);
  });

  it("takes a value of several lines from the clipboard as it is", async () => {
    const key = "-----BEGIN-----\nabc\n-----END-----\n";
    const { created, world: parts } = world(["API_KEY", { button: "From clipboard" }, "", "", ""], [done], {
      clipboard: key,
    });
    await addSecret(parts, {});
    assert.deepEqual((created()[0] as typeof typed).value, { kind: "given", value: key });
  });

  it("takes a single line from a file without the newline at its end", async () => {
    const file = { kind: "text", text: "s3cret\r\n" };
    const { created, world: parts } = world(["API_KEY", { button: "From file…" }, "", "", ""], [done], { file });
    await addSecret(parts, {});
    assert.deepEqual((created()[0] as typeof typed).value, { kind: "given", value: "s3cret" });
  });

  it("asks again when the clipboard is empty, and says so", async () => {
    const { script, world: parts } = world(["API_KEY", { button: "From clipboard" }, leave]);
    await addSecret(parts, {});
    script.done();
    assert.deepEqual(script.told, ["warning: The clipboard is empty."]);
  });

  it("does not take a key that lost its line breaks when it was pasted, unless it writes them in another way", async () => {
    const lost = "The line breaks of this key were lost. The buttons above keep them.";
    for (const [text, expected] of [
      ["-----BEGIN RSA PRIVATE KEY----- abc def -----END RSA PRIVATE KEY-----", lost],
      ["-----BEGIN PRIVATE KEY-----abcdef-----END PRIVATE KEY----- ", lost],
      ["-----BEGIN PRIVATE KEY-----\\nabc\\n-----END PRIVATE KEY-----", undefined],
      ['{ "key": "-----BEGIN PRIVATE KEY-----\\nabc\\n-----END PRIVATE KEY-----" }', undefined],
      ["LS0tLS1CRUdJTiBQUklWQVRF", undefined],
    ] as const) {
      const { script, world: parts } = world(["API_KEY", leave]);
      await addSecret(parts, {});
      assert.equal(await script.texts[1]?.check?.(text, new AbortController().signal), expected);
    }
  });

  it("lets the server make up a value, which then never exists on this side", async () => {
    const { created, world: parts } = world(["API_KEY", { button: "Generate" }, "", "", ""]);
    await addSecret(parts, {});
    assert.deepEqual((created()[0] as typeof typed).value, { kind: "generate" });
  });

  it("keeps a value that was not typed when the user goes back and forth", async () => {
    const answers = ["API_KEY", { button: "Generate" }, { back: "" }, "", "", "", ""];
    const { script, created, world: parts } = world(answers);
    await addSecret(parts, {});
    script.done();
    assert.equal(script.texts[3]?.placeholder, "To be generated; Enter keeps it so");
    assert.deepEqual((created()[0] as typeof typed).value, { kind: "generate" });
  });

  it("can give the value to all environments, or to several", async () => {
    const everywhere = world(["A", "v", "", { pick: ["All environments"] }, ""]);
    await addSecret(everywhere.world, {});
    assert.deepEqual((everywhere.created()[0] as typeof typed).target, { kind: "default" });
    assert.deepEqual(everywhere.script.told, ["information: A was added for all environments."]);
    const both = world(["A", "v", "", { pick: ["production", "development"] }, ""]);
    await addSecret(both.world, {});
    assert.deepEqual(both.script.told, ["information: A was added to production and development."]);
  });
});

describe("Choosing environments", () => {
  it("lets All environments and single ones exclude each other, the last choice winning", async () => {
    const script = scripted([leave]);
    let all: readonly unknown[] = [];
    const questions: Questions = {
      ...script.questions,
      pickMany: (question) => {
        all = question.choices.map(({ value }) => value);
        return script.questions.pickMany(question);
      },
    };
    const place = { step: 1, totalSteps: 1, canGoBack: false };
    await chooseTarget(questions, { title: "", place, snapshot: snapshotOf([]) }, { kind: "default" });
    const [everywhere, production, development] = all as Parameters<typeof settleTarget>[0];
    assert.ok(everywhere && production && development);
    assert.deepEqual(settleTarget([development], [development, everywhere]), [everywhere]);
    assert.deepEqual(settleTarget([everywhere], [everywhere, production]), [production]);
    assert.deepEqual(settleTarget([development], [development, production]), [development, production]);
  });
});
