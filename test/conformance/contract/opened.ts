import assert from "node:assert/strict";
import { createProvider } from "../../../server/providers/index";
import type { HttpLimits } from "../../../server/providers/http";
import type { Provider, Written } from "../../../server/providers/provider";
import type { Failure, FailureKind, Result } from "../../../shared/failure";
import type { RemoteAccount } from "../../../shared/account";
import type { Secret } from "../../../shared/secret";
import type { FakeSecret, FakeService } from "../../fakes/fakeService";
import type { Fault } from "../../fakes/faults";
import type { ContractEntry } from "./entry";
import { askedForValues } from "./valueRoutes";

/** A provider with the fake service behind it. */
export interface Opened {
  readonly fake: FakeService;
  readonly provider: Provider;
  readonly capabilities: Provider["capabilities"];
  /** Another provider for the same service, for another account or with other patience. */
  readonly again: (account?: Partial<RemoteAccount>, limits?: Partial<HttpLimits>) => Provider;
  readonly fail: (fault: Fault, times?: number) => void;
}

const running: FakeService[] = [];

/**
 * Ends the services of a test, however it went: one that still listened would keep the process alive. None of them may have
 * been asked for a value.
 */
export async function stopServices(): Promise<void> {
  const ended = running.splice(0);
  await Promise.all(ended.map(({ stop }) => stop()));
  for (const { account, requests } of ended) assert.deepEqual(askedForValues(account.provider, requests), []);
}

/** Nobody cancels. */
export const { signal } = new AbortController();

/** What every service of the suite starts with, in the environments that it has. */
function seedFor([one, other]: readonly [string, string], nameOf: (name: string) => string): FakeSecret[] {
  return [
    { name: nameOf("ALPHA_KEY"), environments: [one], description: "First" },
    { name: nameOf("BETA_KEY"), environments: [...new Set([one, other])] },
  ];
}

/** Opens the provider of an entry against its fake. The first listing is made already: credentials are exchanged. */
export async function open(
  entry: ContractEntry,
  seed?: (environments: readonly [string, string]) => readonly FakeSecret[],
): Promise<Opened> {
  const fake = await startSeeded(entry, seed);
  const again: Opened["again"] = (account, limits) => {
    const created = createProvider(
      { ...fake.account, ...account },
      { fetch, dataDirectory: "", now: () => new Date(), limits: { pause: 1, ...limits } },
      { credential: () => Promise.resolve(fake.credential), renewed: () => undefined },
    );
    assert.equal(created.kind, "ok");
    return created.value;
  };
  assert.equal(fake.account.provider, entry.provider);
  const provider = again();
  expectOk(await provider.listSecrets(undefined, signal));
  return {
    fake,
    provider,
    capabilities: provider.capabilities,
    again,
    fail: (fault, times = Infinity) => {
      Object.assign(fake.faults, { fault, times });
    },
  };
}

/** Starts the fake of an entry. It says which environments it has only once it runs: the seed is made from those. */
export async function startSeeded(
  entry: ContractEntry,
  seed = (environments: readonly [string, string]): readonly FakeSecret[] =>
    seedFor(environments, entry.nameOf ?? same),
): Promise<FakeService> {
  const fake = await entry.start(seed(await environmentsOf(entry)));
  running.push(fake);
  return fake;
}

const environmentsByEntry = new Map<ContractEntry, FakeService["environments"]>();

/** Asked once: a fake has the same ones each time. */
async function environmentsOf(entry: ContractEntry): Promise<FakeService["environments"]> {
  const known = environmentsByEntry.get(entry);
  if (known !== undefined) return known;
  const { environments, stop } = await entry.start([]);
  await stop();
  environmentsByEntry.set(entry, environments);
  return environments;
}

function same(name: string): string {
  return name;
}

/** All pages of a listing. */
export async function listAll(provider: Provider): Promise<readonly Secret[]> {
  const secrets: Secret[] = [];
  let cursor: string | undefined;
  do {
    const page = expectOk(await provider.listSecrets(cursor, signal));
    if (page.provisional !== true) secrets.push(...page.secrets);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return secrets;
}

/** The value of a result that has to have one. */
export function expectOk<T>(result: Result<T>): T {
  assert.equal(result.kind, "ok", JSON.stringify(result));
  return result.value;
}

/** What was written, at once and without anybody's approval. */
export function expectDone<T>(result: Result<Written<T>>): T {
  const written = expectOk(result);
  assert.equal(written.kind, "done");
  return written.value;
}

/** A failure of one of these kinds, in one sentence or a few for people. */
export function expectFailure(result: Result<unknown>, ...kinds: readonly FailureKind[]): Failure {
  assert.equal(result.kind, "failed", JSON.stringify(result));
  assert.ok(kinds.includes(result.failure.kind), `${result.failure.kind}: ${result.failure.message}`);
  assert.match(result.failure.message, /^[\p{L}\d[].*[.]$/su);
  assert.doesNotMatch(result.failure.message, /\[object|undefined|\bnull\b|\n/);
  return result.failure;
}
