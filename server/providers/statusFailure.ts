import type { Failure, FailureKind } from "../../shared/failure";
import { problemTypePrefix } from "../embedded/problem";
import { safeDetail } from "./safeDetail";
import type { Asked, Context, Trouble } from "./trouble";
import { isReading } from "./trouble";

type StatusTrouble = Extract<Trouble, { readonly kind: "status" }>;

/** What a status means for what was asked. */
export function statusFailure(trouble: StatusTrouble, context: Context): Failure {
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
  return `${service} says that this token may not ${isReading(asked) ? "read names" : "write"}.`;
}

function notFoundMessage(asked: Asked, service: string): string {
  return isReading(asked)
    ? `${service} has no Secrets API at this address.`
    : `${service} has no ${nameOf(asked)} any more.`;
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

/** A redirect is not followed: it would take the token and the value somewhere else. */
export function redirectFailure(service: string): Failure {
  const message = `${service} points to another address, which is not followed. Connect to that address itself.`;
  return { kind: "refusedRedirect", message, field: "endpoint" };
}
