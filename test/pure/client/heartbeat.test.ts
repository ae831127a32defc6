import assert from "node:assert/strict";
import { createHeartbeat } from "../../../client/heartbeat";

/** Far longer than a server may take. */
const ages = 600_000;

/** A heartbeat whose server answers only when it is told to, and whose time passes only then, too. */
function start() {
  let now = 0;
  let waiting: { readonly at: number; readonly run: () => void } | undefined;
  const asked: { readonly answer: () => void; readonly fail: () => void }[] = [];
  let hangs = 0;
  const heartbeat = createHeartbeat({
    ask: () =>
      new Promise<void>((resolve, reject) => {
        const fail = (): void => {
          reject(new Error("No such method."));
        };
        asked.push({ answer: resolve, fail });
      }),
    hung: () => {
      hangs++;
    },
    after: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run };
      waiting = timer;
      return () => {
        if (waiting === timer) waiting = undefined;
      };
    },
  });
  const pass = async (milliseconds: number): Promise<void> => {
    for (const end = now + milliseconds; now < end;) {
      now += 1_000;
      const due = waiting;
      if (due !== undefined && due.at <= now) {
        waiting = undefined;
        due.run();
      }
      await Promise.resolve();
    }
  };
  return { ...heartbeat, pass, asked, hangs: () => hangs };
}

describe("A server that may have stopped answering", () => {
  it("is not asked as long as nothing is sent to it", async () => {
    const { asked, hangs, pass } = start();
    await pass(ages);
    assert.equal(asked.length, 0);
    assert.equal(hangs(), 0);
  });

  it("is asked once for all that was sent within seconds, and not again after it answered", async () => {
    const { sent, asked, hangs, pass } = start();
    sent();
    await pass(2_000);
    sent();
    assert.equal(asked.length, 0);
    await pass(4_000);
    asked[0]?.answer();
    await pass(ages);
    assert.equal(asked.length, 1);
    assert.equal(hangs(), 0);
  });

  it("is asked again when something was sent while it was asked: that may be what it hangs at", async () => {
    const { sent, asked, hangs, pass } = start();
    sent();
    await pass(6_000);
    sent();
    asked[0]?.answer();
    await pass(6_000);
    assert.equal(asked.length, 2);
    await pass(ages);
    assert.equal(hangs(), 1);
  });

  it("may take fifteen seconds to answer, and answers by refusing, too", async () => {
    const { sent, asked, hangs, pass } = start();
    sent();
    await pass(20_000);
    asked[0]?.fail();
    await pass(ages);
    assert.equal(hangs(), 0);
  });

  it("hangs when it does not answer in half a minute, and is then left alone", async () => {
    const { sent, asked, hangs, pass } = start();
    sent();
    await pass(30_000);
    assert.equal(hangs(), 1);
    asked[0]?.answer();
    sent();
    await pass(ages);
    assert.equal(asked.length, 1);
    assert.equal(hangs(), 1);
  });

  it("does not hang once it was stopped", async () => {
    const { sent, stop, hangs, pass } = start();
    sent();
    await pass(6_000);
    stop();
    await pass(ages);
    assert.equal(hangs(), 0);
  });
});
