import type { Result } from "../../shared/failure";
import { failed, ok } from "../../shared/failure";
import type { Secret } from "../../shared/secret";
import { awsRequest } from "./awsDialect";
import type { AwsNames } from "./awsNames";
import { fieldsOf, isComplete, listOf, textOf } from "./fields";
import type { Http } from "./http";
import { secretRow } from "./rows";
import { createSharedRequests } from "./sharedRequests";

/** Secrets by their whole names, each in the one environment that its folder stands for. */
export type AwsRows = ReadonlyMap<string, Secret>;

/** One page of names, and how many there were up to its end, as far as that is known. */
export interface AwsPage {
  readonly rows: AwsRows;
  readonly nextCursor: string | undefined;
  readonly count: number;
}

/** What is there in a region, or in a folder of it. */
export interface AwsListing {
  readonly page: (cursor: string | undefined, signal: AbortSignal) => Promise<Result<AwsPage>>;
  /** All pages, asked for anew. */
  readonly whole: (signal: AbortSignal) => Promise<Result<AwsRows>>;
  /** What was listed last, with what was written since; undefined before the first time. */
  readonly held: () => AwsRows | undefined;
  /** What is held, or else all pages. */
  readonly known: (signal: AbortSignal) => Promise<Result<AwsRows>>;
  /** Takes down what was written; without a row it was deleted. */
  readonly wrote: (full: string, row: Secret | undefined) => void;
}

export interface AwsListingOptions {
  readonly http: Http;
  readonly names: AwsNames;
  readonly now: () => Date;
}

/**
 * "ListSecrets is eventually consistent, however it might not include changes from the last five minutes":
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
 */
const settling = 5 * 60_000;
/** More than this is a service gone wrong. */
const maxPages = 1000;

interface Recent {
  readonly row: Secret | undefined;
  readonly until: number;
}

/** Requests for the same page are made once, whoever asks. What we wrote lately counts more than what is listed. */
export function createAwsListing({ http, names, now }: AwsListingOptions): AwsListing {
  const shared = createSharedRequests<AwsPage>();
  const recent = new Map<string, Recent>();
  /** What the pages before a cursor held. */
  const before = new Map<string, Map<string, Secret>>();
  let last: AwsRows | undefined;

  const recentRows = (): readonly (readonly [string, Secret | undefined])[] => {
    for (const [full, { until }] of recent) if (until < now().getTime()) recent.delete(full);
    return [...recent].map(([full, { row }]) => [full, row]);
  };

  const request = async (cursor: string | undefined, signal: AbortSignal): Promise<Result<AwsPage>> => {
    const filter = names.prefix === "" ? {} : { Filters: [{ Key: "name", Values: [names.prefix] }] };
    const body = { MaxResults: 100, ...filter, ...(cursor === undefined ? {} : { NextToken: cursor }) };
    const asked = { kind: "listSecrets" } as const;
    const answer = await http.send(
      awsRequest("ListSecrets", { body, asked, repeatable: true }),
      (page) => parsePage(page, names),
      signal,
    );
    if (answer.kind === "failed") return answer;
    const { nextCursor, listed } = answer.value;
    const ours = new Map(listed);
    for (const [full, row] of recentRows())
      if (row === undefined) ours.delete(full);
      else if (nextCursor === undefined || ours.has(full)) ours.set(full, row);
    const earlier = cursor === undefined ? new Map<string, Secret>() : before.get(cursor);
    for (const [full, row] of ours) earlier?.set(full, row);
    if (cursor !== undefined) before.delete(cursor);
    // Somebody else who goes through the same pages may have been faster, and has noted down all of them.
    if (nextCursor === undefined) last = earlier ?? last;
    else if (earlier !== undefined) before.set(nextCursor, earlier);
    return ok({ rows: ours, nextCursor, count: earlier?.size ?? Infinity });
  };

  const page: AwsListing["page"] = (cursor, signal) =>
    shared(cursor ?? "", (ending) => request(cursor, ending), signal);

  const whole: AwsListing["whole"] = async (signal) => {
    const all = new Map<string, Secret>();
    let cursor: string | undefined;
    for (let count = 0; count < maxPages; count++) {
      const answer = await page(cursor, signal);
      if (answer.kind === "failed") return answer;
      for (const [full, row] of answer.value.rows) all.set(full, row);
      cursor = answer.value.nextCursor;
      if (cursor === undefined) return ok(all);
    }
    return failed({ kind: "malformedAnswer", message: "The list of names does not end." });
  };

  return {
    page,
    whole,
    held: () => last,
    known: async (signal) => (last === undefined ? whole(signal) : ok(last)),
    wrote: (full, row) => {
      recent.set(full, { row, until: now().getTime() + settling });
      if (last === undefined) return;
      const rows = new Map(last);
      if (row === undefined) rows.delete(full);
      else rows.set(full, row);
      last = rows;
    },
  };
}

/** The names in a page, by whole name. */
function parsePage(answer: unknown, names: AwsNames) {
  const fields = fieldsOf(answer);
  const cursor = fields?.["NextToken"];
  const listed = listOf(fields?.["SecretList"], (item) => parseRow(item, names));
  if (listed === undefined || !(cursor === undefined || cursor === null || typeof cursor === "string"))
    return undefined;
  const nextCursor = cursor === undefined || cursor === null || cursor === "" ? undefined : cursor;
  return {
    nextCursor,
    listed: listed.flatMap((row) => (row.secret === undefined ? [] : [[row.full, row.secret] as const])),
  };
}

/** A secret that another service of AWS looks after cannot be changed here. */
function parseRow(item: unknown, names: AwsNames): { full: string; secret: Secret | undefined } | undefined {
  const fields = fieldsOf(item);
  const full = textOf(fields, "Name");
  const row = {
    managed: (textOf(fields, "OwningService") ?? "") !== "",
    createdAt: timeOf(fields?.["CreatedDate"]),
    updatedAt: timeOf(fields?.["LastChangedDate"]),
  };
  if (full === undefined || !isComplete(row)) return undefined;
  const placed = names.parse(full);
  if (placed === undefined) return { full, secret: undefined };
  const { name, environment } = placed;
  const description = textOf(fields, "Description") ?? "";
  return { full, secret: secretRow({ ...row, name, environments: [environment], description }) };
}

/** Times are in seconds of the epoch, with fractions. */
function timeOf(seconds: unknown): string | undefined {
  if (seconds === undefined || seconds === null) return "";
  const isTime = typeof seconds === "number" && seconds >= 0 && seconds < 8.64e12;
  return isTime ? new Date(seconds * 1000).toISOString() : undefined;
}
