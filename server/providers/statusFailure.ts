import type { Failure, FailureKind } from "../../shared/failure";
import { safeDetail } from "./safeDetail";
import type { Asked, Context, Refusal } from "./trouble";
import { isReading } from "./trouble";

/** What a status means for what was asked. */
export function statusFailure(refusal: Refusal, context: Context): Failure {
  const { status, pause } = refusal;
  if (status >= 300 && status < 400) return redirectFailure(context);
  // What stands before the service may have passed the change on.
  if ((status === 502 || status === 504) && !isReading(context.asked)) return timeoutFailure(context);
  const kind = kindOf(refusal, context);
  const field = fieldOf(refusal, context, kind);
  return {
    kind,
    message:
      context.dialect.sentenceFor?.(refusal, context.asked, context.service) ?? messageOf(kind, refusal, context),
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

function kindOf(refusal: Refusal, { dialect, asked }: Context): FailureKind {
  const { status } = refusal;
  return (
    dialect.kindOf?.(refusal, asked) ?? kindsByStatus[status] ?? (status >= 500 ? "unavailable" : "malformedAnswer")
  );
}

function messageOf(kind: FailureKind, refusal: Refusal, context: Context): string {
  const { service, asked, hide, dialect } = context;
  const detail = safeDetail(dialect.detailOf(refusal.problem), hide);
  switch (kind) {
    case "unauthorized":
      return `${service} does not accept this token, or it has expired.`;
    case "forbidden":
      return forbiddenMessage(context);
    case "notFound":
      return notFoundMessage(refusal, context);
    case "alreadyExists":
      return `${service} has ${nameOf(asked)} already.`;
    case "changedMeanwhile":
      return `${nameOf(asked)} was changed at ${service} meanwhile. Look at it again.`;
    case "tooLarge":
      return `The value is larger than ${service} takes.`;
    case "invalid":
      return detail === undefined
        ? `${service} does not accept ${nameOf(asked)} like this.`
        : `${service} refuses this: ${detail}`;
    case "rateLimited":
      return `${service} has been asked too often. ${waitMessage(refusal.pause)}`;
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
      return `${service} answered with something that is not ${dialect.api}.`;
  }
}

function forbiddenMessage({ service, asked, dialect }: Context): string {
  const right = dialect.rightFor?.(asked);
  const needs = right === undefined ? "" : `: it needs ${right}`;
  return `${service} says that this token may not ${whatFor(asked)}${needs}.`;
}

/** What was asked for, after "may not". */
function whatFor(asked: Asked): string {
  switch (asked.kind) {
    case "identity":
    case "signIn":
      return "sign in";
    case "listProjects":
      return "list projects";
    case "listFolders":
      return "list folders";
    case "listEnvironments":
      return "list environments";
    case "preflight":
      return "check credentials";
    case "listSecrets":
      return asked.environment === undefined ? "read names" : `read names in ${asked.environment}`;
    case "create":
    case "update":
    case "delete":
      return asked.environment === undefined ? "write" : `write to ${asked.environment}`;
    case "addEnvironment":
    case "deleteEnvironment":
      return "change environments";
  }
}

function notFoundMessage({ problem }: Refusal, { service, asked, dialect }: Context): string {
  const lookedFor = dialect.lookedFor?.(asked, problem);
  if (lookedFor !== undefined) return `${service} has no ${lookedFor}.`;
  return isReading(asked)
    ? `${service} has no ${without(dialect.api)} at this address.`
    : `${service} has no ${nameOf(asked)} any more.`;
}

function without(api: string): string {
  return api.replace(/^the /, "");
}

function waitMessage(seconds: number | undefined): string {
  if (seconds === undefined || seconds > 3600) return "Try again later.";
  return seconds === 1 ? "Try again in a second." : `Try again in ${seconds} seconds.`;
}

/** What a change was about; a reading is about nothing that has a name. */
function nameOf(asked: Asked): string {
  if ("name" in asked) return asked.name;
  return asked.kind === "deleteEnvironment" ? asked.id : "this request";
}

/** The input that was wrong: the one that the service points to, and what a status can only mean. */
function fieldOf({ problem }: Refusal, { asked, dialect }: Context, kind: FailureKind): Failure["field"] {
  if (kind === "unauthorized") return "token";
  if (kind === "tooLarge") return "value";
  if (kind === "alreadyExists" && asked.kind === "create") return "name";
  return kind === "invalid" ? dialect.fieldOf?.(problem) : undefined;
}

/** Nothing came in time. */
export function timeoutFailure({ service, asked }: Context): Failure {
  return { kind: "timeout", message: `${service} did not answer in time.${doubt(asked)}` };
}

/** A change that was sent may have been made all the same. */
export function doubt(asked: Asked): string {
  return isReading(asked) ? "" : " Refresh to see whether the change was made.";
}

/** A redirect is not followed: it would take the token and the value somewhere else. */
export function redirectFailure({ service, dialect: { redirected } }: Context): Failure {
  if (redirected !== undefined)
    return { kind: "refusedRedirect", message: `${service} has ${redirected}. Connect to it under its new name.` };
  const message = `${service} points to another address, which is not followed. Connect to that address itself.`;
  return { kind: "refusedRedirect", message, field: "endpoint" };
}
