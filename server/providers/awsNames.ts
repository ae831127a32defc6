/** A name of AWS in two parts: the folder that it stands in, which is its environment, and the name itself. */
export interface PlacedName {
  readonly environment: string;
  readonly name: string;
}

/** How the names of one region, or of a folder there, are told apart into environments and names. */
export interface AwsNames {
  /** What all names of the account begin with; empty for the whole region. */
  readonly prefix: string;
  /** Undefined for what is not below the account's folder. */
  readonly parse: (full: string) => PlacedName | undefined;
  readonly full: (placed: PlacedName) => string;
}

/** The environment of names that stand in no folder. */
export const rootEnvironment = "/";

/**
 * `prod/DATABASE_URL` and `dev/DATABASE_URL` are the name DATABASE_URL in the environments `prod` and `dev`. A slash at the
 * beginning counts: AWS tells `/prod/X` and `prod/X` apart, so they are in different environments here as well.
 */
export function createAwsNames(folder = ""): AwsNames {
  const place = folder.replace(/^\//, "").replace(/\/+$/, "");
  const prefix = place === "" ? "" : `${place}/`;
  return {
    prefix,
    parse: (full) => {
      if (!full.startsWith(prefix) || full.length === prefix.length) return undefined;
      const [, path = "", name = ""] = /^(.*\/)?(.+)$/.exec(full.slice(prefix.length)) ?? [];
      return name === "" ? undefined : { environment: environmentOf(path), name };
    },
    full: ({ environment, name }) => prefix + pathOf(environment) + name,
  };
}

/** The folders that names stand in, at any depth, as an account may be held to one: with a slash before each. */
export function foldersOf(fullNames: Iterable<string>): readonly string[] {
  const folders = new Set<string>();
  for (const full of fullNames)
    for (let end = full.indexOf("/", 1); end > 0; end = full.indexOf("/", end + 1))
      folders.add(`/${full.slice(0, end)}`);
  return [...folders].sort();
}

function environmentOf(path: string): string {
  if (path === "") return rootEnvironment;
  return path === "/" ? "//" : path.slice(0, -1);
}

function pathOf(environment: string): string {
  if (environment === rootEnvironment) return "";
  return environment === "//" ? "/" : `${environment}/`;
}
