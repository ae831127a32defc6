import type { Credential } from "../../shared/account";
import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret } from "../../shared/secret";
import { tokenAuthorization } from "./authorization";
import { azureDialect } from "./azureDialect";
import type { Azure, AzureVersion, NamedWrite } from "./azureVersions";
import { apiVersion, azurePage, currentVersion, parseVersion } from "./azureVersions";
import { fieldsOf, textOf } from "./fields";
import { createHttp } from "./http";
import type {
  Capabilities,
  Deletion,
  NewSecret,
  Provider,
  ProviderKind,
  ProviderOptions,
  SecretChange,
  SecretPage,
  Written,
} from "./provider";
import { createSharedRequests } from "./sharedRequests";

const capabilities: Capabilities = {
  environments: false,
  editEnvironments: false,
  description: true,
  editDescriptionAlone: true,
  visibility: false,
  defaults: false,
  conflictCheck: false,
  paging: true,
  rename: false,
  approval: false,
  softDelete: true,
  listingSendsValues: "never",
  writingSendsValues: true,
  namePattern: /^[0-9A-Za-z-]{1,127}$/,
  nameRule: "letters, digits and dashes: DATABASE-URL, no underscores",
  reservedNames: [],
  maxValueBytes: 25_600,
};

/** Azure Key Vault. A vault is the one environment that its secrets are in. */
export const azureKeyVault: ProviderKind = { capabilities, create };

function create({ endpoint, fetch, limits, credential }: ProviderOptions): Provider {
  const vault = nameOfVault(endpoint.host);
  const token = async (): Promise<string | null> => tokenIn(await credential());
  const http = createHttp({
    baseUrl: endpoint.baseUrl,
    fetch,
    limits,
    serviceName: `the vault ${vault}`,
    dialect: azureDialect,
    authorization: tokenAuthorization(token),
  });
  const azure: Azure = { http, origin: endpoint.origin, vault };
  const shared = createSharedRequests<SecretPage>();
  const page = (cursor: string | undefined, signal: AbortSignal): Promise<Result<SecretPage>> =>
    shared(cursor ?? "", (ending) => listPage(azure, cursor, ending), signal);
  return {
    capabilities,
    whoAmI: async (signal) => {
      const first = await page(undefined, signal);
      if (first.kind === "failed") return first;
      const name = userIn(await token().catch(() => null)) ?? "your Microsoft account";
      return ok({ name, project: vault, canWrite: true });
    },
    listEnvironments: async (signal) => {
      const first = await page(undefined, signal);
      return first.kind === "ok" ? ok([{ id: vault, name: vault }]) : first;
    },
    listSecrets: page,
    createSecret: (secret, signal) => createSecret(azure, secret, signal),
    updateSecret: (change, signal) => updateSecret(azure, change, signal),
    deleteSecret: (deletion, signal) => deleteSecret(azure, deletion, signal),
  };
}

/** `my-vault` of `my-vault.vault.azure.net`; another host is called by its whole name. */
function nameOfVault(host: string): string {
  return /^([0-9a-z-]+)\.vault\./.exec(host)?.[1] ?? host;
}

function tokenIn(credential: Credential | null): string | null {
  return credential?.kind === "token" ? credential.token : null;
}

/** Whom a token says that it is for; only to be shown. */
function userIn(token: string | null): string | undefined {
  try {
    const claims = fieldsOf(JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString()));
    return textOf(claims, "upn") ?? textOf(claims, "unique_name") ?? textOf(claims, "email");
  } catch {
    return undefined;
  }
}

async function listPage(azure: Azure, cursor: string | undefined, signal: AbortSignal): Promise<Result<SecretPage>> {
  const asked = { kind: "listSecrets" } as const;
  const page = await azurePage(azure, { path: "/secrets", query: cursor, asked }, signal);
  if (page.kind === "failed") return page;
  return ok({ secrets: page.value.items.map(({ secret }) => secret), nextCursor: page.value.next });
}

/** Writing would give an existing secret another value, so it is looked for first. */
async function createSecret(
  azure: Azure,
  { name, value, description }: NewSecret,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const asked = { kind: "create", name } as const;
  const found = await currentVersion(azure, { asked, hide: [value] }, signal);
  if (found.kind === "failed") return found;
  if (found.value !== undefined) return failed(alreadyThere(azure, found.value.secret.name));
  const tags: Readonly<Record<string, string>> = description === "" ? {} : { description };
  return setSecret(azure, { asked, value, tags, contentType: "" }, signal);
}

/** Names differ by more than capitals here, so the one that is there may be written in another way. */
function alreadyThere({ vault }: Azure, name: string): Failure {
  return { kind: "alreadyExists", message: `The vault ${vault} has ${name} already.`, field: "name" };
}

/** A new value is a new version, which would begin without what was noted down with the last one. */
async function updateSecret(
  azure: Azure,
  { name, value, description }: SecretChange,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const asked = { kind: "update", name } as const;
  const found = await currentVersion(azure, { asked, hide: value === undefined ? [] : [value.text] }, signal);
  if (found.kind === "failed") return found;
  if (found.value === undefined)
    return failed({ kind: "notFound", message: `The vault ${azure.vault} has no ${name} any more.` });
  const tags = withDescription(found.value.tags, description);
  if (value === undefined) return setTags(azure, { asked, current: found.value, tags }, signal);
  return setSecret(azure, { asked, value: value.text, tags, contentType: found.value.contentType }, signal);
}

function withDescription(
  tags: Readonly<Record<string, string>>,
  description: string | undefined,
): Readonly<Record<string, string>> {
  if (description === undefined) return tags;
  const others = Object.fromEntries(Object.entries(tags).filter(([key]) => key !== "description"));
  return description === "" ? others : { ...others, description };
}

interface NewVersion {
  readonly asked: NamedWrite;
  readonly value: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly contentType: string;
}

function setSecret(
  { http, vault }: Azure,
  { asked, value, tags, contentType }: NewVersion,
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const body = { value, tags, ...(contentType === "" ? {} : { contentType }) };
  const path = `/secrets/${encodeURIComponent(asked.name)}?${apiVersion}`;
  return http.send({ method: "PUT", path, body, hide: [value], asked }, (answer) => written(answer, vault), signal);
}

function setTags(
  { http, vault }: Azure,
  change: { readonly asked: NamedWrite; readonly current: AzureVersion; readonly tags: NewVersion["tags"] },
  signal: AbortSignal,
): Promise<Result<Written<Secret>>> {
  const { asked, current, tags } = change;
  const path = `/secrets/${encodeURIComponent(asked.name)}/${encodeURIComponent(current.version)}?${apiVersion}`;
  return http.send({ method: "PATCH", path, body: { tags }, asked }, (answer) => written(answer, vault), signal);
}

function written(answer: unknown, vault: string): Written<Secret> | undefined {
  const version = parseVersion(answer, vault);
  return version === undefined ? undefined : { kind: "done", value: version.secret };
}

function deleteSecret({ http }: Azure, { name }: Deletion, signal: AbortSignal): Promise<Result<Written<null>>> {
  const path = `/secrets/${encodeURIComponent(name)}?${apiVersion}`;
  const asked = { kind: "delete", name } as const;
  return http.send({ method: "DELETE", path, asked }, () => ({ kind: "done", value: null }), signal);
}
