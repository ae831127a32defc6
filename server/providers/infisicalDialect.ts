import type { Failure } from "../../shared/failure";
import { fieldsOf, listOf, textOf } from "./fields";
import type { Asked, Dialect, Refusal } from "./trouble";

/** The place at Infisical that is spoken about. */
export interface InfisicalPlace {
  /** The project's id; absent before one is chosen. */
  readonly project: string | undefined;
  /** With a slash at its beginning and none at its end, but for the root itself. */
  readonly folder: string;
}

/** How Infisical tells what went wrong: `{statusCode, message, error}`, with a list for a message where an input is wrong. */
export function infisicalDialect(place: InfisicalPlace): Dialect {
  return {
    api: "the Infisical API",
    detailOf,
    kindOf,
    sentenceFor,
    fieldOf: (problem) => fields[pathOf(problem)],
    rightFor,
    lookedFor: (asked) => lookedFor(asked, place),
  };
}

/**
 * Whether a server does not know the route at all, which says nothing about the project or the secret: it answers in the
 * words of its framework ("Route GET:/api/v4/secrets not found"), or, where it serves its pages itself, with one of those.
 */
export function isUnknownRoute({ status, problem }: Refusal): boolean {
  if (status !== 404) return false;
  const message = messageOf(problem);
  return message === undefined ? fieldsOf(problem) === undefined : /^Route [A-Z]+:\S* not found$/i.test(message);
}

/** Whether an environment has nothing to be changed: it lacks the name, or the folder with all its names. */
export function isAbsent({ status, problem }: Refusal): boolean {
  return (status === 404 || status === 400) && /^(?:secret|folder)\b.*\bnot found/i.test(messageOf(problem) ?? "");
}

function detailOf(problem: unknown): string | undefined {
  return messageOf(problem) ?? textOf(fieldsOf(issuesOf(problem)[0]), "message");
}

function messageOf(problem: unknown): string | undefined {
  return textOf(fieldsOf(problem), "message");
}

/** What zod found wrong with the request. */
function issuesOf(problem: unknown): readonly unknown[] {
  const message = fieldsOf(problem)?.["message"];
  return Array.isArray(message) ? (message as readonly unknown[]) : [];
}

function kindOf(refusal: Refusal, asked: Asked) {
  const message = messageOf(refusal.problem) ?? "";
  if (isLocked(refusal, asked)) return "rateLimited";
  if (isBadToken(refusal, message)) return "unauthorized";
  if (refusal.status !== 400) return undefined;
  if (asked.kind === "create" && /already exist/i.test(message)) return "alreadyExists";
  return /^(?:folder|environment|project)\b.*\bnot found/i.test(message) ? "notFound" : undefined;
}

/** A token that is not accepted comes in many statuses: 403 once it has expired, 404 once it was deleted, 500 of old. */
function isBadToken({ status, problem }: Refusal, message: string): boolean {
  switch (status) {
    case 403:
      return textOf(fieldsOf(problem), "error") === "TokenError" || /\btoken has expired\b/i.test(message);
    case 404:
      return /^service token with id\b/i.test(message);
    case 500:
      return /^(?:jwt\b|invalid (?:token|signature|algorithm)\b)/i.test(message);
    default:
      return false;
  }
}

/** After a few wrong client secrets, a machine identity is not let in for a while. */
function isLocked({ status, problem }: Refusal, asked: Asked): boolean {
  return status === 401 && asked.kind === "signIn" && /temporarily locked/i.test(messageOf(problem) ?? "");
}

function sentenceFor(refusal: Refusal, asked: Asked, service: string): string | undefined {
  if (isUnknownRoute(refusal))
    return `${service} does not know this request: it is another service, or a version that is too old.`;
  if (isLocked(refusal, asked))
    return `${service} has locked this machine identity for a while, after wrong client secrets. Try again later.`;
  if (refusal.status === 403 && /\bcurrent IP address\b/.test(messageOf(refusal.problem) ?? ""))
    return `${service} lets nobody in from the network address of this machine.`;
  if (refusal.status === 401 && asked.kind === "signIn")
    return `${service} does not accept this client ID and client secret, or they have expired.`;
  if (refusal.status === 500 && !isBadToken(refusal, messageOf(refusal.problem) ?? ""))
    return `${service} does not work at the moment. Older versions say so of a token that they do not accept, too.`;
  return undefined;
}

/** Inputs by the name that a request gives them. */
const fields: Readonly<Record<string, Failure["field"]>> = {
  secretName: "name",
  secretValue: "value",
  secretComment: "description",
  environment: "environment",
};

function pathOf(problem: unknown): string {
  const path = listOf(fieldsOf(issuesOf(problem)[0])?.["path"], (step) =>
    typeof step === "string" ? step : undefined,
  );
  return path?.at(-1) ?? "";
}

function rightFor(asked: Asked): string | undefined {
  switch (asked.kind) {
    case "listSecrets":
      return "a role in the project that may describe secrets there";
    case "create":
      return "a role in the project that may create secrets there";
    case "update":
      return "a role in the project that may modify secrets there";
    case "delete":
      return "a role in the project that may remove secrets there";
    case "identity":
    case "listProjects":
    case "listFolders":
    case "listEnvironments":
      return "a role in the project";
    case "signIn":
    case "preflight":
    case "addEnvironment":
    case "deleteEnvironment":
      return undefined;
  }
}

function lookedFor(asked: Asked, { project, folder }: InfisicalPlace): string | undefined {
  switch (asked.kind) {
    case "identity":
    case "listEnvironments":
      return `project with the ID ${project ?? ""}`;
    case "listSecrets":
    case "create":
      return `environment ${asked.environment ?? ""}${folder === "/" ? "" : ` with a folder ${folder}`}`;
    case "signIn":
    case "listProjects":
    case "listFolders":
    case "preflight":
    case "update":
    case "delete":
    case "addEnvironment":
    case "deleteEnvironment":
      return undefined;
  }
}
