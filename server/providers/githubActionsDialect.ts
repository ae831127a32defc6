import type { RemoteAccount } from "../../shared/account";
import type { Failure } from "../../shared/failure";
import type { Environment, Project, Secret } from "../../shared/secret";
import { countOf, fieldsOf, flagOf, isComplete, listOf, textOf, timestampOf } from "./fields";
import { timeAt } from "./retries";
import { secretRow } from "./rows";
import type { Asked, Dialect, Refusal } from "./trouble";
import { isReading } from "./trouble";

/** One page of a list, and how many items there are on all pages. */
export interface CountedPage<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

/** Reads a page of `{total_count, [key]: […]}`. */
export function countedPage<Item>(key: string, parse: (item: unknown) => Item | undefined) {
  return (answer: unknown): CountedPage<Item> | undefined => {
    const fields = fieldsOf(answer);
    const page = { total: countOf(fields, "total_count"), items: listOf(fields?.[key], parse) };
    return isComplete(page) ? page : undefined;
  };
}

/** A secret in a list: a name and its times. */
export function parseRow(answer: unknown): Secret | undefined {
  const fields = fieldsOf(answer);
  const row = {
    name: nameIn(fields),
    createdAt: timestampOf(textOf(fields, "created_at", "")),
    updatedAt: timestampOf(textOf(fields, "updated_at", "")),
  };
  return isComplete(row) ? secretRow(row) : undefined;
}

/** An environment; GitHub knows it by its name everywhere. */
export function parseEnvironment(answer: unknown): Environment | undefined {
  const name = nameIn(fieldsOf(answer));
  return name === undefined ? undefined : { id: name, name };
}

/** A repository, and whether secrets can be written there: those of an archive cannot be changed. */
export function parseRepository(answer: unknown): (Project & { readonly canWrite: boolean }) | undefined {
  const fields = fieldsOf(answer);
  const name = textOf(fields, "full_name");
  if (name === undefined || !repositoryPattern.test(name)) return undefined;
  const canPush = flagOf(fieldsOf(fields?.["permissions"]), "push", false);
  return { id: name, name, canWrite: canPush === true && fields?.["archived"] !== true };
}

/** `owner/name`, as GitHub allows them. */
export const repositoryPattern = /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/;

/** The key that values are sealed with. */
export interface PublicKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export function parsePublicKey(answer: unknown): PublicKey | undefined {
  const fields = fieldsOf(answer);
  const key = { id: textOf(fields, "key_id"), bytes: Buffer.from(textOf(fields, "key", "") ?? "", "base64") };
  return isComplete(key) && key.bytes.length === 32 ? key : undefined;
}

/** Who the token belongs to. */
export function parseLogin(answer: unknown): string | undefined {
  const login = textOf(fieldsOf(answer), "login");
  return login === "" ? undefined : login;
}

function nameIn(fields: ReturnType<typeof fieldsOf>): string | undefined {
  const name = textOf(fields, "name");
  return name === "" ? undefined : name;
}

/** How GitHub speaks of what went wrong: `{message, documentation_url, errors?}`. */
export function dialectFor({ project = "", endpoint }: RemoteAccount): Dialect {
  return {
    api: "the API of GitHub",
    detailOf: sentenceIn,
    meantBy,
    sentenceFor: (refusal, _asked, service) => organizationSentence(refusal, service),
    fieldOf,
    rightFor,
    lookedFor: (asked) => lookedFor(asked, project),
    // At an address that is none of the API, it would be the page to sign in on.
    ...(project !== "" &&
      /^https:\/\/api\.|\/api\/v3\/?$/.test(endpoint) && { redirected: `renamed or transferred ${project}` }),
  };
}

function sentenceIn(problem: unknown): string | undefined {
  return textOf(fieldsOf(problem), "message");
}

/**
 * GitHub says with 403 or 429 that it was asked too often: either nothing is left until a certain time, or it asks for a pause
 * (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
function meantBy(refusal: Refusal, headers: Headers): Refusal | undefined {
  if (refusal.status !== 403 && refusal.status !== 429) return undefined;
  const isOver = headers.get("x-ratelimit-remaining") === "0" || /rate limit/i.test(sentenceIn(refusal.problem) ?? "");
  if (refusal.pause === undefined && !isOver && refusal.status === 403) return undefined;
  const reset = Number(headers.get("x-ratelimit-reset") ?? NaN);
  const untilReset = Number.isFinite(reset) ? Math.max(0, Math.ceil(reset - timeAt(headers) / 1000)) : undefined;
  // A limit of another kind has no such time, and wants a minute at least.
  const pause = refusal.pause ?? (headers.get("x-ratelimit-remaining") === "0" ? untilReset : undefined) ?? 60;
  return { ...refusal, status: 429, pause };
}

/** What no right of the token would change. */
function organizationSentence({ status, problem }: Refusal, service: string): string | undefined {
  const sentence = sentenceIn(problem) ?? "";
  if (status === 403 && /\bIP allow list\b/.test(sentence))
    return `${service} says that the organization lets in some addresses of the network only, and this machine has none of them.`;
  if (status !== 403 || !/\bSAML\b|\bSSO\b/.test(sentence)) return undefined;
  return `${service} says that the organization asks for single sign-on: authorize this token for it, or sign in again.`;
}

/** The input that a sentence about a wrong one speaks of. */
function fieldOf(problem: unknown): Failure["field"] | undefined {
  const detail = sentenceIn(problem) ?? "";
  if (/\bname/i.test(detail)) return "name";
  return /\b(?:value|encrypted|too large)\b/i.test(detail) ? "value" : undefined;
}

/** In the words of both kinds of tokens (docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens). */
function rightFor(asked: Asked): string | undefined {
  const access = isReading(asked) ? "read" : "write";
  const orFineGrained = (permission: string) => `the scope repo, or the permission ${permission} if it is fine-grained`;
  if (asked.kind === "listEnvironments") return orFineGrained("Actions: read");
  if (asked.kind !== "listSecrets" && isReading(asked)) return undefined;
  const isOfEnvironment = "environment" in asked;
  return orFineGrained(`${isOfEnvironment ? "Environments" : "Secrets"}: ${access}`);
}

/** GitHub does not tell what is not there from what may not be seen. */
function lookedFor(asked: Asked, project: string): string | undefined {
  if (project === "") return undefined;
  const place = "environment" in asked ? `environment ${asked.environment} in ${project}` : `repository ${project}`;
  return `${place}, or this token may not see it`;
}
