import { providerDescriptions } from "../../shared/providers";
import { fieldsOf, flagOf, textsOf } from "./fields";
import type { Asked, Dialect, Refusal } from "./trouble";
import { isReading } from "./trouble";

const { label } = providerDescriptions.doppler;

/** How Doppler tells what went wrong: `{messages: […], success: false}`. */
export function dopplerDialect(project: string | undefined): Dialect {
  return {
    api: "the Doppler API",
    statusIn: (answer) => (flagOf(fieldsOf(answer), "success", true) === false ? 400 : undefined),
    detailOf: (problem) => messageOf(problem) || undefined,
    kindOf,
    sentenceFor: (refusal, asked) => sentenceFor(refusal, asked, project),
    fieldOf: (problem) => (/\bsecret name\b/i.test(messageOf(problem)) ? "name" : undefined),
    rightFor,
    lookedFor: (asked) => (asked.kind === "delete" ? undefined : lookedFor(asked, project)),
  };
}

/** Whether it is the name alone that is not there. */
export function isAbsentName({ status, problem }: Refusal): boolean {
  return status === 404 && /\bsecrets?\b/i.test(messageOf(problem)) && !isHidden(problem);
}

function messageOf(problem: unknown): string {
  return (textsOf(fieldsOf(problem), "messages") ?? []).join(" ");
}

/**
 * Whether a project or a config is not there, or may not be seen, which Doppler does not tell apart: a token that sees no
 * project at all is told 404 "Could not find requested project" even of one that exists, and every other token 400 "This
 * token does not have access to requested project" even of one that does not. Seen by many who asked it, such as
 * https://github.com/Lightless-Labs/willikins (docs/solutions/providers).
 */
function isHidden(problem: unknown): boolean {
  return /\b(?:could not find|does not have access to) requested (?:project|config|environment)\b/i.test(
    messageOf(problem),
  );
}

function kindOf({ status, problem }: Refusal, asked: Asked) {
  const message = messageOf(problem);
  if (status === 400 && isHidden(problem)) return "notFound";
  if ((status === 400 || status === 401) && /\b(?:write access|read-only|permissions?)\b/i.test(message))
    return "forbidden";
  return status === 400 && asked.kind === "create" && /\balready exists\b/i.test(message) ? "alreadyExists" : undefined;
}

function sentenceFor({ status, problem }: Refusal, asked: Asked, project: string | undefined): string | undefined {
  if ((status !== 400 && status !== 404) || !isHidden(problem)) return undefined;
  return `${label} has no ${lookedFor(asked, project, messageOf(problem))}, or this token may not see it.`;
}

function lookedFor(asked: Asked, project: string | undefined, message = "config"): string {
  const ofProject = `project ${project ?? "of that name"}`;
  const config =
    "environment" in asked && /\brequested config\b|^config$/i.test(message) ? asked.environment : undefined;
  return config === undefined ? ofProject : `config ${config} in the ${ofProject}`;
}

function rightFor(asked: Asked): string | undefined {
  if (asked.kind === "identity" || asked.kind === "listProjects") return undefined;
  return isReading(asked)
    ? "access to the project and its environment"
    : "write access: a service token that has it, or a role that may change secrets there";
}
