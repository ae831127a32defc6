import assert from "node:assert/strict";
import { commandList } from "../../../client/commands/index";
import { addSecret } from "../../../client/flows/addSecret";
import { editSecret } from "../../../client/flows/changeSecret";
import { deleteSecret } from "../../../client/flows/deleteSecret";
import type { Parts } from "../../../client/parts";
import { statusWords } from "../../../client/statusWords";
import { treeNodes } from "../../../client/tree/model";
import { ok } from "../../../shared/failure";
import { checkNameRequest, createRequest, deleteRequest, updateRequest, usesRequest } from "../../../shared/protocol";
import type { Abilities, CatalogStatus, Snapshot } from "../../../shared/protocol";
import type { Scripted } from "./fakes";
import { fakeServer, leave, row, scripted, snapshotOf } from "./fakes";

const nothing: Abilities = {
  environments: false,
  editEnvironments: false,
  description: false,
  editDescriptionAlone: false,
  visibility: false,
  defaults: false,
  softDelete: false,
  preflight: false,
};

const place = { provider: "doppler", endpoint: "https://api.doppler.com", project: "shop" } as const;
const folder = "file:///api";

/** A snapshot of Doppler in a folder of its own, whose service can do no more than it must. */
function snapshot(changes: Partial<Snapshot> = {}, can: Partial<Abilities> = {}): Snapshot {
  const known = { account: place, accountName: "api.doppler.com", folder, can: { ...nothing, ...can } };
  return snapshotOf([row({ name: "API_KEY" })], { ...known, ...changes });
}

function world(answers: readonly Scripted[], shown: Snapshot) {
  const script = scripted(answers);
  const pending = () => ok({ kind: "pendingApproval" });
  const { server, sent } = fakeServer({
    [checkNameRequest.method]: () => null,
    [usesRequest.method]: () => ({ references: 0, spared: 0, files: 0, complete: true, locations: [] }),
    [createRequest.method]: pending,
    [updateRequest.method]: pending,
    [deleteRequest.method]: pending,
  });
  const snapshots = { refresh: () => Promise.resolve(shown), load: () => Promise.resolve(shown) };
  const signIn = (): Promise<void> => Promise.resolve();
  return { script, sent, parts: { questions: script.questions, server, snapshots, snapshot: shown, signIn } };
}

const waiting =
  "information: Waiting for approval at Doppler. Until somebody approves the change there, everything stays as it is.";

describe("A dialog for a service of few abilities", () => {
  it("adds without asking for what there is no room for, and tells of an approval that is waited for", async () => {
    const { script, sent, parts } = world(["NEW_KEY", "s3cret"], snapshot());
    await addSecret(parts, {});
    script.done();
    assert.deepEqual(script.told, [waiting]);
    assert.ok(sent.every(({ params }) => (params as { readonly folder?: string }).folder === folder));
  });

  it("edits the value alone", async () => {
    const { script, sent, parts } = world(["s3cret"], snapshot());
    await editSecret(parts, row({ name: "API_KEY" }));
    script.done();
    assert.deepEqual(script.told, [waiting]);
    assert.equal((sent[0]!.params as { readonly folder?: string }).folder, folder);
  });

  describe("that changes a description only together with the value", () => {
    const edit = async (...answers: readonly Scripted[]) => {
      const { script, sent, parts } = world(answers, snapshot({}, { description: true }));
      await editSecret(parts, row({ name: "API_KEY", description: "before" }));
      script.done();
      return { ...script, sent: sent.map(({ params }) => params) };
    };
    const why = "Doppler changes a description only with the value. Value of API_KEY:";

    it("asks for the value again where only the description was changed, and says why", async () => {
      const { texts, asked, sent } = await edit("", "for tests", "s3cret");
      assert.equal(texts[2]?.prompt, why);
      assert.equal(await texts[2].check?.("", new AbortController().signal), "Secret value is required");
      assert.deepEqual([texts[2].masked, asked.at(-1)], [true, "Edit API_KEY (3/3)"]);
      const target = { kind: "environments", ids: ["development"] };
      const value = { kind: "given", value: "s3cret" };
      assert.deepEqual(sent, [
        { folder, account: place, name: "API_KEY", etag: '"1"', value, target, description: "for tests" },
      ]);
    });

    it("leads back from there, to take the change of the description back", async () => {
      const { told, sent } = await edit("", "for tests", { back: "" }, "before");
      assert.deepEqual(told, ["information: No changes to save"]);
      assert.deepEqual(sent, []);
    });

    it("asks once where the value was given already, or where nothing was changed", async () => {
      assert.equal((await edit("s3cret", "for tests")).sent.length, 1);
      assert.deepEqual((await edit("", "before")).told, ["information: No changes to save"]);
    });
  });

  it("deletes, and says whether that can be undone", async () => {
    const gone = world([{ press: "Delete" }], snapshot());
    await deleteSecret(gone.parts, row({ name: "API_KEY" }));
    assert.match(gone.script.asked[0] ?? "", /This cannot be undone\./);
    assert.deepEqual(gone.script.told, [waiting]);
    const kept = world([leave], snapshot({}, { softDelete: true }));
    await deleteSecret(kept.parts, row({ name: "API_KEY" }));
    assert.match(kept.script.asked[0] ?? "", /It can be brought back at Doppler for a while, not from here\./);
  });

  it("offers no default value and no environments to be added where there are none", async () => {
    const lines: string[] = [];
    const { parts, script } = world(["NEW_KEY", "s3cret", leave], snapshot({}, { environments: true }));
    const questions: Parts["questions"] = {
      ...script.questions,
      pickMany: (question) => {
        lines.push(question.placeholder, ...question.choices.map(({ label }) => label));
        return script.questions.pickMany(question);
      },
      pick: (question) => {
        lines.push(question.title, ...question.choices.map(({ label }) => label));
        return Promise.resolve({ kind: "cancelled" });
      },
    };
    await addSecret({ ...parts, questions }, {});
    await commandList.selectEnvironment({ ...parts, questions } as unknown as Parts, undefined);
    assert.deepEqual(lines, [
      "Configs that get this value",
      "production",
      "development",
      "Config in api.doppler.com",
      "production",
      "development",
      "$(plug) Connect…",
      "$(sign-out) Sign out",
    ]);
  });
});

describe("What is shown of a service", () => {
  const input = (shown: Snapshot) =>
    ({
      snapshot: shown,
      server: "running",
      heldBack: [],
      hasFolder: true,
      now: new Date(2026, 0, 2, 12, 0),
    }) as const;

  it("calls places by the service's own word", () => {
    const [account] = treeNodes(input(snapshot()));
    assert.deepEqual(account?.tooltip, [
      "Account: Doppler · api.doppler.com · shop",
      "Active config: development",
      "Names were listed on 2026-01-01 at 09:30",
      "Click to switch the config.",
    ]);
    assert.match(statusWords(input(snapshot())).tooltip, /Click to switch the config\.$/);
  });

  it("says what the service is known to do, as long as it does it", () => {
    const rows = treeNodes(input(snapshot({ notice: "This server sends values. They are dropped unread." })));
    assert.equal(rows[1]?.label, "About Doppler");
    assert.equal(rows[1].words, "This server sends values. They are dropped unread.");
  });

  const failures: readonly (readonly [string, CatalogStatus, string])[] = [
    [
      "sign in again",
      { kind: "failed", failure: { kind: "unauthorized", message: "Expired." } },
      "inlineSecrets.connect",
    ],
    ["signed out", { kind: "unknown", reason: "signedOut" }, "inlineSecrets.connect"],
    ["not allowed", { kind: "failed", failure: { kind: "forbidden", message: "It needs read." } }, ""],
    ["waiting", { kind: "failed", failure: { kind: "rateLimited", message: "Too many." } }, ""],
    ["not available", { kind: "failed", failure: { kind: "offline", message: "No network." } }, ""],
  ];
  for (const [words, status, command] of failures) {
    it(`says in the status bar: ${words}`, () => {
      const { text, action } = statusWords(input(snapshot({ status })));
      assert.equal(text, `api.doppler.com · development · ${words}`);
      assert.equal(action?.id ?? "", command);
      if (action) assert.deepEqual(action.arguments, [{ account: place, folder }]);
    });
  }
});
