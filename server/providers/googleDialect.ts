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
      if (causeIn(problem).reason === "CONSUMER_INVALID") return "notFound";
      return status === "INVALID_ARGUMENT" && /payload.*(?:exceed|too large|larger)/i.test(message)
        ? "tooLarge"
        : undefined;
    },
    sentenceFor: ({ problem }, _asked, service) => {
      // Its reason is that the API is disabled: in a project of gcloud's own, where nobody can enable it.
      if (/requires a quota project/i.test(messageIn(problem) ?? ""))
        return `${service} needs a project to count requests under. Run \`gcloud auth application-default set-quota-project ${project || "PROJECT"}\`.`;
      const { reason, consumer = project, api = "secretmanager.googleapis.com" } = causeIn(problem);
      return Object.hasOwn(sentences, reason) ? sentences[reason]?.(service, consumer, api) : undefined;
    },
    rightFor: (asked) => {
      const right = rights[asked.kind];
      return right === undefined ? undefined : `${right} in the project ${project}, if there is one`;
    },
    lookedFor: (asked) => ("name" in asked ? `${asked.name} any more` : `project ${project}`),
    fieldOf: (problem) => (/secret_?id/i.test(messageIn(problem) ?? "") ? "name" : undefined),
  };
}

type Sentence = (service: string, project: string, api: string) => string;

/** What the reasons of Google's common services mean here: `google/api/error_reason.proto` of github.com/googleapis/googleapis. */
const sentences: Partial<Readonly<Record<string, Sentence>>> = {
  CONSUMER_INVALID: (service, project) => `${service} has no project ${project}, or these credentials may not see it.`,
  SERVICE_DISABLED: (service, project, api) =>
    `${service} is not enabled in the project ${project}. Run \`gcloud services enable ${api} --project ${project}\`.`,
  USER_PROJECT_DENIED: (service, project) =>
    `${service} counts requests under a project: the right serviceusage.services.use is missing in the project ${project}, if there is one.`,
  BILLING_DISABLED: (service, project) => `${service} needs an account for billing in the project ${project}.`,
  SECURITY_POLICY_VIOLATED: (service) =>
    `${service} lets nobody in from outside of a perimeter of VPC Service Controls.`,
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

/** What is made for programs: a reason as in `SERVICE_DISABLED`, the project that requests are counted under, and the API. */
function causeIn(problem: unknown) {
  const details = errorIn(problem)?.["details"];
  for (const detail of Array.isArray(details) ? (details as readonly unknown[]) : []) {
    const reason = textOf(fieldsOf(detail), "reason");
    const metadata = fieldsOf(fieldsOf(detail)?.["metadata"]);
    const consumer = /^projects\/([\w.:-]{1,100})$/.exec(textOf(metadata, "consumer") ?? "")?.[1];
    const api = /^[a-z]{1,40}\.googleapis\.com$/.exec(textOf(metadata, "service") ?? "")?.[0];
    if (reason !== undefined) return { reason, consumer, api };
  }
  return { reason: "" };
}
