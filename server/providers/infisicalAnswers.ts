import type { Environment, Project, Secret } from "../../shared/secret";
import type { Fields } from "./fields";
import { countOf, fieldsOf, flagOf, isComplete, listOf, noteOf, textOf, textsOf, timestampOf } from "./fields";
import type { Exchanged } from "./authorization";
import { secretRow } from "./rows";

/** A project with its environments, whose slug is their id everywhere else. */
export interface InfisicalProject {
  readonly id: string;
  readonly name: string;
  readonly environments: readonly Environment[];
}

/** What a service token is for. */
export interface ServiceToken {
  readonly name: string;
  readonly project: string;
  readonly canWrite: boolean;
  readonly scopes: readonly { readonly environment: string; readonly path: string }[];
}

/** The names of one environment. */
export interface Listing {
  readonly own: readonly Secret[];
  /** Names that come from elsewhere by an import of the folder: they are there when a program runs. */
  readonly imported: readonly Secret[];
  /** Whether values came along: of everything, or of what the user has overridden for himself. */
  readonly sends: "nothing" | "overrides" | "values";
}

/** What a write came to. `absent` stands for a name that is not there. */
export type Sent =
  | { readonly kind: "done"; readonly createdAt: string; readonly updatedAt: string }
  | { readonly kind: "pendingApproval" | "absent" };

/** The token that a machine identity gets. Zero seconds stand for a token that never ends. */
export function parseLogin(answer: unknown): Exchanged | undefined {
  const fields = fieldsOf(answer);
  const token = textOf(fields, "accessToken");
  const seconds = countOf(fields, "expiresIn");
  return token ? { token, seconds: seconds === 0 ? undefined : seconds } : undefined;
}

/** The one project that was asked for; older servers call it a workspace. */
export function parseProject(answer: unknown): InfisicalProject | undefined {
  const fields = fieldsOf(answer);
  const project = fieldsOf(fields?.["project"] ?? fields?.["workspace"]);
  const id = textOf(project, "id");
  const name = textOf(project, "name");
  const environments = listOf(project?.["environments"], parseEnvironment);
  return id && name !== undefined && environments !== undefined ? { id, name, environments } : undefined;
}

function parseEnvironment(item: unknown): Environment | undefined {
  const id = textOf(fieldsOf(item), "slug");
  const name = textOf(fieldsOf(item), "name");
  return id && name !== undefined ? { id, name } : undefined;
}

/** The projects that keep secrets: others hold certificates, keys and the like. */
export function parseProjects(answer: unknown): readonly Project[] | undefined {
  const fields = fieldsOf(answer);
  const projects = listOf(fields?.["projects"] ?? fields?.["workspaces"], (item) => {
    const id = textOf(fieldsOf(item), "id");
    const name = textOf(fieldsOf(item), "name");
    const type = textOf(fieldsOf(item), "type", secretProject);
    return id && name !== undefined && type !== undefined ? { id, name, type } : undefined;
  });
  return projects?.filter(({ type }) => type === secretProject).map(({ id, name }) => ({ id, name }));
}

const secretProject = "secret-manager";

/** Folders below another one, each by its whole path. */
export function parseFolders(answer: unknown, parent: string): readonly Project[] | undefined {
  return listOf(fieldsOf(answer)?.["folders"], (item) => {
    const name = textOf(fieldsOf(item), "name");
    const path = textOf(fieldsOf(item), "relativePath", name);
    if (!name || !path) return undefined;
    const id = `${parent}/${path}`.replace(/\/+/g, "/");
    return { id, name: id };
  });
}

/** What a service token says of itself. The answer holds its hash, too, which is dropped unread like all the rest. */
export function parseServiceToken(answer: unknown): ServiceToken | undefined {
  const fields = fieldsOf(answer);
  const name = textOf(fields, "name");
  const project = textOf(fields, "projectId") ?? textOf(fields, "workspace");
  const permissions = textsOf(fields, "permissions");
  const scopes = listOf(fields?.["scopes"], (item) => {
    const environment = textOf(fieldsOf(item), "environment");
    const path = textOf(fieldsOf(item), "secretPath", "/");
    return environment && path !== undefined ? { environment, path } : undefined;
  });
  if (name === undefined || !project || permissions === undefined || scopes === undefined) return undefined;
  return { name, project, canWrite: permissions.includes("write"), scopes };
}

/** The names of one environment, each value that came along dropped unread. */
export function parseListing(answer: unknown, environment: string): Listing | undefined {
  const fields = fieldsOf(answer);
  const rows = listOf(fields?.["secrets"], (item) => parseRow(item, environment));
  // An older server leaves the imports out.
  const imports = listOf(fields?.["imports"] ?? [], (item) =>
    listOf(fieldsOf(item)?.["secrets"], (secret) => parseRow(secret, environment)),
  );
  if (rows === undefined || imports === undefined) return undefined;
  const shared = rows.filter(({ isOverride }) => !isOverride);
  const imported = imports.flat().filter(({ isOverride }) => !isOverride);
  const sendsValues = [...shared, ...imported].some(({ isHidden }) => !isHidden);
  return {
    own: shared.filter(({ isHere }) => isHere).map(({ secret }) => secret),
    imported: imported.map(({ secret }) => ({ ...secret, managed: true, type: "imported" })),
    sends: sendsValues ? "values" : shared.length < rows.length ? "overrides" : "nothing",
  };
}

interface Row {
  readonly secret: Secret;
  /** What a user has set for himself alone, in place of the value for all. */
  readonly isOverride: boolean;
  readonly isHidden: boolean;
  /** A service token with one scope is answered from there, whatever it asks for. */
  readonly isHere: boolean;
}

function parseRow(item: unknown, environment: string): Row | undefined {
  const fields = fieldsOf(item);
  const name = textOf(fields, "secretKey");
  const type = textOf(fields, "type", "shared");
  const at = timesOf(fields);
  if (!name || type === undefined || !isComplete(at)) return undefined;
  const managed = flagOf(fields, "isRotatedSecret") === true;
  const description = noteOf(fields, "secretComment") ?? "";
  return {
    secret: secretRow({ name, description, managed, environments: [environment], ...at }),
    isOverride: type !== "shared",
    isHidden: fields?.["secretValueHidden"] === true,
    isHere: (textOf(fields, "environment") ?? environment) === environment,
  };
}

function timesOf(fields: Fields) {
  return {
    createdAt: timestampOf(textOf(fields, "createdAt", "")),
    updatedAt: timestampOf(textOf(fields, "updatedAt", "")),
  };
}

/** An answer to a write: done, or laid before those who have to approve of it. The value that comes back is dropped unread. */
export function parseSent(answer: unknown): Sent | undefined {
  const fields = fieldsOf(answer);
  if (fieldsOf(fields?.["approval"]) !== undefined) return { kind: "pendingApproval" };
  const secret = fieldsOf(fields?.["secret"]);
  const at = timesOf(secret);
  return secret !== undefined && isComplete(at) ? { kind: "done", ...at } : undefined;
}
