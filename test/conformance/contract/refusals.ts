import assert from "node:assert/strict";
import type { Fault } from "../../fakes/faults";
import type { ContractEntry } from "./entry";
import type { Opened } from "./opened";
import { expectFailure, expectOk, open, signal } from "./opened";

const tooOftenByStatus = (retryAfter: string): Fault => ({
  kind: "answer",
  status: 429,
  body: {},
  headers: { "retry-after": retryAfter },
});

/** No permission, no credential, too often. */
export function describeRefusals(entry: ContractEntry): void {
  const { nameOf = (name: string): string => name, tooOften = tooOftenByStatus, hidesWhatMayNotBeSeen = false } = entry;
  const create = ({ provider, fake }: Opened) =>
    provider.createSecret(
      {
        name: nameOf("NEW_KEY"),
        value: "v",
        description: "",
        visibility: "masked",
        target: { kind: "environments", ids: [fake.environments[0]] },
      },
      signal,
    );

  it("says that a credential may read and not write, and what it needs", async () => {
    const opened = await open(entry);
    const { fake, provider } = opened;
    fake.allow("read");
    const failure = expectFailure(
      await create(opened),
      "forbidden",
      ...(hidesWhatMayNotBeSeen ? ["notFound" as const] : []),
    );
    assert.match(failure.message, /may not|needs|only/);
    assert.ok(!fake.names().has(nameOf("NEW_KEY")));
    expectOk(await provider.listSecrets(undefined, signal));
  });

  it("says that a credential may not even read, instead of showing nothing", async () => {
    const { fake, provider } = await open(entry);
    fake.allow("nothing");
    const result = await provider.listSecrets(undefined, signal);
    const failure = expectFailure(result, "forbidden", ...(hidesWhatMayNotBeSeen ? ["notFound" as const] : []));
    assert.match(failure.message, /may not|needs|only/);
  });

  it("tells a credential that has expired from one that may not", async () => {
    const opened = await open(entry);
    opened.fake.expire();
    assert.equal(expectFailure(await opened.provider.listSecrets(undefined, signal), "unauthorized").field, "token");
    expectFailure(await create(opened), "unauthorized");
  });

  it("comes back at once when it may, and else says how long it was told to wait", async () => {
    const { fail, provider } = await open(entry);
    fail(tooOften("0"), 1);
    expectOk(await provider.listSecrets(undefined, signal));
    for (const retryAfter of entry.neverSaysHowLong === true ? [] : ["60", inSeconds(60)]) {
      fail(tooOften(retryAfter));
      const failure = expectFailure(await provider.listSecrets(undefined, signal), "rateLimited");
      assert.ok(Math.abs((failure.retryAfterSeconds ?? 0) - 60) <= 2, String(failure.retryAfterSeconds));
      assert.match(failure.message, /asked too often/);
    }
  });

  it("says in other words when the service does not work", async () => {
    const { fail, provider } = await open(entry);
    for (const status of [500, 503]) {
      fail({ kind: "html", status });
      expectFailure(await provider.listSecrets(undefined, signal), "unavailable", "unauthorized");
    }
  });
}

/** The other way to write `Retry-After` (RFC 9110, 10.2.3). */
function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString();
}
