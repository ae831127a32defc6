import assert from "node:assert/strict";
import { checkBeforeRunning } from "../../../client/flows/checkBeforeRunning";
import type { Result } from "../../../shared/failure";
import { failed, ok } from "../../../shared/failure";
import { preflightRequest } from "../../../shared/protocol";
import type { PreflightOutcome, Snapshot } from "../../../shared/protocol";
import { fakeServer, scripted, snapshotOf } from "./fakes";

const abilities = snapshotOf([]).can;

async function run(outcome: Result<PreflightOutcome>, changes: Partial<Snapshot> = {}) {
  const script = scripted([]);
  const { server, sent } = fakeServer({ [preflightRequest.method]: () => outcome });
  const did: string[] = [];
  await checkBeforeRunning({
    questions: {
      ...script.questions,
      tell: async (severity, message, ...actions) => {
        await script.questions.tell(severity, message);
        return actions[0];
      },
    },
    server,
    editor: { showProblems: () => Promise.resolve(void did.push("problems")) },
    snapshot: snapshotOf([], {
      account: { provider: "inferenceSh", endpoint: "https://api.inference.sh" },
      can: abilities && { ...abilities, preflight: true },
      ...changes,
    }),
  });
  return { told: script.told, sent: sent.map(({ params }) => params), did };
}

describe("Checking before running", () => {
  it("says how much was found, and shows it", async () => {
    const { told, did } = await run(ok({ names: 3, findings: 1 }));
    assert.deepEqual(told, ["warning: inference.sh would not run this: 1 problem with 3 declared secrets."]);
    assert.deepEqual(did, ["problems"]);
  });

  it("says that all is well", async () => {
    const { told, did } = await run(ok({ names: 1, findings: 0 }));
    assert.deepEqual(told, ["information: inference.sh would run this: it was asked about 1 declared secret."]);
    assert.deepEqual(did, []);
  });

  it("says that there is nothing to check where nothing is declared", async () => {
    const { told } = await run(ok({ names: 0, findings: 0 }));
    assert.deepEqual(told, ["information: No manifest here declares a secret: there is nothing to check."]);
  });

  it("asks nobody where the service cannot check", async () => {
    const { told, sent } = await run(ok({ names: 1, findings: 0 }), {
      account: { provider: "embedded" },
      accountName: "Embedded store",
      can: abilities && { ...abilities, preflight: false },
    });
    assert.deepEqual(told, [
      "information: Embedded store has no check before running. What Inline Secrets knows by itself stands in the Problems view.",
    ]);
    assert.deepEqual(sent, []);
  });

  it("does not take a check that did not come about for one that found nothing", async () => {
    const { told } = await run(failed({ kind: "offline", message: "inference.sh cannot be reached." }));
    assert.deepEqual(told, ["error: Nothing was checked. inference.sh cannot be reached."]);
    const { told: nothing } = await run(failed({ kind: "cancelled", message: "Cancelled." }));
    assert.deepEqual(nothing, []);
  });

  it("asks for the folder that it was begun in", async () => {
    const { sent } = await run(ok({ names: 1, findings: 0 }), { folder: "file:///web" });
    assert.deepEqual(sent, [{ folder: "file:///web" }]);
  });
});
