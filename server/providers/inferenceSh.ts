import type { Credential } from "../../shared/account";
import type { Failure, Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import { providerDescriptions } from "../../shared/providers";
import type { Secret } from "../../shared/secret";
import { exchangedAuthorization } from "./authorization";
import type { DeviceSignInClient } from "./deviceSignIn";
import { createDeviceSignIn } from "./deviceSignIn";
import { fieldsOf, textOf } from "./fields";
import type { Http } from "./http";
import { createHttp } from "./http";
import { parseChecked, parseMe, parsePage, parseRow, teamId, unknownMe } from "./inferenceShAnswers";
import type { Me } from "./inferenceShAnswers";
import type {
  Capabilities,
  DeclaredName,
  NewSecret,
  Provider,
  ProviderKind,
  ProviderOptions,
  SecretChange,
  Written,
} from "./provider";
import { inFlight } from "./sharedRequests";
import type { Asked, Dialect, Refusal } from "./trouble";
import { isReading } from "./trouble";
import { useUp } from "./useUp";

const { label } = providerDescriptions.inferenceSh;

const capabilities: Capabilities = {
  environments: false,
  editEnvironments: false,
  description: true,
  // A value is required with every change.
  editDescriptionAlone: false,
  visibility: false,
  defaults: false,
  conflictCheck: false,
  paging: true,
  rename: false,
  approval: false,
  softDelete: false,
  // A row has a `masked_value`, which may show characters of the value; it is dropped unread.
  listingSendsValues: "never",
  writingSendsValues: false,
  // No rule is published. A name becomes an environment variable, and stands in an address on its way.
  namePattern: /^[^\s=/.][^\s=/]*$/,
  nameRule: "no spaces, no = and no /, and no dot at the beginning.",
  // The published examples; the service knows more of them.
  reservedNames: ["STRIPE_SECRET_KEY", "SMTP_PASSWORD", "TURNSTILE_SECRET_KEY", "STORAGE_ACCESS_KEY_SECRET"],
  // No limit is published.
  maxValueBytes: Number.MAX_SAFE_INTEGER,
};

/** The secrets of a team at inference.sh. */
export const inferenceSh: ProviderKind = {
  capabilities,
  create: createInferenceSh,
  beginDeviceSignIn: (options, signal) => signInOf(options).begin(signal),
};

function createInferenceSh(options: ProviderOptions): Provider {
  const signIn = signInOf(options);
  const http = openHttp(options, signIn);
  const list = listing(http);
  const me = sharedMe(http, list);
  return {
    capabilities,
    whoAmI: async (signal) => mapped(await me(signal), ({ identity }) => identity),
    listEnvironments: async (signal) => mapped(await me(signal), ({ team }) => [{ id: teamId, name: team }]),
    listSecrets: list,
    createSecret: (secret, signal) => http.send(creation(secret), parseWritten, signal),
    updateSecret: (change, signal) => {
      const request = update(change);
      return request === undefined ? Promise.resolve(valueIsNeeded) : http.send(request, parseWritten, signal);
    },
    deleteSecret: ({ name }, signal) =>
      http.send({ method: "DELETE", path: pathOf(name), headers, asked: { kind: "delete", name } }, deleted, signal),
    preflight: (declared, signal) => http.send(check(declared), parseChecked, signal),
    revoke: async (signal) => {
      const credential = await options.credential().catch(() => null);
      // A key was made by the user, who may need it elsewhere, too.
      return credential?.kind === "oauth" ? signIn.revoke(credential, signal) : ok(null);
    },
  };
}

/** Resources as they are, and problems of RFC 9457, rather than the older envelope (inference.sh/docs/api/rest/overview). */
const headers = { "x-api-version": "2" } as const;

/** The name under which it signs in; the service gives tokens to any client (inference.sh/docs/api/rest/device-auth). */
const clientId = "inline-secrets";

function signInOf({ endpoint, fetch, now, limits }: ProviderOptions): DeviceSignInClient {
  const scope = "secrets:read secrets:write";
  return createDeviceSignIn({ endpoint, fetch, now, ...(limits && { limits }), serviceName: label, clientId, scope });
}

function openHttp({ endpoint, fetch, now, limits, ...options }: ProviderOptions, signIn: DeviceSignInClient): Http {
  const authorization = exchangedAuthorization({
    ...options,
    now,
    tokenIn: (credential, refused) => tokenIn(credential, refused, now()),
    exchange: (credential, signal, isReplaced) => {
      if (credential.kind !== "oauth") return Promise.resolve(unusable);
      const { refreshToken: token } = credential;
      return useUp({
        token,
        use: () => signIn.renew(credential, signal),
        isSpent: ({ renewed }) => renewed?.kind === "oauth" && renewed.refreshToken !== token,
        isReplaced,
        dataDirectory: options.dataDirectory,
      });
    },
  });
  return createHttp({
    baseUrl: endpoint.baseUrl,
    fetch,
    serviceName: label,
    dialect: dialect,
    authorization,
    limits,
  });
}

const unusable = failed({
  kind: "unauthorized",
  message: `${label} takes an API key, or a sign-in with the browser.`,
  field: "token",
});

/** The token as it is, unless it can be renewed and has to be: a sign-in without a refresh token lasts as long as it lasts. */
function tokenIn(credential: Credential, refused: boolean, now: Date): string | undefined {
  if (credential.kind === "token") return credential.token;
  if (credential.kind !== "oauth") return undefined;
  const { accessToken, refreshToken, expiresAt } = credential;
  if (refreshToken === "") return accessToken;
  const isOver = expiresAt !== "" && new Date(expiresAt).getTime() <= now.getTime() + early;
  return refused || isOver ? undefined : accessToken;
}

/** A token is renewed this long before it ends, in milliseconds. */
const early = 30_000;

type Listing = Provider["listSecrets"];

/** Who it is and which team is one question; whoever asks while it is under way shares the answer. */
function sharedMe(http: Http, list: Listing): (signal: AbortSignal) => Promise<Result<Me>> {
  return inFlight(async (signal): Promise<Result<Me>> => {
    const request = { method: "GET", path: "/me", headers, asked: { kind: "identity" } } as const;
    const me = await http.send(request, parseMe, signal);
    if (me.kind === "ok" || (me.failure.kind !== "forbidden" && me.failure.kind !== "notFound")) return me;
    // A key that may see secrets alone is not told who it belongs to.
    const page = await list(undefined, signal);
    return page.kind === "ok" ? ok(unknownMe) : page;
  });
}

const pageSize = 100;

/** Lists page by page; where an older deployment does not know the way that the official SDK lists, by the older one. */
function listing(http: Http): Listing {
  const asked = { kind: "listSecrets" } as const;
  let isOlder = false;
  return async (cursor, signal) => {
    if (!isOlder) {
      const body = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
      const request = { method: "POST", path: "/secrets/list", headers, body, repeatable: true, asked } as const;
      const page = await http.send(request, parsePage, signal);
      if (cursor !== undefined || page.kind === "ok" || page.failure.kind !== "notFound") return page;
      isOlder = true;
    }
    const after = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/secrets?limit=${pageSize}${after}`;
    return http.send({ method: "GET", path, headers, asked }, parsePage, signal);
  };
}

function creation({ name, value, description }: NewSecret) {
  return {
    method: "POST",
    path: "/secrets",
    headers,
    body: { key: name, value, ...(description === "" ? {} : { description }) },
    hide: [value],
    asked: { kind: "create", name },
  } as const;
}

function update({ name, value, description }: SecretChange) {
  if (value === undefined) return undefined;
  return {
    method: "PUT",
    path: pathOf(name),
    headers,
    body: { value: value.text, ...(description === undefined ? {} : { description }) },
    hide: [value.text],
    asked: { kind: "update", name },
  } as const;
}

const valueIsNeeded = failed({
  kind: "invalid",
  message: `${label} changes a description only together with the value: enter the value again.`,
  field: "value",
});

function check(declared: readonly DeclaredName[]) {
  const secrets = declared.map(({ name, optional }) => ({ key: name, optional }));
  const request = { method: "POST", path: "/credentials/check", headers, body: { secrets } } as const;
  // A run answers the same with 412.
  return { ...request, repeatable: true, answers: [412], asked: { kind: "preflight" } } as const;
}

function pathOf(name: string): string {
  return `/secrets/${encodeURIComponent(name)}`;
}

function parseWritten(answer: unknown): Written<Secret> | undefined {
  const row = parseRow(answer);
  return row === undefined ? undefined : { kind: "done", value: row };
}

/** Whatever comes after a deletion is of no interest. */
function deleted(): Written<null> {
  return { kind: "done", value: null };
}

function mapped<T, U>(result: Result<T>, map: (value: T) => U): Result<U> {
  return result.kind === "ok" ? ok(map(result.value)) : result;
}

/** How inference.sh speaks of what went wrong: problems of RFC 9457, and the older `{success, status, error}`. */
const dialect: Dialect = {
  api: "the API of inference.sh",
  statusIn,
  detailOf: (problem) => textOf(fieldsOf(problem), "detail") ?? textOf(olderError(problem), "message"),
  kindOf: ({ status }) => {
    if (status === 402 || status === 451) return "forbidden";
    return status === 405 ? "notFound" : undefined;
  },
  sentenceFor,
  fieldOf,
  rightFor: (asked) => {
    if (asked.kind === "identity") return undefined;
    return isReading(asked) ? "the scope secrets:read" : "the scope secrets:write and the admin role in the team";
  },
  lookedFor: (asked) => (asked.kind === "preflight" ? "check of credentials at this address" : undefined),
};

/** The older envelope may say with success that there was none. */
function statusIn(answer: unknown): number | undefined {
  const fields = fieldsOf(answer);
  if (fields?.["success"] !== false) return undefined;
  const status = fields["status"];
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}

function sentenceFor({ status, problem }: Refusal, asked: Asked): string | undefined {
  const code = codeOf(problem);
  if (status === 402) return `${label} asks for a payment first: see the billing of your team there.`;
  if (status === 451) return `${label} does not serve where you are, for legal reasons.`;
  if (code === "team_role_required")
    return `${label} lets only owners and admins of the team ${isReading(asked) ? "read" : "write"} secrets.`;
  const scope = requiredScope(problem);
  if (code === "insufficient_scope" && scope !== undefined)
    return `${label} says that this token may not ${isReading(asked) ? "read names" : "write"}: it needs the scope ${scope}.`;
  if (isReserved(problem) && "name" in asked)
    return `${label} keeps the name ${asked.name} for itself. Choose another one.`;
  return undefined;
}

/** The end of a problem's `type`, `https://api.inference.sh/errors/not_found`, or the code of the older envelope. */
function codeOf(problem: unknown): string | undefined {
  const type = textOf(fieldsOf(problem), "type");
  return type === undefined ? textOf(olderError(problem), "code") : type.slice(type.lastIndexOf("/") + 1);
}

function olderError(problem: unknown) {
  return fieldsOf(fieldsOf(problem)?.["error"]);
}

/** As `meta` of a problem names it; anything else but a scope is not repeated. */
function requiredScope(problem: unknown): string | undefined {
  const meta = fieldsOf(fieldsOf(problem)?.["meta"]) ?? fieldsOf(olderError(problem)?.["meta"]);
  const scope = textOf(meta, "required_scope");
  return scope !== undefined && /^[a-z_]{1,32}(?::[a-z_]{1,32})?$/.test(scope) ? scope : undefined;
}

function isReserved(problem: unknown): boolean {
  return codeOf(problem) === "validation_error" && /\breserved\b/i.test(dialect.detailOf(problem) ?? "");
}

/** What a sentence about a wrong input begins with, or speaks of. */
function fieldOf(problem: unknown): Failure["field"] | undefined {
  if (isReserved(problem)) return "name";
  const detail = dialect.detailOf(problem) ?? "";
  const words = { key: "name", value: "value", description: "description" } as const;
  const word = /\b(key|value|description)\b/i.exec(detail)?.[1]?.toLowerCase();
  return word === undefined ? undefined : words[word as keyof typeof words];
}
