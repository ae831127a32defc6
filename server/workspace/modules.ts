import { languageIdOf, languageOf } from "../languages/index";
import type { ImportedWrappers, Language, Wrappers } from "../languages/reference";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import { createResolver } from "./resolver";

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

/** How a file was come to, over so many others, and which files are looked into on the way. */
interface Way {
  readonly depth: number;
  readonly from: "admitted" | "any";
}

/** How many files may hand on what another one exports. */
const longestChain = 4;

/** Imports stand at the top: so much of a text is looked at for them, in characters. */
const longestTop = 50_000;

const none: Wrappers = new Map();

/** Knows nothing before it is asked. */
export function createModules(files: WorkspaceFiles): WorkspaceModules {
  const resolver = createResolver(files);
  const exported = new Map<string, Wrappers>();
  const admitted = new Set<string>();
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
    const language = languageOf("", uri);
    const modules = language?.modules;
    const text = modules === undefined ? undefined : readText(files, uri);
    if (language === undefined || modules === undefined || text === undefined) return none;
    const isSource = language.needles.some((line) => line.every((needle) => text.includes(needle)));
    // Of a file that does not name the environment, only what it hands on, or takes from where that is named.
    const handedOn = new Set(isSource ? [] : specifiersIn(text, modules.reexports));
    const wanted = specifiersIn(text, modules.specifiers).filter(
      (specifier) => isSource || handedOn.has(specifier) || /env/i.test(specifier),
    );
    const imports = importsBy(wanted, { uri, language, depth: depth + 1, from });
    const mayExport = imports !== undefined || (isSource && modules.computed.test(text));
    return mayExport ? modules.wrappers(text, languageIdOf(uri), imports ?? (() => undefined)) : none;
  };

  const importsBy = (
    specifiers: readonly string[],
    { uri, language, depth, from }: Way & { readonly uri: string; readonly language: Language },
  ): ImportedWrappers | undefined => {
    const found = new Map<string, Wrappers>();
    for (const specifier of specifiers) {
      const target = resolver.resolve(specifier, uri, language);
      const wrappers = target === undefined ? none : exportsOf(target, { depth, from });
      if (wrappers.size > 0) found.set(specifier, wrappers);
    }
    return found.size === 0 ? undefined : (specifier) => found.get(specifier);
  };

  return {
    importsOf: (uri, text, language, from = "admitted") => {
      const pattern = language.modules?.specifiers;
      if (pattern === undefined) return undefined;
      return importsBy(specifiersIn(text, pattern), { uri, language, depth: 0, from });
    },
    exportsOf: (uri) => exportsOf(uri, { depth: 0, from: "admitted" }),
    admit: (uri) => {
      if (admitted.has(uri)) return;
      admitted.add(uri);
      // Others may hand on what this one exports.
      exported.clear();
      generation++;
    },
    clear: () => {
      exported.clear();
      resolver.clear();
      generation++;
    },
    generation: () => generation,
    setListing: (uris, packageManifests) => {
      resolver.setListing(uris, packageManifests);
      exported.clear();
      generation++;
    },
    stemsOf: resolver.stemsOf,
  };
}

function specifiersIn(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.slice(0, longestTop).matchAll(pattern), ([, specifier = ""]) => specifier);
}
