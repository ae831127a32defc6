import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret } from "../../shared/secret";
import { fieldsOf, labelsOf, listOf, textOf } from "./fields";
import type { Fields } from "./fields";
import type { Http } from "./http";
import { secretRow } from "./rows";
import type { Asked } from "./trouble";

/** The version of the API whose routes and answers are meant here. */
export const apiVersion = "api-version=7.4";

/** The requests to one vault. */
export interface Azure {
  readonly http: Http;
  /** Scheme, host and port of the vault. */
  readonly origin: string;
  /** The vault's name, which stands in for an environment. */
  readonly vault: string;
}

/** A write, as failures are told of it. */
export interface NamedWrite {
  readonly kind: "create" | "update";
  readonly name: string;
}

/** One version of a secret: all there is to know of it but its value. */
export interface AzureVersion {
  /** Empty in a list of secrets, which tells of the current version without naming it. */
  readonly version: string;
  readonly secret: Secret;
  readonly tags: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly created: number;
}

/** Part of a list, and the query for the next one. */
export interface AzurePage {
  readonly items: readonly AzureVersion[];
  readonly next: string | undefined;
}

/** More pages than this are a service gone wrong. */
const maxPages = 1000;

/** What is asked for in pages, and for whom. */
interface PageRequest {
  readonly path: string;
  readonly query: string | undefined;
  readonly asked: Asked;
  /** Texts that no message may repeat: the value that is about to be written. */
  readonly hide?: readonly string[];
}

/** One page of secrets, or of the versions of one. */
export function azurePage(
  { http, origin, vault }: Azure,
  { path, query, asked, hide = [] }: PageRequest,
  signal: AbortSignal,
): Promise<Result<AzurePage>> {
  const request = { method: "GET", path: path + (query ?? `?${apiVersion}&maxresults=25`), asked, hide } as const;
  return http.send(request, (answer) => parsePage(answer, { origin, vault, path }), signal);
}

/**
 * The version that counts, or undefined when there is no such secret. The service gives it away only together with its
 * value, so it is looked for among all versions, which come without.
 */
export async function currentVersion(
  azure: Azure,
  { asked, hide }: { readonly asked: NamedWrite; readonly hide: readonly string[] },
  signal: AbortSignal,
): Promise<Result<AzureVersion | undefined>> {
  const path = `/secrets/${encodeURIComponent(asked.name)}/versions`;
  let newest: AzureVersion | undefined;
  let query: string | undefined;
  for (let count = 0; count < maxPages; count++) {
    const page = await azurePage(azure, { path, query, asked, hide }, signal);
    if (page.kind === "failed") return page.failure.kind === "notFound" ? ok(undefined) : page;
    for (const item of page.value.items) if (newest === undefined || item.created > newest.created) newest = item;
    query = page.value.next;
    if (query === undefined) return ok(newest);
  }
  return failed({ kind: "malformedAnswer", message: "The list of versions does not end." });
}

/** A secret as it is told of in lists and after writes. Its value, which writes are answered with, is left where it is. */
export function parseVersion(answer: unknown, vault: string): AzureVersion | undefined {
  const fields = fieldsOf(answer);
  const attributes = fieldsOf(fields?.["attributes"]);
  const [, name, version = ""] =
    /^https?:\/\/[^/]+\/secrets\/([0-9A-Za-z-]{1,127})(?:\/([0-9A-Za-z]+))?$/.exec(textOf(fields, "id") ?? "") ?? [];
  const created = secondsOf(attributes, "created");
  const updated = secondsOf(attributes, "updated");
  if (name === undefined || created === undefined || updated === undefined) return undefined;
  const tags = labelsOf(fields, "tags");
  const secret = secretRow({
    name,
    description: tags["description"] ?? "",
    environments: [vault],
    // What holds the key of a certificate belongs to that.
    managed: fields?.["managed"] === true,
    createdAt: timeOf(created),
    updatedAt: timeOf(updated),
  });
  return { version, secret, tags, contentType: textOf(fields, "contentType") ?? "", created };
}

function parsePage(
  answer: unknown,
  { origin, vault, path }: { readonly origin: string; readonly vault: string; readonly path: string },
): AzurePage | undefined {
  const fields = fieldsOf(answer);
  const link = fields?.["nextLink"];
  const items = listOf(fields?.["value"], (item) => parseVersion(item, vault));
  if (items === undefined) return undefined;
  if (link === undefined || link === null || link === "") return { items, next: undefined };
  const next = typeof link === "string" ? queryOf(link, origin, path) : undefined;
  return next === undefined ? undefined : { items, next };
}

/** The query of a link to the next page. A link that leads anywhere else is no such link. */
function queryOf(link: string, origin: string, path: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const isSame = url.origin === origin && url.pathname.toLowerCase() === path.toLowerCase();
  return isSame ? url.search : undefined;
}

/** A time in seconds of the epoch; 0 where none is given. */
function secondsOf(fields: Fields, key: string): number | undefined {
  const seconds = fields?.[key] ?? 0;
  return typeof seconds === "number" && seconds >= 0 && seconds < 8.64e12 ? seconds : undefined;
}

function timeOf(seconds: number): string {
  return seconds === 0 ? "" : new Date(seconds * 1000).toISOString();
}
