import type { Result } from "../../shared/failure";
import { ok } from "../../shared/failure";
import type { Project, Secret } from "../../shared/secret";
import type { SecretPage } from "./provider";
import { secretRow } from "./rows";
import { inFlight } from "./sharedRequests";
import type { VaultAccess } from "./vaultAccess";
import type { Sight } from "./vaultAnswers";
import { rowOf } from "./vaultAnswers";
import type { NamesByEnvironment } from "./vaultFolders";
import { foldersOf, namesByEnvironment } from "./vaultFolders";
import type { Looking, Sights } from "./vaultSights";
import { openLooking } from "./vaultSights";

/** Looks into the folders of an account. */
export interface VaultListing {
  /** Ids of the folders that stand in for environments. */
  readonly environments: (signal: AbortSignal) => Promise<Result<readonly string[]>>;
  /** Those known already; asked for where there are none, or where `wanted` is not among them. */
  readonly knownEnvironments: (wanted: readonly string[], signal: AbortSignal) => Promise<Result<readonly string[]>>;
  readonly secrets: (cursor: string | undefined, signal: AbortSignal) => Promise<Result<SecretPage>>;
  readonly folders: (signal: AbortSignal) => Promise<Result<readonly Project[]>>;
  /** What is known of one name in one of the folders. */
  readonly look: Looking["one"];
}

/** Opens the listing of an account. `now` tells which deletions are still to come. */
export function openListing(vault: VaultAccess, now: () => Date): VaultListing {
  const looking = openLooking(vault, now);
  let latest: NamesByEnvironment | undefined;
  const survey = inFlight(async (signal) => {
    const names = await namesByEnvironment(vault, signal);
    if (names.kind === "ok") latest = names.value;
    return names;
  });
  const environments: VaultListing["environments"] = async (signal) => {
    const names = await survey(signal);
    return names.kind === "ok" ? ok([...names.value.keys()]) : names;
  };
  return {
    environments,
    knownEnvironments: async (wanted, signal) => {
      const known = [...(latest?.keys() ?? [])];
      const suffices = known.length > 0 && wanted.every((id) => known.includes(id));
      return suffices ? ok(known) : environments(signal);
    },
    secrets: async (cursor, signal) => {
      if (cursor !== undefined && latest !== undefined)
        return wholePage(vault.service, { names: latest, looking }, signal);
      const names = await survey(signal);
      return names.kind === "ok" ? ok(firstPage(names.value)) : names;
    },
    folders: (signal) => foldersOf(vault, signal),
    look: looking.one,
  };
}

/** Names are there at once. Which of them are set is found out after that: until then they count for nothing. */
function firstPage(names: NamesByEnvironment): SecretPage {
  const all = new Set([...names.values()].flat());
  const secrets = [...all].sort().map((name) => secretRow({ name }));
  const rest = secrets.length === 0 ? { nextCursor: undefined } : { nextCursor: "metadata", provisional: true };
  return { secrets, ...rest };
}

/** So many names are asked about one by one, each time the names are listed. */
const mostReads = 200;

async function wholePage(
  service: string,
  { names, looking }: { readonly names: NamesByEnvironment; readonly looking: Looking },
  signal: AbortSignal,
): Promise<Result<SecretPage>> {
  const folders = [...names].flatMap(([environment, listed]) =>
    listed.length === 0 ? [] : [{ environment, names: listed }],
  );
  const count = folders.reduce((sum, folder) => sum + folder.names.length, 0);
  const byEnvironment = new Map<string, Sights>();
  // One after the other: the first tells which way the server knows, and of each folder several names are asked about at once.
  for (const folder of folders) {
    const sights = await looking.all(folder, count <= mostReads, signal);
    if (sights.kind === "failed") return sights;
    byEnvironment.set(folder.environment, sights.value);
  }
  const isLong = looking.isSingle() && count > mostReads;
  const notice = isLong ? { notice: longNotice(service, count) } : {};
  return ok({ secrets: rowsOf(byEnvironment), nextCursor: undefined, ...notice });
}

function longNotice(service: string, count: number): string {
  return `${service} has ${count} names here. So many are not asked about one by one: descriptions are not shown, and a name that was deleted may count as set.`;
}

function rowsOf(byEnvironment: ReadonlyMap<string, Sights>): readonly Secret[] {
  const byName = new Map<string, Map<string, Sight>>();
  for (const [environment, sights] of byEnvironment)
    for (const [name, sight] of sights)
      byName.set(name, (byName.get(name) ?? new Map<string, Sight>()).set(environment, sight));
  return [...byName].flatMap(([name, sights]) => rowOf(name, sights) ?? []);
}
