import type { FailureKind, Result } from "../../shared/failure";
import { ok } from "../../shared/failure";
import type { StoreRequest, VaultAccess } from "./vaultAccess";
import { parseDetailed, parseMetadata } from "./vaultAnswers";
import type { Sight } from "./vaultAnswers";

/** What is known of the names of one folder. */
export type Sights = ReadonlyMap<string, Sight>;

/** Looks at the metadata of names, never at what they hold. */
export interface Looking {
  readonly one: (environment: string, name: string, signal: AbortSignal) => Promise<Result<Sight>>;
  /** All names of a folder; `single` says whether they may be looked at one by one where the server cannot tell of them all. */
  readonly all: (folder: Folder, single: boolean, signal: AbortSignal) => Promise<Result<Sights>>;
  /** Whether the server is known to tell of single names only. */
  readonly isSingle: () => boolean;
}

/** A folder and the names in it. */
export interface Folder {
  readonly environment: string;
  readonly names: readonly string[];
}

/** Looks by way of `vault`; `now` tells which deletions are still to come. */
export function openLooking(vault: VaultAccess, now: () => Date): Looking {
  let isSingle = false;

  const one: Looking["one"] = async (environment, name, signal) => {
    const result = await vault.attempt(readOf(environment, name), (answer) => parseMetadata(answer, now()), signal);
    return result.kind === "failed" && result.failure.kind === "forbidden" ? ok({ kind: "hidden" }) : result;
  };

  /** By OpenBao's way, page by page; undefined where the server has none, or where the token may not go it. */
  const together = async (environment: string, signal: AbortSignal): Promise<Result<Sights | undefined>> => {
    const sights = new Map<string, Sight>();
    let after: string | undefined;
    for (;;) {
      const request = detailedOf(environment, after);
      const page = await vault.attempt(request, (answer) => parseDetailed(answer, now()), signal);
      if (page.kind === "failed" && !hasNoSuchWay.has(page.failure.kind)) return page;
      if (page.kind === "failed" || page.value === "noRoute") return ok(undefined);
      for (const [name, sight] of page.value.sights) sights.set(name, sight);
      const last = page.value.keys.at(-1);
      if (page.value.keys.length < pageLength || last === after) return ok(sights);
      after = last;
    }
  };

  /** Where the first name may not be looked at, the others are not asked about. */
  const eachOf = async ({ environment, names }: Folder, signal: AbortSignal): Promise<Result<Sights>> => {
    const [first, ...others] = names;
    const seen = first === undefined ? ok(hidden) : await one(environment, first, signal);
    if (seen.kind === "failed") return seen;
    if (seen.value.kind === "hidden") return ok(allHidden(names));
    const rest = await allOf(others, (name) => one(environment, name, signal));
    return rest.kind === "failed" ? rest : ok(zipped(names, [seen.value, ...rest.value]));
  };

  return {
    one,
    all: async (folder, single, signal) => {
      const told = isSingle ? ok(undefined) : await together(folder.environment, signal);
      if (told.kind === "failed") return told;
      if (told.value !== undefined) return ok(told.value);
      isSingle = true;
      return single ? eachOf(folder, signal) : ok(allHidden(folder.names));
    },
    isSingle: () => isSingle,
  };
}

const hidden: Sight = { kind: "hidden" };

function allHidden(names: readonly string[]): Sights {
  return new Map(names.map((name) => [name, hidden]));
}

function zipped(names: readonly string[], sights: readonly Sight[]): Sights {
  return new Map(names.map((name, index) => [name, sights[index] ?? hidden]));
}

function readOf(environment: string, name: string): StoreRequest {
  const asked = { kind: "listSecrets", environment } as const;
  return { method: "GET", tree: "metadata", environment, name, answers: [404], capability: "read", asked };
}

/** So many names at once: each brings all of its versions along. */
const pageLength = 500;

function detailedOf(environment: string, after: string | undefined): StoreRequest {
  const from = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
  const query = `?list=true&limit=${pageLength}${from}`;
  const asked = { kind: "listSecrets", environment } as const;
  return { method: "GET", tree: "detailed-metadata", environment, query, answers: [404], capability: "list", asked };
}

/** What a server says that does not know this way; anything else is trouble. */
const hasNoSuchWay: ReadonlySet<FailureKind> = new Set(["forbidden", "notFound", "invalid"]);

/** So many questions are under way at once. */
const atOnce = 8;

/** Asks about all, a few at a time; the first failure is that of all. */
export async function allOf<Item, T>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Result<T>>,
): Promise<Result<readonly T[]>> {
  const results: T[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    for (const result of await Promise.all(items.slice(start, start + atOnce).map(ask))) {
      if (result.kind === "failed") return result;
      results.push(result.value);
    }
  return ok(results);
}
