import assert from "node:assert/strict";
import { createCatalog } from "../../server/catalog";
import { keepFresh } from "../../server/freshness";
import type { Provider } from "../../server/providers/provider";
import { failed } from "../../shared/failure";
import type { Failure } from "../../shared/failure";
import { createMemoryProvider } from "../fakes/memoryProvider";
import { until } from "../until";

const start = new Date("2026-01-01T00:00:00Z");
const nothingKept = { load: () => Promise.resolve(undefined), save: () => Promise.resolve() };
const stored = ["A", "B", "C", "D", "E"].map((name) => ({ name }));

function open(provider: Provider) {
  return createCatalog(provider, () => start, nothingKept);
}

describe("a catalog", () => {
  it("shows the pages that have come so far, without taking them for all", async () => {
    const provider = createMemoryProvider(stored);
    const catalog = open(provider);
    const seen: [kind: string, names: number][] = [];
    catalog.onDidChange(() => {
      const { status, secrets } = catalog.state();
      seen.push([status.kind, secrets.size]);
    });
    await catalog.refresh();
    assert.deepEqual(seen, [
      ["unknown", 2],
      ["complete", 5],
    ]);
  });

  it("keeps what is known while pages come in anew", async () => {
    const provider = createMemoryProvider(stored);
    const catalog = open(provider);
    await catalog.refresh();
    const sizes: number[] = [];
    catalog.onDidChange(() => sizes.push(catalog.state().secrets.size));
    await catalog.refresh();
    assert.deepEqual(sizes, [5]);
  });

  it("keeps all names when a later listing breaks off in the middle, even without the environments", async () => {
    const provider = createMemoryProvider(stored);
    const offline = failed({ kind: "offline", message: "No network." });
    const catalog = open({ ...provider, listEnvironments: () => Promise.resolve(offline) });
    await catalog.refresh();
    assert.equal(catalog.state().status.kind, "partial");
    const failure: Failure = { kind: "rateLimited", message: "Too often.", retryAfterSeconds: 3600 };
    provider.listFailure = { failure, afterPages: 1 };
    await catalog.refresh();
    const { status, secrets, whole } = catalog.state();
    assert.deepEqual(status, { ...failed(failure), retryAt: new Date(start.getTime() + 3_600_000).toISOString() });
    assert.deepEqual([secrets.size, whole], [5, true]);
  });

  it("has the names that may still be seen once others may not be any more", async () => {
    for (const kind of ["forbidden", "notFound"] as const) {
      const provider = createMemoryProvider(stored);
      const catalog = open(provider);
      await catalog.refresh();
      provider.listFailure = { failure: { kind, message: "Not the rest." }, afterPages: 1 };
      await catalog.refresh();
      const { status, secrets, whole } = catalog.state();
      assert.deepEqual([status.kind, secrets.size, whole], ["partial", 2, false]);
    }
  });

  it("takes rows of one name for one name with the environments of all of them", async () => {
    const provider = createMemoryProvider([]);
    const pages = ["development", "production"].map((environment, index) => ({
      secrets: [...createMemoryProvider([{ name: "A", environments: [environment] }]).secrets.values()],
      nextCursor: index === 0 ? "next" : undefined,
    }));
    const catalog = open({
      ...provider,
      listSecrets: (cursor) => Promise.resolve({ kind: "ok", value: pages[cursor === undefined ? 0 : 1] ?? pages[0]! }),
    });
    await catalog.refresh();
    assert.deepEqual(catalog.state().secrets.get("A")?.environments, ["development", "production"]);
  });

  it("shows names that are provisional until the last page is there, and then forgets them", async () => {
    const provider = createMemoryProvider([]);
    const { secrets: first } = createMemoryProvider([{ name: "DELETED" }, { name: "A" }]);
    const { secrets: last } = createMemoryProvider([{ name: "A", environments: ["production"] }]);
    const shown: string[] = [];
    const catalog = open({
      ...provider,
      listSecrets: (cursor) => {
        shown.push([...catalog.state().secrets.keys()].join());
        const page =
          cursor === undefined ? { secrets: first, nextCursor: "rest", provisional: true } : { secrets: last };
        return Promise.resolve({
          kind: "ok",
          value: { nextCursor: undefined, ...page, secrets: [...page.secrets.values()] },
        });
      },
    });
    await catalog.refresh();
    assert.deepEqual(shown, ["", "DELETED,A"]);
    assert.deepEqual([...catalog.state().secrets.keys()], ["A"]);
    assert.equal(catalog.state().status.kind, "complete");
  });

  it("asks anew where somebody gave up waiting, and what comes of the first attempt changes nothing", async () => {
    const provider = createMemoryProvider(stored);
    const answers: (() => void)[] = [];
    const late = failed({ kind: "timeout", message: "It did not answer in time." });
    const catalog = open({
      ...provider,
      listSecrets: (...page) => {
        if (answers.length > 0) return provider.listSecrets(...page);
        return new Promise((resolve) => {
          answers.push(() => {
            resolve(late);
          });
        });
      },
    });
    const impatient = new AbortController();
    const first = catalog.refresh(impatient.signal);
    impatient.abort();
    await catalog.refresh();
    assert.equal(catalog.state().status.kind, "complete");
    answers[0]?.();
    await first;
    assert.equal(catalog.state().status.kind, "complete");
  });

  it("passes on what the user should know about the service", async () => {
    const provider = createMemoryProvider([]);
    const value = { secrets: [], nextCursor: undefined, notice: "This server sends values." };
    const catalog = open({ ...provider, listSecrets: () => Promise.resolve({ kind: "ok", value }) });
    await catalog.refresh();
    assert.equal(catalog.state().notice, "This server sends values.");
  });

  it("does not claim that a write was done which waits for an approval", async () => {
    const provider = createMemoryProvider([{ name: "A" }]);
    const catalog = open({
      ...provider,
      deleteSecret: () => Promise.resolve({ kind: "ok", value: { kind: "pendingApproval" } }),
    });
    await catalog.refresh();
    const outcome = await catalog.delete({ name: "A", etag: "" }, new AbortController().signal);
    assert.deepEqual(outcome, { kind: "ok", value: { kind: "pendingApproval" } });
    assert.ok(catalog.state().secrets.has("A"));
  });

  it("looks again after a write that got only halfway, whatever stopped it", async () => {
    const provider = createMemoryProvider([]);
    const failure: Failure = { kind: "forbidden", message: "Not in production.", partly: true };
    const catalog = open({
      ...provider,
      createSecret: async (secret, signal) => {
        await provider.createSecret(secret, signal);
        return failed(failure);
      },
    });
    await catalog.refresh();
    const secret = {
      name: "A",
      value: "v",
      description: "",
      visibility: "masked",
      target: { kind: "default" },
    } as const;
    await catalog.create(secret, new AbortController().signal);
    await until("the name is known", () => Promise.resolve(catalog.state().secrets.has("A")));
  });

  it("says that environments are fixed where the service has them so", async () => {
    const { capabilities, whoAmI, listEnvironments, listSecrets, ...rest } = createMemoryProvider([]);
    const { createSecret, updateSecret, deleteSecret } = rest;
    const writing = { createSecret, updateSecret, deleteSecret };
    const catalog = open({ capabilities, whoAmI, listEnvironments, listSecrets, ...writing });
    const added = await catalog.addEnvironment("staging", new AbortController().signal);
    assert.equal(added.kind === "failed" && added.failure.kind, "invalid");
  });
});

describe("the names of a service", () => {
  const ages = { interval: 5, onFocus: 1000 };
  const opened = async (now: () => Date, given = ages) => {
    const provider = createMemoryProvider(stored);
    const catalog = createCatalog(provider, now, nothingKept);
    const freshness = keepFresh(catalog, now, given);
    await catalog.refresh();
    return { provider, catalog, freshness };
  };
  /** Three pages make one listing. */
  const listings = (calls: number): number => Math.floor(calls / 3);

  it("are listed again after a while, and not once nobody looks", async () => {
    const { provider, freshness } = await opened(() => start);
    await until("two more listings", () => Promise.resolve(listings(provider.listCalls) >= 3));
    freshness.setFocused(false);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { listCalls } = provider;
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(provider.listCalls, listCalls);
    freshness.stop();
  });

  it("are listed when somebody comes back after a while, not when it was but a moment", async () => {
    let now = start;
    const { provider, freshness } = await opened(() => now, { interval: 60_000, onFocus: 1000 });
    const comeBackAfter = (milliseconds: number): void => {
      freshness.setFocused(false);
      now = new Date(now.getTime() + milliseconds);
      freshness.setFocused(true);
    };
    comeBackAfter(500);
    assert.equal(listings(provider.listCalls), 1);
    comeBackAfter(600);
    await until("another listing", () => Promise.resolve(listings(provider.listCalls) === 2));
    freshness.stop();
  });

  const tooOften: Failure = { kind: "rateLimited", message: "Too often.", retryAfterSeconds: 3600 };

  it("are listed as soon as somebody comes back once the service no longer wants to be left alone", async () => {
    let now = start;
    const { provider, catalog, freshness } = await opened(() => now, { interval: 60_000, onFocus: 1000 });
    provider.listFailure = { failure: tooOften, afterPages: 0 };
    await catalog.refresh();
    provider.listFailure = undefined;
    const { listCalls } = provider;
    for (const [minutes, listed] of [
      [59, 0],
      [61, 3],
    ] as const) {
      freshness.setFocused(false);
      now = new Date(start.getTime() + minutes * 60_000);
      freshness.setFocused(true);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(provider.listCalls - listCalls, listed);
    }
    freshness.stop();
  });

  it("are left alone also where the service asked for that in the middle of the first listing", async () => {
    let now = start;
    const provider = createMemoryProvider(stored);
    const catalog = createCatalog(provider, () => now, nothingKept);
    const freshness = keepFresh(catalog, () => now, { interval: 5, onFocus: 1000 });
    provider.listFailure = { failure: tooOften, afterPages: 1 };
    await catalog.refresh();
    assert.deepEqual([catalog.state().status.kind, catalog.state().secrets.size], ["partial", 2]);
    const { listCalls } = provider;
    freshness.setFocused(false);
    now = new Date(start.getTime() + 60_000);
    freshness.setFocused(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(provider.listCalls, listCalls);
    freshness.stop();
  });

  it("are left alone for as long as the service asked for", async () => {
    const { provider, catalog, freshness } = await opened(() => start);
    const failure = tooOften;
    provider.listFailure = { failure, afterPages: 0 };
    await catalog.refresh();
    const retryAt = new Date(start.getTime() + 3_600_000).toISOString();
    assert.deepEqual(catalog.state().status, { ...failed(failure), retryAt });
    const { listCalls } = provider;
    freshness.setFocused(false);
    freshness.setFocused(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(provider.listCalls, listCalls);
    freshness.stop();
  });
});
