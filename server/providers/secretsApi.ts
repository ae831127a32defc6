import { failed, ok } from "../../shared/failure";
import type { Failure, Result } from "../../shared/failure";
import type { Environment, Secret, Target } from "../../shared/secret";
import { limits } from "../embedded/limits";
import { problemTypePrefix } from "../embedded/problem";
import { parseEnvironment, parseEnvironments, parseIdentity, parseSecret, parseSecretPage } from "./answers";
import { tokenAuthorization } from "./authorization";
import { fieldsOf, textOf } from "./fields";
import type { Http, HttpLimits } from "./http";
import { createHttp } from "./http";
import type { Capabilities, NewSecret, Provider, ProviderKind, SecretChange, Written } from "./provider";
import type { Dialect } from "./trouble";

export interface SecretsApiProviderOptions {
  /** Checked already: see `readEndpoint`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Asked for with each request; absent where the service needs none. */
  readonly token?: () => Promise<string | null>;
  /** How the account is called in messages. */
  readonly accountName: string;
  readonly limits?: Partial<HttpLimits> | undefined;
}

const capabilities: Capabilities = {
  environments: true,
  editEnvironments: true,
  description: true,
  editDescriptionAlone: true,
  visibility: true,
  defaults: true,
  conflictCheck: true,
  paging: true,
  rename: false,
  approval: false,
  softDelete: false,
  listingSendsValues: "never",
  writingSendsValues: false,
  namePattern: limits.namePattern,
  nameRule: limits.nameRule,
  reservedNames: [],
  maxValueBytes: limits.maxValueBytes,
};

/** Any service that speaks the Secrets API of `openapi.json`. */
export const secretsApi: ProviderKind = {
  capabilities,
  create: ({ endpoint, fetch, credential, limits: patience }) =>
    createSecretsApiProvider({
      baseUrl: endpoint.baseUrl,
      accountName: endpoint.host,
      fetch,
      token: async () => {
        const given = await credential();
        return given?.kind === "token" ? given.token : null;
      },
      limits: patience,
    }),
};

/** A service that speaks the Secrets API of `openapi.json`, whether over the network or in this process. */
export function createSecretsApiProvider({ accountName, token, ...options }: SecretsApiProviderOptions): Provider {
  const http = createHttp({
    ...options,
    serviceName: accountName,
    dialect: secretsApiDialect,
    ...(token === undefined ? {} : { authorization: tokenAuthorization(token) }),
  });
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
    createSecret: (secret, signal) => http.send(creation(secret), parseWritten, signal),
    updateSecret: (change, signal) => http.send(update(change), parseWritten, signal),
    deleteSecret: ({ name, etag, environment }, signal) => {
      const query = environment === undefined ? "" : `?environment=${encodeURIComponent(environment)}`;
      const request = { method: "DELETE", path: pathOf(name) + query, headers: ifMatch(etag) } as const;
      return http.send({ ...request, asked: { kind: "delete", name } }, deleted, signal);
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
    hide: [value],
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
    hide: value === undefined ? [] : [value.text],
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

function deleted(): Written<null> {
  return { kind: "done", value: null };
}

function parseWritten(answer: unknown): Written<Secret> | undefined {
  const secret = parseSecret(answer);
  return secret === undefined ? undefined : { kind: "done", value: secret };
}

/** How a service that speaks the Secrets API tells what went wrong. */
export const secretsApiDialect: Dialect = {
  api: "the Secrets API",
  detailOf: (problem) => textOf(fieldsOf(problem), "detail"),
  kindOf: ({ status, problem }, asked) => {
    if (codeOf(problem) === "storage") return "storage";
    // A creation is on condition that there is nothing yet.
    if (status === 412 && asked.kind === "create") return "alreadyExists";
    return status === 409 && asked.kind === "deleteEnvironment" ? "invalid" : undefined;
  },
  sentenceFor: ({ status, problem }, asked, service) => {
    if (codeOf(problem) === "managed" && "name" in asked)
      return `${asked.name} is managed by ${service} and cannot be changed.`;
    if (status === 409 && asked.kind === "deleteEnvironment")
      return `${service} keeps the environment ${asked.id}: it still holds values.`;
    return undefined;
  },
  fieldOf,
};

/** The end of a problem's `type`, where it is one of ours. */
function codeOf(problem: unknown): string | undefined {
  const type = textOf(fieldsOf(problem), "type");
  return type?.startsWith(problemTypePrefix) === true ? type.slice(problemTypePrefix.length) : undefined;
}

const fields = ["name", "value", "description", "environment"] as const;

/** The first input that the problem points to. */
function fieldOf(problem: unknown): Failure["field"] {
  const errors = fieldsOf(problem)?.["errors"];
  const pointer = textOf(fieldsOf(Array.isArray(errors) ? errors[0] : undefined), "pointer");
  return fields.find((field) => pointer?.startsWith(`/${field}`));
}
