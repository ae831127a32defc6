import { languageIdOf } from "../languages/index";
import type { ImportedWrappers, Language, Wrappers } from "../languages/reference";
import { detached } from "../detached";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import type { LanguageChoice } from "./languageChoice";
import { createResolver, isFromFile } from "./resolver";
import { folderOf } from "./uris";

/** What the files of the workspace export that reads a name it is given. Looked up when asked for, and remembered. */
export interface WorkspaceModules {
  /**
   * What a file imports of that; undefined where it imports nothing of the kind. Of the files that it imports from, those are
   * looked into that were admitted, or for somebody who does not read all files of the workspace, `any`.
   */
  readonly importsOf: (
    uri: string,
    text: string,
    language: Language,
    from?: Way["from"],
  ) => ImportedWrappers | undefined;
  readonly exportsOf: (uri: string) => Wrappers;
  /** A file has been read: it is not read again for what it exports. */
  readonly remember: (uri: string, read: ModuleText, exported: Wrappers) => void;
  /** A file was seen to compute a name, or to import a wrapper: so it may export one, and is worth looking into. */
  readonly admit: (uri: string) => void;
  /** Forgets what was looked up: a file changed. */
  readonly clear: () => void;
  /** Another number after each change. */
  readonly generation: () => number;
  /** Which files there are, and which of them name packages, that can then be imported by their names. */
  readonly setListing: (uris: ReadonlySet<string>, packageManifests: readonly string[]) => void;
  /** The last part of what files import a module by. */
  readonly stemsOf: (uri: string) => readonly string[];
}

/** A file as it was read. */
interface ModuleText {
  readonly text: string;
  readonly language: Language;
  readonly imports: ImportedWrappers | undefined;
}

/** How a file was come to, over so many others, and which files are looked into on the way. */
interface Way {
  readonly depth: number;
  readonly from: "admitted" | "any";
}

/** What a file says of its imports, and whether it may export a wrapper that is its own. */
interface Top {
  readonly wanted: readonly string[];
  readonly computes: boolean;
}

/** A file is not read again while nothing changes but what others export, and what it imports is the same. */
interface ModuleReading {
  readonly top: Top;
  readonly imports: ImportedWrappers;
  readonly exports: Wrappers;
}

/** How many files may hand on what another one exports. */
const longestChain = 4;

/** Imports stand at the top: so much of a text is looked at for them, in characters. */
const longestTop = 50_000;

const none: Wrappers = new Map();
const noImports: ImportedWrappers = new Map();

/** Knows nothing before it is asked. */
export function createModules(files: WorkspaceFiles, languages: LanguageChoice): WorkspaceModules {
  const resolver = createResolver(files);
  const exported = new Map<string, Wrappers>();
  const readings = new Map<string, ModuleReading>();
  const admitted = new Set<string>();
  /** What those are imported by, if from where they stand. */
  const admittedStems = new Set<string>();
  let generation = 0;

  const exportsOf = (uri: string, { depth, from }: Way): Wrappers => {
    const known = exported.get(uri);
    if (known !== undefined || (from === "admitted" && !admitted.has(uri))) return known ?? none;
    // Files that import from each other in a circle export nothing more by that.
    exported.set(uri, none);
    const found = depth > longestChain ? none : readExports(uri, { depth, from });
    exported.set(uri, found);
    return found;
  };

  const readExports = (uri: string, { depth, from }: Way): Wrappers => {
    const language = languages.toRead("", uri);
    const before = readings.get(uri);
    const text = language?.modules === undefined || before !== undefined ? undefined : readText(files, uri);
    const top = before?.top ?? (language === undefined || text === undefined ? undefined : topOf(text, language));
    if (language?.modules === undefined || top === undefined) return none;
    const imports = importsBy(top.wanted, { uri, language, depth: depth + 1, from });
    if (before !== undefined && isSame(before.imports, imports)) return before.exports;
    const isWorthReading = imports.size > 0 || top.computes;
    const whole = isWorthReading ? (text ?? readText(files, uri)) : undefined;
    const known = imports.size === 0 ? undefined : imports;
    const exports =
      whole === undefined
        ? none
        : withOwnNames(language.modules.read(whole, languageIdOf(uri), undefined, known).exported);
    readings.set(uri, { top, imports, exports });
    return exports;
  };

  const importsBy = (
    specifiers: readonly string[],
    { uri, language, depth, from }: Way & { readonly uri: string; readonly language: Language },
  ): ImportedWrappers => {
    const found = new Map<string, Wrappers>();
    for (const specifier of specifiers) {
      if (from === "admitted" && !mayBeAdmitted(specifier, language)) continue;
      const target = resolver.resolve(specifier, uri, language);
      const wrappers = target === undefined ? none : exportsOf(target, { depth, from });
      if (wrappers.size > 0) found.set(specifier, wrappers);
    }
    return found;
  };

  /** Cheap; when in doubt, true. */
  const mayBeAdmitted = (specifier: string, { modules }: Language): boolean => {
    if (modules === undefined || !isFromFile(specifier, modules)) return true;
    const path = modules.pathOf?.(specifier) ?? specifier;
    return !isPlainEnd.test(path) || admittedStems.has(stemOf(path));
  };

  return {
    importsOf: (uri, text, language, from = "admitted") => {
      const pattern = language.modules?.specifiers;
      if (pattern === undefined) return undefined;
      const imports = importsBy(specifiersIn(text, pattern), { uri, language, depth: 0, from });
      return imports.size === 0 ? undefined : imports;
    },
    exportsOf: (uri) => exportsOf(uri, { depth: 0, from: "admitted" }),
    remember: (uri, { text, language, imports: all = noImports }, exports) => {
      const top = topOf(text, language);
      if (top === undefined) return;
      const imports = new Map(top.wanted.flatMap((specifier) => entryOf(all, specifier)));
      const mayExport = imports.size > 0 || top.computes;
      // It was read with more than is wanted: when somebody asks what it exports, it is read again.
      if (mayExport && imports.size < all.size) return;
      readings.set(uri, { top, imports, exports: mayExport ? withOwnNames(exports) : none });
    },
    admit: (uri) => {
      if (admitted.has(uri)) return;
      admitted.add(uri);
      admittedStems.add(stemOf(uri));
      // What is called like `index` goes by its folder.
      admittedStems.add(stemOf(folderOf(uri)));
      // Others may hand on what this one exports.
      exported.clear();
      generation++;
    },
    clear: () => {
      exported.clear();
      readings.clear();
      resolver.clear();
      generation++;
    },
    generation: () => generation,
    setListing: (uris, packageManifests) => {
      resolver.setListing(uris, packageManifests);
      exported.clear();
      readings.clear();
      generation++;
    },
    stemsOf: resolver.stemsOf,
  };
}

function topOf(text: string, { modules, needles }: Language): Top | undefined {
  if (modules === undefined) return undefined;
  const isSource = needles.some((line) => line.every((needle) => text.includes(needle)));
  // Of a file that does not name the environment, only what it hands on, or takes from where that is named.
  const handedOn = new Set(isSource ? [] : specifiersIn(text, modules.reexports));
  const wanted = specifiersIn(text, modules.specifiers).filter(
    (specifier) => isSource || handedOn.has(specifier) || /env/i.test(specifier),
  );
  return { wanted: wanted.map(detached), computes: isSource && modules.computed.test(text) };
}

function withOwnNames(wrappers: Wrappers): Wrappers {
  return new Map(Array.from(wrappers, ([name, wrapper]) => [detached(name), wrapper]));
}

function entryOf<Value>(map: ReadonlyMap<string, Value>, key: string): readonly (readonly [string, Value])[] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}

function isSame(one: ImportedWrappers, other: ImportedWrappers): boolean {
  return one.size === other.size && [...one].every(([specifier, wrappers]) => other.get(specifier) === wrappers);
}

/** A path that ends in an ordinary name, which is spelled in a URI as it is. */
const isPlainEnd = /(?:^|\/)\w[\w.-]*$/;

/** The name of a file without its endings. */
function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.indexOf(".", 1);
  return dot < 0 ? name : name.slice(0, dot);
}

function specifiersIn(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.slice(0, longestTop).matchAll(pattern), ([, specifier = ""]) => specifier);
}
