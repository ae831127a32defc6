import type { FailureKind } from "../../shared/failure";
import { fieldsOf, textsOf } from "./fields";
import type { Asked, Dialect, Refusal } from "./trouble";

/** How Vault and OpenBao speak of what went wrong: `{"errors": ["…"]}`. `place` is where names are looked for. */
export function vaultDialect(place: string): Dialect {
  return {
    api: "the KV API of Vault",
    detailOf: (problem) => {
      const words = wordsOf(problem);
      return words === "" ? undefined : `${words.replace(/\.$/, "")}.`;
    },
    kindOf,
    sentenceFor: ({ status, problem }, asked, service) => {
      const words = wordsOf(problem);
      if (status === 503 && words.includes("sealed"))
        return `${service} is sealed. It answers nobody until somebody who has the keys unseals it.`;
      if (asked.kind === "signIn" && isSignInRefusal(status, words))
        return `${service} does not accept this role ID with this secret ID, or the secret ID has expired or been used up.`;
      if (words.includes(casIsRequired))
        return `${service} takes a change here only with the version it is about, and this token may not read which one that is. It needs the capability "read" on the metadata of the name.`;
      return undefined;
    },
    fieldOf: (problem) => (wordsOf(problem).includes("custom_metadata") ? "description" : undefined),
    lookedFor: (asked) => {
      if (asked.kind === "signIn") return "sign-in with AppRole at auth/approle";
      return "name" in asked ? undefined : `KV store of version 2 at ${place}`;
    },
  };
}

const casDiffers = /check-and-set parameter d(?:id|oes) not match|metadata_cas must be 0/;
const casIsRequired = "check-and-set parameter required";

function kindOf({ status, problem }: Refusal, asked: Asked): FailureKind | undefined {
  const words = wordsOf(problem);
  if (status === 403 && (asked.kind === "listProjects" || /\b(?:invalid|bad) token\b/.test(words)))
    return "unauthorized";
  if (asked.kind === "signIn" && isSignInRefusal(status, words)) return "unauthorized";
  if (status === 400 && casDiffers.test(words)) return asked.kind === "create" ? "alreadyExists" : "changedMeanwhile";
  if (status === 400 && words.includes(casIsRequired)) return "forbidden";
  // Nothing is there: a path that the server does not know at all is told in words.
  if (status === 404 && asked.kind === "update" && isEmptyRefusal(problem)) return "changedMeanwhile";
  // A server that is too old for this.
  return status === 405 ? "notFound" : undefined;
}

/** In the words of Vault: something in between, such as a gateway, may refuse as well. */
function isSignInRefusal(status: number, words: string): boolean {
  return (status === 400 || status === 403) && words !== "";
}

function isEmptyRefusal(problem: unknown): boolean {
  const fields = fieldsOf(problem);
  const errors = fields?.["errors"];
  return Array.isArray(errors) ? errors.length === 0 : fields?.["data"] !== undefined;
}

/** The sentences of a refusal in one line: "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n". */
function wordsOf(problem: unknown): string {
  const errors = textsOf(fieldsOf(problem), "errors") ?? [];
  return errors
    .join("; ")
    .replace(/\d+ errors? occurred:\s*/g, "")
    .replace(/\s*\n\s*\*?\s*/g, "; ")
    .replace(/^[\s*;]+|[\s;]+$/g, "");
}
