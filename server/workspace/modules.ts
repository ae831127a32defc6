import { languageIdOf, languageOf } from "../languages/index";
import type { ImportedWrappers, Language, Wrappers } from "../languages/reference";
import type { WorkspaceFiles } from "./files";
import { readText } from "./files";
import { createResolver } from "./resolver";

/** What the files of the workspace export that reads a name it is given. Looked up when asked for, and remembered. */
export interface WorkspaceModules {
  /** What a file imports of that; undefined where it imports nothing of the kind. */
  readonly importsOf: (uri: string, text: string, language: Language) => ImportedWrappers | undefined;
  readonly exportsOf: (uri: string) => Wrappers;
  /** Forgets what was looked up: a file changed. */
  readonly clear: () => void;
  /** Another number after each change. */
  readonly generation: () => number;
  /** Which files there are, and which of them name packages, that can then be imported by their names. */
  readonly setListing: (uris: ReadonlySet<string>, packageManifests: readonly string[]) => void;
  /** The last part of what files import a module by. */
  readonly stemsOf: (uri: string) => readonly string[];
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
  let generation = 0;

  const exportsOf = (uri: string, depth: number): Wrappers => {
    const known = exported.get(uri);
    if (known !== undefined) return known;
    // Files that import from each other in a circle export nothing more by that.
    exported.set(uri, none);
    const found = depth > longestChain ? none : readExports(uri, depth);
    exported.set(uri, found);
    return found;
  };

  const readExports = (uri: string, depth: number): Wrappers => {
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
    const imports = importsBy(wanted, { uri, language, depth: depth + 1 });
    const mayExport = imports !== undefined || (isSource && modules.computed.test(text));
    return mayExport ? modules.wrappers(text, languageIdOf(uri), imports ?? (() => undefined)) : none;
  };

  const importsBy = (
    specifiers: readonly string[],
    { uri, language, depth }: { readonly uri: string; readonly language: Language; readonly depth: number },
  ): ImportedWrappers | undefined => {
    const found = new Map<string, Wrappers>();
    for (const specifier of specifiers) {
      const target = resolver.resolve(specifier, uri, language);
      const wrappers = target === undefined ? none : exportsOf(target, depth);
      if (wrappers.size > 0) found.set(specifier, wrappers);
    }
    return found.size === 0 ? undefined : (specifier) => found.get(specifier);
  };

  return {
    importsOf: (uri, text, language) => {
      const pattern = language.modules?.specifiers;
      return pattern === undefined ? undefined : importsBy(specifiersIn(text, pattern), { uri, language, depth: 0 });
    },
    exportsOf: (uri) => exportsOf(uri, 0),
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
