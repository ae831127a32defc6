import type { Environment, Identity, Secret } from "../../shared/secret";
import { fieldsOf, flagOf, isComplete, listOf, noteOf, textOf, textsOf, timestampOf } from "./fields";
import type { SecretPage } from "./provider";

/**
 * Answers of the Secrets API, copied field by field: what is not named here, a value among it, is dropped unread. Undefined
 * stands for an answer that is not what it should be.
 */
export function parseIdentity(answer: unknown): Identity | undefined {
  const fields = fieldsOf(answer);
  const name = textOf(fields, "name", "");
  const project = textOf(fields, "project", "");
  const canWrite = flagOf(fields, "canWrite");
  if (fields === undefined || name === undefined || project === undefined || canWrite === undefined) return undefined;
  return { name, project, canWrite };
}

/** A page of environments. */
export function parseEnvironments(
  answer: unknown,
): { readonly environments: readonly Environment[]; readonly nextCursor: string | undefined } | undefined {
  const page = parsePage(answer, parseEnvironment);
  return page === undefined ? undefined : { environments: page.items, nextCursor: page.nextCursor };
}

/** One environment. */
export function parseEnvironment(answer: unknown): Environment | undefined {
  const fields = fieldsOf(answer);
  const id = textOf(fields, "id");
  const name = textOf(fields, "name");
  return !id || name === undefined ? undefined : { id, name };
}

/** A page of secrets. */
export function parseSecretPage(answer: unknown): SecretPage | undefined {
  const page = parsePage(answer, parseSecret);
  return page === undefined ? undefined : { secrets: page.items, nextCursor: page.nextCursor };
}

/** One secret. Where values lie decides what is called missing, and must be there; the rest may be left out. */
export function parseSecret(answer: unknown): Secret | undefined {
  const fields = fieldsOf(answer);
  const name = textOf(fields, "name");
  const hasDefault = flagOf(fields, "hasDefault");
  const environments = textsOf(fields, "environments");
  const managed = flagOf(fields, "managed", false);
  const rest = {
    description: noteOf(fields, "description"),
    type: wordOf(textOf(fields, "type", "")),
    visibility: visibilityOf(textOf(fields, "visibility", "masked")),
    createdAt: timestampOf(textOf(fields, "createdAt", "")),
    updatedAt: timestampOf(textOf(fields, "updatedAt", "")),
    etag: tagOf(textOf(fields, "etag", "")),
  };
  if (!name || hasDefault === undefined || environments === undefined || managed === undefined) return undefined;
  return isComplete(rest) ? { name, hasDefault, environments, managed, ...rest } : undefined;
}

function parsePage<T>(
  answer: unknown,
  parse: (item: unknown) => T | undefined,
): { readonly items: readonly T[]; readonly nextCursor: string | undefined } | undefined {
  const fields = fieldsOf(answer);
  const items = listOf(fields?.["items"], parse);
  const nextCursor = textOf(fields, "nextCursor", "");
  return items === undefined || nextCursor === undefined ? undefined : { items, nextCursor: nextCursor || undefined };
}

/** A visibility that we have not heard of still means that the value is hidden. */
function visibilityOf(text: string | undefined): Secret["visibility"] | undefined {
  if (text === undefined) return undefined;
  return text === "restricted" ? "restricted" : "masked";
}

/** Anything but a plain word is left away rather than shown. */
function wordOf(text: string | undefined): string | undefined {
  return text === undefined || /^[\w.-]{1,64}$/.test(text) ? text : "";
}

/** A tag goes back in a header: one that would not fit there counts as none. */
function tagOf(text: string | undefined): string | undefined {
  return text === undefined || /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(text) ? text : "";
}
