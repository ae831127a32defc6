import type { Identity, Project } from "../../shared/secret";
import { fieldsOf, flagOf, listOf, textOf, textsOf } from "./fields";

/** A config of a project: a place with values of its own. Its name is its id. */
export interface Config {
  readonly name: string;
  /** The one that an environment begins with; the others of the environment are branches of it. */
  readonly root: boolean;
  /** Configs elsewhere whose names count here, too. */
  readonly inherits: readonly { readonly project: string; readonly config: string }[];
}

/** The answer of `GET /v3/me`: a person, a service account or a token for one config. The preview of the token is dropped. */
export function parseMe(answer: unknown): Omit<Identity, "project"> | undefined {
  const fields = fieldsOf(answer);
  const name = textOf(fields, "name", "") ?? "";
  const type = (textOf(fields, "type", "") ?? "").replaceAll("_", " ");
  if (fields === undefined || (name === "" && type === "")) return undefined;
  // What a service token may do is told only by refusals.
  return { name: name === "" ? type : name, canWrite: true };
}

/** A page of projects. */
export function parseProjects(answer: unknown): readonly Project[] | undefined {
  return listOf(fieldsOf(answer)?.["projects"], (item) => {
    const fields = fieldsOf(item);
    const id = textOf(fields, "id") ?? textOf(fields, "slug");
    const name = textOf(fields, "name", "");
    return !id || name === undefined ? undefined : { id, name: name === "" ? id : name };
  });
}

/** A page of configs. */
export function parseConfigs(answer: unknown): readonly Config[] | undefined {
  return listOf(fieldsOf(answer)?.["configs"], (item) => {
    const fields = fieldsOf(item);
    const name = textOf(fields, "name");
    const root = flagOf(fields, "root", false);
    const inherits = listOf(fields?.["inherits"] ?? [], parseInherited);
    return !name || root === undefined || inherits === undefined ? undefined : { name, root, inherits };
  });
}

function parseInherited(item: unknown): Config["inherits"][number] | undefined {
  const project = textOf(fieldsOf(item), "project");
  const config = textOf(fieldsOf(item), "config");
  return !project || !config ? undefined : { project, config };
}

/** Set by Doppler itself in every config; they are no secrets, and nobody can change them. */
export const managedNames = ["DOPPLER_PROJECT", "DOPPLER_ENVIRONMENT", "DOPPLER_CONFIG"];

/** The names of one config. */
export function parseNames(answer: unknown): readonly string[] | undefined {
  const names = textsOf(fieldsOf(answer), "names");
  if (names === undefined || names.includes("")) return undefined;
  return names.filter((name) => !managedNames.includes(name));
}

/** A write was done. What else the answer holds, the values of the config among it, is dropped unread. */
export function parseWritten(answer: unknown): { readonly kind: "done" } | undefined {
  return fieldsOf(answer) === undefined ? undefined : { kind: "done" };
}

/** The roots first, each kind in the order in which Doppler has them. */
export function rootsFirst(configs: readonly Config[]): readonly Config[] {
  return [...configs.filter(({ root }) => root), ...configs.filter(({ root }) => !root)];
}
