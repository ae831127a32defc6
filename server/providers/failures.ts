import type { Failure, FailureKind } from "../../shared/failure";
import { problemTypePrefix } from "../embedded/problem";
import { isRedirect } from "./retries";
import { safeDetail } from "./safeDetail";

/** What went wrong with a request, before it is put into words. */
export type Trouble =
  | { readonly kind: "noToken" | "badToken" | "timeout" | "cancelled" | "broken" | "malformed" }
  | { readonly kind: "thrown"; readonly error: unknown }
  | {
      readonly kind: "status";
      readonly status: number;
      /** The body, as far as it was JSON. Foreign text: never to be shown unchecked. */
      readonly problem: unknown;
      /** What the service asked us to wait, in seconds. */
      readonly pause?: number | undefined;
    };

/** What was asked of the service. */
export type Asked =
  | { readonly kind: "identity" | "listSecrets" | "listEnvironments" }
  | { readonly kind: "addEnvironment"; readonly name: string }
  | { readonly kind: "deleteEnvironment"; readonly id: string }
  | { readonly kind: "create" | "update" | "delete"; readonly name: string };

export interface Context {
  /** How the service is called. */
  readonly service: string;
  readonly asked: Asked;
  /** Texts that must not appear in a message: the token and the value that were sent. */
  readonly hide: readonly string[];
}

/** The one place where trouble with a service is put into words. */
export function failureOf(trouble: Trouble, context: Context): Failure {
  const failure = failureInWords(trouble, context);
  // A host keeps its small letters.
  return { ...failure, message: failure.message.replace(/^the /, "The ") };
}

function failureInWords(trouble: Trouble, context: Context): Failure {
  const { service } = context;
  switch (trouble.kind) {
    case "noToken":
      return { kind: "unauthorized", message: `You are not signed in to ${service}.`, field: "token" };
    case "badToken":
      return {
        kind: "unauthorized",
        message: "A token has only letters, digits and signs, no spaces.",
        field: "token",
      };
    case "timeout":
      return { kind: "timeout", message: `${service} did not answer in time.` };
    case "cancelled":
      return { kind: "cancelled", message: `The request to ${service} was cancelled.` };
    case "malformed":
      return { kind: "malformedAnswer", message: `${service} answered with something that is not the Secrets API.` };
    case "broken":
      return { kind: "malformedAnswer", message: `The answer of ${service} broke off in the middle.` };
    case "thrown":
      return thrownFailure(trouble.error, service);
    case "status":
      return statusFailure(trouble, context);
  }
}

function thrownFailure(error: unknown, service: string): Failure {
  if (isRedirect(error)) return redirectFailure(service);
  const code = networkCode(error);
  const reason = networkReasons[code];
  return { kind: "offline", message: `${service} cannot be reached${reason === undefined ? "" : `: ${reason}`}.` };
}

function redirectFailure(service: string): Failure {
  const message = `${service} points to another address, which is not followed. Connect to that address itself.`;
  return { kind: "refusedRedirect", message, field: "endpoint" };
}

/** What a code of the network means. Anything unknown is told without a reason. */
const networkReasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "its name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was closed",
  UND_ERR_SOCKET: "the connection was closed",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
};

/** The first code among the causes. */
function networkCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  return "";
}

type StatusTrouble = Extract<Trouble, { readonly kind: "status" }>;

function statusFailure(trouble: StatusTrouble, context: Context): Failure {
  const { status, pause } = trouble;
  if (status >= 300 && status < 400) return redirectFailure(context.service);
  const kind = kindOf(trouble, context);
  const field = fieldOf(trouble, context, kind);
  return {
    kind,
    message: messageOf(kind, trouble, context),
    ...(field === undefined ? {} : { field }),
    ...(pause === undefined ? {} : { retryAfterSeconds: pause }),
  };
}

const kindsByStatus: Readonly<Record<number, FailureKind>> = {
  400: "invalid",
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  409: "alreadyExists",
  412: "changedMeanwhile",
  413: "tooLarge",
  422: "invalid",
  429: "rateLimited",
};

function kindOf({ status, problem }: StatusTrouble, { asked }: Context): FailureKind {
  const code = codeOf(problem);
  if (code === "storage") return "storage";
  // A creation is on condition that there is nothing yet.
  if (status === 412 && asked.kind === "create") return "alreadyExists";
  if (status === 409 && asked.kind === "deleteEnvironment") return "invalid";
  return kindsByStatus[status] ?? (status >= 500 ? "unavailable" : "malformedAnswer");
}

function messageOf(kind: FailureKind, trouble: StatusTrouble, context: Context): string {
  const { service, asked, hide } = context;
  const detail = safeDetail(trouble.problem, hide);
  switch (kind) {
    case "unauthorized":
      return `${service} does not accept this token, or it has expired.`;
    case "forbidden":
      return forbiddenMessage(trouble, context);
    case "notFound":
      return notFoundMessage(asked, service);
    case "alreadyExists":
      return `${service} has ${nameOf(asked)} already.`;
    case "changedMeanwhile":
      return `${nameOf(asked)} was changed at ${service} meanwhile. Look at it again.`;
    case "tooLarge":
      return `The value is larger than ${service} takes.`;
    case "invalid":
      return detail === undefined ? invalidMessage(asked, service) : `${service} refuses this: ${detail}`;
    case "rateLimited":
      return `${service} has been asked too often. ${waitMessage(trouble.pause)}`;
    case "storage":
      return detail ?? `${service} could not read or write its storage.`;
    case "unavailable":
      return detail === undefined
        ? `${service} does not work at the moment.`
        : `${service} does not work now: ${detail}`;
    case "malformedAnswer":
    case "refusedRedirect":
    case "offline":
    case "timeout":
    case "cancelled":
      return `${service} answered with something that is not the Secrets API.`;
  }
}

function forbiddenMessage({ problem }: StatusTrouble, { service, asked }: Context): string {
  if (codeOf(problem) === "managed") return `${nameOf(asked)} is managed by ${service} and cannot be changed.`;
  const reads = asked.kind === "identity" || asked.kind === "listSecrets" || asked.kind === "listEnvironments";
  return `${service} says that this token may not ${reads ? "read names" : "write"}.`;
}

function notFoundMessage(asked: Asked, service: string): string {
  const reads = asked.kind === "identity" || asked.kind === "listSecrets" || asked.kind === "listEnvironments";
  return reads ? `${service} has no Secrets API at this address.` : `${service} has no ${nameOf(asked)} any more.`;
}

function invalidMessage(asked: Asked, service: string): string {
  if (asked.kind === "deleteEnvironment") return `${service} keeps the environment ${asked.id}: it still holds values.`;
  return `${service} does not accept ${nameOf(asked)} like this.`;
}

function waitMessage(seconds: number | undefined): string {
  if (seconds === undefined || seconds > 3600) return "Try again later.";
  return seconds === 1 ? "Try again in a second." : `Try again in ${seconds} seconds.`;
}

function nameOf(asked: Asked): string {
  switch (asked.kind) {
    case "create":
    case "update":
    case "delete":
    case "addEnvironment":
      return asked.name;
    case "deleteEnvironment":
      return asked.id;
    case "identity":
    case "listSecrets":
    case "listEnvironments":
      return "this request";
  }
}

function codeOf(problem: unknown): string | undefined {
  const type = propertyOf(problem, "type");
  return typeof type === "string" && type.startsWith(problemTypePrefix)
    ? type.slice(problemTypePrefix.length)
    : undefined;
}

const fields = ["name", "value", "description", "environment"] as const;

/** The input that was wrong: the first that the problem points to, and what a status can only mean. */
function fieldOf({ problem }: StatusTrouble, { asked }: Context, kind: FailureKind): Failure["field"] {
  if (kind === "unauthorized") return "token";
  if (kind === "tooLarge") return "value";
  if (kind === "alreadyExists" && asked.kind === "create") return "name";
  if (kind !== "invalid") return undefined;
  const errors = propertyOf(problem, "errors");
  const pointer = propertyOf(Array.isArray(errors) ? errors[0] : undefined, "pointer");
  return typeof pointer === "string" ? fields.find((field) => pointer.startsWith(`/${field}`)) : undefined;
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
