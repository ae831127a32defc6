import type { Environment, Visibility } from "../../shared/secret";
import { limits } from "./limits";
import type { Outcome } from "./problem";
import { done, invalid, refused } from "./problem";

/** A secret as it shall be, with one value for the default or for some environments. */
export interface SecretReplacement {
  readonly value: string;
  readonly description: string;
  readonly visibility: Visibility;
  readonly type: string;
  /** Absent: the default of all environments. */
  readonly environments: readonly string[] | undefined;
}

/** What shall change about a secret; what is absent stays. */
export interface SecretChange {
  readonly value: string | undefined;
  readonly environments: readonly string[] | undefined;
  readonly description: string | undefined;
  readonly visibility: Visibility | undefined;
}

/** The body of a request that creates or replaces a secret. */
export function readReplacement(body: unknown): Outcome<SecretReplacement> {
  const fields = readFields(body, ["value", "description", "visibility", "type", "environments"]);
  if (fields.kind === "refused") return fields;
  if (fields.value["value"] === undefined) return invalid("/value", "A value is required.");
  const change = readChangedFields(fields.value);
  if (change.kind === "refused") return change;
  const type = fields.value["type"] ?? "secret";
  if (typeof type !== "string" || !limits.typePattern.test(type))
    return invalid("/type", "A type is up to 64 small letters, digits, dots, dashes and underscores.");
  const { value = "", description = "", visibility = "masked", environments } = change.value;
  return done({ value, description, visibility, type, environments });
}

/** The body of a request that changes a secret. */
export function readChange(body: unknown): Outcome<SecretChange> {
  const fields = readFields(body, ["value", "description", "visibility", "environments"]);
  if (fields.kind === "refused") return fields;
  if (Object.keys(fields.value).length === 0) return invalid("", "Nothing is to be changed.");
  if (fields.value["environments"] !== undefined && fields.value["value"] === undefined)
    return invalid("/environments", "Environments are named together with a value.");
  return readChangedFields(fields.value);
}

/** The body of a request that adds an environment. Its id is its name in small letters, digits and dashes. */
export function readEnvironment(body: unknown): Outcome<Environment> {
  const fields = readFields(body, ["name"]);
  if (fields.kind === "refused") return fields;
  const { name } = fields.value;
  if (typeof name !== "string" || name.trim() === "") return invalid("/name", "A name is required.");
  if (name.length > limits.maxEnvironmentNameLength)
    return invalid("/name", `A name has at most ${limits.maxEnvironmentNameLength} characters.`);
  const id = slug(name);
  return id === "" ? invalid("/name", "A name has at least one letter or digit.") : done({ id, name: name.trim() });
}

function slug(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{Mark}/gu, "");
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

type Fields = Readonly<Record<string, unknown>>;

function readFields(body: unknown, known: readonly string[]): Outcome<Fields> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return invalid("", "The body is a JSON object.");
  const unknown = Object.keys(body).some((key) => !known.includes(key));
  return unknown ? invalid("", `The body has only ${known.join(", ")}.`) : done(body as Fields);
}

function readChangedFields(fields: Fields): Outcome<SecretChange> {
  const value = readValue(fields["value"]);
  if (value.kind === "refused") return value;
  const environments = readEnvironments(fields["environments"]);
  if (environments.kind === "refused") return environments;
  const { description, visibility } = fields;
  if (description !== undefined && !isDescription(description))
    return invalid("/description", `A description is a text of at most ${limits.maxDescriptionLength} characters.`);
  if (visibility !== undefined && visibility !== "masked" && visibility !== "restricted")
    return invalid("/visibility", "The visibility is masked or restricted.");
  return done({ value: value.value, environments: environments.value, description, visibility });
}

function readValue(value: unknown): Outcome<string | undefined> {
  if (value === undefined) return done(undefined);
  if (typeof value !== "string" || value === "") return invalid("/value", "A value is a text that is not empty.");
  // Half of a surrogate pair would be stored as something else.
  if (/\p{Surrogate}/u.test(value)) return invalid("/value", "The value is not well-formed Unicode text.");
  if (Buffer.byteLength(value) > limits.maxValueBytes)
    return refused("too-large", `A value has at most ${limits.maxValueBytes} bytes.`);
  return done(value);
}

function readEnvironments(ids: unknown): Outcome<readonly string[] | undefined> {
  if (ids === undefined) return done(undefined);
  if (!Array.isArray(ids) || ids.length === 0)
    return invalid("/environments", "The environments are a list of at least one id.");
  const wrong = ids.findIndex((id) => typeof id !== "string");
  return wrong < 0
    ? done(ids as readonly string[])
    : invalid(`/environments/${wrong}`, "The id of an environment is a text.");
}

function isDescription(description: unknown): description is string {
  // Counted as JSON Schema counts: in characters, not in UTF-16 units.
  return typeof description === "string" && Array.from(description).length <= limits.maxDescriptionLength;
}
