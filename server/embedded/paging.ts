import type { Secret } from "../../shared/secret";
import type { Contents } from "./contents";
import { toSecret } from "./contents";
import { limits } from "./limits";
import type { Outcome } from "./problem";
import { done, invalid } from "./problem";

/** One page of names, as it goes over the wire. */
export interface Page {
  readonly items: readonly Secret[];
  readonly nextCursor: string | null;
}

/** The answer to a cursor that nobody has given out. */
export const unknownCursor = invalid("/cursor", "The cursor is not one that this service gave out.");

/** The page that a query asks for. A cursor is the last name before it, so that writes in between skip nothing. */
export function pageOf(contents: Contents, query: (name: string) => string | undefined): Outcome<Page> {
  const limit = readLimit(query("limit"));
  if (limit === undefined) return invalid("/limit", `The limit is a number from 1 to ${limits.maxPageSize}.`);
  const after = readCursor(query("cursor"));
  if (after === undefined) return unknownCursor;
  const names = [...contents.secrets.values()].filter(({ name }) => name > after).sort(byName);
  const page = names.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = names.length > limit && last !== undefined ? toCursor(last.name) : null;
  return done({ items: page.map(toSecret), nextCursor });
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function readLimit(text: string | undefined): number | undefined {
  if (text === undefined) return limits.defaultPageSize;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= limits.maxPageSize ? limit : undefined;
}

const cursorPrefix = "after:";

function toCursor(name: string): string {
  return Buffer.from(cursorPrefix + name).toString("base64url");
}

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return "";
  const text = Buffer.from(cursor, "base64url").toString();
  const name = text.slice(cursorPrefix.length);
  return text.startsWith(cursorPrefix) && toCursor(name) === cursor ? name : undefined;
}
