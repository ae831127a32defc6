import type { Failure, FailureKind, Result } from "../shared/failure";
import { failed, ok } from "../shared/failure";
import type { Abilities, CatalogStatus, WriteOutcome } from "../shared/protocol";
import type { Environment, Identity, Secret } from "../shared/secret";
import { createListeners } from "./listeners";
import type { KeptNames } from "./nameCache";
import type {
  Capabilities,
  DeclaredName,
  Deletion,
  Finding,
  NewSecret,
  Provider,
  SecretChange,
  Written,
} from "./providers/provider";
import { rowsByName } from "./providers/rows";

/** What is known of the names at one account, and how well. Never a value. */
export interface CatalogState {
  readonly status: CatalogStatus;
  /** When the names were listed (RFC 3339); empty while none are known. */
  readonly checkedAt: string;
  /** Whether these were all names there were at `checkedAt`. */
  readonly whole: boolean;
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly environments: readonly Environment[];
  readonly identity: Identity | undefined;
  /** What the user should know about the service, as a sentence; empty when there is nothing. */
  readonly notice: string;
}

/** The names stored at one account: asked for once, shared by all, renewed on demand and after writes. */
export interface Catalog {
  readonly capabilities: Capabilities;
  /** What of it dialogs depend on. */
  readonly abilities: Abilities;
  readonly state: () => CatalogState;
  readonly onDidChange: (listener: () => void) => void;
  /** Asks the provider anew; whoever asks meanwhile shares the answer, but for one that nobody wanted to wait for. */
  readonly refresh: (signal?: AbortSignal) => Promise<void>;
  /** The same, for when somebody wrote by another way: what is being listed may be older than that. */
  readonly refreshAfterWrite: () => Promise<void>;
  readonly create: (secret: NewSecret, signal: AbortSignal) => Promise<Result<WriteOutcome>>;
  readonly update: (change: SecretChange, signal: AbortSignal) => Promise<Result<WriteOutcome>>;
  readonly delete: (deletion: Deletion, signal: AbortSignal) => Promise<Result<WriteOutcome>>;
  readonly addEnvironment: (name: string, signal: AbortSignal) => Promise<Result<Environment>>;
  readonly deleteEnvironment: (id: string, signal: AbortSignal) => Promise<Result<null>>;
  /** Asks the service whether it would run with what is declared. */
  readonly preflight: (declared: readonly DeclaredName[], signal: AbortSignal) => Promise<Result<readonly Finding[]>>;
  /** Stops what is under way; the catalog tells nobody anything any more. */
  readonly dispose: () => void;
}

/** What is known before the provider has answered. */
export const nothingKnown: CatalogState = {
  status: { kind: "unknown", reason: "loading" },
  checkedAt: "",
  whole: false,
  secrets: new Map(),
  environments: [],
  identity: undefined,
  notice: "",
};

/** A provider that keeps sending pages is cut off here, and the catalog says that it is partial. */
const maxPages = 1000;

/** Where the names of this one account are kept between runs. */
export interface Keeping {
  readonly load: () => Promise<KeptNames | undefined>;
  readonly save: (names: KeptNames) => Promise<void>;
}

/** The catalog of the account behind `provider`. `now` tells the time of a check. */
export function createCatalog(provider: Provider, now: () => Date, keeping: Keeping): Catalog {
  const changes = createListeners<null>();
  const disposal = new AbortController();
  let state = nothingKnown;
  let underWay: Promise<void> | undefined;
  // Counts writes, so that a listing that began before a write does not undo it on arrival.
  let writes = 0;
  let loads = 0;

  const become = (next: CatalogState): void => {
    if (disposal.signal.aborted) return;
    state = next;
    changes.tell(null);
    if (next.status.kind !== "complete") return;
    const { checkedAt, secrets, environments } = next;
    void keeping.save({ checkedAt, secrets: [...secrets.values()], environments });
  };

  /** What was known at the end of an earlier run counts until something newer is. */
  const recall = async (): Promise<void> => {
    const kept = await keeping.load();
    if (kept === undefined || state.checkedAt !== "") return;
    const secrets = new Map(kept.secrets.map((secret) => [secret.name, secret]));
    become({ ...state, secrets, environments: kept.environments, checkedAt: kept.checkedAt, whole: true });
  };

  /** While nothing else is known, the names that have come so far are better than none. They are not all yet. */
  const showPages = createThrottle((secrets: readonly Secret[]) => {
    if (state.whole || state.status.kind !== "unknown") return;
    become({ ...state, secrets: rowsByName(secrets) });
  });

  const load = async (): Promise<void> => {
    const mine = ++loads;
    for (;;) {
      const writesBefore = writes;
      const next = await readAll(provider, { signal: disposal.signal, now, before: () => state, onPage: showPages });
      if (mine !== loads) return;
      if (writes !== writesBefore) continue;
      become(next);
      return;
    }
  };

  const refresh = async (signal?: AbortSignal): Promise<void> => {
    const forget = (): void => {
      if (underWay === shared) underWay = undefined;
    };
    const shared: Promise<void> = (underWay ??= load().finally(forget));
    signal?.addEventListener("abort", forget);
    await shared;
  };

  const keep = (written: Written<Secret>): void => {
    if (written.kind === "done")
      become({ ...state, secrets: new Map(state.secrets).set(written.value.name, written.value) });
  };

  void recall();
  const stopWatching = provider.watch?.(() => void refresh());

  const write = async <T>(attempt: Promise<Result<T>>, apply: (value: T) => void): Promise<Result<T>> => {
    const result = await attempt;
    writes++;
    if (result.kind === "ok") apply(result.value);
    else if (isStale(result.failure)) void refresh();
    return result;
  };

  return {
    capabilities: provider.capabilities,
    abilities: abilitiesOf(provider),
    state: () => state,
    onDidChange: (listener) => {
      changes.add(listener);
    },
    refresh,
    refreshAfterWrite: () => {
      writes++;
      return refresh();
    },
    create: async (secret, signal) => outcomeOf(await write(provider.createSecret(secret, signal), keep)),
    update: async (change, signal) => outcomeOf(await write(provider.updateSecret(change, signal), keep)),
    delete: async (deletion, signal) =>
      outcomeOf(
        await write(provider.deleteSecret(deletion, signal), (written) => {
          if (written.kind === "pendingApproval") return;
          become({ ...state, secrets: afterDeletion(state.secrets, deletion) });
          void refresh();
        }),
      ),
    addEnvironment: (name, signal) =>
      write(provider.addEnvironment?.(name, signal) ?? Promise.resolve(fixedEnvironments), (environment) => {
        become({ ...state, environments: [...state.environments, environment] });
      }),
    deleteEnvironment: (id, signal) =>
      write(provider.deleteEnvironment?.(id, signal) ?? Promise.resolve(fixedEnvironments), () => {
        become({ ...state, environments: state.environments.filter((environment) => environment.id !== id) });
      }),
    preflight: (declared, signal) => provider.preflight?.(declared, signal) ?? Promise.resolve(noPreflight),
    dispose: () => {
      stopWatching?.();
      disposal.abort();
    },
  };
}

/** Failures after which what we know may be out of date: somebody else wrote, or we did without hearing of it. */
function isStale({ kind, partly }: Failure): boolean {
  return partly === true || !nothingHappened.has(kind);
}

const nothingHappened: ReadonlySet<FailureKind> = new Set([
  "unauthorized",
  "forbidden",
  "tooLarge",
  "invalid",
  "rateLimited",
  "refusedRedirect",
]);

/** The value that was written is not part of what becomes known of it. */
function outcomeOf(result: Result<Written<unknown>>): Result<WriteOutcome> {
  return result.kind === "ok" ? ok({ kind: result.value.kind }) : result;
}

const fixedEnvironments = failed({
  kind: "invalid",
  message: "Environments are added and removed at the service itself, not from here.",
});

const noPreflight = failed({ kind: "invalid", message: "This service cannot check before running." });

function afterDeletion(
  secrets: ReadonlyMap<string, Secret>,
  { name, environment }: { readonly name: string; readonly environment?: string },
): ReadonlyMap<string, Secret> {
  const next = new Map(secrets);
  const secret = next.get(name);
  const environments = secret?.environments.filter((id) => id !== environment) ?? [];
  const remains = secret !== undefined && environment !== undefined && (secret.hasDefault || environments.length > 0);
  // The etag has changed with the deletion; until the listing arrives nothing is checked against it.
  if (remains) next.set(name, { ...secret, environments, etag: "" });
  else next.delete(name);
  return next;
}

/** How a listing is read, and who hears of it while it comes in. */
interface Reading {
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly before: () => CatalogState;
  readonly onPage: (secrets: readonly Secret[]) => void;
}

async function readAll(provider: Provider, { signal, now, before, onPage }: Reading): Promise<CatalogState> {
  const [identity, environments, listing] = await Promise.all([
    provider.whoAmI(signal),
    provider.listEnvironments(signal),
    readPages(provider, signal, onPage),
  ]);
  const earlier = before();
  const known = {
    identity: identity.kind === "ok" ? identity.value : earlier.identity,
    environments: environments.kind === "ok" ? environments.value : earlier.environments,
    notice: listing.notice,
  };
  const { failure: cut } = listing;
  if (cut !== undefined && (listing.secrets.length === 0 || (earlier.whole && !isLimit(cut))))
    return { ...earlier, ...known, status: { kind: "failed", failure: cut, ...retryOf(cut, now()) } };
  const secrets = rowsByName(listing.secrets);
  const failure = cut ?? (environments.kind === "failed" ? environments.failure : undefined);
  const checkedAt = now().toISOString();
  if (failure === undefined) return { ...known, secrets, status: { kind: "complete" }, checkedAt, whole: true };
  const whole = cut === undefined;
  const status = { kind: "partial", reason: failure.message, ...retryOf(failure, now()) } as const;
  return { ...known, secrets, status, checkedAt, whole };
}

/** Whether no more may be seen; any other failure says nothing of the names that are known already. */
function isLimit({ kind }: Failure): boolean {
  return kind === "forbidden" || kind === "notFound";
}

/** When it is tried again, where the service asked for a pause. A time says more than a number of seconds to somebody who looks later. */
function retryOf({ kind, retryAfterSeconds = 60 }: Failure, now: Date): { readonly retryAt?: string } {
  if (kind !== "rateLimited") return {};
  const seconds = Math.min(retryAfterSeconds, 24 * 3600);
  return { retryAt: new Date(now.getTime() + seconds * 1000).toISOString() };
}

async function readPages(
  provider: Provider,
  signal: AbortSignal,
  onPage: (secrets: readonly Secret[]) => void,
): Promise<{ readonly secrets: readonly Secret[]; readonly notice: string; readonly failure?: Failure }> {
  const secrets: Secret[] = [];
  let notice = "";
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const result = await provider.listSecrets(cursor, signal);
    if (result.kind === "failed") return { secrets, notice, failure: result.failure };
    const { provisional = false } = result.value;
    if (!provisional) secrets.push(...result.value.secrets);
    notice = result.value.notice ?? notice;
    cursor = result.value.nextCursor;
    if (cursor === undefined) return { secrets, notice };
    onPage(provisional ? [...secrets, ...result.value.secrets] : secrets);
  }
  return { secrets, notice, ...failed({ kind: "malformedAnswer", message: "The list of names does not end." }) };
}

function abilitiesOf({ capabilities, preflight }: Provider): Abilities {
  const { environments, editEnvironments, description, editDescriptionAlone, visibility, defaults, softDelete } =
    capabilities;
  return {
    environments,
    editEnvironments,
    description,
    editDescriptionAlone,
    visibility,
    defaults,
    softDelete,
    preflight: preflight !== undefined,
  };
}

/** So often at most are the pages of a listing shown, in milliseconds: each time costs everybody who looks at the names. */
const pageInterval = 250;

/** Calls it at once, and then no more often than that. */
function createThrottle<T>(call: (argument: T) => void): (argument: T) => void {
  let last = -Infinity;
  return (argument) => {
    const now = performance.now();
    if (now - last < pageInterval) return;
    last = now;
    call(argument);
  };
}
