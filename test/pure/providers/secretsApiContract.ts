import assert from "node:assert/strict";
import type { Provider, SecretPage, Written } from "../../../server/providers/provider";
import type { FailureKind, Result } from "../../../shared/failure";
import type { Secret } from "../../../shared/secret";
import { storedState } from "../../../shared/secret";
import type { Fault, Faults } from "../../fakes/faults";
import type { Seed } from "../../fakes/memoryStore";

/** A service with a provider for it, and what it does wrong. */
export interface Opened {
  readonly provider: Provider;
  readonly faults: Faults;
  /** The token is not known any more. */
  readonly expire: () => void;
  readonly close: () => Promise<void>;
}

export interface ContractWorld {
  /** `attempt` is how long to wait for an answer, in milliseconds. */
  readonly open: (
    seed: readonly Seed[],
    options: { readonly canWrite: boolean; readonly attempt: number },
  ) => Promise<Opened>;
}

const canary = "canary-4f1c9a7e-value";
const { signal } = new AbortController();
const newSecret = { name: "NEW", value: canary, description: "New", visibility: "masked" } as const;
const seed: readonly Seed[] = [
  { name: "ALPHA", hasDefault: true, environments: ["production"], description: "First" },
  { name: "BETA", environments: ["development"], visibility: "restricted" },
  { name: "GAMMA", hasDefault: true, managed: true },
];

/** What a provider of the Secrets API does, wherever the service runs. */
export function describeSecretsApi(where: string, { open }: ContractWorld): void {
  describe(`a provider of the Secrets API ${where}`, () => {
    let opened: Opened;
    let provider: Provider;
    const start = async (seeds = seed, { canWrite = true, attempt = 5_000 } = {}) => {
      opened = await open(seeds, { canWrite, attempt });
      ({ provider } = opened);
    };
    const fail = (fault: Fault, times = Infinity) => {
      Object.assign(opened.faults, { fault, times });
    };
    beforeEach(() => start());
    afterEach(() => opened.close());

    it("tells who the token belongs to", async () => {
      assert.deepEqual(expectOk(await provider.whoAmI(signal)), { name: "Tester", project: "tests", canWrite: true });
    });

    it("lists environments, adds one and removes it", async () => {
      expectOk(await provider.addEnvironment!("Staging", signal));
      const listed = expectOk(await provider.listEnvironments(signal));
      assert.deepEqual(listed.at(-1), { id: "staging", name: "Staging" });
      expectOk(await provider.deleteEnvironment!("staging", signal));
      assert.equal(expectOk(await provider.listEnvironments(signal)).length, 2);
    });

    it("keeps an environment that holds values", async () => {
      const failure = expectFailure(await provider.deleteEnvironment!("production", signal), "invalid");
      assert.match(failure.message, /still holds/);
    });

    it("lists names with everything but their values", async () => {
      const { secrets } = expectOk(await provider.listSecrets(undefined, signal));
      assert.deepEqual(
        secrets.map((secret) => [secret.name, secret.visibility, secret.managed, storedState(secret, "development")]),
        [
          ["ALPHA", "masked", false, "default"],
          ["BETA", "restricted", false, "set"],
          ["GAMMA", "masked", true, "default"],
        ],
      );
    });

    it("lists more names than fit on a page", async () => {
      await opened.close();
      await start(Array.from({ length: 450 }, (_, index) => ({ name: `N${1000 + index}`, hasDefault: true })));
      const names: string[] = [];
      let page: SecretPage | undefined;
      do {
        page = expectOk(await provider.listSecrets(page?.nextCursor, signal));
        names.push(...page.secrets.map(({ name }) => name));
      } while (page.nextCursor !== undefined);
      assert.equal(new Set(names).size, 450);
    });

    it("creates a secret for all environments, or for some", async () => {
      const everywhere = await provider.createSecret({ ...newSecret, target: { kind: "default" } }, signal);
      assert.deepEqual(placesOf(expectWritten(everywhere)), { hasDefault: true, environments: [] });
      const target = { kind: "environments", ids: ["development"] } as const;
      const somewhere = await provider.createSecret({ ...newSecret, name: "OTHER", target }, signal);
      assert.deepEqual(placesOf(expectWritten(somewhere)), { hasDefault: false, environments: ["development"] });
    });

    it("does not create what exists", async () => {
      const attempt = { ...newSecret, name: "ALPHA", target: { kind: "default" } } as const;
      const failure = expectFailure(await provider.createSecret(attempt, signal), "alreadyExists");
      assert.equal(failure.field, "name");
    });

    it("says which input was wrong", async () => {
      const target = { kind: "environments", ids: ["moon"] } as const;
      const failure = expectFailure(await provider.createSecret({ ...newSecret, target }, signal), "invalid");
      assert.equal(failure.field, "environment");
    });

    it("refuses a value that is too large", async () => {
      const attempt = { ...newSecret, value: "x".repeat(65_537), target: { kind: "default" } } as const;
      assert.equal(expectFailure(await provider.createSecret(attempt, signal), "tooLarge").field, "value");
    });

    it("sets a value in one environment, and leaves the rest", async () => {
      const value = { text: canary, target: { kind: "environments", ids: ["production"] } } as const;
      const changed = expectWritten(await provider.updateSecret({ name: "BETA", etag: '"seeded"', value }, signal));
      assert.deepEqual(placesOf(changed), { hasDefault: false, environments: ["production", "development"] });
    });

    it("changes the description alone", async () => {
      const change = { name: "ALPHA", etag: '"seeded"', description: "Anew" };
      const changed = expectWritten(await provider.updateSecret(change, signal));
      assert.equal(changed.description, "Anew");
      assert.notEqual(changed.etag, '"seeded"');
    });

    it("does not overwrite what somebody else has changed", async () => {
      expectOk(await provider.updateSecret({ name: "ALPHA", etag: "", description: "Theirs" }, signal));
      const stale = { name: "ALPHA", etag: '"seeded"' };
      expectFailure(await provider.updateSecret({ ...stale, description: "Ours" }, signal), "changedMeanwhile");
      expectFailure(await provider.deleteSecret(stale, signal), "changedMeanwhile");
    });

    it("deletes a value in one environment, then the name", async () => {
      expectOk(await provider.deleteSecret({ name: "ALPHA", etag: "", environment: "production" }, signal));
      expectOk(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal));
      expectFailure(await provider.deleteSecret({ name: "ALPHA", etag: "" }, signal), "notFound");
    });

    it("does not change a managed secret", async () => {
      const failure = expectFailure(await provider.deleteSecret({ name: "GAMMA", etag: "" }, signal), "forbidden");
      assert.match(failure.message, /managed/);
    });

    it("tells a token that may not write from one that is not accepted", async () => {
      await opened.close();
      await start(seed, { canWrite: false });
      assert.equal(expectOk(await provider.whoAmI(signal)).canWrite, false);
      const refused = await provider.updateSecret({ name: "ALPHA", etag: "", description: "d" }, signal);
      assert.match(expectFailure(refused, "forbidden").message, /may not write/);
      opened.expire();
      const expired = expectFailure(await provider.listSecrets(undefined, signal), "unauthorized");
      assert.match(expired.message, /does not accept this token/);
    });

    it("comes back later when it is told to, for what only reads", async () => {
      fail(tooOften("0"), 2);
      expectOk(await provider.listSecrets(undefined, signal));
      fail(tooOften("60"), 1);
      const failure = expectFailure(await provider.listSecrets(undefined, signal), "rateLimited");
      assert.equal(failure.retryAfterSeconds, 60);
      assert.match(failure.message, /in 60 seconds/);
    });

    it("reads again what was not available for a moment, and never writes twice", async () => {
      for (const status of [502, 503, 504]) {
        fail({ kind: "html", status }, 2);
        expectOk(await provider.listSecrets(undefined, signal));
        fail({ kind: "html", status }, 1);
        const attempt = { ...newSecret, target: { kind: "default" } } as const;
        // What stands before the service may have passed the secret on.
        expectFailure(await provider.createSecret(attempt, signal), status === 503 ? "unavailable" : "timeout");
        assert.equal(opened.faults.times, 0);
      }
    });

    it("does not wait for ever", async () => {
      await opened.close();
      await start(seed, { attempt: 50 });
      fail({ kind: "silent" });
      expectFailure(await provider.listSecrets(undefined, signal), "timeout");
    });

    it("gives up at once when nobody wants the answer any more", async () => {
      const controller = new AbortController();
      fail({ kind: "silent" });
      const listing = provider.listSecrets(undefined, controller.signal);
      setTimeout(() => {
        controller.abort();
      }, 5);
      expectFailure(await listing, "cancelled");
      fail(tooOften("4"));
      const waiting = new AbortController();
      setTimeout(() => {
        waiting.abort();
      }, 30);
      expectFailure(await provider.listSecrets(undefined, waiting.signal), "cancelled");
    });

    const malformed: readonly [what: string, fault: Fault][] = [
      ["an answer that breaks off", { kind: "cutOff" }],
      ["a page for people", { kind: "html", status: 200 }],
      ["a list instead of a page", answer([])],
      ["a page without items", answer({ nextCursor: null })],
      ["items that are no secrets", answer({ items: [null], nextCursor: null })],
      ["a name that is a number", answer({ items: [{ ...plain, name: 1 }], nextCursor: null })],
      ["environments that are a text", answer({ items: [{ ...plain, environments: "all" }], nextCursor: null })],
      ["a default that is left out", answer({ items: [{ ...plain, hasDefault: undefined }], nextCursor: null })],
      ["a cursor that is a number", answer({ items: [plain], nextCursor: 2 })],
      ["a status that makes no sense", { kind: "answer", status: 418, body: {} }],
      ["more than anybody could read", answer({ items: [plain], nextCursor: "x".repeat(70_000) })],
    ];
    for (const [what, fault] of malformed) {
      it(`does not take ${what} for a list of names`, async () => {
        fail(fault);
        expectFailure(await provider.listSecrets(undefined, signal), "malformedAnswer");
      });
    }

    for (const status of [301, 302, 303, 307, 308]) {
      it(`does not follow a redirect ${status}, neither reading nor writing`, async () => {
        fail({ kind: "redirect", status, to: "http://127.0.0.1:9/elsewhere" });
        expectFailure(await provider.listSecrets(undefined, signal), "refusedRedirect");
        const attempt = { ...newSecret, target: { kind: "default" } } as const;
        expectFailure(await provider.createSecret(attempt, signal), "refusedRedirect");
      });
    }

    it("drops values that a careless service sends, wherever they stand", async () => {
      fail({ kind: "leak", text: canary });
      const results = [
        await provider.whoAmI(signal),
        await provider.listEnvironments(signal),
        await provider.addEnvironment!("Staging", signal),
        await provider.listSecrets(undefined, signal),
        await provider.createSecret({ ...newSecret, target: { kind: "default" } }, signal),
        await provider.updateSecret({ name: "ALPHA", etag: "", description: "d" }, signal),
        await provider.deleteSecret({ name: "NEW", etag: "" }, signal),
      ];
      assert.deepEqual(
        results.map(({ kind }) => kind),
        results.map(() => "ok"),
      );
      assert.doesNotMatch(JSON.stringify(results), /canary|masked_value|secretValue|data/);
    });

    it("shows no value that comes back in an error, whole or in part", async () => {
      const attempt = { ...newSecret, target: { kind: "environments", ids: ["moon"] } } as const;
      for (const text of [canary, canary.slice(3, 12), canary.toUpperCase(), btoa(canary)]) {
        fail({ kind: "leak", text });
        const failure = expectFailure(await provider.createSecret(attempt, signal), "invalid");
        assert.ok(!failure.message.includes(text), failure.message);
      }
    });
  });
}

const plain = { name: "A", hasDefault: true, environments: [] };

function answer(body: unknown): Fault {
  return { kind: "answer", status: 200, body };
}

function tooOften(seconds: string): Fault {
  return { kind: "answer", status: 429, body: {}, headers: { "retry-after": seconds } };
}

function expectOk<T>(result: Result<T>): T {
  assert.equal(result.kind, "ok", JSON.stringify(result));
  return result.value;
}

function expectFailure(result: Result<unknown>, kind: FailureKind) {
  assert.equal(result.kind, "failed", JSON.stringify(result));
  assert.equal(result.failure.kind, kind, result.failure.message);
  assert.match(result.failure.message, /^[\w[].*[.]$/);
  return result.failure;
}

function expectWritten(result: Result<Written<Secret>>): Secret {
  const written = expectOk(result);
  assert.equal(written.kind, "done");
  return written.value;
}

function placesOf({ hasDefault, environments }: { hasDefault: boolean; environments: readonly string[] }) {
  return { hasDefault, environments };
}
