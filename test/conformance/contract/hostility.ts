import assert from "node:assert/strict";
import { newCanary, tracesIn } from "../../canary";
import { startFakeServer } from "../../fakes/fakeServer";
import type { ContractEntry } from "./entry";
import { changed, placesIn } from "./jsonPlaces";
import type { Opened } from "./opened";
import { expectFailure, expectOk, open, signal } from "./opened";

/** Slow, broken, misleading and careless services. */
export function describeHostility(entry: ContractEntry): void {
  const { nameOf = (name: string): string => name } = entry;
  const writes = (opened: Opened, value: string) => {
    const { provider, fake } = opened;
    const target = { kind: "environments", ids: [fake.environments[0]] } as const;
    const name = nameOf("NEW_KEY");
    return [
      () => provider.createSecret({ name, value, description: "d", visibility: "masked", target }, signal),
      () => provider.updateSecret({ name: nameOf("ALPHA_KEY"), etag: "", value: { text: value, target } }, signal),
      () => provider.deleteSecret({ name: nameOf("BETA_KEY"), etag: "" }, signal),
    ] as const;
  };
  const reads = ({ provider }: Opened) =>
    [
      () => provider.whoAmI(signal),
      () => provider.listEnvironments(signal),
      () => provider.listSecrets(undefined, signal),
      () => provider.listProjects?.(signal) ?? Promise.resolve(undefined),
      () => provider.listFolders?.(signal) ?? Promise.resolve(undefined),
    ] as const;

  it("does not wait for ever, and not at all for somebody who gave up", async () => {
    const { again, fail } = await open(entry);
    const hasty = again({}, { attempt: 150 });
    const patient = again();
    for (const provider of [hasty, patient]) expectOk(await provider.listSecrets(undefined, signal));
    fail({ kind: "silent" });
    expectFailure(await hasty.listSecrets(undefined, signal), "timeout");
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 5);
    expectFailure(await patient.listSecrets(undefined, controller.signal), "cancelled");
  });

  for (const [what, fault] of [
    ["an answer that breaks off", { kind: "cutOff" }],
    ["a page for people", { kind: "html", status: 200 }],
    ["a list of numbers", { kind: "answer", status: 200, body: [7] }],
    ["a text", { kind: "answer", status: 200, body: "text" }],
  ] as const) {
    it(`does not take ${what} for a list of names`, async () => {
      const { fail, provider } = await open(entry);
      fail(fault);
      expectFailure(await provider.listSecrets(undefined, signal), "malformedAnswer");
    });
  }

  it("does not stumble over a field of another type, nor make a name of it", async () => {
    const opened = await open(entry);
    const { fail, provider, fake } = opened;
    const answers = new Map<string, unknown>();
    fail({
      kind: "change",
      change: (json) => {
        answers.set(JSON.stringify(json), json);
        return json;
      },
    });
    expectOk(await provider.listSecrets(undefined, signal));
    const known = new Set(fake.names().keys());
    for (const [text, json] of answers)
      for (const place of placesIn(json))
        for (const wrong of [null, 7, {}]) {
          fail({
            kind: "change",
            change: (sent) => (JSON.stringify(sent) === text ? changed(sent, place, wrong) : sent),
          });
          const result = await provider.listSecrets(undefined, signal);
          if (result.kind === "failed") expectFailure(result, result.failure.kind);
          else
            for (const { name } of result.value.secrets) assert.ok(known.has(name), `${place.join(".")} made ${name}`);
        }
  });

  for (const status of [302, 307, 308]) {
    it(`does not follow a redirect ${status} to another origin, with nothing of it`, async () => {
      const opened = await open(entry);
      const elsewhere = await startFakeServer(() => Response.json({}));
      opened.fail({ kind: "redirect", status, to: `${elsewhere.url}/elsewhere` });
      for (const ask of [...reads(opened), ...writes(opened, newCanary("value"))]) {
        const result = await ask();
        if (result?.kind === "failed") expectFailure(result, "refusedRedirect", "invalid");
      }
      expectFailure(await opened.provider.listSecrets(undefined, signal), "refusedRedirect");
      await elsewhere.stop();
      assert.deepEqual(elsewhere.requests, []);
    });
  }

  it("drops values that a careless service sends, wherever they stand", async () => {
    const opened = await open(entry);
    const canary = newCanary("leaked");
    opened.fail({ kind: "leak", text: canary });
    const results = [];
    for (const ask of [...reads(opened), ...writes(opened, newCanary("sent"))]) results.push(await ask());
    assert.ok(
      results.every((result) => result === undefined || result.kind === "ok"),
      JSON.stringify(results),
    );
    assert.deepEqual(tracesIn(JSON.stringify(results), canary), []);
  });

  it("shows no value that comes back in a refusal, whole or in part", async () => {
    const opened = await open(entry);
    const value = newCanary("value");
    const quotes = [value, value.slice(4, 14), value.toUpperCase(), Buffer.from(value).toString("base64")];
    for (const quote of quotes)
      for (const status of [400, 403, 404, 409, 422, 500]) {
        const words = `The value ${quote} will not do.`;
        const body = {
          ...{ detail: words, message: words, error: { message: words, code: "x", status: "x" }, errors: [words] },
          ...{ messages: [words], Message: words, title: words },
        };
        opened.fail({ kind: "answer", status, body });
        for (const write of writes(opened, value).slice(0, 2)) {
          const result = await write();
          assert.equal(result.kind, "failed");
          assert.ok(!result.failure.message.includes(quote), result.failure.message);
        }
      }
  });
}
