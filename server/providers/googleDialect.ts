import { fieldsOf, textOf } from "./fields";
import type { Asked, Dialect } from "./trouble";

/** How Google tells what went wrong: https://cloud.google.com/apis/design/errors#error_model */
export function googleDialect(project: string): Dialect {
  return {
    api: "the API of Google Secret Manager",
    detailOf: messageIn,
    kindOf: ({ problem }) => {
      const status = textOf(errorIn(problem), "status");
      const message = messageIn(problem) ?? "";
      if (status === "FAILED_PRECONDITION" && /etag/i.test(message)) return "changedMeanwhile";
      if (status === "ABORTED") return "changedMeanwhile";
      if (reasonIn(problem) === "CONSUMER_INVALID") return "notFound";
      return status === "INVALID_ARGUMENT" && /payload.*(?:exceed|too large|larger)/i.test(message)
        ? "tooLarge"
        : undefined;
    },
    sentenceFor: ({ problem }, _asked, service) => {
      const sentence = sentenceOf(problem)?.(service, project);
      if (sentence !== undefined || !/quota project/i.test(messageIn(problem) ?? "")) return sentence;
      return `${service} needs a project to count requests under. Run \`gcloud auth application-default set-quota-project ${project}\`.`;
    },
    rightFor: (asked) => {
      const right = rights[asked.kind];
      return right === undefined ? undefined : `${right} in the project ${project}, if there is one`;
    },
    lookedFor: (asked) => ("name" in asked ? `${asked.name} any more` : `project ${project}`),
    fieldOf: (problem) => (/secret_?id/i.test(messageIn(problem) ?? "") ? "name" : undefined),
  };
}

function sentenceOf(problem: unknown): Sentence | undefined {
  const reason = reasonIn(problem) ?? "";
  return Object.hasOwn(sentences, reason) ? sentences[reason] : undefined;
}

type Sentence = (service: string, project: string) => string;

/** What the reasons of Google's common services mean here. */
const sentences: Partial<Readonly<Record<string, Sentence>>> = {
  CONSUMER_INVALID: (service, project) => `${service} has no project ${project}, or these credentials may not see it.`,
  SERVICE_DISABLED: (service, project) =>
    `${service} is not enabled in the project ${project}. Run \`gcloud services enable secretmanager.googleapis.com --project ${project}\`.`,
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: (service) =>
    `${service} needs credentials with the scope cloud-platform. Run \`gcloud auth application-default login\`.`,
};

const rights: Partial<Readonly<Record<Asked["kind"], string>>> = {
  listSecrets: "the right secretmanager.secrets.list (role Secret Manager Viewer)",
  create: "the rights secretmanager.secrets.create and secretmanager.versions.add (role Secret Manager Admin)",
  update: "the right secretmanager.versions.add for a value, secretmanager.secrets.update for a description",
  delete: "the right secretmanager.secrets.delete (role Secret Manager Admin)",
};

function errorIn(problem: unknown) {
  return fieldsOf(fieldsOf(problem)?.["error"]);
}

function messageIn(problem: unknown): string | undefined {
  return textOf(errorIn(problem), "message");
}

/** The reason that is made for programs, as in `SERVICE_DISABLED`. */
function reasonIn(problem: unknown): string | undefined {
  const details = errorIn(problem)?.["details"];
  if (!Array.isArray(details)) return undefined;
  for (const detail of details as readonly unknown[]) {
    const reason = textOf(fieldsOf(detail), "reason");
    if (reason !== undefined) return reason;
  }
  return undefined;
}
