import { createSign } from "node:crypto";
import type { Credential } from "../../shared/account";
import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Authorization, Exchanged } from "./authorization";
import { exchangedAuthorization } from "./authorization";
import { readEndpoint } from "./endpoint";
import { exchangeDialect } from "./exchangeDialect";
import { fieldsOf, textOf } from "./fields";
import type { Fields } from "./fields";
import type { HttpLimits } from "./http";
import { createHttp } from "./http";
import type { Machine } from "./machine";
import { readIfThere, withoutEmptyVariables } from "./machine";

export interface GoogleAuthorizationOptions {
  readonly credential: () => Promise<Credential | null>;
  readonly machine: Machine;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly limits?: Partial<HttpLimits> | undefined;
}

/** Lets requests to Google in. */
export interface GoogleAuthorization extends Authorization {
  /** Gets a token, and nothing else. */
  readonly tryOut: (signal: AbortSignal) => Promise<Result<null>>;
  /** Whose credentials they are, once a token was given for them. */
  readonly name: () => string;
}

/**
 * Application default credentials, as Google's own libraries find them:
 * https://cloud.google.com/docs/authentication/application-default-credentials
 * Nothing of the file is kept; the token that it is exchanged for stays in memory while it lasts.
 */
export function createGoogleAuthorization(options: GoogleAuthorizationOptions): GoogleAuthorization {
  let quotaProject: string | undefined;
  let name = "";
  const authorization = exchangedAuthorization({
    credential: options.credential,
    tokenIn: () => undefined,
    exchange: async (credential, signal) => {
      if (credential.kind !== "machine")
        return refuse("Connect to Google again, with application default credentials.");
      const file = await readCredentials(credential.profile.trim(), options.machine);
      if (file.kind === "failed") return file;
      quotaProject = textOf(file.value, "quota_project_id");
      name = [textOf(file.value, "client_email"), textOf(file.value, "account")].find(Boolean) ?? "your Google account";
      return exchangeFile(file.value, options, signal);
    },
    now: options.now,
    headersOf: (token) => ({
      authorization: `Bearer ${token}`,
      // What requests with an account of a person are counted under.
      ...(quotaProject === undefined ? {} : { "x-goog-user-project": quotaProject }),
    }),
  });
  const tryOut = async (signal: AbortSignal): Promise<Result<null>> => {
    const tried = await authorization.headersFor({ method: "GET", url: "", headers: {}, body: "" }, signal);
    if (tried.kind === "ok") return ok(null);
    return tried.kind === "failed" ? tried : refuse("You are not signed in to Google.");
  };
  return { ...authorization, tryOut, name: () => name };
}

async function readCredentials(given: string, machine: Machine): Promise<Result<NonNullable<Fields>>> {
  const path = pathOf(given, machine);
  const text = await readIfThere(path);
  if (text.kind === "failed") return text;
  if (text.value === "")
    return refuse(
      given === ""
        ? "This machine has no application default credentials. Run `gcloud auth application-default login`."
        : `There are no credentials at ${path}.`,
    );
  const fields = parseObject(text.value);
  return fields === undefined ? refuse(`${path} holds no credentials of Google.`) : ok(fields);
}

function pathOf(given: string, machine: Machine): string {
  const { variables, home } = withoutEmptyVariables(machine);
  if (given.startsWith("~/")) return home + given.slice(1);
  if (given !== "") return given;
  const { GOOGLE_APPLICATION_CREDENTIALS: file, CLOUDSDK_CONFIG: folder, APPDATA: windows } = variables;
  if (file !== undefined) return file;
  const usual = windows === undefined ? `${home}/.config/gcloud` : `${windows}/gcloud`;
  return `${folder ?? usual}/application_default_credentials.json`;
}

function parseObject(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function exchangeFile(
  file: NonNullable<Fields>,
  options: GoogleAuthorizationOptions,
  signal: AbortSignal,
): Promise<Result<Exchanged>> {
  const type = textOf(file, "type") ?? "";
  switch (type) {
    case "authorized_user":
      return exchangeUser(file, options, signal);
    case "service_account":
      return exchangeServiceAccount(file, options, signal);
    default:
      return Promise.resolve(refuse(`Credentials of the type ${type || "that this file has"} are not supported yet.`));
  }
}

const usualTokenUri = "https://oauth2.googleapis.com/token";

/** What `gcloud auth application-default login` leaves behind. */
function exchangeUser(file: NonNullable<Fields>, options: GoogleAuthorizationOptions, signal: AbortSignal) {
  const form = {
    grant_type: "refresh_token",
    client_id: textOf(file, "client_id") ?? "",
    client_secret: textOf(file, "client_secret") ?? "",
    refresh_token: textOf(file, "refresh_token") ?? "",
  };
  const sentence = "The sign-in to Google has ended. Run `gcloud auth application-default login`.";
  const hide = [form.client_secret, form.refresh_token];
  return askForToken({ uri: usualTokenUri, form, hide, sentence }, options, signal);
}

/** A key of a service account signs for itself (RFC 7523). */
function exchangeServiceAccount(file: NonNullable<Fields>, options: GoogleAuthorizationOptions, signal: AbortSignal) {
  const uri = textOf(file, "token_uri") ?? usualTokenUri;
  if (readEndpoint(uri).kind === "failed")
    return Promise.resolve(refuse("The token_uri of the service account has to be an address with https."));
  const email = textOf(file, "client_email") ?? "";
  const key = file["private_key"];
  const assertion =
    typeof key === "string" ? signedAssertion({ file, email, uri, key, now: options.now() }) : undefined;
  if (assertion === undefined) return Promise.resolve(refuse("The key of the service account cannot be read."));
  const form = { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion };
  const sentence = `Google does not accept the key of the service account ${email}.`;
  return askForToken({ uri, form, hide: [assertion], sentence }, options, signal);
}

function signedAssertion(given: {
  readonly file: Fields;
  readonly email: string;
  readonly uri: string;
  readonly key: string;
  readonly now: Date;
}): string | undefined {
  const seconds = Math.floor(given.now.getTime() / 1000);
  const keyId = textOf(given.file, "private_key_id");
  const header = { alg: "RS256", typ: "JWT", ...(keyId === undefined ? {} : { kid: keyId }) };
  const scope = "https://www.googleapis.com/auth/cloud-platform";
  const claims = { iss: given.email, scope, aud: given.uri, iat: seconds, exp: seconds + 3600 };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  try {
    return `${text}.${createSign("RSA-SHA256").update(text).sign(given.key, "base64url")}`;
  } catch {
    // What it throws may quote the key.
    return undefined;
  }
}

interface TokenRequest {
  readonly uri: string;
  readonly form: Readonly<Record<string, string>>;
  readonly hide: readonly string[];
  /** What it means when the answer is no. */
  readonly sentence: string;
}

async function askForToken(
  { uri, form, hide, sentence }: TokenRequest,
  { fetch, limits }: GoogleAuthorizationOptions,
  signal: AbortSignal,
): Promise<Result<Exchanged>> {
  const http = createHttp({
    baseUrl: uri,
    fetch,
    limits,
    serviceName: "Google's sign-in",
    // Whatever is wrong with them, the user has to see to the credentials.
    dialect: exchangeDialect("the sign-in of Google", sentence),
  });
  // Asking twice does no harm: each answer is a token of its own.
  const request = { method: "POST", path: "", form, hide, repeatable: true, asked: { kind: "signIn" } } as const;
  return http.send(request, parseToken, signal);
}

function parseToken(answer: unknown): Exchanged | undefined {
  const fields = fieldsOf(answer);
  const token = fields?.["access_token"];
  const seconds = fields?.["expires_in"];
  if (typeof token !== "string" || token === "") return undefined;
  return { token, seconds: typeof seconds === "number" ? seconds : undefined };
}

function refuse(message: string) {
  return failed({ kind: "unauthorized", message, field: "token" });
}
