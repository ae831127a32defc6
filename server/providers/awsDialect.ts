import type { FailureKind } from "../../shared/failure";
import { fieldsOf, textOf } from "./fields";
import type { HttpRequest } from "./http";
import type { Asked, Dialect } from "./trouble";

/** A request to one operation of AWS Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
export function awsRequest(
  operation: "ListSecrets" | "CreateSecret" | "PutSecretValue" | "UpdateSecret" | "DeleteSecret",
  request: Pick<HttpRequest, "asked" | "hide" | "repeatable"> & { readonly body: Readonly<Record<string, unknown>> },
): HttpRequest {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `secretsmanager.${operation}` };
  return { method: "POST", path: "/", headers, ...request };
}

/** What the errors of AWS mean; nearly all of them have the status 400. */
const kinds: Readonly<Record<string, FailureKind>> = {
  AccessDeniedException: "forbidden",
  DecryptionFailure: "forbidden",
  EncryptionFailure: "forbidden",
  ExpiredTokenException: "unauthorized",
  IncompleteSignature: "unauthorized",
  InvalidClientTokenId: "unauthorized",
  InvalidSignatureException: "unauthorized",
  MissingAuthenticationTokenException: "unauthorized",
  ResourceExistsException: "alreadyExists",
  ResourceNotFoundException: "notFound",
  ThrottlingException: "rateLimited",
  TooManyRequestsException: "rateLimited",
  UnrecognizedClientException: "unauthorized",
};

/** How AWS tells what went wrong. */
export const awsDialect: Dialect = {
  api: "the API of AWS Secrets Manager",
  detailOf: messageIn,
  kindOf: ({ problem }, { kind }) => {
    const code = codeIn(problem);
    if (isScheduledForDeletion(problem)) return kind === "create" ? "alreadyExists" : "invalid";
    if (isTooLong(problem)) return "tooLarge";
    return code === undefined || !Object.hasOwn(kinds, code) ? undefined : kinds[code];
  },
  sentenceFor: ({ problem }, asked, service) => {
    const code = codeIn(problem);
    if (isScheduledForDeletion(problem) && "name" in asked)
      return `${service} keeps ${asked.name} for a while before it is deleted for good. Restore it with \`aws secretsmanager restore-secret\`, or choose another name.`;
    if (code === "InvalidSignatureException" && /expired|not yet current/i.test(messageIn(problem) ?? ""))
      return `${service} does not accept the time of this machine. Set its clock.`;
    if (code === "EncryptionFailure" || code === "DecryptionFailure")
      return `${service} could not use its key: the right kms:GenerateDataKey is missing, or the key is disabled.`;
    if (code === "LimitExceededException") return `${service} holds as many secrets or versions as it can.`;
    return undefined;
  },
  rightFor: (asked) => `the right secretsmanager:${rights[asked.kind] ?? "ListSecrets"}`,
  lookedFor: (asked) => ("name" in asked ? placeOf(asked) : undefined),
  fieldOf: (problem) => (/invalid name/i.test(messageIn(problem) ?? "") ? "name" : undefined),
};

const rights: Partial<Readonly<Record<Asked["kind"], string>>> = {
  create: "CreateSecret",
  update: "PutSecretValue or UpdateSecret",
  delete: "DeleteSecret",
};

function placeOf({ name, environment }: { readonly name: string; readonly environment?: string }): string {
  return environment === undefined ? `${name} any more` : `${name} in ${environment} any more`;
}

/** The error's name without its namespace: `com.amazonaws.secretsmanager#ResourceNotFoundException`. */
function codeIn(problem: unknown): string | undefined {
  return textOf(fieldsOf(problem), "__type")?.replace(/^.*#/, "");
}

function messageIn(problem: unknown): string | undefined {
  const fields = fieldsOf(problem);
  return textOf(fields, "Message") ?? textOf(fields, "message");
}

function isTooLong(problem: unknown): boolean {
  return /secretString.*length less than/i.test(messageIn(problem) ?? "");
}

function isScheduledForDeletion(problem: unknown): boolean {
  const isMeant = /scheduled for deletion|marked for deletion|marked deleted/i.test(messageIn(problem) ?? "");
  return isMeant && codeIn(problem) === "InvalidRequestException";
}
