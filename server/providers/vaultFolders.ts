import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Project } from "../../shared/secret";
import type { StoreRequest, VaultAccess } from "./vaultAccess";
import { baseId, trimmed } from "./vaultAccess";
import { parseListable, parseListing } from "./vaultAnswers";
import type { Listing } from "./vaultAnswers";
import { allOf } from "./vaultSights";

/** By environment, the names that stand there, in the order in which they are shown. */
export type NamesByEnvironment = ReadonlyMap<string, readonly string[]>;

/** So many folders next to each other are no environments. */
const mostEnvironments = 50;

/** The names in the base folder and in those directly below it. A folder that may not be looked into is no environment. */
export async function namesByEnvironment(vault: VaultAccess, signal: AbortSignal): Promise<Result<NamesByEnvironment>> {
  const base = await vault.send(listOf(baseId), parseListing, signal);
  if (base.kind === "failed") return base;
  if (base.value.kind !== "listed") return whyNothing(vault, base.value, signal);
  const { names, folders } = base.value;
  if (folders.length > mostEnvironments) return failed(tooManyFolders(vault, folders.length));
  const byEnvironment = new Map<string, readonly string[]>();
  if (names.length > 0 || folders.length === 0) byEnvironment.set(baseId, names);
  const refused: string[] = [];
  const found = await allOf(folders, async (folder): Promise<Result<Listing | undefined>> => {
    const result = await vault.attempt(listOf(folder), parseListing, signal);
    if (result.kind === "ok" || result.failure.kind !== "forbidden") return result;
    refused.push(folder);
    return ok(undefined);
  });
  if (found.kind === "failed") return found;
  for (const [index, listing] of found.value.entries())
    if (listing !== undefined) byEnvironment.set(folders[index] ?? "", listing.kind === "listed" ? listing.names : []);
  if (byEnvironment.size > 0 || refused[0] === undefined) return ok(byEnvironment);
  const why = await vault.send(listOf(refused[0]), parseListing, signal);
  return why.kind === "failed" ? why : ok(byEnvironment);
}

function listOf(environment: string): StoreRequest {
  // The service names its base folder itself.
  const asked = { kind: "listSecrets", ...(environment === baseId ? {} : { environment }) } as const;
  // Since Vault 1.21 deleted names can be left out; other servers take no notice of it.
  const query = "?list=true&exclude_deleted=true";
  return { method: "GET", tree: "metadata", environment, query, answers: [404], capability: "list", asked };
}

function tooManyFolders({ service, place }: VaultAccess, count: number) {
  const message = `${service} has ${count} folders at ${place}: too many to be environments. Choose the folder of your project.`;
  return { kind: "invalid", message } as const;
}

/** An empty folder, a mount that is not there and one of another kind all answer alike: the list of mounts tells which it is. */
async function whyNothing(
  vault: VaultAccess,
  { kind }: Listing,
  signal: AbortSignal,
): Promise<Result<NamesByEnvironment>> {
  const { service, folder, mount = "" } = vault;
  const mounts = await vault.mounts(signal);
  if (mounts.kind === "failed") return mounts;
  const found = mounts.value.find(({ path }) => path === mount);
  if (found === undefined)
    return failed({ kind: "notFound", message: `${service} has no mount ${mount} that this token may see.` });
  if (found.version !== 2) return failed(wrongKind(service, mount, found.version));
  if (kind === "noRoute" || folder !== "")
    return failed({ kind: "notFound", message: `${service} has no names at ${vault.place}, nor folders with any.` });
  return ok(new Map([[baseId, []]]));
}

/** What is said of a mount that is not of the kind that is needed. */
export function wrongKind(service: string, mount: string, version: 1 | 2 | undefined) {
  const message =
    version === undefined
      ? `${mount} at ${service} is no KV store.`
      : `${mount} at ${service} is a KV store of version 1, which keeps no versions. Version 2 is needed; \`vault kv enable-versioning\` makes it that.`;
  return { kind: "invalid", message } as const;
}

/** Folders are looked for so deep, and in so many places, that a project is found and the server is not bothered. */
const deepest = 3;
const mostLookedInto = 100;

/** The folders of the mount, from wherever this token may list. */
export async function foldersOf(vault: VaultAccess, signal: AbortSignal): Promise<Result<readonly Project[]>> {
  const found = new Set<string>();
  let frontier: readonly string[] = [""];
  let looked = 0;
  for (let depth = 0; depth < deepest && frontier.length > 0; depth++) {
    const level = frontier.slice(0, mostLookedInto - looked);
    looked += level.length;
    const listings = await allOf(level, (path) => listAt(vault, path, signal));
    if (listings.kind === "failed" && depth === 0 && listings.failure.kind === "forbidden")
      return listableFolders(vault, listings.failure, signal);
    if (listings.kind === "failed") return listings;
    frontier = level.flatMap((path, index) => (listings.value[index] ?? []).map((folder) => `${path}/${folder}`));
    for (const path of frontier) found.add(path);
  }
  return ok([...found].sort().map((path) => ({ id: path, name: path })));
}

/** A folder below the top that may not be looked into is there all the same. */
async function listAt(vault: VaultAccess, path: string, signal: AbortSignal): Promise<Result<readonly string[]>> {
  const asked = { kind: "listFolders" } as const;
  const where = { tree: "metadata", environment: baseId, within: path.slice(1), query: "?list=true" } as const;
  const request: StoreRequest = { method: "GET", ...where, answers: [404], capability: "list", asked };
  const result = await (path === "" ? vault.send : vault.attempt)(request, parseListing, signal);
  if (result.kind === "failed") return path !== "" && result.failure.kind === "forbidden" ? ok([]) : result;
  if (result.value.kind === "listed") return ok(result.value.folders);
  const nothing = path === "" ? await whyNothing({ ...vault, folder: "" }, result.value, signal) : ok(null);
  return nothing.kind === "failed" ? nothing : ok([]);
}

/** Whoever may not list the mount may list some folder of it: the policies of a token say where they begin. */
async function listableFolders(
  { ask, mount = "" }: VaultAccess,
  failure: Failure,
  signal: AbortSignal,
): Promise<Result<readonly Project[]>> {
  const request = { method: "GET", path: "/v1/sys/internal/ui/resultant-acl", asked: { kind: "listFolders" } } as const;
  const result = await ask(request, parseListable, signal);
  const start = `${mount}/metadata/`;
  const paths = result.kind === "ok" ? result.value.filter((path) => path.startsWith(start) && !/[+*]/.test(path)) : [];
  const folders = new Set(paths.map((path) => `/${trimmed(path.slice(start.length))}`));
  folders.delete("/");
  return folders.size === 0 ? failed(failure) : ok([...folders].sort().map((id) => ({ id, name: id })));
}
