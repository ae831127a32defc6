import type { Credential } from "../../shared/account";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Authorization } from "./authorization";
import type { AwsHttp, LastingKeys, SingleSignOn } from "./awsExchange";
import { assumeRole, keysOfSingleSignOn } from "./awsExchange";
import type { AwsConfiguration, Settings } from "./awsProfiles";
import { parseAwsConfiguration } from "./awsProfiles";
import type { AwsKeys } from "./awsSignature";
import { signatureHeaders } from "./awsSignature";
import type { Machine } from "./machine";
import { readIfThere, withoutEmptyVariables } from "./machine";

export interface AwsAuthorizationOptions extends AwsHttp {
  readonly credential: () => Promise<Credential | null>;
  readonly machine: Machine;
  /** Where the requests go: the region stands in it, as a rule. */
  readonly host: string;
}

/** Keys are looked for anew this long before they end, in milliseconds. */
const early = 60_000;

/**
 * Signs requests with what the user has already: access keys, or a profile of the AWS command line. Its files are read each
 * time, so that whoever signs in over there need not tell us; keys that were exchanged are kept in memory while they last.
 */
export function createAwsAuthorization(given: AwsAuthorizationOptions): Authorization {
  const options = { ...given, machine: withoutEmptyVariables(given.machine) };
  const exchanged = new Map<string, Promise<Result<LastingKeys>>>();
  let sentWith = "";

  const once: Once = async (key, exchange) => {
    const before = exchanged.get(key);
    const held = await before;
    if (held?.kind === "ok" && options.now().getTime() < held.value.until - early) return held;
    // Somebody else who waited may have begun already.
    const begun = exchanged.get(key);
    if (begun !== undefined && begun !== before) return begun;
    const result = exchange();
    exchanged.set(key, result);
    return result;
  };

  const signing = async (): Promise<Result<{ readonly keys: AwsKeys; readonly region: string } | null>> => {
    const credential = await options.credential().catch(() => null);
    const { variables } = options.machine;
    const region = regionOfHost(options.host) ?? variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"];
    if (credential?.kind === "client") {
      const keys = { accessKeyId: credential.clientId, secretAccessKey: credential.clientSecret, sessionToken: "" };
      return ok({ keys, region: region ?? usualRegion });
    }
    if (credential?.kind !== "machine") return ok(null);
    const found = await keysOfMachine(credential.profile.trim(), { ...options, once });
    if (found.kind === "failed") return found;
    return ok({ keys: found.value.keys, region: region ?? found.value.region ?? usualRegion });
  };

  return {
    headersFor: async (request) => {
      const found = await signing();
      if (found.kind === "failed") return found;
      if (found.value === null) return { kind: "noToken" };
      const { keys, region } = found.value;
      const { accessKeyId, secretAccessKey, sessionToken } = keys;
      if (![accessKeyId, secretAccessKey, sessionToken].every((text) => /^[\x21-\x7e]*$/.test(text)))
        return { kind: "badToken" };
      sentWith = accessKeyId;
      const headers = signatureHeaders(request, { keys, region, service: "secretsmanager", now: options.now() });
      const secrets = [secretAccessKey, sessionToken, accessKeyId].filter((text) => text !== "");
      return { kind: "ok", headers, secrets };
    },
    renew: async () => {
      const refused = sentWith;
      exchanged.clear();
      const found = await signing();
      return found.kind === "ok" && found.value !== null && found.value.keys.accessKeyId !== refused;
    },
  };
}

const usualRegion = "us-east-1";

/** The region in the name of a host of AWS, as in `secretsmanager.eu-central-1.amazonaws.com`. */
export function regionOfHost(host: string): string | undefined {
  return new RegExp(`(?:^|\\.)secretsmanager(?:-fips)?\\.([a-z0-9-]+)\\.(?:${domains.join("|")})`).exec(host)?.[1];
}

/** Of all partitions whose hosts are in the public internet, as `partitions.json` of the official clients lists them. */
const domains = [
  /(?:vpce\.)?amazonaws\.(?:com|eu)/.source,
  /api\.aws/.source,
  /api\.amazonwebservices\.(?:com\.cn|eu)/.source,
];

/** Calls `exchange` only if what it brought earlier under this key has ended. */
type Once = (key: string, exchange: () => Promise<Result<LastingKeys>>) => Promise<Result<LastingKeys>>;

interface Search extends AwsAuthorizationOptions {
  readonly once: Once;
}

interface FoundKeys {
  readonly keys: AwsKeys;
  readonly region: string | undefined;
}

/** The keys of a profile; without a name those in the environment variables come first, as with the command line. */
async function keysOfMachine(named: string, search: Search): Promise<Result<FoundKeys>> {
  const { variables } = search.machine;
  const given = named === "" ? keysOfVariables(variables) : undefined;
  if (given !== undefined) return ok({ keys: given, region: undefined });
  const configuration = await readConfiguration(search.machine);
  if (configuration.kind === "failed") return configuration;
  const name = named === "" ? (variables["AWS_PROFILE"] ?? "default") : named;
  const keys = await keysOfProfile({ name, configuration: configuration.value, search, through: [] });
  return keys.kind === "ok"
    ? ok({ keys: keys.value, region: configuration.value.profiles.get(name)?.get("region") })
    : keys;
}

function keysOfVariables(variables: Machine["variables"]): AwsKeys | undefined {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token = "" } = variables;
  if (id === undefined || secret === undefined) return undefined;
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: token };
}

async function readConfiguration({ variables, home }: Machine): Promise<Result<AwsConfiguration>> {
  const [config, credentials] = await Promise.all([
    readIfThere(variables["AWS_CONFIG_FILE"] ?? `${home}/.aws/config`),
    readIfThere(variables["AWS_SHARED_CREDENTIALS_FILE"] ?? `${home}/.aws/credentials`),
  ]);
  if (config.kind === "failed") return config;
  return credentials.kind === "ok" ? ok(parseAwsConfiguration(config.value, credentials.value)) : credentials;
}

interface ProfileSearch {
  readonly name: string;
  readonly configuration: AwsConfiguration;
  readonly search: Search;
  /** The profiles that led here, by their `source_profile`. */
  readonly through: readonly string[];
}

/** In the order of the official clients: a role counts before keys, keys before everything else. */
async function keysOfProfile(profile: ProfileSearch): Promise<Result<AwsKeys>> {
  const { name, configuration, search, through } = profile;
  const settings = configuration.profiles.get(name);
  if (settings === undefined) return noProfile(name);
  const own = keysOfSettings(settings);
  // A role may name its own profile as the source of its keys.
  if (own !== undefined && through.includes(name)) return ok(own);
  if (settings.has("role_arn")) return keysOfRole(profile, settings);
  if (own !== undefined) return ok(own);
  for (const [key, reason] of Object.entries(unsupported))
    if (settings.has(key)) return refuse(`The AWS profile ${name} uses ${reason}, which is not supported yet.`);
  const signOn = singleSignOnOf(profile, settings);
  if (signOn.kind === "failed") return signOn;
  return keysIn(await search.once(JSON.stringify(signOn.value), () => keysOfSingleSignOn(search, signOn.value)));
}

function singleSignOnOf({ name, configuration }: ProfileSearch, settings: Settings): Result<SingleSignOn> {
  const session = settings.get("sso_session");
  const about = session === undefined ? settings : configuration.singleSignOns.get(session);
  if (about === undefined)
    return refuse(
      `The AWS profile ${name} names a single sign-on that the configuration does not hold: ${session ?? ""}.`,
    );
  const startUrl = about.get("sso_start_url");
  if (startUrl === undefined)
    return refuse(`The AWS profile ${name} holds no credentials. Run \`aws configure sso --profile ${name}\`.`);
  const accountId = settings.get("sso_account_id");
  const roleName = settings.get("sso_role_name");
  if (accountId === undefined || roleName === undefined)
    return refuse(`The AWS profile ${name} lacks sso_account_id or sso_role_name.`);
  const region = about.get("sso_region") ?? "";
  return ok({ profile: name, cacheName: session ?? startUrl, region, accountId, roleName });
}

/** Other ways to credentials, each by the key that stands for it. */
const unsupported: Readonly<Record<string, string>> = {
  web_identity_token_file: "web_identity_token_file",
  credential_process: "credential_process",
  login_session: "a sign-in of `aws login`",
};

function keysOfSettings(settings: Settings): AwsKeys | undefined {
  const id = settings.get("aws_access_key_id");
  const secret = settings.get("aws_secret_access_key");
  if (id === undefined || secret === undefined) return undefined;
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: settings.get("aws_session_token") ?? "" };
}

async function keysOfRole(profile: ProfileSearch, settings: Settings): Promise<Result<AwsKeys>> {
  const { name, search, through } = profile;
  if (settings.has("mfa_serial"))
    return refuse(`The AWS profile ${name} asks for the code of a device (mfa_serial), which is not supported yet.`);
  const source = await sourceOfRole({ ...profile, through: [...through, name] }, settings);
  if (source.kind === "failed") return source;
  const role = {
    profile: name,
    roleArn: settings.get("role_arn") ?? "",
    sessionName: settings.get("role_session_name") ?? "inline-secrets",
    externalId: settings.get("external_id"),
    seconds: settings.get("duration_seconds"),
    region: settings.get("region") ?? search.machine.variables["AWS_REGION"] ?? usualRegion,
  };
  const key = JSON.stringify(["role", role, source.value.accessKeyId]);
  return keysIn(await search.once(key, () => assumeRole(search, role, source.value)));
}

function sourceOfRole(profile: ProfileSearch, settings: Settings): Promise<Result<AwsKeys>> {
  const { name, search, through } = profile;
  const source = settings.get("source_profile");
  if (source !== undefined) {
    if (through.includes(source) && source !== name)
      return Promise.resolve(
        refuse(`The AWS profiles ${[...through, source].join(", ")} lead to each other in a circle.`),
      );
    return keysOfProfile({ ...profile, name: source });
  }
  const given = settings.get("credential_source") ?? "";
  if (given !== "Environment")
    return Promise.resolve(refuse(`The AWS profile ${name} takes its role by ${given || "no source"}: not supported.`));
  const keys = keysOfVariables(search.machine.variables);
  return Promise.resolve(
    keys === undefined
      ? refuse(`The AWS profile ${name} wants keys in AWS_ACCESS_KEY_ID, which is not set.`)
      : ok(keys),
  );
}

function keysIn(result: Result<LastingKeys>): Result<AwsKeys> {
  return result.kind === "ok" ? ok(result.value.keys) : result;
}

function noProfile(name: string) {
  return refuse(
    name === "default"
      ? "This machine has no AWS credentials: neither variables nor a profile. Run `aws configure sso`."
      : `The AWS configuration of this machine has no profile ${name}.`,
  );
}

function refuse(message: string) {
  return failed({ kind: "unauthorized", message, field: "token" });
}
