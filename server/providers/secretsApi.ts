import { failed, ok } from "../../shared/failure";
import type { Result } from "../../shared/failure";
import type { Environment, Target } from "../../shared/secret";
import { limits } from "../embedded/limits";
import { parseEnvironment, parseEnvironments, parseIdentity, parseSecret, parseSecretPage } from "./answers";
import type { Http, HttpLimits } from "./http";
import { createHttp } from "./http";
import type { Capabilities, NewSecret, Provider, SecretChange } from "./provider";

export interface SecretsApiProviderOptions {
  /** Checked already: see `readEndpoint`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Asked for with each request; absent where the service needs none. */
  readonly token?: () => Promise<string | null>;
  /** How the account is called in messages. */
  readonly accountName: string;
  readonly limits?: Partial<HttpLimits>;
}

const capabilities: Capabilities = {
  editEnvironments: true,
  description: true,
  visibility: true,
  defaults: true,
  namePattern: limits.namePattern,
  nameRule: limits.nameRule,
  reservedNames: [],
  maxValueBytes: limits.maxValueBytes,
};

/** A service that speaks the Secrets API of `openapi.json`, whether over the network or in this process. */
export function createSecretsApiProvider({ accountName, ...options }: SecretsApiProviderOptions): Provider {
  const http = createHttp({ ...options, serviceName: accountName });
  return {
    capabilities,
    whoAmI: (signal) =>
      http.send({ method: "GET", path: "/v1/me", asked: { kind: "identity" } }, parseIdentity, signal),
    listEnvironments: (signal) => listEnvironments(http, signal),
    addEnvironment: (name, signal) => {
      const asked = { kind: "addEnvironment", name } as const;
      return http.send({ method: "POST", path: "/v1/environments", body: { name }, asked }, parseEnvironment, signal);
    },
    deleteEnvironment: (id, signal) => {
      const path = `/v1/environments/${encodeURIComponent(id)}`;
      return http.send({ method: "DELETE", path, asked: { kind: "deleteEnvironment", id } }, nothing, signal);
    },
    listSecrets: (cursor, signal) => {
      const after = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/v1/secrets?limit=${limits.maxPageSize}${after}`;
      return http.send({ method: "GET", path, asked: { kind: "listSecrets" } }, parseSecretPage, signal);
    },
    createSecret: (secret, signal) => http.send(creation(secret), parseSecret, signal),
    updateSecret: (change, signal) => http.send(update(change), parseSecret, signal),
    deleteSecret: ({ name, etag, environment }, signal) => {
      const query = environment === undefined ? "" : `?environment=${encodeURIComponent(environment)}`;
      const request = { method: "DELETE", path: pathOf(name) + query, headers: ifMatch(etag) } as const;
      return http.send({ ...request, asked: { kind: "delete", name } }, nothing, signal);
    },
  };
}

/** More environments than this are a service gone wrong. */
const maxEnvironmentPages = 100;

async function listEnvironments(http: Http, signal: AbortSignal): Promise<Result<readonly Environment[]>> {
  const environments: Environment[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxEnvironmentPages; page++) {
    const path = cursor === undefined ? "/v1/environments" : `/v1/environments?cursor=${encodeURIComponent(cursor)}`;
    const asked = { kind: "listEnvironments" } as const;
    const result = await http.send({ method: "GET", path, asked }, parseEnvironments, signal);
    if (result.kind === "failed") return result;
    environments.push(...result.value.environments);
    cursor = result.value.nextCursor;
    if (cursor === undefined) return ok(environments);
  }
  return failed({ kind: "malformedAnswer", message: "The list of environments does not end." });
}

function creation({ name, value, description, visibility, target }: NewSecret) {
  return {
    method: "PUT",
    path: pathOf(name),
    headers: { "if-none-match": "*" },
    body: { value, description, visibility, ...environmentsOf(target) },
    asked: { kind: "create", name },
  } as const;
}

function update({ name, etag, value, description, visibility }: SecretChange) {
  return {
    method: "PATCH",
    path: pathOf(name),
    headers: ifMatch(etag),
    body: {
      ...(value === undefined ? {} : { value: value.text, ...environmentsOf(value.target) }),
      ...(description === undefined ? {} : { description }),
      ...(visibility === undefined ? {} : { visibility }),
    },
    asked: { kind: "update", name },
  } as const;
}

function environmentsOf(target: Target): { readonly environments?: readonly string[] } {
  return target.kind === "default" ? {} : { environments: target.ids };
}

function pathOf(name: string): string {
  return `/v1/secrets/${encodeURIComponent(name)}`;
}

function ifMatch(etag: string): Readonly<Record<string, string>> {
  return etag === "" ? {} : { "if-match": etag };
}

/** Whatever a service sends after a deletion is of no interest. */
function nothing(): null {
  return null;
}
