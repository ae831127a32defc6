import { isRecipe } from "../analysis/givenNames";
import { languageIdOf, languageOf } from "../languages/index";
import { mayHoldReferencesInBytes } from "../languages/prefilter";
import type { WorkspaceFiles } from "./files";
import { textOf } from "./files";
import type { LanguageChoice } from "./languageChoice";
import type { WorkspaceModules } from "./modules";
import type { FoundReference } from "./readReferences";
import { readReferences } from "./readReferences";

/** A reference with its place as editors count: zero-based line, UTF-16 column. */
export interface PlacedReference extends FoundReference {
  readonly line: number;
  readonly character: number;
}

/** Whether a file of this name is looked into at all: for references, or for names that it gives a value. */
export function isScanned(uri: string): boolean {
  return languageOf("", uri) !== undefined || isRecipe(uri.slice(uri.lastIndexOf("/") + 1));
}

/** What a file on disk holds. */
export interface FileOnDisk {
  readonly references: readonly PlacedReference[];
  /** Whether it may export what reads names it is given. */
  readonly mayExport: boolean;
  /** Whether it imports that. */
  readonly imports: boolean;
}

const nothing: FileOnDisk = { references: [], mayExport: false, imports: false };

/** Looks into a file. Most hold nothing, and are not even decoded, unless what they import is followed. */
export function referencesOnDisk(
  uri: string,
  {
    files,
    languages,
    modules,
    followsImports,
    mayHold: isFound = false,
  }: {
    readonly files: WorkspaceFiles;
    readonly languages: LanguageChoice;
    readonly modules: WorkspaceModules;
    readonly followsImports: boolean;
    /** Whether a search has found that the file may hold references: that is hardly worth to be asked twice. */
    readonly mayHold?: boolean;
  },
): FileOnDisk {
  const language = languages.toRead("", uri);
  const bytes = language === undefined ? undefined : files.read(uri);
  if (language === undefined || bytes === undefined) return nothing;
  const mayHold = isFound || mayHoldReferencesInBytes(bytes, language);
  if (!mayHold && (!followsImports || language.modules === undefined)) return nothing;
  const text = textOf(bytes);
  const imports = followsImports ? modules.importsOf(uri, text, language) : undefined;
  if (!mayHold && imports === undefined) return nothing;
  const { references, computes, exported } = readReferences(language, { text, languageId: languageIdOf(uri), imports });
  const mayExport = exported !== undefined && (computes || imports !== undefined);
  if (mayExport) modules.remember(uri, { text, language, imports }, exported);
  return { references: placed(references, text), mayExport, imports: imports !== undefined };
}

/** References in the order of the text, with lines counted once from the top. A line ends at LF, CR LF or CR. */
export function placed(references: readonly FoundReference[], text: string): readonly PlacedReference[] {
  if (references.length === 0) return [];
  const nextLine = lineStarts(text);
  let line = 0;
  let lineStart = 0;
  let next = nextLine(0);
  return references.map((reference) => {
    for (; next <= reference.start; next = nextLine(next)) {
      line++;
      lineStart = next;
    }
    return { ...reference, line, character: reference.start - lineStart };
  });
}

/** Gives the start of the line behind the one that goes on at an offset; infinity behind the last. */
function lineStarts(text: string): (from: number) => number {
  if (!text.includes("\r")) return (from) => text.indexOf("\n", from) + 1 || Infinity;
  return (from) => {
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) return at + 1;
    }
    return Infinity;
  };
}
