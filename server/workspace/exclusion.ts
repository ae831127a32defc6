import picomatch from "picomatch";

/** What the settings of an editor leave out of a folder. Paths are relative to it. */
export interface Exclusion {
  /** Whether a folder is left out, or one above it. */
  readonly ofFolder: (path: string) => boolean;
  /** Whether a file is left out, or a folder above it; `exists` tells which files there are beside it. */
  readonly ofFile: (path: string, exists: (path: string) => boolean) => boolean;
}

/**
 * An exclusion from values such as `files.exclude` has: globs, each with true, false, or the name of another file that has to
 * be there: `{ "**\/*.js": { "when": "$(basename).ts" } }`. Whatever is not of this shape leaves nothing out.
 */
export function createExclusion(settings: readonly unknown[]): Exclusion {
  const rules = settings.flatMap((setting) => (isRecord(setting) ? Object.entries(setting) : [])).flatMap(asRule);
  const always = rules.filter(({ sibling }) => sibling === undefined);
  const folders = new Map([["", false]]);
  const ofFolder = (path: string): boolean => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const isOut = ofFolder(parentOf(path)) || always.some(({ fits }) => fits(path));
    folders.set(path, isOut);
    return isOut;
  };
  return {
    ofFolder,
    ofFile: (path, exists) => {
      if (rules.length === 0) return false;
      if (ofFolder(parentOf(path))) return true;
      return rules.some(
        ({ fits, sibling }) => fits(path) && (sibling === undefined || exists(siblingOf(path, sibling))),
      );
    },
  };
}

interface Rule {
  readonly fits: (path: string) => boolean;
  /** The name of the file that has to be there too. */
  readonly sibling: string | undefined;
}

function asRule([glob, value]: [string, unknown]): readonly Rule[] {
  const sibling = isRecord(value) && typeof value["when"] === "string" ? value["when"] : undefined;
  if (value !== true && sibling === undefined) return [];
  const options = { dot: true, nonegate: true, noextglob: true, windows: false };
  try {
    const fits = picomatch(glob.replace(/^\/|\/$/g, "").replaceAll("[!", "[^"), options);
    return [{ fits: (path) => fits(path), sibling }];
  } catch {
    // Not a glob: the editor makes nothing of it either.
    return [];
  }
}

function siblingOf(path: string, pattern: string): string {
  const folder = parentOf(path);
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/(?<=.)\.[^.]*$/, "");
  const sibling = pattern.replaceAll("$(basename)", () => name);
  return folder === "" ? sibling : `${folder}/${sibling}`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
