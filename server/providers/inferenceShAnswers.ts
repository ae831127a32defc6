import type { Identity, Secret } from "../../shared/secret";
import { fieldsOf, flagOf, isComplete, listOf, noteOf, textOf, timestampOf } from "./fields";
import type { Finding, SecretPage } from "./provider";
import { secretRow } from "./rows";

/** The one environment there is: names belong to the team that the credential was given for. */
export const teamId = "team";

/**
 * What was asked for, out of an answer: bare, as `{data, messages}`, or as the older `{success, status, data}`. All three are
 * alive. `mark` is a field that only the bare form has at its top.
 */
function resourceIn(answer: unknown, mark: string): unknown {
  const fields = fieldsOf(answer);
  if (fields === undefined || mark in fields || !("data" in fields)) return answer;
  return fields["data"];
}

/** Who is asking, and for which team. */
export interface Me {
  readonly identity: Identity;
  readonly team: string;
}

/** What is known of a credential that is not told who it belongs to. Scopes and roles are told only by refusals. */
export const unknownMe: Me = { identity: { name: "", project: "", canWrite: true }, team: "team" };

/** The answer of `GET /me`. */
export function parseMe(answer: unknown): Me | undefined {
  const fields = fieldsOf(resourceIn(answer, "user"));
  const user = fieldsOf(fields?.["user"]);
  const team = fieldsOf(fields?.["team"]);
  if (user === undefined) return undefined;
  const name = firstText(user, ["full_name", "name", "email"]);
  const project = firstText(team, ["name", "username"]);
  return { identity: { ...unknownMe.identity, name, project }, team: project === "" ? unknownMe.team : project };
}

function firstText(fields: ReturnType<typeof fieldsOf>, keys: readonly string[]): string {
  return keys.map((key) => textOf(fields, key, "")).find((text) => text !== undefined && text !== "") ?? "";
}

/** A page of names: of the team's own ones, those that the user can refer to. */
export function parsePage(answer: unknown): SecretPage | undefined {
  const body = resourceIn(answer, "items");
  const fields = fieldsOf(body);
  const list = fields === undefined ? body : itemsIn(fields);
  const rows = listOf(list, (item) => {
    const row = parseBareRow(item);
    return row === undefined ? undefined : { row, isOurs: isOurs(item) };
  });
  const nextCursor = textOf(fields, "next_cursor", "");
  const hasNext = flagOf(fields, "has_next", nextCursor !== "");
  if (rows === undefined || nextCursor === undefined || hasNext === undefined) return undefined;
  // A page that says there is more, but not where, must not look like the last one.
  if (hasNext && nextCursor === "") return undefined;
  const secrets = rows.filter((one) => one.isOurs).map(({ row }) => row);
  return { secrets, nextCursor: hasNext ? nextCursor : undefined };
}

/** An empty list may be written as `null`; that it is empty is then said by its count. */
function itemsIn(fields: Readonly<Record<string, unknown>>): unknown {
  return fields["items"] === null && fields["total_items"] === 0 ? [] : fields["items"];
}

/** `internal` and `system` ones are the platform's, and `deleted_at` says that it is gone. */
function isOurs(item: unknown): boolean {
  const fields = fieldsOf(item);
  const scope = fields?.["scope"] ?? "";
  return (scope === "" || scope === "team") && (fields?.["deleted_at"] ?? null) === null;
}

/** The row in the answer to a write. */
export function parseRow(answer: unknown): Secret | undefined {
  return parseBareRow(resourceIn(answer, "key"));
}

/** Its `masked_value` may show characters of the value: it is dropped unread. */
function parseBareRow(item: unknown): Secret | undefined {
  const fields = fieldsOf(item);
  const name = textOf(fields, "key");
  const rest = {
    description: noteOf(fields, "description"),
    createdAt: timestampOf(textOf(fields, "created_at", "")),
    updatedAt: timestampOf(textOf(fields, "updated_at", "")),
  };
  if (!name || !isComplete(rest)) return undefined;
  return secretRow({ name, environments: [teamId], ...rest });
}

/** What stands in the way of a run. It is told in our own words: those of a service may hold anything. */
export function parseChecked(answer: unknown): readonly Finding[] | undefined {
  const fields = fieldsOf(resourceIn(answer, "satisfied"));
  const satisfied = flagOf(fields, "satisfied");
  const findings = listOf(fields?.["errors"] ?? [], parseFinding);
  if (satisfied === undefined || findings === undefined) return undefined;
  // Nothing found and yet not satisfied is no answer.
  return !satisfied && findings.length === 0 ? undefined : findings;
}

function parseFinding(item: unknown): Finding | undefined {
  const fields = fieldsOf(item);
  const name = textOf(fields, "key");
  if (!name) return undefined;
  return { name, message: sentenceOf(textOf(fields, "type", "") ?? "", name) };
}

function sentenceOf(type: string, name: string): string {
  switch (type) {
    case "secret":
      return `inference.sh has no value for ${name}: it would refuse to run this.`;
    case "integration":
      return `inference.sh would refuse to run this: the connection that ${name} comes from is not set up.`;
    case "scope":
      return `inference.sh would refuse to run this: the connection that ${name} comes from lacks a permission.`;
    default:
      return `inference.sh would refuse to run this because of ${name}.`;
  }
}
