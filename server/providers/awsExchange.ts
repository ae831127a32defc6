import { createHash } from "node:crypto";
import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { replaceFile } from "../replaceFile";
import { tokenAuthorization } from "./authorization";
import type { AwsKeys } from "./awsSignature";
import { signatureHeaders } from "./awsSignature";
import { exchangeDialect } from "./exchangeDialect";
import { fieldsOf, isComplete, textOf } from "./fields";
import type { Fields } from "./fields";
import type { HttpLimits } from "./http";
import { createHttp } from "./http";
import type { Machine } from "./machine";
import { readIfThere } from "./machine";
import { createOnce } from "./sharedRequests";
import { useUp } from "./useUp";

/** How AWS is reached. */
export interface AwsHttp {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Where the windows of this machine find each other. */
  readonly dataDirectory?: string | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
}

/** Keys, and until when they count, in milliseconds of the epoch. */
export interface LastingKeys {
  readonly keys: AwsKeys;
  readonly until: number;
}

/** A role that somebody signed in to with the browser, by the AWS command line. */
export interface SingleSignOn {
  readonly profile: string;
  /** What the sign-in is kept under: the name of the session, or its address. */
  readonly cacheName: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** A role that the keys of somebody else may take on. */
export interface AssumedRole {
  readonly profile: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly seconds: string | undefined;
  readonly region: string;
}

const api = "the API of AWS";
const asked = { kind: "signIn" } as const;

/** Exchanges the token that `aws sso login` left behind for keys of the role. */
export async function keysOfSingleSignOn(
  world: AwsHttp & { readonly machine: Machine },
  signOn: SingleSignOn,
): Promise<Result<LastingKeys>> {
  const host = awsHost("portal.sso", signOn.region);
  if (host === undefined) return refuse(`The AWS profile ${signOn.profile} names no region for its single sign-on.`);
  const token = await signOnToken(world, signOn);
  if (token.kind === "failed") return token;
  const { profile, roleName, accountId } = signOn;
  const notGiven = `The single sign-on does not give the AWS profile ${profile} the role ${roleName} in the account ${accountId}.`;
  const http = createHttp({
    ...world,
    baseUrl: `https://${host}`,
    serviceName: "AWS single sign-on",
    dialect: exchangeDialect(api, ended(signOn).message, notGiven),
    authorization: tokenAuthorization(
      () => Promise.resolve(token.value),
      (sent) => ({ "x-amz-sso_bearer_token": sent }),
    ),
  });
  const query = new URLSearchParams({ role_name: roleName, account_id: accountId }).toString();
  return http.send(
    { method: "GET", path: `/federation/credentials?${query}`, asked },
    (answer) => {
      const keys = fieldsOf(fieldsOf(answer)?.["roleCredentials"]);
      return lastingKeys(keys, ["accessKeyId", "secretAccessKey", "sessionToken"], keys?.["expiration"]);
    },
    neverAborted(),
  );
}

/** Asks for the keys of a role, in JSON, which this service speaks beside XML. */
export function assumeRole(world: AwsHttp, role: AssumedRole, keys: AwsKeys): Promise<Result<LastingKeys>> {
  const host = awsHost("sts", role.region);
  if (host === undefined) return Promise.resolve(refuse(`The AWS profile ${role.profile} names no region.`));
  const http = createHttp({
    ...world,
    baseUrl: `https://${host}`,
    serviceName: "AWS",
    dialect: exchangeDialect(api, `AWS does not let the AWS profile ${role.profile} take on its role.`),
    authorization: {
      headersFor: (request) => {
        const headers = signatureHeaders(request, { keys, region: role.region, service: "sts", now: world.now() });
        return Promise.resolve({ kind: "ok", headers, secrets: [keys.secretAccessKey] });
      },
    },
  });
  const form = {
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    ...(role.seconds === undefined ? {} : { DurationSeconds: role.seconds }),
  };
  return http.send(
    { method: "POST", path: "/", form, asked },
    (answer) => {
      const result = fieldsOf(fieldsOf(fieldsOf(answer)?.["AssumeRoleResponse"])?.["AssumeRoleResult"]);
      const given = fieldsOf(result?.["Credentials"]);
      const expiration = given?.["Expiration"];
      const until = typeof expiration === "number" ? expiration * 1000 : Date.parse(textOf(given, "Expiration") ?? "");
      return lastingKeys(given, ["AccessKeyId", "SecretAccessKey", "SessionToken"], until);
    },
    neverAborted(),
  );
}

/** The host of one of AWS's services. Nothing that stands in a file may lead anywhere else. */
function awsHost(service: string, region: string): string | undefined {
  if (!/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(region)) return undefined;
  const domain = region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
  return `${service}.${region}.${domain}${region.startsWith("cn-") ? ".cn" : ""}`;
}

function lastingKeys(fields: Fields, [id, secret, token]: readonly [string, string, string], until: unknown) {
  const keys = {
    accessKeyId: textOf(fields, id),
    secretAccessKey: textOf(fields, secret),
    // It is longer than other texts.
    sessionToken: typeof fields?.[token] === "string" ? fields[token] : undefined,
  };
  return isComplete(keys) && typeof until === "number" && until > 0 ? { keys, until } : undefined;
}

/** Several requests may wait for it: whoever gives up must not take it from the others. */
function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** By where the token is kept: several accounts may be of one sign-in, which is renewed once. */
const once = createOnce<Result<string>>();

/** The token of the sign-in, renewed as the command line does it when its hour is over. */
function signOnToken(world: AwsHttp & { readonly machine: Machine }, signOn: SingleSignOn): Promise<Result<string>> {
  const name = createHash("sha1").update(signOn.cacheName).digest("hex");
  const path = `${world.machine.home}/.aws/sso/cache/${name}.json`;
  return once(path, () => tokenAt(path, world, signOn));
}

async function tokenAt(path: string, world: AwsHttp, signOn: SingleSignOn): Promise<Result<string>> {
  const kept = await readKept(path);
  if (kept.kind === "failed") return kept;
  const token = lastingToken(kept.value, world.now());
  if (token !== undefined) return ok(token);
  // Another window, or the command line, may be faster, and use up what we have read.
  const theirs = async (): Promise<string | undefined> => {
    const since = await readKept(path);
    return since.kind === "ok" ? lastingToken(since.value, world.now()) : undefined;
  };
  const isReplaced = async () => (await theirs()) !== undefined;
  const renewed = await renewToken(world, signOn, { path, kept: kept.value, isReplaced });
  const faster = renewed.kind === "ok" ? undefined : await theirs();
  return faster === undefined ? renewed : ok(faster);
}

async function readKept(path: string): Promise<Result<Fields>> {
  const file = await readIfThere(path);
  return file.kind === "ok" ? ok(parseObject(file.value)) : file;
}

function lastingToken(kept: Fields, now: Date): string | undefined {
  return timeOf(kept, "expiresAt") - 60_000 > now.getTime() ? longText(kept, "accessToken") : undefined;
}

/** What is kept of a sign-in, and whether something else is by now. */
interface KeptSignOn {
  readonly path: string;
  readonly kept: Fields;
  readonly isReplaced: () => Promise<boolean>;
}

async function renewToken(
  world: AwsHttp,
  signOn: SingleSignOn,
  { path, kept, isReplaced }: KeptSignOn,
): Promise<Result<string>> {
  const clientId = longText(kept, "clientId");
  const clientSecret = longText(kept, "clientSecret");
  const refreshToken = longText(kept, "refreshToken");
  const known = clientId !== undefined && clientSecret !== undefined && refreshToken !== undefined;
  if (!known || timeOf(kept, "registrationExpiresAt") < world.now().getTime()) return failed(ended(signOn));
  const http = createHttp({
    ...world,
    baseUrl: `https://${awsHost("oidc", signOn.region) ?? ""}`,
    serviceName: "AWS single sign-on",
    dialect: exchangeDialect(api, ended(signOn).message),
  });
  const body = { clientId, clientSecret, refreshToken, grantType: "refresh_token" };
  const request = { method: "POST", path: "/token", body, hide: [clientSecret, refreshToken], asked } as const;
  const use = async (): Promise<Result<string>> => {
    const renewed = await http.send(request, parseRenewed, neverAborted());
    if (renewed.kind === "failed") return renewed;
    const expiresAt = new Date(world.now().getTime() + renewed.value.seconds * 1000).toISOString();
    const { accessToken, refreshToken: next = refreshToken } = renewed.value;
    await keep(path, { ...kept, accessToken, expiresAt: expiresAt.replace(/\.\d+/, ""), refreshToken: next });
    return ok(accessToken);
  };
  return useUp({ token: refreshToken, use, isReplaced, dataDirectory: world.dataDirectory });
}

function parseRenewed(answer: unknown) {
  const fields = fieldsOf(answer);
  const accessToken = longText(fields, "accessToken");
  const seconds = fields?.["expiresIn"];
  if (accessToken === undefined || typeof seconds !== "number") return undefined;
  return { accessToken, seconds, refreshToken: longText(fields, "refreshToken") };
}

/** The old refresh token is used up, so the command line has to find the new one where it keeps its own. */
async function keep(path: string, token: Readonly<Record<string, unknown>>): Promise<void> {
  // Where that fails, the token counts all the same: the user will be asked to sign in again an hour earlier.
  await replaceFile(path, JSON.stringify(token)).catch(() => undefined);
}

function parseObject(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function longText(fields: Fields, key: string): string | undefined {
  const text = fields?.[key];
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** A time in a file of the command line, which has had a spelling of its own. */
function timeOf(fields: Fields, key: string): number {
  const time = Date.parse((textOf(fields, key) ?? "").replace(/UTC$/, "Z"));
  return Number.isNaN(time) ? 0 : time;
}

function ended({ profile }: SingleSignOn): Failure {
  const message = `The single sign-on of the AWS profile ${profile} has ended. Run \`aws sso login --profile ${profile}\`.`;
  return { kind: "unauthorized", message, field: "token" };
}

function refuse(message: string) {
  return failed({ kind: "unauthorized", message, field: "token" });
}
