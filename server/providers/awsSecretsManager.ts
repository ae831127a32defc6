import { ok } from "../../shared/failure";
import { failed } from "../../shared/failure";
import type { Credential } from "../../shared/account";
import { createAwsAuthorization, regionOfHost } from "./awsCredentials";
import { awsDialect } from "./awsDialect";
import type { AwsRows } from "./awsListing";
import { createAwsListing } from "./awsListing";
import { createAwsNames, foldersOf } from "./awsNames";
import type { Aws } from "./awsWrites";
import { awsEnvironments, createAwsSecret, deleteAwsSecret, updateAwsSecret } from "./awsWrites";
import { createHttp } from "./http";
import { thisMachine } from "./machine";
import type { Capabilities, Provider, ProviderKind, ProviderOptions } from "./provider";

const capabilities: Capabilities = {
  environments: true,
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
  writingSendsValues: false,
  namePattern: /^[A-Za-z0-9_+=.@-]{1,512}$/,
  nameRule: "letters, digits and the signs _ + = . @ -",
  reservedNames: [],
  maxValueBytes: 65_536,
};

/** AWS Secrets Manager in one region. The folders in its names stand in for environments. */
export const awsSecretsManager: ProviderKind = { capabilities, create };

function create(options: ProviderOptions): Provider {
  const { endpoint, account, credential, now } = options;
  const region = regionOfHost(endpoint.host) ?? endpoint.host;
  const service = `AWS Secrets Manager (${region})`;
  const authorization = createAwsAuthorization({ ...options, machine: thisMachine(), host: endpoint.host });
  const http = createHttp({
    ...options,
    baseUrl: endpoint.baseUrl,
    serviceName: service,
    dialect: awsDialect,
    authorization,
  });
  const names = createAwsNames(account.folder);
  const listing = createAwsListing({ http, names, now });
  const aws: Aws = { http, service, names, listing, now };
  return {
    capabilities,
    whoAmI: async (signal) => {
      // Whoever may list is let in. Asking for the identity itself would be a request to another service of AWS.
      const page = await listing.page(undefined, signal);
      if (page.kind === "failed") return page;
      return ok({ name: nameOf(await credential().catch(() => null)), project: region, canWrite: true });
    },
    listFolders: async (signal) => {
      const all = await createAwsListing({ http, names: createAwsNames(), now }).whole(signal);
      return all.kind === "ok" ? ok(foldersOf(all.value.keys()).map((id) => ({ id, name: id }))) : all;
    },
    listEnvironments: async (signal) => {
      const all = await listing.whole(signal);
      if (all.kind === "failed") return all;
      return isMissing(aws, all.value.size) ? nothingThere(aws) : ok(environmentsOf(all.value));
    },
    listSecrets: async (cursor, signal) => {
      const page = await listing.page(cursor, signal);
      if (page.kind === "failed") return page;
      const { rows, nextCursor, count } = page.value;
      const isEmpty = nextCursor === undefined && isMissing(aws, count);
      return isEmpty ? nothingThere(aws) : ok({ secrets: [...rows.values()], nextCursor });
    },
    createSecret: (secret, signal) => createAwsSecret(aws, secret, signal),
    updateSecret: (change, signal) => updateAwsSecret(aws, change, signal),
    deleteSecret: (deletion, signal) => deleteAwsSecret(aws, deletion, signal),
  };
}

/** A key is not named: it would stand in the user's tree for everybody to see. */
function nameOf(credential: Credential | null): string {
  if (credential?.kind !== "machine") return "an access key";
  const profile = credential.profile.trim();
  return profile === "" ? "the usual AWS credentials" : `the profile ${profile}`;
}

/** A folder is there while something stands in it; one without names is more likely to be misspelt than empty. */
function isMissing({ names }: Aws, count: number): boolean {
  return count === 0 && names.prefix !== "";
}

function nothingThere({ service, names }: Aws) {
  const message = `${service} has no name below /${names.prefix.slice(0, -1)}. The first name in a folder makes it.`;
  return failed({ kind: "notFound", message, field: "environment" });
}

/** The environments of an account, called by their own names. */
function environmentsOf(rows: AwsRows) {
  return awsEnvironments(rows).map((id) => ({ id, name: id }));
}
