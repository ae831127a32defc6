import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Identity, Project } from "../../shared/secret";
import type { Capabilities, Provider, ProviderKind, ProviderOptions } from "./provider";
import type { VaultAccess } from "./vaultAccess";
import { openVault } from "./vaultAccess";
import { parseToken } from "./vaultAnswers";
import { wrongKind } from "./vaultFolders";
import { openListing } from "./vaultListing";
import { openWriting } from "./vaultWriting";

const capabilities: Capabilities = {
  environments: true,
  // A folder is there while a name is in it.
  editEnvironments: false,
  description: true,
  editDescriptionAlone: true,
  visibility: false,
  defaults: false,
  conflictCheck: true,
  // Names come first, and what is known of each after them.
  paging: true,
  rename: false,
  approval: false,
  // A name is deleted here with all of its versions; what was deleted softly by other means is not shown.
  softDelete: false,
  listingSendsValues: "never",
  writingSendsValues: false,
  // A slash makes a folder of what stands before it, even if it is written as %2F.
  namePattern: /^(?!.*\.\.)[^\s/.\p{C}][^\s/\p{C}]*$/u,
  nameRule: "no spaces and no /, no dot at the beginning, nor two in a row.",
  reservedNames: [],
  // What integrated storage takes for one entry (developer.hashicorp.com/vault/docs/internals/limits).
  maxValueBytes: 1024 * 1024,
};

/** The KV store, version 2, of HashiCorp Vault and of OpenBao. */
export const vault: ProviderKind = { capabilities, create: createVault };

function createVault(options: ProviderOptions): Provider {
  const access = openVault(options);
  const listing = openListing(access, options.now);
  return {
    capabilities,
    whoAmI: (signal) => identityOf(access, options, signal),
    listProjects: (signal) => mountsOf(access, signal),
    listFolders: listing.folders,
    listEnvironments: async (signal) => {
      const ids = await listing.environments(signal);
      return ids.kind === "ok" ? ok(ids.value.map((id) => ({ id, name: id }))) : ids;
    },
    listSecrets: listing.secrets,
    ...openWriting({ access, listing, capabilities }),
    revoke: access.revoke,
  };
}

/** Mounts with names in them that we can hold to versions. */
async function mountsOf({ mounts, service }: VaultAccess, signal: AbortSignal): Promise<Result<readonly Project[]>> {
  const result = await mounts(signal);
  if (result.kind === "failed") return result;
  const stores = result.value.filter(({ version }) => version === 2);
  const older = result.value.find(({ version }) => version === 1);
  if (stores.length === 0 && older !== undefined) return failed(wrongKind(service, older.path, 1));
  return ok(stores.map(({ path }) => ({ id: path, name: path })));
}

/** Who the token belongs to. One that may not look itself up is a token nevertheless. */
async function identityOf(
  access: VaultAccess,
  options: ProviderOptions,
  signal: AbortSignal,
): Promise<Result<Identity>> {
  const { account, credential } = options;
  const identity = { name: "", project: account.project === undefined ? "" : access.place, canWrite: true };
  const request = { method: "GET", path: "/v1/auth/token/lookup-self", asked: { kind: "identity" } } as const;
  const result = await access.insist(() => access.ask(request, parseToken, signal), signal);
  if (result.kind === "failed") return result.failure.kind === "forbidden" ? ok(identity) : result;
  const { name, renewable, seconds, outOf } = result.value;
  // A role is exchanged for a new token in time; a token of the user's is kept alive while it is used.
  if (renewable && seconds > 0 && seconds * 3 < outOf && (await credential().catch(() => null))?.kind === "token")
    await renew(access, signal);
  return ok({ ...identity, name });
}

/** Whether it can be renewed is up to its policies; if not, it ends when it ends. */
async function renew({ ask }: VaultAccess, signal: AbortSignal): Promise<void> {
  const request = { method: "POST", path: "/v1/auth/token/renew-self", body: {} } as const;
  await ask({ ...request, asked: { kind: "identity" } }, () => null, signal);
}
