import { fieldsOf, textOf } from "./fields";
import type { Asked, Dialect } from "./trouble";

/** How Key Vault tells what went wrong: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
export const azureDialect: Dialect = {
  api: "the API of Azure Key Vault",
  detailOf: messageIn,
  kindOf: ({ status, problem }) => {
    if (status === 409) return isDeletedButKept(problem) ? "alreadyExists" : "changedMeanwhile";
    return status === 400 && /exceeds? the maximum|too (?:large|long)/i.test(messageIn(problem) ?? "")
      ? "tooLarge"
      : undefined;
  },
  sentenceFor: ({ status, problem }, asked, service) => {
    if (status === 409 && isDeletedButKept(problem) && "name" in asked)
      return `${service} keeps ${asked.name} for a while after it was deleted. Bring it back with \`az keyvault secret recover\`, or choose another name.`;
    if (status === 401 && /AKV10032|invalid issuer/i.test(messageIn(problem) ?? ""))
      return `${service} belongs to another directory (tenant) than this Microsoft account. Sign in with an account of its directory.`;
    return status === 403 ? sentences[innerCodeIn(problem) ?? ""]?.(service) : undefined;
  },
  rightFor: (asked) => rights[asked.kind],
  lookedFor: (asked) => ("name" in asked ? `${asked.name} any more` : undefined),
  fieldOf: (problem) => {
    const message = messageIn(problem) ?? "";
    return /tag/i.test(message)
      ? "description"
      : /secret name|does not match the regex/i.test(message)
        ? "name"
        : undefined;
  },
};

/** Refusals that no role would change. */
const sentences: Partial<Readonly<Record<string, (service: string) => string>>> = {
  ForbiddenByFirewall: (service) => `The firewall of ${service} does not let this machine in.`,
  ForbiddenByConnection: (service) => `${service} lets nobody in from outside of its private network.`,
};

const rights: Partial<Readonly<Record<Asked["kind"], string>>> = {
  listSecrets: "the role Key Vault Reader, or List in the access policy",
  create: "the role Key Vault Secrets Officer, or List and Set in the access policy",
  update: "the role Key Vault Secrets Officer, or List and Set in the access policy",
  delete: "the role Key Vault Secrets Officer, or Delete in the access policy",
};

function errorIn(problem: unknown) {
  return fieldsOf(fieldsOf(problem)?.["error"]);
}

function messageIn(problem: unknown): string | undefined {
  return textOf(errorIn(problem), "message");
}

function innerCodeIn(problem: unknown): string | undefined {
  const code = textOf(fieldsOf(errorIn(problem)?.["innererror"]), "code");
  return code !== undefined && Object.hasOwn(sentences, code) ? code : undefined;
}

/** Its name is taken until it is deleted for good. */
function isDeletedButKept(problem: unknown): boolean {
  const code = textOf(fieldsOf(errorIn(problem)?.["innererror"]), "code") ?? "";
  return /^Object(?:IsDeletedButRecoverable|IsBeingDeleted)$/.test(code);
}
